//! By what the conditions of a resource policy narrow "anyone" to somebody.

/// To whom or where a condition narrows a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Narrowing {
    /// The resource on whose behalf a service calls.
    SourceArn,
    /// The account on whose behalf a service calls.
    SourceAccount,
    /// The organisation on whose behalf a service calls.
    SourceOrganization,
    /// Principals of named organisations.
    PrincipalOrganization,
    /// Principals of named accounts.
    PrincipalAccount,
    /// Named principals, by ARN, id or name.
    Principal,
    /// Callers of named accounts, as the service itself names them: `kms:CallerAccount`.
    CallerAccount,
    /// Requests through named VPC endpoints.
    VpcEndpoint,
    /// Requests from named VPCs.
    Vpc,
    /// Requests from address ranges that are not wide.
    SourceIp,
    /// Requests that a service of the platform makes itself.
    ViaService,
    /// Holders of an identity provider's token for a named audience or subject.
    Token,
    /// Whoever knows a secret token, such as an Alexa skill's id.
    SharedToken,
    /// Deliveries to named addresses.
    Delivery,
    /// Whoever may use a named key.
    EncryptionKey,
}

impl Narrowing {
    /// In words that stand after "anyone".
    pub const fn words(self) -> &'static str {
        match self {
            Self::SourceArn => "on behalf of resources it names",
            Self::SourceAccount => "on behalf of accounts it names",
            Self::SourceOrganization => "on behalf of organisations it names",
            Self::PrincipalOrganization => "of organisations it names",
            Self::PrincipalAccount | Self::CallerAccount => "of accounts it names",
            Self::Principal => "whom it names",
            Self::VpcEndpoint => "through VPC endpoints it names",
            Self::Vpc => "in VPCs it names",
            Self::SourceIp => "from addresses it names",
            Self::ViaService => "through a service of the platform",
            Self::Token => "with a token it names",
            Self::SharedToken => "with a secret it names",
            Self::Delivery => "for deliveries it names",
            Self::EncryptionKey => "with a key it names",
        }
    }
}
