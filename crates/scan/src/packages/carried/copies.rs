//! Which of several copies of a package a function takes.

use std::collections::HashMap;

use deps::{Form, Listing, Tier};
use packages::{Coverage, Package, Shipment, Shipped, Source, merged};
use source::Files;

use super::layers::Content;
use super::{Hidden, Owned, Part};

/// The packages of a function's artifacts that another copy hides.
pub(super) fn hidden(files: &dyn Files, listings: &[Listing], own: &Owned, layers: &[&Content]) -> Vec<Hidden> {
    let mounted = layers.iter().map(|content| unpacked(files, listings, &content.root, &content.parts));
    let mounted: Vec<Unpacked> = mounted.collect();
    let own = unpacked(files, listings, &own.root, &own.parts);
    let shipments: Vec<&Shipment> = mounted.iter().map(|layer| &layer.shipment).collect();
    let mut places: HashMap<*const Shipped, (usize, usize)> = HashMap::new();
    for unpacked in mounted.iter().chain([&own]) {
        let shipped = unpacked.shipment.packages.iter().map(std::ptr::from_ref);
        places.extend(shipped.zip(unpacked.places.iter().copied()));
    }
    let by = |source: Source| match source {
        Source::Function => "the function".to_owned(),
        Source::Layer(place) => {
            layers.get(place).map_or_else(String::new, |layer| format!("the layer `{}`", layer.name))
        }
    };
    let merged = merged(&shipments, &own.shipment);
    let hidden = merged.shadowed.iter().filter_map(|shadowed| {
        let (listing, package) = *places.get(&std::ptr::from_ref(shadowed.placed.shipped))?;
        Some(Hidden { listing, package, by: by(shadowed.by) })
    });
    hidden.collect()
}

/// What lies where the platform unpacks a function's code or a layer.
struct Unpacked {
    shipment: Shipment,
    /// Of each package its listing and its place there.
    places: Vec<(usize, usize)>,
}

fn unpacked(files: &dyn Files, listings: &[Listing], root: &str, parts: &[Part]) -> Unpacked {
    let mut found = Unpacked { shipment: Shipment::default(), places: Vec::new() };
    for part in parts.iter().filter(|part| part.evidence.tier >= Tier::Shipped) {
        let Some(listing) = listings.get(part.listing) else { continue };
        let path = files.path(listing.file);
        if listing.form == Form::Archive && path != root {
            let inside = relative(path, root).to_owned();
            let row = Coverage { inside, entries: 0, identified_bytes: 0, unknown_bytes: 0 };
            found.shipment.coverage.push(row);
        }
        for (number, (package, place)) in listing.inventory.packages.iter().zip(&listing.places).enumerate() {
            let Package { ecosystem, written_name, version, span, .. } = package;
            let package = Package::new(*ecosystem, written_name, version.clone(), *span);
            found.shipment.packages.push(Shipped { package, inside: relative(place, root).to_owned() });
            found.places.push((part.listing, number));
        }
    }
    found
}

/// A place as seen from the folder or archive that is unpacked.
fn relative<'p>(place: &'p str, root: &str) -> &'p str {
    let below = place.strip_prefix(root).unwrap_or(place);
    below.strip_prefix("!/").or_else(|| below.strip_prefix('/')).unwrap_or(below)
}
