//! The search for the smallest set of changes.
//!
//! One vulnerable package after the other is mended, in the cheapest of the ways that the project has: its locked version, a
//! requirement of the project, a forced version, each within its major version. Only where none of them helps a requirement goes to
//! another major version, and only where that does not help either, or moves very many, such a version is forced. A change is kept only if there are fewer vulnerabilities after it and none that was not
//! there before. What turns out to be needless at the end is taken back.

use std::cell::Cell;
use std::collections::BTreeSet;

use versions::Version;

use crate::Step;
use crate::catalogue::Catalogue;
use crate::cost::Cost;
use crate::trial::{Needer, Project, Resolved, Taken, Trial, Way};

/// Steps of the search for one package.
const MOST_STEPS: usize = 16;
/// Times that requirements are moved and the project is resolved anew, for all packages together: it is what costs most.
const MOST_TRIALS: usize = 300;
/// States of one project that are worked out; beyond them the search is given up, and what is left is said.
const MOST_STATES: usize = 2_000;
/// Packages that a requirement may change when it goes to another major version; where it would be more, one package is rather forced
/// to another major version, which endangers what asks for that one and not all of them.
const MOST_ALONG: usize = 20;
/// Packages that come with a change and are mended with it.
const MOST_REPAIRS: usize = 6;
/// Releases of one package that are tried, when there are more only the last of each minor or major version.
const MOST_RELEASES: usize = 12;

/// What the search came to.
pub(crate) struct Solution {
    /// The changes.
    pub trial: Trial,
    /// The packages without them.
    pub before: Resolved,
    /// The packages with them.
    pub after: Resolved,
    /// What could not be mended: packages at a version, and why.
    pub left: Vec<(String, Version, Unmended)>,
}

/// Why a package stays vulnerable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmended {
    /// No release above it has fewer vulnerabilities.
    NoRelease,
    /// The registry did not answer, and why.
    Registry(String),
    /// What asks for it lets no better release pass, and cannot be changed so that it does.
    Held {
        /// Who asks for it; the project itself is empty.
        by: String,
        /// The range that it asks for.
        range: String,
    },
    /// Every change that mends it brings other vulnerabilities, or contradicts something.
    Costly,
    /// The search took too many steps.
    Steps,
}

/// The search in one project.
struct Search<'s> {
    project: &'s dyn Project,
    catalogue: &'s Catalogue<'s>,
    /// The packages of the project as it is.
    before: &'s Resolved,
    /// The vulnerabilities of the project as it is, by package: what is not among them is new.
    known: BTreeSet<(String, String)>,
    /// How many trials there were.
    trials: Cell<usize>,
    /// How many states were worked out.
    states: Cell<usize>,
}

/// A state of the search.
#[derive(Clone)]
struct State {
    trial: Trial,
    resolved: Resolved,
    faults: BTreeSet<(String, Version, String)>,
}

/// How much a change must mend.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// All that is wrong with the package.
    Clean,
    /// Some of it.
    Fewer,
}

/// How far a change may go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Within the major version.
    Near,
    /// To another one.
    Far,
}

/// Finds changes for a project; none when it cannot be resolved as it is.
pub(crate) fn solve(project: &dyn Project, catalogue: &Catalogue<'_>) -> Option<Solution> {
    let before = project.resolve(&Trial::default(), catalogue)?;
    let faults = before.faults(catalogue);
    let known = faults.iter().map(|(name, _, fault)| (name.clone(), fault.clone())).collect();
    let search = Search { project, catalogue, before: &before, known, trials: Cell::new(0), states: Cell::new(0) };
    let mut state = State { trial: Trial::default(), resolved: before.clone(), faults };
    let mut left = Vec::new();
    let mut seen = BTreeSet::new();
    while let Some((name, version)) = state.next(&seen) {
        seen.insert((name.clone(), version.clone()));
        let better = [Goal::Clean, Goal::Fewer].iter().find_map(|goal| search.cheapest(&state, &name, &version, *goal));
        state = better.unwrap_or(state);
    }
    state = search.shrunk(&State { trial: Trial::default(), ..state.clone() }, state.clone(), |next| {
        next.faults.len() <= state.faults.len()
    });
    let open: BTreeSet<_> = state.faults.iter().map(|(name, version, _)| (name.clone(), version.clone())).collect();
    for (name, version) in open {
        let why = search.why(&state, &name, &version);
        left.push((name, version, why));
    }
    let (trial, after) = (state.trial, state.resolved);
    Some(Solution { trial, before, after, left })
}

impl State {
    /// The next vulnerable package that was not tried yet.
    fn next(&self, seen: &BTreeSet<(String, Version)>) -> Option<(String, Version)> {
        let mut open = self.faults.iter().map(|(name, version, _)| (name.clone(), version.clone()));
        open.find(|key| !seen.contains(key))
    }

    fn has(&self, name: &str, version: &Version) -> bool {
        self.resolved.places(name, version).next().is_some()
    }
}

impl Reach {
    /// Whether a release lies so far from a version.
    fn is_of(self, from: &Version, to: &Version) -> bool {
        (Step::between(from, to) == Step::Major) == (self == Self::Far)
    }
}

impl Search<'_> {
    /// The state after changes, if they are possible and bring nothing new; what they bring is mended with them where that can be.
    fn state(&self, mut trial: Trial) -> Option<State> {
        for _ in 0..MOST_REPAIRS {
            self.states.set(self.states.get() + 1);
            if self.states.get() > MOST_STATES {
                return None;
            }
            let resolved = self.project.resolve(&trial, self.catalogue)?;
            let faults = resolved.faults(self.catalogue);
            let is_known =
                |(name, _, fault): &&(String, Version, String)| self.known.contains(&(name.clone(), fault.clone()));
            let Some((name, version, _)) = faults.iter().find(|fault| !is_known(fault)).cloned() else {
                return Some(State { trial, resolved, faults });
            };
            let way = self.project.ways().iter().find(|way| **way != Way::Ask)?;
            let is_fit = |to: &Version| *way == Way::Place || Step::between(&version, to) < Step::Major;
            let to = self.better(&name, &version, Goal::Clean).into_iter().find(is_fit)?;
            let changes = if *way == Way::Place { &mut trial.placed } else { &mut trial.forced };
            changes.insert((name, version), to);
        }
        None
    }

    /// Whether a state is better than an earlier one as to a package.
    fn is_better(&self, next: &State, than: &State, name: &str, version: &Version, goal: Goal) -> bool {
        let is_gone = !next.has(name, version);
        let count = |state: &State| state.faults.iter().filter(|(own, _, _)| own == name).count();
        let own = self.catalogue.faults(name, version).len();
        let is_clean = goal == Goal::Fewer || count(than) - count(next).min(count(than)) >= own;
        is_gone && is_clean && next.faults.len() < than.faults.len()
    }

    /// The releases that are better than a version, the best first; of equally good ones the nearest first.
    fn better(&self, name: &str, from: &Version, goal: Goal) -> Vec<Version> {
        let count = |version: &Version| self.catalogue.faults(name, version).len();
        let own = count(from);
        let mut better: Vec<(usize, Version)> = self
            .catalogue
            .above(name, from)
            .into_iter()
            .map(|version| (count(&version), version))
            .filter(|(faults, _)| if goal == Goal::Clean { *faults == 0 } else { *faults < own })
            .collect();
        better.retain(|(_, version)| self.runs(name, version));
        better.sort();
        better.into_iter().map(|(_, version)| version).collect()
    }

    /// Whether a release runs on the language that the project has.
    fn runs(&self, name: &str, version: &Version) -> bool {
        let Some(own) = self.project.runtime() else { return true };
        let offers = self.catalogue.offers(name);
        let offer = offers.iter().find(|offer| offer.version == *version);
        offer.is_none_or(|offer| {
            offer.runtime.is_empty() || self.catalogue.range(&offer.runtime).is_none_or(|range| range.contains(own))
        })
    }

    /// Mends one package in the way that costs least.
    fn cheapest(&self, state: &State, name: &str, version: &Version, goal: Goal) -> Option<State> {
        let ways = self.project.ways();
        let cost = |of: &State| Cost::of(self.before, &of.resolved, &of.trial, &of.faults);
        let now = cost(state);
        let mut best: Option<(Cost, State)> = None;
        for way in ways {
            let Some(next) = self.mend(state, name, version, (*way, Reach::Near), goal) else { continue };
            let next_cost = cost(&next);
            // One package less is vulnerable and one more is changed: less is not to be had.
            let is_least = next_cost.sum() <= now.sum();
            if best.as_ref().is_none_or(|(least, _)| next_cost < *least) {
                best = Some((next_cost, next));
            }
            if is_least {
                break;
            }
        }
        let far = || {
            let mend = |way: Way| self.mend(state, name, version, (way, Reach::Far), goal);
            let asked = ways.contains(&Way::Ask).then(|| mend(Way::Ask)).flatten();
            let is_small = |next: &State| cost(next).changed <= now.changed + MOST_ALONG;
            let is_forced = ways.contains(&Way::Force) && !asked.as_ref().is_some_and(is_small);
            is_forced.then(|| mend(Way::Force)).flatten().or(asked)
        };
        best.map(|(_, next)| next).or_else(far)
    }

    /// Mends one package in one way.
    fn mend(
        &self,
        state: &State,
        name: &str,
        version: &Version,
        (way, reach): (Way, Reach),
        goal: Goal,
    ) -> Option<State> {
        let key = (name.to_owned(), version.clone());
        let is_better = |next: &State| self.is_better(next, state, name, version, goal);
        let tries = self.better(name, version, goal).into_iter();
        match way {
            Way::Place => {
                let with = self.holders_moved(state, name, version);
                tries.take(MOST_STEPS).find_map(|to| {
                    let placed = |mut trial: Trial| {
                        trial.placed.insert(key.clone(), to.clone());
                        self.state(trial).filter(is_better)
                    };
                    // Where nobody lets it pass it need not be tried alone.
                    let alone = self.is_let_pass(&state.resolved, name, version, &to).then(|| state.trial.clone());
                    alone.and_then(placed).or_else(|| with.clone().and_then(placed))
                })
            }
            Way::Force => tries.filter(|to| reach.is_of(version, to)).take(MOST_STEPS).find_map(|to| {
                let mut trial = state.trial.clone();
                trial.forced.insert(key.clone(), to);
                self.state(trial).filter(is_better)
            }),
            Way::Ask => self.ask(state, name, version, (reach, goal)),
        }
    }

    /// Whether anyone who asks for a package at a version lets another version pass.
    fn is_let_pass(&self, resolved: &Resolved, name: &str, version: &Version, to: &Version) -> bool {
        let taken = resolved.places(name, version).filter_map(|place| resolved.taken.get(place));
        let mut needs = taken.flat_map(|taken| &taken.needed_by);
        needs.any(|need| need.range.is_empty() || self.catalogue.fits(&need.range, to))
    }

    /// Changes that give those who hold a package at a version the nearest release of theirs that lets a better one pass, or does
    /// not ask for it; none where the project itself holds it or there is no such release.
    fn holders_moved(&self, state: &State, name: &str, version: &Version) -> Option<Trial> {
        let better = self.better(name, version, Goal::Fewer);
        let lets_pass = |range: &str| better.iter().any(|to| self.catalogue.fits(range, to));
        let mut trial = state.trial.clone();
        for place in state.resolved.places(name, version) {
            for need in state.resolved.taken.get(place).into_iter().flat_map(|taken| &taken.needed_by) {
                if lets_pass(&need.range) {
                    continue;
                }
                let Needer::Package(by) = need.by else { return None };
                let holder = state.resolved.taken.get(by)?;
                let passes = |release: &Version| {
                    self.catalogue.manifest(&holder.name, release).is_some_and(|manifest| {
                        manifest.requirements.iter().filter(|one| one.name == name).all(|one| lets_pass(&one.range))
                    })
                };
                let is_fit =
                    |release: &Version| self.runs(&holder.name, release) && self.brings_nothing(&holder.name, release);
                let above = self.catalogue.above(&holder.name, &holder.version);
                let release = above.into_iter().filter(is_fit).find(passes)?;
                trial.placed.insert((holder.name.clone(), holder.version.clone()), release);
            }
        }
        Some(trial)
    }

    /// Mends a package by requirements of the project: those that hold it are moved up together, one release at a time.
    fn ask(&self, state: &State, name: &str, version: &Version, (reach, goal): (Reach, Goal)) -> Option<State> {
        let mut trial = state.trial.clone();
        let mut now = state.resolved.clone();
        for _ in 0..MOST_STEPS {
            self.trials.set(self.trials.get() + 1);
            if self.trials.get() > MOST_TRIALS {
                return None;
            }
            let holders = self.holders(&now, name, version);
            let mut is_moved = false;
            for ask in holders {
                let from = trial.asked.get(&ask).or_else(|| now.of_ask(ask)).cloned();
                if let Some(to) = from.and_then(|from| self.next_release(ask, &from, name, (reach, goal))) {
                    trial.asked.insert(ask, to);
                    is_moved = true;
                }
            }
            if !is_moved {
                return None;
            }
            if let Some(resolved) = self.project.resolve(&trial, self.catalogue) {
                now = resolved;
            }
            if let Some(next) = self.state(trial.clone())
                && self.is_better(&next, state, name, version, goal)
            {
                let keeps = |other: &State| {
                    self.is_better(other, state, name, version, goal) && other.faults.len() <= next.faults.len()
                };
                return Some(self.shrunk(state, next.clone(), keeps));
            }
        }
        None
    }

    /// The release that comes after a version of a requirement. The vulnerable package itself goes at once to what is better.
    fn next_release(&self, ask: usize, from: &Version, name: &str, (reach, goal): (Reach, Goal)) -> Option<Version> {
        let asked = self.project.asks().get(ask).filter(|asked| asked.is_writable)?;
        let is_fit = |to: &Version| reach == Reach::Far || Reach::Near.is_of(from, to);
        if asked.name == name {
            let mut better = self.better(name, from, goal).into_iter().filter(is_fit);
            // Above a version that is clean already, whatever comes next.
            return better.next().or_else(|| self.thinned(name, from).into_iter().find(is_fit));
        }
        self.thinned(&asked.name, from).into_iter().find(is_fit)
    }

    /// The releases above a version, thinned out where there are many.
    fn thinned(&self, name: &str, from: &Version) -> Vec<Version> {
        let mut above = self.catalogue.above(name, from);
        above.retain(|version| self.runs(name, version) && self.brings_nothing(name, version));
        for parts in [2, 1] {
            if above.len() > MOST_RELEASES {
                let head = |version: &Version| version.as_str().split('.').take(parts).collect::<Vec<_>>().join(".");
                let heads: Vec<String> = above.iter().map(head).collect();
                let is_last = |place: usize| heads.get(place) != heads.get(place + 1);
                above = above
                    .into_iter()
                    .enumerate()
                    .filter(|(place, _)| is_last(*place))
                    .map(|(_, version)| version)
                    .collect();
            }
        }
        above
    }

    /// Whether a release has no vulnerability that the project does not have.
    fn brings_nothing(&self, name: &str, version: &Version) -> bool {
        let faults = self.catalogue.faults(name, version);
        faults.iter().all(|fault| self.known.contains(&(name.to_owned(), fault.clone())))
    }

    /// The requirements of the project that hold a package at a version: those that lead to it by what lets no better release pass,
    /// or, if there are none, all that lead to it.
    fn holders(&self, resolved: &Resolved, name: &str, version: &Version) -> BTreeSet<usize> {
        let (mut holders, mut all) = (BTreeSet::new(), BTreeSet::new());
        // A change may have brought another version that is no better.
        let is_bad = |taken: &&Taken| {
            taken.name == name && (taken.version == *version || !self.catalogue.faults(name, &taken.version).is_empty())
        };
        for taken in resolved.taken.iter().filter(is_bad) {
            let better = self.better(name, &taken.version, Goal::Fewer);
            for need in &taken.needed_by {
                let asks = match need.by {
                    Needer::Project(ask) => BTreeSet::from([ask]),
                    Needer::Package(by) => resolved.asks_for(&[by]),
                };
                let holds = !better.iter().any(|to| self.catalogue.fits(&need.range, to));
                if holds {
                    holders.extend(&asks);
                }
                all.extend(asks);
            }
        }
        if holders.is_empty() { all } else { holders }
    }

    /// A state without the changes that it does not need beside those of another state, and with the smallest ones.
    fn shrunk(&self, beside: &State, mut state: State, keeps: impl Fn(&State) -> bool) -> State {
        let attempt = |trial: Trial| self.state(trial).filter(&keeps);
        for key in state.trial.forced.keys().cloned().collect::<Vec<_>>() {
            let mut trial = state.trial.clone();
            if beside.trial.forced.contains_key(&key) || trial.forced.remove(&key).is_none() {
                continue;
            }
            state = attempt(trial).unwrap_or(state);
        }
        for ask in state.trial.asked.keys().copied().collect::<Vec<_>>() {
            let Some(to) = state.trial.asked.get(&ask).cloned() else { continue };
            if beside.trial.asked.get(&ask) == Some(&to) {
                continue;
            }
            let mut trial = state.trial.clone();
            match beside.trial.asked.get(&ask) {
                Some(earlier) => _ = trial.asked.insert(ask, earlier.clone()),
                None => _ = trial.asked.remove(&ask),
            }
            let first = self.project.resolve(&trial, self.catalogue).and_then(|resolved| resolved.of_ask(ask).cloned());
            if let Some(without) = attempt(trial) {
                state = without;
                continue;
            }
            let Some((name, first)) = self.project.asks().get(ask).map(|asked| &asked.name).zip(first) else {
                continue;
            };
            let mut lower = self.catalogue.above(name, &first);
            lower.retain(|version| *version < to && self.runs(name, version));
            let smaller = lower.into_iter().take(MOST_STEPS).find_map(|version| {
                let mut trial = state.trial.clone();
                trial.asked.insert(ask, version);
                attempt(trial)
            });
            state = smaller.unwrap_or(state);
        }
        for key in state.trial.placed.keys().cloned().collect::<Vec<_>>() {
            let mut trial = state.trial.clone();
            if beside.trial.placed.contains_key(&key) || trial.placed.remove(&key).is_none() {
                continue;
            }
            state = attempt(trial).unwrap_or(state);
        }
        state
    }

    /// Why a package stays as it is.
    fn why(&self, state: &State, name: &str, version: &Version) -> Unmended {
        if let Some(error) = self.catalogue.failure(name).filter(|_| self.catalogue.offers(name).is_empty()) {
            return Unmended::Registry(error.to_string());
        }
        let better = self.better(name, version, Goal::Fewer);
        if better.is_empty() {
            return Unmended::NoRelease;
        }
        let needs = state.resolved.places(name, version).filter_map(|place| state.resolved.taken.get(place));
        let holding = needs
            .flat_map(|taken| &taken.needed_by)
            .find(|need| !better.iter().any(|to| self.catalogue.fits(&need.range, to)));
        match holding {
            None if self.states.get() > MOST_STATES => Unmended::Steps,
            None => Unmended::Costly,
            Some(need) => {
                let by = match need.by {
                    Needer::Project(_) => None,
                    Needer::Package(place) => state.resolved.taken.get(place),
                };
                let by = by.map_or_else(String::new, |taken| format!("{} {}", taken.name, taken.version));
                Unmended::Held { by, range: need.range.clone() }
            }
        }
    }
}
