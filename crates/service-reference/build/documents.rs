//! The managed policies, compressed in blocks, so that reading one does not unpack them all. `src/managed.rs` reads them.

use std::error::Error;
use std::fs;
use std::path::Path;

use miniz_oxide::deflate::compress_to_vec;
use serde_json::{Map, Value};

/// A block ends with the document that makes it this long.
const BLOCK: usize = 128 * 1024;

#[derive(Default)]
struct Blocks {
    /// All blocks, compressed.
    packed: Vec<u8>,
    /// Where each block begins in `packed`, and the end of the last.
    starts: Vec<u32>,
    /// The block being filled.
    open: String,
}

/// Writes blocks and index into `out`.
pub fn pack(table: &Value, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut blocks = Blocks { starts: vec![0], ..Blocks::default() };
    let (mut names, mut rows) = (String::new(), Vec::new());
    for (kind, is_withdrawn) in [("policies", 0_u8), ("withdrawn", 1)] {
        let policies = table.get(kind).and_then(Value::as_object).into_iter().flat_map(Map::iter);
        for (path, document) in policies {
            let text = document.to_string();
            let block = u8::try_from(blocks.starts.len() - 1)?;
            rows.extend(u32::try_from(names.len())?.to_le_bytes());
            rows.extend(u32::try_from(blocks.open.len())?.to_le_bytes());
            rows.extend(u32::try_from(text.len())?.to_le_bytes());
            rows.extend([u8::try_from(path.len())?, block, is_withdrawn]);
            names.push_str(path);
            blocks.push(&text)?;
        }
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
    fn push(&mut self, text: &str) -> Result<(), Box<dyn Error>> {
        self.open.push_str(text);
        if self.open.len() >= BLOCK { self.close() } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), Box<dyn Error>> {
        self.packed.extend(compress_to_vec(self.open.as_bytes(), 10));
        self.starts.push(u32::try_from(self.packed.len())?);
        self.open.clear();
        Ok(())
    }
}
