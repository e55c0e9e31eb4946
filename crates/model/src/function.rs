//! Functions.

use std::sync::Arc;

use source::{FileId, Origin};

use crate::{Guard, IdentityId, Property, ResourceId};

/// One function: a piece of code the platform runs when something happens.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// What it is called.
    pub resource: ResourceId,
    /// The cloud's full name of it, as policies use it; unknown parts stand as `‹name›`.
    pub cloud_name: Arc<str>,
    /// Where it was declared.
    pub origin: Origin,
    /// When it is deployed at all.
    pub guard: Guard,
    /// Language runtime, in the cloud's own word: `python3.13`.
    pub runtime: Property<Arc<str>>,
    /// The code's entry point, in the cloud's own form: `app.handler`.
    pub handler: Property<Arc<str>>,
    /// Where its code lies.
    pub code: CodeLocation,
    /// The folder or archive of the scan (relative path) that is deployed as its code, where that is among the files.
    pub deployed: Option<String>,
    /// Longest run in seconds.
    pub timeout_s: Property<i64>,
    /// Memory in MiB.
    pub memory_mb: Property<i64>,
    /// Environment variables.
    pub environment: Vec<EnvironmentVariable>,
    /// Whom it runs as.
    pub identity: Option<IdentityId>,
    /// Code of others that is mounted into it: layers, extensions. The value is the cloud's name of it.
    pub layers: Vec<Property<Arc<str>>>,
    /// The most instances at once, if set.
    pub concurrency: Property<i64>,
    /// Whether the platform was told not to stop loops: the value is `true` where loops are allowed.
    pub loops_allowed: Property<bool>,
}

/// One environment variable.
#[derive(Debug, Clone, PartialEq)]
pub struct EnvironmentVariable {
    /// Its name.
    pub name: Arc<str>,
    /// Where the name was written.
    pub origin: Origin,
    /// Its value.
    pub value: Property<Arc<str>>,
}

/// Where the code of a function lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeLocation {
    /// In this file of the scan, which holds the handler.
    File(FileId),
    /// In this folder of the scan (relative path), but the handler's file was not found.
    Folder(String),
    /// In the template itself.
    Inline(Origin),
    /// In an image or archive that is not among the files; the text is its name.
    Elsewhere(String),
}

/// Code that functions mount beside their own.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// What it is called; the name is the one that was written.
    pub resource: ResourceId,
    /// The cloud's full name of it, as [`Function::layers`] has it.
    pub cloud_name: Arc<str>,
    /// Where it was declared.
    pub origin: Origin,
    /// Where its content lies: a folder or archive of the scan (relative path), or elsewhere.
    pub content: CodeLocation,
}

impl Function {
    /// The name a report uses.
    pub fn name(&self) -> &str {
        &self.resource.name
    }
}
