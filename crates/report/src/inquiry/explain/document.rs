//! Policies in words, as JSON.

use ::inquiry::explain::{ServiceShare, Told};
use policy::Effect;
use serde::Serialize;

use super::level_name;
use crate::inquiry::Explanations;
use crate::json::NoticeShape;
use crate::place::TextPlace;

/// The version of the shape.
const VERSION: &str = "1";

#[derive(Serialize)]
pub(crate) struct Document<'a> {
    version: &'static str,
    explained: Vec<ExplainedShape<'a>>,
    notices: Vec<NoticeShape<'a>>,
}

#[derive(Serialize)]
struct ExplainedShape<'a> {
    name: &'a str,
    statements: Vec<StatementShape<'a>>,
}

#[derive(Serialize)]
struct StatementShape<'a> {
    policy: &'a str,
    group: Option<&'a str>,
    number: usize,
    sid: Option<&'a str>,
    effect: Option<&'static str>,
    who: Option<&'a str>,
    actions: Vec<ShareShape<'a>>,
    all_actions: Option<&'a str>,
    unknown_actions: Vec<UnknownShape<'a>>,
    on: &'a str,
    when: &'a str,
    notes: &'a [String],
    risks: &'a [String],
    location: Option<TextPlace<'a>>,
}

#[derive(Serialize)]
struct ShareShape<'a> {
    service: &'a str,
    prefix: &'a str,
    count: usize,
    of: usize,
    levels: Vec<LevelShape>,
    named: &'a [&'static str],
}

#[derive(Serialize)]
struct LevelShape {
    level: &'static str,
    count: usize,
    of: usize,
}

#[derive(Serialize)]
struct UnknownShape<'a> {
    action: &'a str,
    nearest: Option<&'a str>,
}

impl<'a> Document<'a> {
    pub(crate) fn of(explanations: &Explanations<'a>) -> Self {
        let explained = explanations.told.iter().map(|(name, told)| ExplainedShape {
            name,
            statements: told.iter().map(|told| StatementShape::of(told, explanations)).collect(),
        });
        let notices = explanations.notices.iter().map(|notice| NoticeShape::of(explanations.sources, notice));
        Self { version: VERSION, explained: explained.collect(), notices: notices.collect() }
    }
}

impl<'a> StatementShape<'a> {
    fn of(told: &'a Told, explanations: &Explanations<'a>) -> Self {
        Self {
            policy: &told.policy,
            group: told.group.as_deref(),
            number: told.number,
            sid: told.sid.as_deref(),
            effect: told.effect.map(|effect| if effect == Effect::Allow { "Allow" } else { "Deny" }),
            who: told.who.as_deref(),
            actions: told.actions.iter().map(ShareShape::of).collect(),
            all_actions: told.all_actions.as_deref(),
            unknown_actions: told
                .unknown
                .iter()
                .map(|(action, nearest)| UnknownShape { action, nearest: nearest.as_deref() })
                .collect(),
            on: &told.on,
            when: &told.when,
            notes: &told.notes,
            risks: &told.risks,
            location: told.origin.written().map(|span| TextPlace::of(explanations.sources, span)),
        }
    }
}

impl<'a> ShareShape<'a> {
    fn of(share: &'a ServiceShare) -> Self {
        let level = |(level, count, of): &(service_reference::Level, usize, usize)| LevelShape {
            level: level_name(*level),
            count: *count,
            of: *of,
        };
        Self {
            service: share.service,
            prefix: share.prefix,
            count: share.count,
            of: share.of,
            levels: share.levels.iter().map(level).collect(),
            named: &share.named,
        }
    }
}
