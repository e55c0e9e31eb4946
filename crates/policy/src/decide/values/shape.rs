//! Patterns as the search handles them: what two of them have in common is again a list of patterns.

mod meeting;

use std::rc::Rc;

use crate::decide::search::work::Work;
use crate::glob::{Glob, Token};
use crate::hole::{HOLE_END, HOLE_START};

/// Stands for a colon inside a hole, which does not part an ARN.
const HELD_COLON: char = '\u{e03a}';

/// One place of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::decide) enum Letter {
    /// This character.
    Is(char),
    /// This character or its other case; folded.
    Folds(char),
    /// Any one character.
    One,
    /// Any one character but a colon.
    OneInPart,
    /// Any run of characters.
    Run,
    /// Any run without colons.
    RunInPart,
}

/// One place, and for which variables' values it stands: one bit for each occurrence of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::decide) struct Cell {
    pub letter: Letter,
    pub variables: u16,
}

const ANY: Cell = Cell { letter: Letter::Run, variables: 0 };

/// A pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::decide) struct Shape {
    pub cells: Rc<[Cell]>,
}

/// What several patterns have in common.
#[derive(Debug, Default)]
pub(in crate::decide) struct Common {
    pub shapes: Vec<Shape>,
    /// Whether some were dropped.
    pub incomplete: bool,
}

impl Letter {
    pub(in crate::decide) fn is_run(self) -> bool {
        matches!(self, Self::Run | Self::RunInPart)
    }

    /// What a place of both may be; `None` when there is nothing. A run counts as the characters it takes.
    pub(in crate::decide) fn meet(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Is(a), Self::Is(b)) => (a == b).then_some(self),
            (Self::Is(a), Self::Folds(b)) => (fold(a) == b).then_some(self),
            (Self::Folds(_), Self::Is(_)) => other.meet(self),
            (Self::Folds(a), Self::Folds(b)) => (a == b).then_some(self),
            (Self::One | Self::Run, _) => Some(other.as_one()),
            (Self::OneInPart | Self::RunInPart, Self::Is(':') | Self::Folds(':')) => None,
            (Self::OneInPart | Self::RunInPart, Self::Is(_) | Self::Folds(_)) => Some(other),
            (Self::OneInPart | Self::RunInPart, _) => Some(Self::OneInPart),
            (_, Self::One | Self::Run | Self::OneInPart | Self::RunInPart) => other.meet(self),
        }
    }

    fn as_one(self) -> Self {
        match self {
            Self::Run => Self::One,
            Self::RunInPart => Self::OneInPart,
            one => one,
        }
    }
}

/// The character that stands for both cases of `character`.
pub(in crate::decide) fn fold(character: char) -> char {
    crate::condition::fold(character)
}

impl Shape {
    /// Every text.
    pub(in crate::decide) fn any() -> Self {
        Self::from_letters([Letter::Run])
    }

    /// The texts that a pattern matches.
    pub(in crate::decide) fn from_glob(glob: &Glob) -> Self {
        Self::from_tokens(glob.tokens().iter().copied())
    }

    pub(in crate::decide) fn from_tokens(tokens: impl IntoIterator<Item = Token>) -> Self {
        Self::from_letters(letters(tokens, false))
    }

    /// This text only.
    pub(in crate::decide) fn literal(text: &str) -> Self {
        Self::from_tokens(text.chars().map(Token::Literal))
    }

    /// This text in any case.
    pub(in crate::decide) fn folded(text: &str) -> Self {
        let folded = letters(text.chars().map(Token::Literal), false).map(|letter| match letter {
            Letter::Is(character) => Letter::Folds(fold(character)),
            other => other,
        });
        Self::from_letters(folded)
    }

    /// The ARNs whose six parts match.
    pub(in crate::decide) fn arn(parts: &[Glob; 6]) -> Self {
        let mut cells = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                cells.push(Letter::Is(':'));
            }
            cells.extend(letters(part.tokens().iter().copied(), at < 5));
        }
        Self::from_letters(cells)
    }

    pub(in crate::decide) fn from_letters(letters: impl IntoIterator<Item = Letter>) -> Self {
        Self { cells: letters.into_iter().map(|letter| Cell { letter, variables: 0 }).collect() }
    }

    /// How many single wildcards it has.
    pub(in crate::decide) fn ones(&self) -> usize {
        self.cells.iter().filter(|cell| matches!(cell.letter, Letter::One | Letter::OneInPart)).count()
    }

    /// Whether it tells the parts of ARNs apart.
    pub(in crate::decide) fn has_parts(&self) -> bool {
        self.cells.iter().any(|cell| matches!(cell.letter, Letter::OneInPart | Letter::RunInPart))
    }

    /// The texts of both. The variables of both are kept.
    pub(in crate::decide) fn meet(&self, other: &Self, work: &Work) -> Common {
        if !work.spend(1) {
            return Common { shapes: Vec::new(), incomplete: true };
        }
        if self.is_any() && self.is_plain() {
            return Common { shapes: vec![other.clone()], incomplete: false };
        }
        if (other.is_any() && other.is_plain()) || self == other {
            return Common { shapes: vec![self.clone()], incomplete: false };
        }
        let mut start = Vec::new();
        let mut pairs = self.cells.iter().zip(&*other.cells);
        while let Some((a, b)) = pairs.next().filter(|(a, b)| !a.letter.is_run() && !b.letter.is_run()) {
            let Some(letter) = a.letter.meet(b.letter) else { return Common::default() };
            start.push(Cell { letter, variables: a.variables | b.variables });
        }
        let left = self.cells.get(start.len()..).unwrap_or_default();
        let right = other.cells.get(start.len()..).unwrap_or_default();
        let with_start = |rest: &[Cell]| Self { cells: start.iter().chain(rest).copied().collect() };
        match (left, right) {
            ([], []) => Common { shapes: vec![with_start(&[])], incomplete: false },
            ([ANY], rest) | (rest, [ANY]) => Common { shapes: vec![with_start(rest)], incomplete: false },
            _ => {
                let (rests, incomplete) = meeting::meet(left, right, work);
                Common { shapes: rests.iter().map(|rest| with_start(rest)).collect(), incomplete }
            }
        }
    }

    fn is_any(&self) -> bool {
        matches!(&*self.cells, [Cell { letter: Letter::Run, .. }])
    }

    fn is_plain(&self) -> bool {
        self.cells.iter().all(|cell| cell.variables == 0)
    }
}

/// The letters of a pattern; inside a hole a colon is held, so that it parts nothing.
fn letters(tokens: impl IntoIterator<Item = Token>, in_part: bool) -> impl Iterator<Item = Letter> {
    let mut in_hole = false;
    tokens.into_iter().map(move |token| match token {
        Token::Literal(character) => {
            in_hole = (in_hole || character == HOLE_START) && character != HOLE_END;
            Letter::Is(if in_hole && character == ':' { HELD_COLON } else { character })
        }
        Token::One if in_part => Letter::OneInPart,
        Token::One => Letter::One,
        Token::Any if in_part => Letter::RunInPart,
        Token::Any => Letter::Run,
    })
}

/// The character a letter stands for in a text.
pub(in crate::decide) fn released(character: char) -> char {
    if character == HELD_COLON { ':' } else { character }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(a: &str, b: &str) -> Vec<String> {
        let common = Shape::from_glob(&Glob::new(a)).meet(&Shape::from_glob(&Glob::new(b)), &Work::new());
        assert!(!common.incomplete);
        let text = |shape: &Shape| -> String {
            let character = |cell: &Cell| match cell.letter {
                Letter::Is(c) | Letter::Folds(c) => c,
                Letter::One | Letter::OneInPart => '?',
                Letter::Run | Letter::RunInPart => '*',
            };
            shape.cells.iter().map(character).collect()
        };
        let mut found: Vec<String> = common.shapes.iter().map(text).collect();
        found.sort();
        found
    }

    #[test]
    fn what_two_patterns_have_in_common() {
        for (a, b, expected) in [
            ("abc", "abc", vec!["abc"]),
            ("abc", "abd", vec![]),
            ("ab*", "abc*", vec!["abc*"]),
            ("a*", "*b", vec!["a*b"]),
            ("ab*", "*bc", vec!["ab*bc", "abc"]),
            ("a?c", "ab*", vec!["abc"]),
            ("*", "x?y", vec!["x?y"]),
            ("*a*", "*b*", vec!["*a*b*", "*b*a*"]),
            ("", "*", vec![""]),
            ("?*", "a", vec!["a"]),
        ] {
            assert_eq!(meet(a, b), expected, "{a} {b}");
            assert_eq!(meet(b, a), expected, "{b} {a}");
        }
    }

    #[test]
    fn letters_of_both_cases() {
        let folded = Shape::folded("aB");
        assert_eq!(folded.meet(&Shape::literal("Ab"), &Work::new()).shapes, [Shape::literal("Ab")]);
        assert_eq!(folded.meet(&Shape::literal("ac"), &Work::new()).shapes, []);
    }

    #[test]
    fn runs_within_a_part_take_no_colon() {
        let arn = Shape::arn(&["arn", "*", "s3", "", "", "*"].map(Glob::new));
        assert_eq!(arn.meet(&Shape::literal("arn:aws:s3:::a:b"), &Work::new()).shapes.len(), 1);
        assert_eq!(arn.meet(&Shape::literal("arn:a:b:s3:::x"), &Work::new()).shapes.len(), 0);
        let held = Shape::literal("arn:‹a:b›:s3:::x");
        assert_eq!(arn.meet(&held, &Work::new()).shapes, [held]);
    }
}
