//! What a document lists.

use packages::Package;

/// All that a document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bom {
    /// What the document is about.
    pub subject: Subject,
    /// What it is made of, in any order. A package that stands here several times, as lockfiles have it, is written once.
    pub components: Vec<Component>,
    /// What made the document.
    pub tool: Tool,
    /// When it was made, and under which number.
    pub stamp: Stamp,
}

/// What a document is about: its root component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Whether it is a whole application or a part of one.
    pub kind: SubjectKind,
    /// Its name.
    pub name: String,
    /// Its version, where it has one.
    pub version: Option<String>,
    /// Further facts by name, such as `maremma:runtime`; written in this order.
    pub properties: Vec<(String, String)>,
}

/// What kind of thing a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// A whole application.
    Application,
    /// One function of an application, with what is packed with it.
    Function,
}

impl SubjectKind {
    /// The kind's name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Function => "function",
        }
    }
}

/// A package, and what is known of it beside what its lockfile says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// The package.
    pub package: Package,
    /// Its licence as its author wrote it.
    pub licence: Option<String>,
    /// The paths of the files that name it.
    pub found_in: Vec<String>,
}

impl From<Package> for Component {
    fn from(package: Package) -> Self {
        Self { package, licence: None, found_in: Vec::new() }
    }
}

/// What made a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// When a document was made, and the number that tells it from all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Seconds since 1970-01-01, UTC.
    pub seconds: u32,
    /// The bits of a UUID.
    pub uuid: u128,
}

impl Stamp {
    /// The time as RFC 3339 writes it, `YYYY-MM-DDThh:mm:ssZ`.
    pub fn time(self) -> String {
        let (days, rest) = (self.seconds / 86_400, self.seconds % 86_400);
        let (year, month, day) = date(days);
        format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
    }

    /// The UUID as text.
    pub fn uuid_text(self) -> String {
        let digits = format!("{:032x}", self.uuid);
        let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
        [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
    }
}

/// Year, month and day of a number of days since 1970-01-01.
fn date(days: u32) -> (u32, u32, u32) {
    // Counted from 0000-03-01, so that a leap day is the last of its year; an era of 400 years has 146,097 days.
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + u32::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_written_as_time_and_number() {
        let time = |seconds| Stamp { seconds, uuid: 0 }.time();
        assert_eq!(time(0), "1970-01-01T00:00:00Z");
        assert_eq!(time(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(time(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(time(1_795_305_599), "2026-11-21T23:59:59Z");
        assert_eq!(time(u32::MAX), "2106-02-07T06:28:15Z");
        let uuid = 0x3e67_1687_395b_41f5_a30f_a589_21a6_9b79;
        assert_eq!(Stamp { seconds: 0, uuid }.uuid_text(), "3e671687-395b-41f5-a30f-a58921a69b79");
    }
}
