//! The model speaks of every cloud: two applications that no loader reads yet, built by hand and carried through exposure,
//! paths and the report.

#![expect(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::sync::Arc;

use finding::Severity;
use load::Loaded;
use model::{
    Alternative, Api, ApiId, ApiStyle, AttachedPolicy, Auth, Cloud, CodeLocation, Entry, EntryKind, Function,
    FunctionId, Guard, Identity, IdentityId, Network, PolicyBody, PolicySource, PolicyTarget, Project, Property,
    ResourceId, ResourcePolicy, Stack, StackId, Store, StoreKind, Target,
};
use policy::PolicyDocument;
use scan::{Config, Report, analyse};
use source::{FileId, MemoryFiles, Origin, Span};
use syntax::node;

/// A project in the making, and the text its spans point into.
struct Builder {
    text: &'static str,
    project: Project,
}

impl Builder {
    fn new(cloud: Cloud, text: &'static str) -> Self {
        let stack = Stack { cloud, path: Arc::from(""), file: FileId(0), parent: None };
        Self { text, project: Project { stacks: vec![stack], ..Project::default() } }
    }

    /// Where `words` stand in the text.
    fn at(&self, words: &str) -> Origin {
        let start = self.text.find(words).unwrap_or_else(|| panic!("`{words}` is not in the text"));
        Origin::Written(Span::new(FileId(0), start, start + words.len()))
    }

    fn id(name: &str) -> ResourceId {
        ResourceId { stack: StackId(0), name: Arc::from(name) }
    }

    fn api(&mut self, name: &str) -> &mut Api {
        self.project.apis.push(Api {
            resource: Self::id(name),
            origin: self.at(name),
            guard: Guard::always(),
            style: ApiStyle::Platform,
            network: Property::unset(),
            front_auth: Property::unset(),
            authorizers: Vec::new(),
            cors: Vec::new(),
            client_certificate: Property::unset(),
            default_endpoint_disabled: Property::unset(),
            domains: Vec::new(),
        });
        self.project.apis.last_mut().unwrap()
    }

    fn function(&mut self, name: &str, runtime: &str) -> FunctionId {
        let id = FunctionId::of(self.project.functions.len());
        let origin = self.at(name);
        self.project.functions.push(Function {
            resource: Self::id(name),
            cloud_name: Arc::from(name),
            origin: origin.clone(),
            guard: Guard::always(),
            runtime: Property::always(Arc::from(runtime), origin),
            handler: Property::unset(),
            code: CodeLocation::Folder(name.to_owned()),
            timeout_s: Property::unset(),
            memory_mb: Property::unset(),
            environment: Vec::new(),
            identity: Some(IdentityId(0)),
            layers: Vec::new(),
            deployed: None,
            concurrency: Property::unset(),
            loops_allowed: Property::unset(),
        });
        id
    }

    fn route(&mut self, path: &str, asks: Auth, stated: &str, target: FunctionId) {
        let stated = self.at(stated);
        self.project.entries.push(Entry {
            resource: self.project.functions[target.index()].resource.clone(),
            origin: stated.clone(),
            guard: Guard::always(),
            kind: EntryKind::Route { method: Arc::from("ANY"), path: Arc::from(path) },
            api: Some(ApiId(0)),
            auth: Property::always(asks, stated),
            target: Target::Function(target),
        });
    }

    /// A bucket and an identity that has `role` on it.
    fn bucket_and_identity(&mut self, bucket: &str, identity: &str, role: &str) {
        self.project.stores.push(Store {
            resource: Self::id(bucket),
            origin: self.at(bucket),
            guard: Guard::always(),
            kind: StoreKind::Bucket,
            cloud_name: Arc::from(bucket),
            visibility_timeout_s: Property::unset(),
            public_access_blocked: Property::unset(),
            public_grant: Property::unset(),
        });
        let body = PolicyBody::Role { role: Arc::from(role), scope: Arc::from(bucket) };
        let origin = self.at(role);
        self.project.identities.push(Identity {
            resource: Self::id(identity),
            cloud_name: Arc::from(identity),
            origin: self.at(identity),
            guard: Guard::always(),
            trust: None,
            policies: vec![AttachedPolicy { origin, guard: Guard::always(), source: PolicySource::Author, body }],
            boundary: None,
        });
    }

    fn report(self, path: &str) -> Report {
        let files = MemoryFiles::new([(path, self.text)]);
        let loaded = Loaded { project: self.project, templates: 1, ..Loaded::default() };
        analyse(&files, &Config::default(), loaded)
    }
}

/// `label reach` of each entry, in order.
fn reaches(report: &Report) -> Vec<String> {
    report.entries.iter().map(|entry| format!("{} {}", entry.label, entry.reach)).collect()
}

fn human(report: &Report) -> String {
    let mut out = Vec::new();
    report::human(report, &report::Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const AZURE: &str = "\
resource shop 'Microsoft.Web/sites' = { kind: 'functionapp', identity: { type: 'SystemAssigned' } }
function Intake: authLevel anonymous
function Status: authLevel function
resource receipts 'Microsoft.Storage/storageAccounts/blobServices/containers'
role assignment: Storage Blob Data Contributor
authSettingsV2: requireAuthentication true
";

fn azure(easy_auth: bool) -> Report {
    let mut app = Builder::new(Cloud::Azure, AZURE);
    app.bucket_and_identity("receipts", "shop", "Storage Blob Data Contributor");
    let required = app.at("requireAuthentication true");
    let api = app.api("shop");
    if easy_auth {
        api.front_auth = Property::always(true, required);
    }
    let intake = app.function("Intake", "node|22");
    let status = app.function("Status", "node|22");
    app.route("/api/intake", Auth::None, "anonymous", intake);
    app.route("/api/status", Auth::ApiKey, "authLevel function", status);
    app.report("main.bicep")
}

#[test]
fn an_azure_function_app() {
    let open = azure(false);
    assert_eq!(reaches(&open), ["ANY /api/intake public", "ANY /api/status key-only"]);
    let [worst, ..] = &open.paths[..] else { panic!("no path") };
    assert_eq!(worst.severity, Severity::High);
    assert!(
        worst.title.starts_with("anyone → Intake → ") && worst.title.ends_with("bucket receipts"),
        "{}",
        worst.title
    );
    let rules: Vec<&str> = open.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["posture/open-http-route", "posture/api-key-only"]);
    let text = human(&open);
    assert!(text.contains("main.bicep:2:28") && text.contains("anyone may call ANY /api/intake"), "{text}");
    assert!(!text.contains("AWS"), "{text}");
}

#[test]
fn platform_authentication_closes_every_route_of_the_app() {
    let closed = azure(true);
    assert_eq!(reaches(&closed), ["ANY /api/intake authenticated", "ANY /api/status authenticated"]);
    assert!(closed.paths.is_empty() && closed.findings.is_empty());
}

const CLOUD_RUN: &str = "\
resource google_cloud_run_v2_service thumbnails { ingress = INGRESS_TRAFFIC_ALL }
resource google_cloud_run_v2_service_iam_member door { role = roles/run.invoker, member = allUsers }
resource google_service_account runner
resource google_storage_bucket uploads
resource google_storage_bucket_iam_member may { role = roles/storage.objectAdmin }
";

fn cloud_run(invoker: &'static str, network: Network) -> Report {
    let mut app = Builder::new(Cloud::Gcp, CLOUD_RUN);
    app.bucket_and_identity("uploads", "runner", "roles/storage.objectAdmin");
    let (ingress, member) = (app.at("INGRESS_TRAFFIC_ALL"), app.at("allUsers"));
    app.api("thumbnails").network =
        Property { alternatives: vec![Alternative { guard: Guard::always(), value: Ok(network), origin: ingress }] };
    let service = app.function("thumbnails", "python313");
    app.route("/", Auth::Iam, "google_cloud_run_v2_service thumbnails", service);
    let principal = if invoker == "allUsers" { "*" } else { invoker };
    let (document, notices) = PolicyDocument::parse(&node!(&member; {
        "Statement": [{ "Effect": "Allow", "Principal": { "AWS": (principal) }, "Action": "run:invoke", "Resource": "*" }],
    }));
    assert_eq!(notices, []);
    let resource = Builder::id("door");
    let on = PolicyTarget::Api(ApiId(0));
    app.project.resource_policies.push(ResourcePolicy {
        resource,
        origin: member,
        guard: Guard::always(),
        on,
        noun: "gateway",
        barrier: Property::unset(),
        document,
    });
    app.report("main.tf")
}

#[test]
fn a_cloud_run_service_with_a_public_invoker() {
    let open = cloud_run("allUsers", Network::Internet);
    assert_eq!(reaches(&open), ["ANY / public"]);
    let [worst, ..] = &open.paths[..] else { panic!("no path") };
    assert!(worst.title.contains("thumbnails") && worst.title.ends_with("bucket uploads"), "{}", worst.title);
    let text = human(&open);
    assert!(text.contains("its policy lets anyone in") && text.contains("main.tf"), "{text}");
}

#[test]
fn ingress_and_invokers_decide_for_cloud_run() {
    let reach = |invoker, network| reaches(&cloud_run(invoker, network)).remove(0);
    assert_eq!(reach("allUsers", Network::Private), "ANY / private");
    assert_eq!(reach("111122223333", Network::Internet), "ANY / authenticated");
}
