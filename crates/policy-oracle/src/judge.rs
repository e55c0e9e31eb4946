//! The verdict on one answer of the decision procedure.

use std::fmt;

use policy::decide::{Answer, Cap, Domain, is_empty};
use policy::{ContextValue, Request};

use crate::choices::Choices;
use crate::evaluator::Judged;
use crate::question::{Both, Case};
use crate::universe::{Universe, agrees, domain};

/// What came of one question.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// "There is no such request", and brute force found none.
    Proved,
    /// "Here is one", and it is.
    Shown,
    /// No answer, because of this cap.
    Unknown(Cap),
    /// The answer is wrong.
    Wrong(Wrong),
}

/// How an answer is wrong, or the two evaluators disagree.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrong {
    /// The kind of fault.
    pub fault: Fault,
    /// The request that shows it.
    pub request: Request,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// "There is none", but this request is one.
    Missed,
    /// "Here is one", but it satisfies the question on neither evaluator.
    NoWitness,
    /// "Here is one", but it lies outside of the space.
    OutsideOfSpace,
    /// The evaluators do not say the same about the request.
    EvaluatorsDisagree,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Missed => "the answer was that no request satisfies it, and this one does",
            Self::NoWitness => "the answer was this request, and it does not satisfy it",
            Self::OutsideOfSpace => "the answer was this request, and it lies outside of the space",
            Self::EvaluatorsDisagree => "the two evaluators do not say the same about this request",
        })
    }
}

/// Asks the decision procedure and judges its answer.
pub fn judge(case: &Case) -> Verdict {
    let both = case.read();
    let answer = is_empty(&case.shape.expression(&both.documents), &case.space);
    judge_answer(case, &both, &answer)
}

/// Judges an answer.
pub fn judge_answer(case: &Case, both: &Both, answer: &Answer) -> Verdict {
    match answer {
        Answer::Unknown(cap) => Verdict::Unknown(*cap),
        Answer::No(request) => replay(case, both, request),
        Answer::Yes => match Universe::new(case, both).and_then(|universe| universe.find(case)) {
            Some(request) => {
                let fault = if agree(both, &request) { Fault::Missed } else { Fault::EvaluatorsDisagree };
                Verdict::Wrong(Wrong { fault, request })
            }
            None => Verdict::Proved,
        },
    }
}

/// Replays a witness on both evaluators.
pub fn replay(case: &Case, both: &Both, request: &Request) -> Verdict {
    let wrong = |fault| Verdict::Wrong(Wrong { fault, request: request.clone() });
    if !agree(both, request) {
        return wrong(Fault::EvaluatorsDisagree);
    }
    if !both.holds(&case.shape, request) {
        return wrong(Fault::NoWitness);
    }
    if lies_in_space(case, request) { Verdict::Shown } else { wrong(Fault::OutsideOfSpace) }
}

/// Compares the evaluators on requests of the question's universe.
pub fn compare_evaluators(case: &Case, count: usize, choices: &mut impl Choices) -> Option<Wrong> {
    let both = case.read();
    let universe = Universe::new(case, &both)?;
    let disagrees = |request: &Request| !agree(&both, request);
    let request = (0..count).map(|_| universe.any(choices)).find(disagrees)?;
    Some(Wrong { fault: Fault::EvaluatorsDisagree, request })
}

fn agree(both: &Both, request: &Request) -> bool {
    both.says(request) == both.their_says(request)
}

fn lies_in_space(case: &Case, request: &Request) -> bool {
    let known = case.space.principals.as_ref().is_none_or(|principals| principals.contains(&request.principal));
    let asks_principal = || case.read().judged.iter().any(Judged::asks_principal);
    known
        && (!case.space.correlated || agrees(request, asks_principal()))
        && case.space.keys.iter().all(|(key, domain)| {
            let given = request.context.get(key);
            match domain {
                Domain::Single => !matches!(given, Some(ContextValue::Many(_))),
                Domain::Many => !matches!(given, Some(ContextValue::Single(_))),
                Domain::OneOf(values) => values.iter().any(|value| value.as_ref() == given),
            }
        })
        && request.context.iter().all(|(key, given)| {
            domain(case, key).is_some() || matches!(given, ContextValue::Single(_)) || is_set_key(case, key)
        })
}

/// Whether a set operator is used on the key.
fn is_set_key(case: &Case, key: &str) -> bool {
    let both = case.read();
    both.judged.iter().any(|document| document.has_set_operator_on(key))
}
