//! Whom a question is about: from an account document, from templates, or with policies given by name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use account::{Account, Held, Lookup, Via};
use finding::{Notice, NoticeKind, Place as NoticePlace};
use inquiry::{Deployment, Named, Subject};
use model::Application;
use policy::{Arn, PolicyDocument, Principal};
use report::Problem;
use scan::{Sources, nearest};
use source::{Origin, Span};
use syntax::{Node, node};

use crate::args::Target;
use crate::args::iam::{AnswerFormat, Place};
use crate::disk::DiskFiles;
use crate::inputs::Inputs;
use crate::settings::Settings;
use crate::walk;

/// Where principals are looked for, read.
pub enum Found {
    /// An account document.
    Account(Account),
    /// An application's templates, its files, and their folder.
    App(Box<Application>, DiskFiles, PathBuf),
    /// Policies given by name.
    Policies {
        /// Those that the principal holds.
        policies: Vec<Held>,
        /// The limit of what it may do.
        boundary: Option<Held>,
    },
}

impl Found {
    /// Reads what the command line names. Notices are added to `notices`.
    pub fn read(place: &Place, inputs: &mut Inputs, notices: &mut Vec<Notice>) -> Result<Self, Problem> {
        if let Some(path) = &place.account {
            return account(path, inputs, notices).map(Self::Account);
        }
        if !place.policies.is_empty() {
            let mut policies = Vec::new();
            for path in &place.policies {
                policies.extend(held(path, inputs, notices)?);
            }
            let boundary = match &place.boundary {
                Some(path) => held(path, inputs, notices)?.into_iter().next(),
                None => None,
            };
            return Ok(Self::Policies { policies, boundary });
        }
        let (app, files, root, noticed) = application(place)?;
        notices.extend(noticed);
        Ok(Self::App(Box::new(app), files, root))
    }

    /// The texts of what was read, as far as an answer points to it. People get paths to click on, scripts those that do
    /// not depend on where they stand.
    pub fn sources(&self, inputs: &Inputs, spans: Vec<Span>, format: AnswerFormat) -> Sources {
        let mut sources = match self {
            Self::App(app, files, _) => scan::texts(files, app, spans),
            Self::Account(_) | Self::Policies { .. } => Sources::default(),
        };
        if let Self::App(_, _, root) = self
            && format == AnswerFormat::Human
            && root != Path::new(".")
        {
            sources.show_below(&root.display().to_string());
        }
        inputs.add_to(&mut sources);
        sources
    }

    /// The subjects that a person means by `wanted`: one, or one for each deployment that makes a difference.
    pub fn subjects(
        &self,
        wanted: &str,
        deployment: &Deployment,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<Subject>, Problem> {
        if let Some(outsider) = outsider(wanted) {
            return Ok(vec![Subject::outsider(outsider)]);
        }
        match self {
            Self::Account(account) => of_account(account, wanted, notices).map(|subject| vec![subject]),
            Self::App(app, ..) => of_app(app, wanted, deployment, notices),
            Self::Policies { policies, boundary } => Ok(vec![holder(wanted, policies, boundary.as_ref())]),
        }
    }
}

/// Reads an account document.
fn account(path: &Path, inputs: &mut Inputs, notices: &mut Vec<Notice>) -> Result<Account, Problem> {
    account_of(path, &inputs.json(path)?, notices)
}

/// Whether the values of a file are a template.
pub fn is_template(values: &[Node]) -> bool {
    values.iter().any(|value| value.get("Resources").is_some_and(|resources| resources.as_map().is_some()))
}

/// The account that the values of a file say.
pub fn account_of(path: &Path, values: &[Node], notices: &mut Vec<Notice>) -> Result<Account, Problem> {
    let (account, noticed) = account::read_account(values, &iam::managed_policy, &Inputs::limits());
    if account.principals.is_empty() {
        let help = "it is what `aws iam get-account-authorization-details` prints";
        return Err(Problem::new(format!("no user and no role in `{}`", path.display())).with_help(help));
    }
    notices.extend(noticed);
    Ok(account)
}

/// The policies of a file, as somebody's own.
fn held(path: &Path, inputs: &mut Inputs, notices: &mut Vec<Notice>) -> Result<Vec<Held>, Problem> {
    let documents = policies(path, inputs, notices)?;
    let name: Arc<str> = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned()).into();
    let held = |document: Arc<PolicyDocument>| Held {
        name: Arc::clone(&name),
        arn: None,
        via: Via::Inline,
        origin: document.origin.clone(),
        document: Some(document),
    };
    Ok(documents.into_iter().map(held).collect())
}

/// The policies of a file; a file that holds none is a problem.
pub fn policies(
    path: &Path,
    inputs: &mut Inputs,
    notices: &mut Vec<Notice>,
) -> Result<Vec<Arc<PolicyDocument>>, Problem> {
    let values = inputs.json(path)?;
    policies_of(path, &values, inputs, notices)
}

/// The policies that the values of a file say.
pub fn policies_of(
    path: &Path,
    values: &[Node],
    inputs: &Inputs,
    notices: &mut Vec<Notice>,
) -> Result<Vec<Arc<PolicyDocument>>, Problem> {
    let (documents, noticed) = account::read_policies(values, &Inputs::limits());
    if let Some(problem) = inputs.refused(&noticed) {
        return Err(problem);
    }
    if documents.is_empty() {
        return Err(Problem::new(format!("no policy in `{}`", path.display())));
    }
    notices.extend(noticed);
    Ok(documents)
}

/// Loads the application that the command line names.
fn application(place: &Place) -> Result<(Application, DiskFiles, PathBuf, Vec<Notice>), Problem> {
    let target = Target {
        skip: vec!["code".to_owned()],
        parameters: place.parameters.clone(),
        parameter_file: place.parameter_file.clone(),
        ..Target::of(place.app.as_deref().unwrap_or(Path::new(".")))
    };
    let settings = Settings::load(&target)?;
    let listing = walk::list(&settings.root, &settings.file.exclude, &settings.config.limits)?;
    let files = DiskFiles::new(settings.root.clone(), listing.paths, &settings.config.limits);
    let (app, mut notices) = scan::application(&files, &settings.config);
    notices.extend(listing.notices);
    if app.project.stacks.is_empty() {
        let help = "--app names the folder of an application, --account an account document, --policy a policy";
        return Err(Problem::new("no template was found").with_help(help));
    }
    Ok((app, files, settings.root, notices))
}

/// Somebody who holds no policies of an account.
pub fn outsider(wanted: &str) -> Option<Principal> {
    if ["anyone", "anonymous", "*"].contains(&wanted) {
        return Some(Principal::Anonymous);
    }
    let is_service = !wanted.contains(':') && wanted.ends_with(".amazonaws.com");
    is_service.then(|| Principal::Service(wanted.to_owned()))
}

fn of_account(account: &Account, wanted: &str, notices: &mut Vec<Notice>) -> Result<Subject, Problem> {
    match account.find(wanted) {
        Lookup::Found(principal) => Ok(Subject::of_account(principal, wanted)),
        Lookup::Several(several) => {
            let arns: Vec<&str> = several.iter().map(|principal| &*principal.arn).collect();
            let problem = Problem::new(format!("`{wanted}` is the name of several principals"));
            Err(problem.with_help(format!("name one of {}", arns.join(", "))))
        }
        Lookup::Absent => {
            let is_foreign = Arn::parse(wanted).is_some_and(|arn| *arn.account != *account.id);
            if is_foreign {
                return Ok(foreigner(wanted, notices));
            }
            let names = account.principals.iter().map(|principal| &*principal.name);
            Err(unknown(wanted, "the account document", names))
        }
    }
}

fn of_app(
    app: &Application,
    wanted: &str,
    deployment: &Deployment,
    notices: &mut Vec<Notice>,
) -> Result<Vec<Subject>, Problem> {
    let project = &app.project;
    match inquiry::named(project, wanted) {
        Named::Found(id) => {
            let identity = project.identity(id);
            Ok(identity
                .map(|identity| inquiry::subjects(project, identity, deployment, &iam::managed_policy))
                .unwrap_or_default())
        }
        Named::WithoutIdentity => {
            let message = format!("the role of `{wanted}` is not in the templates");
            Err(Problem::new(message).with_help("ask about the role in an account document, with --account"))
        }
        Named::Several(names) => {
            let problem = Problem::new(format!("`{wanted}` is the name of several identities"));
            Err(problem.with_help(format!("name one of {}", names.join(", "))))
        }
        Named::Absent if Arn::parse(wanted).is_some() => Ok(vec![foreigner(wanted, notices)]),
        Named::Absent => {
            let functions = project.functions.iter().map(|function| &*function.resource.name);
            let identities = project.identities.iter().map(|identity| &*identity.resource.name);
            let problem = unknown(wanted, "the templates", functions.chain(identities));
            Err(match notices.iter().find(|notice| notice.kind.is_incomplete()) {
                // What was not understood may be what is looked for.
                Some(notice) => {
                    problem.with_help(format!("the templates were not fully understood: {}", notice.message))
                }
                None => problem,
            })
        }
    }
}

/// A principal that nothing is known of: its own policies are taken as allowing everything, and that is said.
fn foreigner(arn: &str, notices: &mut Vec<Notice>) -> Subject {
    let message = format!("the policies of `{arn}` are not known and are taken as allowing everything");
    notices.push(Notice { place: NoticePlace::Scan, kind: NoticeKind::Unresolved, message });
    let origin = Origin::Default("policies that are not known");
    let everything = node!(&origin; { "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } });
    let held = Held {
        name: Arc::from("not known, taken as allowing everything"),
        arn: None,
        via: Via::Inline,
        document: Some(Arc::new(PolicyDocument::parse(&everything).0)),
        origin,
    };
    Subject { policies: vec![held], is_assumed: true, ..Subject::outsider(Principal::Aws(arn.to_owned())) }
}

/// Somebody who holds the policies that were given; a name that is no ARN is that of a role.
fn holder(wanted: &str, policies: &[Held], boundary: Option<&Held>) -> Subject {
    let arn = if Arn::parse(wanted).is_some() {
        wanted.to_owned()
    } else {
        format!("arn:aws:iam::‹account›:role/{wanted}")
    };
    Subject {
        name: wanted.to_owned(),
        policies: policies.to_vec(),
        boundary: boundary.cloned(),
        ..Subject::outsider(Principal::Aws(arn))
    }
}

fn unknown<'n>(wanted: &str, place: &str, names: impl Iterator<Item = &'n str>) -> Problem {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    let help = match nearest(wanted, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.is_empty() => "no name is there".to_owned(),
        None => format!("for example {}", list(&names)),
    };
    Problem::new(format!("`{wanted}` is not in {place}")).with_help(help)
}

/// Some of many names.
fn list(names: &[&str]) -> String {
    const MOST: usize = 3;
    let shown: Vec<&str> = names.iter().copied().take(MOST).collect();
    match names.len().checked_sub(MOST).filter(|more| *more > 0) {
        Some(more) => format!("{} and {more} more", shown.join(", ")),
        None => shown.join(", "),
    }
}
