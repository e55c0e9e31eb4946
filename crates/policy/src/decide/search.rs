//! The search for a request that satisfies an expression.
//!
//! An expression is a list of cubes: statements that must match and statements that must not. A cube is solved part by
//! part. For each part of a request the values that speak for all are few (see [`crate::decide::values::fill`]); each keeps some of the
//! unwanted statements from matching, and one value for each part has to do so for all of them.

pub(in crate::decide) mod bits;
pub(in crate::decide) mod case;
pub(in crate::decide) mod choice;
pub(in crate::decide) mod cover;
pub(in crate::decide) mod covered;
pub(in crate::decide) mod cubes;
pub(in crate::decide) mod effort;
pub(in crate::decide) mod witness;
pub(in crate::decide) mod work;

use std::collections::HashSet;
use std::ops::ControlFlow;

use crate::context::Context;
use crate::decide::answer::{Answer, Cap};
use crate::decide::expression::Expression;
use crate::decide::question::{Goal, Question};
use crate::decide::search::bits::Bits;
use crate::decide::search::case::{Case, Letters};
use crate::decide::search::choice::{Choice, Choices, Part};
use crate::decide::search::cover::{Cover, cover};
use crate::decide::search::covered::is_hopeless;
use crate::decide::search::cubes::{Cube, Cubes, Visitor};
use crate::decide::search::effort::Effort;
use crate::decide::search::work::Work;
use crate::decide::space::Space;
use crate::decide::values::actions::Actions;
use crate::decide::values::closure::Shapes;
use crate::decide::values::correlated::{GROUPS, Members};
use crate::decide::values::fill::texts;
use crate::decide::values::keys;
use crate::decide::values::linked;
use crate::decide::values::principals;
use crate::decide::values::resources;
use crate::request::Request;

/// Looks for a request of `space` in `expression`.
pub(in crate::decide) fn search(expression: &Expression<'_>, space: &Space) -> Answer {
    if space.is_empty() {
        return Answer::Yes;
    }
    let mut question = Question::default();
    let goal = question.goal(expression, true);
    let texts = question.action_texts();
    let letters = Letters::new(question.texts(), question.keys.len());
    let work = Work::new();
    let actions = Actions::new(&question, &texts, letters.common());
    let mut search = Search {
        expression,
        space,
        question: &question,
        letters: &letters,
        work: &work,
        actions,
        failed: HashSet::new(),
        found: None,
        cap: None,
    };
    search.answer(&goal)
}

/// What a case costs beside its patterns.
const STEPS_PER_CASE: usize = 500;

struct Search<'q, 'a> {
    expression: &'q Expression<'a>,
    space: &'q Space,
    question: &'q Question<'a>,
    letters: &'q Letters,
    work: &'q Work,
    actions: Actions<'q>,
    /// Wanted and unwanted statements for which there is no request.
    failed: HashSet<(Vec<usize>, Bits)>,
    found: Option<Request>,
    /// The first cap that was met.
    cap: Option<Cap>,
}

impl Visitor for Search<'_, '_> {
    fn fits(&mut self, cube: &Cube) -> bool {
        let Some((last, others)) = cube.matched.split_last() else { return true };
        self.work.spend(others.len());
        others.iter().all(|other| self.actions.may_meet(*last, *other, self.work))
    }

    fn visit(&mut self, cube: &Cube) -> ControlFlow<()> {
        if self.work.is_done() {
            return ControlFlow::Break(());
        }
        let unmatched = cube.unmatched.and(&self.question.possible);
        for choice in self.action_choices(&cube.matched, &unmatched).list {
            let Part::Action(action) = choice.part else { continue };
            let rest = unmatched.minus(&choice.kills);
            let known = (cube.matched.clone(), rest);
            if self.failed.contains(&known) {
                continue;
            }
            if let Some(request) = self.solve(&cube.matched, &known.1, &action) {
                self.found = Some(request);
                return ControlFlow::Break(());
            }
            self.failed.insert(known);
        }
        ControlFlow::Continue(())
    }
}

impl Search<'_, '_> {
    fn answer(&mut self, goal: &Goal) -> Answer {
        if Cubes::new(self).each(goal) {
            self.meet(Some(Cap::Cubes));
        }
        if self.work.is_done() {
            self.cap = Some(Cap::Steps);
        }
        match (self.found.take(), self.cap) {
            (Some(request), _) => {
                Answer::No(Box::new(witness::polished(self.expression, self.space, self.letters, request)))
            }
            (None, Some(cap)) => Answer::Unknown(cap),
            (None, None) => Answer::Yes,
        }
    }

    fn meet(&mut self, cap: Option<Cap>) {
        self.cap = self.cap.or(cap);
    }

    /// The actions that all wanted statements mean.
    fn action_choices(&mut self, matched: &[usize], unmatched: &Bits) -> Choices {
        let wanted = Bits::from_numbers(matched.iter().copied());
        let mut choices = Choices::default();
        let mut offer = |action: &str, meaning: &Bits| {
            if wanted.is_subset(meaning) {
                choices.offer_with(unmatched.minus(meaning), || Part::Action(action.to_owned()));
            }
        };
        if let ([only], true) = (matched, self.actions.escapes(unmatched).is_empty()) {
            for (action, meaning) in self.actions.spoken(*only, self.work).iter() {
                offer(action, meaning);
            }
            return choices;
        }
        let mut base = Shapes::any(Effort::Most);
        for number in matched {
            let shapes = self.actions.shapes.get(*number).cloned().unwrap_or_default();
            base.narrow(&shapes, self.work);
        }
        for patterns in self.actions.escapes(unmatched) {
            base.add_meeting(patterns, self.work);
        }
        let mut incomplete = base.incomplete;
        for shape in &base.list {
            let (texts, cut) = texts(shape, self.actions.sight, self.work);
            incomplete |= cut;
            for text in texts {
                let meaning = self.actions.matching(&text, self.work);
                offer(&text, &meaning);
            }
        }
        self.meet(incomplete.then_some(Cap::Values));
        choices
    }

    /// A request with this action that the wanted statements match and the unwanted ones do not.
    fn solve(&mut self, matched: &[usize], unmatched: &Bits, action: &str) -> Option<Request> {
        let numbers = matched.iter().copied().chain(unmatched.iter());
        let mut sources: Vec<usize> = numbers
            .filter_map(|number| self.question.clauses.get(number))
            .flat_map(|clause| clause.sources.iter().copied())
            .collect();
        sources.sort_unstable();
        sources.dedup();
        let unassigned = Context::new();
        let case = Case {
            question: self.question,
            space: self.space,
            letters: self.letters,
            work: self.work,
            effort: Effort::Few,
            matched,
            unmatched,
            context: &unassigned,
            sources: &sources,
        };
        if is_hopeless(&case) {
            return None;
        }
        for effort in Effort::ALL {
            let mut cap = None;
            let found = self.try_hard(&Case { effort, ..case }, action, &mut cap);
            if found.is_some() || (cap.is_none() && effort != Effort::Chain) || self.work.is_done() {
                return found;
            }
            if effort == Effort::Most {
                self.meet(cap);
            }
        }
        None
    }

    fn try_hard(&self, case: &Case<'_, '_>, action: &str, cap: &mut Option<Cap>) -> Option<Request> {
        let contexts = if case.sources.is_empty() {
            vec![Context::new()]
        } else {
            let (contexts, met) = linked::assignments(case);
            *cap = cap.or(met);
            contexts
        };
        for context in &contexts {
            let found = self.solve_parts(&Case { context, ..*case }, action, cap);
            if found.is_some() || self.work.is_done() {
                return found;
            }
        }
        None
    }

    fn solve_parts(&self, case: &Case<'_, '_>, action: &str, cap: &mut Option<Cap>) -> Option<Request> {
        self.work.spend(STEPS_PER_CASE);
        let parts = parts(case, cap)?;
        let chosen = match cover(&parts, case.unmatched) {
            Cover::Found(chosen) => chosen,
            Cover::Impossible => return None,
            Cover::OutOfSteps => {
                *cap = cap.or(Some(Cap::Steps));
                return None;
            }
        };
        let request = witness::request(case, action, chosen.iter().map(|choice| &choice.part));
        if self.expression.holds(&request) {
            return Some(request);
        }
        // The replay is the last word: without it nothing is claimed.
        debug_assert!(false, "a request that does not replay: {request:?}");
        *cap = cap.or(Some(Cap::Steps));
        None
    }
}

/// The choices for each part of a request; `None` when some part has none.
fn parts(case: &Case<'_, '_>, cap: &mut Option<Cap>) -> Option<Vec<Choices>> {
    let mut parts = Parts { list: Vec::new(), cap };
    parts.add(resources::choices(case))?;
    let mut keys = case.keys();
    let mut asks_principal = principals::are_asked(case);
    if case.space.correlated {
        for group in GROUPS {
            let Some(members) = Members::of(case, group, &keys) else { continue };
            parts.add(members.choices(case))?;
            asks_principal &= !members.has_principal();
            let own: Vec<usize> = members.keys().collect();
            keys.retain(|key| !own.contains(key));
        }
    }
    if asks_principal {
        parts.add((principals::choices(case, &[]), None))?;
    }
    for key in keys {
        parts.add(keys::choices(case, key, &[]))?;
    }
    Some(parts.list)
}

struct Parts<'c> {
    list: Vec<Choices>,
    cap: &'c mut Option<Cap>,
}

impl Parts<'_> {
    fn add(&mut self, (choices, cap): (Vec<Choice>, Option<Cap>)) -> Option<()> {
        *self.cap = self.cap.or(cap);
        let mut offered = Choices::default();
        for choice in choices {
            offered.offer(choice);
        }
        let has_some = !offered.list.is_empty();
        self.list.push(offered);
        has_some.then_some(())
    }
}
