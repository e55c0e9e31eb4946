//! The managed policies, compressed in blocks, so that reading one does not unpack them all. `src/managed.rs` reads them.

use std::error::Error;
use std::fs;
use std::path::Path;

use miniz_oxide::deflate::compress_to_vec;
use serde_json::{Map, Value};

/// A block ends with the document that makes it this long.
const BLOCK: usize = 64 * 1024;

#[derive(Default)]
struct Blocks {
    /// All blocks, compressed.
    packed: Vec<u8>,
    /// Where each block begins in `packed`, and the end of the last.
    starts: Vec<u32>,
    /// The block being filled.
    open: String,
}

/// Where a document lies.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct InBlock {
    block: u8,
    start: u32,
    length: u32,
}

/// Writes blocks and index into `out`.
pub fn pack(table: &Value, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut blocks = Blocks { starts: vec![0], ..Blocks::default() };
    let mut policies = Vec::new();
    for (kind, is_withdrawn) in [("policies", 0), ("withdrawn", 1)] {
        let listed = table.get(kind).and_then(Value::as_object).into_iter().flat_map(Map::iter);
        policies.extend(listed.map(|(path, document)| (is_withdrawn, path.as_str(), document)));
    }
    // Policies of like names say like things: they lie together.
    policies.sort_by_key(|(_, path, _)| path.rsplit('/').next());
    let mut places = Vec::new();
    for (is_withdrawn, path, document) in policies {
        places.push((is_withdrawn, path, blocks.push(&document.to_string())?));
    }
    places.sort_unstable();
    let (mut names, mut rows) = (String::new(), Vec::new());
    for (is_withdrawn, path, place) in places {
        rows.extend(u32::try_from(names.len())?.to_le_bytes());
        rows.extend(place.start.to_le_bytes());
        rows.extend(place.length.to_le_bytes());
        rows.extend([u8::try_from(path.len())?, place.block, is_withdrawn]);
        names.push_str(path);
    }
    blocks.close()?;
    let starts: Vec<u8> = blocks.starts.iter().flat_map(|start| start.to_le_bytes()).collect();
    fs::write(out.join("policy-blocks.bin"), blocks.packed)?;
    fs::write(out.join("policy-starts.bin"), starts)?;
    fs::write(out.join("policy-rows.bin"), rows)?;
    fs::write(out.join("policy-names.txt"), names)?;
    fs::write(out.join("policies-date.txt"), table.get("date").and_then(Value::as_str).ok_or("no date")?)?;
    Ok(())
}

impl Blocks {
    /// Adds a document, and says where it lies.
    fn push(&mut self, text: &str) -> Result<InBlock, Box<dyn Error>> {
        let place = InBlock {
            block: u8::try_from(self.starts.len() - 1)?,
            start: u32::try_from(self.open.len())?,
            length: u32::try_from(text.len())?,
        };
        self.open.push_str(text);
        if self.open.len() >= BLOCK {
            self.close()?;
        }
        Ok(place)
    }

    fn close(&mut self) -> Result<(), Box<dyn Error>> {
        self.packed.extend(compress_to_vec(self.open.as_bytes(), 10));
        self.starts.push(u32::try_from(self.packed.len())?);
        self.open.clear();
        Ok(())
    }
}
