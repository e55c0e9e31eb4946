//! What both syntaxes share: formulas before it is known whether they are negated.

use source::Span;

use super::reader::{Fault, Read, Reader, Scope};
use crate::rule::{All, Anchor, Condition, Focus, Formula};
use crate::{Metavariable, Text};

/// A part of a conjunction.
#[derive(Debug)]
pub(super) enum Part {
    Positive(Formula),
    /// What is not to match, and where that is said.
    Negative(Formula, Span),
    Condition(Condition),
    Focus(Focus),
}

impl Part {
    /// The formula, where a negation means nothing; `place` says where that is.
    pub(super) fn positive(self, place: &str) -> Read<Formula> {
        match self {
            Self::Positive(formula) => Ok(formula),
            Self::Negative(_, at) => {
                Err(Fault::new(at, format!("a negation alone matches nothing; it may not stand {place}")))
            }
            // The readers of single formulas make no others.
            Self::Condition(_) | Self::Focus(_) => {
                Err(Fault::new(Span::new(source::FileId(0), 0, 0), "a formula was expected"))
            }
        }
    }
}

/// Sorts the parts of a conjunction.
pub(super) fn conjunction(span: Span, parts: Vec<Part>, scope: Scope, key: &str) -> Read<All> {
    let mut all = empty(span);
    for part in parts {
        match part {
            Part::Positive(formula) => all.positives.push(formula),
            Part::Negative(formula, _) => all.negatives.push(formula),
            Part::Condition(condition) => all.conditions.push(condition),
            Part::Focus(focus) => all.focus.push(focus),
        }
    }
    if all.positives.is_empty() && !scope.in_metavariable {
        let message = format!("`{key}` needs at least one pattern that must match, not only negations and conditions");
        return Err(Fault::new(span, message));
    }
    Ok(all)
}

/// A conjunction of nothing yet.
pub(super) const fn empty(span: Span) -> All {
    All {
        span,
        positives: Vec::new(),
        negatives: Vec::new(),
        conditions: Vec::new(),
        focus: Vec::new(),
        fix: None,
        bind: None,
    }
}

/// The text of a pattern as a formula.
pub(super) fn pattern(reader: &Reader, text: Text, scope: Scope) -> Read<Formula> {
    if scope.regex { regex(reader, text) } else { Ok(Formula::Pattern(text)) }
}

/// A regular expression as a formula.
pub(super) fn regex(reader: &Reader, text: Text) -> Read<Formula> {
    reader.regex(text, Anchor::Anywhere).map(Formula::Regex)
}

/// A focus on one metavariable or several.
pub(super) fn focus(reader: &mut Reader, span: Span, texts: &[Text]) -> Read<Part> {
    if texts.is_empty() {
        return Err(Fault::new(span, "a metavariable to focus on was expected"));
    }
    let metavariables: Vec<Metavariable> = texts.iter().map(|text| reader.metavariable(text)).collect();
    Ok(Part::Focus(Focus { span, metavariables }))
}
