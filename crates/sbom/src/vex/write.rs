//! Documents written: what is known, and nothing that is not proved.

use std::io::{self, Write};

use super::Status;
use super::document::{Document, PartShape, ProductShape, StatementShape, VulnerabilityShape};
use crate::{Stamp, Tool};

/// All that a document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vex {
    /// Who says it.
    pub author: String,
    /// The package URL of the product.
    pub product: String,
    /// What is said, written in this order.
    pub claims: Vec<Claim>,
    /// What made the document.
    pub tool: Tool,
    /// When it was made, and under which number.
    pub stamp: Stamp,
}

/// What is said of one vulnerability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its name.
    pub vulnerability: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// The package URLs of the parts of the product that have it.
    pub packages: Vec<String>,
    /// What is said.
    pub assertion: Assertion,
}

/// What is said, with what has to be said beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assertion {
    /// The product holds a version that has it.
    Affected {
        /// What to do.
        action: String,
    },
    /// The product may hold a version that has it.
    UnderInvestigation {
        /// What is not known.
        note: String,
    },
    /// It can do no harm, which is proved.
    NotAffected(Proof),
}

/// That a vulnerability can do no harm in a product. It can only be made by whoever followed everything there is to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    justification: Justification,
    statement: String,
}

impl Proof {
    /// A proof; `unresolved` is how many things were not followed, such as calls whose target is only known at run time. None
    /// where there is any of these, and where nothing is said.
    pub fn complete(justification: Justification, statement: &str, unresolved: usize) -> Option<Self> {
        let statement = statement.trim();
        (unresolved == 0 && !statement.is_empty()).then(|| Self { justification, statement: statement.to_owned() })
    }
}

/// Why a vulnerability does no harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Justification {
    /// The package is not there.
    ComponentNotPresent,
    /// Its code that has the fault is not there.
    VulnerableCodeNotPresent,
    /// Nothing runs that code.
    VulnerableCodeNotInExecutePath,
    /// What reaches that code is not what an attacker sends.
    VulnerableCodeCannotBeControlledByAdversary,
    /// Something else stands before it.
    InlineMitigationsAlreadyExist,
}

impl Justification {
    /// The word in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ComponentNotPresent => "component_not_present",
            Self::VulnerableCodeNotPresent => "vulnerable_code_not_present",
            Self::VulnerableCodeNotInExecutePath => "vulnerable_code_not_in_execute_path",
            Self::VulnerableCodeCannotBeControlledByAdversary => "vulnerable_code_cannot_be_controlled_by_adversary",
            Self::InlineMitigationsAlreadyExist => "inline_mitigations_already_exist",
        }
    }
}

/// Writes a document of OpenVEX 0.2.0.
///
/// # Errors
/// Those of `out`.
pub fn write_vex(vex: &Vex, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        context: "https://openvex.dev/ns/v0.2.0",
        id: format!("https://openvex.dev/docs/public/vex-{}", vex.stamp.uuid_text()),
        author: &vex.author,
        timestamp: vex.stamp.time(),
        version: 1,
        tooling: format!("{} {}", vex.tool.name, vex.tool.version),
        statements: vex.claims.iter().map(|claim| statement(claim, &vex.product)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn statement<'v>(claim: &'v Claim, product: &'v str) -> StatementShape<'v> {
    let parts = claim.packages.iter().map(|id| PartShape { id }).collect();
    let mut shape = StatementShape {
        vulnerability: VulnerabilityShape { name: &claim.vulnerability, aliases: &claim.aliases },
        products: vec![ProductShape { id: product, subcomponents: parts }],
        status: "",
        status_notes: None,
        justification: None,
        impact_statement: None,
        action_statement: None,
    };
    let status = match &claim.assertion {
        Assertion::Affected { action } => {
            shape.action_statement = Some(action);
            Status::Affected
        }
        Assertion::UnderInvestigation { note } => {
            shape.status_notes = Some(note);
            Status::UnderInvestigation
        }
        Assertion::NotAffected(proof) => {
            shape.justification = Some(proof.justification.name());
            shape.impact_statement = Some(&proof.statement);
            Status::NotAffected
        }
    };
    shape.status = status.name();
    shape
}
