//! One test per damage seen in real conversions.

use super::*;
use crate::extract::recall::Recall;

fn clean(text: &str) -> Cleaned {
    let sorted = Sorted::of(text);
    sorted.clean(0..sorted.len(), &mut Recall::default())
}

fn cleaned(text: &str) -> String {
    clean(text).text
}

#[test]
fn spaces_hyphens_and_ligatures_are_put_back() {
    assert_eq!(cleaned("le\u{a0} SDET\u{a0} pose"), "le  SDET  pose\n");
    assert_eq!(cleaned("doivent\u{2010}ils"), "doivent-ils\n");
    assert_eq!(cleaned("con\u{AD}formité \u{FB01}able e\u{301}lève"), "conformité fiable élève\n");
}

#[test]
fn words_and_sentences_cut_at_line_ends_are_joined() {
    assert_eq!(cleaned("une vraie plus\u{2010}\nvalue"), "une vraie plus-value\n");
    assert_eq!(cleaned("les données doi-\nvent être"), "les données doivent être\n");
    assert_eq!(cleaned("les enfants doivent-\nils lire"), "les enfants doivent-ils lire\n");
    let spread = "Le titulaire du marché public doit fournir\n\nun rapport chaque mois.";
    assert_eq!(
        cleaned(spread),
        "Le titulaire du marché public doit fournir\nun rapport chaque mois.\n"
    );
}

#[test]
fn headers_footers_and_page_numbers_leave_the_sentence_whole() {
    let text = "Le service doit être disponible en permanence et\n\nSDET - Document principal\nPage 1/191\n\nles pannes sont signalées.\n\nSDET - Document principal\nPage 2/191\n\nFin.";
    let found = clean(text);
    assert_eq!(
        found.text,
        "Le service doit être disponible en permanence et\nles pannes sont signalées.\n\nFin.\n"
    );
    assert_eq!(found.removed.len(), 4);
    assert_eq!(cleaned("a\n\n26/08/2013 5 / 21  \n\nB"), "a\n\nB\n");
}

#[test]
fn tables_of_contents_and_field_codes_go() {
    assert_eq!(
        cleaned("1 Introduction ......... 10\n2 But ______ 4\n3 Fin ...15\n\nTexte."),
        "Texte.\n"
    );
    let word = "HYPERLINK \\l \"_Toc324429956\" 1. Introduction PAGEREF _Toc324429956 \\h 4";
    assert_eq!(cleaned(&format!("{word}\n\nTexte.")), "Texte.\n");
    assert_eq!(cleaned("Voir HYPERLINK \"http://a.fr\" le site."), "Voir  le site.\n");
    assert_eq!(cleaned("Il en reste 4"), "Il en reste 4\n");
}

#[test]
fn bullets_of_every_font_become_nested_lists() {
    let text = "\u{F0A7} un\n♦ deux\n− trois\n♦ quatre\n\u{F0A7} cinq";
    assert_eq!(cleaned(text), "- un\n  - deux\n    - trois\n  - quatre\n- cinq\n");
    let aside = "Le service, une fois ouvert\n– ce qui est long – doit durer.";
    assert_eq!(cleaned(aside), "Le service, une fois ouvert\n– ce qui est long – doit durer.\n");
}

#[test]
fn letters_doubled_lost_or_glued_are_put_right() {
    assert_eq!(cleaned("OOOrrrgggaaannniiisssaaatttiiiooonnn"), "Organisation\n");
    assert_eq!(cleaned("OOrrggaanniissaattiioonn"), "Organisation\n");
    assert_eq!(cleaned("applications métier15 intégrées"), "applications métier intégrées\n");
    assert_eq!(cleaned("le protocole oauth2 et sha256"), "le protocole oauth2 et sha256\n");
    let lost = "L usager d un service dit qu il dispose d un accès. Le cas quil faut.";
    assert_eq!(
        cleaned(lost),
        "L'usager d'un service dit qu'il dispose d'un accès. Le cas qu'il faut.\n"
    );
}

#[test]
fn an_indented_text_is_no_code() {
    let text = "> ## Titre\n    1. un\n    2. deux\n";
    assert_eq!(cleaned(text), "> ## Titre\n1. un\n2. deux\n");
    assert_eq!(cleaned("- a\n\n    suite de a\n"), "- a\n\n    suite de a\n");
    assert_eq!(cleaned("```\n    code\u{a0}\n```\n"), "```\n    code\u{a0}\n```\n");
}

#[test]
fn every_byte_leads_back_to_the_original() {
    let text = "le\u{a0}SDET métier15 con\u{AD}forme, plus\u{2010}\nvalue ﬁn\n\nPage 3/4\n\nsuite";
    let found = clean(text);
    for (word, original) in [
        ("SDET", "SDET"),
        ("conforme", "con\u{AD}forme"),
        ("plus-value", "plus\u{2010}\nvalue"),
        ("fin", "ﬁn"),
        ("suite", "suite"),
    ] {
        let at = found.text.find(word).expect(word);
        let back = &text[found.map.start(at)..found.map.end(at + word.len())];
        assert_eq!(back, original);
    }
}
