//! DNS records for custom domains.

use std::collections::HashMap;
use std::sync::Arc;

use source::Origin;
use syntax::{Map, Node, node};

use crate::error::{Cause, Expected};
use crate::expect::{self, Subject};
use crate::hash;
use crate::resource::{Resource, SamResource};
use crate::values;

/// The zone of the content delivery network, the same for everybody.
const EDGE_ZONE: &str = "Z2FDTNDATAQYW2";

/// Groups of records by their logical id; APIs with the same hosted zone share one.
pub(crate) type RecordSetGroups = HashMap<Arc<str>, Resource>;

/// A domain name that records shall point to.
#[derive(Debug)]
pub(super) struct Target<'d> {
    /// The API.
    pub(super) resource: &'d SamResource,
    /// The `Domain` property.
    pub(super) domain: &'d Map,
    /// Whose attributes name the address: the logical id of the domain name's resource.
    pub(super) address_of: Node,
    /// `REGIONAL`, `EDGE` or `PRIVATE`.
    pub(super) endpoint: &'d str,
    /// Whether zone id and zone name may both stand in the group.
    pub(super) both_zones: bool,
    /// Whether the API may ask for a group of its own.
    pub(super) may_separate: bool,
}

impl Target<'_> {
    /// The group with the records for the domain, if `Route53` asks for one.
    pub(super) fn records(&self, groups: &mut RecordSetGroups) -> Result<Option<Resource>, Cause> {
        let Some(written) = values::some(self.domain.get("Route53")) else { return Ok(None) };
        let id = &self.resource.logical_id;
        let route53 = expect::map(Some(written), Subject::Resource(id), "Domain.Route53")?;
        let zone = |name: &str| values::some(route53.get(name));
        if zone("HostedZoneId").is_none() && zone("HostedZoneName").is_none() {
            let message = "HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains.";
            return Err(Cause::resource(&**id, message).at(&written.origin));
        }
        let named = values::set(zone("HostedZoneId")).or_else(|| zone("HostedZoneName"));
        let origin = written.origin.derived("Route53");
        if self.may_separate
            && let Some(separate) = values::set(route53.get("SeparateRecordSetGroup"))
        {
            expect_flag(id, separate)?;
            return Ok(Some(self.separate_group(route53, named, &origin)));
        }
        let group_id: Arc<str> = match named {
            Some(zone) => hash::logical_id("RecordSetGroup", zone).into(),
            None => Arc::from("RecordSetGroup"),
        };
        let group = groups.entry(group_id.clone()).or_insert_with(|| self.new_group(&group_id, route53, &origin));
        let mut records = group.get("RecordSets").and_then(Node::as_list).map(<[Node]>::to_vec).unwrap_or_default();
        records.extend(self.record_sets(route53, &origin));
        let place = group.origin.clone();
        group.set("RecordSets", Node::from_list(records, place));
        Ok(Some(group.clone()))
    }

    fn new_group(&self, id: &Arc<str>, route53: &Map, origin: &Origin) -> Resource {
        let mut made = Resource::new(id.clone(), "AWS::Route53::RecordSetGroup", origin)
            .with_attributes(self.resource.passed_attributes());
        let zone_id = route53.get("HostedZoneId");
        made.set_opt("HostedZoneId", zone_id);
        made.set_opt("HostedZoneName", route53.get("HostedZoneName").filter(|_| self.both_zones || zone_id.is_none()));
        made
    }

    fn separate_group(&self, route53: &Map, named: Option<&Node>, origin: &Origin) -> Resource {
        let zone = named.cloned().unwrap_or_else(|| Node::null(origin.clone()));
        let name = self.domain.get("DomainName").cloned().unwrap_or_else(|| Node::null(origin.clone()));
        let id = hash::logical_id("RecordSetGroup", &Node::from_list(vec![zone, name], origin.clone()));
        let mut made = Resource::new(id, "AWS::Route53::RecordSetGroup", origin)
            .with_attributes(self.resource.passed_attributes());
        for name in ["HostedZoneId", "HostedZoneName"] {
            made.set_opt(name, values::set(route53.get(name)));
        }
        made.set("RecordSets", Node::from_list(self.record_sets(route53, origin), origin.clone()));
        made
    }

    fn record_sets(&self, route53: &Map, origin: &Origin) -> Vec<Node> {
        let ipv6 = matches!(route53.get("IpV6").map(|flag| &flag.value), Some(syntax::Value::Bool(true)));
        let kinds: &[&str] = if ipv6 { &["A", "AAAA"] } else { &["A"] };
        kinds.iter().map(|kind| self.record_set(kind, route53, origin)).collect()
    }

    fn record_set(&self, kind: &str, route53: &Map, origin: &Origin) -> Node {
        let mut record = Map::new();
        if let Some(name) = self.domain.get("DomainName") {
            record.insert("Name", name.clone());
        }
        record.insert("Type", node!(origin; (kind)));
        record.insert("AliasTarget", self.alias_target(route53, origin));
        for name in ["Region", "SetIdentifier"] {
            if let Some(value) = values::some(route53.get(name)) {
                record.insert(name, value.clone());
            }
        }
        Node::from_map(record, origin.clone())
    }

    fn alias_target(&self, route53: &Map, origin: &Origin) -> Node {
        let mut target = Map::new();
        if let Some(health) = values::some(route53.get("EvaluateTargetHealth")) {
            target.insert("EvaluateTargetHealth", health.clone());
        }
        let attribute = |name: &str| node!(origin; { "Fn::GetAtt": [(&self.address_of), (name)] });
        let written = |name: &str| route53.get(name).cloned().unwrap_or_else(|| Node::null(origin.clone()));
        let (zone, name) = match self.endpoint {
            "REGIONAL" => (attribute("RegionalHostedZoneId"), attribute("RegionalDomainName")),
            "EDGE" => {
                let written = values::some(route53.get("DistributionDomainName")).cloned();
                (node!(origin; (EDGE_ZONE)), written.unwrap_or_else(|| attribute("DistributionDomainName")))
            }
            _ => (written("VpcEndpointHostedZoneId"), written("VpcEndpointDomainName")),
        };
        target.insert("HostedZoneId", zone);
        target.insert("DNSName", name);
        Node::from_map(target, origin.clone())
    }
}

fn expect_flag(id: &str, separate: &Node) -> Result<(), Cause> {
    let path = "Domain.Route53.SeparateRecordSetGroup";
    match separate.value {
        syntax::Value::Bool(_) => Ok(()),
        _ => Err(Subject::Resource(id).wrong(path, Expected::Boolean, None).at(&separate.origin)),
    }
}
