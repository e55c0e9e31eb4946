//! How a report for people is to look.

/// The look of a report; found out by the front end, which knows the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to use ANSI colours. Severities are also words, so that nothing is lost without.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to show every path, finding and notice in full.
    pub verbose: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { colour: false, width: 120, verbose: false }
    }
}

/// What a piece of text is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Critical and high.
    Bad,
    /// Medium.
    Warn,
    /// Low and info.
    Note,
    /// Good news and what to do.
    Good,
    /// Headings.
    Strong,
    /// What the eye may skip.
    Faint,
}

impl Style {
    /// `text` in the colour of `tone`.
    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Bad => "1;31",
            Tone::Warn => "1;33",
            Tone::Note => "1;34",
            Tone::Good => "1;32",
            Tone::Strong => "1",
            Tone::Faint => "2",
        };
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// One line of text from files or their names, made harmless for a terminal: control characters become visible.
pub fn plain(text: &str) -> String {
    harmless(annotate_snippets::normalize_untrusted_str(text).replace('\n', "␊"))
}

/// Drawn text without the C1 control characters, which some terminals obey and the drawing leaves in.
pub(crate) fn harmless(text: String) -> String {
    let is_control = |character: char| ('\u{80}'..='\u{9f}').contains(&character);
    if text.contains(is_control) { text.replace(is_control, "\u{fffd}") } else { text }
}

/// `1 path`, `2 paths`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
