//! What is known where reading stops, for those who want to read on.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::Parser;

use super::Loader;
use crate::yaml::islands;
use crate::yaml::place::{skip_blank, skip_indicator, skip_properties};

/// Why reading stopped before the end of the text.
#[derive(Debug)]
pub(in crate::yaml) struct Failure {
    /// Offset in the whole text.
    pub(in crate::yaml) at: usize,
    /// Where the mistake may have begun.
    pub(in crate::yaml) begin: usize,
    pub(in crate::yaml) message: String,
    /// Where in the text that was read a stretch lies that can be read on its own.
    pub(in crate::yaml) island: Option<Range<usize>>,
    /// Column of the root mapping's keys, if there is a root mapping.
    pub(in crate::yaml) root_column: Option<usize>,
    /// The root's key under which it happened, and the column of that section's own keys.
    pub(in crate::yaml) section: Option<(Arc<str>, Option<usize>)>,
}

impl Loader<'_, '_, '_> {
    pub(super) fn failure(&mut self, at: usize, message: &str) -> Failure {
        let bytes = self.text.as_bytes();
        let stretch = islands::stretch(bytes, self.stumbling_block());
        let is_quote = stretch.as_ref().is_some_and(|stretch| matches!(bytes.get(stretch.start), Some(b'"' | b'\'')));
        let just_after = |end: usize| bytes.get(end..at).is_some_and(|between| between.trim_ascii().is_empty());
        let stretch = stretch.filter(|stretch| stretch.contains(&at) || is_quote && just_after(stretch.end));
        let alone = |stretch: &Range<usize>| {
            let known = self.islands.at(stretch.start).is_some() || (stretch.start == 0 && stretch.end == bytes.len());
            !known && (!is_quote || stretch.contains(&at) && self.reads_alone(stretch.clone()))
        };
        let island = stretch.clone().filter(alone);
        if let Some(stretch) =
            stretch.clone().filter(|stretch| is_quote && self.is_line(stretch.clone()) && stretch.end <= at)
        {
            // What follows the text is wrong, not the text.
            let built = self.island(stretch);
            self.add(built);
        }
        // A quote that was never closed ends at the next one, far away.
        let begin = stretch.filter(|_| is_quote).map_or(at, |stretch| stretch.start);
        Failure {
            at: self.base + at,
            begin: self.base + begin,
            message: message.to_owned(),
            island,
            root_column: self.root_column.or_else(|| Some(self.column(skip_blank(bytes, self.cursor)))),
            section: self.section(),
        }
    }

    /// Where the node begins that could not be read: the outermost open bracket, or the next node.
    fn stumbling_block(&self) -> usize {
        let bytes = self.text.as_bytes();
        let bracket = self.open.iter().find_map(|open| open.bracket);
        bracket.unwrap_or_else(|| skip_properties(bytes, skip_blank(bytes, skip_indicator(bytes, self.cursor))).content)
    }

    /// Whether a value is expected and the range is one that lies in one line.
    fn is_line(&self, range: Range<usize>) -> bool {
        let is_short = self.text.get(range.clone()).is_some_and(|text| !text.contains('\n'));
        is_short && self.tree.expects_value() && self.reads_alone(range)
    }

    fn reads_alone(&self, range: Range<usize>) -> bool {
        self.text.get(range).is_some_and(|text| Parser::new_from_str(text).all(|event| event.is_ok()))
    }

    /// How many bytes of its line lie before `at`.
    fn column(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        before.iter().rev().take_while(|byte| !matches!(byte, b'\n' | b'\r')).count()
    }

    /// The section that is open or was the last one to be, with the column of its keys if there is a key.
    pub(super) fn section(&self) -> Option<(Arc<str>, Option<usize>)> {
        let open = self.tree.section();
        match &self.section {
            Some((key, column)) if open.as_ref().is_none_or(|open| open == key) => {
                Some((Arc::clone(key), Some(*column)))
            }
            _ => open.map(|key| (key, None)),
        }
    }

    /// Remembers the columns of the root mapping and of the section in it, where reading can resume after a failure.
    pub(super) fn note_column(&mut self, flow: bool, at: usize) {
        if flow || self.tree.depth() > 1 {
            return;
        }
        let column = self.column(at);
        if self.tree.depth() == 0 {
            self.root_column = Some(column);
        } else if let Some(key) = self.tree.section() {
            self.section = Some((key, column));
        }
    }
}
