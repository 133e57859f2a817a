//! Tests of the language of a text, with invented texts.

use super::*;

#[track_caller]
fn found(text: &str) -> Found {
    identify(text, 0.8)
}

/// Languages of several scripts and families; most lines are as short as a brief.
const FOREIGN: [(&str, &str); 26] = [
    (
        "es",
        "Los pescadores del puerto de Alda dicen que el muro no se puede construir en agosto, según el alcalde.",
    ),
    (
        "fr",
        "Le port restera fermé jusqu’à lundi, a annoncé le maire, qui demande aux pêcheurs de ne pas sortir.",
    ),
    (
        "de",
        "Der Hafen bleibt bis Montag geschlossen, sagte die Bürgermeisterin, weil die Mauer noch nicht fertig ist.",
    ),
    ("it", "Il porto resta chiuso fino a lunedì, ha detto il sindaco, perché la diga non è ancora finita."),
    (
        "pt",
        "O porto fica fechado até segunda-feira, disse a presidente da câmara, porque o muro não está pronto.",
    ),
    (
        "nl",
        "De haven blijft tot maandag dicht, zei de burgemeester, omdat de muur nog niet klaar is en het water stijgt.",
    ),
    (
        "sv",
        "Hamnen är stängd till måndag, sade borgmästaren, eftersom muren inte är klar och vattnet stiger.",
    ),
    (
        "pl",
        "Port pozostanie zamknięty do poniedziałku, powiedziała burmistrz, ponieważ mur nie jest jeszcze gotowy.",
    ),
    (
        "cs",
        "Přístav zůstane zavřený do pondělí, řekla starostka, protože zeď ještě není hotová a voda stoupá.",
    ),
    (
        "fi",
        "Satama on suljettu maanantaihin asti, sanoi pormestari, koska muuri ei ole vielä valmis ja vesi nousee.",
    ),
    (
        "hu",
        "A kikötő hétfőig zárva marad, mondta a polgármester, mert a fal még nem készült el, és a víz emelkedik.",
    ),
    (
        "ro",
        "Portul rămâne închis până luni, a spus primarul, pentru că zidul nu este gata și apa crește în fiecare zi.",
    ),
    (
        "tr",
        "Belediye başkanı, duvar henüz bitmediği için limanın pazartesi gününe kadar kapalı kalacağını söyledi ve bir açıklama yaptı.",
    ),
    (
        "id",
        "Pelabuhan akan ditutup sampai hari Senin, kata wali kota, karena tembok itu belum selesai dan air terus naik.",
    ),
    (
        "vi",
        "Cảng sẽ đóng cửa đến thứ Hai, thị trưởng cho biết, vì bức tường chưa hoàn thành và nước đang dâng lên.",
    ),
    ("ru", "Порт останется закрытым до понедельника, сообщила мэр города."),
    ("uk", "Порт залишиться закритим до понеділка, повідомила міська голова, бо стіна ще не готова."),
    ("el", "Το λιμάνι θα μείνει κλειστό μέχρι τη Δευτέρα, είπε η δήμαρχος."),
    ("zh", "市长周一表示，港口将关闭到下周，因为防洪墙尚未完工。"),
    ("ja", "市長は月曜日、防潮堤がまだ完成していないため港を閉鎖すると述べた。"),
    ("ko", "시장은 월요일에 방파제가 아직 완공되지 않아 항구를 폐쇄한다고 밝혔다."),
    ("ar", "قالت رئيسة البلدية إن الميناء سيبقى مغلقا حتى يوم الاثنين."),
    ("he", "ראש העיר אמרה כי הנמל יישאר סגור עד יום שני."),
    ("hi", "महापौर ने कहा कि बंदरगाह सोमवार तक बंद रहेगा।"),
    ("th", "นายกเทศมนตรีกล่าวว่าท่าเรือจะปิดจนถึงวันจันทร์"),
    ("ka", "მერმა განაცხადა, რომ პორტი ორშაბათამდე დაკეტილი იქნება."),
];

#[test]
fn other_languages_are_told_with_their_codes() {
    for (code, text) in FOREIGN {
        assert_eq!(found(text), Found::Other(Some(code)), "{text}");
    }
}

#[test]
fn english_with_names_of_elsewhere_stays_english() {
    for text in [
        "Los pescadores, as they call themselves, met Mayor José de la Cruz in Porto Alda on Monday and said no.",
        "El Niño drove prices up in Ciudad del Este, and Der Spiegel reported that Åsa Öberg of Malmö had sold out.",
        "Rio de Janeiro and São Paulo were hit by storms that left the cities of the coast without power for days.",
        "“Je suis désolé,” the minister told reporters in Paris. “I should not have gone to the match at all.”",
        "Zhang Wei (张伟), who leads the harbor board of Ningbo, told Xinhua (新华社) that the cranes were safe.",
        "Владимир Петров, the captain of the ferry, was not on board when it left the pier, the owner said.",
        "Bayern München beat Borussia Dortmund and Real Madrid drew with Atlético in the last game of the season.",
        "Nguyễn Văn Nam and Trần Thị Hoa were among those who lost their boats when the typhoon struck the bay.",
    ] {
        assert!(!matches!(found(text), Found::Other(_)), "{text}: {:?}", found(text));
    }
}

#[test]
fn short_texts_count_as_english() {
    for text in [
        "",
        "OK",
        "12.5 — 17.3",
        "Trains halted north of Porto Alda",
        "Marsh quits",
        "Élise Lund, 1931–2026",
        "Petrov wins",
        "Москва",
        "Council leader Delphine Marsh resigns",
        "Bayern München 2, Borussia Dortmund 1",
        "Vive la France!",
        "Storm Élodie: live updates from Brest, Quimper, Lorient",
        "https://quay.example/a/b?c=d 404",
        "Djokovic, Świątek, Alcaraz, Sabalenka, Rybakina, Zverev",
    ] {
        assert!(!matches!(found(text), Found::Other(_)), "{text}: {:?}", found(text));
    }
}

#[test]
fn a_document_of_two_languages_is_what_most_of_it_is() {
    let english = "The board of the port said on Monday that it had been told of the crack in the pier by one of its engineers. ";
    let german = "Der Hafen bleibt geschlossen, bis die Kräne noch einmal geprüft worden sind, sagte der Vorstand am Montag. ";
    assert_eq!(found(&(english.repeat(3) + german)), Found::English);
    assert_eq!(found(&(german.repeat(4) + "The board said no.")), Found::Other(Some("de")));
    let russian = "Порт останется закрытым до понедельника, сообщила мэр города. ";
    assert_eq!(found(&(russian.repeat(4) + "The board said no.")), Found::Other(Some("ru")));
    assert_eq!(found(&(english.repeat(3) + russian)), Found::English);
}

#[test]
fn lists_are_sorted() {
    for list in [&ENGLISH[..], &OTHERS[..]] {
        assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
    }
    assert!(!ENGLISH.iter().any(|word| OTHERS.contains(word)));
}
