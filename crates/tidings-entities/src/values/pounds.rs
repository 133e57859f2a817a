//! Pounds of either kind, and whose rupees: what the whole text tells of its money.

use super::currency::{CURRENCIES, INR, national};
use super::number::Number;
use super::scan::Scan;
use super::words::Word;

/// What the whole document tells of its money.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signs {
    /// Whether it has sterling, or is about Britain.
    sterling: bool,
    /// The pounds of another country.
    pub(super) pounds: Option<u8>,
    /// Whether it has dollars.
    dollars: bool,
    /// The currency that "Rs" and "rupees" mean.
    pub(super) rupee: u8,
}

impl Scan<'_> {
    /// Whether pounds at `unit` are a weight.
    pub(super) fn is_weight(&self, from: usize, unit: usize, number: Number) -> bool {
        if self.lower(unit + 1).as_str() == "sterling" {
            return false;
        }
        if self.word(unit + 1) == Word::Of {
            return !self.near(unit + 1, unit + 2, 0, 3, &FUNDS);
        }
        if self.near(from, unit + 1, 7, 3, &PAID) {
            return false;
        }
        let goods = self.near(from, unit + 1, 8, 8, WEIGHED.get(..GOODS).unwrap_or(&WEIGHED));
        if number.scale >= 1e6 {
            return goods;
        }
        let signs = self.signs();
        goods
            || self.near(from, unit + 1, 7, 8, &WEIGHED)
            || !signs.sterling && (signs.dollars || signs.pounds.is_none())
    }

    /// What the document tells of its money.
    pub(super) fn signs(&self) -> Signs {
        *self.signs.get_or_init(|| {
            let text = self.source();
            let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
            let india = has(&["India", "Delhi", "Mumbai", "Bengaluru", "Chennai", "Kolkata"]);
            let code = if india {
                "INR"
            } else if has(&["Pakistan", "Karachi", "Lahore", "Islamabad"]) {
                "PKR"
            } else if has(&["Sri Lanka", "Colombo"]) {
                "LKR"
            } else if has(&["Nepal", "Kathmandu"]) {
                "NPR"
            } else if has(&["Mauritius", "Mauritian"]) {
                "MUR"
            } else {
                "INR"
            };
            let rupee = CURRENCIES.iter().position(|known| *known == code).map_or(INR, |at| at as u8);
            let nations = ["Egyptian", "Sudanese", "Syrian", "Lebanese"];
            let pounds = nations.into_iter().find(|nation| has(&[&format!("{nation} pound")]));
            let britain = [
                "£", "sterling", "pence", "British", "Britain", "England", "London", "Scotland", "Wales",
                "UK ", "U.K.",
            ];
            Signs {
                sterling: has(&britain),
                pounds: pounds.and_then(|nation| national(nation, "pounds")),
                dollars: has(&["$", " dollar"]),
                rupee,
            }
        })
    }
}

/// What "pounds of" are money of.
const FUNDS: [&str; 24] = [
    "debt",
    "debts",
    "money",
    "cash",
    "aid",
    "savings",
    "investment",
    "funding",
    "funds",
    "public",
    "taxpayers",
    "taxpayer",
    "government",
    "spending",
    "damage",
    "revenue",
    "tax",
    "taxes",
    "sales",
    "income",
    "profit",
    "profits",
    "cuts",
    "fines",
];

/// What is paid in pounds.
const PAID: [&str; 44] = [
    "cost", "costs", "costing", "paid", "pay", "pays", "paying", "price", "priced", "prices", "worth",
    "fine", "fined", "fines", "fee", "fees", "earn", "earns", "earned", "charged", "charge", "charges",
    "spent", "spend", "spends", "bought", "buy", "sold", "sell", "bill", "bills", "salary", "wage", "wages",
    "owed", "owes", "debt", "budget", "tax", "fare", "rent", "tickets", "grant", "value",
];

/// How many of [`WEIGHED`] are goods, which may weigh millions.
const GOODS: usize = 20;
/// What is weighed in pounds, and the words of weighing.
#[rustfmt::skip] // in two parts
const WEIGHED: [&str; 56] = [
    "beef", "meat", "poultry", "chicken", "pork", "fish", "shrimp", "coffee", "produce", "recall", "recalled",
    "recalling", "explosives", "cargo", "payload", "thrust", "bomb", "bombs", "catch", "load",
    "weigh", "weighs", "weighed", "weighing", "weight", "lost", "lose", "losing", "gained", "gain", "shed",
    "heavy", "heavier", "lighter", "overweight", "ounces", "ounce", "bench", "press", "lift", "lifted", "lifting",
    "pressure", "caught", "baby", "man", "dog", "carry", "carried", "frame", "feet", "foot", "tall", "lineman",
    "kg", "kilograms",
];
