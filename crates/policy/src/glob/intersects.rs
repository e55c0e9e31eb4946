//! Whether two patterns have a text in common.

use super::{Glob, Token};

/// Cells of the product of both patterns after which they count as overlapping.
const BUDGET: usize = 8 << 20;

impl Glob {
    /// Whether some text matches both patterns. Exact for patterns AWS would accept; for giant ones that agree at both
    /// ends the answer is `true`, that is: not excluded.
    pub fn intersects(&self, other: &Self) -> bool {
        let (left, right) = without_common_ends(&self.tokens, &other.tokens);
        if ends_clash(left.first(), right.first()) || ends_clash(left.last(), right.last()) {
            return false;
        }
        if left.len().saturating_mul(right.len()) > BUDGET {
            return true;
        }
        product_has_text(left, right)
    }
}

/// Both patterns without the literals they share at the start and at the end.
fn without_common_ends<'a>(mut left: &'a [Token], mut right: &'a [Token]) -> (&'a [Token], &'a [Token]) {
    while let ([a @ Token::Literal(_), rest_left @ ..], [b, rest_right @ ..]) = (left, right)
        && a == b
    {
        (left, right) = (rest_left, rest_right);
    }
    while let ([rest_left @ .., a @ Token::Literal(_)], [rest_right @ .., b]) = (left, right)
        && a == b
    {
        (left, right) = (rest_left, rest_right);
    }
    (left, right)
}

fn ends_clash(left: Option<&Token>, right: Option<&Token>) -> bool {
    match (left, right) {
        (Some(Token::Literal(a)), Some(Token::Literal(b))) => a != b,
        (None, Some(token)) | (Some(token), None) => *token != Token::Any,
        _ => false,
    }
}

/// Walks the pairs of positions row by row; every move goes right, down or both, so two rows are enough.
fn product_has_text(left: &[Token], right: &[Token]) -> bool {
    let width = right.len() + 1;
    let mut row = vec![false; width];
    let mut next = vec![false; width];
    mark(&mut row, 0);
    for i in 0..=left.len() {
        next.fill(false);
        for j in 0..width {
            if row.get(j) != Some(&true) {
                continue;
            }
            let (a, b) = (left.get(i), right.get(j));
            if a == Some(&Token::Any) {
                mark(&mut next, j);
            }
            if b == Some(&Token::Any) {
                mark(&mut row, j + 1);
            }
            match (a, b) {
                (Some(Token::Any), Some(_)) => mark(&mut row, j + 1),
                (Some(_), Some(Token::Any)) => mark(&mut next, j),
                (Some(Token::Literal(a)), Some(Token::Literal(b))) if a != b => {}
                (Some(_), Some(_)) => mark(&mut next, j + 1),
                _ => {}
            }
        }
        if i == left.len() {
            break;
        }
        std::mem::swap(&mut row, &mut next);
    }
    row.last() == Some(&true)
}

fn mark(row: &mut [bool], at: usize) {
    if let Some(cell) = row.get_mut(at) {
        *cell = true;
    }
}

#[cfg(test)]
mod tests {
    use crate::glob::Glob;

    #[test]
    fn intersection() {
        for (left, right, expected) in [
            ("", "", true),
            ("", "*", true),
            ("", "?", false),
            ("a*", "*b", true),
            ("a*", "b*", false),
            ("a*c", "ab", false),
            ("a?c", "ab*", true),
            ("*ab", "*ba", false),
            ("*ab*", "*ba*", true),
            ("??", "a", false),
            ("s3:Get*", "s3:*Object", true),
            ("‹T›", "*", true),
            ("‹T›", "orders", false),
        ] {
            assert_eq!(Glob::new(left).intersects(&Glob::new(right)), expected, "{left} with {right}");
            assert_eq!(Glob::new(right).intersects(&Glob::new(left)), expected, "{right} with {left}");
        }
    }
}
