//! Both formats become the same tree.

use source::{FileId, Limits};
use syntax::{Dialect, Document, parse_one};

fn json(path: &str, text: &str) -> String {
    let Document { root, notices } = parse_one(FileId(0), path, text, Dialect::CloudFormation, &Limits::default());
    assert_eq!(notices, []);
    root.map(|root| root.to_json()).unwrap_or_default()
}

#[test]
fn a_template_is_the_same_in_yaml_and_json() {
    let yaml = "
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Role: !GetAtt R.Arn
      Timeout: 30
      Environment: {Variables: {T: !Ref T, N: 'yes', Y: yes}}
      Layers:
      - !Sub
        - '${A}'
        - A: !If [C, !Ref X, ~]
";
    let expected = r#"{"Resources":{"F":{"Type":"AWS::Serverless::Function","Properties":{"Role":{"Fn::GetAtt":["R","Arn"]},"Timeout":30,"Environment":{"Variables":{"T":{"Ref":"T"},"N":"yes","Y":true}},"Layers":[{"Fn::Sub":["${A}",{"A":{"Fn::If":["C",{"Ref":"X"},null]}}]}]}}}}"#;
    assert_eq!(json("t.yaml", yaml), expected);
    assert_eq!(json("t.yaml", expected), expected);
    assert_eq!(json("t.json", expected), expected);
}
