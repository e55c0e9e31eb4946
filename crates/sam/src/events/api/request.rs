//! What the method of an `Api` event demands of its requests.

use super::Method;
use crate::error::{Cause, Expected};
use crate::expect::Subject;
use crate::openapi::{RequestParameter, RestDocument};
use crate::py27::{Dict, Doc, Key};
use crate::values;

const SETTINGS: [&str; 2] = ["Required", "Caching"];

impl Method<'_> {
    /// Demands a body of the event's model.
    pub(super) fn add_request_model(&self, document: &mut RestDocument) -> Result<(), Cause> {
        let Some(written) = self.event.set("RequestModel") else { return Ok(()) };
        let Doc::Dict(request) = Doc::from_template(written) else {
            let subject = Subject::Event(&self.event.id);
            return Err(subject.wrong("RequestModel", Expected::Map, None).at(&written.origin));
        };
        let Some(model) = request.get_truthy("Model") else { return Ok(()) };
        let name = self.known_model(model)?;
        let cause = written.origin.derived("RequestModel");
        let required = request.get("Required").filter(|required| !required.is_null());
        document.add_request_model(&self.path.text, &self.name, &name.to_lowercase(), required, &cause)?;
        let check = |name: &str| request.get(name).filter(|check| !check.is_null());
        let (body, parameters) = (check("ValidateBody"), check("ValidateParameters"));
        if body.is_none() && parameters.is_none() {
            return Ok(());
        }
        let flag = |check: Option<&Doc>| check.map_or(Some(false), Doc::as_bool);
        let (Some(body), Some(parameters)) = (flag(body), flag(parameters)) else {
            let (method, path) = (&self.name, &self.path.text);
            return Err(self.fault(format!(
                "Unable to set Validator to RequestModel [{model}] on API method [{method}] for path [{path}] ValidateBody \
                 and ValidateParameters must be a boolean type, strings or intrinsics are not supported."
            )));
        };
        document.add_request_validator(&self.path.text, &self.name, body, parameters, &cause)
    }

    fn known_model(&self, model: &Doc) -> Result<String, Cause> {
        let (method, path) = (&self.name, &self.path.text);
        let unable = |reason: &str| {
            self.fault(format!(
                "Unable to set RequestModel [{model}] on API method [{method}] for path [{path}] because {reason}"
            ))
        };
        let models = values::set(self.api.get("Models"));
        let models = models.ok_or_else(|| unable("the related API does not define any Models."))?;
        let models = models.as_map().ok_or_else(|| unable("the related API Models defined is of invalid type."))?;
        let name = model.as_str().ok_or_else(|| unable("the related API does not contain valid Models."))?;
        values::set(models.get(name)).ok_or_else(|| unable("it wasn't defined in the API's Models."))?;
        Ok(name.to_owned())
    }

    /// Declares the event's parameters.
    pub(super) fn add_request_parameters(&self, document: &mut RestDocument) -> Result<(), Cause> {
        let Some(written) = self.event.set("RequestParameters") else { return Ok(()) };
        let written = Doc::from_template(written);
        let items = written.as_list().unwrap_or_default();
        let parameters: Result<Vec<_>, Cause> = items.iter().map(|item| self.request_parameter(item)).collect();
        document.add_request_parameters(&self.path.text, &self.name, &parameters?)
    }

    fn request_parameter(&self, item: &Doc) -> Result<RequestParameter, Cause> {
        let origin = item.origin().derived("RequestParameters");
        let (name, settings) = match item {
            Doc::Dict(dict) => {
                let Some((name, settings)) = dict.iter().next() else {
                    return Err(self.fault("Invalid value for 'RequestParameters' property."));
                };
                self.check_name(&name.text)?;
                (name.clone(), Some(self.settings(settings)?))
            }
            Doc::Leaf { .. } if item.as_str().is_some() => {
                let text = item.as_str().unwrap_or_default();
                self.check_name(text)?;
                (Key { text: text.into(), unicode: item.is_unicode() }, None)
            }
            _ => {
                return Err(self.fault(
                    "Invalid value for 'RequestParameters' property. Property must be either a string or an object",
                ));
            }
        };
        let setting = |name: &str| settings.and_then(|settings| settings.get(name));
        let no = || Dict::plain(&origin).with("no", false).remove("no").unwrap_or_else(|| Doc::null(&origin));
        Ok(RequestParameter {
            name,
            required: setting("Required").cloned().unwrap_or_else(no),
            caching: setting("Caching").is_some_and(Doc::is_truthy),
            origin,
        })
    }

    fn check_name(&self, name: &str) -> Result<(), Cause> {
        let places = ["querystring.", "path.", "header."];
        let place = name.strip_prefix("method.request.");
        if place.is_some_and(|place| places.iter().any(|known| place.starts_with(known))) {
            return Ok(());
        }
        Err(self.fault(
            "Invalid value for 'RequestParameters' property. Keys must be in the format \
             'method.request.[querystring|path|header].{value}', e.g 'method.request.header.Authorization'.",
        ))
    }

    fn settings<'d>(&self, settings: &'d Doc) -> Result<&'d Dict, Cause> {
        let dict = settings.as_dict();
        let known = |dict: &&Dict| dict.keys().iter().all(|key| SETTINGS.contains(&&*key.text));
        dict.filter(known).ok_or_else(|| {
            self.fault(
                "Invalid value for 'RequestParameters' property. Values must be an object, e.g { Required: true, Caching: \
                 false }",
            )
        })
    }
}
