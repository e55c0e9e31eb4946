//! Several registries as one.

use packages::Ecosystem;

use super::{Manifest, Registry, RegistryError, Release};

/// Registries of which the first that has an answer gives it.
pub struct Layered<'r> {
    layers: Vec<Box<dyn Registry + 'r>>,
}

impl<'r> Layered<'r> {
    /// Registries, the first to be asked first.
    pub fn new(layers: Vec<Box<dyn Registry + 'r>>) -> Self {
        Self { layers }
    }

    fn first<T>(
        &self,
        name: &str,
        ask: impl Fn(&dyn Registry) -> Result<T, RegistryError>,
    ) -> Result<T, RegistryError> {
        let mut answer = Err(RegistryError::Unknown(name.to_owned()));
        for layer in &self.layers {
            answer = ask(layer.as_ref());
            if answer.is_ok() {
                break;
            }
        }
        answer
    }
}

impl Registry for Layered<'_> {
    fn releases(&self, ecosystem: Ecosystem, name: &str) -> Result<Vec<Release>, RegistryError> {
        self.first(name, |layer| layer.releases(ecosystem, name))
    }

    fn manifest(&self, ecosystem: Ecosystem, name: &str, version: &str) -> Result<Manifest, RegistryError> {
        self.first(name, |layer| layer.manifest(ecosystem, name, version))
    }
}
