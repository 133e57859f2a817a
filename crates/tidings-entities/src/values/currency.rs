//! Data table: currencies, with their signs, codes, names and the nations whose name tells them apart.
//!
//! A name that several countries share ("pesos") has no code unless the word before it tells which is meant; dollars, euros,
//! pounds, yen and rupees are those that English news means when it says no more.

use super::words::Word;

/// The index of a currency whose name several countries share: it has no code.
pub(super) const UNKNOWN: u8 = 253;
/// A hundredth of a dollar.
pub(super) const CENTS: u8 = 254;
/// A hundredth of a pound.
pub(super) const PENCE: u8 = 255;

/// ISO 4217 codes.
#[rustfmt::skip] // many entries a line
pub(super) static CURRENCIES: [&str; 92] = [
    "USD", "EUR", "GBP", "JPY", "CNY", "RUB", "UAH", "PLN", "INR", "TRY", "CHF", "KRW", "ILS", "CAD", "AUD", "BRL",
    "ZAR", "SEK", "NOK", "DKK", "HUF", "CZK", "HKD", "NZD", "SGD", "TWD", "NGN", "MYR", "BDT", "PHP", "THB", "VND",
    "IDR", "PKR", "LKR", "NPR", "MUR", "QAR", "SAR", "AED", "KWD", "BHD", "OMR", "JOD", "IQD", "IRR", "EGP", "SDG",
    "SSP", "SYP", "LBP", "LYD", "TND", "DZD", "MAD", "KES", "UGX", "TZS", "SOS", "ETB", "GHS", "ZMW", "BWP", "NAD",
    "RWF", "CDF", "XAF", "XOF", "RON", "BGN", "RSD", "ISK", "BYN", "GEL", "KZT", "AMD", "MXN", "ARS", "CLP", "COP",
    "PEN", "UYU", "DOP", "CUP", "JMD", "FJD", "TTD", "KPW", "MMK", "DEM", "ITL", "FRF",
];

/// The dollar, of which cents are a part unless something else is said.
pub(super) const USD: u8 = index("USD");
/// The pound sterling, which shares its name with a measure.
pub(super) const GBP: u8 = index("GBP");
/// The rupee that "Rs" means unless the text is from elsewhere.
pub(super) const INR: u8 = index("INR");
/// The won, which shares its name with a verb.
pub(super) const KRW: u8 = index("KRW");

/// The place of a code; compiling fails where there is none.
const fn index(code: &str) -> u8 {
    let code = code.as_bytes();
    let mut at = 0;
    while at < CURRENCIES.len() {
        let known = CURRENCIES[at].as_bytes();
        if known[0] == code[0] && known[1] == code[1] && known[2] == code[2] {
            return at as u8;
        }
        at += 1;
    }
    panic!("no such currency")
}

const fn money(code: &str) -> Word {
    Word::Currency(index(code))
}

const SHARED: Word = Word::Currency(UNKNOWN);

/// Names and signs that may stand after an amount, in lower case.
#[rustfmt::skip] // many entries a line
pub(super) const CURRENCY_WORDS: &[(&str, Word)] = &[
    ("dollar", money("USD")), ("dollars", money("USD")), ("dlr", money("USD")), ("dlrs", money("USD")),
    ("euro", money("EUR")), ("euros", money("EUR")), ("€", money("EUR")), ("pound", money("GBP")),
    ("pounds", money("GBP")), ("quid", money("GBP")), ("yen", money("JPY")), ("yuan", money("CNY")),
    ("renminbi", money("CNY")), ("rmb", money("CNY")), ("ruble", money("RUB")), ("rubles", money("RUB")),
    ("rouble", money("RUB")), ("roubles", money("RUB")), ("₽", money("RUB")), ("hryvnia", money("UAH")),
    ("hryvnias", money("UAH")), ("hryvnya", money("UAH")), ("₴", money("UAH")), ("zloty", money("PLN")),
    ("zlotys", money("PLN")), ("zł", money("PLN")), ("złoty", money("PLN")), ("złotys", money("PLN")), ("rupee", money("INR")), ("rupees", money("INR")),
    ("rs", money("INR")), ("lira", money("TRY")), ("liras", money("TRY")), ("₺", money("TRY")), ("won", money("KRW")),
    ("shekel", money("ILS")), ("shekels", money("ILS")), ("rand", money("ZAR")), ("kronor", money("SEK")),
    ("krona", SHARED), ("kroner", SHARED), ("krone", SHARED), ("forint", money("HUF")),
    ("forints", money("HUF")), ("koruna", money("CZK")), ("korunas", money("CZK")), ("franc", SHARED),
    ("francs", SHARED), ("peso", SHARED), ("pesos", SHARED), ("dinar", SHARED), ("dinars", SHARED),
    ("dirham", SHARED), ("dirhams", SHARED), ("riyal", SHARED), ("riyals", SHARED), ("rial", SHARED),
    ("rials", SHARED), ("shilling", SHARED), ("shillings", SHARED), ("naira", money("NGN")), ("ringgit", money("MYR")),
    ("taka", money("BDT")), ("baht", money("THB")), ("dong", money("VND")), ("rupiah", money("IDR")),
    ("cedi", money("GHS")), ("cedis", money("GHS")), ("birr", money("ETB")), ("pula", money("BWP")),
    ("kwacha", money("ZMW")), ("leva", money("BGN")), ("tenge", money("KZT")), ("drams", money("AMD")),
    ("reais", money("BRL")), ("kyat", money("MMK")), ("kyats", money("MMK")),
    ("usd", money("USD")), ("eur", money("EUR")), ("gbp", money("GBP")), ("cent", Word::Currency(CENTS)),
    ("cents", Word::Currency(CENTS)), ("pence", Word::Currency(PENCE)),
];

/// The code of a currency that a sign or a code names; `None` if it names none.
#[rustfmt::skip] // many entries a line
pub(super) fn currency_sign(sign: &str) -> Option<Option<u8>> {
    let code = match sign {
        "$" | "US$" | "U.S.$" | "USD" | "USD$" | "dlrs" | "Dlrs" => "USD",
        "€" | "EUR" | "Eur" => "EUR",
        "£" | "GBP" | "UK£" | "GB£" => "GBP",
        "¥" | "JPY" | "JP¥" => "JPY",
        "CNY" | "RMB" | "CN¥" | "Rmb" => "CNY",
        "₽" | "RUB" => "RUB",
        "₴" | "UAH" => "UAH",
        "PLN" => "PLN",
        "₹" | "INR" | "Rs" | "Rs." => "INR",
        "₺" | "TRY" | "TL" => "TRY",
        "CHF" | "SFr" | "Sfr" => "CHF",
        "₩" | "KRW" => "KRW",
        "₪" | "ILS" | "NIS" => "ILS",
        "C$" | "CA$" | "CDN$" | "CAD" | "Cdn$" | "CAD$" => "CAD",
        "A$" | "AU$" | "AUS$" | "AUD" | "Aus$" | "AUD$" => "AUD",
        "R$" | "BRL" => "BRL",
        "ZAR" => "ZAR", "SEK" => "SEK", "NOK" => "NOK", "DKK" => "DKK", "HUF" => "HUF", "CZK" | "Kč" => "CZK",
        "HK$" | "HKD" => "HKD", "NZ$" | "NZD" => "NZD", "S$" | "SGD" => "SGD", "NT$" | "TWD" => "TWD",
        "₦" | "NGN" => "NGN", "RM" | "MYR" => "MYR", "Tk" | "Tk." | "BDT" | "৳" => "BDT",
        "₱" | "PHP" | "Php" => "PHP", "฿" | "THB" => "THB", "₫" | "VND" => "VND", "Rp" | "Rp." | "IDR" => "IDR",
        "PKR" => "PKR", "LKR" => "LKR", "NPR" => "NPR", "MUR" => "MUR", "QR" | "QAR" => "QAR", "SR" | "SAR" => "SAR",
        "AED" | "Dh" | "Dhs" | "Dh." | "Dhs." => "AED", "KD" | "KWD" => "KWD", "BD" | "BHD" => "BHD",
        "OMR" => "OMR", "JD" | "JOD" => "JOD", "IQD" => "IQD", "IRR" => "IRR", "E£" | "LE" | "EGP" => "EGP",
        "SDG" => "SDG", "SYP" => "SYP", "LBP" => "LBP", "LYD" => "LYD", "TND" => "TND", "DZD" => "DZD",
        "MAD" => "MAD", "KES" | "KSh" | "Ksh" | "KSh." | "Ksh." | "Sh" | "Sh." => "KES",
        "UGX" | "USh" | "Ush" | "Shs" => "UGX", "TZS" | "TSh" | "Tsh" => "TZS", "ETB" => "ETB",
        "GHS" | "GH¢" | "GH₵" | "GHC" | "₵" => "GHS", "ZMW" => "ZMW", "BWP" => "BWP", "NAD" | "N$" => "NAD",
        "RWF" => "RWF", "XAF" | "FCFA" => "XAF", "XOF" => "XOF", "RON" => "RON", "BGN" => "BGN", "RSD" => "RSD",
        "ISK" => "ISK", "BYN" => "BYN", "GEL" => "GEL", "KZT" => "KZT", "AMD" => "AMD", "MXN" | "MX$" => "MXN",
        "ARS" => "ARS", "CLP" => "CLP", "COP" => "COP", "PEN" => "PEN", "UYU" => "UYU", "J$" | "JMD" => "JMD",
        "FJ$" | "FJD" => "FJD", "TT$" | "TTD" => "TTD", "DM" => "DEM",
        "¢" | "kr" | "Z$" | "EC$" | "B$" | "CFA" => return Some(None),
        _ => return None,
    };
    Some(CURRENCIES.iter().position(|known| *known == code).map(|at| at as u8))
}

/// Letters that name a currency only before an amount that no model or road has: `N5bn`, `R500 million`, `P1,200`.
pub(super) fn currency_letter(letter: &str) -> Option<u8> {
    match letter {
        "N" => Some(index("NGN")),
        "R" => Some(index("ZAR")),
        "P" => Some(index("PHP")),
        _ => None,
    }
}

/// The currency of a nation: `Hong Kong` and `dollars`. `None` if the pair is nobody's; some shared names are told by no
/// word before them.
#[rustfmt::skip] // many entries a line
pub(super) fn national(nation: &str, name: &str) -> Option<u8> {
    let name = match name {
        "pound" | "pounds" => "pound",
        "dollar" | "dollars" => "dollar",
        "krona" | "kronor" | "krone" | "kroner" | "crowns" | "koruna" | "korunas" => "crown",
        "riyal" | "riyals" | "rial" | "rials" => "riyal",
        "ruble" | "rubles" | "rouble" | "roubles" => "ruble",
        "lira" | "liras" => "lira",
        _ => name.strip_suffix('s').unwrap_or(name),
    };
    let code = match (nation, name) {
        ("US" | "U.S." | "American" | "USA", "dollar") => "USD",
        ("Canadian", "dollar") => "CAD", ("Australian", "dollar") => "AUD",
        ("Zealand", "dollar") => "NZD", ("Kong", "dollar") => "HKD", ("Singapore" | "Singaporean", "dollar") => "SGD",
        ("Taiwan" | "Taiwanese", "dollar") => "TWD", ("Jamaican", "dollar") => "JMD", ("Fijian" | "Fiji", "dollar") => "FJD",
        ("Namibian", "dollar") => "NAD", ("Tobago", "dollar") => "TTD",
        ("British" | "UK" | "U.K.", "pound") => "GBP", ("Egyptian", "pound") => "EGP", ("Sudanese", "pound") => "SDG",
        ("Syrian", "pound" | "lira") => "SYP", ("Lebanese", "pound" | "lira") => "LBP",
        ("Swiss", "franc") => "CHF", ("French", "franc") => "FRF", ("CFA", "franc") => "XAF", ("Rwandan", "franc") => "RWF",
        ("Congolese", "franc") => "CDF",
        ("Indian", "rupee") => "INR", ("Pakistani" | "Pakistan", "rupee") => "PKR", ("Lankan" | "Lanka", "rupee") => "LKR",
        ("Nepali" | "Nepalese" | "Nepal", "rupee") => "NPR", ("Mauritian" | "Mauritius", "rupee") => "MUR",
        ("Mexican", "peso") => "MXN", ("Argentine" | "Argentinian" | "Argentinean", "peso") => "ARS", ("Chilean", "peso") => "CLP",
        ("Colombian", "peso") => "COP", ("Philippine" | "Filipino", "peso") => "PHP", ("Uruguayan", "peso") => "UYU",
        ("Dominican", "peso") => "DOP", ("Cuban", "peso") => "CUP",
        ("Kuwaiti", "dinar") => "KWD", ("Iraqi", "dinar") => "IQD", ("Jordanian", "dinar") => "JOD", ("Algerian", "dinar") => "DZD",
        ("Serbian", "dinar") => "RSD", ("Libyan", "dinar") => "LYD", ("Tunisian", "dinar") => "TND", ("Bahraini", "dinar") => "BHD",
        ("UAE" | "Emirati", "dirham") => "AED", ("Moroccan", "dirham") => "MAD",
        ("Saudi", "riyal") => "SAR", ("Qatari" | "Qatar", "riyal") => "QAR", ("Omani", "riyal") => "OMR", ("Iranian", "riyal") => "IRR",
        ("Kenyan" | "Kenya", "shilling") => "KES", ("Ugandan" | "Uganda", "shilling") => "UGX",
        ("Tanzanian" | "Tanzania", "shilling") => "TZS", ("Somali", "shilling") => "SOS",
        ("Norwegian", "crown") => "NOK", ("Danish", "crown") => "DKK", ("Swedish", "crown") => "SEK", ("Icelandic", "crown") => "ISK",
        ("Czech", "crown") => "CZK",
        ("Korean", "won") => "KRW", ("Japanese", "yen") => "JPY", ("Chinese", "yuan") => "CNY", ("Turkish", "lira") => "TRY",
        ("Italian", "lira" | "lire") => "ITL", ("Russian", "ruble") => "RUB", ("Belarusian", "ruble") => "BYN",
        ("German" | "Deutsche", "mark") => "DEM", ("Brazilian", "real" | "reai") => "BRL", ("Zambian", "kwacha") => "ZMW",
        ("Polish", "zloty") => "PLN", ("Ghanaian" | "Ghana", "cedi") => "GHS", ("Nigerian", "naira") => "NGN",
        ("Malaysian", "ringgit") => "MYR", ("Indonesian", "rupiah") => "IDR", ("Israeli", "shekel") => "ILS",
        ("African", "rand") => "ZAR", ("Ukrainian", "hryvnia") => "UAH", ("Hungarian", "forint") => "HUF", ("Thai", "baht") => "THB",
        _ => return None,
    };
    Some(index(code))
}
