//! What of a handler's event a caller controls: the sources that the application's model adds to rules.

mod access;
mod find;
mod trust;

use std::ops::Range;

use pattern::Code;

/// How the platform hands events to a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Delivery {
    /// A request of HTTP: a gateway's route or a function's own URL.
    Http,
    /// A message of a WebSocket.
    WebSocket,
    /// A field of GraphQL.
    GraphQl,
    /// Messages of a queue.
    Queue,
    /// Messages of a topic.
    Topic,
    /// What happened to objects of a bucket.
    Bucket,
    /// What happened to items of a table.
    Table,
    /// Records of a stream.
    Stream,
    /// Events of a bus or of the platform.
    Bus,
    /// The clock, of which nobody controls anything.
    Schedule,
    /// Not known, or invoked directly: all of the event may be a caller's.
    Unknown,
}

/// A function that the platform calls, as its configuration names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handler {
    /// The class, where the language has it: the last part of its name.
    pub class: Option<String>,
    /// The function or method; none in Go, where the code itself says which it is.
    pub function: Option<String>,
    /// How events come; empty if nothing is known.
    pub deliveries: Vec<Delivery>,
}

/// The events of a file's handlers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events {
    /// Parameters that a caller controls, as a whole or in part.
    pub(crate) sources: Vec<Range<u32>>,
    /// Parts of them that the platform itself writes.
    pub(crate) trusted: Vec<Range<u32>>,
    /// Where the parameters of known handlers are named: what rules guess of them by their shape does not count.
    pub(crate) known: Vec<Range<u32>>,
}

/// The events in a file of which these functions are handlers. One that is not found there is left out.
pub fn events(code: Code<'_>, handlers: &[Handler]) -> Events {
    let mut events = Events::default();
    for handler in handlers {
        for parameter in find::parameters(code, handler) {
            events.known.push(code.tree.range(parameter));
            access::trace(code, parameter, &handler.deliveries, &mut events);
        }
    }
    events
}
