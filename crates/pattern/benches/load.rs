//! Time to load rules: a file of many rules of the kinds that rule files have.

use std::fmt::Write as _;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use source::{FileId, Limits};

fn main() {
    divan::main();
}

fn rules(count: usize) -> String {
    let mut text = "rules:\n".to_owned();
    for index in 0..count {
        // Writing to a String cannot fail.
        _ = write!(
            text,
            r#"- id: tainted-query-{index}
  message: >-
    A value that a caller controls is put into a query. Bind it as a parameter instead, so that the
    database never reads it as a part of the query.
  metadata:
    cwe:
    - 'CWE-89: SQL injection'
    owasp: [A03:2021, A01:2017]
    confidence: MEDIUM
    category: security
    technology: [aws-lambda]
    references: [https://example.com/sql-injection]
  languages: [python]
  severity: WARNING
  mode: taint
  pattern-sources:
  - patterns:
    - pattern: event
    - pattern-inside: |
        def $HANDLER(event, context):
          ...
  pattern-sinks:
  - patterns:
    - focus-metavariable: $QUERY
    - pattern-either:
      - pattern: $CURSOR.execute($QUERY, ...)
      - pattern: $CURSOR.executemany($QUERY, ...)
    - pattern-inside: |
        import $DRIVER
        ...
    - metavariable-regex:
        metavariable: $DRIVER
        regex: ^(pymysql|psycopg2?)$
  pattern-sanitizers:
  - pattern: int(...)
"#
        );
    }
    text
}

#[divan::bench]
fn yaml(bencher: Bencher<'_, '_>) {
    let text = rules(200);
    bencher
        .counter(ItemsCount::new(200_usize))
        .bench_local(|| pattern::load(FileId(0), black_box(&text), &Limits::default()));
}
