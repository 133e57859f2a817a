//! Single-byte encodings that UTF-8 gets read in by mistake, and a fast look-up of characters in all of them.
//!
//! Bytes that an encoding leaves undefined stand for the C1 control character of the same number, as in what
//! browsers do. The order is that in which mistakes are common.

use std::sync::LazyLock;

/// How many encodings there are.
pub(crate) const COUNT: usize = HIGH.len();

/// The characters of the bytes 0x80 to 0xFF.
const HIGH: [&str; 9] = [
    // Windows-1252.
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ\
     \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿\
     ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
     àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
    // Windows-1251 (Cyrillic).
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\
     \u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї\
     АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ\
     абвгдежзийклмнопрстуфхцчшщъыьэюя",
    // Windows-1250 (Central European).
    "€\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\u{90}‘’“”•–—\u{98}™š›śťžź\
     \u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż\
     ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß\
     ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
    // Windows-1253 (Greek).
    "€\u{81}‚ƒ„…†‡\u{88}‰\u{8A}‹\u{8C}\u{8D}\u{8E}\u{8F}\u{90}‘’“”•–—\u{98}™\u{9A}›\u{9C}\u{9D}\u{9E}\u{9F}\
     \u{A0}΅Ά£¤¥¦§¨©ª«¬\u{AD}®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏ\
     ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡÒΣΤΥΦΧΨΩΪΫάέήί\
     ΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώÿ",
    // Windows-1254 (Turkish).
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}\u{8E}\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}\u{9E}Ÿ\
     \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿\
     ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß\
     àáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ",
    // Windows-1257 (Baltic).
    "€\u{81}‚\u{83}„…†‡\u{88}‰\u{8A}‹\u{8C}¨ˇ¸\u{90}‘’“”•–—\u{98}™\u{9A}›\u{9C}¯˛\u{9F}\
     \u{A0}¡¢£¤¥¦§Ø©Ŗ«¬\u{AD}®Æ°±²³´µ¶·ø¹ŗ»¼½¾æ\
     ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß\
     ąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž˙",
    // ISO 8859-2.
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8A}\u{8B}\u{8C}\u{8D}\u{8E}\u{8F}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9A}\u{9B}\u{9C}\u{9D}\u{9E}\u{9F}\
     \u{A0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{AD}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žż\
     ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß\
     ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
    // Mac OS Roman.
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
     †°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
     ¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ\
     ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
    // Code page 437 (DOS).
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ\
     áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
     └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
     αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}",
];

/// What a character is in each encoding.
#[derive(Clone, Copy, Default)]
pub(crate) struct Row {
    /// Its byte; 0 if it has none.
    bytes: [u8; COUNT],
    /// The encodings, as bits, where the byte begins a UTF-8 sequence.
    leads: u16,
    /// The encodings, as bits, where the byte goes on with one.
    continues: u16,
}

impl Row {
    /// The byte of the character in the given encoding.
    pub(crate) fn byte(&self, encoding: usize) -> Option<u8> {
        Some(self.bytes[encoding]).filter(|&byte| byte != 0)
    }

    /// Whether some encoding makes a UTF-8 sequence of this character and the next.
    pub(crate) fn may_pair_with(&self, next: &Row) -> bool {
        self.leads & next.continues != 0
    }

    /// Whether the character begins a UTF-8 sequence in some encoding.
    pub(crate) fn may_lead(&self) -> bool {
        self.leads != 0
    }
}

/// Characters below this number are looked up by their number.
const DIRECT: usize = 0x25CB;

struct Table {
    rows: Vec<Row>,
    /// The row of each character below `DIRECT`.
    direct: Vec<u16>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    // Row 0 is that of all characters that no encoding has.
    let mut table = Table { rows: vec![Row::default()], direct: vec![0; DIRECT] };
    for (encoding, characters) in HIGH.iter().enumerate() {
        for (byte, c) in (0x80..=0xFF).zip(characters.chars()) {
            table.add(encoding, byte, c);
        }
    }
    // Latin-1 and Windows-1252 are mixed in one text often enough to be one encoding.
    for byte in 0x80..=0x9F {
        table.add(0, byte, char::from(byte));
    }
    table
});

impl Table {
    fn add(&mut self, encoding: usize, byte: u8, c: char) {
        let Some(slot) = self.direct.get_mut(u32::from(c) as usize) else { return };
        if *slot == 0 {
            *slot = self.rows.len() as u16;
            self.rows.push(Row::default());
        }
        let row = &mut self.rows[usize::from(*slot)];
        row.bytes[encoding] = byte;
        match byte {
            0xC2..=0xF4 => row.leads |= 1 << encoding,
            0x80..=0xBF => row.continues |= 1 << encoding,
            _ => {}
        }
    }
}

/// What `c` is in each encoding.
pub(crate) fn row(c: char) -> &'static Row {
    let table = &*TABLE;
    let at = table.direct.get(u32::from(c) as usize).copied().unwrap_or(0);
    &table.rows[usize::from(at)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_has_128_characters_and_gives_bytes_back() {
        for (encoding, characters) in HIGH.iter().enumerate() {
            assert_eq!(characters.chars().count(), 128);
            for (byte, c) in (0x80..=0xFF).zip(characters.chars()) {
                let known = u32::from(c) < DIRECT as u32;
                assert_eq!(row(c).byte(encoding), known.then_some(byte), "{c}");
            }
        }
        assert_eq!(row('\u{92}').byte(0), Some(0x92));
        assert_eq!(row('東').byte(0), None);
        assert!(row('Ã').may_pair_with(row('©')));
        assert!(!row('a').may_lead());
    }
}
