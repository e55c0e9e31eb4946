//! The condition keys that requests to any service may have.

use crate::condition_key::{ConditionKey, ValueKind};

/// Keys of the principal and its session, of the network, of the resource and of the request, each with the type that the user
/// guide of IAM gives it. Session keys that one service sets reach every other service, so they are here too.
const KEYS: &[(&str, ValueKind, bool)] = {
    use ValueKind::{Arn, Bool, Date, Ip, Numeric, String};
    &[
        // The principal.
        ("aws:PrincipalArn", Arn, false),
        ("aws:PrincipalAccount", String, false),
        ("aws:PrincipalOrgPaths", String, true),
        ("aws:PrincipalOrgID", String, false),
        // The guide leaves it out; policies of AWS use it.
        ("aws:PrincipalOrgMasterAccountId", String, false),
        ("aws:PrincipalTag/${TagKey}", String, false),
        ("aws:PrincipalIsAWSService", Bool, false),
        ("aws:PrincipalServiceName", String, false),
        ("aws:PrincipalServiceNamesList", String, true),
        ("aws:PrincipalType", String, false),
        ("aws:userid", String, false),
        ("aws:username", String, false),
        // Its session.
        ("aws:AssumedRoot", Bool, false),
        ("aws:FederatedProvider", String, false),
        ("aws:TokenIssueTime", Date, false),
        ("aws:MultiFactorAuthAge", Numeric, false),
        ("aws:MultiFactorAuthPresent", Bool, false),
        ("aws:ChatbotSourceArn", Arn, false),
        ("aws:Ec2InstanceSourceVpc", String, false),
        ("aws:Ec2InstanceSourcePrivateIPv4", Ip, false),
        ("aws:SignInSessionArn", Arn, false),
        ("aws:SourceIdentity", String, false),
        ("ec2:RoleDelivery", Numeric, false),
        ("ec2:SourceInstanceArn", Arn, false),
        ("glue:RoleAssumedBy", String, false),
        ("glue:CredentialIssuingService", String, false),
        ("lambda:SourceFunctionArn", Arn, false),
        ("ssm:SourceInstanceArn", Arn, false),
        ("identitystore:UserId", String, false),
        // The network.
        ("aws:SourceIp", Ip, false),
        ("aws:SourceVpc", String, false),
        ("aws:SourceVpcArn", Arn, false),
        ("aws:SourceVpce", String, false),
        ("aws:VpceAccount", String, false),
        ("aws:VpceOrgPaths", String, true),
        ("aws:VpceOrgID", String, false),
        ("aws:VpcSourceIp", Ip, false),
        // The resource.
        ("aws:ResourceAccount", String, false),
        ("aws:ResourceOrgID", String, false),
        ("aws:ResourceOrgPaths", String, true),
        ("aws:ResourceTag/${TagKey}", String, false),
        // The request.
        ("aws:CalledVia", String, true),
        ("aws:CalledViaFirst", String, false),
        ("aws:CalledViaLast", String, false),
        ("aws:CalledViaAWSMCP", String, false),
        ("aws:ViaAWSService", Bool, false),
        ("aws:ViaAWSMCPService", Bool, false),
        ("aws:IsMcpServiceAction", Bool, false),
        ("aws:CurrentTime", Date, false),
        // The guide calls it a date or a number; the time operators take seconds, too.
        ("aws:EpochTime", Date, false),
        ("aws:referer", String, false),
        ("aws:RequestedRegion", String, false),
        ("aws:RequestTag/${TagKey}", String, false),
        ("aws:TagKeys", String, true),
        ("aws:SecureTransport", Bool, false),
        ("aws:SourceArn", Arn, false),
        ("aws:SourceAccount", String, false),
        ("aws:SourceOwner", String, false),
        ("aws:SourceOrgPaths", String, true),
        ("aws:SourceOrgID", String, false),
        ("aws:UserAgent", String, false),
    ]
};

/// The condition keys that requests to any service may have.
pub fn global_keys() -> impl Iterator<Item = ConditionKey> {
    KEYS.iter().map(|(name, kind, is_multivalued)| ConditionKey { name, kind: *kind, is_multivalued: *is_multivalued })
}

/// The keys that an OpenID Connect provider sets for the principals it vouches for; its host stands before the colon.
const CLAIMS: [(&str, bool); 6] = [
    ("${Provider}:amr", true),
    ("${Provider}:aud", false),
    ("${Provider}:azp", false),
    ("${Provider}:email", false),
    ("${Provider}:oaud", false),
    ("${Provider}:sub", false),
];

/// The global key with this name, in any case.
pub(crate) fn global_key(name: &str) -> Option<ConditionKey> {
    global_keys().find(|key| key.is_named(name))
}

/// The key with this name of an identity provider, such as `oidc.eks.eu-west-1.amazonaws.com/id/0A1B:sub`.
pub(crate) fn provider_key(name: &str) -> Option<ConditionKey> {
    let (provider, _) = name.rsplit_once(':').filter(|(provider, _)| provider.contains('.'))?;
    let keys =
        CLAIMS.iter().map(|(name, several)| ConditionKey { name, kind: ValueKind::String, is_multivalued: *several });
    keys.filter(|_| !provider.contains(':')).find(|key| key.is_named(name))
}
