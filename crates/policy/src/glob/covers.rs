//! Inclusion of one pattern in another.
//!
//! A character that no pattern names is accepted by wildcards only. So if any text of the inner pattern escapes the
//! outer one, then a text whose wildcards are filled with that one character escapes too, and those texts are all that
//! must be tried: the outer pattern runs over them as a set of positions.

use super::{Glob, Token};

/// Set steps after which inclusion counts as not proved.
const BUDGET: usize = 20_000;

/// Positions of a pattern, as a bit set.
#[derive(Clone, PartialEq, Eq)]
struct Positions(Vec<u64>);

impl Glob {
    /// Whether every text that `other` matches is matched by this pattern too. Exact up to a budget that only patterns
    /// made to exceed it do; beyond it the answer is `false`, that is: not proved.
    pub fn covers(&self, other: &Self) -> bool {
        if self.is_any() || self == other {
            return true;
        }
        if self.is_literal() {
            // `other` has wildcards or is another literal.
            return false;
        }
        self.prefix_fits(other) && Inclusion::new(self).holds_for(&other.tokens)
    }

    /// A quick refusal: the literal start of this pattern must stand in `other`.
    fn prefix_fits(&self, other: &Self) -> bool {
        let mut pairs = self.tokens.iter().zip(&other.tokens);
        let first = pairs.find(|(mine, theirs)| !matches!(mine, Token::Literal(_)) || mine != theirs);
        first.is_none_or(|(mine, _)| !matches!(mine, Token::Literal(_)))
    }
}

/// The run of an outer pattern over the texts of an inner one.
struct Inclusion<'a> {
    outer: &'a [Token],
    steps: usize,
}

impl<'a> Inclusion<'a> {
    fn new(outer: &'a Glob) -> Self {
        Self { outer: &outer.tokens, steps: 0 }
    }

    fn holds_for(&mut self, inner: &[Token]) -> bool {
        let mut seen: Vec<Vec<Positions>> = vec![Vec::new(); inner.len() + 1];
        let mut open = vec![(0, self.start())];
        while let Some((at, positions)) = open.pop() {
            if self.is_accepting_all(&positions) {
                continue;
            }
            let Some((last, positions)) = self.run(inner, at, positions) else {
                return false;
            };
            if last == inner.len() {
                if !positions.has(self.outer.len()) {
                    return false;
                }
                continue;
            }
            // `last` is a `*`: each length of its run leads to a set. A set that holds an already tried one is safe
            // whenever that one is.
            for set in self.runs_of_any(positions) {
                let Some(tried) = seen.get_mut(last) else { return false };
                if tried.iter().any(|known| known.is_subset(&set)) {
                    continue;
                }
                tried.push(set.clone());
                open.push((last + 1, set));
            }
            if self.steps > BUDGET {
                return false;
            }
        }
        true
    }

    /// Runs to the next `*` of `inner` or its end; `None` when the outer pattern is stuck.
    fn run(&mut self, inner: &[Token], from: usize, mut positions: Positions) -> Option<(usize, Positions)> {
        let mut at = from;
        while let Some(token) = inner.get(at).filter(|token| **token != Token::Any) {
            positions = self.step(&positions, *token);
            if positions.is_empty() || self.steps > BUDGET {
                return None;
            }
            at += 1;
        }
        Some((at, positions))
    }

    /// The sets after 0, 1, 2 … unnamed characters, until they repeat.
    fn runs_of_any(&mut self, start: Positions) -> Vec<Positions> {
        let mut sets = vec![start];
        while let Some(last) = sets.last() {
            let next = self.step(last, Token::One);
            if sets.contains(&next) || self.steps > BUDGET {
                break;
            }
            sets.push(next);
        }
        sets
    }

    fn start(&self) -> Positions {
        let mut positions = Positions::new(self.outer.len() + 1);
        self.enter(&mut positions, 0);
        positions
    }

    /// The set after one character: the literal, or for a wildcard one that no pattern names.
    fn step(&mut self, from: &Positions, token: Token) -> Positions {
        self.steps += 1;
        let mut next = Positions::new(self.outer.len() + 1);
        for at in from.iter() {
            match self.outer.get(at) {
                Some(Token::Any) => self.enter(&mut next, at),
                Some(Token::One) => self.enter(&mut next, at + 1),
                Some(literal) if *literal == token => self.enter(&mut next, at + 1),
                _ => {}
            }
        }
        next
    }

    fn enter(&self, positions: &mut Positions, at: usize) {
        positions.insert(at);
        if self.outer.get(at) == Some(&Token::Any) {
            positions.insert(at + 1);
        }
    }

    /// Whether the outer pattern ends in a `*` that has been reached.
    fn is_accepting_all(&self, positions: &Positions) -> bool {
        self.outer.last() == Some(&Token::Any) && positions.has(self.outer.len())
    }
}

impl Positions {
    fn new(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    fn insert(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn is_subset(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(mine, theirs)| mine & !theirs == 0)
    }

    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| index * 64 + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::glob::Glob;

    #[test]
    fn inclusion() {
        for (outer, inner, expected) in [
            ("*", "", true),
            ("s3:*", "s3:Get*", true),
            ("s3:Get*", "s3:*", false),
            ("s3:Get*", "s3:GetObject", true),
            ("a*b", "a*b*b", true),
            ("a*b*b", "a*b", false),
            ("?*", "*?", true),
            ("a?*b", "a*b", false),
            ("*ab*", "*abab*", true),
            ("*a?*b*", "a*bb", true),
            ("??", "?*", false),
            ("", "", true),
            ("", "*", false),
            ("*/*", "*", false),
            ("‹T›*", "‹T›/x", true),
            ("‹T›*", "‹U›/x", false),
        ] {
            assert_eq!(Glob::new(outer).covers(&Glob::new(inner)), expected, "{outer} covers {inner}");
        }
    }

    #[test]
    fn patterns_made_to_explode_end_in_not_proved() {
        let outer = Glob::new(&format!("*a{}*", "?".repeat(200)));
        let inner = Glob::new(&"a*b?*".repeat(100));
        let _ = outer.covers(&inner);
    }
}
