//! Patterns in which the places of variables are marked.

use crate::decide::search::case::Case;
use crate::decide::values::shape::{Cell, Letter, Shape, fold};
use crate::glob::{Token, tokens};
use crate::operator::Comparison;
use crate::variable::{Part, parts};

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decide) enum Reading {
    /// With wildcards.
    Pattern,
    /// As it stands.
    Literal,
    /// As it stands, in any case.
    AnyCase,
}

impl Reading {
    /// How a comparison reads its values.
    pub(in crate::decide) fn of(comparison: Comparison) -> Self {
        match comparison {
            Comparison::StringLike | Comparison::ArnLike => Self::Pattern,
            Comparison::StringEqualsIgnoreCase => Self::AnyCase,
            Comparison::StringEquals
            | Comparison::BinaryEquals
            | Comparison::Numeric(_)
            | Comparison::Date(_)
            | Comparison::Bool
            | Comparison::IpAddress
            | Comparison::Null => Self::Literal,
        }
    }
}

/// A pattern with its variables as runs, each marked by a bit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    pub shape: Shape,
    /// The key of each bit.
    pub places: Vec<usize>,
}

impl Marked {
    /// The pattern of a text, and the one in which defaults stand in for their variables, if it has some.
    pub(super) fn readings(case: &Case<'_, '_>, text: &str, reading: Reading) -> Vec<Self> {
        let has_default = |part: &Part<'_>| matches!(part, Part::Variable { default: Some(_), .. });
        let with_defaults = parts(text).iter().any(has_default).then(|| Self::new(case, text, reading, true));
        [Self::new(case, text, reading, false)].into_iter().chain(with_defaults).collect()
    }

    fn new(case: &Case<'_, '_>, text: &str, reading: Reading, with_defaults: bool) -> Self {
        let mut places = Vec::new();
        let mut place = |key: &str| {
            let name = key.to_ascii_lowercase();
            let bit = u32::try_from(places.len()).unwrap_or(u32::MAX);
            places.push(case.question.keys.iter().position(|known| *known == name).unwrap_or_default());
            Cell { letter: Letter::Run, variables: 1_u16.checked_shl(bit).unwrap_or_default() }
        };
        let shape = Shape { cells: cells(text, reading, with_defaults, &mut place).into() };
        Self { shape, places }
    }

    /// The same with a pattern in the place of one variable; the others keep their bits.
    pub(super) fn filled(&self, key: usize, with: &Shape) -> Self {
        let of_key = |cell: &Cell| {
            let is_variable = cell.variables.count_ones() == 1;
            is_variable && self.places.get(cell.variables.trailing_zeros() as usize) == Some(&key)
        };
        let mut cells = Vec::new();
        for cell in &*self.shape.cells {
            if of_key(cell) {
                cells.extend(&*with.cells);
            } else {
                cells.push(*cell);
            }
        }
        Self { shape: Shape { cells: cells.into() }, places: self.places.clone() }
    }

    /// The same with its bits moved up.
    pub(super) fn shifted(&self, bits: usize) -> Self {
        let bits = u32::try_from(bits).unwrap_or(u32::MAX);
        let shift = |cell: &Cell| Cell { variables: cell.variables.checked_shl(bits).unwrap_or_default(), ..*cell };
        Self { shape: Shape { cells: self.shape.cells.iter().map(shift).collect() }, places: self.places.clone() }
    }
}

/// The patterns of a text whose variables may be any text: with any, and with their defaults.
pub(in crate::decide) fn widened(text: &str, reading: Reading) -> [Shape; 2] {
    [false, true].map(|with_defaults| {
        let mut place = |_: &str| Cell { letter: Letter::Run, variables: 0 };
        Shape { cells: cells(text, reading, with_defaults, &mut place).into() }
    })
}

fn cells(text: &str, reading: Reading, with_defaults: bool, place: &mut dyn FnMut(&str) -> Cell) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for part in parts(text) {
        match part {
            Part::Text(text) if reading == Reading::Pattern => cells.extend(&*Shape::from_tokens(tokens(text)).cells),
            Part::Text(text) => cells.extend(&*Shape::literal(text).cells),
            Part::Escaped(character) => cells.extend(&*Shape::from_tokens([Token::Literal(character)]).cells),
            Part::Variable { default: Some(default), .. } if with_defaults => {
                cells.extend(&*Shape::literal(default).cells);
            }
            Part::Variable { key, .. } => cells.push(place(key)),
        }
    }
    if reading == Reading::AnyCase {
        for cell in &mut cells {
            if let Letter::Is(character) = cell.letter {
                cell.letter = Letter::Folds(fold(character));
            }
        }
    }
    cells
}
