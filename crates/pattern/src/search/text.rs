//! Patterns and expressions over the text of one file.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::Run;
use crate::environment::{Bound, Environment};
use crate::generic::{Document, Found, TextKind, text_kind, without_comments};
use crate::matching::Match;
use crate::rule::{GenericComments, Options, Regex, RegexMatch};

impl Run<'_> {
    /// Where a generic pattern matches the text of the file.
    pub(super) fn generic(&self, options: &Options, text: &Arc<str>) -> Rc<Vec<Match>> {
        let Some((number, settings, pattern)) = self.program.generic(text, options) else { return Rc::default() };
        let key = (Arc::clone(text), number);
        if let Some(known) = self.known_generic.borrow().get(&key) {
            return Rc::clone(known);
        }
        let found = pattern.find(self.code.text, || self.document(settings.comments), settings, self.steps);
        let one = |found: Found| {
            let mut environment = Environment::default();
            for (name, range) in found.bindings {
                let content = self.code.text.get(range.start as usize..range.end as usize).unwrap_or_default();
                environment.push(name, Bound::Words(Arc::from(content), range));
            }
            Match { range: found.range, environment }
        };
        let found: Rc<Vec<Match>> = Rc::new(found.into_iter().map(one).collect());
        self.known_generic.borrow_mut().insert(key, Rc::clone(&found));
        found
    }

    /// The text as lines and blocks; none for one that nobody wrote so, unless a rule asks for just this text.
    fn document(&self, comments: Option<GenericComments>) -> Option<Rc<Document>> {
        if let Some((_, known)) = self.documents.borrow().iter().find(|(own, _)| *own == comments) {
            return Some(Rc::clone(known));
        }
        let text = self.code.text;
        if !self.is_inner && text_kind(text.as_bytes()) != TextKind::Written {
            return None;
        }
        let text = comments.map_or_else(|| text.to_owned(), |comments| without_comments(text, comments));
        let document = Rc::new(Document::read(text));
        self.documents.borrow_mut().push((comments, Rc::clone(&document)));
        Some(document)
    }

    /// Where an expression matches the text of the file.
    pub(super) fn regex(&self, regex: &Regex) -> Vec<Match> {
        if !self.program.admits_expression(&regex.text().text, self.present) {
            return Vec::new();
        }
        let names = regex.group_names().unwrap_or_default();
        let whole = 0..self.code.text.len() as u32;
        let window = self.window.borrow().clone().unwrap_or(whole);
        let text = self.code.text.get(window.start as usize..window.end as usize).unwrap_or_default();
        let place = |range: &Range<usize>| window.start + range.start as u32..window.start + range.end as u32;
        let found = regex.matches(text).map_while(Result::ok);
        let one = |found: RegexMatch| {
            let mut environment = Environment::default();
            for (number, group) in found.groups.iter().enumerate() {
                let Some(group) = group else { continue };
                let content: Arc<str> = Arc::from(text.get(group.clone()).unwrap_or_default());
                let named = names.get(number).and_then(|name| name.as_ref()).map(|name| format!("${name}"));
                for name in [Some(format!("${}", number + 1)), named].into_iter().flatten() {
                    if let Some(symbol) = self.program.symbols.find(&name) {
                        environment.push(symbol, Bound::Text(Arc::clone(&content), place(group)));
                    }
                }
            }
            Match { range: place(&found.range), environment }
        };
        found.map(one).collect()
    }

    /// Takes steps of rules over texts, where a pattern may match at every word.
    pub(super) fn take_steps(&self, steps: usize) {
        if self.program.language.is_none() {
            self.steps.set(self.steps.get().saturating_sub(steps));
        }
    }

    /// Whether rules over texts have used up their steps.
    pub(super) fn is_spent(&self) -> bool {
        self.program.language.is_none() && self.steps.get() == 0
    }
}
