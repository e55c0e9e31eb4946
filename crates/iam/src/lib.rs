//! Permissions: what an identity may really do, and the rules about it.
