//! Which parts of events the platform writes, and no caller.

use super::Delivery;

/// A part of an access path: `*` is any element of a list. Names are lower case and have letters and digits only, so that
/// `event_source`, `eventSource` and `getEventSource()` are one.
pub(super) const ELEMENT: &str = "*";

/// What every record of a batch has from the platform.
const RECORD: [&str; 6] = ["eventsource", "eventsourcearn", "awsregion", "eventversion", "eventname", "eventid"];

/// Parts of a request's context that a caller writes nevertheless.
const CALLERS: [&str; 6] = ["path", "useragent", "authorizer", "domainname", "querystring", "protocol"];

/// Whether the platform alone writes what stands at a path of an event that comes in one of these ways. Of what only the clock
/// sends, it writes all.
pub(super) fn is_trusted(path: &[String], deliveries: &[Delivery]) -> bool {
    if !deliveries.is_empty() && deliveries.iter().all(|delivery| *delivery == Delivery::Schedule) {
        return true;
    }
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    // Where an object's content is to be fetched and sent, which only the platform writes, and no other event has.
    if matches!(path.as_slice(), ["objectcontext", ..]) {
        return true;
    }
    let comes_otherwise = deliveries.is_empty() || deliveries.contains(&Delivery::Unknown);
    !comes_otherwise && deliveries.iter().any(|delivery| is_envelope(&path, *delivery))
}

fn is_envelope(path: &[&str], delivery: Delivery) -> bool {
    let is_own = match delivery {
        Delivery::Http | Delivery::WebSocket => is_request_envelope(path),
        Delivery::GraphQl => matches!(path, ["info", "fieldname" | "parenttypename", ..]),
        Delivery::Queue => {
            matches!(of_record(path), Some(["messageid" | "receipthandle" | "md5ofbody" | "attributes", ..]))
        }
        Delivery::Topic => {
            let own = ["type", "messageid", "topicarn", "timestamp", "signature", "signatureversion", "signingcerturl"];
            matches!(of_record(path), Some(["eventsubscriptionarn", ..]))
                || matches!(of_record(path), Some(["sns", field, ..]) if own.contains(field))
        }
        Delivery::Bucket => match of_record(path) {
            Some(["eventtime" | "requestparameters" | "responseelements", ..]) => true,
            Some(["s3", "bucket" | "configurationid" | "s3schemaversion", ..]) => true,
            Some(["s3", "object", field, ..]) => matches!(*field, "size" | "etag" | "versionid" | "sequencer"),
            _ => is_bus_envelope(path),
        },
        Delivery::Table => {
            let own = ["sequencenumber", "sizebytes", "streamviewtype", "approximatecreationdatetime"];
            matches!(of_record(path), Some(["dynamodb", field, ..]) if own.contains(field))
        }
        Delivery::Stream => {
            let own = ["sequencenumber", "approximatearrivaltimestamp", "kinesisschemaversion"];
            matches!(of_record(path), Some(["kinesis", field, ..]) if own.contains(field))
        }
        Delivery::Bus => is_bus_envelope(path),
        Delivery::Schedule | Delivery::Unknown => false,
    };
    is_own || matches!(of_record(path), Some([field, ..]) if RECORD.contains(field))
}

fn is_request_envelope(path: &[&str]) -> bool {
    match path {
        ["httpmethod" | "resource" | "stagevariables" | "isbase64encoded" | "version" | "routekey", ..] => true,
        ["requestcontext", rest @ ..] => !rest.iter().any(|part| CALLERS.contains(part)),
        _ => false,
    }
}

fn is_bus_envelope(path: &[&str]) -> bool {
    matches!(path, ["version" | "id" | "detailtype" | "source" | "account" | "time" | "region" | "resources", ..])
}

/// What comes after `Records[*]`.
fn of_record<'p>(path: &'p [&'p str]) -> Option<&'p [&'p str]> {
    match path {
        ["records", ELEMENT, rest @ ..] => Some(rest),
        _ => None,
    }
}

/// A name as paths have it.
pub(super) fn normal(name: &str) -> String {
    let getter = name.strip_prefix("get").filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    getter.unwrap_or(name).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trusted(path: &str, deliveries: &[Delivery]) -> bool {
        let path: Vec<String> =
            path.split('.').map(|part| if part == ELEMENT { part.to_owned() } else { normal(part) }).collect();
        is_trusted(&path, deliveries)
    }

    #[test]
    fn envelopes_are_the_platforms_and_contents_are_not() {
        use Delivery::{Bucket, Bus, Http, Queue, Table, Topic, Unknown};
        for (path, delivery, expected) in [
            ("requestContext.requestId", Http, true),
            ("requestContext.http.path", Http, false),
            ("requestContext.authorizer.claims.name", Http, false),
            ("requestContext", Http, true),
            ("getBody", Http, false),
            ("Records.*.eventSource", Queue, true),
            ("Records.*.body", Queue, false),
            ("Records.*.Sns.TopicArn", Topic, true),
            ("Records.*.Sns.Message", Topic, false),
            ("Records.*.s3.bucket.name", Bucket, true),
            ("Records.*.s3.object.key", Bucket, false),
            ("Records.*.s3.object.size", Bucket, true),
            ("Records.*.dynamodb.NewImage.id", Table, false),
            ("detail-type", Bus, true),
            ("detail.id", Bus, false),
            ("requestContext.requestId", Unknown, false),
            ("getObjectContext.inputS3Url", Unknown, true),
        ] {
            assert_eq!(trusted(path, &[delivery]), expected, "{path} {delivery:?}");
        }
        assert!(!trusted("requestContext.requestId", &[Http, Unknown]));
        assert!(trusted("Records.*.awsRegion", &[Http, Queue]));
        assert!(!trusted("requestContext.requestId", &[]));
    }
}
