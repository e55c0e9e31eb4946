//! What an attacker gains through a function.

use finding::Severity;
use model::{Access, AccessTarget, Application, FunctionId, Reach, StoreKind, Target, Verb};

/// What a function may do that is worth having, strongest first. To take messages off queues and streams is what workers
/// are made for and counts for nothing.
fn worth_having(app: &Application, function: FunctionId) -> impl Iterator<Item = &Access> {
    let accesses = app.access.of_function(&app.project, function).iter();
    accesses.filter(|access| !(is_consumable(app, &access.target) && matches!(access.verb, Verb::Read | Verb::Delete)))
}

fn is_consumable(app: &Application, target: &AccessTarget) -> bool {
    let kind = match target {
        AccessTarget::Store(id) => app.project.store(*id).map(|store| store.kind),
        AccessTarget::Every(kind) => Some(*kind),
        _ => None,
    };
    matches!(kind, Some(StoreKind::Queue | StoreKind::Stream))
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
        Target::Service(_) => Severity::High,
        Target::Mock => Severity::Info,
        Target::Unknown(_) => Severity::Medium,
    };
    match reach {
        Reach::Public => severity,
        Reach::KeyOnly | Reach::Unknown => severity.lowered(),
        Reach::Authenticated | Reach::Private => severity.lowered().lowered(),
    }
}

/// What a function may do, in words: `write to table Orders and read everything of s3`.
pub(crate) fn gains(app: &Application, function: FunctionId) -> Option<String> {
    let strongest = worth_having(app, function).filter(|access| access.verb >= Verb::Read);
    let words: Vec<String> = strongest
        .take(2)
        .map(|access| {
            let target = match &access.target {
                AccessTarget::Store(id) => app
                    .project
                    .store(*id)
                    .map_or_else(String::new, |store| format!("{} `{}`", store.kind.name(), store.resource.name)),
                AccessTarget::Function(id) => app
                    .project
                    .function(*id)
                    .map_or_else(String::new, |function| format!("function `{}`", function.name())),
                AccessTarget::Named(name) => format!("`{name}`"),
                AccessTarget::Every(kind) => format!("every {}", kind.name()),
                AccessTarget::Service(name) => format!("everything of {name}"),
                AccessTarget::Account => "the whole account".to_owned(),
            };
            format!("{} {target}", access.verb.name())
        })
        .collect();
    (!words.is_empty()).then(|| words.join(" and "))
}
