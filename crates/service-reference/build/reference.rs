//! Services, actions, resource types and condition keys as rows of fixed width, sorted by name without regard to case.
//! `src/table.rs` reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use crate::perfect_hash::place;
use crate::pool::{Lists, Pool};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const LEVELS: [&str; 5] = ["List", "Read", "Write", "Tagging", "Permissions"];
const KINDS: [&str; 7] = ["String", "Numeric", "Date", "Bool", "ARN", "IPAddress", "Binary"];
/// Says of a condition key that it holds several values.
const SEVERAL: u8 = 0x80;
/// Says of a condition key that its name has a hole.
const HOLE: u8 = 0x40;
/// Says of a resource type in an action's list that the action needs one.
const REQUIRED: u16 = 0x8000;

/// Where rows stand, by lower-case name: of actions and resource types with the service before them, of condition keys
/// with the type after them.
type Places = BTreeMap<String, u16>;

/// One service of the table, members sorted.
struct Service<'a> {
    prefix: &'a str,
    table: &'a Value,
    actions: Vec<(&'a str, &'a Value)>,
    resources: Vec<(&'a str, &'a Value)>,
    keys: Vec<(&'a str, &'a str)>,
}

#[derive(Default)]
struct Packer {
    pool: Pool,
    lists: Lists,
    actions: Places,
    resources: Places,
    keys: Places,
}

/// Writes the rows into `out`.
pub fn pack(table: &Value, out: &Path) -> Result<()> {
    let services = services(table)?;
    let mut packer = Packer::default();
    let keys = packer.key_rows(&services)?;
    // Prefixes lie together, since every look-up reads one.
    for service in &services {
        packer.pool.place(service.prefix)?;
    }
    packer.actions = places(&services, |service| &service.actions)?;
    packer.resources = places(&services, |service| &service.resources)?;
    let (mut service_rows, mut action_rows, mut resource_rows) = (Vec::new(), Vec::new(), Vec::new());
    let (mut first_action, mut first_resource) = (0, 0);
    for (number, service) in services.iter().enumerate() {
        let number = u16::try_from(number)?;
        let actions = first_action..first_action + u16::try_from(service.actions.len())?;
        let resources = first_resource..first_resource + u16::try_from(service.resources.len())?;
        service_rows.extend(packer.service(service)?);
        service_rows
            .extend([actions.start, actions.end, resources.start, resources.end].map(u16::to_le_bytes).concat());
        for (name, action) in &service.actions {
            action_rows.extend(packer.action(number, service, name, action)?);
        }
        for (name, resource) in &service.resources {
            resource_rows.extend(packer.resource(number, service, name, resource)?);
        }
        (first_action, first_resource) = (actions.end, resources.end);
    }
    let placed = place(&packer.names_by_place())?;
    fs::write(out.join("shifts.bin"), bytes(&placed.shifts))?;
    fs::write(out.join("slots.bin"), bytes(&placed.slots))?;
    fs::write(out.join("services.bin"), service_rows)?;
    fs::write(out.join("actions.bin"), action_rows)?;
    fs::write(out.join("resources.bin"), resource_rows)?;
    fs::write(out.join("keys.bin"), keys)?;
    fs::write(out.join("lists.bin"), packer.lists.items())?;
    fs::write(out.join("starts.bin"), packer.lists.starts()?)?;
    fs::write(out.join("pool.txt"), packer.pool.text)?;
    fs::write(out.join("reference-date.txt"), table.get("date").and_then(Value::as_str).ok_or("no date")?)?;
    Ok(())
}

impl Packer {
    /// Full names of actions, in the order of their rows.
    fn names_by_place(&self) -> Vec<String> {
        let mut names: Vec<(u16, &String)> = self.actions.iter().map(|(name, place)| (*place, name)).collect();
        names.sort_unstable();
        names.into_iter().map(|(_, name)| name.clone()).collect()
    }

    /// The rows of all condition keys, and their places. A key that two services type differently has two rows.
    fn key_rows(&mut self, services: &[Service<'_>]) -> Result<Vec<u8>> {
        let all: BTreeMap<String, (&str, &str)> =
            services.iter().flat_map(|service| &service.keys).map(|key| (key_place(*key), *key)).collect();
        let mut rows = Vec::new();
        for (number, (place, (name, kind))) in all.into_iter().enumerate() {
            let several = kind.strip_prefix("ArrayOf");
            let code = position(&KINDS, several.unwrap_or(kind))?;
            rows.extend(self.pool.place(name)?.to_le_bytes());
            let several = if several.is_some() { SEVERAL } else { 0 };
            rows.push(code | several | if name.contains("${") { HOLE } else { 0 });
            self.keys.insert(place, u16::try_from(number)?);
        }
        Ok(rows)
    }

    fn service(&mut self, service: &Service<'_>) -> Result<Vec<u8>> {
        let name = service.table.get("name").and_then(Value::as_str).ok_or("a service has no name")?;
        let keys = service.keys.iter().map(|key| self.keys.get(&key_place(*key)).copied().ok_or("a key is lost"));
        let keys = keys.collect::<std::result::Result<Vec<u16>, _>>()?;
        let mut row = Vec::new();
        row.extend(self.pool.place(service.prefix)?.to_le_bytes());
        row.extend(self.pool.place(name)?.to_le_bytes());
        row.extend(self.lists.name(keys)?.to_le_bytes());
        row.push(u8::from(service.table.get("rcp").and_then(Value::as_bool) == Some(true)));
        Ok(row)
    }

    fn action(&mut self, number: u16, service: &Service<'_>, name: &str, action: &Value) -> Result<Vec<u8>> {
        let level = action.get("level").and_then(Value::as_str).unwrap_or_default();
        let mut uses = Vec::new();
        for (written, keys) in action.get("resources").and_then(Value::as_object).into_iter().flatten() {
            let used = written.trim_end_matches('*');
            let place = format!("{}:{used}", service.prefix).to_lowercase();
            let place = self.resources.get(&place).ok_or_else(|| format!("`{place}` is no resource type"))?;
            uses.push(if used.len() < written.len() { place | REQUIRED } else { *place });
            uses.push(self.key_list(service, Some(keys))?);
        }
        let needs = texts(action.get("dependent"));
        let needs = needs.map(|need| self.actions.get(&need.to_lowercase()).copied().ok_or("no such action"));
        let needs = needs.collect::<std::result::Result<Vec<u16>, _>>()?;
        let keys = self.key_list(service, action.get("keys"))?;
        let mut row = self.pool.place(name)?.to_le_bytes().to_vec();
        row.extend([number, self.lists.name(uses)?, keys, self.lists.name(needs)?].map(u16::to_le_bytes).concat());
        row.push(position(&LEVELS, level)?);
        Ok(row)
    }

    fn resource(&mut self, number: u16, service: &Service<'_>, name: &str, resource: &Value) -> Result<Vec<u8>> {
        let arn = resource.get("arn").and_then(Value::as_str).unwrap_or_default();
        let keys = self.key_list(service, resource.get("keys"))?;
        let mut row = self.pool.place(name)?.to_le_bytes().to_vec();
        row.extend(self.pool.place(arn)?.to_le_bytes());
        row.extend([number, keys].map(u16::to_le_bytes).concat());
        Ok(row)
    }

    /// The keys that a list names; the service says their types.
    fn key_list(&mut self, service: &Service<'_>, names: Option<&Value>) -> Result<u16> {
        let mut keys = BTreeSet::new();
        for name in texts(names) {
            let own = service.keys.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
            let place = own.and_then(|key| self.keys.get(&key_place(*key)));
            keys.insert(*place.ok_or_else(|| format!("`{name}` is no key of {}", service.prefix))?);
        }
        self.lists.name(keys.into_iter().collect())
    }
}

fn bytes(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn services(table: &Value) -> Result<Vec<Service<'_>>> {
    let listed = table.get("services").and_then(Value::as_object).ok_or("the table has no services")?;
    let mut services: Vec<Service<'_>> = listed
        .iter()
        .map(|(prefix, table)| Service {
            prefix,
            table,
            actions: members(table, "actions"),
            resources: members(table, "resources"),
            keys: members(table, "keys").into_iter().map(|(name, kind)| (name, kind.as_str().unwrap_or(""))).collect(),
        })
        .collect();
    services.sort_by_key(|service| service.prefix.to_lowercase());
    Ok(services)
}

fn members<'a>(table: &'a Value, kind: &str) -> Vec<(&'a str, &'a Value)> {
    let listed = table.get(kind).and_then(Value::as_object).into_iter().flat_map(Map::iter);
    let mut members: Vec<(&str, &Value)> = listed.map(|(name, member)| (name.as_str(), member)).collect();
    members.sort_by_key(|(name, _)| name.to_lowercase());
    members
}

fn places<'a>(
    services: &'a [Service<'a>],
    of: impl Fn(&'a Service<'a>) -> &'a [(&'a str, &'a Value)],
) -> Result<Places> {
    let mut places = Places::new();
    for service in services {
        for (name, _) in of(service) {
            let number = u16::try_from(places.len())?;
            places.insert(format!("{}:{name}", service.prefix).to_lowercase(), number);
        }
    }
    if places.len() >= usize::from(REQUIRED) {
        return Err("more rows than a list can name".into());
    }
    Ok(places)
}

/// The sort key of a condition key: a name ends before any other that it begins.
fn key_place((name, kind): (&str, &str)) -> String {
    format!("{}\0{kind}", name.to_lowercase())
}

fn texts(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn position(words: &[&str], word: &str) -> Result<u8> {
    let place = words.iter().position(|known| *known == word).ok_or_else(|| format!("`{word}` is not known"))?;
    Ok(u8::try_from(place)?)
}
