//! Byte offsets to lines and columns.

/// A place as people count: both from 1; the column counts Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// The line starts of one text.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Whether bytes are characters, so that columns in long lines need no counting.
    ascii: bool,
}

impl LineIndex {
    /// Indexes `text`; `\n` and `\r\n` end lines.
    pub fn new(text: &str) -> Self {
        let after_newline = |(offset, _): (usize, _)| u32::try_from(offset + 1).unwrap_or(u32::MAX);
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(after_newline)).collect();
        Self { starts, ascii: text.is_ascii() }
    }

    /// The line (from 1) that holds the byte at `offset`; the last line for an offset past the end.
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
    }

    /// The place of `offset` in `text`, which must be the text this index was made from.
    pub fn place(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.line(offset);
        let start = self.line_start(line) as usize;
        let before = text.get(start..offset as usize).unwrap_or_default();
        let column = if self.ascii { before.len() } else { before.chars().count() };
        LineColumn { line, column: u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1) }
    }

    /// Byte offset at which `line` (from 1) starts; the last line's start for a line past the end.
    pub fn line_start(&self, line: u32) -> u32 {
        let index = (line.max(1) - 1) as usize;
        self.starts.get(index).or(self.starts.last()).copied().unwrap_or_default()
    }

    /// How many lines the text has; at least one.
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_from_one_and_in_characters() {
        let text = "a\nßx\r\nc";
        let index = LineIndex::new(text);
        assert_eq!(index.place(text, 0), LineColumn { line: 1, column: 1 });
        assert_eq!(index.place(text, 4), LineColumn { line: 2, column: 2 });
        assert_eq!(index.place(text, 7), LineColumn { line: 3, column: 1 });
        assert_eq!(index.line(999), 3);
    }
}
