//! Whole stories, as tests; see `tests/`.
