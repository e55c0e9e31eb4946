//! The `maremma` command as people and scripts meet it.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod app;
mod baseline;
mod boms;
mod cache;
mod code;
mod commands;
mod config;
mod db;
mod exit_codes;
mod fix;
mod hostile;
mod iam_can;
mod iam_policies;
mod iam_who;
mod ignores;
mod packages;
mod pipeline;
mod slim;
mod streams;
mod vex;
mod walk;
