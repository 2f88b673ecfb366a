//! Sentences of ours that stand in cells, and texts put side by side in messages.

use crate::words::{count, fr, plain_line, quoted};

/// In place of a text that no cell can hold; recognised when it comes back.
pub(super) fn too_long_for_a_cell(length: usize) -> String {
    fr(&format!(
        "[Texte de {} caractères, trop long pour une cellule : il reste dans le fichier et n'est pas modifié.]",
        count(length as u64)
    ))
}

/// What the instructions add when what is not to fill is locked.
pub(super) fn locked() -> String {
    fr(
        "Ces feuilles sont verrouillées contre les accidents, sans mot de passe : on peut filtrer, élargir et masquer, pas trier ni ajouter de colonne. Pour les déverrouiller : Révision, « Ôter la protection de la feuille » (LibreOffice : Outils, « Protéger la feuille »).",
    )
}

/// Characters shown of a text in a message.
const SHOWN: usize = 160;

/// Two texts, each quoted, from a little before where they first differ.
pub(super) fn side_by_side(one: &str, other: &str) -> (String, String) {
    let (one, other) = (plain_line(one.trim()), plain_line(other.trim()));
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let whole = one.chars().count().max(other.chars().count()) <= SHOWN;
    let from = if whole || same < 40 { 0 } else { same - 30 };
    let cut = |text: &str| {
        if text.is_empty() {
            return "vide".to_owned();
        }
        let before = if from > 0 { "…" } else { "" };
        let rest: String = text.chars().skip(from).collect();
        let mut part: String = rest.chars().take(SHOWN).collect();
        if part.len() < rest.len() {
            part.push('…');
        }
        quoted(&format!("{before}{part}"))
    };
    (cut(&one), cut(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_long_texts_are_shown_where_they_differ() {
        let one = format!("{} doit b", "mot ".repeat(60));
        let other = format!("{} peut b", "mot ".repeat(60));
        let (one, other) = side_by_side(&one, &other);
        assert!(one.starts_with("«\u{a0}…") && one.contains("doit b"), "{one}");
        assert!(other.contains("peut b"), "{other}");
        assert_eq!(side_by_side("", "a"), ("vide".into(), quoted("a")));
    }
}
