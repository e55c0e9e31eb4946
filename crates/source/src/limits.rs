//! What hostile input may cost.

/// Upper bounds that every reader obeys; hitting one is a Notice, never a crash and never silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file that are read; a longer file is skipped.
    pub file_bytes: u64,
    /// Bytes of one archive that are read, or of what is as large: a deployment package, a layer, a jar, a `bootstrap`.
    pub archive_bytes: u64,
    /// Files of one scan.
    pub files: usize,
    /// Nesting of one document.
    pub depth: usize,
    /// Nodes of one document after aliases, loops and includes are expanded.
    pub nodes: usize,
    /// Steps of one evaluation (condition worlds, pattern products, path search).
    pub steps: usize,
    /// Bytes that are unpacked of one archive with all archives inside of it.
    pub unpacked_bytes: u64,
    /// Bytes of unpacked archives that are held at one time, each inside of the one before.
    pub held_bytes: u64,
    /// How many bytes one packed byte may unpack to in a file of an archive; small files may be denser.
    pub unpacked_ratio: u64,
    /// Archives inside of archives: how many levels are opened below the outermost.
    pub archive_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 16 << 20,
            archive_bytes: 256 << 20,
            files: 200_000,
            depth: 128,
            nodes: 1_000_000,
            steps: 10_000_000,
            unpacked_bytes: 1 << 30,
            held_bytes: 128 << 20,
            unpacked_ratio: 200,
            archive_depth: 4,
        }
    }
}
