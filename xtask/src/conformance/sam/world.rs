//! The worlds the reference's tests run in.

use std::collections::BTreeMap;

use sam::{ApplicationAnswer, ApplicationRequest, Options};
use source::Origin;
use syntax::{Map, Node};

/// A world and the folder with the outputs expected in it.
pub struct World {
    /// Folder below `output`.
    pub folder: &'static str,
    /// The options.
    pub options: Options<'static>,
}

/// The three partitions.
pub fn all(feature_toggles: bool) -> Vec<World> {
    let world = |(folder, region): (&'static str, &str)| {
        let mut options = base(region);
        options.more_managed_policies = managed_policies(&options.partition);
        options.feature_toggles = feature_toggles;
        World { folder, options }
    };
    [("", "ap-southeast-1"), ("aws-cn", "cn-north-1"), ("aws-us-gov", "us-gov-west-1")].map(world).into()
}

/// The world of templates that are refused.
pub fn error() -> Options<'static> {
    base("ap-southeast-1")
}

/// A world at a moment.
pub fn at(seconds: f64) -> Options<'static> {
    Options { now_seconds: Some(seconds), ..base("ap-southeast-1") }
}

/// A world without parameters in which metadata is passed on, or not.
pub fn with_metadata(passes: bool) -> Options<'static> {
    Options { passthrough_metadata: passes, parameters: Map::new(), ..base("ap-southeast-1") }
}

fn base(region: &str) -> Options<'static> {
    let given = Origin::Default("the suite");
    let mut options = Options::for_region(region);
    options.parameters = [("param1", "value1"), ("param2", "value2")]
        .map(|(name, value)| (name, Node::from_text(value, given.clone())))
        .into_iter()
        .collect();
    options.applications = Some(&application);
    options
}

fn managed_policies(partition: &str) -> BTreeMap<String, String> {
    let mut names = vec![
        "service-role/AWSLambdaBasicExecutionRole",
        "AmazonDynamoDBFullAccess",
        "AmazonDynamoDBReadOnlyAccess",
        "service-role/AWSLambdaRole",
    ];
    names.push(if partition == "aws" { "AWSXrayWriteOnlyAccess" } else { "AWSXRayDaemonWriteAccess" });
    let named = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        (name, format!("arn:{partition}:iam::aws:policy/{path}"))
    };
    names.into_iter().map(named).collect()
}

/// The application repository of the reference's tests.
fn application(request: &ApplicationRequest<'_>) -> ApplicationAnswer {
    let id = request.application_id;
    match id {
        "no-access" | "non-existent" | "invalid-semver" => {
            ApplicationAnswer::Refused(format!("Cannot access application: {id}."))
        }
        "1" => ApplicationAnswer::Refused("Type of property 'ApplicationId' is invalid.".to_owned()),
        _ => ApplicationAnswer::Template {
            url: "https://awsserverlessrepo-changesets-xxx.s3.amazonaws.com/signed-url".to_owned(),
        },
    }
}
