//! How bad a vulnerability is.

use finding::Severity;

/// How bad a database holds a vulnerability for: the words of the CVSS specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 0.1 to 3.9.
    Low,
    /// 4.0 to 6.9; `MODERATE` of GitHub.
    Medium,
    /// 7.0 to 8.9.
    High,
    /// 9.0 and more.
    Critical,
}

/// How bad a vulnerability is, as far as its advisories say.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Rating {
    /// In a word.
    pub severity: Severity,
    /// The base score of its CVSS vector, where it has one.
    pub score: Option<f64>,
}

impl Level {
    /// The level of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word.to_ascii_uppercase().as_str() {
            "LOW" => Self::Low,
            "MODERATE" | "MEDIUM" => Self::Medium,
            "HIGH" => Self::High,
            "CRITICAL" => Self::Critical,
            _ => return None,
        })
    }

    const fn severity(self) -> Severity {
        match self {
            Self::Low => Severity::Low,
            Self::Medium => Severity::Medium,
            Self::High => Severity::High,
            Self::Critical => Severity::Critical,
        }
    }
}

/// The rating from a CVSS vector (versions 2 to 4) and the word of the database; the vector counts where there are both. None
/// where neither says anything.
pub fn rating(vector: &str, level: Option<Level>) -> Option<Rating> {
    let score = score(vector);
    let severity = score.map(severity).or_else(|| level.map(Level::severity))?;
    Some(Rating { severity, score })
}

fn score(vector: &str) -> Option<f64> {
    let parsed: cvss::Cvss = vector.parse().ok()?;
    let score = parsed.score();
    score.is_finite().then_some(score)
}

fn severity(score: f64) -> Severity {
    match score {
        score if score >= 9.0 => Severity::Critical,
        score if score >= 7.0 => Severity::High,
        score if score >= 4.0 => Severity::Medium,
        score if score > 0.0 => Severity::Low,
        _ => Severity::Info,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_of_all_versions_have_scores_and_words_stand_in_for_them() {
        let of = |vector: &str, level| rating(vector, level).map(|rating| (rating.severity, rating.score));
        let worst = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
        assert_eq!(of(worst, Some(Level::Low)), Some((Severity::Critical, Some(9.8))));
        let newest = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N";
        assert_eq!(of(newest, None), Some((Severity::High, Some(8.7))));
        assert_eq!(of("", Level::of_word("moderate")), Some((Severity::Medium, None)));
        assert_eq!(of("CVSS:3.1/AV:Q", None), None);
    }
}
