//! How statements stand to each other: which is covered by another, what a Deny takes away. All of it is proved.

use account::Held;
use policy::decide::{Answer, Expression, Space, is_empty, is_included};
use policy::{Effect, PolicyDocument};

use crate::words;

/// Statements are compared with each other up to this many.
const MOST: usize = 60;

/// Notes for every statement, in order over all documents.
pub(super) fn notes(policies: &[(&Held, &PolicyDocument)]) -> Vec<Vec<String>> {
    if policies.iter().map(|(_, document)| document.statements.len()).sum::<usize>() > MOST {
        return Vec::new();
    }
    let several = policies.len() > 1;
    let mut all: Vec<Comparable> = Vec::new();
    for (held, document) in policies {
        for (index, statement) in document.statements.iter().enumerate() {
            let name = match statement.sid.as_ref().filter(|sid| !sid.value.is_empty()) {
                Some(sid) => format!("`{}`", sid.value),
                None => format!("{}", index + 1),
            };
            let of = if several && !held.name.is_empty() { format!(" of `{}`", held.name) } else { String::new() };
            all.push(Comparable {
                effect: statement.effect.as_ref().map(|effect| effect.value),
                document: document.with(vec![statement.clone()]),
                name: format!("{name}{of}"),
            });
        }
    }
    all.iter().enumerate().map(|(index, own)| own.notes(index, &all)).collect()
}

/// A statement that is compared with others.
struct Comparable {
    effect: Option<Effect>,
    document: PolicyDocument,
    name: String,
}

impl Comparable {
    fn notes(&self, index: usize, all: &[Self]) -> Vec<String> {
        let mut notes = Vec::new();
        match self.effect {
            Some(Effect::Allow) => {
                let others = all.iter().enumerate();
                // Of two that say the same, the later one is covered.
                let covering = others
                    .filter(|(other, that)| *other != index && that.covers(self))
                    .find(|(other, that)| *other < index || !self.covers(that));
                notes.extend(covering.map(|(_, that)| format!("statement {} gives all of this already", that.name)));
            }
            Some(Effect::Deny) => notes.push(self.takes_away(all)),
            None => {}
        }
        notes
    }

    fn covers(&self, other: &Self) -> bool {
        self.effect == Some(Effect::Allow)
            && other.effect == Some(Effect::Allow)
            && is_included(&[&other.document], &[&self.document], &Space::aws()).is_yes()
    }

    /// What a Deny takes away from what the others allow.
    fn takes_away(&self, all: &[Self]) -> String {
        let (mut whole, mut part) = (Vec::new(), Vec::new());
        for other in all.iter().filter(|other| other.effect == Some(Effect::Allow)) {
            let meets = Expression::All(vec![
                Expression::Allows(vec![&other.document]),
                Expression::Denies(vec![&self.document]),
            ]);
            let rest = Expression::All(vec![
                Expression::Allows(vec![&other.document]),
                Expression::Not(Box::new(Expression::Denies(vec![&self.document]))),
            ]);
            match is_empty(&meets, &Space::aws()) {
                Answer::Yes => {}
                _ if is_empty(&rest, &Space::aws()).is_yes() => whole.push(other.name.clone()),
                _ => part.push(other.name.clone()),
            }
        }
        let mut takes = Vec::new();
        for (how, names) in [("all that", whole), ("a part of what", part)] {
            let verb = if names.len() == 1 { "gives" } else { "give" };
            let noun = if names.len() == 1 { "statement" } else { "statements" };
            if !names.is_empty() {
                takes.push(format!("{how} {noun} {} {verb}", words::joined(names, "and")));
            }
        }
        if takes.is_empty() {
            return "takes nothing away from what is allowed here; it guards against other policies".to_owned();
        }
        format!("takes away {}", words::joined(takes, "and"))
    }
}
