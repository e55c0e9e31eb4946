//! What an advisory says of a package, as numbers and places of texts.

use versions::{Scheme, Version};

use super::bytes::{Cursor, put_number};
use super::{IndexError, place};
use crate::{Bound, Event, Facts, Level, Nature, Range};

/// Whether facts are plain ones.
pub(super) fn is_plain(facts: &Facts) -> bool {
    *facts == plain()
}

/// What is said of most malicious packages takes no place: that every version is affected.
pub(super) fn plain() -> Facts {
    let all = Range::new(vec![Event::Introduced(Bound::Start)], Vec::new());
    Facts { ranges: vec![all], ..Facts::default() }
}

/// Appends facts; `text` gives the place of a text.
pub(super) fn put<'a, E>(
    out: &mut Vec<u8>,
    facts: &'a Facts,
    text: &mut impl FnMut(&'a str) -> Result<u32, E>,
) -> Result<(), E> {
    put_number(out, u64::from(facts.is_end_unknown));
    for ranges in [&facts.ranges, &facts.custom_ranges] {
        put_number(out, ranges.len() as u64);
        for range in ranges {
            put_number(out, range.events().len() as u64);
            for event in range.events() {
                put_number(out, kind(event));
                put_bound(out, event.bound(), text)?;
            }
            put_number(out, range.limits().len() as u64);
            range.limits().iter().try_for_each(|limit| put_bound(out, limit, text))?;
        }
    }
    put_number(out, facts.symbols.len() as u64);
    for symbol in &facts.symbols {
        put_number(out, u64::from(text(symbol)?));
    }
    Ok(())
}

/// Places of texts are one higher, as nothing is the start.
fn put_bound<'a, E>(
    out: &mut Vec<u8>,
    bound: &'a Bound,
    text: &mut impl FnMut(&'a str) -> Result<u32, E>,
) -> Result<(), E> {
    let number = match bound {
        Bound::Start => 0,
        Bound::At(version) => u64::from(text(version.as_str())?) + 1,
    };
    put_number(out, number);
    Ok(())
}

/// The facts at a place, which is one higher, as nothing stands for plain ones.
pub(super) fn read(facts: &[u8], texts: &[u8], at: u64, scheme: Scheme) -> Result<Facts, IndexError> {
    let Some(at) = at.checked_sub(1) else { return Ok(plain()) };
    let mut reader = Reader { cursor: Cursor::at(facts, place(at)?)?, texts, scheme };
    let is_end_unknown = reader.cursor.number()? != 0;
    let (ranges, custom_ranges) = (reader.ranges()?, reader.ranges()?);
    let count = reader.cursor.number()?;
    let symbols = (0..count).map(|_| reader.symbol()).collect::<Result<_, _>>()?;
    Ok(Facts { ranges, custom_ranges, is_end_unknown, symbols })
}

struct Reader<'b> {
    cursor: Cursor<'b>,
    texts: &'b [u8],
    scheme: Scheme,
}

impl Reader<'_> {
    fn ranges(&mut self) -> Result<Vec<Range>, IndexError> {
        (0..self.cursor.number()?).map(|_| self.range()).collect()
    }

    fn range(&mut self) -> Result<Range, IndexError> {
        let events = (0..self.cursor.number()?).map(|_| self.event()).collect::<Result<_, _>>()?;
        let limits = (0..self.cursor.number()?).map(|_| self.bound()).collect::<Result<_, _>>()?;
        Ok(Range::new(events, limits))
    }

    fn event(&mut self) -> Result<Event, IndexError> {
        let kind = self.cursor.number()?;
        let bound = self.bound()?;
        Ok(match kind {
            0 => Event::Introduced(bound),
            1 => Event::Fixed(bound),
            2 => Event::LastAffected(bound),
            _ => return Err(IndexError::Damaged),
        })
    }

    fn bound(&mut self) -> Result<Bound, IndexError> {
        let Some(at) = self.cursor.number()?.checked_sub(1) else { return Ok(Bound::Start) };
        let text = Cursor::at(self.texts, place(at)?)?.text()?;
        Ok(Bound::At(Version::parse(self.scheme, text)))
    }

    fn symbol(&mut self) -> Result<String, IndexError> {
        let at = self.cursor.number()?;
        Ok(Cursor::at(self.texts, place(at)?)?.text()?.to_owned())
    }
}

const fn kind(event: &Event) -> u64 {
    match event {
        Event::Introduced(_) => 0,
        Event::Fixed(_) => 1,
        Event::LastAffected(_) => 2,
    }
}

/// The bit beside a nature of what is exploited.
pub(super) const EXPLOITED: u64 = 8;

/// The number of a nature. It must not change.
pub(super) const fn nature_code(nature: Nature) -> u64 {
    match nature {
        Nature::Vulnerability => 0,
        Nature::Malicious => 1,
        Nature::Unsound => 2,
        Nature::Unmaintained => 3,
        Nature::Notice => 4,
    }
}

/// The nature, and whether it is exploited.
pub(super) fn nature(code: u64) -> Result<(Nature, bool), IndexError> {
    let all = [Nature::Vulnerability, Nature::Malicious, Nature::Unsound, Nature::Unmaintained, Nature::Notice];
    let nature = all.into_iter().find(|nature| nature_code(*nature) == code & !EXPLOITED).ok_or(IndexError::Damaged)?;
    Ok((nature, code & EXPLOITED != 0))
}

/// The number of a level; nothing for none. It must not change.
pub(super) const fn level_code(level: Option<Level>) -> u64 {
    match level {
        None => 0,
        Some(Level::Low) => 1,
        Some(Level::Medium) => 2,
        Some(Level::High) => 3,
        Some(Level::Critical) => 4,
    }
}

pub(super) fn level(code: u64) -> Result<Option<Level>, IndexError> {
    let all = [None, Some(Level::Low), Some(Level::Medium), Some(Level::High), Some(Level::Critical)];
    all.into_iter().find(|level| level_code(*level) == code).ok_or(IndexError::Damaged)
}

/// A day as a number: years since 2000 with 372 days each; nothing for none and for what is older.
pub(super) fn day_code(day: Option<&str>) -> u64 {
    let parts = |day: &str| {
        let mut parts = day.split('-').map(|part| part.parse::<u64>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(())?;
        Some(year.checked_sub(2000)? * 372 + (month - 1) * 31 + day)
    };
    day.and_then(parts).unwrap_or(0)
}

pub(super) fn day(code: u64) -> Option<String> {
    let code = code.checked_sub(1)?;
    Some(format!("{:04}-{:02}-{:02}", code / 372 + 2000, code % 372 / 31 + 1, code % 31 + 1))
}
