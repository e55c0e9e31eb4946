//! Keys: bytes whose order is the order of what was written into them.

/// Writes a key, part by part.
///
/// INVARIANT: at one place of a key all parts that may stand there begin with different bytes or are of one kind, so that
/// no part is the beginning of another.
#[derive(Debug, Default)]
pub(crate) struct Key(Vec<u8>);

impl Key {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// A rank among the parts that may stand here.
    pub(crate) fn rank(&mut self, rank: u8) {
        self.0.push(rank);
    }

    /// A number of any length, as ASCII digits: its length first, without leading zeros.
    pub(crate) fn number(&mut self, digits: &str) {
        let digits = digits.trim_start_matches('0').as_bytes();
        self.length(digits.len());
        self.0.extend_from_slice(digits);
    }

    /// A count.
    pub(crate) fn count(&mut self, count: usize) {
        self.length(count);
    }

    /// A count that sorts the other way round.
    pub(crate) fn count_down(&mut self, count: usize) {
        let start = self.0.len();
        self.length(count);
        self.0.iter_mut().skip(start).for_each(|byte| *byte = !*byte);
    }

    /// A text, ordered by its bytes; a text sorts before those that it begins.
    pub(crate) fn text(&mut self, text: &str) {
        for byte in text.bytes() {
            // Two bytes that no other text has: a zero must not end it.
            if byte <= 1 {
                self.0.push(1);
            }
            self.0.push(byte);
        }
        self.0.push(0);
    }

    /// Like [`Self::text`], without case.
    pub(crate) fn text_without_case(&mut self, text: &str) {
        let start = self.0.len();
        self.text(text);
        self.0.iter_mut().skip(start).for_each(u8::make_ascii_lowercase);
    }

    pub(crate) fn into_bytes(self) -> Box<[u8]> {
        self.0.into_boxed_slice()
    }

    fn length(&mut self, length: usize) {
        match u8::try_from(length) {
            Ok(short) if short < u8::MAX => self.0.push(short),
            _ => {
                self.0.push(u8::MAX);
                self.0.extend_from_slice(&(length as u64).to_be_bytes());
            }
        }
    }
}
