//! The advisories that packages were held against.

use scan::Advised;
use serde::Serialize;

/// Those of one ecosystem.
#[derive(Serialize)]
pub(crate) struct AdvisedShape<'r> {
    ecosystem: &'static str,
    as_of: &'r str,
    records: u64,
    malicious: u64,
}

impl<'r> AdvisedShape<'r> {
    pub(crate) fn of(advised: &'r Advised) -> Self {
        let Advised { ecosystem, as_of, records, malicious } = advised;
        Self { ecosystem: ecosystem.name(), as_of, records: *records, malicious: *malicious }
    }
}
