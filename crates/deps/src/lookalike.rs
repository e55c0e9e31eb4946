//! Names that look like those of popular packages.
//!
//! Only a name that is not well known itself is looked at, and only likeness that people produce by slips, or others on purpose.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use packages::Ecosystem;

/// So many of the most popular packages are worth imitating. With more of them, real packages begin to look like others.
const IMITATED: usize = 2000;
/// Shorter names are near each other by chance.
const SHORTEST: usize = 5;
/// The same for slips that make another word of a short one.
const SHORTEST_WORD: usize = 6;
/// Longer names are hostile input.
const LONGEST: usize = 214;

static NPM: LazyLock<Popular> = LazyLock::new(|| {
    let established = include_str!("../../../data/popular/npm-established.txt");
    Popular::new(include_str!("../../../data/popular/npm.txt"), established, Ecosystem::Npm)
});
static PYPI: LazyLock<Popular> =
    LazyLock::new(|| Popular::new(include_str!("../../../data/popular/pypi.txt"), "", Ecosystem::PyPi));

/// How a name differs from the one that it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// Two characters have changed places.
    Swapped,
    /// A character is missing.
    Missing,
    /// A character stands there twice.
    Doubled,
    /// A character is one that lies beside it on keyboards.
    Neighbour,
    /// A character or two look like others.
    Glyph,
    /// A `-`, `_` or `.` is another one, missing, or too much.
    Separator,
    /// A scope has become a part of the name.
    Scope,
    /// The name of the language stands beside it.
    Affix,
}

impl Likeness {
    /// The likeness in words that follow "from it".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Swapped => "two characters have changed places",
            Self::Missing => "a character is missing",
            Self::Doubled => "a character stands there twice",
            Self::Neighbour => "a character is its neighbour on the keyboard",
            Self::Glyph => "a character is one that looks like it",
            Self::Separator => "a separator differs",
            Self::Scope => "the scope has become a part of the name",
            Self::Affix => "the name of the language is added",
        }
    }
}

/// The popular packages of an ecosystem.
struct Popular {
    known: HashSet<&'static str>,
    imitated: HashSet<&'static str>,
    /// The imitated ones with one character left out.
    shortened: HashMap<String, &'static str>,
    /// Those with a scope, without its signs.
    unscoped: HashMap<String, &'static str>,
    affixes: &'static [(&'static str, &'static str)],
}

impl Popular {
    /// `established` are names that look like others and have been used by many for long.
    fn new(text: &'static str, established: &'static str, ecosystem: Ecosystem) -> Self {
        let affixes: &[_] = match ecosystem {
            Ecosystem::Npm => &[("", "-js"), ("", "js"), ("", ".js"), ("node-", "")],
            _ => &[("python-", ""), ("", "-python"), ("py-", ""), ("python", "")],
        };
        let imitated: HashSet<&str> = text.lines().take(IMITATED).filter(|name| is_long(name)).collect();
        let mut shortened = HashMap::new();
        let mut unscoped = HashMap::new();
        for name in text.lines().take(IMITATED).filter(|name| is_long(name)) {
            // A plural and its singular are two words.
            let last = name.len().saturating_sub(1);
            let letters = name.char_indices().filter(|(at, own)| is_long_word(name) && !(*at == last && *own == 's'));
            for (at, own) in letters {
                let (before, after) = (name.get(..at), name.get(at + own.len_utf8()..));
                shortened.entry([before.unwrap_or_default(), after.unwrap_or_default()].concat()).or_insert(name);
            }
            if let Some((scope, rest)) = name.strip_prefix('@').and_then(|name| name.split_once('/')) {
                unscoped.entry(format!("{scope}{rest}")).or_insert(name);
                unscoped.entry(format!("{scope}-{rest}")).or_insert(name);
            }
        }
        Self { known: text.lines().chain(established.lines()).collect(), imitated, shortened, unscoped, affixes }
    }

    fn find(&self, name: String) -> Option<&'static str> {
        self.imitated.get(name.as_str()).copied()
    }
}

/// Whether the part of a name behind its scope is long enough.
fn is_long(name: &str) -> bool {
    name.rsplit('/').next().unwrap_or(name).chars().count() >= SHORTEST
}

/// The same for slips that make another word of a short one.
fn is_long_word(name: &str) -> bool {
    name.rsplit('/').next().unwrap_or(name).chars().count() >= SHORTEST_WORD
}

/// The popular package that a name looks like, and how. None for a name that is well known itself, and for ecosystems whose
/// popular packages are not known.
pub(crate) fn lookalike(ecosystem: Ecosystem, name: &str) -> Option<(&'static str, Likeness)> {
    let popular: &Popular = match ecosystem {
        Ecosystem::Npm => &NPM,
        Ecosystem::PyPi => &PYPI,
        _ => return None,
    };
    if name.len() > LONGEST || popular.known.contains(name) {
        return None;
    }
    let letters: Vec<char> = name.chars().collect();
    let replaced = |from: usize, to: usize, by: &[char]| {
        let (before, after) = (letters.get(..from).unwrap_or_default(), letters.get(to..).unwrap_or_default());
        before.iter().chain(by).chain(after).collect::<String>()
    };
    let pairs = || letters.iter().zip(letters.iter().skip(1)).enumerate();
    let swapped =
        || pairs().filter(|(_, (a, b))| a != b).find_map(|(at, (a, b))| popular.find(replaced(at, at + 2, &[*b, *a])));
    let doubled = || pairs().filter(|(_, (a, b))| a == b).find_map(|(at, _)| popular.find(replaced(at, at + 1, &[])));
    let missing = || popular.shortened.get(name).copied();
    let neighbour = || {
        let each = letters.iter().enumerate().filter(|_| is_long_word(name));
        each.flat_map(|(at, own)| neighbours(*own).map(move |other| (at, other)))
            .find_map(|(at, other)| popular.find(replaced(at, at + 1, &[other])))
    };
    let glyph = || glyphs(name).into_iter().find_map(|other| popular.find(other));
    let separator = || separators(&letters).into_iter().find_map(|other| popular.find(other));
    let scope = || popular.unscoped.get(name).copied();
    let affix = || {
        let bare = popular.affixes.iter().filter_map(|(before, after)| name.strip_prefix(before)?.strip_suffix(after));
        bare.filter(|bare| is_long(bare)).find_map(|bare| popular.imitated.get(bare).copied())
    };
    let told = |found: Option<&'static str>, how: Likeness| found.map(|found| (found, how));
    told(swapped(), Likeness::Swapped)
        .or_else(|| told(glyph(), Likeness::Glyph))
        .or_else(|| told(separator(), Likeness::Separator))
        .or_else(|| told(scope(), Likeness::Scope))
        .or_else(|| told(doubled(), Likeness::Doubled))
        .or_else(|| told(missing(), Likeness::Missing))
        .or_else(|| told(affix(), Likeness::Affix))
        .or_else(|| told(neighbour(), Likeness::Neighbour))
}

/// The rows of letters of the keyboard that most people have, each half a key right of the one above.
const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// The letters beside one on the keyboard.
fn neighbours(letter: char) -> impl Iterator<Item = char> {
    let place = KEYS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(letter)?)));
    let near = place.into_iter().flat_map(|(row, column)| {
        let key = |row: usize, column: Option<usize>| KEYS.get(row)?.chars().nth(column?);
        let (left, right) = (column.checked_sub(1), column.checked_add(1));
        let above = row.checked_sub(1);
        [
            key(row, left),
            key(row, right),
            above.and_then(|above| key(above, Some(column))),
            above.and_then(|above| key(above, right)),
            key(row + 1, left),
            key(row + 1, Some(column)),
        ]
    });
    near.flatten()
}

/// The name with one character or two as those that look like them.
fn glyphs(name: &str) -> Vec<String> {
    const ALIKE: [(&str, &str); 7] =
        [("0", "o"), ("1", "l"), ("1", "i"), ("l", "i"), ("5", "s"), ("rn", "m"), ("vv", "w")];
    let both = ALIKE.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]);
    let each = both.flat_map(|(from, to)| name.match_indices(from).map(move |(at, _)| (at, from, to)));
    each.map(|(at, from, to)| {
        let (before, after) = (name.get(..at), name.get(at + from.len()..));
        [before.unwrap_or_default(), to, after.unwrap_or_default()].concat()
    })
    .collect()
}

/// The name with one separator taken out, put in, or made another.
fn separators(letters: &[char]) -> Vec<String> {
    const SIGNS: [char; 3] = ['-', '_', '.'];
    let with = |from: usize, to: usize, sign: Option<char>| -> String {
        let (before, after) = (letters.get(..from).unwrap_or_default(), letters.get(to..).unwrap_or_default());
        before.iter().copied().chain(sign).chain(after.iter().copied()).collect()
    };
    let mut all = Vec::new();
    for (at, own) in letters.iter().enumerate().skip(1) {
        if SIGNS.contains(own) {
            all.push(with(at, at + 1, None));
            all.extend(SIGNS.iter().filter(|sign| *sign != own).map(|sign| with(at, at + 1, Some(*sign))));
        } else {
            all.extend(SIGNS.map(|sign| with(at, at, Some(sign))));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ecosystem: Ecosystem, name: &str, expected: Option<(&str, Likeness)>) {
        assert_eq!(lookalike(ecosystem, name), expected, "{name}");
    }

    #[test]
    fn slips_and_traps_are_told_by_what_they_are() {
        for (name, popular, how) in [
            ("lodahs", "lodash", Likeness::Swapped),
            ("expresss", "express", Likeness::Doubled),
            ("typescrpt", "typescript", Likeness::Missing),
            ("webpavk", "webpack", Likeness::Neighbour),
            ("l0dash", "lodash", Likeness::Glyph),
            ("cornmander", "commander", Likeness::Glyph),
            ("fsextra", "fs-extra", Likeness::Separator),
            ("babel-parser", "@babel/parser", Likeness::Scope),
            ("commanderjs", "commander", Likeness::Affix),
        ] {
            check(Ecosystem::Npm, name, Some((popular, how)));
        }
        for (name, popular, how) in [
            ("reqeusts", "requests", Likeness::Swapped),
            ("urlib3", "urllib3", Likeness::Missing),
            ("python-requests", "requests", Likeness::Affix),
            ("charsetnormalizer", "charset-normalizer", Likeness::Separator),
        ] {
            check(Ecosystem::PyPi, name, Some((popular, how)));
        }
    }

    #[test]
    fn names_that_are_known_or_unlike_are_left_alone() {
        for name in ["lodash", "preact", "left-pad", "lodash.merge", "acme-orders", "@acme/lodash", "", "-", "ms2", "é"]
        {
            check(Ecosystem::Npm, name, None);
        }
        check(Ecosystem::RubyGems, "raisl", None);
        check(Ecosystem::Npm, &"a".repeat(100_000), None);
    }

    #[test]
    fn no_popular_package_looks_like_another() {
        let text = include_str!("../../../data/popular/npm.txt");
        assert!(text.lines().all(|name| lookalike(Ecosystem::Npm, name).is_none()));
        assert!(text.lines().count() > 10_000 && text.is_ascii());
    }
}
