//! An account's principals and their policies, read from what AWS's own tools print.
//!
//! [`read_account`] takes an account authorization document, [`read_policies`] a file with policies of any of the usual
//! wrappings, [`organisation_level`] one level of an organisation. Reading never fails: what is not there or not
//! understood is a notice. This crate decides nothing; it only says who holds which policies.

mod embedded;
mod file;
mod lookup;
mod organisation;
mod principal;
mod read;

pub use file::{policy_trees, read_policies};
pub use lookup::Lookup;
pub use organisation::{LevelKind, organisation_level};
pub use principal::{Account, Held, Principal, PrincipalKind, Via};
pub use read::{ManagedPolicies, is_account, read_account};
