//! Source maps: which file each part of a bundle was made from.

use std::collections::BTreeMap;

use source::{FileId, Limits};
use syntax::{Node, parse_json};

use super::labels::Labels;
use super::lexer::tokens;
use super::paths::{Owner, is_path, is_version, owner};
use crate::nodes::{items, text};

/// What a source map says.
#[derive(Debug, Default)]
pub(super) struct Mapped {
    /// Packages, each with the bytes of the bundle that were made from it.
    pub packages: BTreeMap<Owner, u64>,
    /// Whether it names any source at all.
    pub is_map: bool,
    /// Whether a limit ended the reading.
    pub is_cut: bool,
}

/// Sections and sources that are looked at.
const MOST: usize = 100_000;
/// Bytes of sources that are looked into for bundles inside of the bundle.
const MOST_INNER: usize = 8 << 20;

/// What the source map of a bundle says.
pub(super) fn read(bundle: &str, map: &str, limits: &Limits) -> Mapped {
    let mut found = Mapped::default();
    // Maps that are served may begin with a line that keeps browsers from running them.
    let map = if map.starts_with(")]}") { map.split_once('\n').map_or("", |(_, rest)| rest) } else { map };
    let document = parse_json(FileId(0), map, limits);
    found.is_cut = document.notices.iter().any(|notice| notice.kind == finding::NoticeKind::Limit);
    let Some(root) = document.root else { return found };
    let lengths: Vec<usize> = bundle.split('\n').map(str::len).collect();
    let mut waiting = vec![(&root, (0, 0))];
    let mut seen = 0;
    let mut inner = MOST_INNER;
    while let Some((map, offset)) = waiting.pop() {
        for section in items(map, "sections") {
            let number = |key: &str| {
                let number = section.get("offset").map(|offset| text(offset, key)).unwrap_or_default();
                number.parse::<usize>().unwrap_or(0)
            };
            let offset = (number("line"), number("column"));
            waiting.extend(section.get("map").map(|map| (map, offset)));
        }
        let sources = items(map, "sources");
        seen += 1 + sources.len();
        if seen > MOST {
            found.is_cut = true;
            break;
        }
        found.section(map, sources, offset, &lengths, &mut inner);
    }
    found
}

impl Mapped {
    fn section(&mut self, map: &Node, sources: &[Node], offset: (usize, usize), lengths: &[usize], inner: &mut usize) {
        let root = text(map, "sourceRoot");
        let contents = items(map, "sourcesContent");
        let mut owners = Vec::with_capacity(sources.len());
        for (number, source) in sources.iter().enumerate() {
            let Some(path) = source.text() else {
                owners.push(None);
                continue;
            };
            self.is_map = true;
            let path = if root.is_empty() { path.to_string() } else { format!("{root}/{path}") };
            let content = contents.get(number).and_then(Node::text);
            let mut own = owner(path.split(['?']).next().unwrap_or_default());
            match &mut own {
                Some(own) if path.ends_with(&format!("/{}/package.json", own.name)) && own.version.is_none() => {
                    own.version = content.as_deref().and_then(version_of);
                    self.packages.entry(own.clone()).or_default();
                }
                Some(_) => {}
                None => self.inner(content.as_deref().unwrap_or_default(), inner),
            }
            if let Some(own) = &own {
                self.packages.entry(own.clone()).or_default();
            }
            owners.push(own);
        }
        let mut bytes = vec![0_u64; sources.len()];
        measure(&text(map, "mappings"), offset, lengths, &mut bytes);
        for (own, bytes) in owners.into_iter().zip(bytes) {
            if let Some(sum) = own.and_then(|own| self.packages.get_mut(&own)) {
                *sum = sum.saturating_add(bytes);
            }
        }
    }

    /// A source that is a bundle itself names its packages.
    fn inner(&mut self, content: &str, room: &mut usize) {
        if !content.contains("node_modules/") {
            return;
        }
        let Some(left) = room.checked_sub(content.len()) else {
            self.is_cut = true;
            return;
        };
        *room = left;
        let mut labels = Labels::default();
        tokens(content, &mut |token| labels.see(content, token));
        for own in labels.modules.into_iter().filter_map(|(_, own)| own) {
            self.packages.entry(own).or_default();
        }
    }
}

/// The version in a `package.json`.
fn version_of(content: &str) -> Option<String> {
    let document = parse_json(FileId(0), content, &Limits { nodes: 10_000, ..Limits::default() });
    Some(text(&document.root?, "version")).filter(|version| is_version(version))
}

/// Adds to each source how many bytes of the bundle are made from it, by mappings in groups of base64 numbers.
fn measure(mappings: &str, offset: (usize, usize), lengths: &[usize], bytes: &mut [u64]) {
    let mut source = 0_i64;
    let mut add = |source: Option<i64>, length: usize| {
        let place = source.and_then(|source| usize::try_from(source).ok());
        if let Some(sum) = place.and_then(|place| bytes.get_mut(place)) {
            *sum = sum.saturating_add(length as u64);
        }
    };
    for (line, segments) in mappings.split(';').enumerate() {
        let Some(length) = lengths.get(line.saturating_add(offset.0)) else { return };
        let mut column = if line == 0 { offset.1 as i64 } else { 0 };
        let mut before: Option<(i64, Option<i64>)> = None;
        for segment in segments.split(',').filter(|segment| !segment.is_empty()) {
            let mut numbers = Numbers { rest: segment.as_bytes() };
            let Some(step) = numbers.next() else { continue };
            let next = column.saturating_add(step).clamp(0, *length as i64);
            if let Some((start, own)) = before {
                add(own, usize::try_from(next - start).unwrap_or(0));
            }
            column = next;
            let own = numbers.next().map(|step| {
                source = source.saturating_add(step);
                source
            });
            before = Some((column, own));
        }
        if let Some((start, own)) = before {
            add(own, length.saturating_sub(usize::try_from(start).unwrap_or(0)));
        }
    }
}

/// Numbers of base64 digits: five bits in each, a sixth for whether more follow; the lowest bit is the sign.
struct Numbers<'m> {
    rest: &'m [u8],
}

impl Iterator for Numbers<'_> {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        let (mut number, mut shift) = (0_i64, 0);
        loop {
            let (digit, rest) = self.rest.split_first()?;
            self.rest = rest;
            let digit = digit_of(*digit)?;
            if shift < 60 {
                number |= i64::from(digit & 31) << shift;
            }
            shift += 5;
            if digit & 32 == 0 {
                return Some(if number & 1 == 0 { number >> 1 } else { -(number >> 1) });
            }
        }
    }
}

/// The value of a base64 digit.
const fn digit_of(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

/// The map that a bundle holds itself, behind `sourceMappingURL=`; `None` where it is elsewhere or cannot be decoded.
pub(super) fn inline(url: &str, limits: &Limits) -> Option<String> {
    let (kind, data) = url.strip_prefix("data:")?.split_once(',')?;
    if data.len() as u64 > limits.file_bytes {
        return None;
    }
    let bytes = if kind.ends_with(";base64") {
        base64(data.trim_end_matches('='))?
    } else {
        percent_encoding::percent_decode_str(data).collect()
    };
    String::from_utf8(bytes).ok()
}

fn base64(data: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(data.len() / 4 * 3 + 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in data.bytes() {
        bits = bits << 6 | u32::from(digit_of(byte)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    Some(out)
}

/// The path of the map beside a bundle, behind `sourceMappingURL=`; `None` where it is inside or somewhere on the network.
pub(super) fn beside(url: &str) -> Option<&str> {
    let is_elsewhere = url.starts_with("data:") || url.contains("://") || url.starts_with('/');
    (!is_elsewhere && !is_path(url) && url.len() < 1000 && !url.is_empty()).then_some(url)
}
