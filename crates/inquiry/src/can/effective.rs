//! What the policies that bear on a request allow together, as one expression over documents.
//!
//! AWS asks who the principal is in more ways than an expression can: a grant to a session goes past its boundary, one to
//! the account needs the identity's own policies too. For one principal that is a matter of each statement. So every
//! statement of the resource's policy is put to the evaluator once, without its conditions, and sorted by what it is
//! worth.

use policy::decide::{Answer, Expression, Space, is_empty};
use policy::{Outcome, Policies, PolicyDocument, PolicyKind, Request, Statement, evaluate};
use source::Origin;
use syntax::{Node, node};

use crate::real;

/// What is allowed to one principal, for one action on one resource, or on some of those that a pattern means.
#[derive(Debug, Clone)]
pub struct Effective {
    /// The action and the resource that are asked about.
    asked: PolicyDocument,
    identity: Vec<PolicyDocument>,
    /// Levels and boundaries: each must allow.
    limits: Vec<Vec<PolicyDocument>>,
    /// Limits that a grant of the resource may go past.
    own_limits: Vec<Vec<PolicyDocument>>,
    /// Statements of the resource's policy that deny this principal.
    resource_denies: PolicyDocument,
    /// Those that allow it past its boundary.
    past_limits: PolicyDocument,
    /// Those that allow it by themselves.
    by_itself: PolicyDocument,
    /// Those that let the principal's account decide.
    by_account: PolicyDocument,
    /// What the identity's own policies are worth without any; past all limits for an action that needs no grant.
    own_worth: Option<Worth>,
}

impl Effective {
    /// What the policies allow of the request's action and resource, both of which may have wildcards.
    pub fn of(policies: &Policies<'_>, request: &Request) -> Self {
        let plain =
            |documents: &[&PolicyDocument]| documents.iter().map(|document| without_principals(document)).collect();
        let levels = policies.service_control.iter().filter(|_| is_aws(request)).chain(&policies.resource_control);
        let limits = levels.chain(&policies.endpoint).map(|level| plain(level)).collect();
        let own_limits = policies.boundary.iter().chain(&policies.session).map(|level| plain(level)).collect();
        let mut effective = Self {
            asked: asked(request),
            identity: if is_aws(request) { plain(&policies.identity) } else { Vec::new() },
            limits,
            own_limits,
            resource_denies: empty(),
            past_limits: empty(),
            by_itself: empty(),
            by_account: empty(),
            own_worth: Worth::of(None, policies, request),
        };
        effective.sort(policies, request);
        effective
    }

    fn sort(&mut self, policies: &Policies<'_>, request: &Request) {
        let Some(resource) = policies.resource else { return };
        for list in [&mut self.resource_denies, &mut self.past_limits, &mut self.by_itself, &mut self.by_account] {
            list.version.clone_from(&resource.version);
        }
        for statement in &resource.statements {
            let list = match Worth::of(Some((resource, statement)), policies, request) {
                Some(Worth::Denies) => &mut self.resource_denies,
                Some(Worth::PastLimits) => &mut self.past_limits,
                Some(Worth::Itself) => &mut self.by_itself,
                Some(Worth::Account) => &mut self.by_account,
                None => continue,
            };
            list.statements.push(without_principal(statement));
        }
    }

    /// Whether no request of the space that is asked about is allowed; a witness is one that is.
    pub fn some_allowed(&self, request: &Request, space: &Space) -> Answer {
        self.some(request, space, self.allowed())
    }

    /// Whether no request of the space that is asked about is refused; a witness is one that is.
    pub fn some_refused(&self, request: &Request, space: &Space) -> Answer {
        self.some(request, space, Expression::Not(Box::new(self.allowed())))
    }

    fn some(&self, request: &Request, space: &Space, what: Expression<'_>) -> Answer {
        let asked = Expression::Allows(vec![&self.asked]);
        let space = Space { principals: Some(vec![request.principal.clone()]), ..space.clone() };
        is_empty(&Expression::All(vec![asked, what]), &space)
    }

    /// How requests that are all refused are refused: by a Deny, if some of them would be allowed without any.
    pub fn refusal(&self, request: &Request, space: &Space) -> Outcome {
        match self.some(request, space, self.granted()) {
            Answer::No(_) => Outcome::ExplicitDeny,
            Answer::Yes | Answer::Unknown(_) => Outcome::ImplicitDeny,
        }
    }

    fn allowed(&self) -> Expression<'_> {
        if self.own_worth == Some(Worth::PastLimits) {
            return Expression::All(Vec::new());
        }
        Expression::All(vec![self.granted(), Expression::Not(Box::new(self.denied()))])
    }

    /// What would be allowed without any Deny.
    fn granted(&self) -> Expression<'_> {
        use Expression::{All, Allows, Any};
        let is_own = self.own_worth == Some(Worth::Account);
        let own = if is_own { Vec::new() } else { vec![Allows(vec![&self.by_account])] };
        let by_identity = All(std::iter::once(Allows(self.identity.iter().collect())).chain(own).collect());
        let granted = Any(vec![Allows(vec![&self.by_itself]), by_identity]);
        let within = All(self.own_limits.iter().map(|limit| allows(limit)).chain([granted]).collect());
        let granted = Any(vec![Allows(vec![&self.past_limits]), within]);
        let limits = self.limits.iter().map(|limit| allows(limit));
        All(limits.chain([granted]).collect())
    }

    fn denied(&self) -> Expression<'_> {
        let limits = self.limits.iter().chain(&self.own_limits).flatten();
        Expression::Denies(self.identity.iter().chain(limits).chain([&self.resource_denies]).collect())
    }
}

fn allows(documents: &[PolicyDocument]) -> Expression<'_> {
    Expression::Allows(documents.iter().collect())
}

/// What a statement of the resource's policy is worth to a principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Worth {
    /// It denies.
    Denies,
    /// It allows, whatever boundary the principal has.
    PastLimits,
    /// It allows, within the principal's limits.
    Itself,
    /// It lets the principal's account decide.
    Account,
}

impl Worth {
    /// Puts a statement to the evaluator without its conditions, on exactly what is asked; without a statement, says
    /// whether the identity's own policies are enough.
    fn of(
        statement: Option<(&PolicyDocument, &Statement)>,
        policies: &Policies<'_>,
        request: &Request,
    ) -> Option<Self> {
        let everything = allowing("*", "*");
        let resource = statement.map(|(document, statement)| {
            document.with(vec![Statement { conditions: Vec::new(), ..on_exactly(statement, request) }])
        });
        // The policy is there even where none of its statements speaks of this principal.
        let nothing = policies.resource.map(|_| empty());
        let outcome = |identity: bool, boundary: Option<Vec<&PolicyDocument>>| {
            let identity = if identity { vec![&everything] } else { Vec::new() };
            let resource = resource.as_ref().or(nothing.as_ref());
            evaluate(&Policies { identity, boundary, resource, ..Policies::default() }, request).outcome
        };
        let boundary = policies.boundary.as_ref();
        let none = || Some(Vec::new());
        if outcome(true, boundary.map(|_| vec![&everything])) == Outcome::ExplicitDeny {
            Some(Self::Denies)
        } else if outcome(false, none()) == Outcome::Allowed {
            Some(Self::PastLimits)
        } else if outcome(false, None) == Outcome::Allowed {
            Some(Self::Itself)
        } else {
            (outcome(true, None) == Outcome::Allowed).then_some(Self::Account)
        }
    }
}

/// The statement with the action and the resource that are asked about in place of its own.
fn on_exactly(statement: &Statement, request: &Request) -> Statement {
    let asked = allowing(&request.action, &request.resource).statements.into_iter().next();
    let (action, resource) = asked.map(|asked| (asked.action, asked.resource)).unwrap_or_default();
    Statement { action, resource, ..statement.clone() }
}

/// The kinds of policies that do not allow the request, whatever denies it.
pub(super) fn missing_without_denies(policies: &Policies<'_>, request: &Request) -> Vec<PolicyKind> {
    let allows = |document: &&PolicyDocument| document.with(document.allows().cloned().collect());
    let lists = |documents: &[&PolicyDocument]| documents.iter().map(allows).collect::<Vec<_>>();
    let levels = |levels: &[Vec<&PolicyDocument>]| levels.iter().map(|level| lists(level)).collect::<Vec<_>>();
    let identity = lists(&policies.identity);
    let boundary = policies.boundary.as_deref().map(lists);
    let (session, endpoint) = (policies.session.as_deref().map(lists), policies.endpoint.as_deref().map(lists));
    let resource = policies.resource.as_ref().map(allows);
    let (service, control) = (levels(&policies.service_control), levels(&policies.resource_control));
    fn borrowed(documents: &[PolicyDocument]) -> Vec<&PolicyDocument> {
        documents.iter().collect()
    }
    let without = Policies {
        identity: borrowed(&identity),
        boundary: boundary.as_deref().map(borrowed),
        session: session.as_deref().map(borrowed),
        resource: resource.as_ref(),
        service_control: service.iter().map(|level| borrowed(level)).collect(),
        resource_control: control.iter().map(|level| borrowed(level)).collect(),
        endpoint: endpoint.as_deref().map(borrowed),
    };
    evaluate(&without, request).missing
}

fn is_aws(request: &Request) -> bool {
    matches!(request.principal, policy::Principal::Aws(_))
}

/// A document that allows exactly what is asked about. A resource that was typed is text: `${` in it is no variable, and
/// there is none in a document without version.
fn asked(request: &Request) -> PolicyDocument {
    let home = if let policy::Principal::Aws(arn) = &request.principal { Some(arn.as_str()) } else { None };
    let resources = if request.resource == "*" { real::resources(&request.action, home) } else { Vec::new() };
    if resources.is_empty() {
        return allowing(&request.action, &request.resource);
    }
    let resources: Vec<Node> = resources.into_iter().map(|text| Node::from_text(text, HERE)).collect();
    document(node!(&HERE; { "Effect": "Allow", "Action": (request.action.as_str()), "Resource": (resources) }))
}

const HERE: Origin = Origin::Default("the question");

fn allowing(action: &str, resource: &str) -> PolicyDocument {
    document(node!(&HERE; { "Effect": "Allow", "Action": (action), "Resource": (resource) }))
}

fn empty() -> PolicyDocument {
    document(Node::from_list(Vec::new(), HERE))
}

fn document(statements: Node) -> PolicyDocument {
    PolicyDocument::parse(&node!(&HERE; { "Statement": (statements) })).0
}

/// The document as one that asks nobody who they are.
fn without_principals(document: &PolicyDocument) -> PolicyDocument {
    document.with(document.statements.iter().map(without_principal).collect())
}

/// The statement as one of a policy that asks nobody who they are. A policy on a resource may leave the resource out.
fn without_principal(statement: &Statement) -> Statement {
    let all = || allowing("*", "*").statements.into_iter().next().and_then(|statement| statement.resource);
    let resource = statement.resource.clone().or_else(|| all().filter(|_| statement.principal.is_some()));
    Statement { principal: None, resource, ..statement.clone() }
}
