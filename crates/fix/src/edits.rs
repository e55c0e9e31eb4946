//! Edits of one text.

use finding::{Edit, Fix};

/// Whether an edit can be made together with others: it overlaps none of them, or is one of them.
pub(crate) fn fits(edit: &Edit, others: &[Edit]) -> bool {
    let apart = |other: &Edit| {
        let (a, b) = (edit.span, other.span);
        // What begins where another does has no order among them.
        a.start != b.start && (a.end <= b.start || b.end <= a.start)
    };
    others.iter().all(|other| other == edit || apart(other))
}

/// A text with edits made, which may come in any order; `None` if they overlap or lie outside of it. Equal edits are one.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    sorted.dedup();
    let mut edited = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in sorted {
        edited.push_str(text.get(copied..edit.span.start as usize)?);
        edited.push_str(&edit.replacement);
        copied = edit.span.end as usize;
    }
    edited.push_str(text.get(copied..)?);
    Some(edited)
}

/// A text with fixes made, in their order; one that overlaps an earlier one, or lies outside of the text, is left out.
pub fn all(text: &str, fixes: impl Iterator<Item = Fix>) -> String {
    let mut edits: Vec<Edit> = Vec::new();
    for fix in fixes {
        let is_inside = |edit: &Edit| text.get(edit.span.start as usize..edit.span.end as usize).is_some();
        if fix.edits.iter().all(|edit| is_inside(edit) && fits(edit, &edits)) {
            edits.extend(fix.edits);
        }
    }
    apply(text, &edits).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use source::{FileId, Span};

    use super::*;

    fn edit(start: usize, end: usize, replacement: &str) -> Edit {
        Edit { span: Span::new(FileId(0), start, end), replacement: replacement.to_owned() }
    }

    #[test]
    fn edits_are_made_in_the_order_of_the_text() {
        let edits = [edit(4, 7, "two"), edit(0, 3, "one"), edit(4, 7, "two"), edit(3, 3, ",")];
        assert_eq!(apply("1st 2nd", &edits).as_deref(), Some("one, two"));
    }

    #[test]
    fn what_overlaps_or_lies_outside_is_refused() {
        assert_eq!(apply("abc", &[edit(0, 2, ""), edit(1, 3, "")]), None);
        assert_eq!(apply("abc", &[edit(2, 9, "")]), None);
        assert_eq!(apply("ä", &[edit(1, 2, "")]), None);
    }

    #[test]
    fn neighbours_fit_and_equal_places_do_not() {
        let own = [edit(2, 4, "x")];
        assert!(fits(&edit(2, 4, "x"), &own) && fits(&edit(4, 5, "y"), &own) && fits(&edit(0, 2, "y"), &own));
        assert!(!fits(&edit(2, 4, "y"), &own) && !fits(&edit(3, 3, "y"), &own) && !fits(&edit(2, 2, "y"), &own));
    }
}
