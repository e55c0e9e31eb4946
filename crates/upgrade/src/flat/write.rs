//! Changes of a lockfile as edits, by its format.

use finding::Edit;
use packages::Format;

use super::{FlatProject, bundler, go, yarn};
use crate::catalogue::Catalogue;
use crate::trial::Trial;

impl FlatProject<'_> {
    /// The edits that make changes.
    ///
    /// # Errors
    /// Why they cannot be made, in words.
    pub(crate) fn edits(&self, trial: &Trial, catalogue: &Catalogue<'_>) -> Result<Vec<Edit>, String> {
        let mut edits = Vec::new();
        for (package, to) in self.replaced(trial) {
            edits.push(match self.document.format {
                Format::GoMod => go::edit(self.document, package, to).ok_or("a module without a version")?,
                Format::GemfileLock => bundler::edit(self.document, package, to, catalogue)?,
                Format::YarnLock => yarn::edit(self.document, package, to, catalogue)?,
                _ => {
                    return Err(format!(
                        "only its own tool writes this lockfile{}",
                        self.advice(&package.name, to.as_str())
                    ));
                }
            });
        }
        Ok(edits)
    }

    /// The command with which the tool of a lockfile takes a version.
    fn advice(&self, name: &str, to: &str) -> String {
        match self.document.format {
            Format::PnpmLock => format!(": run `pnpm update {name}@{to}`"),
            Format::BunLock => format!(": run `bun update {name}@{to}`"),
            Format::PoetryLock => format!(": run `poetry update {name}`"),
            Format::UvLock => format!(": run `uv lock --upgrade-package {name}=={to}`"),
            Format::PdmLock => format!(": run `pdm update {name}`"),
            Format::PipfileLock => format!(": run `pipenv upgrade {name}=={to}`"),
            Format::CargoLock => format!(": run `cargo update -p {name} --precise {to}`"),
            Format::ComposerLock => format!(": run `composer update {name}`"),
            _ => String::new(),
        }
    }
}
