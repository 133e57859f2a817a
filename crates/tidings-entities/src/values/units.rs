//! Data table: units of measure, with the words and signs that name them.
//!
//! A unit is told as a plain word in the singular; what is said of one thing in two spellings has one name. The metric ton and
//! the American one are both `ton`.

use super::words::Word;

/// Units of measure, as plain words in the singular.
#[rustfmt::skip] // many entries a line
pub(super) static UNITS: [&str; 96] = [
    "kilometer", "meter", "centimeter", "millimeter", "micrometer", "nanometer", "mile", "yard", "foot", "inch",
    "fathom", "light-year", "nautical mile", "hectare", "acre", "square meter", "square kilometer", "square foot",
    "square mile", "cubic meter", "cubic centimeter", "ton", "kiloton", "megaton", "kilogram", "gram", "milligram",
    "microgram", "pound", "ounce", "stone", "carat", "liter", "milliliter", "centiliter", "deciliter", "gallon", "pint",
    "quart", "cup", "tablespoon", "teaspoon", "barrel", "bushel", "barrel per day", "degree", "degree Celsius",
    "degree Fahrenheit", "kelvin", "watt", "kilowatt", "megawatt", "gigawatt", "terawatt", "kilowatt hour",
    "megawatt hour", "gigawatt hour", "terawatt hour", "joule", "calorie", "kilocalorie", "horsepower",
    "British thermal unit", "knot", "mile per hour", "kilometer per hour", "byte", "kilobyte", "megabyte", "gigabyte",
    "terabyte", "petabyte", "kilobit per second", "megabit per second", "gigabit per second", "pixel", "megapixel", "volt",
    "kilovolt", "ampere", "hertz", "kilohertz", "megahertz", "gigahertz", "decibel", "hectopascal", "millibar",
    "pound per square inch", "revolution per minute", "sievert", "millisievert", "microsievert", "becquerel",
    "part per million", "part per billion", "megajoule",
];

pub(super) const METER: u8 = index("meter");
pub(super) const FOOT: u8 = index("foot");
pub(super) const INCH: u8 = index("inch");
pub(super) const POUND: u8 = index("pound");
pub(super) const OUNCE: u8 = index("ounce");
pub(super) const STONE: u8 = index("stone");
pub(super) const CUP: u8 = index("cup");
pub(super) const KNOT: u8 = index("knot");
pub(super) const DEGREE: u8 = index("degree");
pub(super) const CELSIUS: u8 = index("degree Celsius");
pub(super) const FAHRENHEIT: u8 = index("degree Fahrenheit");
pub(super) const WATT: u8 = index("watt");
pub(super) const TERAWATT: u8 = index("terawatt");

/// The place of a unit; compiling fails where there is none.
const fn index(name: &str) -> u8 {
    let name = name.as_bytes();
    let mut at = 0;
    while at < UNITS.len() {
        let known = UNITS[at].as_bytes();
        let mut same = 0;
        while same < known.len() && same < name.len() && known[same] == name[same] {
            same += 1;
        }
        if same == known.len() && same == name.len() {
            return at as u8;
        }
        at += 1;
    }
    panic!("no such unit")
}

/// The words for units, in lower case.
pub(super) static UNIT_WORDS: [(&str, Word); SPELLINGS.len()] = {
    let mut words = [("", Word::Other); SPELLINGS.len()];
    let mut at = 0;
    while at < SPELLINGS.len() {
        words[at] = (SPELLINGS[at].0, Word::Measure(index(SPELLINGS[at].1)));
        at += 1;
    }
    words
};

#[rustfmt::skip] // many entries a line: the table is read by group
const SPELLINGS: &[(&str, &str)] = &[
    ("kilometer", "kilometer"), ("kilometers", "kilometer"), ("kilometre", "kilometer"), ("kilometres", "kilometer"),
    ("km", "kilometer"), ("kms", "kilometer"), ("meter", "meter"), ("meters", "meter"), ("metre", "meter"),
    ("metres", "meter"), ("cm", "centimeter"), ("centimeter", "centimeter"), ("centimeters", "centimeter"),
    ("centimetre", "centimeter"), ("centimetres", "centimeter"), ("mm", "millimeter"), ("millimeter", "millimeter"),
    ("millimeters", "millimeter"), ("millimetres", "millimeter"), ("micron", "micrometer"), ("microns", "micrometer"),
    ("micrometers", "micrometer"), ("nm", "nanometer"), ("nanometer", "nanometer"), ("nanometers", "nanometer"),
    ("mile", "mile"), ("miles", "mile"), ("mi", "mile"), ("yard", "yard"), ("yards", "yard"), ("yd", "yard"),
    ("yds", "yard"), ("foot", "foot"), ("feet", "foot"), ("ft", "foot"), ("inch", "inch"), ("inches", "inch"),
    ("fathoms", "fathom"), ("hectare", "hectare"), ("hectares", "hectare"), ("ha", "hectare"), ("acre", "acre"),
    ("acres", "acre"), ("m²", "square meter"), ("m2", "square meter"), ("sqm", "square meter"), ("km²", "square kilometer"),
    ("km2", "square kilometer"), ("sqkm", "square kilometer"), ("ft²", "square foot"), ("sqft", "square foot"),
    ("mi²", "square mile"), ("m³", "cubic meter"), ("m3", "cubic meter"), ("cc", "cubic centimeter"), ("ton", "ton"),
    ("tons", "ton"), ("tonne", "ton"), ("tonnes", "ton"), ("kiloton", "kiloton"), ("kilotons", "kiloton"),
    ("kt", "kiloton"), ("megaton", "megaton"), ("megatons", "megaton"), ("kg", "kilogram"), ("kgs", "kilogram"),
    ("kilo", "kilogram"), ("kilos", "kilogram"), ("kilogram", "kilogram"), ("kilograms", "kilogram"),
    ("kilogramme", "kilogram"), ("kilogrammes", "kilogram"), ("g", "gram"), ("gram", "gram"), ("grams", "gram"),
    ("grammes", "gram"), ("mg", "milligram"), ("milligram", "milligram"), ("milligrams", "milligram"),
    ("mcg", "microgram"), ("µg", "microgram"), ("micrograms", "microgram"), ("lb", "pound"), ("lbs", "pound"),
    ("ounce", "ounce"), ("ounces", "ounce"), ("oz", "ounce"), ("stone", "stone"), ("carat", "carat"),
    ("carats", "carat"), ("karat", "carat"), ("karats", "carat"), ("l", "liter"), ("liter", "liter"),
    ("liters", "liter"), ("litre", "liter"), ("litres", "liter"), ("ml", "milliliter"), ("milliliter", "milliliter"),
    ("milliliters", "milliliter"), ("millilitre", "milliliter"), ("millilitres", "milliliter"), ("cl", "centiliter"),
    ("dl", "deciliter"), ("deciliters", "deciliter"), ("gallon", "gallon"), ("gallons", "gallon"), ("pint", "pint"),
    ("pints", "pint"), ("quart", "quart"), ("quarts", "quart"), ("cup", "cup"), ("cups", "cup"),
    ("tablespoon", "tablespoon"), ("tablespoons", "tablespoon"), ("tbsp", "tablespoon"), ("tbsps", "tablespoon"),
    ("teaspoon", "teaspoon"), ("teaspoons", "teaspoon"), ("tsp", "teaspoon"), ("tsps", "teaspoon"),
    ("barrel", "barrel"), ("barrels", "barrel"), ("bbl", "barrel"), ("bpd", "barrel per day"), ("bushel", "bushel"),
    ("bushels", "bushel"), ("degree", "degree"), ("degrees", "degree"), ("°", "degree"), ("°c", "degree Celsius"),
    ("°f", "degree Fahrenheit"), ("℃", "degree Celsius"), ("℉", "degree Fahrenheit"), ("watt", "watt"),
    ("watts", "watt"), ("kw", "kilowatt"), ("kilowatt", "kilowatt"), ("kilowatts", "kilowatt"), ("mw", "megawatt"),
    ("megawatt", "megawatt"), ("megawatts", "megawatt"), ("gw", "gigawatt"), ("gigawatt", "gigawatt"),
    ("gigawatts", "gigawatt"), ("tw", "terawatt"), ("terawatts", "terawatt"), ("kwh", "kilowatt hour"),
    ("mwh", "megawatt hour"), ("gwh", "gigawatt hour"), ("twh", "terawatt hour"), ("joules", "joule"),
    ("megajoules", "megajoule"), ("calorie", "calorie"), ("calories", "calorie"), ("kcal", "kilocalorie"),
    ("kilocalories", "kilocalorie"), ("horsepower", "horsepower"), ("hp", "horsepower"), ("bhp", "horsepower"),
    ("btu", "British thermal unit"), ("btus", "British thermal unit"), ("knot", "knot"), ("knots", "knot"),
    ("mph", "mile per hour"), ("kph", "kilometer per hour"), ("kmh", "kilometer per hour"), ("km/h", "kilometer per hour"),
    ("bytes", "byte"), ("kb", "kilobyte"), ("kilobytes", "kilobyte"), ("mb", "megabyte"), ("megabyte", "megabyte"),
    ("megabytes", "megabyte"), ("gb", "gigabyte"), ("gigabyte", "gigabyte"), ("gigabytes", "gigabyte"),
    ("tb", "terabyte"), ("terabyte", "terabyte"), ("terabytes", "terabyte"), ("petabytes", "petabyte"),
    ("kbps", "kilobit per second"), ("mbps", "megabit per second"), ("mbit", "megabit per second"),
    ("gbps", "gigabit per second"), ("pixels", "pixel"), ("megapixel", "megapixel"), ("megapixels", "megapixel"),
    ("volt", "volt"), ("volts", "volt"), ("kilovolt", "kilovolt"), ("kilovolts", "kilovolt"), ("kv", "kilovolt"),
    ("amp", "ampere"), ("amps", "ampere"), ("amperes", "ampere"), ("hz", "hertz"), ("hertz", "hertz"),
    ("khz", "kilohertz"), ("kilohertz", "kilohertz"), ("mhz", "megahertz"), ("megahertz", "megahertz"),
    ("ghz", "gigahertz"), ("gigahertz", "gigahertz"), ("decibel", "decibel"), ("decibels", "decibel"), ("db", "decibel"),
    ("hpa", "hectopascal"), ("millibars", "millibar"), ("psi", "pound per square inch"),
    ("rpm", "revolution per minute"), ("sieverts", "sievert"), ("millisieverts", "millisievert"),
    ("microsieverts", "microsievert"), ("becquerels", "becquerel"), ("ppm", "part per million"),
    ("ppb", "part per billion"),
];
