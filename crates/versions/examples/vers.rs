//! Checks files of the version range specification's tests: `vers FILE…`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a chore of the developer")]
use serde_json::Value;
use versions::{Scheme, Vers, Version};

fn main() {
    for path in std::env::args().skip(1) {
        let (mut passed, mut failed, mut unsupported) = (0, 0, 0);
        let file: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for test in file["tests"].as_array().unwrap() {
            let input = &test["input"];
            let text = input.as_str().or(input["vers"].as_str()).unwrap_or("").to_owned();
            let name = input["input_scheme"].as_str().or(input["scheme"].as_str());
            let name = name.unwrap_or_else(|| text.split(['/', ':']).nth(1).unwrap_or(""));
            let Some(scheme) = Scheme::from_name(name) else {
                unsupported += 1;
                continue;
            };
            let version = |index: usize| Version::parse(scheme, input["versions"][index].as_str().unwrap());
            let got: Result<Value, String> = match test["test_type"].as_str().unwrap() {
                "comparison" => {
                    let mut both = [version(0), version(1)];
                    both.sort();
                    Ok(both.iter().map(Version::as_str).collect())
                }
                "equality" => Ok((version(0) == version(1)).into()),
                "from_native" => Vers::from_native(scheme, input["native_range"].as_str().unwrap())
                    .map(|vers| vers.to_string().into())
                    .map_err(|error| error.to_string()),
                "containment" => Vers::normalize(&text)
                    .map(|vers| vers.contains(&Version::parse(scheme, input["version"].as_str().unwrap())).into())
                    .map_err(|error| error.to_string()),
                "validate" => {
                    Vers::normalize(&text).map(|vers| vers.to_string().into()).map_err(|error| error.to_string())
                }
                _ => Vers::parse(&text).map_err(|error| error.to_string()).map(|vers| {
                    let constraints = vers.constraints().iter();
                    let pairs: Value = constraints.map(|c| vec![c.comparator.as_str(), c.version.as_str()]).collect();
                    serde_json::json!({"scheme": vers.scheme().name(), "version_constraints": pairs})
                }),
            };
            let refused = test["expected_failure"] == true;
            if got.as_ref().map_or(refused, |got| !refused && *got == test["expected_output"]) {
                passed += 1;
            } else {
                failed += 1;
                println!("  {input}: {got:?}, expected {}", test["expected_output"]);
            }
        }
        println!("{passed} passed, {failed} failed, {unsupported} not supported: {path}");
    }
}
