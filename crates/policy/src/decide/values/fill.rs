//! The texts that speak for a pattern.
//!
//! A character that no pattern names is taken by wildcards only. Whatever pattern matches a text of this one whose
//! wildcards are filled with such a character matches every text of it that fills them as long: so these texts escape
//! as many other patterns as any text can. Lengths matter only up to the number of single wildcards in the other
//! patterns, and colons only where some pattern tells the parts of an ARN apart.

use crate::decide::search::work::Work;
use crate::decide::values::shape::{Letter, Shape, fold, released};

/// How many texts may speak for one pattern.
const MAX_TEXTS: usize = 1_024;
/// Up to how many letters are tried in both cases each.
const MAX_CASED: usize = 6;
/// How many ways of writing a longer text are tried.
const MAX_RECASED: usize = 40;
/// An ARN has five colons that part it.
const PARTING_COLONS: usize = 5;

/// What the other patterns can tell apart.
#[derive(Debug, Clone, Copy)]
pub(in crate::decide) struct Sight {
    /// A character that none names.
    pub fresh: char,
    /// The most single wildcards that one of them has.
    pub ones: usize,
    /// Whether one of them tells the parts of an ARN apart.
    pub parts: bool,
    /// Whether one of them tells upper and lower case apart.
    pub cases: bool,
}

/// The texts that speak for `shape`; the flag tells whether some are missing.
pub(in crate::decide) fn texts(shape: &Shape, sight: Sight, work: &Work) -> (Vec<String>, bool) {
    let mut incomplete = !work.spend(shape.cells.len());
    let long = runs(sight, sight.parts);
    let in_part = runs(sight, false);
    let cased = shape.cells.iter().filter(|cell| is_cased(cell.letter)).count();
    let each_case = sight.cases && cased <= MAX_CASED;
    incomplete |= sight.cases && cased > MAX_CASED;
    let mut found = vec![String::new()];
    for cell in &*shape.cells {
        let choices = match cell.letter {
            Letter::Is(character) => vec![released(character).to_string()],
            Letter::Folds(character) => both_cases(character, each_case),
            Letter::One | Letter::OneInPart => one(cell.letter, sight),
            Letter::Run => long.clone(),
            Letter::RunInPart => in_part.clone(),
        };
        if let [only] = choices.as_slice() {
            found.iter_mut().for_each(|text| text.push_str(only));
            continue;
        }
        if found.len().saturating_mul(choices.len()) > MAX_TEXTS {
            incomplete = true;
            found.truncate(MAX_TEXTS / choices.len().max(1));
        }
        incomplete |= !work.spend(found.len() * choices.len());
        found = found.iter().flat_map(|text| choices.iter().map(move |choice| format!("{text}{choice}"))).collect();
    }
    if sight.cases && !each_case && cased > 0 {
        let others: Vec<String> = found.iter().flat_map(|text| recased(text)).collect();
        found.extend(others);
    }
    (found, incomplete)
}

/// The text in upper case, and with one letter at a time in upper case.
fn recased(text: &str) -> Vec<String> {
    let mut found = vec![text.chars().map(other_case).collect()];
    for (at, character) in text.char_indices().filter(|(_, character)| other_case(*character) != *character) {
        let mut other = text.to_owned();
        other.replace_range(at..at + character.len_utf8(), &other_case(character).to_string());
        found.push(other);
    }
    found.truncate(MAX_RECASED);
    found
}

/// A single wildcard may also be a colon where that makes a difference.
fn one(letter: Letter, sight: Sight) -> Vec<String> {
    let mut choices = vec![sight.fresh.to_string()];
    if sight.parts && letter == Letter::One {
        choices.push(":".to_owned());
    }
    choices
}

fn runs(sight: Sight, with_colons: bool) -> Vec<String> {
    let shortest = usize::from(sight.ones == 0);
    let mut found: Vec<String> =
        (shortest..=sight.ones + 1).rev().map(|length| sight.fresh.to_string().repeat(length)).collect();
    if with_colons {
        let longest = sight.fresh.to_string().repeat(sight.ones + 1);
        found.extend((1..=PARTING_COLONS).map(|colons| vec![longest.as_str(); colons + 1].join(":")));
    }
    found
}

fn is_cased(letter: Letter) -> bool {
    matches!(letter, Letter::Folds(character) if other_case(character) != character)
}

fn both_cases(character: char, each: bool) -> Vec<String> {
    let other = other_case(character);
    let mut choices = vec![released(character).to_string()];
    if each && other != character {
        choices.push(other.to_string());
    }
    choices
}

/// The upper case of a folded character, if it is one character that folds back.
fn other_case(character: char) -> char {
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) if fold(one) == character => one,
        _ => character,
    }
}
