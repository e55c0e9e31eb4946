//! The name that was likely meant.

/// How alike two names must be, from 0 to 1.
const ALIKE: f64 = 0.8;

/// The most alike of `known`, case apart, if one is alike enough; the first of equals.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_ascii_lowercase();
    let mut best: Option<(&str, f64)> = None;
    for candidate in known {
        let alike = strsim::normalized_damerau_levenshtein(&name, &candidate.to_ascii_lowercase());
        if alike >= ALIKE && best.is_none_or(|(_, most)| alike > most) {
            best = Some((candidate, alike));
        }
    }
    best.map(|(candidate, _)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn small_slips_are_seen_through() {
        let known = ["Resource", "NotResource", "Action"];
        assert_eq!(nearest("Resources", known), Some("Resource"));
        assert_eq!(nearest("Condtion", ["Condition"]), Some("Condition"));
        assert_eq!(nearest("Banana", known), None);
    }
}
