//! Effective authentication and reachability of every entry point.
