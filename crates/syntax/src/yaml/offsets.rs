//! Character counts to byte offsets.

/// Every so many characters the byte offset is kept.
const STRIDE: usize = 64;

/// Maps the parser's character indexes to byte offsets of the same text.
#[derive(Debug)]
pub(super) struct Offsets<'t> {
    text: &'t str,
    /// Byte offsets of the characters 0, 64, 128, …; `None` if every character is one byte.
    stops: Option<Vec<u32>>,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, stops: None };
        }
        let stop = |(offset, _): (usize, char)| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { text, stops: Some(text.char_indices().step_by(STRIDE).map(stop).collect()) }
    }

    /// The byte offset of the character at `index`; the length of the text for an index past its end.
    pub(super) fn byte(&self, index: usize) -> usize {
        let Some(stops) = &self.stops else { return index.min(self.text.len()) };
        let Some(stop) = stops.get(index / STRIDE) else { return self.text.len() };
        let stop = *stop as usize;
        let rest = self.text.get(stop..).unwrap_or_default();
        rest.char_indices().nth(index % STRIDE).map_or(self.text.len(), |(offset, _)| stop + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_at_their_bytes() {
        let text: String = (0..200).map(|i| ['a', 'ß', '€', '𝄞'][i % 4]).collect();
        for text in [text.as_str(), "", "plain", "€"] {
            let offsets = Offsets::new(text);
            for (index, (offset, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.byte(index), offset);
            }
            for past in 0..70 {
                assert_eq!(offsets.byte(text.chars().count() + past), text.len());
            }
        }
    }
}
