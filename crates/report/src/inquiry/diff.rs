//! What is new in policies.

mod document;

use ::inquiry::diff::{Addition, Complete, Diff, Verdict};
use ::inquiry::words;
use annotate_snippets::{Group, Level};
use policy::Statement;
use syntax::{Node, node};

use super::Diffs;
use super::words::{cap_name, example};
use crate::Style;
use crate::drawing::{Mark, excerpts, merged, renderer};
use crate::style::{Tone, count, plain};

pub(super) use document::Document;

/// Comparisons in which nothing is new are only counted when there are more of them than this.
const NAMED: usize = 5;

/// What is new, as text.
pub(super) fn human(diffs: &Diffs<'_>, style: &Style) -> String {
    let (told, silent): (Vec<_>, Vec<_>) = diffs.diffs.iter().partition(|(_, diff)| diff.verdict != Verdict::Nothing);
    let mut parts: Vec<String> = told.iter().map(|(name, diff)| one(name, diff, diffs, style)).collect();
    let names: Vec<&str> = silent.iter().map(|(name, _)| name.as_str()).collect();
    if names.len() > NAMED && !style.verbose {
        parts.push(format!("no new access · {} of {} compared\n", names.len(), diffs.diffs.len()));
    } else {
        let line = |name: &&str| {
            let proved = style.paint(Tone::Good, "no new access");
            format!("{proved}{}: all that is allowed was allowed before (proved)\n", of(name))
        };
        parts.push(names.iter().map(line).collect());
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn of(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(" · {}", plain(name)) }
}

fn one(name: &str, diff: &Diff, diffs: &Diffs<'_>, style: &Style) -> String {
    let heading = match diff.verdict {
        Verdict::New => style.paint(Tone::Bad, "new access"),
        Verdict::Undecided(_) => style.paint(Tone::Warn, "not decided"),
        Verdict::Nothing => style.paint(Tone::Good, "no new access"),
    };
    let mut text = format!("{heading}{} · {}\n\n", of(name), count(diff.additions.len(), "statement"));
    for addition in &diff.additions {
        text.push_str(&draw(addition, diffs, style));
        text.push_str("\n\n");
    }
    for pattern in &diff.future {
        let note = format!("`{}` also allows actions that AWS may add later", plain(pattern));
        text.push_str(&format!("{note}\n\n"));
    }
    for deny in &diff.exceptions {
        text.push_str(&format!("{}\n\n", plain(&format!("except: {} is denied", sentence(deny)))));
    }
    if !diff.additions.is_empty() {
        text.push_str(&as_policy(diff));
        text.push('\n');
    }
    text.push_str(&proof(diff));
    text
}

fn draw(addition: &Addition, diffs: &Diffs<'_>, style: &Style) -> String {
    let statement = &addition.statement;
    let marks = statement.action.iter().flat_map(|element| &element.patterns).map(|pattern| (&pattern.origin, "new"));
    let on =
        statement.resource.iter().flat_map(|element| &element.patterns).map(|pattern| (&pattern.origin, "on this"));
    let marks = marks.chain(on).filter_map(|(origin, label)| {
        Some(Mark { span: origin.written()?, label: label.to_owned(), primary: label == "new" })
    });
    let mut marks: Vec<Mark> = Vec::from_iter(marks);
    marks.dedup_by_key(|mark| mark.span);
    let title = plain(&sentence(statement));
    let mut group = Group::with_title(Level::WARNING.with_name("newly allowed").primary_title(title));
    group = group.elements(excerpts(diffs.sources, &merged(marks)));
    if addition.is_partly_old {
        group = group
            .element(Level::NOTE.message("a part of it was allowed before; the language cannot say the rest alone"));
    }
    group = group.element(Level::NOTE.with_name("for example").message(plain(&example(&addition.example))));
    renderer(style).render(&[group])
}

/// The statement in one line.
fn sentence(statement: &Statement) -> String {
    let actions: Vec<&str> =
        statement.action.iter().flat_map(|element| &element.patterns).map(|pattern| pattern.value.text()).collect();
    let not = if statement.action.as_ref().is_some_and(|element| element.negated) { "all but " } else { "" };
    let on: Vec<&str> =
        statement.resource.iter().flat_map(|element| &element.patterns).map(|pattern| pattern.value.text()).collect();
    let but = if statement.resource.as_ref().is_some_and(|element| element.negated) { "all but " } else { "" };
    let who: Vec<&str> =
        statement.principal.iter().flat_map(|element| &element.patterns).map(|pattern| &*pattern.value.text).collect();
    let to = if who.is_empty() { String::new() } else { format!(" to {}", words::listed(&who, "and")) };
    let on = if on.is_empty() { String::new() } else { format!(" on {but}{}", words::listed(&on, "and")) };
    let when = words::conditions(&statement.conditions);
    let when = if when.is_empty() { String::new() } else { format!(", when {when}") };
    format!("{not}{}{on}{to}{when}", words::listed(&actions, "and"))
}

/// What is new as a policy that could be read by others.
fn as_policy(diff: &Diff) -> String {
    let origin = source::Origin::Default("what is new");
    let statements = diff.additions.iter().map(|addition| &addition.statement).chain(&diff.exceptions);
    let statements: Vec<Node> = statements.map(Statement::to_node).collect();
    let version = diff.additions.iter().find_map(|addition| addition.document.version.as_ref());
    let version = version.map_or("2008-10-17", |version| &version.value);
    node!(&origin; { "Version": (version), "Statement": (statements) }).to_json_pretty() + "\n"
}

fn proof(diff: &Diff) -> String {
    match (diff.complete, diff.verdict) {
        (Complete::Proved, Verdict::New) => {
            "proved: each of these is new, and nothing else is, for every action that exists\n".to_owned()
        }
        (Complete::Open(cap), _) | (_, Verdict::Undecided(cap)) => {
            format!("not proved that nothing else is new: the search reached its limit of {}\n", cap_name(cap))
        }
        (Complete::No, _) => "something else is new too that these statements do not say\n".to_owned(),
        _ => String::new(),
    }
}
