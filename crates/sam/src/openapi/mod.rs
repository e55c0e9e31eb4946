//! OpenAPI documents: the paths, methods and integrations of APIs.
//!
//! `implicit_api` needs of `rest` and `http`: `skeleton(&Origin) -> Node`, `is_valid(&Node) -> bool`,
//! `add_path(&mut Node, path, method, &Origin)`, `paths(&Node) -> Vec<Arc<str>>` and
//! `make_path_conditional(&mut Node, path, condition)`.

pub mod http;
pub mod rest;
