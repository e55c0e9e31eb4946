//! Answers to `can`.

mod document;

use ::inquiry::can::{Answer, Example, Question, Reason, Role, Sorted, Verdict};
use ::inquiry::{Subject, words};
use annotate_snippets::{Group, Level};
use policy::{Outcome, PolicyKind};

use super::CanAnswers;
use super::words::{cap_name, example as in_words};
use crate::Style;
use crate::drawing::{Mark, excerpts, merged, renderer};
use crate::style::plain;

pub(super) use document::{Document, ExampleShape};

/// Statements that are drawn; of more, only the number.
const DRAWN: usize = 6;
/// Statements that nearly decided, likewise.
const LISTED: usize = 3;

/// The answers as text; each ends with a line end.
pub(super) fn human(answers: &CanAnswers<'_>, style: &Style) -> String {
    let drawn = answers.answers.iter().map(|(subject, answer)| draw(answers, subject, answer, style));
    drawn.collect::<Vec<_>>().join("\n")
}

fn draw(answers: &CanAnswers<'_>, subject: &Subject, answer: &Answer, style: &Style) -> String {
    let (level, title) = title(answers.question, subject, answer);
    let shown = shown(answer, style);
    let marks = shown.iter().enumerate().flat_map(|(index, reason)| marks(index + 1, reason));
    let mut group = Group::with_title(level.primary_title(plain(&title)));
    group = group.elements(excerpts(answers.sources, &merged(marks.collect())));
    for (name, text) in lines(answers.question, subject, answer, &shown) {
        group = group.element(Level::NOTE.with_name(name).message(plain(&text)));
    }
    format!("{}\n", renderer(style).render(&[group]))
}

/// The reasons that are drawn: those that decided, else those that nearly did.
fn shown<'a>(answer: &'a Answer, style: &Style) -> Vec<&'a Reason> {
    let decided = match answer.verdict {
        Verdict::Refused(Outcome::ExplicitDeny) => vec![Role::Denies],
        Verdict::Allowed | Verdict::Depends | Verdict::Undecided(_) => vec![Role::Denies, Role::Allows],
        Verdict::Refused(_) => vec![Role::Allows, Role::Would],
    };
    let most = if style.verbose { usize::MAX } else { DRAWN };
    answer.reasons.iter().filter(|reason| decided.contains(&reason.role)).take(most).collect()
}

fn title(question: &Question, subject: &Subject, answer: &Answer) -> (Level<'static>, String) {
    let what = format!("`{}` {} `{}` on `{}`", subject.name, "{}", question.action, question.resource);
    let (level, verb) = match answer.verdict {
        Verdict::Allowed => (Level::HELP.with_name("allowed"), "may"),
        Verdict::Refused(Outcome::ExplicitDeny) => (Level::ERROR.with_name("denied"), "may not"),
        Verdict::Refused(_) => (Level::ERROR.with_name("not allowed"), "may not"),
        Verdict::Depends => (Level::WARNING.with_name("it depends"), "may sometimes"),
        Verdict::Undecided(_) => (Level::WARNING.with_name("not decided"), "may or may not"),
    };
    let condition = subject.only_if.as_ref().map_or_else(String::new, |only_if| format!(" when {only_if}"));
    let known = if subject.unknown().next().is_some() { ", as far as its policies are known" } else { "" };
    (level, format!("{}{condition}{known}", what.replace("{}", verb)))
}

/// What is said below the excerpt: a name and a sentence each.
fn lines(question: &Question, subject: &Subject, answer: &Answer, shown: &[&Reason]) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    for (index, reason) in shown.iter().enumerate() {
        lines.push(("because", format!("{}. {}", index + 1, sentence(reason))));
    }
    let more = answer.reasons.iter().filter(|reason| shown.first().is_some_and(|first| first.role == reason.role));
    if let Some(more) = more.count().checked_sub(shown.len()).filter(|more| *more > 0 && shown.len() >= DRAWN) {
        lines.push(("because", format!("{more} more statements do the same; --verbose shows all")));
    }
    if matches!(answer.verdict, Verdict::Refused(Outcome::ImplicitDeny)) {
        lines.extend(missing(answer));
        lines.extend(elsewhere(answer));
    }
    lines.extend(sorted(&answer.actions));
    let many = question.is_about_many();
    lines.extend(answer.allowed.iter().map(|example| ("allowed", told(example, many, "allowed"))));
    lines.extend(answer.refused.iter().map(|example| ("not", told(example, many, "not allowed"))));
    if let Verdict::Undecided(cap) = answer.verdict {
        lines.push(("not decided", format!("the search reached its limit of {}", cap_name(cap))));
    }
    for held in subject.unknown() {
        lines.push(("unknown", format!("policy `{}` is attached, but what it says is not known", held.name)));
    }
    lines
}

/// The actions of a pattern, by whether they are allowed.
fn sorted(actions: &Sorted) -> Vec<(&'static str, String)> {
    let all = actions.allowed.len() + actions.sometimes.len() + actions.refused.len();
    let told = |name, own: &[String]| {
        let texts: Vec<&str> = own.iter().map(String::as_str).collect();
        (!own.is_empty()).then(|| (name, format!("{} of {all}: {}", own.len(), words::listed(&texts, "and"))))
    };
    let lists = [("always", &actions.allowed), ("sometimes", &actions.sometimes), ("never", &actions.refused)];
    lists.into_iter().filter_map(|(name, own)| told(name, own)).collect()
}

/// The kinds of policies that did not allow.
fn missing(answer: &Answer) -> Vec<(&'static str, String)> {
    if answer.missing.is_empty() {
        return vec![("missing", "the resource belongs to AWS, and no policy can allow this".to_owned())];
    }
    let is_known = answer.knows_resource_policy;
    let sentence = |kind: &PolicyKind| match kind {
        PolicyKind::Resource if is_known => "the policy of the resource does not allow it as things stand".to_owned(),
        PolicyKind::Identity => "no statement of its own policies allows it".to_owned(),
        PolicyKind::Resource => {
            "the policy of the resource does not allow it; give that policy with --resource-policy".to_owned()
        }
        other => format!("{} does not allow it", words::kind(*other)),
    };
    answer.missing.iter().map(|kind| ("missing", sentence(kind))).collect()
}

/// The statements that allow the action, but on other resources.
fn elsewhere(answer: &Answer) -> Vec<(&'static str, String)> {
    let others = answer.reasons.iter().filter(|reason| reason.role == Role::Elsewhere);
    let sentence = |reason: &Reason| {
        let on = reason.resource.as_ref().map_or_else(|| "other resources".to_owned(), |(text, _)| format!("`{text}`"));
        ("near", format!("{} allows it on {on} only", whose(reason)))
    };
    others.take(LISTED).map(sentence).collect()
}

fn told(example: &Example, many: bool, verdict: &str) -> String {
    if many {
        return format!("{} is {verdict}", in_words(example));
    }
    let with: Vec<String> = example.context.iter().map(|(key, value)| words::key_value(key, value)).collect();
    if with.is_empty() {
        "when no further key is there".to_owned()
    } else {
        format!("with {}", words::joined(with, "and"))
    }
}

/// What a statement does, in words.
fn sentence(reason: &Reason) -> String {
    let verb = match (reason.role, reason.effect) {
        (Role::Would, policy::Effect::Deny) => "would deny it, but only when",
        (Role::Would, policy::Effect::Allow) => "would allow it, but only when",
        (_, policy::Effect::Deny) => "denies it",
        (_, policy::Effect::Allow) => "allows it",
    };
    let conditions = words::conditions(&reason.conditions);
    match (reason.role, conditions.is_empty()) {
        (Role::Would, _) => format!("{} {verb} {conditions}", whose(reason)),
        (_, true) => format!("{} {verb}", whose(reason)),
        (_, false) => format!("{} {verb}, as {conditions}", whose(reason)),
    }
}

/// A statement with its policy, as the subject of a sentence.
fn whose(reason: &Reason) -> String {
    let statement = match &reason.sid {
        Some(sid) if !sid.is_empty() => format!("statement `{sid}`"),
        _ => format!("statement {}", reason.number),
    };
    let group = reason.group.as_ref().map_or_else(String::new, |group| format!(" of group `{group}`"));
    let level = reason.level.map_or_else(String::new, |level| format!(", level {level}"));
    let policy = match reason.kind {
        PolicyKind::Identity if reason.policy.is_empty() => "an inline policy".to_owned(),
        PolicyKind::Identity => format!("policy `{}`", reason.policy),
        kind => format!("{}{level}", words::kind(kind)),
    };
    format!("{statement} of {policy}{group}")
}

fn marks(number: usize, reason: &Reason) -> Vec<Mark> {
    let verb = if reason.effect == policy::Effect::Allow { "allows" } else { "denies" };
    let mark =
        |origin: &source::Origin, label: String, primary| origin.written().map(|span| Mark { span, label, primary });
    let action = match &reason.action {
        Some((text, origin)) => mark(origin, format!("{number}. {verb} `{text}`"), number == 1),
        None => mark(&reason.origin, format!("{number}. {verb} all but what it names"), number == 1),
    };
    let resource = reason.resource.as_ref().and_then(|(_, origin)| mark(origin, format!("{number}. on this"), false));
    // A managed policy has one place, that of its attachment.
    let resource = resource.filter(|resource| action.as_ref().is_none_or(|action| action.span != resource.span));
    action.into_iter().chain(resource).collect()
}
