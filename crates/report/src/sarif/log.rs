//! The parts of a SARIF log that Maremma writes, under the names of the specification.

use std::borrow::Cow;

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Log<'r> {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub version: &'static str,
    pub runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run<'r> {
    pub tool: Tool<'r>,
    pub automation_details: AutomationDetails,
    pub original_uri_base_ids: UriBases<'r>,
    pub invocations: [Invocation<'r>; 1],
    pub artifacts: Vec<Artifact<'r>>,
    pub column_kind: &'static str,
    pub results: Vec<ResultObject<'r>>,
}

#[derive(Serialize)]
pub(super) struct Tool<'r> {
    pub driver: Driver<'r>,
}

#[derive(Serialize)]
pub(super) struct AutomationDetails {
    pub id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver<'r> {
    pub name: &'static str,
    pub version: &'static str,
    pub semantic_version: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub information_uri: &'static str,
    pub rules: Vec<RuleDescriptor<'r>>,
    pub notifications: Vec<NotificationDescriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RuleDescriptor<'r> {
    pub id: &'r str,
    pub name: String,
    pub short_description: Message<'r>,
    pub full_description: Message<'r>,
    pub help: Help<'r>,
    pub default_configuration: Configuration,
    pub properties: RuleProperties<'r>,
}

#[derive(Serialize)]
pub(super) struct Help<'r> {
    pub text: &'r str,
    pub markdown: &'r str,
}

#[derive(Serialize)]
pub(super) struct Configuration {
    pub level: &'static str,
}

#[derive(Serialize)]
pub(super) struct RuleProperties<'r> {
    pub tags: Vec<Cow<'r, str>>,
    pub precision: &'static str,
    #[serde(rename = "security-severity")]
    pub security_severity: &'static str,
    #[serde(rename = "problem.severity")]
    pub problem_severity: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NotificationDescriptor {
    pub id: String,
    pub name: String,
    pub short_description: Message<'static>,
}

#[derive(Serialize)]
pub(super) struct UriBases<'r> {
    #[serde(rename = "SRCROOT")]
    pub source_root: UriBase<'r>,
}

#[derive(Serialize)]
pub(super) struct UriBase<'r> {
    pub description: Message<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation<'r> {
    pub execution_successful: bool,
    pub tool_execution_notifications: Vec<Notification<'r>>,
}

#[derive(Serialize)]
pub(super) struct Notification<'r> {
    pub descriptor: DescriptorReference,
    pub level: &'static str,
    pub message: Message<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location<'r>>,
}

#[derive(Serialize)]
pub(super) struct DescriptorReference {
    pub id: String,
    pub index: usize,
}

#[derive(Serialize)]
pub(super) struct Artifact<'r> {
    pub location: ArtifactLocation<'r>,
    pub roles: [&'static str; 1],
}

/// `index` points into the run's artifacts; a path that is no artifact has none. A file beside the scanned folder has no base.
#[derive(Serialize, Clone)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation<'r> {
    pub uri: Cow<'r, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri_base_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultObject<'r> {
    pub rule_id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_index: Option<usize>,
    pub level: &'static str,
    pub message: Message<'r>,
    pub locations: [Location<'r>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial_fingerprints: Option<Fingerprints<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code_flows: Vec<CodeFlow<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Location<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<FixObject<'r>>,
    /// An empty list says that nothing suppresses the result.
    pub suppressions: Vec<SuppressionObject<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_state: Option<&'static str>,
    pub properties: ResultProperties<'r>,
}

#[derive(Serialize)]
pub(super) struct Fingerprints<'r> {
    #[serde(rename = "maremma/v1")]
    pub primary: &'r str,
    #[serde(rename = "maremmaMoved/v1")]
    pub moved: &'r str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultProperties<'r> {
    pub severity: &'static str,
    pub confidence: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_if: Option<&'r str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub functions: &'r [String],
}

#[derive(Serialize)]
pub(super) struct Message<'r> {
    pub text: Cow<'r, str>,
}

/// `id` is set only where a message may link to the location.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub physical_location: Option<PhysicalLocation<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub logical_locations: Vec<LogicalLocation<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation<'r> {
    pub artifact_location: ArtifactLocation<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation<'r> {
    pub name: &'r str,
    pub fully_qualified_name: &'r str,
    pub kind: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region<'r> {
    pub start_line: u32,
    pub start_column: u32,
    pub end_line: u32,
    pub end_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<Message<'r>>,
}

impl Region<'_> {
    /// The beginning of a line.
    pub(super) const fn line(line: u32) -> Self {
        Self { start_line: line, start_column: 1, end_line: line, end_column: 1, snippet: None }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeFlow<'r> {
    pub message: Message<'r>,
    pub thread_flows: [ThreadFlow<'r>; 1],
}

#[derive(Serialize)]
pub(super) struct ThreadFlow<'r> {
    pub locations: Vec<ThreadFlowLocation<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ThreadFlowLocation<'r> {
    pub location: Location<'r>,
    pub execution_order: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FixObject<'r> {
    pub description: Message<'r>,
    pub artifact_changes: Vec<ArtifactChange<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactChange<'r> {
    pub artifact_location: ArtifactLocation<'r>,
    pub replacements: Vec<Replacement<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Replacement<'r> {
    pub deleted_region: Region<'r>,
    pub inserted_content: Message<'r>,
}

#[derive(Serialize)]
pub(super) struct SuppressionObject<'r> {
    pub kind: &'static str,
    pub status: &'static str,
    pub justification: &'r str,
}

impl<'r> Message<'r> {
    /// A text as it is.
    pub(super) fn new(text: impl Into<Cow<'r, str>>) -> Self {
        Self { text: text.into() }
    }

    /// A sentence: begins with a capital letter and ends with a full stop, as SARIF wants messages to.
    pub(super) fn sentence(text: &str) -> Self {
        let text = text.trim();
        let mut characters = text.chars();
        // A name of code, such as `time.sleep()`, stays as it is.
        let is_word = text.split(' ').next().is_some_and(|word| {
            word.trim_end_matches([',', ':', ';', '.']).bytes().all(|byte| byte.is_ascii_lowercase())
        });
        let mut sentence: String = match characters.next() {
            Some(first) if is_word => first.to_uppercase().chain(characters).collect(),
            _ => text.to_owned(),
        };
        if !sentence.ends_with(['.', '!', '?']) {
            sentence.push('.');
        }
        Self { text: sentence.into() }
    }
}
