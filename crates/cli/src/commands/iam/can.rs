//! `maremma iam can`.

use inquiry::Subject;
use inquiry::can::{Answer, Verdict, can};
use policy::Outcome;
use report::{CanAnswers, Problem};
use scan::ExitCode;

use super::asked::{Prepared, spans};
use crate::args::iam::{AnswerFormat, CanArgs};
use crate::output::{Terminal, write_out};

/// Asks, and says the answer.
pub fn run(args: &CanArgs, terminal: &Terminal) -> Result<ExitCode, Problem> {
    let mut asked = Prepared::read(&args.asked, Some(&args.principal))?;
    let subjects = asked.found.subjects(&args.principal, &asked.deployment, &mut asked.notices)?;
    let answers = subjects.into_iter().map(|subject| {
        let answer = can(&subject, &asked.surroundings, &asked.question);
        (subject, answer)
    });
    let answers = merged(answers.collect());
    let format = args.asked.format;
    let sources = asked.found.sources(&asked.inputs, spans(&answers, &asked.notices), format);
    let told = CanAnswers { question: &asked.question, answers: &answers, notices: &asked.notices, sources: &sources };
    write_out(|out| match format {
        AnswerFormat::Human => report::can(&told, &terminal.out, out),
        AnswerFormat::Json => report::can_json(&told, out),
    })?;
    Ok(if asked.is_known { code(&answers) } else { ExitCode::Incomplete })
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
