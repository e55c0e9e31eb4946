//! Why a template cannot be transformed, in the words of the format.

use std::fmt;
use std::sync::Arc;

use source::Origin;

/// What a [`Cause`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CauseKind {
    /// The template as a whole.
    Template,
    /// One resource, named by its logical id.
    Resource,
    /// One event of a function, named by its id inside the function.
    Event,
    /// Two resources would have the same logical id.
    DuplicateId,
    /// The section `Globals`.
    Globals,
}

/// One reason why the transform fails.
#[derive(Debug, Clone)]
pub struct Cause {
    /// What it is about.
    pub kind: CauseKind,
    /// The logical id or event id; empty for the template.
    pub id: Arc<str>,
    /// The reason without its frame; see [`Cause::text`].
    pub message: String,
    /// The place in the template, where it is known.
    pub origin: Option<Origin>,
    /// Whether the transform stops here instead of going on with the other resources.
    pub aborts: bool,
}

/// The kind of value a property should have, as messages name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A mapping.
    Map,
    /// A sequence.
    List,
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A truth value.
    Boolean,
}

impl Expected {
    /// The kind's name in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::List => "list",
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
        }
    }
}

impl Cause {
    fn new(kind: CauseKind, id: impl Into<Arc<str>>, message: impl Into<String>) -> Self {
        Self { kind, id: id.into(), message: message.into(), origin: None, aborts: false }
    }

    /// A resource is invalid.
    pub fn resource(logical_id: impl Into<Arc<str>>, message: impl Into<String>) -> Self {
        Self::new(CauseKind::Resource, logical_id, message)
    }

    /// An event of a function is invalid.
    pub fn event(event_id: impl Into<Arc<str>>, message: impl Into<String>) -> Self {
        Self::new(CauseKind::Event, event_id, message)
    }

    /// The structure of the template is invalid; the other resources are still looked at.
    pub fn template(message: impl Into<String>) -> Self {
        Self::new(CauseKind::Template, "", message)
    }

    /// The structure of the template is invalid and nothing more can be said about it.
    pub fn document(message: impl Into<String>) -> Self {
        Self { aborts: true, ..Self::template(message) }
    }

    /// The resource `logical_id` would create a resource whose id is taken.
    pub fn duplicate(logical_id: &str, taken: &str, kind: &str) -> Self {
        let message = format!(
            "Transforming resource with id [{logical_id}] attempts to create a new resource with id [{taken}] and type \
             \"{kind}\". A resource with that id already exists within this template. Please use a different id for \
             that resource."
        );
        Self::new(CauseKind::DuplicateId, logical_id, message)
    }

    /// The section `Globals` is invalid, which ends the transform.
    pub fn globals(message: impl Into<String>) -> Self {
        Self { aborts: true, ..Self::new(CauseKind::Globals, "Globals", message) }
    }

    /// A property of a resource has a value of the wrong kind.
    pub fn property_type(logical_id: impl Into<Arc<str>>, path: &str, expected: Option<Expected>) -> Self {
        let message = match expected {
            Some(expected) => format!("Property '{path}' should be a {}.", expected.name()),
            None => format!("Type of property '{path}' is invalid."),
        };
        Self::resource(logical_id, message)
    }

    /// The cause with the place it is about.
    #[must_use]
    pub fn at(mut self, origin: &Origin) -> Self {
        self.origin.get_or_insert_with(|| origin.clone());
        self
    }

    /// An event's cause as the cause of the function that has the event; others unchanged.
    #[must_use]
    pub fn in_function(self, logical_id: &str) -> Self {
        if self.kind == CauseKind::Event {
            Self { kind: CauseKind::Resource, message: self.text(), id: Arc::from(logical_id), ..self }
        } else {
            self
        }
    }

    /// The cause in the format's words.
    pub fn text(&self) -> String {
        let Self { id, message, .. } = self;
        match self.kind {
            CauseKind::Template => format!("Structure of the SAM template is invalid. {message}"),
            CauseKind::Resource => format!("Resource with id [{id}] is invalid. {message}"),
            CauseKind::Event => format!("Event with id [{id}] is invalid. {message}"),
            CauseKind::DuplicateId => message.clone(),
            CauseKind::Globals => format!("'{id}' section is invalid. {message}"),
        }
    }

    fn sort_key(&self) -> String {
        if self.id.is_empty() { self.text() } else { self.id.to_string() }
    }
}

/// Why a template cannot be transformed: all causes, in the order in which they were found.
#[derive(Debug, Clone)]
pub struct TransformError {
    /// The causes; two with the same text are one.
    pub causes: Vec<Cause>,
}

impl TransformError {
    /// An error from its causes; a cause whose text was already said is dropped.
    pub fn new(causes: impl IntoIterator<Item = Cause>) -> Self {
        let mut distinct: indexmap::IndexMap<String, Cause> = indexmap::IndexMap::new();
        for cause in causes {
            distinct.insert(cause.text(), cause);
        }
        Self { causes: distinct.into_values().collect() }
    }
}

impl From<Cause> for TransformError {
    fn from(cause: Cause) -> Self {
        Self::new([cause])
    }
}

impl fmt::Display for TransformError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.causes.len();
        write!(f, "Invalid Serverless Application Specification document. Number of errors found: {count}.")?;
        let mut sorted: Vec<&Cause> = self.causes.iter().collect();
        sorted.sort_by_key(|cause| cause.sort_key());
        sorted.into_iter().try_for_each(|cause| write!(f, " {}", cause.text()))
    }
}

impl std::error::Error for TransformError {}
