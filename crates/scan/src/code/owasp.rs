//! The categories of the OWASP lists by their usual names.

/// Each list: how its categories are written, and all of them.
const LISTS: &[(&str, &[&str])] = &[
    (
        "A",
        &[
            "A01:2017", "A02:2017", "A03:2017", "A04:2017", "A05:2017", "A06:2017", "A07:2017", "A08:2017", "A09:2017",
            "A10:2017", "A01:2021", "A02:2021", "A03:2021", "A04:2021", "A05:2021", "A06:2021", "A07:2021", "A08:2021",
            "A09:2021", "A10:2021", "A01:2025", "A02:2025", "A03:2025", "A04:2025", "A05:2025", "A06:2025", "A07:2025",
            "A08:2025", "A09:2025", "A10:2025",
        ],
    ),
    (
        "API",
        &[
            "API1:2019",
            "API2:2019",
            "API3:2019",
            "API4:2019",
            "API5:2019",
            "API6:2019",
            "API7:2019",
            "API8:2019",
            "API9:2019",
            "API10:2019",
            "API1:2023",
            "API2:2023",
            "API3:2023",
            "API4:2023",
            "API5:2023",
            "API6:2023",
            "API7:2023",
            "API8:2023",
            "API9:2023",
            "API10:2023",
        ],
    ),
    (
        "LLM",
        &[
            "LLM01:2023",
            "LLM02:2023",
            "LLM03:2023",
            "LLM04:2023",
            "LLM05:2023",
            "LLM06:2023",
            "LLM07:2023",
            "LLM08:2023",
            "LLM09:2023",
            "LLM10:2023",
            "LLM01:2025",
            "LLM02:2025",
            "LLM03:2025",
            "LLM04:2025",
            "LLM05:2025",
            "LLM06:2025",
            "LLM07:2025",
            "LLM08:2025",
            "LLM09:2025",
            "LLM10:2025",
        ],
    ),
    (
        "SAS-",
        &[
            "SAS-01", "SAS-02", "SAS-03", "SAS-04", "SAS-05", "SAS-06", "SAS-07", "SAS-08", "SAS-09", "SAS-10",
            "SAS-11", "SAS-12",
        ],
    ),
];

/// The category that a rule's words begin with: `A03:2021` of `A3:2021 - Injection`; `None` if there is no such.
pub(super) fn category(written: &str) -> Option<&'static str> {
    let letters = written.trim_start().find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, rest) = written.trim_start().split_at(letters);
    let rest = rest.trim_start_matches('-');
    let number: u32 = leading(rest).parse().ok()?;
    let year = rest
        .get(leading(rest).len()..)
        .and_then(|after| after.strip_prefix(':'))
        .map(|after| leading(after.trim()))
        .filter(|year| !year.is_empty());
    let (_, categories) =
        LISTS.iter().find(|(prefix, _)| prefix.trim_end_matches('-').eq_ignore_ascii_case(letters))?;
    categories.iter().copied().find(|category| {
        let (own, of) = category.split_once(':').map_or((*category, None), |(own, of)| (own, Some(of)));
        let digits = own.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.parse() == Ok(number) && of == year
    })
}

fn leading(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_known_as_rules_write_them() {
        for (written, known) in [
            ("A03:2021 - Injection", Some("A03:2021")),
            ("A3:2021", Some("A03:2021")),
            ("API8:2019 Injection", Some("API8:2019")),
            ("SAS-01", Some("SAS-01")),
            ("SAS-1: event injection", Some("SAS-01")),
            ("A00:2021", None),
            ("A03", None),
            ("injection", None),
            ("", None),
        ] {
            assert_eq!(category(written), known, "{written}");
        }
    }
}
