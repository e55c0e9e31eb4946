//! What may stand under a context key.

mod sets;

use std::borrow::Cow;

use crate::condition::{Expected, Test};
use crate::context::ContextValue;
use crate::decide::answer::Cap;
use crate::decide::search::case::Case;
use crate::decide::search::choice::{Choice, Part};
use crate::decide::space::Domain;
use crate::decide::values::closure::Shapes;
use crate::decide::values::fill::{Sight, texts};
use crate::decide::values::linked::{Reading, widened};
use crate::decide::values::resources;
use crate::decide::values::shape::Shape;
use crate::decide::values::typed;
use crate::document::{Condition, Text};
use crate::operator::Comparison;
use crate::variable;

/// A condition on the key, of a wanted or an unwanted statement.
struct Asked<'c> {
    is_wanted: bool,
    condition: &'c Condition,
    test: Cow<'c, Test>,
    /// The keys that its values name.
    sources: &'c [usize],
    /// The patterns of its values, if it compares texts.
    shapes: Vec<Shape>,
}

/// The values that speak for all a key may have, absence first, and the cap that was met on the way.
pub(in crate::decide) struct Values {
    pub list: Vec<Option<ContextValue>>,
    pub cap: Option<Cap>,
}

/// The choices for a key. `also` are further patterns whose values make a difference.
pub(in crate::decide) fn choices(case: &Case<'_, '_>, key: usize, also: &[Shape]) -> (Vec<Choice>, Option<Cap>) {
    let values = values(case, key, also);
    let choices = values.list.into_iter().filter_map(|value| {
        let kills = case.kills(|clause| clause.accepts(key, value.as_ref(), case.context))?;
        Some(Choice { part: Part::Key(key, value), kills })
    });
    (choices.collect(), values.cap)
}

fn values(case: &Case<'_, '_>, key: usize, also: &[Shape]) -> Values {
    // The value of a key that patterns name is chosen already, or it is none that they could take.
    let is_chosen = case.sources.contains(&key);
    if let Some(value) = case.context.get(case.key_name(key)).filter(|_| is_chosen) {
        return Values { list: vec![Some(value.clone())], cap: None };
    }
    let is_free = |value: &Option<ContextValue>| !is_chosen || !matches!(value, Some(ContextValue::Single(_)));
    if let Some(Domain::OneOf(list)) = case.domain(key) {
        return Values { list: list.iter().filter(|value| is_free(value)).cloned().collect(), cap: None };
    }
    let asked = asked(case, key);
    let sight = sight(case, key, &asked, also);
    let arity = case.arity(key);
    let mut values = Values { list: vec![None], cap: None };
    if arity.single && !is_chosen {
        let (singles, cap) = singles(case, key, &asked, sight, also);
        values.list.extend(singles.into_iter().map(|value| Some(ContextValue::Single(value))));
        values.cap = cap;
    }
    if arity.many {
        let (sets, cap) = sets::sets(case, key, &asked, sight);
        values.list.extend(sets.into_iter().map(|set| Some(ContextValue::Many(set))));
        values.cap = values.cap.or(cap);
    }
    values
}

/// The single values that speak for all that a source may have, with those of `also`, and that the wanted statements
/// accept. Variables that are not all of `chosen` may still be any text.
pub(in crate::decide) fn source_values(
    case: &Case<'_, '_>,
    key: usize,
    chosen: &[usize],
    also: &[Shape],
) -> (Vec<String>, Option<Cap>) {
    let mut asked = asked(case, key);
    let is_open = |one: &Asked<'_>| one.sources.iter().any(|source| !chosen.contains(source));
    for one in asked.iter_mut().filter(|one| is_open(one)) {
        let values = &one.condition.values;
        one.shapes = values.iter().flat_map(|value| value_shapes(case, one, chosen, value)).collect();
    }
    let mut sight = sight(case, key, &asked, also);
    see_further(case, &mut sight);
    let (mut values, cap) = singles(case, key, &asked, sight, also);
    let accepts = |one: &Asked<'_>, value: &ContextValue| !one.is_wanted || is_open(one) || one.test.holds(Some(value));
    values.retain(|value| asked.iter().all(|one| accepts(one, &ContextValue::Single(value.clone()))));
    (values, cap)
}

/// The value of a source stands in other parts too, and what is told apart there counts as well.
fn see_further(case: &Case<'_, '_>, sight: &mut Sight) {
    for other in case.keys() {
        let shapes = shapes(case, other);
        sight.ones = shapes.iter().map(Shape::ones).max().unwrap_or_default().max(sight.ones);
        sight.parts |= shapes.iter().any(Shape::has_parts);
    }
    sight.ones = sight.ones.max(resources::sight(case).ones);
}

/// The patterns of one value of a condition; its variables that are not chosen may be any text.
fn value_shapes(case: &Case<'_, '_>, asked: &Asked<'_>, chosen: &[usize], value: &Text) -> Vec<Shape> {
    let is_chosen = |name: &str| chosen.iter().any(|key| case.key_name(*key).eq_ignore_ascii_case(name));
    if variable::variable_keys(&value.value).all(is_chosen) {
        let alone = Condition { values: vec![value.clone()], ..asked.condition.clone() };
        return alone.test(case.context, true).map(|test| test_shapes(&test)).unwrap_or_default();
    }
    widened(&value.value, Reading::of(asked.test.operator().comparison)).to_vec()
}

/// The keys that the values name which a request may have to meet under `key`: those of wanted conditions, and those by
/// which it escapes unwanted ones.
pub(in crate::decide) fn named_by(case: &Case<'_, '_>, key: usize, also_unwanted: bool) -> impl Iterator<Item = usize> {
    let wanted = case.wanted().map(|clause| (false, clause));
    let unwanted = case.unwanted().filter(|_| also_unwanted).map(|clause| (true, clause));
    let conditions =
        wanted.chain(unwanted).flat_map(|(negated, clause)| clause.on_key(key).iter().map(move |one| (negated, one)));
    let asked =
        conditions.filter(|(negated, one)| one.condition.meaning.is_some_and(|meaning| meaning.negated == *negated));
    let named: Vec<usize> = asked.flat_map(|(_, one)| one.sources.iter().copied()).collect();
    named.into_iter()
}

/// The patterns that the statements compare the key with.
pub(in crate::decide) fn shapes(case: &Case<'_, '_>, key: usize) -> Vec<Shape> {
    asked(case, key).into_iter().flat_map(|one| one.shapes).collect()
}

fn asked<'c>(case: &Case<'c, '_>, key: usize) -> Vec<Asked<'c>> {
    let wanted = case.wanted().map(|clause| (true, clause));
    let clauses = wanted.chain(case.unwanted().map(|clause| (false, clause)));
    let mut found = Vec::new();
    for (is_wanted, clause) in clauses {
        for condition in clause.on_key(key) {
            let Some(test) = condition.test(case.context, clause.variables) else { continue };
            if test.operator().comparison != Comparison::Null {
                let (shapes, sources) = (test_shapes(&test), condition.sources.as_slice());
                found.push(Asked { is_wanted, condition: condition.condition, shapes, test, sources });
            }
        }
    }
    found
}

fn test_shapes(test: &Test) -> Vec<Shape> {
    let comparison = test.operator().comparison;
    let of_text = |text: &str| match comparison {
        Comparison::StringEquals | Comparison::BinaryEquals => Some(Shape::literal(text)),
        Comparison::StringEqualsIgnoreCase => Some(Shape::folded(text)),
        // Patterns and ARNs are read as such.
        Comparison::StringLike | Comparison::ArnLike => None,
        // These have cut points instead, or ask for presence only.
        Comparison::Numeric(_) | Comparison::Date(_) | Comparison::Bool | Comparison::IpAddress | Comparison::Null => {
            None
        }
    };
    let shape = |expected: &Expected| match expected {
        Expected::Text(text) => of_text(text),
        Expected::Pattern(glob) => Some(Shape::from_glob(glob)),
        Expected::Arn(parts) => Some(Shape::arn(parts)),
        Expected::Unreadable => None,
    };
    test.expected().iter().filter_map(shape).collect()
}

impl Asked<'_> {
    fn is_typed(&self) -> bool {
        typed::is_typed(self.test.operator().comparison)
    }

    fn is_negated(&self) -> bool {
        self.test.operator().negated
    }
}

/// What the conditions can tell apart in one value.
fn sight(case: &Case<'_, '_>, key: usize, asked: &[Asked<'_>], also: &[Shape]) -> Sight {
    let shapes = || asked.iter().flat_map(|one| &one.shapes).chain(also);
    let folds = |one: &Asked<'_>| one.test.operator().comparison == Comparison::StringEqualsIgnoreCase;
    Sight {
        fresh: case.letter(key),
        ones: shapes().map(Shape::ones).max().unwrap_or_default(),
        parts: shapes().any(Shape::has_parts),
        cases: asked.iter().any(folds) && (!also.is_empty() || asked.iter().any(|one| !folds(one) && !one.is_typed())),
    }
}

/// The values that speak for all single values.
fn singles(
    case: &Case<'_, '_>,
    key: usize,
    asked: &[Asked<'_>],
    sight: Sight,
    also: &[Shape],
) -> (Vec<String>, Option<Cap>) {
    let mut base = Shapes::any(case.effort);
    for one in asked.iter().filter(|one| one.is_wanted && !one.is_negated() && !one.is_typed()) {
        base.narrow(&one.shapes, case.work);
    }
    for one in asked.iter().filter(|one| !one.is_wanted && one.is_negated()) {
        base.add_meeting(&one.shapes, case.work);
    }
    for shape in also {
        base.add_meeting(std::slice::from_ref(shape), case.work);
    }
    spoken(case, key, asked, base, sight)
}

/// The texts that speak for the patterns, and the values of the types that the conditions compare.
fn spoken(
    case: &Case<'_, '_>,
    key: usize,
    asked: &[Asked<'_>],
    base: Shapes,
    sight: Sight,
) -> (Vec<String>, Option<Cap>) {
    let mut cap = base.incomplete.then_some(Cap::Values);
    let mut values = typed_values(asked);
    // What patterns name as a variable is a text there, whatever its own conditions take it for.
    if !values.is_empty() && !case.question.textual.has(key) && !case.sources.contains(&key) {
        return (values, cap);
    }
    if !values.is_empty() && asked.iter().any(|one| !one.is_typed()) {
        cap = cap.or(Some(Cap::MixedTypes));
    }
    for shape in &base.list {
        let (texts, incomplete) = texts(shape, sight, case.work);
        values.extend(texts);
        if incomplete || values.len() > case.effort.values() {
            cap = cap.or(Some(Cap::Values));
        }
        if values.len() > case.effort.values() {
            break;
        }
    }
    (values, cap)
}

fn typed_values(asked: &[Asked<'_>]) -> Vec<String> {
    let mut values = Vec::new();
    let mut kinds: Vec<std::mem::Discriminant<Comparison>> = Vec::new();
    for one in asked.iter().filter(|one| one.is_typed()) {
        let comparison = one.test.operator().comparison;
        let kind = std::mem::discriminant(&comparison);
        if kinds.contains(&kind) {
            continue;
        }
        kinds.push(kind);
        let same = asked.iter().filter(|other| std::mem::discriminant(&other.test.operator().comparison) == kind);
        let expected = same.flat_map(|other| other.test.expected()).filter_map(Expected::as_text);
        values.extend(typed::values(comparison, expected));
    }
    values
}
