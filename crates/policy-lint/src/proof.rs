//! What only a proof can say: statements and conditions that no request or every request satisfies, statements that
//! another one takes in.
//!
//! A question is put to the decider when a quick look could not answer it and its answer may be yes. The questions of one
//! policy are counted; when there are too many, the rest is not asked, and a notice says so.

use finding::NoticeKind;
use policy::decide::{Answer, Domain, Expression, Space, is_empty};
use policy::{
    ActionPattern, Arn, Comparison, Condition, Context, Effect, Element, Order, PolicyDocument, ResourcePattern,
    Sourced, Statement,
};
use service_reference::condition_key;

use crate::check::checks;
use crate::found::Found;
use crate::options::PolicyType;
use crate::view::{Policy, View};

checks! {
    STATEMENT_GRANTS_NOTHING: Warning, "the statement grants nothing", "No request satisfies all its parts at once; correct it or remove it.";
    DENY_DENIES_NOTHING: Warning, "the statement denies nothing", "No request satisfies all its parts at once; correct it, or what it should deny stays open.";
    CONDITION_NEVER_TRUE: Warning, "the condition never holds", "No request satisfies it, so the statement does nothing.";
    CONDITION_ALWAYS_TRUE: Warning, "the condition always holds", "It narrows nothing; correct it or remove it.";
    STATEMENT_COVERED_BY_ANOTHER: Suggestion, "another statement says all that this one says", "Remove it, or narrow the wider one if that was not meant.";
}

/// Questions put to the decider for one policy.
const MOST_QUESTIONS: usize = 200;
/// Comparisons of a pattern with another, over all pairs of statements.
const MOST_COMPARISONS: usize = 100_000;

pub(crate) fn check(policy: &Policy<'_>, found: &mut Found) {
    let mut decider = Decider::new(policy);
    for view in &policy.statements {
        found.statement = Some(view.index);
        // What is wrong for another reason is said once.
        if found.says_that_it_does_nothing(view.index) {
            continue;
        }
        let (never, always) = conditions(policy, view, &mut decider, found);
        if !never && !always {
            nothing(view, &mut decider, found);
        }
    }
    found.statement = None;
    covered(policy, &mut decider, found);
    needless_denies(policy, &mut decider, found);
    if let Some(reason) = decider.gave_up {
        found.notice(&policy.node.origin, NoticeKind::Limit, reason);
    }
}

/// Puts questions to the decider and counts them.
struct Decider {
    /// The document without statements.
    frame: PolicyDocument,
    left: usize,
    gave_up: Option<&'static str>,
}

impl Decider {
    fn new(policy: &Policy<'_>) -> Self {
        let whole = policy.document;
        let frame = PolicyDocument {
            version: whole.version.clone(),
            id: None,
            statements: Vec::new(),
            listed: true,
            unread: Vec::new(),
            kept: Vec::new(),
            misshapen: None,
            origin: whole.origin.clone(),
        };
        Self { frame, left: MOST_QUESTIONS, gave_up: None }
    }

    /// A document with this statement alone, turned into an Allow so that one question fits both effects.
    fn alone(&self, statement: &Statement) -> PolicyDocument {
        let mut document = self.frame.clone();
        let mut statement = statement.clone();
        if let Some(effect) = &mut statement.effect {
            effect.value = Effect::Allow;
        }
        document.statements.push(statement);
        document
    }

    /// Whether it is proved that no request satisfies the expression.
    fn proves_empty(&mut self, expression: &Expression<'_>, space: &Space) -> bool {
        if self.left == 0 {
            self.gave_up = Some("too many questions about this policy; the rest was not decided");
            return false;
        }
        self.left -= 1;
        match is_empty(expression, space) {
            Answer::Yes => true,
            Answer::No(_) => false,
            Answer::Unknown(_) => {
                self.gave_up = Some("a question about this policy was too hard and was not decided");
                false
            }
        }
    }
}

/// The requests of AWS in which each key has as many values as it can have.
fn space(conditions: &[Condition]) -> Space {
    let mut space = Space::aws();
    for condition in conditions {
        let Some(key) = condition_key(&condition.key.value) else { continue };
        let domain = if key.is_multivalued { Domain::Many } else { Domain::Single };
        space.keys.insert(condition.key.value.to_ascii_lowercase(), domain);
    }
    space
}

/// Conditions that never or always hold by themselves; whether there was one of each.
fn conditions(policy: &Policy<'_>, view: &View<'_>, decider: &mut Decider, found: &mut Found) -> (bool, bool) {
    let (mut never, mut always) = (false, false);
    for condition in &view.parsed.conditions {
        // A finding about the condition says what is wrong with it, and an open part may become anything.
        if condition.meaning.is_none() || condition.values.is_empty() {
            never = true;
            continue;
        }
        if is_open(condition) || found.speaks_of(condition) {
            continue;
        }
        let verdict = passed(policy, condition).or_else(|| verdict(condition, decider));
        let name = format!("`{}` on `{}`", condition.operator.value, condition.key.value);
        match verdict {
            Some(false) => {
                never = true;
                found.add(&CONDITION_NEVER_TRUE, &condition.origin, format!("{name} never holds"));
            }
            Some(true) => {
                always = true;
                found.add(&CONDITION_ALWAYS_TRUE, &condition.origin, format!("{name} always holds"));
            }
            None => {}
        }
    }
    (never, always)
}

/// Whether a template leaves a part of it open.
fn is_open(condition: &Condition) -> bool {
    policy::has_hole(&condition.key.value) || condition.values.iter().any(|value| policy::has_hole(&value.value))
}

/// What a bound in time has become by the given day.
fn passed(policy: &Policy<'_>, condition: &Condition) -> Option<bool> {
    let now = policy.options.now.as_deref()?;
    let Comparison::Date(order) = condition.meaning?.comparison else { return None };
    if !condition.key.value.eq_ignore_ascii_case("aws:CurrentTime") {
        return None;
    }
    let holds = condition.holds(&Context::new().with("aws:CurrentTime", now), true);
    match (order, holds) {
        (Order::Less | Order::LessOrEqual | Order::Equal, false) if !condition.meaning?.negated => {
            // A day that has not come yet is no bound that has passed.
            let today = policy::instant(now)?;
            let is_over =
                condition.values.iter().all(|value| policy::instant(&value.value).is_some_and(|at| at < today));
            is_over.then_some(false)
        }
        (Order::Greater | Order::GreaterOrEqual, true) => Some(true),
        _ => None,
    }
}

/// Whether a condition always holds or never holds; `None` when it depends on the request, or when that was not decided.
fn verdict(condition: &Condition, decider: &mut Decider) -> Option<bool> {
    if surely_depends(condition) {
        return None;
    }
    let space = space(std::slice::from_ref(condition));
    let with = decider.alone(&everything(vec![condition.clone()])?);
    if decider.proves_empty(&Expression::Allows(vec![&with]), &space) {
        return Some(false);
    }
    let all = decider.alone(&everything(Vec::new())?);
    let outside = Expression::All(vec![
        Expression::Allows(vec![&all]),
        Expression::Not(Box::new(Expression::Allows(vec![&with]))),
    ]);
    decider.proves_empty(&outside, &space).then_some(true)
}

/// Whether a look at the condition shows that it depends on the request, which spares two questions. A text can equal the
/// written ones or differ from them, whatever the operator's set or ending; patterns that take all are another finding.
fn surely_depends(condition: &Condition) -> bool {
    let Some(operator) = condition.meaning else { return false };
    let values = || condition.values.iter().map(|value| &*value.value);
    match operator.comparison {
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike => true,
        Comparison::ArnLike => values().all(names_something),
        Comparison::Bool | Comparison::Null => {
            condition.values.len() == 1 && values().all(|value| matches!(value, "true" | "false"))
        }
        _ => false,
    }
}

/// Whether a pattern of ARNs can be read and says more than wildcards.
fn names_something(pattern: &str) -> bool {
    let parts = |arn: Arn<'_>| [arn.partition, arn.service, arn.region, arn.account, arn.resource].concat();
    Arn::parse(pattern).is_some_and(|arn| parts(arn).contains(|c| !matches!(c, '*' | '?')))
}

/// The statement on everything under some conditions.
fn everything(conditions: Vec<Condition>) -> Option<Statement> {
    let all = PolicyDocument::allowing(&[ActionPattern::new("*")], &[ResourcePattern::new("*")]);
    all.statements.into_iter().next().map(|statement| Statement { conditions, ..statement })
}

/// A statement that no request satisfies, though each of its conditions can hold.
fn nothing(view: &View<'_>, decider: &mut Decider, found: &mut Found) {
    let statement = view.parsed;
    let is_negated = |negated: Option<bool>| negated == Some(true);
    let has_complement = is_negated(statement.action.as_ref().map(|element| element.negated))
        || is_negated(statement.resource.as_ref().map(|element| element.negated))
        || is_negated(statement.principal.as_ref().map(|element| element.negated));
    // Patterns and a single condition can always be satisfied; two conditions may contradict each other.
    let may_contradict = statement.conditions.len() > 1 || has_complement;
    if !may_contradict || statement.effect.is_none() || statement.conditions.iter().any(is_open) {
        return;
    }
    let alone = decider.alone(statement);
    if decider.proves_empty(&Expression::Allows(vec![&alone]), &space(&statement.conditions)) {
        let (check, does) =
            if view.denies() { (&DENY_DENIES_NOTHING, "denies") } else { (&STATEMENT_GRANTS_NOTHING, "grants") };
        found.add(check, &view.node.origin, format!("no request satisfies this statement, so it {does} nothing"));
    }
}

/// Denies of a trust policy that deny nothing it allows. Only a trust policy gives a role away; elsewhere a Deny also
/// takes from what other policies allow.
fn needless_denies(policy: &Policy<'_>, decider: &mut Decider, found: &mut Found) {
    if policy.options.kind != PolicyType::Trust || policy.document.allows().next().is_none() {
        return;
    }
    let mut allowed = decider.frame.clone();
    allowed.statements = policy.document.allows().cloned().collect();
    for view in policy.statements.iter().filter(|view| view.denies()) {
        found.statement = Some(view.index);
        if found.says_that_it_does_nothing(view.index) || view.parsed.conditions.iter().any(is_open) {
            continue;
        }
        let denied = decider.alone(view.parsed);
        let both = Expression::All(vec![Expression::Allows(vec![&allowed]), Expression::Allows(vec![&denied])]);
        let keys: Vec<Condition> =
            policy.document.statements.iter().flat_map(|statement| statement.conditions.clone()).collect();
        if decider.proves_empty(&both, &space(&keys)) {
            let message = "nothing that this policy allows is denied here";
            found.add(&DENY_DENIES_NOTHING, &view.node.origin, message);
        }
    }
    found.statement = None;
}

/// Statements that another of the same effect takes in.
fn covered(policy: &Policy<'_>, decider: &mut Decider, found: &mut Found) {
    let services: Vec<Services> = policy.statements.iter().map(|view| Services::of(view.parsed)).collect();
    let mut left = MOST_COMPARISONS;
    for (inner, own) in policy.statements.iter().zip(&services) {
        for (outer, others) in policy.statements.iter().zip(&services) {
            left = left.saturating_sub(1);
            if left == 0 {
                decider.gave_up = Some("too many statements and patterns to compare each with each");
                return;
            }
            if outer.index == inner.index || !others.may_hold(own) {
                continue;
            }
            if !may_cover(outer.parsed, inner.parsed, &mut left)
                || found.says_that_one_is_needless(inner.index, outer.index)
            {
                continue;
            }
            if takes_in(outer.parsed, inner.parsed, decider) && !is_the_first_of_equals(inner, outer, decider) {
                found.statement = Some(inner.index);
                let message = format!("statement {} says all that this one says", outer.index + 1);
                found.add(&STATEMENT_COVERED_BY_ANOTHER, &inner.node.origin, message);
                break;
            }
        }
    }
    found.statement = None;
}

/// Of two statements that say the same in different words the first stays.
fn is_the_first_of_equals(inner: &View<'_>, outer: &View<'_>, decider: &mut Decider) -> bool {
    let mut left = MOST_COMPARISONS;
    inner.index < outer.index
        && may_cover(inner.parsed, outer.parsed, &mut left)
        && takes_in(inner.parsed, outer.parsed, decider)
}

/// Whether a quick look leaves it open that `outer` takes in `inner`.
fn may_cover(outer: &Statement, inner: &Statement, left: &mut usize) -> bool {
    let effect = |statement: &Statement| statement.effect.as_ref().map(|effect| effect.value);
    let is_asked_of_both = |condition: &Condition| {
        inner.conditions.iter().any(|other| other.key.value.eq_ignore_ascii_case(&condition.key.value))
    };
    effect(outer).is_some()
        && effect(outer) == effect(inner)
        && outer.conditions.iter().all(is_asked_of_both)
        && covers(outer.action.as_ref(), inner.action.as_ref(), ActionPattern::covers, left)
        && covers(outer.resource.as_ref(), inner.resource.as_ref(), ResourcePattern::covers, left)
}

/// Whether each pattern of `inner` is taken in by one of `outer`; complements are left to the decider.
fn covers<P>(
    outer: Option<&Element<P>>,
    inner: Option<&Element<P>>,
    covers: fn(&P, &P) -> bool,
    left: &mut usize,
) -> bool {
    let (Some(outer), Some(inner)) = (outer, inner) else { return outer.is_none() == inner.is_none() };
    if outer.negated || inner.negated {
        return outer.negated;
    }
    let is_covered = |pattern: &Sourced<P>| {
        outer.patterns.iter().any(|wider| {
            *left = left.saturating_sub(1);
            *left > 0 && covers(&wider.value, &pattern.value)
        })
    };
    !inner.patterns.is_empty() && inner.patterns.iter().all(is_covered)
}

/// The services whose actions a statement names; a look at them spares most comparisons of patterns.
struct Services {
    /// Whether other services may be meant, too: by a wildcard, or by `NotAction`.
    is_open: bool,
    names: Vec<String>,
}

impl Services {
    fn of(statement: &Statement) -> Self {
        let Some(element) = &statement.action else { return Self { is_open: false, names: Vec::new() } };
        let mut names: Vec<String> =
            element.patterns.iter().map(|pattern| pattern.value.service().to_ascii_lowercase()).collect();
        names.sort();
        names.dedup();
        let is_open = element.negated || names.iter().any(|name| name.is_empty() || name.contains(['*', '?']));
        Self { is_open, names }
    }

    /// Whether all actions of `inner` may be among those of `self`.
    fn may_hold(&self, inner: &Self) -> bool {
        self.is_open || !inner.is_open && inner.names.iter().all(|name| self.names.binary_search(name).is_ok())
    }
}

fn takes_in(outer: &Statement, inner: &Statement, decider: &mut Decider) -> bool {
    let (outside, inside) = (decider.alone(outer), decider.alone(inner));
    let keys: Vec<Condition> = outer.conditions.iter().chain(&inner.conditions).cloned().collect();
    let rest = Expression::All(vec![
        Expression::Allows(vec![&inside]),
        Expression::Not(Box::new(Expression::Allows(vec![&outside]))),
    ]);
    decider.proves_empty(&rest, &space(&keys))
}
