//! ARNs the transform makes.

use crate::options::Options;

/// The ARN of a policy that AWS manages; `name` includes its path, such as `service-role/…`.
pub fn aws_managed_policy(name: &str, options: &Options<'_>) -> String {
    format!("arn:{}:iam::aws:policy/{name}", options.partition)
}

/// The managed policy that lets a function write traces; its name differs by partition.
pub fn xray_policy_name(options: &Options<'_>) -> &'static str {
    if options.partition == "aws" { "AWSXrayWriteOnlyAccess" } else { "AWSXRayDaemonWriteAccess" }
}

/// Whether the partition has edge-optimised API endpoints.
pub fn has_edge_endpoints(options: &Options<'_>) -> bool {
    let partition = options.partition.as_str();
    !partition.starts_with("aws-iso") && !matches!(partition, "aws-us-gov" | "aws-cn" | "aws-eusc")
}
