//! Answers to `who`.

use ::inquiry::Subject;
use ::inquiry::can::{Answer, Verdict};
use ::inquiry::words;
use policy::Outcome;

use super::CanAnswers;
use crate::Style;
use crate::style::{Tone, plain};

/// Everybody, by what they may do, as text.
pub(super) fn human(answers: &CanAnswers<'_>, style: &Style) -> String {
    let question = answers.question;
    let mut text = format!("{}\n", plain(&format!("`{}` on `{}`", question.action, question.resource)));
    for (tone, heading, belongs) in GROUPS {
        let own: Vec<_> = answers.answers.iter().filter(|(_, answer)| belongs(answer.verdict)).collect();
        if own.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{}\n", style.paint(*tone, heading)));
        for (subject, answer) in own {
            text.push_str(&format!("  {}\n", plain(&line(subject, answer))));
        }
    }
    text
}

type Group = (Tone, &'static str, fn(Verdict) -> bool);

const GROUPS: &[Group] = &[
    (Tone::Warn, "may", |verdict| verdict == Verdict::Allowed),
    (Tone::Warn, "may sometimes", |verdict| verdict == Verdict::Depends),
    (Tone::Warn, "not decided", |verdict| matches!(verdict, Verdict::Undecided(_))),
    (Tone::Note, "may not", |verdict| matches!(verdict, Verdict::Refused(_))),
];

/// One principal with the shortest reason.
fn line(subject: &Subject, answer: &Answer) -> String {
    let when = subject.only_if.as_ref().map_or_else(String::new, |only_if| format!(" when {only_if}"));
    let known = if subject.unknown().next().is_some() { ", as far as its policies are known" } else { "" };
    format!("{}{when}{known}{}", name(subject), why(answer))
}

fn name(subject: &Subject) -> String {
    match &subject.caller.principal {
        policy::Principal::Aws(arn) => arn.clone(),
        _ => subject.name.clone(),
    }
}

fn why(answer: &Answer) -> String {
    match (answer.verdict, &answer.allowed) {
        (Verdict::Depends | Verdict::Undecided(_), Some(example)) if !example.context.is_empty() => {
            let with = example.context.iter().map(|(key, value)| words::key_value(key, value)).collect();
            format!(", such as with {}", words::joined(with, "and"))
        }
        (Verdict::Depends, _) => ", if the policies it has in its own account allow it".to_owned(),
        (Verdict::Refused(Outcome::ExplicitDeny), _) => ": denied".to_owned(),
        _ => String::new(),
    }
}
