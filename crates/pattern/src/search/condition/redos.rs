//! Regular expressions that take exponential time on some text: a repetition of what repeats itself, where something must
//! follow that may be missing.

/// What is known of a piece of a regular expression.
#[derive(Debug, Clone, Copy, Default)]
struct Piece {
    /// Whether something in it repeats so that the same text is matched in more than one way.
    repeats: bool,
    /// Whether something in it repeats what repeats.
    explodes: bool,
    /// Whether it asks anything of the text.
    asks: bool,
}

/// A group that is open, or the whole.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    whole: Piece,
    /// Whether something explodes before this place of the alternative.
    has_exploded: bool,
}

impl Group {
    /// Adds the next piece; says whether the expression may take so long.
    fn add(&mut self, piece: Piece) -> bool {
        let is_slow = self.has_exploded && piece.asks;
        self.has_exploded |= piece.explodes;
        self.whole.repeats |= piece.repeats;
        self.whole.explodes |= piece.explodes;
        self.whole.asks |= piece.asks;
        is_slow
    }
}

/// How often something is repeated.
#[derive(Debug, Clone, Copy)]
struct Repetition {
    least: u32,
    most: Option<u32>,
    /// Whether what it took is never given back: `a++`.
    is_possessive: bool,
}

impl Repetition {
    fn of(self, piece: Piece) -> Piece {
        let goes_back = !self.is_possessive;
        let is_open =
            self.most.is_none_or(|most| (self.least > 0 && most > self.least) || (self.least == 0 && most > 1));
        let is_long = self.most.is_none_or(|most| most >= MANY);
        Piece {
            repeats: piece.repeats || (goes_back && is_open),
            explodes: piece.explodes || (goes_back && is_long && piece.repeats),
            asks: piece.asks,
        }
    }
}

/// What is repeated less often takes little time.
const MANY: u32 = 4;

/// Whether a regular expression may take exponential time.
pub(super) fn is_slow(text: &str) -> bool {
    let mut rest = text;
    let mut open = vec![Group::default()];
    while let Some(next) = rest.chars().next() {
        let after = rest.get(next.len_utf8()..).unwrap_or_default();
        let piece = match next {
            '(' => {
                open.push(Group::default());
                rest = without_kind(after);
                continue;
            }
            '|' => {
                open.last_mut().into_iter().for_each(|group| group.has_exploded = false);
                rest = after;
                continue;
            }
            ')' if open.len() > 1 => open.pop().unwrap_or_default().whole,
            _ => Piece { asks: true, ..Piece::default() },
        };
        rest = match next {
            '\\' => after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default(),
            '[' => after_set(after),
            _ => after,
        };
        let (repetition, after) = repetition(rest);
        rest = after;
        let piece = repetition.map_or(piece, |repetition| repetition.of(piece));
        if open.last_mut().is_some_and(|group| group.add(piece)) {
            return true;
        }
    }
    false
}

/// What follows `(?:`, `(?<a>` and the like, after their bracket.
fn without_kind(text: &str) -> &str {
    let Some(kind) = text.strip_prefix('?') else { return text };
    let is_named = kind.starts_with(['<', 'P', '\'']) && !kind.starts_with("<=") && !kind.starts_with("<!");
    let end = if is_named { kind.find('>') } else { kind.find([':', '=', '!', '>', ')']) };
    let Some(end) = end else { return kind };
    // The bracket of `(?i)` closes it.
    let length = if kind.get(end..).is_some_and(|rest| rest.starts_with(')')) { end } else { end + 1 };
    kind.get(length..).unwrap_or_default()
}

/// What follows a set, after its bracket.
fn after_set(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut at = usize::from(text.starts_with('^'));
    let begin = at;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'[' if bytes.get(at + 1) == Some(&b':') => {
                at += text.get(at..).and_then(|rest| rest.find(":]")).map_or(0, |length| length + 1);
            }
            b']' if at > begin => return text.get(at + 1..).unwrap_or_default(),
            _ => {}
        }
        at += 1;
    }
    ""
}

/// The repetition that a text begins with, and what follows.
fn repetition(text: &str) -> (Option<Repetition>, &str) {
    let is = |sign: char| text.starts_with(sign);
    let (least, most, length) = match () {
        () if is('*') => (0, None, 1),
        () if is('+') => (1, None, 1),
        () if is('?') => (0, Some(1), 1),
        () if is('{') => match counted(text) {
            Some(counted) => counted,
            None => return (None, text),
        },
        () => return (None, text),
    };
    let rest = text.get(length..).unwrap_or_default();
    let is_possessive = rest.starts_with('+');
    let rest = rest.strip_prefix(['+', '?']).unwrap_or(rest);
    (Some(Repetition { least, most, is_possessive }), rest)
}

/// `{2}`, `{2,}`, `{2,3}`: from, to, and how long it is.
fn counted(text: &str) -> Option<(u32, Option<u32>, usize)> {
    let end = text.find('}')?;
    let inner = text.get(1..end)?;
    let (least, most) = match inner.split_once(',') {
        None => (inner.parse().ok()?, Some(inner.parse().ok()?)),
        Some((least, "")) => (least.parse().ok()?, None),
        Some((least, most)) => (least.parse().ok()?, Some(most.parse().ok()?)),
    };
    Some((least, most, end + 1))
}

#[cfg(test)]
mod tests {
    use super::is_slow;

    #[test]
    fn what_repeats_a_repetition_before_something_is_slow() {
        for slow in ["(x+)+y", "(x{1,2})*$", "(x*?)*$", "((x )+)+$", "(.*x){10}y", "(?:x[^)]+)*\\)z", "(a|x+)*[b]"] {
            assert!(is_slow(slow), "{slow}");
        }
        for fast in
            ["", "x+y", "(x+)+", "(x?)*y", "(x++)+y", "(x+)++y", "(x|y)*z", "(x+){1,3}y", "[(x+)+]y", "(x{3})*y"]
        {
            assert!(!is_slow(fast), "{fast}");
        }
    }
}
