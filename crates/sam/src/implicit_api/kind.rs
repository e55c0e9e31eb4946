//! The two kinds of implicit APIs.

use source::Origin;
use syntax::{Node, node};

use super::{HTTP_API, REST_API};
use crate::py27::Dict;

/// REST or HTTP, with the names that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Rest,
    Http,
}

impl Kind {
    pub(super) const fn event_type(self) -> &'static str {
        match self {
            Self::Rest => "Api",
            Self::Http => "HttpApi",
        }
    }

    pub(super) const fn api_property(self) -> &'static str {
        match self {
            Self::Rest => "RestApiId",
            Self::Http => "ApiId",
        }
    }

    pub(super) const fn implicit_id(self) -> &'static str {
        match self {
            Self::Rest => "ServerlessRestApi",
            Self::Http => "ServerlessHttpApi",
        }
    }

    pub(super) const fn resource_type(self) -> &'static str {
        match self {
            Self::Rest => REST_API,
            Self::Http => HTTP_API,
        }
    }

    pub(super) fn implicit_api(self, document: &Dict, cause: &Origin) -> Node {
        let body = document.to_node();
        match self {
            Self::Rest => node!(cause; {
                "Type": "AWS::Serverless::Api",
                "Properties": { "StageName": "Prod", "DefinitionBody": (body), "__MANAGE_SWAGGER": true },
            }),
            Self::Http => node!(cause; {
                "Type": "AWS::Serverless::HttpApi",
                "Properties": { "DefinitionBody": (body), "__MANAGE_SWAGGER": true },
            }),
        }
    }
}
