//! Changes to the text of JSON that leave all else as it is.

use std::collections::BTreeMap;

use finding::Edit;
use source::{FileId, Span};
use syntax::{Entry, Node};

/// The blanks that one level of a text is indented by; two where nothing is.
pub(crate) fn unit(text: &str) -> String {
    let indented = text.lines().find(|line| line.starts_with([' ', '\t']));
    let blanks = indented.map(|line| line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect::<String>());
    blanks.filter(|blanks| blanks.len() <= 8).unwrap_or_else(|| "  ".to_owned())
}

/// A value as text, at a level of a document.
pub(crate) fn printed(node: &Node, unit: &str, level: usize) -> String {
    let margin = unit.repeat(level);
    let reindented = |line: &str| {
        let body = line.trim_start_matches(' ');
        format!("{margin}{}{body}", unit.repeat((line.len() - body.len()) / 2))
    };
    // No line begins within a text: its line breaks are escaped.
    let pretty = node.to_json_pretty();
    let mut lines = pretty.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| text + "\n" + &reindented(line))
}

/// A text in quotes.
pub(crate) fn quoted(text: &str) -> String {
    Node::from_text(text, source::Origin::Default("upgrade")).to_json()
}

/// Edits that give keys of an object other values, or take them away. A new key goes before the first that comes after it. The
/// object stands at a level of its document.
pub(crate) fn object_edits(
    file: FileId,
    object: &Node,
    changes: &BTreeMap<String, Option<String>>,
    unit: &str,
    level: usize,
) -> Vec<Edit> {
    let (Some(map), Some(whole)) = (object.as_map(), object.span()) else { return Vec::new() };
    let mut items: Vec<Item<'_>> = map.entries().filter_map(|(key, entry)| Item::of(key, entry)).collect();
    for (key, value) in changes {
        match (items.iter_mut().find(|item| item.key == *key), value) {
            (Some(item), value) => item.change = Some(value.as_deref()),
            (None, None) => {}
            (None, Some(value)) => {
                let order = |key: &str| key.to_lowercase();
                let at = items.iter().position(|item| order(item.key) > order(key)).unwrap_or(items.len());
                items.insert(at, Item { key, written: None, change: Some(Some(value)) });
            }
        }
    }
    let mut edits = Vec::new();
    let mut before: Option<usize> = None;
    let mut rest = items.as_slice();
    while let Some(item) = rest.first() {
        let length = rest.iter().take_while(|item| item.change.is_some()).count();
        if length == 0 {
            before = item.written.map(|written| written.value.1);
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let (run, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        edits.extend(run_edit(file, run, after.first(), before, whole, (&unit.repeat(level + 1), &unit.repeat(level))));
        before = run.iter().rev().find_map(|item| item.written).map(|written| written.value.1).or(before);
        rest = after;
    }
    edits
}

/// A key of an object, with its place if it is there, and what becomes of it.
struct Item<'i> {
    key: &'i str,
    written: Option<Written>,
    /// None for nothing, none within for its end.
    change: Option<Option<&'i str>>,
}

/// The places of a key and its value.
#[derive(Clone, Copy)]
struct Written {
    key: usize,
    value: (usize, usize),
}

impl<'i> Item<'i> {
    fn of(key: &'i str, entry: &Entry) -> Option<Self> {
        let (name, value) = (entry.key.written()?, entry.node.span()?);
        let written = Written { key: name.start as usize, value: (value.start as usize, value.end as usize) };
        Some(Self { key, written: Some(written), change: None })
    }
}

/// One edit for a run of changed keys, after the end of the value before it, if there is one.
fn run_edit(
    file: FileId,
    run: &[Item<'_>],
    after: Option<&Item<'_>>,
    before: Option<usize>,
    whole: Span,
    (margin, closing): (&str, &str),
) -> Option<Edit> {
    if let [Item { written: Some(written), change: Some(Some(value)), .. }] = run {
        let span = Span::new(file, written.value.0, written.value.1);
        return Some(Edit { span, replacement: (*value).to_owned() });
    }
    let start = before.unwrap_or(whole.start as usize + 1);
    let end = run.iter().rev().find_map(|item| item.written).map_or(start, |written| written.value.1);
    let kept: Vec<String> =
        run.iter().filter_map(|item| Some(format!("\n{margin}{}: {}", quoted(item.key), item.change??))).collect();
    let next = after.and_then(|item| item.written).map(|written| written.key);
    let (mut replacement, mut end) = (kept.join(","), end);
    match (before.is_some(), kept.is_empty(), next) {
        (true, false, _) => replacement.insert(0, ','),
        // What comes first now has its comma behind the text that goes.
        (false, true, Some(next)) => {
            end = next;
            replacement = format!("\n{margin}");
        }
        // Nothing was there to put a comma before what follows.
        (false, false, Some(_)) if run.iter().all(|item| item.written.is_none()) => replacement.push(','),
        (false, false, None) if run.iter().all(|item| item.written.is_none()) => {
            end = (whole.end as usize).saturating_sub(1);
            replacement = format!("{replacement}\n{closing}");
        }
        _ => {}
    }
    Some(Edit { span: Span::new(file, start, end), replacement })
}
