//! Numbers as policies write them: `10`, `-3`, `2.5`.

use std::cmp::Ordering;

/// How two numbers stand; `None` when one of the texts is none. Whole numbers compare exactly.
pub(crate) fn compare(left: &str, right: &str) -> Option<Ordering> {
    if let (Ok(left), Ok(right)) = (left.parse::<i128>(), right.parse::<i128>()) {
        return Some(left.cmp(&right));
    }
    read(left)?.partial_cmp(&read(right)?)
}

/// The number that `text` says.
pub(crate) fn read(text: &str) -> Option<f64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    text.parse().ok().filter(|number: &f64| is_plain && number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(compare("2", "10"), Some(Ordering::Less));
        assert_eq!(compare("2.50", "2.5"), Some(Ordering::Equal));
        assert_eq!(compare("9007199254740993", "9007199254740992"), Some(Ordering::Greater));
        for text in ["", "ten", "NaN", "inf", "1_000", "0x10", " 1"] {
            assert_eq!(compare(text, "1"), None, "{text}");
        }
    }
}
