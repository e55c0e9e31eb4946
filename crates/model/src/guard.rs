//! Under which deployment choices something holds.
//!
//! A deployment chooses a value for each [`Symbol`] (a parameter, a pseudo parameter, or a condition nothing more is known
//! of). A [`Guard`] is a conjunction over symbols of the values allowed, so that joining, contradiction and merging are
//! bit operations, and no copy of the project is ever made.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// The index of a symbol in [`Symbols`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SymbolId(pub u32);

/// Something a deployment chooses: its name and the values that make a difference, at most 64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// The name as the template has it.
    pub name: Arc<str>,
    /// The values told apart. With `open`, the last one stands for every other value.
    pub values: Vec<Arc<str>>,
    /// Whether values beyond the listed ones are possible.
    pub open: bool,
}

/// All symbols of a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Symbols {
    symbols: Vec<Symbol>,
}

/// A conjunction: for each symbol named, one bit per value that is allowed. No entry means every value.
///
/// INVARIANT: sorted by symbol; no mask is empty or full.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guard {
    literals: Vec<(SymbolId, u64)>,
}

impl Symbols {
    /// Adds a symbol; `None` when it has more than 64 values.
    pub fn add(&mut self, symbol: Symbol) -> Option<SymbolId> {
        if symbol.values.len() > 64 {
            return None;
        }
        let id = SymbolId(u32::try_from(self.symbols.len()).ok()?);
        self.symbols.push(symbol);
        Some(id)
    }

    /// The symbol of an id.
    pub fn get(&self, id: SymbolId) -> Option<&Symbol> {
        self.symbols.get(id.0 as usize)
    }

    /// The mask with one bit for each value of a symbol.
    pub fn full_mask(&self, id: SymbolId) -> u64 {
        match self.get(id).map_or(0, |symbol| symbol.values.len()) {
            0 => 0,
            count => u64::MAX >> (64 - count.min(64)),
        }
    }

    /// The guard that a symbol has its value number `index`.
    pub fn equals(&self, id: SymbolId, index: usize) -> Guard {
        let mask = 1u64.checked_shl(u32::try_from(index).unwrap_or(u32::MAX)).unwrap_or(0) & self.full_mask(id);
        if mask == 0 || mask == self.full_mask(id) {
            return Guard::default();
        }
        Guard { literals: vec![(id, mask)] }
    }

    /// The guard in words, such as `Stage = dev and IsEu`; `None` when it always holds.
    pub fn describe(&self, guard: &Guard) -> Option<String> {
        let mut text = String::new();
        for (id, mask) in &guard.literals {
            let Some(symbol) = self.get(*id) else { continue };
            if !text.is_empty() {
                text.push_str(" and ");
            }
            self.describe_literal(&mut text, *id, symbol, *mask);
        }
        (!text.is_empty()).then_some(text)
    }

    fn describe_literal(&self, text: &mut String, id: SymbolId, symbol: &Symbol, mask: u64) {
        let chosen = |mask: u64| {
            let values = symbol.values.iter().enumerate().filter(move |(index, _)| mask & (1 << index) != 0);
            values
                .map(|(_, value)| if value.is_empty() { "''" } else { value.as_ref() })
                .collect::<Vec<_>>()
                .join(" or ")
        };
        let other_bit = 1u64 << symbol.values.len().saturating_sub(1);
        // Writing to a String cannot fail.
        let _ = if symbol.open && mask & other_bit != 0 {
            write!(text, "{} is not {}", symbol.name, chosen(self.full_mask(id) & !mask))
        } else {
            write!(text, "{} = {}", symbol.name, chosen(mask))
        };
    }

    /// Merges alternatives that say the same: two guards that differ in one symbol only become one.
    pub fn merge(&self, left: &Guard, right: &Guard) -> Option<Guard> {
        if left == right {
            return Some(left.clone());
        }
        let mut merged = left.clone();
        let differing: BTreeSet<_> =
            left.symbols().chain(right.symbols()).filter(|id| left.mask(*id) != right.mask(*id)).collect();
        for id in &differing {
            let union = left.mask(*id).unwrap_or(u64::MAX) | right.mask(*id).unwrap_or(u64::MAX);
            merged.set(*id, union, self.full_mask(*id));
        }
        (differing.len() <= 1).then_some(merged)
    }
}

impl Guard {
    /// The guard that always holds.
    pub fn always() -> Self {
        Self::default()
    }

    /// Whether it always holds.
    pub fn is_always(&self) -> bool {
        self.literals.is_empty()
    }

    /// Both guards together; `None` when they contradict each other.
    pub fn and(&self, other: &Self) -> Option<Self> {
        let mut joined = self.clone();
        for (id, mask) in &other.literals {
            match joined.literals.binary_search_by_key(id, |(symbol, _)| *symbol) {
                Ok(index) => {
                    let (_, own) = joined.literals.get_mut(index)?;
                    *own &= mask;
                    if *own == 0 {
                        return None;
                    }
                }
                Err(index) => joined.literals.insert(index, (*id, *mask)),
            }
        }
        Some(joined)
    }

    /// Whether every deployment that satisfies `self` satisfies `other`.
    pub fn implies(&self, other: &Self) -> bool {
        other.literals.iter().all(|(id, mask)| self.mask(*id).is_some_and(|own| own & !mask == 0))
    }

    /// The symbols it speaks of.
    pub fn symbols(&self) -> impl Iterator<Item = SymbolId> + '_ {
        self.literals.iter().map(|(id, _)| *id)
    }

    fn mask(&self, id: SymbolId) -> Option<u64> {
        self.literals.iter().find(|(symbol, _)| *symbol == id).map(|(_, mask)| *mask)
    }

    fn set(&mut self, id: SymbolId, mask: u64, full: u64) {
        self.literals.retain(|(symbol, _)| *symbol != id);
        if mask & full != full {
            let index = self.literals.partition_point(|(symbol, _)| *symbol < id);
            self.literals.insert(index, (id, mask & full));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages() -> (Symbols, SymbolId) {
        let mut symbols = Symbols::default();
        let values = ["dev", "prod", "other"].map(Arc::from).to_vec();
        let id = symbols.add(Symbol { name: Arc::from("Stage"), values, open: true }).unwrap();
        (symbols, id)
    }

    #[test]
    fn guards_join_contradict_and_merge() {
        let (symbols, id) = stages();
        let [dev, prod, other] = [0, 1, 2].map(|index| symbols.equals(id, index));
        assert_eq!(dev.and(&prod), None);
        assert_eq!(dev.and(&dev), Some(dev.clone()));
        let not_prod = symbols.merge(&dev, &other).unwrap();
        assert!(dev.implies(&not_prod) && !prod.implies(&not_prod));
        assert_eq!(symbols.describe(&dev).as_deref(), Some("Stage = dev"));
        assert_eq!(symbols.describe(&not_prod).as_deref(), Some("Stage is not prod"));
        assert!(symbols.merge(&not_prod, &prod).unwrap().is_always());
    }
}
