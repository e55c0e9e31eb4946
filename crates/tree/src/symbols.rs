//! Names as numbers.

use std::collections::HashMap;
use std::sync::Arc;

/// A text as a number: equal within one [`Symbols`] exactly where the texts are equal. Their order means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Symbol(u32);

impl Symbol {
    /// The empty text.
    pub const NONE: Self = Self(0);

    /// Whether this is the empty text.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// The texts of one file, or of all the patterns of a rule set.
///
/// The symbols of a file lie *over* those of the rules: what a rule names has the same number in every file, so that
/// matching compares numbers, and files still share nothing that is written to.
#[derive(Debug, Clone, Default)]
pub struct Symbols {
    base: Option<Arc<Symbols>>,
    base_len: u32,
    texts: Vec<Box<str>>,
    ids: HashMap<Box<str>, Symbol>,
}

impl Symbols {
    /// With the empty text alone.
    pub fn new() -> Self {
        let mut symbols = Self::default();
        symbols.add("");
        symbols
    }

    /// With everything `base` has, under the same numbers.
    pub fn over(base: Arc<Self>) -> Self {
        let base_len = base.len();
        Self { base: Some(base), base_len, ..Self::default() }
    }

    /// The symbol of a text, made if it is new.
    pub fn intern(&mut self, text: &str) -> Symbol {
        self.find(text).unwrap_or_else(|| self.add(text))
    }

    /// The symbol of a text, if there is one.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.base.as_ref().and_then(|base| base.find(text)).or_else(|| self.ids.get(text).copied())
    }

    /// The text of a symbol of this table; of another table's symbol, the empty text or any other.
    pub fn text(&self, symbol: Symbol) -> &str {
        match (&self.base, symbol.0.checked_sub(self.base_len)) {
            (Some(base), None) => base.text(symbol),
            (_, own) => own.and_then(|own| self.texts.get(own as usize)).map_or("", |text| text),
        }
    }

    /// Whether a symbol is one of the table that this one lies over.
    pub fn is_shared(&self, symbol: Symbol) -> bool {
        symbol.0 < self.base_len && !symbol.is_none()
    }

    fn len(&self) -> u32 {
        self.base_len + self.texts.len() as u32
    }

    fn add(&mut self, text: &str) -> Symbol {
        let symbol = Symbol(self.len());
        self.texts.push(text.into());
        self.ids.insert(text.into(), symbol);
        symbol
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_shares_the_numbers_of_its_base() {
        let mut rules = Symbols::new();
        let call = rules.intern("call");
        let mut file = Symbols::over(Arc::new(rules));
        let own = file.intern("own");
        assert_eq!(file.intern("call"), call);
        assert_eq!(file.intern(""), Symbol::NONE);
        assert_ne!(own, call);
        assert_eq!((file.text(own), file.text(call)), ("own", "call"));
    }
}
