//! Notices as notifications.

use finding::{Notice, NoticeKind, Place};
use scan::Report;

use super::artifacts::Artifacts;
use super::log::{
    DescriptorReference, Invocation, Location, Message, Notification, NotificationDescriptor, PhysicalLocation, Region,
};

/// The kinds with what they mean; the place in this list is the descriptor's index.
const KINDS: [(NoticeKind, &str, &str); 9] = [
    (NoticeKind::Unreadable, "Unreadable", "A file or folder could not be read."),
    (NoticeKind::Malformed, "Malformed", "A file is not valid in its format; what could be understood was analysed."),
    (NoticeKind::Invalid, "Invalid", "What uses this document would refuse it."),
    (NoticeKind::Limit, "Limit", "A limit of size, depth, nodes or steps was reached."),
    (NoticeKind::Unresolved, "Unresolved", "A value cannot be known from the files."),
    (NoticeKind::Unsupported, "Unsupported", "A part is understood but not analysed yet."),
    (NoticeKind::Skipped, "Skipped", "A part was left out on purpose."),
    (NoticeKind::Ambiguous, "Ambiguous", "Something is suspicious but legal."),
    (NoticeKind::Generated, "Generated", "A tool wrote this code."),
];

/// The descriptors of all kinds of notices.
pub(super) fn descriptors() -> Vec<NotificationDescriptor> {
    let descriptor = |(kind, name, meaning): (NoticeKind, &str, &'static str)| NotificationDescriptor {
        id: id(kind),
        name: name.to_owned(),
        short_description: Message::new(meaning),
    };
    KINDS.into_iter().map(descriptor).collect()
}

/// The one invocation. It is successful whenever there is a report: what was not analysed is said by notifications.
pub(super) fn invocation<'r>(report: &'r Report, artifacts: &Artifacts<'r>) -> Invocation<'r> {
    Invocation {
        execution_successful: true,
        tool_execution_notifications: report.notices.iter().map(|notice| notification(notice, artifacts)).collect(),
    }
}

fn notification<'r>(notice: &'r Notice, artifacts: &Artifacts<'r>) -> Notification<'r> {
    let index = KINDS.iter().position(|(kind, ..)| *kind == notice.kind).unwrap_or_default();
    let whole = |artifact_location| PhysicalLocation { artifact_location, region: None };
    let physical = match &notice.place {
        Place::Scan => None,
        Place::Path(path) => Some(whole(Artifacts::path(path))),
        Place::Beside(path, line) => {
            Some(PhysicalLocation { region: line.map(Region::line), ..whole(Artifacts::beside(path)) })
        }
        Place::File(file) => Some(whole(artifacts.file(*file))),
        Place::Span(span) => Some(artifacts.physical(*span)),
    };
    let locations =
        physical.into_iter().map(|place| Location { physical_location: Some(place), ..Location::default() });
    Notification {
        descriptor: DescriptorReference { id: id(notice.kind), index },
        level: if notice.kind.is_incomplete() { "warning" } else { "note" },
        message: Message::sentence(&notice.message),
        locations: locations.collect(),
    }
}

fn id(kind: NoticeKind) -> String {
    format!("notice/{}", kind.name())
}
