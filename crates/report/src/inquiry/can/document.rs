//! Answers to `can` as JSON.

use std::collections::BTreeMap;

use ::inquiry::can::{Answer, Example, Reason, Role, Sorted, Verdict};
use ::inquiry::{Subject, words};
use policy::{ContextValue, Outcome, PolicyKind};
use scan::Sources;
use serde::Serialize;

use crate::inquiry::CanAnswers;
use crate::json::NoticeShape;
use crate::place::TextPlace;

/// The version of the shape.
const VERSION: &str = "1";

#[derive(Serialize)]
pub(crate) struct Document<'a> {
    version: &'static str,
    question: QuestionShape<'a>,
    answers: Vec<AnswerShape<'a>>,
    notices: Vec<NoticeShape<'a>>,
}

#[derive(Serialize)]
struct QuestionShape<'a> {
    action: &'a str,
    resource: &'a str,
    context: Option<BTreeMap<&'a str, Values<'a>>>,
    as_of: &'a str,
}

#[derive(Serialize)]
struct AnswerShape<'a> {
    principal: &'a str,
    only_if: Option<&'a str>,
    verdict: &'static str,
    reasons: Vec<ReasonShape<'a>>,
    missing: Vec<&'static str>,
    allowed: Option<ExampleShape<'a>>,
    refused: Option<ExampleShape<'a>>,
    actions: Option<ActionsShape<'a>>,
    unknown_policies: Vec<&'a str>,
}

/// The actions of a pattern, by whether they are allowed.
#[derive(Serialize)]
struct ActionsShape<'a> {
    always: &'a [String],
    sometimes: &'a [String],
    never: &'a [String],
}

#[derive(Serialize)]
struct ReasonShape<'a> {
    role: &'static str,
    kind: &'static str,
    level: Option<usize>,
    policy: &'a str,
    group: Option<&'a str>,
    statement: usize,
    sid: Option<&'a str>,
    conditions: Vec<String>,
    location: Option<TextPlace<'a>>,
}

#[derive(Serialize)]
pub(in crate::inquiry) struct ExampleShape<'a> {
    action: &'a str,
    resource: &'a str,
    context: BTreeMap<&'a str, Values<'a>>,
}

/// One value, or many.
#[derive(Serialize)]
#[serde(untagged)]
enum Values<'a> {
    Single(&'a str),
    Many(&'a [String]),
}

impl<'a> Document<'a> {
    pub(crate) fn of(answers: &CanAnswers<'a>) -> Self {
        let question = answers.question;
        let context = question.context.as_ref();
        Self {
            version: VERSION,
            question: QuestionShape {
                action: &question.action,
                resource: &question.resource,
                context: context.map(|context| context.iter().map(|(key, value)| (key, Values::of(value))).collect()),
                as_of: &question.as_of,
            },
            answers: answers
                .answers
                .iter()
                .map(|(own, answer)| AnswerShape::of(own, answer, answers.sources))
                .collect(),
            notices: answers.notices.iter().map(|notice| NoticeShape::of(answers.sources, notice)).collect(),
        }
    }
}

impl<'a> AnswerShape<'a> {
    fn of(subject: &'a Subject, answer: &'a Answer, sources: &'a Sources) -> Self {
        Self {
            principal: &subject.name,
            only_if: subject.only_if.as_deref(),
            verdict: match answer.verdict {
                Verdict::Allowed => "allowed",
                Verdict::Refused(Outcome::ExplicitDeny) => "denied",
                Verdict::Refused(_) => "not-allowed",
                Verdict::Depends => "depends",
                Verdict::Undecided(_) => "undecided",
            },
            reasons: answer.reasons.iter().map(|reason| ReasonShape::of(reason, sources)).collect(),
            missing: answer.missing.iter().map(|kind| kind_name(*kind)).collect(),
            allowed: answer.allowed.as_ref().map(ExampleShape::of),
            refused: answer.refused.as_ref().map(ExampleShape::of),
            actions: (answer.actions != Sorted::default()).then_some(ActionsShape {
                always: &answer.actions.allowed,
                sometimes: &answer.actions.sometimes,
                never: &answer.actions.refused,
            }),
            unknown_policies: subject.unknown().map(|held| &*held.name).collect(),
        }
    }
}

impl<'a> ReasonShape<'a> {
    fn of(reason: &'a Reason, sources: &'a Sources) -> Self {
        Self {
            role: match reason.role {
                Role::Denies => "denies",
                Role::Allows => "allows",
                Role::Would => "would",
                Role::Elsewhere => "elsewhere",
            },
            kind: kind_name(reason.kind),
            level: reason.level,
            policy: &reason.policy,
            group: reason.group.as_deref(),
            statement: reason.number,
            sid: reason.sid.as_deref(),
            conditions: reason.conditions.iter().map(words::condition).collect(),
            location: reason.origin.written().map(|span| TextPlace::of(sources, span)),
        }
    }
}

impl<'a> ExampleShape<'a> {
    pub(in crate::inquiry) fn of(example: &'a Example) -> Self {
        let context = example.context.iter().map(|(key, value)| (key.as_str(), Values::of(value))).collect();
        Self { action: &example.action, resource: &example.resource, context }
    }
}

impl<'a> Values<'a> {
    fn of(value: &'a ContextValue) -> Self {
        match value {
            ContextValue::Single(value) => Self::Single(value),
            ContextValue::Many(values) => Self::Many(values),
        }
    }
}

/// A kind of policy in machine-readable answers.
const fn kind_name(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Identity => "identity",
        PolicyKind::Resource => "resource",
        PolicyKind::Boundary => "boundary",
        PolicyKind::Session => "session",
        PolicyKind::ServiceControl => "service-control",
        PolicyKind::ResourceControl => "resource-control",
        PolicyKind::Endpoint => "endpoint",
    }
}
