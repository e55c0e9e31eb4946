//! Attack paths and what closes them.

use finding::{Confidence, Severity};
use paths::{AttackPath, ChokePoint, Hop};
use scan::Sources;
use serde::Serialize;

use crate::place::{TextPlace, hop_kind};

#[derive(Serialize)]
pub(super) struct PathShape<'r> {
    severity: Severity,
    confidence: Confidence,
    title: &'r str,
    only_if: Option<&'r str>,
    hops: Vec<HopShape<'r>>,
}

#[derive(Serialize)]
struct HopShape<'r> {
    kind: &'static str,
    label: &'r str,
    message: &'r str,
    location: Option<TextPlace<'r>>,
}

/// `closes` are indices into `paths`.
#[derive(Serialize)]
pub(super) struct ChokePointShape<'r> {
    action: &'r str,
    location: Option<TextPlace<'r>>,
    closes: &'r [usize],
}

impl<'r> PathShape<'r> {
    pub(super) fn of(sources: &'r Sources, path: &'r AttackPath) -> Self {
        Self {
            severity: path.severity,
            confidence: path.confidence,
            title: &path.title,
            only_if: path.only_if.as_deref(),
            hops: path.hops.iter().map(|hop| HopShape::of(sources, hop)).collect(),
        }
    }
}

impl<'r> HopShape<'r> {
    fn of(sources: &'r Sources, hop: &'r Hop) -> Self {
        Self {
            kind: hop_kind(hop.kind),
            label: &hop.label,
            message: &hop.message,
            location: hop.span.map(|span| TextPlace::of(sources, span)),
        }
    }
}

impl<'r> ChokePointShape<'r> {
    pub(super) fn of(sources: &'r Sources, point: &'r ChokePoint) -> Self {
        Self {
            action: &point.action,
            location: point.span.map(|span| TextPlace::of(sources, span)),
            closes: &point.closes,
        }
    }
}
