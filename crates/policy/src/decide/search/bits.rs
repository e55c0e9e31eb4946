//! A set of small numbers.

/// Numbers below 128 lie in one word, the rest in further ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::decide) struct Bits {
    first: u128,
    /// Ends with a word that is not zero.
    more: Vec<u128>,
}

const WIDTH: usize = 128;

impl Bits {
    pub(in crate::decide) fn from_numbers(numbers: impl IntoIterator<Item = usize>) -> Self {
        let mut bits = Self::default();
        for number in numbers {
            bits.add(number);
        }
        bits
    }

    pub(in crate::decide) fn has(&self, number: usize) -> bool {
        self.word(number / WIDTH) >> (number % WIDTH) & 1 == 1
    }

    pub(in crate::decide) fn add(&mut self, number: usize) {
        let at = number / WIDTH;
        self.set_word(at, self.word(at) | 1 << (number % WIDTH));
    }

    pub(in crate::decide) fn is_empty(&self) -> bool {
        self.first == 0 && self.more.is_empty()
    }

    pub(in crate::decide) fn and(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    pub(in crate::decide) fn or(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a | b)
    }

    pub(in crate::decide) fn minus(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a & !b)
    }

    pub(in crate::decide) fn is_subset(&self, other: &Self) -> bool {
        self.first & !other.first == 0 && (self.more.is_empty() || self.minus(other).is_empty())
    }

    pub(in crate::decide) fn count(&self) -> usize {
        std::iter::once(&self.first).chain(&self.more).map(|word| word.count_ones() as usize).sum()
    }

    /// The numbers, ascending.
    pub(in crate::decide) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(&self.first).chain(&self.more).enumerate().flat_map(|(at, word)| ones(*word, at * WIDTH))
    }

    fn word(&self, at: usize) -> u128 {
        match at.checked_sub(1) {
            None => self.first,
            Some(at) => self.more.get(at).copied().unwrap_or_default(),
        }
    }

    fn set_word(&mut self, at: usize, word: u128) {
        let Some(at) = at.checked_sub(1) else {
            self.first = word;
            return;
        };
        if self.more.len() <= at {
            self.more.resize(at + 1, 0);
        }
        if let Some(place) = self.more.get_mut(at) {
            *place = word;
        }
        self.trim();
    }

    fn zip(&self, other: &Self, join: impl Fn(u128, u128) -> u128) -> Self {
        let count = self.more.len().max(other.more.len());
        let more = (1..=count).map(|at| join(self.word(at), other.word(at))).collect();
        let mut bits = Self { first: join(self.first, other.first), more };
        bits.trim();
        bits
    }

    fn trim(&mut self) {
        while self.more.last() == Some(&0) {
            self.more.pop();
        }
    }
}

fn ones(word: u128, base: usize) -> impl Iterator<Item = usize> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let lowest = rest.trailing_zeros() as usize;
        rest &= rest.wrapping_sub(1);
        (lowest < WIDTH).then_some(base + lowest)
    })
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn across_words() {
        let set = Bits::from_numbers([0, 127, 128, 300]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 127, 128, 300]);
        assert!(set.has(300) && !set.has(299) && !set.has(5000));
        assert!(set.is_subset(&set.or(&Bits::from_numbers([5]))) && !set.is_subset(&Bits::from_numbers([0, 127, 128])));
        assert_eq!(set.minus(&Bits::from_numbers([300])), Bits::from_numbers([0, 127, 128]));
        assert_eq!(set.and(&Bits::from_numbers([127, 129, 300])), Bits::from_numbers([127, 300]));
        assert!(set.minus(&set).is_empty() && set.minus(&set) == Bits::default());
    }
}
