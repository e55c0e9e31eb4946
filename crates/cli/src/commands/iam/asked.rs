//! A question about one action on one resource, read from the command line with all that bears on it.

use std::path::PathBuf;
use std::sync::Arc;

use account::{LevelKind, Lookup, organisation_level};
use finding::{Notice, NoticeKind, Place};
use inquiry::can::{Answer, Question, Surroundings};
use inquiry::{Deployment, Subject, UnknownAction, unknown_action};
use policy::{Arn, Context, ContextValue, PolicyDocument};
use report::Problem;
use source::Span;

use super::subjects::{Found, outsider, policies};
use crate::args::iam::{Asked, Beside, Organisation};
use crate::clock;
use crate::inputs::Inputs;

/// A question, ready to be put to somebody.
pub struct Prepared {
    /// The files that were read for it.
    pub inputs: Inputs,
    /// What the answer does not take into account.
    pub notices: Vec<Notice>,
    /// Where principals are.
    pub found: Found,
    /// Where the templates are taken to be deployed.
    pub deployment: Deployment,
    /// What is asked.
    pub question: Question,
    /// The policies beside those of the principal.
    pub surroundings: Surroundings,
    /// Whether the action is known to exist; a newer one is not.
    pub is_known: bool,
}

impl Prepared {
    /// Reads everything; `principal` is whom the question is about, if it is about one.
    pub fn read(asked: &Asked, principal: Option<&str>) -> Result<Self, Problem> {
        let (mut inputs, mut notices) = (Inputs::default(), Vec::new());
        if !asked.action.contains(':') && asked.action != "*" {
            let problem = Problem::new(format!("`{}` is not an action", asked.action));
            return Err(problem.with_help("an action is a service and a name, such as `s3:GetObject`"));
        }
        let unknown = unknown_action(&asked.action);
        if let Some(UnknownAction { message, near: Some(near) }) = &unknown {
            return Err(Problem::new(message.clone()).with_help(format!("did you mean `{near}`?")));
        }
        let found = if principal.is_some_and(|principal| asks_the_resource_alone(asked, principal)) {
            Found::Policies { policies: Vec::new(), boundary: None }
        } else {
            Found::read(&asked.place, &mut inputs, &mut notices)?
        };
        // What is merely suspicious in the templates is the business of `scan`.
        notices.retain(|notice: &Notice| notice.kind.is_incomplete());
        let (resource, deployment) = resource(asked, principal, &found)?;
        let question = question(asked, resource, &found);
        if let Some(odd) = inquiry::oddity(&question.action, &question.resource) {
            return Err(Problem::new(odd).with_help("AWS makes no such request"));
        }
        // An action may be newer than the reference: then it is not known on what it acts.
        let newer = unknown.iter().map(|unknown| unknown.message.clone());
        notices.splice(0..0, newer.map(|message| Notice { place: Place::Scan, kind: NoticeKind::Unresolved, message }));
        let surroundings = surroundings(&asked.beside, &question, &found, &deployment, &mut inputs, &mut notices)?;
        let is_known = unknown.is_none();
        Ok(Self { inputs, notices, found, deployment, question, surroundings, is_known })
    }
}

impl Prepared {
    /// Whether the resource may have a policy that was not looked at: an account document says only those of roles.
    pub fn lacks_resource_policy(&self) -> bool {
        let has_resource = self.question.resource != "*";
        matches!(self.found, Found::Account(_)) && has_resource && self.surroundings.resource.is_none()
    }
}

/// Whether the policy of the resource answers by itself: a stranger or a service has no policies anywhere.
fn asks_the_resource_alone(asked: &Asked, principal: &str) -> bool {
    let place = &asked.place;
    let names_no_place = place.account.is_none() && place.app.is_none() && place.policies.is_empty();
    names_no_place && asked.beside.resource_policy.is_some() && outsider(principal).is_some()
}

/// The policies of an organisation, level by level.
type Levels = Vec<Vec<Arc<PolicyDocument>>>;

/// The service and the resource control policies that are named on the command line.
pub fn levels(
    organisation: &Organisation,
    inputs: &mut Inputs,
    notices: &mut Vec<Notice>,
) -> Result<(Levels, Levels), Problem> {
    let mut levels = |paths: &[PathBuf], kind| {
        let mut levels = Vec::new();
        for path in paths {
            let values = inputs.json(path)?;
            let (level, noticed) = organisation_level(&values, kind, &Inputs::limits());
            match inputs.refused(&noticed) {
                Some(problem) => return Err(problem),
                None => notices.extend(noticed),
            }
            levels.push(level);
        }
        Ok(levels)
    };
    let service = levels(&organisation.service_control, LevelKind::ServiceControl)?;
    Ok((service, levels(&organisation.resource_control, LevelKind::ResourceControl)?))
}

/// The resource's ARN, and where the templates are taken to be deployed.
fn resource(asked: &Asked, principal: Option<&str>, found: &Found) -> Result<(String, Deployment), Problem> {
    let given = Deployment {
        account: asked.place.account_id.as_deref().map(Arc::from),
        region: asked.place.region.as_deref().map(Arc::from),
    };
    if asked.resource == "*" || asked.resource.starts_with("arn:") {
        let given = given.or_that_of(&asked.resource);
        let resource = match home(asked, principal, found, &given) {
            Some(account) => inquiry::at_home(&asked.resource, &account),
            None => asked.resource.clone(),
        };
        return Ok((resource, given));
    }
    let by_name = match found {
        Found::App(app, ..) => {
            // What lies in a bucket is called by the bucket's name: `Photos/*`.
            let (name, rest) = asked.resource.split_once('/').map_or((&*asked.resource, None), |(n, r)| (n, Some(r)));
            let arn = inquiry::resource_of(&app.project, &asked.resource).map(|arn| arn.to_string());
            let inside = || Some(format!("{}/{}", inquiry::resource_of(&app.project, name)?, rest?));
            arn.or_else(inside).map(|arn| given.text(&arn).to_string())
        }
        Found::Account(account) => match account.find(&asked.resource) {
            Lookup::Found(principal) => Some(principal.arn.to_string()),
            Lookup::Absent | Lookup::Several(_) => None,
        },
        Found::Policies { .. } => None,
    };
    let Some(arn) = by_name else {
        let problem = Problem::new(format!("`{}` is not a resource", asked.resource));
        return Err(problem.with_help("name an ARN, `*`, or the logical id of a resource of the templates"));
    };
    Ok((arn, given))
}

/// The account in which a resource lies when its ARN leaves it open.
fn home(asked: &Asked, principal: Option<&str>, found: &Found, deployment: &Deployment) -> Option<String> {
    if let Some(account) = &asked.beside.resource_account {
        return Some(account.clone());
    }
    match found {
        Found::Account(account) => Some(account.id.to_string()).filter(|account| !account.is_empty()),
        Found::App(..) => Some(deployment.text("‹account›").to_string()),
        Found::Policies { .. } => principal.and_then(Arn::parse).map(|arn| arn.account.to_owned()),
    }
}

fn question(asked: &Asked, resource: String, found: &Found) -> Question {
    // What does not say its account, such as a bucket or `*`, is of the account that is asked about.
    let says_account = Arn::parse(&resource).is_some_and(|arn| !arn.account.is_empty());
    let own = match found {
        Found::Account(account) if !says_account => Some(account.id.to_string()).filter(|id| !id.is_empty()),
        _ => None,
    };
    Question {
        action: asked.action.clone(),
        resource,
        resource_account: asked.beside.resource_account.clone().or(own),
        context: (!asked.context.is_empty()).then(|| context(&asked.context)),
        as_of: asked.as_of.clone().unwrap_or_else(clock::today).to_string(),
    }
}

/// The keys as given; one that is given twice has several values.
fn context(given: &[(String, String)]) -> Context {
    let mut context = Context::new();
    for (key, value) in given {
        let value = match context.get(key) {
            None => ContextValue::Single(value.clone()),
            Some(ContextValue::Single(first)) => ContextValue::Many(vec![first.clone(), value.clone()]),
            Some(ContextValue::Many(before)) => ContextValue::Many(before.iter().chain([value]).cloned().collect()),
        };
        context.set(key, value);
    }
    context
}

/// The policies beside those of the principal: named on the command line, else as the application or account has them.
fn surroundings(
    beside: &Beside,
    question: &Question,
    found: &Found,
    deployment: &Deployment,
    inputs: &mut Inputs,
    notices: &mut Vec<Notice>,
) -> Result<Surroundings, Problem> {
    let resource = match &beside.resource_policy {
        Some(path) => policies(path, inputs, notices)?.into_iter().next(),
        None => own_resource_policy(question, found, deployment),
    };
    let mut own = |path: &Option<PathBuf>| match path {
        Some(path) => policies(path, inputs, notices).map(Some),
        None => Ok(None),
    };
    let (session, endpoint) = (own(&beside.session_policy)?, own(&beside.endpoint_policy)?);
    let (service_control, resource_control) = levels(&beside.organisation, inputs, notices)?;
    Ok(Surroundings { service_control, resource_control, resource, session, endpoint })
}

/// The policy that the templates put on the resource, or the trust policy of a role.
fn own_resource_policy(question: &Question, found: &Found, deployment: &Deployment) -> Option<Arc<PolicyDocument>> {
    match found {
        Found::App(app, ..) => {
            let on = inquiry::resource_policy(&app.project, &question.resource, deployment).map(Arc::new);
            let trust = || {
                let roles = app.project.identities.iter();
                let mut named = roles.filter(|role| *deployment.text(&role.cloud_name) == *question.resource);
                named.next()?.trust.as_ref().map(|trust| Arc::new(deployment.document(trust)))
            };
            on.or_else(|| trust().filter(|_| is_about_trust(question)))
        }
        Found::Account(account) if is_about_trust(question) => match account.find(&question.resource) {
            Lookup::Found(role) => role.trust.as_ref()?.document.clone(),
            Lookup::Absent | Lookup::Several(_) => None,
        },
        Found::Account(_) | Found::Policies { .. } => None,
    }
}

/// A role's trust policy speaks of taking the role on, not of changing it.
fn is_about_trust(question: &Question) -> bool {
    question.action.get(..4).is_some_and(|service| service.eq_ignore_ascii_case("sts:"))
}

/// Every place that an answer points to.
pub fn spans(answers: &[(Subject, Answer)], notices: &[Notice]) -> Vec<Span> {
    let reasons = answers.iter().flat_map(|(_, answer)| &answer.reasons);
    let origins = reasons.flat_map(|reason| {
        let patterns = [&reason.action, &reason.resource].into_iter().flatten().map(|(_, origin)| origin);
        patterns.chain([&reason.origin])
    });
    let noticed = notices.iter().filter_map(|notice| match notice.place {
        Place::Span(span) => Some(span),
        Place::Scan | Place::Path(_) | Place::Beside(..) | Place::File(_) => None,
    });
    origins.filter_map(source::Origin::written).chain(noticed).collect()
}
