//! One case of the search: which statements must match and which must not, the action being chosen.

use crate::context::Context;
use crate::decide::question::{Clause, Question};
use crate::decide::search::bits::Bits;
use crate::decide::search::effort::Effort;
use crate::decide::search::work::Work;
use crate::decide::space::{Domain, Space};

/// What is to be found values for.
pub(in crate::decide) struct Case<'c, 'a> {
    pub question: &'c Question<'a>,
    pub space: &'c Space,
    pub letters: &'c Letters,
    pub work: &'c Work,
    pub effort: Effort,
    /// These must match.
    pub matched: &'c [usize],
    /// These must not, and mean the action.
    pub unmatched: &'c Bits,
    /// The values of the keys that patterns name.
    pub context: &'c Context,
    /// Those keys.
    pub sources: &'c [usize],
}

/// How many values a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decide) struct Arity {
    pub single: bool,
    pub many: bool,
}

/// Characters that no policy of the question names.
pub(in crate::decide) struct Letters(Vec<char>);

/// Characters without case that policies seldom have.
const SELDOM: &str = "·¤§¶±¬¦°×÷";

impl Letters {
    /// `count` characters that are not in `texts`.
    pub(in crate::decide) fn new<'t>(texts: impl Iterator<Item = &'t str>, count: usize) -> Self {
        let used: std::collections::HashSet<char> = texts.flat_map(str::chars).filter(|c| !c.is_ascii()).collect();
        let private = '\u{f0000}'..='\u{ffffd}';
        Self(SELDOM.chars().chain(private).filter(|character| !used.contains(character)).take(count + 1).collect())
    }

    /// The character for every part but those that have their own.
    pub(in crate::decide) fn common(&self) -> char {
        self.0.first().copied().unwrap_or('·')
    }

    /// The own character of a key whose value patterns name.
    pub(in crate::decide) fn own(&self, source: usize) -> char {
        self.0.get(source + 1).copied().unwrap_or_else(|| self.common())
    }

    pub(in crate::decide) fn all(&self) -> &[char] {
        &self.0
    }
}

impl<'c, 'a> Case<'c, 'a> {
    pub(in crate::decide) fn clause(&self, number: usize) -> Option<&'c Clause<'a>> {
        self.question.clauses.get(number)
    }

    /// The statements that must match.
    pub(in crate::decide) fn wanted(&self) -> impl Iterator<Item = &'c Clause<'a>> {
        self.matched.iter().filter_map(|number| self.question.clauses.get(*number))
    }

    /// The statements that must not match.
    pub(in crate::decide) fn unwanted(&self) -> impl Iterator<Item = &'c Clause<'a>> + use<'_, 'c, 'a> {
        self.unmatched.iter().filter_map(|number| self.question.clauses.get(number))
    }

    /// The unwanted statements that a part keeps from matching; `None` when a wanted one does not accept it.
    pub(in crate::decide) fn kills(&self, accepts: impl Fn(&Clause<'a>) -> bool) -> Option<Bits> {
        if !self.work.spend(self.matched.len() + self.unmatched.count()) || !self.wanted().all(&accepts) {
            return None;
        }
        let killed = self.unmatched.iter().filter(|number| self.clause(*number).is_some_and(|clause| !accepts(clause)));
        Some(Bits::from_numbers(killed))
    }

    /// The keys that the statements name.
    pub(in crate::decide) fn keys(&self) -> Vec<usize> {
        let named = self.wanted().chain(self.unwanted()).flat_map(|clause| clause.keys.iter().map(|one| one.key));
        let mut keys: Vec<usize> = named.chain(self.sources.iter().copied()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    pub(in crate::decide) fn key_name(&self, key: usize) -> &'c str {
        self.question.keys.get(key).map(String::as_str).unwrap_or_default()
    }

    pub(in crate::decide) fn domain(&self, key: usize) -> Option<&'c Domain> {
        self.space.domain(self.key_name(key))
    }

    pub(in crate::decide) fn arity(&self, key: usize) -> Arity {
        match self.domain(key) {
            Some(Domain::Single) => Arity { single: true, many: false },
            Some(Domain::Many) => Arity { single: false, many: true },
            _ => Arity { single: true, many: self.question.quantified.has(key) },
        }
    }

    /// The character that stands for what nobody names under a key.
    pub(in crate::decide) fn letter(&self, key: usize) -> char {
        let source = self.sources.iter().position(|source| *source == key);
        source.map_or_else(|| self.letters.common(), |source| self.letters.own(source))
    }
}
