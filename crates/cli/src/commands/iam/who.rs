//! `maremma iam who`.

use finding::{Notice, NoticeKind, Place};
use inquiry::Subject;
use inquiry::can::{Answer, Verdict, can};
use policy::PrincipalKind;
use report::{CanAnswers, Problem};
use scan::ExitCode;

use super::asked::{Prepared, spans};
use super::subjects::Found;
use crate::args::iam::{AnswerFormat, WhoArgs};
use crate::output::{Terminal, write_out};

/// Asks about everybody, and says who may.
pub fn run(args: &WhoArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let mut asked = Prepared::read(&args.asked, None)?;
    if asked.lacks_resource_policy() {
        let message = "a policy on the resource was not given, and could let others in or keep these out; \
                       --resource-policy names it"
            .to_owned();
        asked.notices.push(Notice { place: Place::Scan, kind: NoticeKind::Unresolved, message });
    }
    let mut answers: Vec<(Subject, Answer)> = Vec::new();
    for name in everybody(&asked)? {
        let subjects = asked.found.subjects(&name, &asked.deployment, &mut asked.notices)?;
        answers.extend(subjects.into_iter().map(|subject| {
            let answer = can(&subject, &asked.surroundings, &asked.question);
            (subject, answer)
        }));
    }
    let format = args.asked.format;
    let sources = asked.found.sources(&asked.inputs, spans(&answers, &asked.notices), format);
    let told = CanAnswers { question: &asked.question, answers: &answers, notices: &asked.notices, sources: &sources };
    write_out(|out| match format {
        AnswerFormat::Human => report::who(&told, &terminal.out, out),
        AnswerFormat::Json => report::can_json(&told, out),
    })?;
    let is_open = |(subject, answer): &(Subject, Answer)| {
        subject.unknown().next().is_some() || matches!(answer.verdict, Verdict::Undecided(_))
    };
    let is_decided = asked.is_known && !asked.lacks_resource_policy() && !answers.iter().any(is_open);
    Ok(if is_decided { ExitCode::Clean } else { ExitCode::Incomplete })
}

/// Everybody to ask about: the principals of the account or application, strangers, and whom the policy of the resource
/// names beside them.
fn everybody(asked: &Prepared) -> Result<Vec<String>, Problem> {
    let mut names: Vec<String> = match &asked.found {
        Found::Account(account) => account.principals.iter().map(|principal| principal.arn.to_string()).collect(),
        Found::App(app, ..) => {
            let own = app.project.identities.iter();
            own.map(|identity| app.project.full_name(&identity.resource)).collect()
        }
        Found::Policies { .. } => {
            let problem = Problem::new("policies given by name have no principals to list");
            return Err(problem.with_help("ask about an account document or an application; `iam can` asks about one"));
        }
    };
    names.sort();
    let home = match &asked.found {
        Found::Account(account) => account.id.to_string(),
        Found::App(..) | Found::Policies { .. } => String::new(),
    };
    let statements = asked.surroundings.resource.iter().flat_map(|document| document.allows());
    let named = statements.filter_map(|statement| statement.principal.as_ref()).filter(|who| !who.negated);
    for pattern in named.flat_map(|who| &who.patterns) {
        let name = pattern.value.text.to_string();
        let is_one = match pattern.value.kind {
            PrincipalKind::Aws => {
                policy::Arn::parse(&name).is_some_and(|arn| arn.resource != "root" && *arn.account != home)
            }
            PrincipalKind::Service => true,
            _ => false,
        };
        if is_one && !names.contains(&name) {
            names.push(name);
        }
    }
    names.push("anyone".to_owned());
    Ok(names)
}
