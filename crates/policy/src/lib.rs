//! The IAM policy language: parse, evaluate, decide. Knows no project.
