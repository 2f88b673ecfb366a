//! `dossier`: the certification file, in one archive.

use std::path::Path;

use super::evidence::stored;
use crate::assess::Filter;
use crate::bundle::{Bundle, Piece};
use crate::cli::Exit;
use crate::cli::arguments::Dossier;
use crate::cli::session::{Loaded, Session};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::evidence::{Fact, HORIZON};
use crate::files;
use crate::report::inventory::{self, Inventory};
use crate::report::view::View;
use crate::report::{cover, declaration, every_format, missing};
use crate::words::{counted, fr, personal_datum, shown};

pub(super) fn run(mut session: Session, asked: &Dossier) -> Exit {
    let Some(path) = session.global.output.take() else {
        session.usage(
            "le dossier est une archive : il lui faut un nom de fichier",
            "ajoutez -o dossier.zip",
        );
        return Exit::Usage;
    };
    // An archive leaves the house: no personal datum that was recognised goes unsaid.
    session.insisted_on = &[Code::PersonalData, Code::PersonalDataInPiece, Code::PiecesNotRead];
    let Some(loaded) = session.load(&asked.project) else {
        return session.stop();
    };
    let assessment = session.assess(&loaded, &Filter::default());
    let view = loaded.view(&assessment, asked.public);
    let pieces = if asked.inclure_preuves { pieces(&loaded) } else { Vec::new() };
    warn_of_personal_data(&mut session, &loaded, &pieces);
    let number = pieces.len();
    let published = loaded.view(&assessment, true);
    let bundle = Bundle::new(documents(&loaded, &view, &published, number), pieces);
    let written = files::write_archive(&path, &bundle, &loaded.files.folder, session.global.force);
    if let Err(diagnostic) = written {
        session.diagnostics.push(diagnostic);
        return session.stop();
    }
    let product = summary(&path, &bundle, number);
    let product = if session.global.quiet { String::new() } else { product };
    session.finish(&product, Severity::Warning, false)
}

fn summary(path: &Path, bundle: &Bundle, pieces: usize) -> String {
    fr(&format!(
        "{} : {}, dont {}\n",
        path.display(),
        counted(bundle.members.len() as u64, "fichier", "fichiers"),
        counted(pieces as u64, "pièce", "pièces"),
    ))
}

/// The documents of the archive. The declaration is made to be published, whatever the rest.
fn documents(
    loaded: &Loaded,
    view: &View<'_>,
    published: &View<'_>,
    pieces: usize,
) -> Vec<(String, String)> {
    let stored = stored(loaded);
    let unused = crate::evidence::unused(&stored, &loaded.bound, &loaded.facts);
    let inventory = Inventory::new(view, unused, HORIZON);
    let mut documents = every_format(view);
    documents.extend([
        ("LISEZMOI.md", cover::render(view, pieces)),
        ("declaration.md", declaration::render(published)),
        ("index-preuves.md", inventory::markdown(&inventory)),
        ("index-preuves.csv", inventory::csv(&inventory)),
        ("index-preuves.json", inventory::json(&inventory)),
        ("manquants.md", missing::render(&inventory)),
    ]);
    documents.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

/// The files that the answers in scope cite and that are there, valid or not, each once.
fn pieces(loaded: &Loaded) -> Vec<Piece> {
    let present = loaded.facts.by_path.values().filter_map(|fact| match fact {
        Fact::Present { sha256, actual, bytes } => {
            Some(Piece { path: actual.clone(), sha256: sha256.clone(), bytes: *bytes })
        }
        Fact::Missing { .. }
        | Fact::OtherCase { .. }
        | Fact::Outside
        | Fact::NotAFile
        | Fact::Unreadable => None,
    });
    let mut pieces: Vec<Piece> = present.collect();
    pieces.sort();
    pieces.dedup();
    pieces
}

/// Warns of personal data recognised in the pieces taken along, and says which were not read.
fn warn_of_personal_data(session: &mut Session, loaded: &Loaded, pieces: &[Piece]) {
    let mut unread = 0;
    for piece in pieces {
        match files::text_of_piece(&loaded.files.folder, &piece.path) {
            None => unread += 1,
            Some(text) => {
                session.diagnostics.extend(personal_datum(&text).map(|what| {
                    let message = format!("{what} dans la pièce {}", shown(&piece.path));
                    Diagnostic::new(Code::PersonalDataInPiece, message)
                        .help("relisez la pièce avant d'envoyer le dossier : masquez ce qui désigne une personne")
                }));
            }
        }
    }
    if unread > 0 {
        let message = format!(
            "{} : le programme ne lit que les textes",
            counted(
                unread,
                "pièce jointe n'a pas été relue",
                "pièces jointes n'ont pas été relues"
            )
        );
        session.diagnostics.push(
            Diagnostic::new(Code::PiecesNotRead, message)
                .help("vérifiez qu'aucune ne montre le nom, la photo ou l'adresse d'une personne"),
        );
    }
}
