//! What the options of a rule say of its generic patterns.

use std::sync::Arc;

use super::flat::Words;
use crate::rule::{GenericComments, GenericEngine, Options};

/// The options on which patterns of the language `generic` depend.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Settings {
    /// Lines that `...` may span beyond the one it stands on.
    pub max_span: u32,
    /// The comments that are passed over.
    pub comments: Option<GenericComments>,
    engine: GenericEngine,
    is_multiline: bool,
    is_caseless: bool,
    brackets: Option<Vec<(Arc<str>, Arc<str>)>>,
    extra_brackets: Vec<(Arc<str>, Arc<str>)>,
    extra_characters: Vec<Arc<str>>,
}

impl Settings {
    /// Those of a rule.
    pub(crate) fn of(options: &Options) -> Self {
        Self {
            max_span: options.generic_ellipsis_max_span,
            comments: options.generic_comment_style,
            engine: options.generic_engine,
            is_multiline: options.generic_multiline,
            is_caseless: options.generic_caseless,
            brackets: options.generic_braces.clone(),
            extra_brackets: options.generic_extra_braces.clone(),
            extra_characters: options.generic_extra_word_characters.clone(),
        }
    }

    /// Whether a rule says the same.
    pub(crate) fn is_of(&self, options: &Options) -> bool {
        self.max_span == options.generic_ellipsis_max_span
            && self.comments == options.generic_comment_style
            && self.engine == options.generic_engine
            && self.is_multiline == options.generic_multiline
            && self.is_caseless == options.generic_caseless
            && self.brackets == options.generic_braces
            && self.extra_brackets == options.generic_extra_braces
            && self.extra_characters == options.generic_extra_word_characters
    }

    /// Whether texts are a row of words, without lines and blocks.
    pub(crate) fn is_flat(&self) -> bool {
        self.engine == GenericEngine::Aliengrep
    }

    /// Whether letters match in any case.
    pub(crate) fn is_caseless(&self) -> bool {
        self.is_flat() && self.is_caseless
    }

    /// What words and brackets are where texts are a row of words.
    ///
    /// # Errors
    /// When the options contradict each other.
    pub(crate) fn flat(&self) -> Result<Words, String> {
        let mut brackets = match &self.brackets {
            None => vec![('(', ')'), ('[', ']'), ('{', '}')],
            Some(own) => pairs(own)?,
        };
        brackets.extend(pairs(&self.extra_brackets)?);
        let extra = self.extra_characters.iter().map(|text| one(text)).collect::<Result<Vec<_>, _>>()?;
        let words = Words { brackets, extra, is_multiline: self.is_multiline, is_caseless: self.is_caseless };
        words.check().map(|()| words)
    }
}

fn pairs(written: &[(Arc<str>, Arc<str>)]) -> Result<Vec<(char, char)>, String> {
    written.iter().map(|(open, close)| Ok((one(open)?, one(close)?))).collect()
}

/// The one character of a text.
fn one(text: &str) -> Result<char, String> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(format!("`{text}` in its options should be one character")),
    }
}
