//! Many advisories, by the packages they concern.

use std::collections::HashMap;

use packages::Ecosystem;
use versions::Version;

use crate::{Advisory, AdvisoryError};

/// Advisories that can be asked for a package.
#[derive(Debug, Default)]
pub struct Advisories {
    all: Vec<Advisory>,
    /// The places of those about a package, by ecosystem and name as the ecosystem compares it, in the order they came.
    by_package: HashMap<(Ecosystem, String), Vec<usize>>,
}

impl Advisories {
    /// Reads records, one JSON object a line; empty lines are passed over.
    ///
    /// # Errors
    /// With the number of the first line that is no record.
    pub fn read_lines(lines: &str) -> Result<Self, (usize, AdvisoryError)> {
        let mut read = Self::default();
        for (line, number) in lines.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
            read.add(Advisory::parse(line).map_err(|error| (number, error))?);
        }
        Ok(read)
    }

    /// Adds one.
    pub fn add(&mut self, advisory: Advisory) {
        let place = self.all.len();
        for affected in &advisory.affected {
            let places = self.by_package.entry((affected.ecosystem, affected.name.clone())).or_default();
            // A record may name a package more than once.
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
        self.all.push(advisory);
    }

    /// All of them, in the order they came.
    pub fn all(&self) -> &[Advisory] {
        &self.all
    }

    /// Those that concern a package at a version. The name may be written in any way that the ecosystem holds for the same.
    pub fn about(&self, ecosystem: Ecosystem, name: &str, version: &str) -> Vec<&Advisory> {
        let name = ecosystem.normalise(name);
        let version = Version::parse(ecosystem.scheme(), version);
        let places = self.by_package.get(&(ecosystem, name.clone())).map_or(&[][..], Vec::as_slice);
        let named = places.iter().filter_map(|place| self.all.get(*place));
        named.filter(|advisory| advisory.concerns(ecosystem, &name, &version)).collect()
    }
}
