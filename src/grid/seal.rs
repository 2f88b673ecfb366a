//! `EMPREINTES`: what the files of a frozen version were when it was frozen.
//!
//! The file is what `sha256sum` prints for the YAML files of the folder, sorted by name, each
//! taken over its text with `\n` line ends and no byte order mark; `sha256sum -c` reads it.

use std::collections::BTreeMap;

use super::fingerprint::{list, sha256_of_text};
use super::{GridName, Head};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use crate::words::{GridState, quoted, shown};
use crate::yaml::Reading;

/// The name of the file.
pub const SEAL: &str = "EMPREINTES";

/// The text of `EMPREINTES` for some texts by name.
#[must_use]
pub fn seal<'t>(texts: impl Iterator<Item = (&'t str, &'t str)>) -> String {
    list(texts)
}

/// Holds a version to its state: a published one has fingerprints that agree with its files, a
/// draft has none. `unread` names files that gave no text, of which enough was said.
pub fn check_seal(
    head: &Head,
    root: SourceId,
    seal: Option<SourceId>,
    files: &[SourceId],
    unread: &[String],
    cx: &mut Reading<'_>,
) {
    match (head.state, seal) {
        (GridState::Draft, None) => {}
        // Its name says that it is there; why it cannot be read was said.
        (GridState::Published, None) if unread.iter().any(|name| name == SEAL) => {}
        (GridState::Published, None) => cx.report(unsealed(&head.name, root)),
        (GridState::Draft, Some(seal)) => cx.report(sealed_draft(&head.name, seal)),
        (GridState::Published, Some(seal)) => compare(&head.name, seal, files, unread, cx),
    }
}

fn unsealed(name: &GridName, root: SourceId) -> Diagnostic {
    let message = format!("{name} est dite publiée, mais le dossier n'a pas de fichier {SEAL}");
    Diagnostic::new(Code::NotSealed, message).at(Span::new(root, 0, 0)).help(
        "remettez celui d'origine ; si la version n'a jamais été figée, écrivez « etat: brouillon », puis « sdet grille figer »",
    )
}

fn sealed_draft(name: &GridName, seal: SourceId) -> Diagnostic {
    let message = format!("{name} est dite en brouillon, mais le dossier a un fichier {SEAL}");
    Diagnostic::new(Code::SealedDraft, message)
        .at(Span::new(seal, 0, 0))
        .help("si « sdet grille figer » a été interrompu, relancez-le : il finira")
        .help("sinon, une version figée ne se rouvre pas : remettez « etat: publiee », et faites une révision avec « sdet grille nouvelle »")
}

/// One line of `EMPREINTES`.
struct Line {
    hash: String,
    span: Span,
}

fn compare(
    name: &GridName,
    seal: SourceId,
    files: &[SourceId],
    unread: &[String],
    cx: &mut Reading<'_>,
) {
    let Some(lines) = read_lines(seal, cx) else {
        return;
    };
    for file in files {
        let source = cx.sources.get(*file);
        let path = source.path();
        let known = lines.get(path);
        if known.is_some_and(|line| line.hash == sha256_of_text(source.text())) {
            continue;
        }
        let what = if known.is_some() { "a changé" } else { "a été ajouté" };
        let message = format!("{name} est figée, mais {} {what} depuis", quoted(path));
        let mut diagnostic = Diagnostic::new(Code::FrozenChanged, message);
        diagnostic = diagnostic.at(Span::new(*file, 0, 0));
        if let Some(line) = known {
            diagnostic = diagnostic.at_with(line.span, "son empreinte d'alors");
        }
        cx.report(diagnostic.help(what_to_do(name)));
    }
    let present = |path: &str| {
        files.iter().any(|file| cx.sources.get(*file).path() == path)
            || unread.iter().any(|other| other == path)
    };
    let gone: Vec<(&String, &Line)> = lines.iter().filter(|(path, _)| !present(path)).collect();
    for (path, line) in gone {
        let message = format!("{name} est figée, mais {} n'est plus dans le dossier", shown(path));
        let diagnostic = Diagnostic::new(Code::FrozenChanged, message).at(line.span);
        cx.report(diagnostic.help(what_to_do(name)));
    }
}

fn what_to_do(name: &GridName) -> String {
    let id = &name.id;
    let next = name.version.next_revision();
    format!(
        "remettez le fichier d'origine ; pour corriger la grille, faites une révision : sdet grille nouvelle {id}@{next} --depuis {name}"
    )
}

/// The lines by name of file, unless some cannot be read.
fn read_lines(seal: SourceId, cx: &mut Reading<'_>) -> Option<BTreeMap<String, Line>> {
    let source = cx.sources.get(seal);
    let mut lines = BTreeMap::new();
    let mut complete = true;
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let span = Span::new(seal, start, start + text.len());
        start += line.len();
        if text.trim().is_empty() {
            continue;
        }
        let parts = text.split_once("  ").or_else(|| text.split_once(" *"));
        let shaped = parts.filter(|(hash, _)| {
            hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        let Some((hash, path)) = shaped else {
            complete = false;
            cx.report(
                Diagnostic::new(Code::BadSeal, format!("ligne refusée dans {SEAL}"))
                    .at(span)
                    .help("attendu : une empreinte SHA-256, deux espaces et un nom de fichier ; ce fichier ne s'écrit pas à la main : remettez celui d'origine"),
            );
            continue;
        };
        let line = Line { hash: hash.to_ascii_lowercase(), span };
        if lines.insert(path.trim().to_owned(), line).is_some() {
            complete = false;
            cx.report(
                Diagnostic::new(
                    Code::BadSeal,
                    format!("{} figure deux fois dans {SEAL}", shown(path)),
                )
                .at(span)
                .help("remettez le fichier d'origine"),
            );
        }
    }
    complete.then_some(lines)
}
