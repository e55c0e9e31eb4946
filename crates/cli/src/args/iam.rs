//! The command line of `maremma iam`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use scan::Date;

/// The questions about policies.
#[derive(Debug, Subcommand)]
pub enum IamCommand {
    /// What is wrong with a policy: what AWS refuses or warns of, whom it lets in, what leads to more
    Check(CheckArgs),
    /// What a new policy allows that the old one did not, proved
    Diff(DiffArgs),
    /// May somebody do this? Says why, or what is missing
    Can(Box<CanArgs>),
    /// Who may do this? Every principal of an account document or application, and whom the resource lets in
    Who(Box<WhoArgs>),
    /// What a policy or a principal may do, statement by statement, in plain words
    Explain(Box<ExplainArgs>),
}

const CAN_EXAMPLES: &str = "Examples:
  maremma iam can OrdersFunction dynamodb:PutItem OrdersTable
  maremma iam can role/deploy iam:PassRole 'arn:aws:iam::111122223333:role/*' --account account.json
  maremma iam can ann s3:GetObject arn:aws:s3:::photos/x --account account.json --context aws:SourceIp=10.0.0.1
  maremma iam can anyone sqs:SendMessage arn:aws:sqs:eu-west-1:111122223333:q --resource-policy queue-policy.json

An account document is what `aws iam get-account-authorization-details` prints.

Exit codes:
  0   it is allowed
  1   it is not allowed
  2   the command line or a file cannot be understood
  4   it depends on what was not said (some of several resources, some contexts), or was not decided
  70  a bug in Maremma";

/// The arguments of `iam can`.
#[derive(Debug, Args)]
#[command(after_help = CAN_EXAMPLES)]
pub struct CanArgs {
    /// A role, user or function, by name, logical id or ARN; a service such as `sns.amazonaws.com`; or `anyone`
    pub principal: String,
    /// What is asked
    #[command(flatten)]
    pub asked: Asked,
}

const WHO_EXAMPLES: &str = "Examples:
  maremma iam who s3:GetObject arn:aws:s3:::photos/x --account account.json --resource-policy bucket.json
  maremma iam who dynamodb:Scan OrdersTable --app .

Exit codes:
  0   it was decided for everybody
  2   the command line or a file cannot be understood
  4   for somebody it was not decided, or policies, such as that on the resource, are not known
  70  a bug in Maremma";

/// The arguments of `iam who`.
#[derive(Debug, Args)]
#[command(after_help = WHO_EXAMPLES)]
pub struct WhoArgs {
    /// What is asked
    #[command(flatten)]
    pub asked: Asked,
}

/// A question about one action on one resource.
#[derive(Debug, Args)]
pub struct Asked {
    /// The action, such as `s3:GetObject`; with wildcards: some or all of them
    pub action: String,
    /// The resource's ARN, or its logical id in the templates; with wildcards: some or all of them
    pub resource: String,
    /// Where principals are looked for
    #[command(flatten)]
    pub place: Place,
    /// A key of the request; repeat it for a key with several values. Keys not named are absent; without any --context
    /// they may be anything
    #[arg(long, value_name = "KEY=VALUE", value_parser = super::parameter)]
    pub context: Vec<(String, String)>,
    /// The policies beside those of the principal
    #[command(flatten)]
    pub beside: Beside,
    /// What the answer is for
    #[arg(long, value_enum, default_value_t)]
    pub format: AnswerFormat,
    /// The day on which it is asked [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
}

/// Where principals are looked for.
#[derive(Debug, Args)]
pub struct Place {
    /// An account document; `-` reads it from standard input
    #[arg(long, value_name = "FILE", conflicts_with = "app")]
    pub account: Option<PathBuf>,
    /// The folder of an application, or one template [default: the current folder]
    #[arg(long, value_name = "PATH")]
    pub app: Option<PathBuf>,
    /// A policy that PRINCIPAL holds, in place of those in an account document or templates
    #[arg(long = "policy", value_name = "FILE", conflicts_with_all = ["account", "app"])]
    pub policies: Vec<PathBuf>,
    /// The permissions boundary of PRINCIPAL, beside --policy
    #[arg(long, value_name = "FILE", requires = "policies")]
    pub boundary: Option<PathBuf>,
    /// The value of a template parameter, in place of its default
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = super::parameter)]
    pub parameters: Vec<(String, String)>,
    /// A JSON file with values of template parameters
    #[arg(long, value_name = "FILE")]
    pub parameter_file: Option<PathBuf>,
    /// The account that the templates are deployed to [default: that of RESOURCE]
    #[arg(long, value_name = "ID")]
    pub account_id: Option<String>,
    /// The region that the templates are deployed to [default: that of RESOURCE]
    #[arg(long, value_name = "NAME")]
    pub region: Option<String>,
}

/// Policies that bear on a request beside those of its principal.
#[derive(Debug, Args)]
pub struct Beside {
    /// The policy on the resource [default: that of the templates; for a role its trust policy]
    #[arg(long, value_name = "FILE")]
    pub resource_policy: Option<PathBuf>,
    /// The account the resource lies in, where its ARN does not say it [default: that of --account, else that of the principal]
    #[arg(long, value_name = "ID")]
    pub resource_account: Option<String>,
    /// The policy that the session was made with
    #[arg(long, value_name = "FILE")]
    pub session_policy: Option<PathBuf>,
    /// The policy of the VPC endpoint that the request comes through
    #[arg(long, value_name = "FILE")]
    pub endpoint_policy: Option<PathBuf>,
    /// What the organisation allows at most
    #[command(flatten)]
    pub organisation: Organisation,
}

/// The policies of an organisation.
#[derive(Debug, Args)]
pub struct Organisation {
    /// Service control policies of one level: one policy, or an array of those attached there. Repeat it for every level,
    /// from the root over the units to the account
    #[arg(long = "scp", value_name = "FILE")]
    pub service_control: Vec<PathBuf>,
    /// Resource control policies of one level, likewise
    #[arg(long = "rcp", value_name = "FILE")]
    pub resource_control: Vec<PathBuf>,
}

/// The formats of an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For people
    #[default]
    Human,
    /// For scripts
    Json,
}

const CHECK_CODES: &str = "Examples:
  maremma iam check policy.json
  maremma iam check --type scp guardrails/*.json
  aws iam get-policy-version --policy-arn ARN --version-id v1 | maremma iam check -

Exit codes:
  0   nothing at or above --fail-on
  1   something at or above --fail-on: by default errors, security warnings, public access and risky grants
  2   the command line or a file cannot be understood
  4   --strict: a part was not checked
  70  a bug in Maremma";

/// The arguments of `iam check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_CODES)]
pub struct CheckArgs {
    /// Files with policies; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where the policies stand [default: guessed, and said]
    #[arg(long = "type", value_enum, value_name = "TYPE")]
    pub kind: Option<KindArg>,
    /// What the report is for
    #[arg(long, value_enum, default_value_t)]
    pub format: super::Format,
    /// Fail from this severity on: errors are high, security warnings medium, warnings low, suggestions info
    #[arg(long, value_name = "SEVERITY", value_parser = super::severity(), default_value = "medium")]
    pub fail_on: finding::Severity,
    /// Fail if a part was not checked: a limit was reached
    #[arg(long)]
    pub strict: bool,
    /// The day that dates are compared with [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
}

/// Where a policy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindArg {
    /// On a user, group or role; also a permissions boundary or session policy
    Identity,
    /// On a resource: a bucket, queue, key, function
    Resource,
    /// On a role: who may take it on
    Trust,
    /// On an organisation's accounts: what their principals may do at most
    Scp,
    /// On an organisation's accounts: what may be done with their resources at most
    Rcp,
}

const DIFF_CODES: &str = "OLD and NEW are both files with policies, both account documents, or both applications.
Account documents and applications are compared principal by principal.

Exit codes:
  0   nothing is newly allowed: proved
  1   something is newly allowed
  2   the command line or a file cannot be understood
  4   it was not decided
  70  a bug in Maremma";

/// The arguments of `iam diff`.
#[derive(Debug, Args)]
#[command(after_help = DIFF_CODES)]
pub struct DiffArgs {
    /// What was allowed
    pub old: PathBuf,
    /// What is allowed now
    pub new: PathBuf,
    /// What the answer is for
    #[arg(long, value_enum, default_value_t)]
    pub format: AnswerFormat,
    /// The value of a template parameter, in place of its default
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = super::parameter)]
    pub parameters: Vec<(String, String)>,
}

const EXPLAIN_EXAMPLES: &str = "Examples:
  maremma iam explain policy.json
  maremma iam explain OrdersFunction --app .
  maremma iam explain role/deploy --account account.json";

/// The arguments of `iam explain`.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub struct ExplainArgs {
    /// A file with policies, or a role, user or function by name, logical id or ARN
    #[arg(value_name = "FILE|PRINCIPAL")]
    pub what: String,
    /// Where a principal is looked for
    #[command(flatten)]
    pub place: Place,
    /// What the organisation allows at most, beside what a principal may do
    #[command(flatten)]
    pub organisation: Organisation,
    /// What the answer is for
    #[arg(long, value_enum, default_value_t)]
    pub format: AnswerFormat,
}
