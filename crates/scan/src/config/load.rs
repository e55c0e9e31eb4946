//! From the text of `maremma.toml` to values.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use finding::{Rule, Severity};
use packages::Ecosystem;
use toml::Spanned;
use toml::de::DeTable;

use super::table::{self, Value};
use super::{LicenceRules, RuleOverride, licences};

/// What `maremma.toml` says. The command line outranks it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConfigFile {
    /// `fail-on`: the severity from which findings fail the build.
    pub fail_on: Option<Severity>,
    /// `strict`: whether an incomplete scan fails the build.
    pub strict: Option<bool>,
    /// `only`: analyzers to run.
    pub only: Vec<String>,
    /// `skip`: analyzers not to run.
    pub skip: Vec<String>,
    /// `exclude`: globs, in the syntax of `.gitignore`, of paths that are not scanned.
    pub exclude: Vec<String>,
    /// `baseline`: path of the baseline, relative to the config file.
    pub baseline: Option<String>,
    /// `vex`: paths of OpenVEX documents, relative to the config file.
    pub vex: Vec<String>,
    /// `[licences]`: which licences of packages the project takes.
    pub licences: Option<LicenceRules>,
    /// `[parameters]`: values for template parameters.
    pub parameters: BTreeMap<String, String>,
    /// `[rules."ID"]`: what the project decided about single rules.
    pub rules: BTreeMap<String, RuleOverride>,
    /// `[advisories]`: where advisories are fetched from.
    pub advisories: AdvisorySource,
}

/// Where advisories are fetched from, and which.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdvisorySource {
    /// `url`: the address of a server of OSV's dumps.
    pub url: Option<String>,
    /// `ecosystems`: which are fetched.
    pub ecosystems: Vec<Ecosystem>,
}

/// Why a config cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong.
    pub message: String,
    /// The bytes of the config it is about.
    pub span: Range<usize>,
    /// What to do.
    pub help: Option<String>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConfigError {}

/// The keys of the file.
const KEYS: [&str; 11] = [
    "fail-on",
    "strict",
    "only",
    "skip",
    "exclude",
    "baseline",
    "vex",
    "licences",
    "parameters",
    "rules",
    "advisories",
];
/// The keys of `[advisories]`.
const ADVISORY_KEYS: [&str; 2] = ["url", "ecosystems"];
/// The keys of `[rules."ID"]`.
const RULE_KEYS: [&str; 2] = ["severity", "reason"];

impl ConfigFile {
    /// Reads a config; `rules` are all rules there are and `analyzers` all names of analyzers.
    ///
    /// # Errors
    /// For text that is not TOML, an unknown key, analyzer or rule, a value of the wrong kind, and an override without reason.
    pub fn parse(text: &str, rules: &[Rule], analyzers: &[String]) -> Result<Self, ConfigError> {
        let document = DeTable::parse(text).map_err(|error| syntax_error(text, &error))?;
        let mut file = Self::default();
        for (key, value) in table::entries(document.get_ref(), &KEYS, "key")? {
            file.set(key, value, rules, analyzers)?;
        }
        Ok(file)
    }

    fn set(&mut self, key: &str, value: Value<'_>, rules: &[Rule], known: &[String]) -> Result<(), ConfigError> {
        match key {
            "fail-on" => self.fail_on = Some(severity(value)?),
            "strict" => self.strict = Some(table::truth(value)?),
            "only" => self.only = analyzers(value, known)?,
            "skip" => self.skip = analyzers(value, known)?,
            "exclude" => self.exclude = table::texts(value)?.into_iter().map(|(glob, _)| glob.to_owned()).collect(),
            "baseline" => self.baseline = Some(table::text(value)?.to_owned()),
            "vex" => self.vex = table::texts(value)?.into_iter().map(|(path, _)| path.to_owned()).collect(),
            "licences" => self.licences = Some(licences::read(value)?),
            "parameters" => self.parameters = parameters(value)?,
            "advisories" => self.advisories = advisory_source(value)?,
            _ => self.rules = overrides(value, rules)?,
        }
        Ok(())
    }
}

fn syntax_error(text: &str, error: &toml::de::Error) -> ConfigError {
    let span = error.span().unwrap_or(0..text.len().min(1));
    let message = error.message().lines().next().unwrap_or("not TOML").to_owned();
    ConfigError { message, span, help: None }
}

fn severity(value: Value<'_>) -> Result<Severity, ConfigError> {
    let text = table::text(value)?;
    let known = Severity::ALL.into_iter().map(Severity::name);
    text.parse().map_err(|_| table::unknown("severity", text, known, value.span()))
}

fn analyzers(value: Value<'_>, known: &[String]) -> Result<Vec<String>, ConfigError> {
    let named = table::texts(value)?.into_iter().map(|(name, span)| {
        let unknown = || table::unknown("analyzer", name, known.iter().map(String::as_str), span);
        known.iter().find(|known| *known == name).cloned().ok_or_else(unknown)
    });
    named.collect()
}

fn advisory_source(value: Value<'_>) -> Result<AdvisorySource, ConfigError> {
    let mut source = AdvisorySource::default();
    for (key, value) in table::entries(table::table(value)?, &ADVISORY_KEYS, "key")? {
        match key {
            "url" => source.url = Some(table::text(value)?.to_owned()),
            _ => source.ecosystems = table::texts(value)?.into_iter().map(ecosystem).collect::<Result<_, _>>()?,
        }
    }
    Ok(source)
}

fn ecosystem((name, span): (&str, Range<usize>)) -> Result<Ecosystem, ConfigError> {
    let known = Ecosystem::OF_LANGUAGES;
    let named = known.into_iter().find(|own| own.name() == name);
    named.ok_or_else(|| table::unknown("ecosystem", name, known.into_iter().map(Ecosystem::name), span))
}

fn parameters(value: Value<'_>) -> Result<BTreeMap<String, String>, ConfigError> {
    let pairs = table::table(value)?.iter();
    pairs.map(|(name, value)| Ok((name.get_ref().to_string(), table::scalar(value)?))).collect()
}

fn overrides(value: Value<'_>, rules: &[Rule]) -> Result<BTreeMap<String, RuleOverride>, ConfigError> {
    let mut overrides = BTreeMap::new();
    for (id, body) in table::table(value)? {
        let name = id.get_ref().as_ref();
        if !rules.iter().any(|rule| rule.id == name) {
            return Err(table::unknown("rule", name, rules.iter().map(|rule| rule.id.as_ref()), id.span()));
        }
        overrides.insert(name.to_owned(), rule_override(id, body)?);
    }
    Ok(overrides)
}

fn rule_override<K>(id: &Spanned<K>, body: Value<'_>) -> Result<RuleOverride, ConfigError> {
    let missing = |key: &str, help: &str| ConfigError {
        message: format!("an override needs `{key}`"),
        span: id.span(),
        help: Some(help.to_owned()),
    };
    let (mut level, mut reason) = (None, None);
    for (key, value) in table::entries(table::table(body)?, &RULE_KEYS, "key")? {
        match key {
            "severity" => level = Some(if table::text(value)? == "off" { None } else { Some(severity(value)?) }),
            _ => reason = Some(table::text(value)?.trim().to_owned()).filter(|reason| !reason.is_empty()),
        }
    }
    let severity = level.ok_or_else(|| missing("severity", "set it to a severity, or to \"off\""))?;
    let reason = reason.ok_or_else(|| missing("reason", "say why, for the people who come after you"))?;
    Ok(RuleOverride { severity, reason })
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::collections::BTreeSet;

    use finding::{Confidence, FixLevel, LooksAt};

    use super::*;

    fn rules() -> Vec<Rule> {
        let rule = |id: &'static str| Rule {
            id: Cow::Borrowed(id),
            title: "t".into(),
            highest: Severity::High,
            confidence: Confidence::High,
            cwe: Cow::Borrowed(&[]),
            owasp: Cow::Borrowed(&[]),
            attack: &[],
            compliance: &[],
            looks_at: LooksAt::Entries,
            fix: FixLevel::None,
            page: "".into(),
        };
        vec![rule("iam/admin-role"), rule("posture/open-http-route")]
    }

    fn parse(text: &str) -> Result<ConfigFile, ConfigError> {
        ConfigFile::parse(text, &rules(), &["iam".to_owned(), "posture".to_owned()])
    }

    #[test]
    fn a_full_file_is_read() {
        let text = r#"
            fail-on = "high"
            strict = true
            skip = ["iam"]
            exclude = ["legacy/**"]
            baseline = "maremma-baseline.json"
            vex = ["app.openvex.json"]
            [licences]
            deny = ["GPL-3.0-only"]
            [licences.packages."npm/@acme/a@1.0.0"]
            licence = "MIT"
            reason = "its readme says so"
            [advisories]
            url = "https://mirror.example.com/osv"
            ecosystems = ["npm", "PyPI"]
            [parameters]
            Stage = "prod"
            Size = 512
            Debug = false
            [rules."posture/open-http-route"]
            severity = "low"
            reason = "a public site"
            [rules."iam/admin-role"]
            severity = "off"
            reason = "bootstrap only"
        "#;
        let file = parse(text).unwrap();
        assert_eq!(file.fail_on, Some(Severity::High));
        assert_eq!(file.strict, Some(true));
        assert_eq!(file.skip, ["iam"]);
        assert_eq!(file.exclude, ["legacy/**"]);
        assert_eq!(file.baseline.as_deref(), Some("maremma-baseline.json"));
        assert_eq!(file.vex, ["app.openvex.json"]);
        let licences = file.licences.unwrap();
        let exception = licences.of("npm", "@acme/a", Some("1.0.0")).unwrap();
        assert_eq!((exception.licence.as_deref(), exception.reason.as_str()), (Some("MIT"), "its readme says so"));
        assert_eq!(licences.of("npm", "@acme/a", Some("2.0.0")), None);
        let parameters: Vec<_> = file.parameters.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(parameters, [("Debug", "false"), ("Size", "512"), ("Stage", "prod")]);
        assert_eq!(file.rules["posture/open-http-route"].severity, Some(Severity::Low));
        assert_eq!(file.rules["iam/admin-role"].severity, None);
        assert_eq!(file.advisories.url.as_deref(), Some("https://mirror.example.com/osv"));
        assert_eq!(file.advisories.ecosystems, [Ecosystem::Npm, Ecosystem::PyPi]);
    }

    /// Each mistake: the text, the error, what the span covers, the help.
    const MISTAKES: [(&str, &str, &str, Option<&str>); 17] = [
        ("fail_on = 'high'", "unknown key `fail_on`", "fail_on", Some("did you mean `fail-on`?")),
        ("fail-on = 'hihg'", "unknown severity `hihg`", "'hihg'", Some("did you mean `high`?")),
        ("fail-on = 3", "expected a text, found integer", "3", None),
        ("strict = 'yes'", "expected `true` or `false`, found string", "'yes'", None),
        ("only = 'iam'", "expected a list of texts, found string", "'iam'", None),
        ("only = ['postur']", "unknown analyzer `postur`", "'postur'", Some("did you mean `posture`?")),
        ("skip = ['x']", "unknown analyzer `x`", "'x'", Some("known: iam, posture")),
        (
            "[rules.'posture/open-http-rout']",
            "unknown rule `posture/open-http-rout`",
            "'posture/open-http-rout'",
            Some("did you mean `posture/open-http-route`?"),
        ),
        (
            "[rules.'iam/admin-role']\nseverity = 'off'",
            "an override needs `reason`",
            "'iam/admin-role'",
            Some("say why, for the people who come after you"),
        ),
        (
            "[rules.'iam/admin-role']\nreason = 'x'",
            "an override needs `severity`",
            "'iam/admin-role'",
            Some("set it to a severity, or to \"off\""),
        ),
        ("[licences]\nallow = ['MIT OR ISC']", "`MIT OR ISC` is more than one licence", "'MIT OR ISC'", None),
        (
            "[licences]\ndeny = ['Apache']",
            "`Apache` is no licence expression: unknown term",
            "'Apache'",
            Some("write an id of the SPDX list, such as `Apache-2.0`"),
        ),
        (
            "[licences.packages.'left-pad']",
            "expected `TYPE/NAME` or `TYPE/NAME@VERSION`",
            "'left-pad'",
            Some("such as `npm/left-pad@1.3.0`"),
        ),
        (
            "[licences.packages.'npm/left-pad']",
            "an exception needs `reason`",
            "'npm/left-pad'",
            Some("say why, for the people who come after you"),
        ),
        ("[advisories]\nulr = 'a'", "unknown key `ulr`", "ulr", Some("did you mean `url`?")),
        ("[advisories]\necosystems = ['PyPi']", "unknown ecosystem `PyPi`", "'PyPi'", Some("did you mean `PyPI`?")),
        ("[parameters]\nA = [1]", "expected a text, a number or a truth value, found array", "[1]", None),
    ];

    #[test]
    fn every_mistake_has_a_place_and_a_way_out() {
        for (text, message, place, help) in MISTAKES {
            let error = parse(text).unwrap_err();
            assert_eq!(error.message, message, "{text}");
            assert_eq!(&text[error.span.clone()], place, "{text}");
            assert_eq!(error.help.as_deref(), help, "{text}");
        }
    }

    #[test]
    fn broken_toml_is_an_error_with_a_place() {
        let error = parse("a = = 1").unwrap_err();
        assert!(error.span.end <= 7 && !error.message.is_empty());
    }

    #[test]
    fn the_schema_names_exactly_the_keys_that_are_read() {
        let schema: serde_json::Value = serde_json::from_str(include_str!("../../schema/config.schema.json")).unwrap();
        let keys = |at: &str| -> BTreeSet<String> {
            schema.pointer(at).unwrap().as_object().unwrap().keys().cloned().collect()
        };
        assert_eq!(keys("/properties"), KEYS.map(String::from).into());
        assert_eq!(keys("/$defs/override/properties"), RULE_KEYS.map(String::from).into());
        assert_eq!(keys("/properties/licences/properties"), licences::KEYS.map(String::from).into());
        assert_eq!(keys("/$defs/licence/properties"), licences::PACKAGE_KEYS.map(String::from).into());
        assert_eq!(keys("/properties/advisories/properties"), ADVISORY_KEYS.map(String::from).into());
        let levels = |at: &str| -> Vec<String> { serde_json::from_value(schema.pointer(at).unwrap().clone()).unwrap() };
        assert_eq!(levels("/properties/fail-on/enum"), Severity::ALL.map(|level| level.name().to_owned()));
        assert_eq!(levels("/$defs/override/required"), RULE_KEYS);
        assert_eq!(
            levels("/properties/advisories/properties/ecosystems/items/enum"),
            Ecosystem::OF_LANGUAGES.map(Ecosystem::name)
        );
    }
}
