//! The ways into an application, for reports.

use model::{Application, Entry, EntryId, EntryKind, Target};

use crate::EntrySummary;

/// Every entry but preflights the gateway answers itself, ordered by place.
pub(crate) fn summaries(app: &Application) -> Vec<EntrySummary> {
    let mut summaries: Vec<EntrySummary> =
        app.project.entry_ids().filter(|(_, entry)| counts(entry)).map(|(id, entry)| summary(app, id, entry)).collect();
    summaries.sort_by(|a, b| (a.template, a.span, &a.label).cmp(&(b.template, b.span, &b.label)));
    summaries
}

/// Whether an entry is a way in: a preflight that the gateway answers itself is none.
pub(crate) fn counts(entry: &Entry) -> bool {
    let is_preflight = matches!(&entry.kind, EntryKind::Route { method, .. } if method.as_ref() == "OPTIONS");
    !(is_preflight && entry.target == Target::Mock)
}

fn summary(app: &Application, id: EntryId, entry: &Entry) -> EntrySummary {
    let api = entry.api.and_then(|api| app.project.api(api));
    let kind = match (&entry.kind, api) {
        (EntryKind::Url, _) => "url",
        (_, Some(api)) => api.style.name(),
        (EntryKind::Route { .. } | EntryKind::Message { .. }, None) => "http",
        _ => "event",
    };
    let function = match entry.target {
        Target::Function(function) => app.project.function(function),
        _ => None,
    };
    let worst = app.exposure.of(id).and_then(model::EntryExposure::worst);
    EntrySummary {
        span: entry.origin.written(),
        template: app.project.file(&entry.resource),
        kind,
        label: entry.label(&app.project),
        api: api.map(|api| app.project.full_name(&api.resource)),
        resource: app.project.full_name(&entry.resource),
        function: function.map(|function| app.project.full_name(&function.resource)),
        reach: app.exposure.reach(id).name(),
        because: worst.into_iter().flat_map(|answer| &answer.because).map(|step| step.message.clone()).collect(),
        only_if: worst.and_then(|answer| app.project.only_if(&answer.guard)),
    }
}
