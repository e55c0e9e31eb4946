//! What an attacker gains through a function.

use finding::Severity;
use model::{Access, Application, EntryKind, FunctionId, IdentityId, Reach, StoreId, Target, Verb};

/// What a function may do that is worth having, strongest first.
fn worth_having(app: &Application, function: FunctionId) -> impl Iterator<Item = &Access> {
    let accesses = app.access.of_function(&app.project, function).iter();
    accesses.filter(|access| access.is_worth_having(&app.project))
}

/// The strongest thing a function may do.
fn strongest(app: &Application, function: FunctionId) -> Option<Verb> {
    worth_having(app, function).map(|access| access.verb).max()
}

/// Whether a function may touch data, or more.
pub(crate) fn touches_data(app: &Application, function: FunctionId) -> bool {
    strongest(app, function).is_some_and(|verb| verb >= Verb::Read)
}

/// How bad it is that callers of this `reach` get to a target: what the door asks for times what stands behind it.
pub(crate) fn behind(app: &Application, target: &Target, reach: Reach) -> Severity {
    let severity = match target {
        Target::Function(function) => match strongest(app, *function) {
            Some(Verb::Administer | Verb::Escalate) => Severity::Critical,
            Some(Verb::Delete | Verb::Decrypt | Verb::Write | Verb::Read) => Severity::High,
            Some(Verb::Invoke | Verb::Publish) | None => Severity::Medium,
        },
        // A service without a function between does what the request says.
        Target::Service(_) | Target::Store(_) => Severity::High,
        Target::Mock => Severity::Info,
        Target::Unknown(_) => Severity::Medium,
    };
    match reach {
        Reach::Public => severity,
        Reach::KeyOnly | Reach::Unknown => severity.lowered(),
        Reach::Authenticated | Reach::Private => severity.lowered().lowered(),
    }
}

/// How bad it is that anyone may become an identity.
pub(crate) fn of_identity(app: &Application, identity: IdentityId) -> Severity {
    let accesses = app.access.of_identity(identity).iter().filter(|access| access.is_worth_having(&app.project));
    match accesses.map(|access| access.verb).max() {
        Some(Verb::Administer | Verb::Escalate) => Severity::Critical,
        Some(Verb::Delete | Verb::Decrypt | Verb::Write | Verb::Read) => Severity::High,
        Some(Verb::Invoke | Verb::Publish) | None => Severity::Medium,
    }
}

/// What a function may do, in words: `write to table Orders and read every bucket of the account`.
pub(crate) fn gains(app: &Application, function: FunctionId) -> Option<String> {
    gains_of(app, app.access.of_function(&app.project, function))
}

/// What an identity may do, in words; the two strongest.
pub(crate) fn gains_of(app: &Application, accesses: &[Access]) -> Option<String> {
    let worth_having = accesses.iter().filter(|access| access.is_worth_having(&app.project));
    let words = worth_having.take(2).map(|access| access.words(&app.project));
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join(" and "))
}

/// The functions that arrivals in a store run.
pub(crate) fn fed_by(app: &Application, store: StoreId) -> Vec<FunctionId> {
    let fed = app.project.entries.iter().filter_map(|entry| match (&entry.kind, &entry.target) {
        (EntryKind::Arrival { store: Some(id), .. }, Target::Function(function)) if *id == store => Some(*function),
        _ => None,
    });
    fed.collect()
}
