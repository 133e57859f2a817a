//! The codes of countries in lists of results: "Pedro Lima (PRT)".

/// Whether three capitals are the code of a country, by the Olympic committee, FIFA or ISO 3166.
pub(super) fn is_code(word: &str) -> bool {
    word.len() == 3 && CODES.binary_search(&word).is_ok()
}

/// Sorted. Codes that are words of results as well ("DNS", "DNF", "AIN" for neutrals, "IOC") are left out.
const CODES: [&str; 267] = [
    "AFG", "ALB", "ALG", "AND", "ANG", "ANT", "ARE", "ARG", "ARM", "ARU", "ASA", "AUS", "AUT", "AZE", "BAH",
    "BAN", "BAR", "BDI", "BEL", "BEN", "BER", "BFA", "BGD", "BGR", "BHS", "BHU", "BIH", "BIZ", "BLR", "BLZ",
    "BMU", "BOL", "BOT", "BRA", "BRB", "BRN", "BRU", "BUL", "BUR", "BWA", "CAF", "CAM", "CAN", "CAY", "CGO",
    "CHA", "CHE", "CHI", "CHL", "CHN", "CIV", "CMR", "COD", "COG", "COK", "COL", "COM", "CPV", "CRC", "CRI",
    "CRO", "CUB", "CYP", "CZE", "DEN", "DEU", "DJI", "DMA", "DNK", "DOM", "DZA", "ECU", "EGY", "ENG", "ERI",
    "ESA", "ESP", "EST", "ETH", "FIJ", "FIN", "FRA", "FSM", "GAB", "GAM", "GBR", "GBS", "GEO", "GEQ", "GER",
    "GHA", "GRC", "GRE", "GRN", "GTM", "GUA", "GUI", "GUM", "GUY", "HAI", "HKG", "HND", "HON", "HRV", "HTI",
    "HUN", "IDN", "INA", "IND", "IRI", "IRL", "IRN", "IRQ", "ISL", "ISR", "ISV", "ITA", "IVB", "JAM", "JOR",
    "JPN", "KAZ", "KEN", "KGZ", "KHM", "KIR", "KOR", "KOS", "KSA", "KUW", "KWT", "LAO", "LAT", "LBA", "LBN",
    "LBR", "LBY", "LCA", "LES", "LIE", "LKA", "LSO", "LTU", "LUX", "LVA", "MAD", "MAR", "MAS", "MAW", "MDA",
    "MDG", "MDV", "MEX", "MGL", "MHL", "MKD", "MLI", "MLT", "MMR", "MNE", "MNG", "MON", "MOZ", "MRT", "MTN",
    "MUS", "MWI", "MYA", "MYS", "NAM", "NCA", "NED", "NEP", "NER", "NGA", "NGR", "NIC", "NIG", "NIR", "NLD",
    "NOR", "NPL", "NRU", "NZL", "OMA", "OMN", "PAK", "PAN", "PAR", "PER", "PHI", "PHL", "PLE", "PLW", "PNG",
    "POL", "POR", "PRK", "PRT", "PRY", "PSE", "PUR", "QAT", "ROU", "RSA", "RUS", "RWA", "SAM", "SAU", "SCO",
    "SDN", "SEN", "SEY", "SGP", "SKN", "SLE", "SLO", "SLV", "SMR", "SOL", "SOM", "SRB", "SRI", "SSD", "STP",
    "SUD", "SUI", "SUR", "SVK", "SVN", "SWE", "SWZ", "SYR", "TAN", "TCD", "TGA", "THA", "TJK", "TKM", "TLS",
    "TOG", "TPE", "TTO", "TUN", "TUR", "TUV", "TWN", "TZA", "UAE", "UGA", "UKR", "URU", "URY", "USA", "UZB",
    "VAN", "VEN", "VIE", "VIN", "VNM", "WAL", "YEM", "ZAF", "ZAM", "ZIM", "ZMB", "ZWE",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_sorted() {
        assert!(CODES.is_sorted() && is_code("PRT") && is_code("POR") && !is_code("CEO"));
    }
}
