//! Renders a report: human, json, sarif.
