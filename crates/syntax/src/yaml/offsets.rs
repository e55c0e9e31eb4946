//! Character counts to byte offsets.

/// Every so many characters the byte offset is kept.
const STRIDE: usize = 16;

/// Maps the parser's character indexes to byte offsets of the same text.
#[derive(Debug)]
pub(super) struct Offsets<'t> {
    text: &'t str,
    /// How many characters the parser sees before the text.
    lead: usize,
    /// Byte offsets of the characters 0, 16, 32, …; `None` if every character is one byte.
    stops: Option<Vec<u32>>,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str, lead: usize) -> Self {
        if text.is_ascii() {
            return Self { text, lead, stops: None };
        }
        let stop = |(offset, _): (usize, char)| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { text, lead, stops: Some(text.char_indices().step_by(STRIDE).map(stop).collect()) }
    }

    /// The byte offset in the text of the character the parser sees at `index`; the length of the text for an index past
    /// its end, and 0 for one before its start.
    pub(super) fn byte(&self, index: usize) -> usize {
        let index = index.saturating_sub(self.lead);
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
            let offsets = Offsets::new(text, 4);
            for (index, (offset, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.byte(index + 4), offset);
            }
            for past in 0..70 {
                assert_eq!(offsets.byte(text.chars().count() + past + 4), text.len());
            }
            assert_eq!(offsets.byte(2), 0);
        }
    }
}
