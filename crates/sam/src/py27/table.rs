//! The open-addressing table of a CPython 2.7 dictionary: only the keys, in the order iteration would give.

use super::Key;

const SMALLEST: usize = 8;
const PERTURB_SHIFT: u32 = 5;
/// Above this many keys a dictionary grows by two, below by four.
const LARGE: usize = 50_000;

/// The slots of one dictionary.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    slots: Vec<Slot>,
    used: usize,
    /// Slots that are or were in use; what decides when the table grows.
    fill: usize,
}

#[derive(Debug, Clone, PartialEq)]
enum Slot {
    Free,
    Deleted,
    Used(Key),
}

impl Table {
    pub(super) fn new() -> Self {
        Self { slots: vec![Slot::Free; SMALLEST], used: 0, fill: 0 }
    }

    /// The table of a dictionary made by inserting `keys` one after another.
    pub(super) fn of<'a>(keys: impl IntoIterator<Item = &'a Key>) -> Self {
        let mut table = Self::new();
        keys.into_iter().for_each(|key| table.add(key.clone()));
        table
    }

    /// The keys in the order of iteration.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.slots.iter().filter_map(|slot| match slot {
            Slot::Used(key) => Some(key),
            Slot::Free | Slot::Deleted => None,
        })
    }

    /// Inserts `key`; a key that is there keeps its slot and its first spelling.
    pub(super) fn add(&mut self, key: Key) {
        let index = self.find(&key.text);
        let Some(slot) = self.slots.get_mut(index) else { return };
        match slot {
            Slot::Used(_) => return,
            Slot::Free => self.fill += 1,
            Slot::Deleted => {}
        }
        *slot = Slot::Used(key);
        self.used += 1;
        if self.fill * 3 >= self.slots.len() * 2 {
            self.resize(self.used * if self.used > LARGE { 2 } else { 4 });
        }
    }

    /// Deletes `key`; its slot stays marked.
    pub(super) fn remove(&mut self, key: &str) {
        let index = self.find(key);
        if let Some(slot @ Slot::Used(_)) = self.slots.get_mut(index) {
            *slot = Slot::Deleted;
            self.used -= 1;
        }
    }

    /// Makes room for the keys of another dictionary at once, as `update` and `copy` do.
    pub(super) fn reserve(&mut self, incoming: usize) {
        if incoming > 0 && (self.fill + incoming) * 3 >= self.slots.len() * 2 {
            self.resize((self.used + incoming) * 2);
        }
    }

    fn resize(&mut self, request: usize) {
        let mut size = SMALLEST;
        while size <= request {
            size <<= 1;
        }
        let old = std::mem::replace(&mut self.slots, vec![Slot::Free; size]);
        self.used = 0;
        self.fill = 0;
        for slot in old {
            if let Slot::Used(key) = slot {
                self.add(key);
            }
        }
    }

    /// The slot that holds `key`, or the one an insertion would take.
    fn find(&self, key: &str) -> usize {
        let hash = hash(key);
        let mask = self.slots.len() as u64 - 1;
        let mut walker = hash & mask;
        let mut perturb = hash;
        let mut deleted = None;
        // INVARIANT: a third of the slots is always free, and the probe visits every slot once `perturb` is spent.
        loop {
            let index = usize::try_from(walker & mask).unwrap_or_default();
            match self.slots.get(index) {
                Some(Slot::Used(held)) if *held.text == *key => return index,
                Some(Slot::Used(_)) => {}
                Some(Slot::Deleted) => deleted = deleted.or(Some(index)),
                Some(Slot::Free) | None => return deleted.unwrap_or(index),
            }
            walker = (walker << 2).wrapping_add(walker).wrapping_add(perturb).wrapping_add(1);
            perturb >>= PERTURB_SHIFT;
        }
    }
}

/// Python 2.7's string hash on 64 bits, without randomisation.
fn hash(text: &str) -> u64 {
    let Some(first) = text.chars().next() else { return 0 };
    let mut length = 0_u64;
    let mut state = u64::from(u32::from(first)) << 7;
    for character in text.chars() {
        state = state.wrapping_mul(1_000_003) ^ u64::from(u32::from(character));
        length += 1;
    }
    state ^ length
}
