//! Time zones after a time of day: "noon EDT", "10:30 GMT", "5 p.m. local time".

use super::scan::{Found, Scan};

impl Scan<'_> {
    /// A time of day with the zone that follows it. "local time" stays outside of the span.
    pub(super) fn zoned(&self, mut found: Found) -> Found {
        let zone = match zone(self.text(found.to)) {
            Some(zone) => {
                found.to += 1;
                zone
            }
            None if self.lower(found.to).as_str() == "local"
                && self.lower(found.to + 1).as_str() == "time" =>
            {
                "local"
            }
            None => return found,
        };
        found.date.get_or_insert_default().zone = Some(zone.to_owned());
        found
    }
}

/// The offset from UTC of a zone, as ISO 8601; its name where it has more than one offset.
pub(super) fn zone(name: &str) -> Option<&str> {
    Some(match name {
        "GMT" | "UTC" => "Z",
        "BST" | "CET" | "WAT" | "WEST" => "+01:00",
        "CEST" | "EET" | "CAT" | "SAST" => "+02:00",
        "EEST" | "MSK" | "EAT" => "+03:00",
        "GST" => "+04:00",
        "PKT" => "+05:00",
        "SGT" | "HKT" | "AWST" => "+08:00",
        "JST" | "KST" => "+09:00",
        "AEST" => "+10:00",
        "AEDT" => "+11:00",
        "NZST" => "+12:00",
        "NZDT" => "+13:00",
        "BRT" | "ADT" => "-03:00",
        "EDT" | "AST" => "-04:00",
        "EST" | "CDT" => "-05:00",
        "MDT" => "-06:00",
        "MST" | "PDT" => "-07:00",
        "PST" | "AKDT" => "-08:00",
        "AKST" => "-09:00",
        "HST" => "-10:00",
        "WET" => "+00:00",
        // With and without summer time, or in more than one country.
        "ET" | "CT" | "MT" | "PT" | "CST" | "IST" => name,
        _ => return None,
    })
}
