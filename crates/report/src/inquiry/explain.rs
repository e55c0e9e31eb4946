//! Policies in words.

mod document;

use std::fmt::Write as _;

use ::inquiry::explain::{ServiceShare, Told};
use ::inquiry::words;
use policy::Effect;
use service_reference::Level;

use super::Explanations;
use crate::Style;
use crate::place::TextPlace;
use crate::style::{Tone, count, plain};

pub(super) use document::Document;

/// Services of one statement that are named; of more, only the number.
const SERVICES: usize = 12;
/// Risks of one statement, likewise.
const RISKS: usize = 5;

/// The explanations as text.
pub(super) fn human(explanations: &Explanations<'_>, style: &Style) -> String {
    let parts = explanations.told.iter().map(|(name, told)| {
        let heading = style.paint(Tone::Strong, &plain(name));
        let mut text = format!("{heading} · {}\n", count(told.len(), "statement"));
        for statement in told {
            text.push('\n');
            text.push_str(&one(statement, explanations, style));
        }
        text
    });
    parts.collect::<Vec<_>>().join("\n")
}

fn one(told: &Told, explanations: &Explanations<'_>, style: &Style) -> String {
    let mut text = String::new();
    let verb = match told.effect {
        Some(Effect::Allow) => style.paint(Tone::Note, "allows"),
        Some(Effect::Deny) => style.paint(Tone::Warn, "denies"),
        None => style.paint(Tone::Bad, "does nothing"),
    };
    let name = told.sid.as_ref().map_or_else(|| told.number.to_string(), |sid| format!("{} `{sid}`", told.number));
    let mut of = if told.policy.is_empty() { String::new() } else { format!(" of `{}`", told.policy) };
    if let Some(group) = &told.group {
        let _ = write!(of, " from group `{group}`");
    }
    let place = told.origin.written().map(|span| TextPlace::of(explanations.sources, span).short());
    let place = place.map_or_else(String::new, |place| style.paint(Tone::Faint, &format!("  {}", plain(&place))));
    let who = told.who.as_ref().map_or_else(String::new, |who| format!(" {who}"));
    let _ = writeln!(text, "{}{verb}{}{place}", plain(&format!("{name}{of} ")), plain(&who));
    for line in what(told, style) {
        let _ = writeln!(text, "    {}", plain(&line));
    }
    let _ = writeln!(text, "  on {}", plain(&told.on));
    if !told.when.is_empty() {
        let _ = writeln!(text, "  when {}", plain(&told.when));
    }
    for (unknown, near) in &told.unknown {
        let near = near.as_ref().map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let _ = writeln!(
            text,
            "  {} {}",
            style.paint(Tone::Warn, "!"),
            plain(&format!("no action is called `{unknown}`{near}"))
        );
    }
    for note in &told.notes {
        let _ = writeln!(text, "  {} {}", style.paint(Tone::Faint, "·"), plain(note));
    }
    let most = if style.verbose { usize::MAX } else { RISKS };
    for risk in told.risks.iter().take(most) {
        let _ = writeln!(text, "  {} {}", style.paint(Tone::Bad, "risk:"), plain(risk));
    }
    if let Some(more) = told.risks.len().checked_sub(most).filter(|more| *more > 0) {
        let _ = writeln!(text, "  … and {more} more risks; --verbose shows all");
    }
    text
}

/// The actions, one line for each service.
fn what(told: &Told, style: &Style) -> Vec<String> {
    let mut lines: Vec<String> = told.all_actions.iter().cloned().collect();
    let most = if style.verbose { usize::MAX } else { SERVICES };
    lines.extend(told.actions.iter().take(most).map(share));
    if let Some(more) = told.actions.len().checked_sub(most).filter(|more| *more > 0) {
        lines.push(format!("… and {more} more services; --verbose shows all"));
    }
    lines
}

fn share(share: &ServiceShare) -> String {
    if share.count == share.of {
        return format!("{}: everything (`{}:*`)", share.service, share.prefix);
    }
    if !share.named.is_empty() {
        let names: Vec<String> = share.named.iter().map(|name| format!("`{}:{name}`", share.prefix)).collect();
        return format!("{}: {}", share.service, words::joined(names, "and"));
    }
    let levels = share.levels.iter().map(|(level, own, all)| {
        let how_many = if own == all { "all".to_owned() } else { format!("{own} of {all}") };
        format!("{} ({how_many})", level_name(*level))
    });
    format!("{}: {}", share.service, words::joined(levels.collect(), "and"))
}

/// A kind of access in words.
pub(super) const fn level_name(level: Level) -> &'static str {
    match level {
        Level::List => "list",
        Level::Read => "read",
        Level::Tagging => "tag",
        Level::Write => "change",
        Level::Permissions => "change permissions",
    }
}
