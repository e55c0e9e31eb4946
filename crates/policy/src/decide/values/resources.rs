//! What the resource of a request may be.

use crate::decide::answer::Cap;
use crate::decide::question::Clause;
use crate::decide::search::case::Case;
use crate::decide::search::choice::{Choice, Part};
use crate::decide::values::closure::Shapes;
use crate::decide::values::fill::{Sight, texts};
use crate::decide::values::shape::Shape;
use crate::evaluate::{selects_resource, shortened};

/// The choices for the resource.
pub(in crate::decide) fn choices(case: &Case<'_, '_>) -> (Vec<Choice>, Option<Cap>) {
    let mut base = Shapes::any(case.effort);
    for clause in case.wanted().filter(|clause| is_negated(clause) == Some(false)) {
        base.narrow(&shapes(case, clause), case.work);
    }
    for clause in case.unwanted().filter(|clause| is_negated(clause) == Some(true)) {
        base.add_meeting(&shapes(case, clause), case.work);
    }
    let mut cap = base.incomplete.then_some(Cap::Values);
    let sight = sight(case);
    let mut choices = Vec::new();
    for shape in &base.list {
        let (texts, incomplete) = texts(shape, sight, case.work);
        choices.extend(texts.into_iter().filter_map(|text| choice(case, text)));
        if incomplete || choices.len() > case.effort.values() {
            cap = cap.or(Some(Cap::Values));
        }
        if choices.len() > case.effort.values() {
            break;
        }
    }
    (choices, cap)
}

fn choice(case: &Case<'_, '_>, text: String) -> Option<Choice> {
    let kills = case.kills(|clause| selects_resource(clause.statement, clause.kind, &text, case.context))?;
    Some(Choice { part: Part::Resource(text), kills })
}

/// Whether the statement has `NotResource`; `None` without any resource element.
fn is_negated(clause: &Clause<'_>) -> Option<bool> {
    clause.statement.resource.as_ref().map(|element| element.negated)
}

/// The patterns of the resource element, with the values that the case gives to variables.
fn shapes(case: &Case<'_, '_>, clause: &Clause<'_>) -> Vec<Shape> {
    let patterns = clause.statement.resource.iter().flat_map(|element| &element.patterns);
    let mut shapes = Vec::new();
    for pattern in patterns {
        shapes.extend(pattern.value.resolve(case.context).map(|glob| Shape::from_glob(&glob)));
        shapes.extend(shortened(pattern.value.text(), clause.kind).map(|glob| Shape::from_glob(&glob)));
    }
    shapes
}

/// What the resource patterns can tell apart.
pub(in crate::decide) fn sight(case: &Case<'_, '_>) -> Sight {
    let patterns = case.wanted().chain(case.unwanted()).flat_map(|clause| &clause.statement.resource);
    let ones =
        patterns.flat_map(|element| &element.patterns).map(|pattern| Shape::from_glob(pattern.value.widest()).ones());
    Sight { fresh: case.letters.common(), ones: ones.max().unwrap_or_default(), parts: false, cases: false }
}
