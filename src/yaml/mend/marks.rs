//! Lines that are no YAML at all: marks of merge conflicts, « --- » between answers, « % ».

use std::ops::Range;

use super::super::lines::{Line, lines};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The first seven characters of the marks that `git` leaves.
const MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The ranges of unresolved merge conflicts, each from `<<<<<<<` to its `>>>>>>>`.
pub(super) fn conflicts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains(MARKS[0]) {
        return found;
    }
    let mut open = None;
    for line in lines(text) {
        if line.text.starts_with(MARKS[0]) && open.is_none() {
            open = Some(line.start);
        } else if line.text.starts_with(MARKS[3])
            && let Some(start) = open.take()
        {
            found.push(start..line.next);
        }
    }
    found
}

/// Whether a line is a mark of conflict.
pub(super) fn is_conflict_mark(line: &str) -> bool {
    let mark = line.trim_end();
    MARKS.iter().any(|known| {
        mark.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Whether a line is « --- », with or without something behind.
pub(super) fn is_document_mark(line: &str) -> bool {
    let rest = line.strip_prefix("---");
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

pub(super) fn conflict(span: Span, first: usize, last: usize) -> Diagnostic {
    let message = format!(
        "conflit de fusion non résolu, lignes {first} à {last} (deux personnes ont modifié le fichier)"
    );
    Diagnostic::new(Code::MergeConflict, message)
        .at(span)
        .help("gardez une des deux versions et supprimez les lignes <<<<<<<, ======= et >>>>>>>")
}

pub(super) fn lone_mark(span: Span) -> Diagnostic {
    Diagnostic::new(Code::MergeConflict, "marque de conflit de fusion oubliée")
        .at(span)
        .help("supprimez cette ligne, après avoir vérifié que ce qui l'entoure n'est pas en double")
}

pub(in crate::yaml) fn second_document(span: Span, sign: &str) -> Diagnostic {
    Diagnostic::new(
        Code::SecondDocument,
        format!("un second document commence ici (« {sign} ») ; un fichier n'en contient qu'un"),
    )
    .at(span)
    .help("supprimez cette ligne, ou mettez la suite dans un autre fichier")
}

pub(super) fn percent(span: Span, line: &Line<'_>) -> Diagnostic {
    let directive = line.text.starts_with("%YAML") || line.text.starts_with("%TAG");
    let help = match directive {
        true => "supprimez cette ligne",
        false => {
            "si le signe fait partie du texte, entourez le texte de guillemets ou écrivez-le sous sa clé après « | », en retrait ; sinon, supprimez la ligne"
        }
    };
    Diagnostic::new(
        Code::Unsupported,
        "« % » en début de ligne : le YAML y voit une directive, qui n'est pas acceptée ici",
    )
    .at(span)
    .help(help)
}
