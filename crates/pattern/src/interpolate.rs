//! Metavariables in messages and fixes.

/// What a metavariable stands for in a text.
#[derive(Debug, Clone)]
pub struct Filling<'f> {
    /// The metavariable, with its `$`.
    pub name: &'f str,
    /// The code.
    pub text: &'f str,
    /// What `value($X)` stands for: the constant that the code holds; as `text` if it is not known.
    pub value: Option<&'f str>,
}

/// A text with what its metavariables stand for in place of them; one that stands for nothing stays.
pub fn interpolated(text: &str, fillings: &[Filling<'_>]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, from) = rest.split_at(at);
        // The longest, so that `$X` does not eat the head of `$XS`.
        let named = fillings.iter().filter(|filling| from.starts_with(filling.name));
        let Some(filling) = named.max_by_key(|filling| filling.name.len()) else {
            filled.push_str(before);
            filled.push('$');
            rest = from.get(1..).unwrap_or_default();
            continue;
        };
        let after = from.get(filling.name.len()..).unwrap_or_default();
        match before.strip_suffix("value(").zip(after.strip_prefix(')')) {
            Some((before, after)) => {
                filled.push_str(before);
                filled.push_str(filling.value.unwrap_or(filling.text));
                rest = after;
            }
            None => {
                filled.push_str(before);
                filled.push_str(filling.text);
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metavariables_are_filled_in() {
        let fillings = [
            Filling { name: "$X", text: "a", value: Some("1") },
            Filling { name: "$XS", text: "b", value: None },
            Filling { name: "$...ARGS", text: "c, d", value: None },
            Filling { name: "$1", text: "$X", value: None },
        ];
        for (text, filled) in [
            ("$X and $XS", "a and b"),
            ("f($...ARGS)", "f(c, d)"),
            ("value($X), value($XS)", "1, b"),
            ("$1 costs $5, $", "$X costs $5, $"),
            ("no", "no"),
        ] {
            assert_eq!(interpolated(text, &fillings), filled);
        }
    }
}
