//! What the transform is told besides the template.

use std::collections::BTreeMap;

use syntax::Map;

/// The world a template is transformed for.
#[derive(Clone, Default)]
pub struct Options<'a> {
    /// The region, such as `eu-west-1`.
    pub region: String,
    /// The partition, such as `aws`; see [`partition_of`].
    pub partition: String,
    /// Values of template parameters; defaults of the template stand in for the rest.
    pub parameters: Map,
    /// Names of managed policies and their ARNs that win over the bundled table.
    pub managed_policies: BTreeMap<String, String>,
    /// Names of managed policies and their ARNs for what the bundled table does not know.
    pub more_managed_policies: BTreeMap<String, String>,
    /// Whether every staged feature of the transform is on.
    pub feature_toggles: bool,
    /// Whether `Metadata` of a SAM resource is given to what is made from it.
    pub passthrough_metadata: bool,
    /// Answers for applications of the Serverless Application Repository; without it they stay as written.
    pub applications: Option<&'a dyn Fn(&ApplicationRequest<'_>) -> ApplicationAnswer>,
    /// Seconds since the epoch, for `AlwaysDeploy`; without it such deployments get a fixed id.
    pub now_seconds: Option<f64>,
}

impl Options<'_> {
    /// The options for a region, everything else at its default.
    pub fn for_region(region: &str) -> Self {
        Self { region: region.to_owned(), partition: partition_of(region).to_owned(), ..Self::default() }
    }
}

/// A question to the Serverless Application Repository.
#[derive(Debug, Clone, Copy)]
pub struct ApplicationRequest<'a> {
    /// The application's ARN.
    pub application_id: &'a str,
    /// The version asked for.
    pub semantic_version: &'a str,
}

/// What the Serverless Application Repository says about one version of an application.
#[derive(Debug, Clone)]
pub enum ApplicationAnswer {
    /// The template can be had at this address. Whether it is ready there is for who deploys.
    Template {
        /// The signed address.
        url: String,
    },
    /// The service refuses, for this reason.
    Refused(String),
}

/// The partition of a region: the first prefix that fits, else `aws`.
pub fn partition_of(region: &str) -> &'static str {
    const PREFIXES: [(&str, &str); 7] = [
        ("cn-", "aws-cn"),
        ("us-iso-", "aws-iso"),
        ("us-isob", "aws-iso-b"),
        ("us-gov", "aws-us-gov"),
        ("eu-isoe", "aws-iso-e"),
        ("us-isof", "aws-iso-f"),
        ("eusc-", "aws-eusc"),
    ];
    let region = region.to_lowercase();
    PREFIXES.iter().find(|(prefix, _)| region.starts_with(prefix)).map_or("aws", |(_, partition)| partition)
}
