//! Abbreviations that end with a period, by what may follow them, and words that begin sentences.
//!
//! Written by hand for news text. `match` over byte strings: no table to build at start.

/// What may follow an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// A name or more of the sentence always follows: `Mr.`, `Gen.`, `vs.`
    Inside,
    /// An abbreviation only before a number, else a word or a whole answer: `No. 5`, `p. 3`.
    BeforeNumber,
    /// The sentence may end with it: `Inc.`, `etc.`, `Jan.`
    Either,
}

/// What `word` (without its final period) abbreviates, if it is a known abbreviation.
pub(crate) fn abbreviation(word: &[u8]) -> Option<Abbreviation> {
    use Abbreviation::{BeforeNumber, Either, Inside};
    if word.len() < 2 || word.len() > 7 {
        return None;
    }
    Some(match word {
        // Forms of address, ranks, offices.
        b"Mr" | b"Mrs" | b"Ms" | b"Mx" | b"Messrs" | b"Mlle" | b"Mme" | b"MR" | b"MRS" | b"MS" | b"Dr"
        | b"Drs" | b"DR" | b"Prof" | b"Profs" | b"Hon" | b"Rev" | b"Revs" | b"Fr" | b"St" | b"Sts"
        | b"Ste" | b"Sra" | b"Msgr" | b"Gen" | b"Gens" | b"GEN" | b"Lt" | b"LT" | b"Col" | b"COL"
        | b"Cols" | b"Maj" | b"MAJ" | b"Capt" | b"CAPT" | b"Cpt" | b"Cpl" | b"CPL" | b"Sgt" | b"SGT"
        | b"Pfc" | b"PFC" | b"Pvt" | b"PVT" | b"Adm" | b"ADM" | b"Cmdr" | b"CMDR" | b"Cdr" | b"Comdr"
        | b"Brig" | b"BRIG" | b"Ens" | b"Det" | b"Insp" | b"Supt" | b"Const" | b"Atty" | b"Attys"
        | b"Gov" | b"GOV" | b"Govs" | b"Sen" | b"SEN" | b"Sens" | b"Rep" | b"REP" | b"Reps" | b"Pres"
        | b"PRES" | b"Amb" | b"Asst" | b"Assoc" | b"Dep" | b"Dir" | b"Hr" | b"Ald" | b"Cllr" | b"Del"
        | b"Treas" => Inside,
        // Before a name of a place or of a thing.
        b"Mt" | b"Mts" | b"Ft" | b"Pt" | b"Op" => Inside,
        // Inside a sentence by their meaning.
        b"vs" | b"Vs" | b"cf" | b"Cf" | b"viz" | b"eg" | b"ie" | b"approx" | b"Approx" | b"ca" | b"incl"
        | b"esp" | b"resp" | b"aka" => Inside,
        // Before a number.
        b"No" | b"NO" | b"Nos" | b"no" | b"nos" | b"pp" | b"Pp" | b"vol" | b"Vol" | b"vols" | b"Vols"
        | b"art" | b"Art" | b"Arts" | b"arts" | b"fig" | b"Fig" | b"figs" | b"Figs" | b"sec" | b"Sec"
        | b"secs" | b"ch" | b"Ch" | b"chap" | b"Chap" | b"para" | b"Para" | b"paras" | b"Paras" | b"ext"
        | b"Ext" | b"tel" | b"Tel" | b"Rs" | b"cl" | b"pt" | b"Sun" | b"Sat" | b"Mar" | b"min" => {
            BeforeNumber
        }
        // Months and days. May, June and July have no abbreviation; March and the weekend are words.
        b"Jan" | b"Feb" | b"Apr" | b"Jun" | b"Jul" | b"Aug" | b"Sep" | b"Sept" | b"Oct" | b"Nov" | b"Dec"
        | b"JAN" | b"FEB" | b"APR" | b"AUG" | b"SEPT" | b"OCT" | b"NOV" | b"DEC" | b"Mon" | b"Tue"
        | b"Tues" | b"Wed" | b"Weds" | b"Thu" | b"Thur" | b"Thurs" | b"Fri" => Either,
        // Companies and institutions.
        b"Inc" | b"INC" | b"Ltd" | b"LTD" | b"Corp" | b"CORP" | b"Co" | b"CO" | b"Cos" | b"Bros" | b"LLC"
        | b"Plc" | b"Dept" | b"Depts" | b"Univ" | b"Assn" | b"Govt" | b"govt" | b"Natl" | b"Intl"
        | b"Mfg" | b"Bldg" | b"Ctr" => Either,
        // After a name, after a list.
        b"Jr" | b"JR" | b"Sr" | b"SR" | b"Esq" | b"Phd" | b"etc" | b"Etc" | b"al" | b"et" | b"ibid" => Either,
        // Streets.
        b"Ave" | b"Blvd" | b"Rd" | b"Hwy" | b"Pkwy" | b"Sq" => Either,
        // States whose old abbreviation is no word.
        b"Ala" | b"Ariz" | b"Calif" | b"Colo" | b"Conn" | b"Fla" | b"Ga" | b"Ky" | b"Md" | b"Mich"
        | b"Minn" | b"Mo" | b"Mont" | b"Neb" | b"Nev" | b"Okla" | b"Ont" | b"Ore" | b"Penn" | b"Pa"
        | b"Que" | b"Tenn" | b"Tex" | b"Va" | b"Vt" | b"Wis" | b"Wyo" => Either,
        // Measures.
        b"lb" | b"lbs" | b"oz" | b"sq" | b"hrs" | b"hr" | b"mins" | b"yr" | b"yrs" | b"mph" | b"bn"
        | b"tsp" | b"tbsp" | b"ft" | b"gal" | b"avg" | b"est" | b"div" | b"dist" => Either,
        _ => return None,
    })
}

/// Whether `word` (capitalized) is one that begins sentences and is hardly ever a name: it tells
/// `the U.S. The talks` from `the U.S. Senate`.
pub(crate) fn begins_sentence(word: &[u8]) -> bool {
    matches!(
        word,
        b"The"
            | b"This"
            | b"That"
            | b"These"
            | b"Those"
            | b"There"
            | b"Then"
            | b"They"
            | b"Their"
            | b"A"
            | b"An"
            | b"It"
            | b"Its"
            | b"He"
            | b"His"
            | b"She"
            | b"Her"
            | b"We"
            | b"Our"
            | b"You"
            | b"Your"
            | b"My"
            | b"In"
            | b"On"
            | b"At"
            | b"By"
            | b"For"
            | b"From"
            | b"To"
            | b"With"
            | b"Within"
            | b"Without"
            | b"Of"
            | b"As"
            | b"After"
            | b"Before"
            | b"During"
            | b"Since"
            | b"Until"
            | b"Under"
            | b"Over"
            | b"Among"
            | b"Amid"
            | b"Between"
            | b"Against"
            | b"Despite"
            | b"Because"
            | b"But"
            | b"And"
            | b"Or"
            | b"Nor"
            | b"Yet"
            | b"So"
            | b"If"
            | b"When"
            | b"While"
            | b"Where"
            | b"Whether"
            | b"Why"
            | b"What"
            | b"Who"
            | b"Which"
            | b"How"
            | b"However"
            | b"Although"
            | b"Though"
            | b"Meanwhile"
            | b"Moreover"
            | b"Furthermore"
            | b"Still"
            | b"Instead"
            | b"Also"
            | b"Even"
            | b"Now"
            | b"Here"
            | b"Not"
            | b"No"
            | b"Some"
            | b"Many"
            | b"Most"
            | b"Several"
            | b"Other"
            | b"Others"
            | b"Another"
            | b"Any"
            | b"All"
            | b"Both"
            | b"Each"
            | b"Every"
            | b"Few"
            | b"Such"
            | b"Only"
            | b"One"
            | b"Two"
            | b"Three"
            | b"Once"
            | b"Earlier"
            | b"Later"
            | b"Last"
            | b"Today"
            | b"Is"
            | b"Are"
            | b"Was"
            | b"Were"
            | b"Do"
            | b"Does"
            | b"Did"
            | b"Has"
            | b"Have"
            | b"Had"
            | b"Can"
            | b"Could"
            | b"Would"
            | b"Should"
            | b"According"
            | b"About"
            | b"Around"
            | b"Through"
            | b"Nobody"
            | b"Nothing"
            | b"None"
            | b"Neither"
            | b"Everyone"
            | b"Everybody"
            | b"Everything"
            | b"Someone"
            | b"Something"
            | b"Anyone"
            | b"Thus"
            | b"Therefore"
            | b"Nevertheless"
            | b"Nonetheless"
            | b"Perhaps"
            | b"Please"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_by_what_follows() {
        assert_eq!(abbreviation(b"Gen"), Some(Abbreviation::Inside));
        assert_eq!(abbreviation(b"No"), Some(Abbreviation::BeforeNumber));
        assert_eq!(abbreviation(b"Inc"), Some(Abbreviation::Either));
        assert_eq!(abbreviation(b"gen"), None);
        assert_eq!(abbreviation(b"May"), None);
    }
}
