//! Doors: everything through which a stranger makes a function run.

use model::{Application, Auth, Entry, EntryKind, FunctionId, Guard, PolicyTarget, Reach, Target};
use policy::PrincipalReach;
use source::Span;

/// One way in for a stranger.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    /// The function behind it.
    pub function: FunctionId,
    /// What a caller needs.
    pub reach: Reach,
    /// When it is open.
    pub guard: Guard,
    /// Short name: `POST /orders`.
    pub label: String,
    /// Why it is open.
    pub because: String,
    /// Where it stands.
    pub span: Option<Span>,
    /// The lock it lacks: all doors with the same lock are closed by one change.
    pub lock: Lock,
}

/// Where the change is made that closes a door.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lock {
    /// The change, as an order.
    pub action: String,
    /// Where.
    pub span: Option<Span>,
}

/// All doors, the most open first for each function.
pub(crate) fn doors(app: &Application) -> Vec<Door> {
    let entries = app.project.entry_ids().flat_map(|(id, entry)| {
        let answers = app.exposure.of(id).map_or(&[][..], |exposure| &exposure.answers);
        let open = answers.iter().filter(|answer| answer.reach.is_open());
        open.filter_map(move |answer| entry_door(app, entry, answer))
    });
    let mut doors: Vec<Door> = entries.chain(invocations(app)).collect();
    doors.sort_by_key(|door| (door.function, std::cmp::Reverse(door.reach)));
    doors
}

fn entry_door(app: &Application, entry: &Entry, answer: &model::ReachedHow) -> Option<Door> {
    let Target::Function(function) = entry.target else { return None };
    let why = answer.because.last();
    let first = answer.through.and_then(|id| app.project.entry(id)).unwrap_or(entry);
    Some(Door {
        function,
        reach: answer.reach,
        guard: answer.guard.clone(),
        label: first.label(&app.project),
        because: why.map_or_else(String::new, |step| step.message.clone()),
        span: first.origin.written(),
        lock: lock(app, first, answer),
    })
}

fn lock(app: &Application, entry: &Entry, answer: &model::ReachedHow) -> Lock {
    let stated = entry.auth.known().find(|(guard, auth, _)| answer.guard.implies(guard) && **auth <= Auth::ApiKey);
    let written = stated.and_then(|(_, _, origin)| origin.written());
    match &entry.kind {
        EntryKind::Url => Lock { action: "require `AWS_IAM` on the function URL".to_owned(), span: written },
        EntryKind::Arrival { .. } => {
            let span = answer.because.first().and_then(|step| step.span);
            Lock {
                action: format!("let only named principals write to what feeds {}", entry.label(&app.project)),
                span,
            }
        }
        // An exception from what the gateway asks of everyone is mended where it was written.
        _ if written.is_some() && written != entry.origin.written() => {
            Lock { action: format!("let {} ask for credentials", entry.label(&app.project)), span: written }
        }
        _ => match entry.api.and_then(|api| app.project.api(api)) {
            Some(api) => {
                let action = format!("give gateway `{}` a default authorizer", api.resource.name);
                Lock { action, span: api.origin.written() }
            }
            None => Lock { action: format!("require credentials for {}", entry.label(&app.project)), span: written },
        },
    }
}

/// Functions that a permission lets anyone invoke directly.
fn invocations(app: &Application) -> Vec<Door> {
    let mut doors = Vec::new();
    for (policy, grant) in app.exposure.grants(&app.project) {
        let PolicyTarget::Function(function) = policy.on else { continue };
        let statement = policy.document.statements.get(grant.index);
        let serves_url = statement.is_some_and(policy::Statement::serves_function_url);
        if grant.principal != PrincipalReach::Anyone || serves_url {
            continue;
        }
        let span = grant.principal_origin.written();
        doors.push(Door {
            function,
            reach: Reach::Public,
            guard: policy.guard.clone(),
            label: "direct invocation".to_owned(),
            because: format!("{} may {}", grant.who(), grant.what()),
            span,
            lock: Lock { action: format!("name who may invoke in `{}`", policy.resource.name), span },
        });
    }
    doors
}
