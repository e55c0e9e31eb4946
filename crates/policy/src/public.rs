//! Who from outside may do what by a resource policy: everyone, other accounts, services on anybody's behalf, holders of
//! tokens. Every answer is proved by the decision procedure and carries a request that shows it.
//!
//! An outsider is somebody without credentials, a principal of an account that nobody named, a service that such an
//! account makes call, or the holder of a token that anyone can get. What they can say of themselves stands in [`keys`].
//! Where nobody of them passes, the smallest sets of conditions that a caller must be named by are told instead.

mod issuer;
mod keys;
#[cfg(test)]
mod laws;
mod question;
mod sample;
mod search;
mod stranger;
mod words;

use source::Origin;

use crate::action_pattern::ActionPattern;
use crate::decide::Cap;
use crate::document::{Effect, Element, PolicyDocument, Statement};
use crate::narrowing::Narrowing;
use crate::principal_pattern::{OWN_ACCOUNT, PrincipalKind, PrincipalPattern};
use crate::request::{Principal, Request};

use issuer::Issuer;
pub use issuer::is_shared_issuer;
use question::{Found, Question};
use search::{Passes, passes};
use stranger::Who;

/// One grant of a resource policy to somebody outside, or to whom its conditions name.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicGrant {
    /// The actions as written, without those that a Deny takes away.
    pub actions: Vec<String>,
    /// Whether `actions` are those that are *not* granted.
    pub actions_negated: bool,
    /// Who may do it.
    pub principal: PrincipalReach,
    /// What the conditions, and the denies beside them, narrow it to; sorted, each once.
    pub narrowing: Vec<Narrowing>,
    /// A request of theirs that passes; `None` when it was not decided whether there is one.
    pub witness: Option<Box<Request>>,
    /// Index of the statement in the document.
    pub index: usize,
    /// Where the statement is.
    pub statement: Origin,
    /// Where the principal entry is.
    pub principal_origin: Origin,
}

/// Who may come by a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalReach {
    /// Everyone, without credentials where the service takes such requests.
    Anyone,
    /// Everyone who satisfies conditions that strangers cannot.
    AnyoneIf(Vec<Narrowing>),
    /// Another account, or a principal of it; the account's number, or the principal as written when it has none.
    Account(String),
    /// A service of the platform.
    Service {
        /// Its name, such as `s3.amazonaws.com`; `*` for every service.
        name: String,
        /// Whether a condition says on whose behalf it may call; without one, anybody's resource may make it call.
        pinned: bool,
    },
    /// Holders of an identity provider's tokens.
    Federated {
        /// The provider's ARN or name.
        provider: String,
        /// Whether a condition tells them from everyone else who can get a token there.
        pinned: bool,
    },
    /// The account that the template is deployed to.
    Internal,
    /// It was not decided who may: this cap was reached.
    Undecided(Cap),
}

impl PublicGrant {
    /// Whether an action is among those granted.
    pub fn allows(&self, action: &str) -> bool {
        self.actions.iter().any(|own| ActionPattern::new(own.as_str()).matches(action)) != self.actions_negated
    }
}

/// Services that take requests without credentials.
const WITHOUT_CREDENTIALS: [&str; 8] =
    ["s3", "sqs", "sns", "execute-api", "es", "mediastore", "vpc-lattice-svcs", "elasticfilesystem"];

/// How many statements a policy may have to be proved; AWS takes policies of at most 20 KB.
const MOST_STATEMENTS: usize = 300;

/// The grants of a resource policy, statement by statement and principal by principal. What its denies take away wholly
/// is left out.
pub fn public_access(document: &PolicyDocument) -> Vec<PublicGrant> {
    let mut grants = Vec::new();
    let is_too_long = document.statements.len() > MOST_STATEMENTS;
    for (index, statement) in document.statements.iter().enumerate() {
        let Some(principal) = statement.principal.as_ref().filter(|_| can_allow(statement)) else { continue };
        if is_too_long {
            let origin = principal.origin.clone();
            let undecided = Reached::undecided(Cap::Cubes, Who::Account, &origin);
            grants.push(undecided.grant(vec!["*".to_owned()], index, statement));
            break;
        }
        let question = Question::new(document, statement);
        for reached in reaches(&question, principal) {
            let actions = actions(&question, &reached);
            grants.push(reached.grant(actions, index, statement));
        }
    }
    grants
}

fn can_allow(statement: &Statement) -> bool {
    statement.is(Effect::Allow) && statement.conditions.iter().all(|condition| condition.meaning.is_some())
}

/// Somebody who comes by a grant.
struct Reached {
    reach: PrincipalReach,
    who: Who,
    narrowing: Vec<Narrowing>,
    witness: Option<Box<Request>>,
    origin: Origin,
}

impl Reached {
    fn undecided(cap: Cap, who: Who, origin: &Origin) -> Self {
        let reach = PrincipalReach::Undecided(cap);
        Self { reach, who, narrowing: Vec::new(), witness: None, origin: origin.clone() }
    }

    fn grant(self, actions: Vec<String>, index: usize, statement: &Statement) -> PublicGrant {
        PublicGrant {
            actions,
            actions_negated: statement.action.as_ref().is_some_and(|element| element.negated),
            principal: self.reach,
            narrowing: self.narrowing,
            witness: self.witness,
            index,
            statement: statement.origin.clone(),
            principal_origin: self.origin,
        }
    }
}

/// Who is meant, each once.
fn reaches(question: &Question, element: &Element<PrincipalPattern>) -> Vec<Reached> {
    if element.negated {
        // Allow with NotPrincipal grants to everyone else, strangers included.
        return everyone(question, &element.origin);
    }
    let mut found: Vec<Reached> = Vec::new();
    for entry in &element.patterns {
        let reached = if entry.value.is_everyone() {
            everyone(question, &entry.origin)
        } else {
            named(question, &entry.value, &entry.origin)
        };
        for one in reached {
            if !found.iter().any(|known| known.reach == one.reach) {
                found.push(one);
            }
        }
    }
    found
}

/// What a grant to everyone means for strangers without and with credentials, and for services.
fn everyone(question: &Question, origin: &Origin) -> Vec<Reached> {
    let told = |reach, who, witness| {
        vec![Reached { reach, who, narrowing: Vec::new(), witness: Some(witness), origin: origin.clone() }]
    };
    if takes_no_credentials(question)
        && let Passes::All(request) = passes(question, &Who::Anonymous)
    {
        return told(PrincipalReach::Anyone, Who::Anonymous, request);
    }
    let ways = match passes(question, &Who::Account) {
        Passes::All(request) => return told(PrincipalReach::Anyone, Who::Account, request),
        Passes::Undecided(cap) => return vec![Reached::undecided(cap, Who::Account, origin)],
        Passes::Some(ways) => ways,
        Passes::None => Vec::new(),
    };
    // Only a policy that speaks of them lets services in where it keeps strangers out.
    let any_service = Who::Service("service.amazonaws.com".to_owned());
    if question.kinds().contains(&Narrowing::ViaService)
        && let Passes::All(request) = passes(question, &any_service)
    {
        let service = PrincipalReach::Service { name: "*".to_owned(), pinned: false };
        return told(service, any_service, request);
    }
    let ways = ways.into_iter().map(|(kinds, request)| Reached {
        reach: PrincipalReach::AnyoneIf(kinds.clone()),
        who: Who::Account,
        narrowing: kinds,
        witness: Some(request),
        origin: origin.clone(),
    });
    ways.collect()
}

fn takes_no_credentials(question: &Question) -> bool {
    let Some(element) = question.allow().and_then(|allow| allow.action.as_ref()) else { return false };
    let takes = |service: &str| {
        service.contains('*') || WITHOUT_CREDENTIALS.iter().any(|known| known.eq_ignore_ascii_case(service))
    };
    element.negated || element.patterns.iter().any(|pattern| pattern.value.is_any() || takes(pattern.value.service()))
}

/// What a grant to one named principal means; nothing when it does not come by it.
fn named(question: &Question, entry: &PrincipalPattern, origin: &Origin) -> Vec<Reached> {
    let text = entry.text.to_string();
    let (who, reach): (Who, fn(String, bool) -> PrincipalReach) = match entry.kind {
        PrincipalKind::Service => (Who::Service(text.clone()), |name, pinned| PrincipalReach::Service { name, pinned }),
        PrincipalKind::Federated => {
            (Who::Holder(Issuer::new(&text)), |provider, pinned| PrincipalReach::Federated { provider, pinned })
        }
        PrincipalKind::Unknown | PrincipalKind::Everyone => return Vec::new(),
        PrincipalKind::Aws | PrincipalKind::CanonicalUser => return of_account(question, entry, origin),
    };
    let told = |reach, narrowing, witness| {
        vec![Reached { reach, who: who.clone(), narrowing, witness: Some(witness), origin: origin.clone() }]
    };
    match passes(question, &who) {
        Passes::None => Vec::new(),
        Passes::All(request) => told(reach(text, false), Vec::new(), request),
        Passes::Some(ways) => match ways.into_iter().next() {
            Some((kinds, request)) => told(reach(text, true), kinds, request),
            None => Vec::new(),
        },
        Passes::Undecided(cap) => vec![Reached::undecided(cap, who, origin)],
    }
}

/// A principal of an account: it is who it is, whatever else the conditions ask of it.
fn of_account(question: &Question, entry: &PrincipalPattern, origin: &Origin) -> Vec<Reached> {
    let text = entry.text.to_string();
    let reach = match entry.account() {
        Some(OWN_ACCOUNT) => PrincipalReach::Internal,
        Some(account) => PrincipalReach::Account(account.to_owned()),
        None => PrincipalReach::Account(text.clone()),
    };
    let principal = match (entry.kind, entry.is_whole_account()) {
        (PrincipalKind::CanonicalUser, _) => Principal::CanonicalUser(text),
        (_, true) => Principal::Aws(format!("arn:aws:iam::{}:root", entry.account().unwrap_or_default())),
        (_, false) => Principal::Aws(text),
    };
    let who = Who::Named(principal);
    match passes(question, &who) {
        Passes::All(request) => {
            vec![Reached { reach, who, narrowing: Vec::new(), witness: Some(request), origin: origin.clone() }]
        }
        Passes::Undecided(cap) => vec![Reached::undecided(cap, who, origin)],
        Passes::Some(_) | Passes::None => Vec::new(),
    }
}

/// How many actions of a statement are looked at one by one.
const MOST_ACTIONS: usize = 24;

/// The actions that such a caller may do, of those written. Only a Deny makes a difference between them.
fn actions(question: &Question, reached: &Reached) -> Vec<String> {
    let Some(action) = question.allow().and_then(|allow| allow.action.as_ref()) else { return Vec::new() };
    let written: Vec<String> = action.patterns.iter().map(|pattern| pattern.value.text().to_owned()).collect();
    let alike = action.negated || !question.has_denies() || !(2..=MOST_ACTIONS).contains(&written.len());
    if alike || reached.witness.is_none() {
        return written;
    }
    let free = reached.narrowing.iter().copied().collect();
    let opened = written.iter().enumerate().filter(|(index, _)| {
        // What is not decided stays in.
        question.about_action(*index).ask(&reached.who, &free) != Found::Nobody
    });
    opened.map(|(_, text)| text.clone()).collect()
}
