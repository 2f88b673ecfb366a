//! The page that opens a dossier: what each file is, how to check it, how to redo the mention.

use super::marked::inline;
use super::page::Page;
use super::phrases;
use super::view::View;
use crate::words::{counted, fr};

/// What each document of a dossier is, in the order of the page.
const DOCUMENTS: [(&str, &str); 9] = [
    ("rapport.md", "le rapport de conformité entier, à lire"),
    ("rapport.html", "le même, en une page à ouvrir dans un navigateur, à imprimer ou à publier"),
    ("rapport.json", "le même, pour les programmes ; « sdet comparer » le relit"),
    ("declaration.md", "la déclaration courte, à publier"),
    ("index-preuves.md", "chaque pièce, les énoncés qu'elle appuie, ce qu'elle vaut"),
    ("index-preuves.csv", "le même index, pour Excel et LibreOffice"),
    ("index-preuves.json", "le même index, pour les programmes"),
    ("manquants.md", "ce qui n'est pas répondu, pas prouvé ou pas en règle"),
    ("SHA256SUMS", "l'empreinte de chaque fichier du dossier"),
];

/// The page. `pieces` is how many pieces of evidence the dossier holds.
#[must_use]
pub fn render(view: &View<'_>, pieces: usize) -> String {
    let matter = &view.matter;
    let mut out = Page::default();
    out.title(
        "Dossier de conformité",
        &matter.grid.short_title(),
        &inline(&matter.project.title.value),
    );
    out.say(&format!("**{}**", phrases::DISCLAIMER));
    if let Some(warning) = phrases::grid_warning(matter.grid) {
        out.say(&format!("**{warning}**"));
    }
    out.say(&format!("Date de référence : {}.", matter.assessment.day.french()));
    if let Some(mention) = view.mention() {
        out.say(&format!(
            "Mention : **{}** — {}.",
            phrases::mention(mention),
            phrases::scope(view)
        ));
    }
    out.heading(2, "Ce que contient le dossier");
    for (name, what) in DOCUMENTS {
        out.item("", &format!("`{name}`{}{}", fr(" : "), fr(what)));
    }
    let pieces_line = match (pieces, view.public) {
        (0, true) => "les pièces ne sont pas jointes, et leurs chemins ne sont pas publiés".into(),
        (0, false) => "les pièces ne sont pas jointes ; leurs empreintes sont dans l'index".into(),
        (number, _) => format!(
            "{}, telles qu'elles ont été jugées (dans `autres-pieces/`, celles que le projet range ailleurs)",
            counted(number as u64, "pièce jointe", "pièces jointes")
        ),
    };
    out.item("", &format!("`preuves/`{}{}", fr(" : "), fr(&pieces_line)));
    out.end_list();
    out.heading(2, "Vérifier que rien n'a changé");
    out.say("Après avoir extrait l'archive, depuis son dossier :");
    out.code("sha256sum -c SHA256SUMS");
    out.say("Sous Windows, dans PowerShell, comparez chaque empreinte avec la ligne du fichier dans SHA256SUMS :");
    out.code("Get-FileHash rapport.md -Algorithm SHA256");
    out.heading(2, "Refaire la mention à la main");
    out.say("Tout est dans rapport.md : le récapitulatif du §8 donne une ligne par énoncé ; le §9.1 définit les comptes, à refaire sur ces lignes ; le §9.2 applique les conditions dans l'ordre, et la première remplie décide. Aucun logiciel n'est nécessaire.");
    super::markdown::render(&out)
}
