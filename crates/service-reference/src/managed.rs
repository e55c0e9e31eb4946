//! The managed policies of AWS: their documents, as AWS published them.

use std::sync::OnceLock;

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::table::rows;

/// Before the path in the ARN of every managed policy.
const IN_ARN: &str = ":iam::aws:policy/";
/// The most that a block unpacks to.
const MAX_BLOCK_BYTES: usize = 1 << 20;

/// Start of the path in the names, start of the document in its block, length of the document, length of the path, block,
/// whether AWS withdrew it.
type Row = [u8; 15];

static ROWS: &[Row] = rows(include_bytes!(concat!(env!("OUT_DIR"), "/policy-rows.bin")));
static NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/policy-names.txt"));
static STARTS: &[[u8; 4]] = rows(include_bytes!(concat!(env!("OUT_DIR"), "/policy-starts.bin")));
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/policy-blocks.bin"));
static BLOCKS: [OnceLock<String>; STARTS.len()] = [const { OnceLock::new() }; STARTS.len()];

/// One managed policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManagedPolicy {
    row: &'static Row,
}

/// The day up to which the documents are known, such as `2026-01-31`.
pub fn managed_policies_published() -> &'static str {
    include_str!(concat!(env!("OUT_DIR"), "/policies-date.txt"))
}

/// The managed policy with this name, path or ARN: `AWSLambdaRole`, `service-role/AWSLambdaRole`,
/// `arn:aws:iam::aws:policy/service-role/AWSLambdaRole`.
pub fn managed_policy(name: &str) -> Option<ManagedPolicy> {
    let is_arn = name.starts_with("arn:");
    let path = if is_arn { name.split_once(IN_ARN)?.1 } else { name };
    // By name alone a policy may lie in any path, and so may one whose path is not known.
    let by_name = || {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_without_path = |policy: &ManagedPolicy| policy.is_withdrawn() && policy.path() == name;
        let is_meant = |policy: &ManagedPolicy| name == path && !is_arn || is_without_path(policy);
        managed_policies().find(|policy| policy.is_called(name) && is_meant(policy))
    };
    at_path(path).or_else(by_name)
}

fn at_path(path: &str) -> Option<ManagedPolicy> {
    let find = |is_withdrawn: bool| {
        let order = |policy: ManagedPolicy| (policy.is_withdrawn(), policy.path()).cmp(&(is_withdrawn, path));
        ROWS.binary_search_by(|row| order(ManagedPolicy { row })).ok()
    };
    let place = find(false).or_else(|| find(true))?;
    ROWS.get(place).map(|row| ManagedPolicy { row })
}

/// All managed policies: those in force by path, then those that AWS withdrew.
pub fn managed_policies() -> impl Iterator<Item = ManagedPolicy> {
    ROWS.iter().map(|row| ManagedPolicy { row })
}

impl ManagedPolicy {
    /// Its path and name, such as `service-role/AWSLambdaRole`; of most that AWS withdrew the name alone.
    pub fn path(self) -> &'static str {
        let [a, b, c, d, _, _, _, _, _, _, _, _, length, ..] = *self.row;
        let start = u32::from_le_bytes([a, b, c, d]) as usize;
        NAMES.get(start..start + usize::from(length)).unwrap_or_default()
    }

    /// Its name, such as `AWSLambdaRole`.
    pub fn name(self) -> &'static str {
        let path = self.path();
        path.rsplit('/').next().unwrap_or(path)
    }

    fn is_called(self, name: &str) -> bool {
        self.path().strip_suffix(name).is_some_and(|path| path.is_empty() || path.ends_with('/'))
    }

    /// Whether AWS withdrew it: it lives on where it is attached, and nobody can attach it any more.
    pub fn is_withdrawn(self) -> bool {
        let [.., is_withdrawn] = *self.row;
        is_withdrawn != 0
    }

    /// Its document as JSON.
    pub fn document(self) -> &'static str {
        let [_, _, _, _, a, b, c, d, e, f, g, h, _, block, _] = *self.row;
        let start = u32::from_le_bytes([a, b, c, d]) as usize;
        let length = u32::from_le_bytes([e, f, g, h]) as usize;
        block_text(usize::from(block)).get(start..start + length).unwrap_or_default()
    }
}

/// The text of a block, which is unpacked when first asked for.
fn block_text(block: usize) -> &'static str {
    let Some(text) = BLOCKS.get(block) else { return "" };
    text.get_or_init(|| unpack(block).unwrap_or_default())
}

fn unpack(block: usize) -> Option<String> {
    let start = |block: usize| STARTS.get(block).map(|start| u32::from_le_bytes(*start) as usize);
    let packed = PACKED.get(start(block)?..start(block + 1)?)?;
    String::from_utf8(decompress_to_vec_with_limit(packed, MAX_BLOCK_BYTES).ok()?).ok()
}
