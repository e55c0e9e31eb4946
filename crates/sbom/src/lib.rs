//! Bills of materials: what an application or a function is made of, as CycloneDX or SPDX documents, written and read.
//!
//! Writing is a plain function of its input: the time and the serial number are handed in, and the same input gives the same
//! bytes. Reading never fails: what is not understood is a notice, and the rest is kept. Beside them stands what documents
//! say of licences, and which of them a project takes; and what documents of OpenVEX say of vulnerabilities.

mod bom;
mod checksum;
mod cyclonedx;
mod graph;
mod identity;
mod licence;
mod reading;
mod spdx_json;
mod vex;

pub use bom::{Bom, Component, Stamp, Subject, SubjectKind, Tool};
pub use checksum::{Algorithm, Checksum};
pub use cyclonedx::{CycloneDxVersion, write as write_cyclonedx};
pub use identity::{package_of, purl_of};
pub use licence::{Licence, LicenceError, LicencePolicy, Refusal, Verdict};
pub use reading::{Reading, is_bom, is_named_as_bom, read, unread};
pub use spdx_json::write as write_spdx;
pub use vex::{Assertion, Claim, Justification, Proof, Statement, Status, Vex, VexReading, read_vex, write_vex};
