//! What hostile input may cost.

/// Upper bounds that every reader obeys; hitting one is a Notice, never a crash and never silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file that are read; a longer file is skipped.
    pub file_bytes: u64,
    /// Files of one scan.
    pub files: usize,
    /// Nesting of one document.
    pub depth: usize,
    /// Nodes of one document after aliases, loops and includes are expanded.
    pub nodes: usize,
    /// Steps of one evaluation (condition worlds, pattern products, path search).
    pub steps: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 16 << 20, files: 200_000, depth: 128, nodes: 1_000_000, steps: 10_000_000 }
    }
}
