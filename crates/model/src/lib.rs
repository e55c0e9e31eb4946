//! The application as one value: stacks, functions, entries, identities, stores, and how they join.
