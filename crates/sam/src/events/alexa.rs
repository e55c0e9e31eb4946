//! `AlexaSkill`: a skill calls the function.

use super::{Event, Permission, Target, permission};
use crate::resource::Resource;
use crate::shape::{Property, Shape};

/// The allowed properties.
pub(super) const PROPERTIES: &[Property] = &[Property::optional("SkillId", Shape::Text)];

/// A permission.
pub(super) fn expand(event: &Event, target: &Target<'_>) -> Vec<Resource> {
    let token = event.get("SkillId").cloned();
    let allowed =
        Permission { principal: "alexa-appkit.amazon.com", event_source_token: token, ..Permission::default() };
    vec![permission(event, target, allowed)]
}
