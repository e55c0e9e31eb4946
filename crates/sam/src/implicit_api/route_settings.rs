//! Settings of single routes of HTTP APIs, written in events.

use syntax::{Node, node};

use super::{ANY_METHOD, Pass, Route, properties_mut};
use crate::error::Cause;
use crate::expect::{self, Subject};
use crate::values;

impl Pass<'_> {
    /// Merges the settings of an event's route into those of its API.
    pub(super) fn add_route_settings(
        &mut self,
        event: &str,
        route: &Route,
        settings: Option<&Node>,
        condition: Option<&Node>,
    ) -> Result<(), Cause> {
        let Some(settings) = settings else { return Ok(()) };
        let name = if &*route.method == ANY_METHOD {
            route.path.to_string()
        } else {
            format!("{} {}", route.method.to_uppercase(), route.path)
        };
        let settings = match condition {
            Some(condition) => {
                let origin = settings.origin.derived("Condition");
                let nothing = values::reference("AWS::NoValue", &origin);
                values::conditional(condition.clone(), settings.clone(), nothing, &origin)
            }
            None => settings.clone(),
        };
        let Some(api) = self.resource_mut(&route.api) else { return Ok(()) };
        let Some(properties) = properties_mut(api, &settings.origin) else { return Ok(()) };
        let held = properties.get_or_insert_with("RouteSettings", || node!(&settings.origin; {}));
        expect::map(Some(held), Subject::Resource(&route.api), "RouteSettings")?;
        let settings_map = expect::map(Some(&settings), Subject::Event(event), "RouteSettings")?;
        let Some(held) = held.as_map_mut() else { return Ok(()) };
        let routed = held.get_or_insert_with(&name, || node!(&settings.origin; {}));
        for (key, entry) in settings_map.entries() {
            if let Some(routed) = routed.as_map_mut() {
                routed.insert_at(key.clone(), entry.key.clone(), entry.node.clone());
            }
        }
        Ok(())
    }
}
