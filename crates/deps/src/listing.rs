//! What one file or folder says of packages, and what else is known of each.

use std::collections::BTreeSet;

use packages::Inventory;
use source::{FileId, Files};

use crate::Evidence;

/// What one file or folder says of packages, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The file; of a folder the first file that says what is installed in it.
    pub file: FileId,
    /// What it is.
    pub form: Form,
    /// What it says.
    pub inventory: Inventory,
    /// Of each package where it lies in an archive or folder: `app.zip!/node_modules/a/package.json`. Empty for lists.
    pub places: Vec<String>,
    /// The functions whose packages it lists or ships, by their full names.
    pub functions: Vec<String>,
    /// The layers of which it is a part, by their full names.
    pub layers: Vec<String>,
    /// The requirements, by their place, that a lockfile or what is installed answers; it is judged in their place.
    pub answered: BTreeSet<usize>,
    /// What is known of all its packages and requirements of which `standings` says nothing else.
    pub evidence: Evidence,
    /// Of each package what else is known; empty where nothing is.
    pub standings: Vec<Standing>,
}

/// What says which packages there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Form {
    /// A lockfile or manifest.
    #[default]
    List,
    /// An archive in which they lie.
    Archive,
    /// A file of JavaScript that a bundler put together of their code.
    Bundle,
    /// A folder in which they are installed, by its path; empty for the scanned folder.
    Folder(String),
}

/// What is known of one package of a listing besides what the listing says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// How near it is to harm.
    pub evidence: Evidence,
    /// The listing and the package in it that tells of the same package at the same version, at a line that somebody can
    /// change; this one is then another copy of it.
    pub told_by: Option<(usize, usize)>,
    /// The functions that take this copy; `None` for all of the listing.
    pub functions: Option<Vec<String>>,
    /// What ships the copy that is taken in place of this one, where no function takes this one.
    pub hidden_by: Option<String>,
}

impl Listing {
    /// What a file or folder says, of which nothing else is known yet.
    pub fn new(file: FileId, form: Form, inventory: Inventory, places: Vec<String>) -> Self {
        let evidence = if form == Form::List { Evidence::LISTED } else { Evidence::SHIPPED };
        Self {
            file,
            form,
            inventory,
            places,
            functions: Vec::new(),
            layers: Vec::new(),
            answered: BTreeSet::new(),
            evidence,
            standings: Vec::new(),
        }
    }

    /// What people see as its path.
    pub fn path<'p>(&'p self, files: &'p dyn Files) -> &'p str {
        match &self.form {
            Form::List | Form::Archive | Form::Bundle => files.path(self.file),
            Form::Folder(folder) if folder.is_empty() => ".",
            Form::Folder(folder) => folder,
        }
    }

    /// What is known of a package by its place in the inventory.
    pub fn standing(&self, number: usize) -> Standing {
        let own = self.standings.get(number).cloned();
        own.unwrap_or_else(|| Standing { evidence: self.evidence, ..Standing::default() })
    }
}
