//! `maremma iam can`.

use std::sync::Arc;

use account::{LevelKind, Lookup, organisation_level};
use finding::{Notice, NoticeKind, Place};
use inquiry::can::{Answer, Question, Surroundings, Verdict, can};
use inquiry::{Deployment, Subject};
use policy::{Arn, Context, ContextValue, Outcome, PolicyDocument};
use report::{CanAnswers, Problem};
use scan::ExitCode;
use source::Span;

use super::subjects::{Found, outsider, policies};
use crate::args::iam::{AnswerFormat, Beside, CanArgs};
use crate::clock;
use crate::inputs::Inputs;
use crate::output::{Terminal, write_out};

/// Whether the policy of the resource answers by itself: a stranger or a service has no policies anywhere.
fn asks_the_resource_alone(args: &CanArgs) -> bool {
    let names_no_place = args.place.account.is_none() && args.place.app.is_none() && args.place.policies.is_empty();
    names_no_place && args.beside.resource_policy.is_some() && outsider(&args.principal).is_some()
}

/// Asks, and says the answer.
pub fn run(args: &CanArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let (mut inputs, mut notices) = (Inputs::default(), Vec::new());
    if !args.action.contains(':') && args.action != "*" {
        let problem = Problem::new(format!("`{}` is not an action", args.action));
        return Err(problem.with_help("an action is a service and a name, such as `s3:GetObject`"));
    }
    let found = if asks_the_resource_alone(args) {
        Found::Policies { policies: Vec::new(), boundary: None }
    } else {
        Found::read(&args.place, &mut inputs, &mut notices)?
    };
    // What is merely suspicious in the templates is the business of `scan`.
    notices.retain(|notice: &Notice| notice.kind.is_incomplete());
    let (resource, deployment) = resource(args, &found)?;
    let question = question(args, resource);
    let odd = inquiry::oddities(&question.action, &question.resource).into_iter();
    notices.splice(0..0, odd.map(|message| Notice { place: Place::Scan, kind: NoticeKind::Ambiguous, message }));
    let subjects = found.subjects(&args.principal, &deployment, &mut notices)?;
    let surroundings = surroundings(&args.beside, &question, &found, &deployment, &mut inputs, &mut notices)?;
    let answers: Vec<(Subject, Answer)> = subjects
        .into_iter()
        .map(|subject| {
            let answer = can(&subject, &surroundings, &question);
            (subject, answer)
        })
        .collect();
    let answers = merged(answers);
    let sources = found.sources(&inputs, spans(&answers, &notices), args.format);
    let told = CanAnswers { question: &question, answers: &answers, notices: &notices, sources: &sources };
    write_out(|out| match args.format {
        AnswerFormat::Human => report::can(&told, &terminal.out, out),
        AnswerFormat::Json => report::can_json(&told, out),
    })?;
    Ok(code(&answers))
}

/// The resource's ARN, and where the templates are taken to be deployed.
fn resource(args: &CanArgs, found: &Found) -> Result<(String, Deployment), Problem> {
    let given = Deployment {
        account: args.place.account_id.as_deref().map(Arc::from),
        region: args.place.region.as_deref().map(Arc::from),
    };
    if args.resource == "*" || args.resource.starts_with("arn:") {
        let given = given.or_that_of(&args.resource);
        let resource = match home(args, found, &given) {
            Some(account) => inquiry::at_home(&args.resource, &account),
            None => args.resource.clone(),
        };
        return Ok((resource, given));
    }
    let by_name = match found {
        Found::App(app, ..) => {
            // What lies in a bucket is called by the bucket's name: `Photos/*`.
            let (name, rest) = args.resource.split_once('/').map_or((&*args.resource, None), |(n, r)| (n, Some(r)));
            let arn = inquiry::resource_of(&app.project, &args.resource).map(|arn| arn.to_string());
            let inside = || Some(format!("{}/{}", inquiry::resource_of(&app.project, name)?, rest?));
            arn.or_else(inside).map(|arn| given.text(&arn).to_string())
        }
        Found::Account(account) => match account.find(&args.resource) {
            Lookup::Found(principal) => Some(principal.arn.to_string()),
            Lookup::Absent | Lookup::Several(_) => None,
        },
        Found::Policies { .. } => None,
    };
    let Some(arn) = by_name else {
        let problem = Problem::new(format!("`{}` is not a resource", args.resource));
        return Err(problem.with_help("name an ARN, `*`, or the logical id of a resource of the templates"));
    };
    Ok((arn, given))
}

/// The account in which a resource lies when its ARN leaves it open.
fn home(args: &CanArgs, found: &Found, deployment: &Deployment) -> Option<String> {
    if let Some(account) = &args.beside.resource_account {
        return Some(account.clone());
    }
    match found {
        Found::Account(account) => Some(account.id.to_string()).filter(|account| !account.is_empty()),
        Found::App(..) => Some(deployment.text("‹account›").to_string()),
        Found::Policies { .. } => Arn::parse(&args.principal).map(|arn| arn.account.to_owned()),
    }
}

fn question(args: &CanArgs, resource: String) -> Question {
    Question {
        action: args.action.clone(),
        resource,
        resource_account: args.beside.resource_account.clone(),
        context: (!args.context.is_empty()).then(|| context(&args.context)),
        as_of: args.as_of.clone().unwrap_or_else(clock::today).to_string(),
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
    let mut levels = |paths: &[std::path::PathBuf], kind| {
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
    Ok(Surroundings {
        service_control: levels(&beside.service_control, LevelKind::ServiceControl)?,
        resource_control: levels(&beside.resource_control, LevelKind::ResourceControl)?,
        resource,
    })
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

/// Answers that are the same in every deployment are told once.
fn merged(mut answers: Vec<(Subject, Answer)>) -> Vec<(Subject, Answer)> {
    let same = |a: &Answer, b: &Answer| a.verdict == b.verdict && a.allowed == b.allowed && a.refused == b.refused;
    let first = answers.first().map(|(_, answer)| answer.clone());
    if answers.len() > 1 && first.is_some_and(|first| answers.iter().all(|(_, answer)| same(&first, answer))) {
        // The last one holds most policies, so it has most reasons to show.
        answers = answers.pop().into_iter().map(|(own, answer)| (Subject { only_if: None, ..own }, answer)).collect();
    }
    answers
}

/// Every place that an answer points to.
fn spans(answers: &[(Subject, Answer)], notices: &[Notice]) -> Vec<Span> {
    let reasons = answers.iter().flat_map(|(_, answer)| &answer.reasons);
    let origins = reasons.flat_map(|reason| {
        let patterns = [&reason.action, &reason.resource].into_iter().flatten().map(|(_, origin)| origin);
        patterns.chain([&reason.origin])
    });
    let noticed = notices.iter().filter_map(|notice| match notice.place {
        Place::Span(span) => Some(span),
        Place::Scan | Place::Path(_) | Place::File(_) => None,
    });
    origins.filter_map(source::Origin::written).chain(noticed).collect()
}

/// Allowed in every deployment, in none, or neither. Policies that are not known leave open all but a Deny.
fn code(answers: &[(Subject, Answer)]) -> ExitCode {
    let verdict = |(subject, answer): &(Subject, Answer)| match answer.verdict {
        Verdict::Refused(Outcome::ExplicitDeny) => ExitCode::Findings,
        _ if subject.unknown().next().is_some() => ExitCode::Incomplete,
        Verdict::Allowed => ExitCode::Clean,
        Verdict::Refused(_) => ExitCode::Findings,
        Verdict::Depends | Verdict::Undecided(_) => ExitCode::Incomplete,
    };
    let mut codes = answers.iter().map(verdict);
    let first = codes.next().unwrap_or(ExitCode::Incomplete);
    if codes.all(|code| code == first) { first } else { ExitCode::Incomplete }
}
