//! Several indexes beside each other: the one in the program, and those that were fetched later.

use std::collections::BTreeMap;

use packages::Ecosystem;

use crate::{Index, IndexError, Stock};

/// Indexes, of which for each ecosystem the one with the newest data answers.
#[derive(Debug, Clone, Default)]
pub struct Indexes<'b> {
    newest: BTreeMap<Ecosystem, (Stock<'b>, Index<'b>)>,
}

impl<'b> Indexes<'b> {
    /// Adds one; of two with data of the same day the one that was added later answers.
    ///
    /// # Errors
    /// When the index is damaged; then nothing of it is taken.
    pub fn add(&mut self, index: Index<'b>) -> Result<(), IndexError> {
        for stock in index.stocks()? {
            let is_newest = self.newest.get(&stock.ecosystem).is_none_or(|(own, _)| own.as_of <= stock.as_of);
            if is_newest {
                self.newest.insert(stock.ecosystem, (stock, index));
            }
        }
        Ok(())
    }

    /// The one that answers for an ecosystem, if any knows anything of it.
    pub fn of(&self, ecosystem: Ecosystem) -> Option<Index<'b>> {
        self.newest.get(&ecosystem).map(|(_, index)| *index)
    }

    /// What is known of each ecosystem, in the order of ecosystems.
    pub fn stocks(&self) -> impl Iterator<Item = &Stock<'b>> {
        self.newest.values().map(|(stock, _)| stock)
    }
}
