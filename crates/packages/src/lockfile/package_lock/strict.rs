//! Lockfiles as npm itself writes them, without a tree in between: nine of ten bytes say nothing that is wanted.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::{Formatter, Result as Formatted};

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use source::Span;

use super::{Asked, Folder, Pairs};
use crate::Input;

/// Hands the folders of versions 2 and 3 over, the project's own first. False for a text that is anything else, has mistakes or
/// liberties in it, or says a thing twice: then what was handed over counts for nothing.
pub(super) fn read<'t>(input: Input<'t>, mut take: impl FnMut(&'t str, Span, Folder<'t>, &Asked<'t>)) -> bool {
    let mut reader = serde_json::Deserializer::from_str(input.text);
    let root = Root { input, take: &mut take };
    matches!(root.deserialize(&mut reader), Ok(true)) && reader.end().is_ok()
}

/// A text that is part of the file where no escape is in it.
#[derive(Deserialize, PartialEq, Eq, Hash)]
struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

struct Root<'t, 'f, F> {
    input: Input<'t>,
    take: &'f mut F,
}

impl<'t, F: FnMut(&'t str, Span, Folder<'t>, &Asked<'t>)> DeserializeSeed<'t> for Root<'t, '_, F> {
    type Value = bool;

    fn deserialize<D: Deserializer<'t>>(self, reader: D) -> Result<bool, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'t, F: FnMut(&'t str, Span, Folder<'t>, &Asked<'t>)> Visitor<'t> for Root<'t, '_, F> {
    type Value = bool;

    fn expecting(&self, out: &mut Formatter<'_>) -> Formatted {
        out.write_str("a lockfile")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut entries: A) -> Result<bool, A::Error> {
        let mut is_read = false;
        while let Some(Text(key)) = entries.next_key()? {
            if key != "packages" {
                entries.next_value::<IgnoredAny>()?;
                continue;
            }
            if is_read {
                return Err(A::Error::duplicate_field("packages"));
            }
            entries.next_value_seed(Folders { input: self.input, take: &mut *self.take })?;
            is_read = true;
        }
        Ok(is_read)
    }
}

struct Folders<'t, 'f, F> {
    input: Input<'t>,
    take: &'f mut F,
}

impl<'t, F: FnMut(&'t str, Span, Folder<'t>, &Asked<'t>)> DeserializeSeed<'t> for Folders<'t, '_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'t, F: FnMut(&'t str, Span, Folder<'t>, &Asked<'t>)> Visitor<'t> for Folders<'t, '_, F> {
    type Value = ();

    fn expecting(&self, out: &mut Formatter<'_>) -> Formatted {
        out.write_str("folders")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut entries: A) -> Result<(), A::Error> {
        let Some((Text(Cow::Borrowed("")), project)) = entries.next_entry::<_, Folder<'t>>()? else {
            return Err(A::Error::custom("the project does not come first"));
        };
        let asked = project.asked_for();
        let mut seen = HashSet::new();
        while let Some(Text(key)) = entries.next_key()? {
            let Cow::Borrowed(key) = key else { return Err(A::Error::custom("an escape in a key")) };
            if seen.len() > self.input.limits.nodes || !seen.insert(key) {
                return Err(A::Error::custom("too many folders, or one twice"));
            }
            // Keys stand in quotes.
            let start = key.as_ptr().addr() - self.input.text.as_ptr().addr() - 1;
            (self.take)(key, Span::new(self.input.file, start, start + key.len() + 2), entries.next_value()?, &asked);
        }
        Ok(())
    }
}

/// Names and ranges, in the order of the file.
pub(super) fn pairs<'t, D: Deserializer<'t>>(reader: D) -> Result<Pairs<'t>, D::Error> {
    struct Read;
    impl<'t> Visitor<'t> for Read {
        type Value = Pairs<'t>;

        fn expecting(&self, out: &mut Formatter<'_>) -> Formatted {
            out.write_str("names and ranges")
        }

        fn visit_map<A: MapAccess<'t>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut found: Self::Value = Vec::new();
            while let Some((Text(name), Text(range))) = entries.next_entry()? {
                if found.iter().any(|(known, _)| *known == name) {
                    return Err(A::Error::custom("a name twice"));
                }
                found.push((name, range));
            }
            Ok(found)
        }
    }
    reader.deserialize_map(Read)
}
