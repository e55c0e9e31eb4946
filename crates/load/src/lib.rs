//! Templates to a Project, one module per format.
