//! Secrets in the wrong place.
