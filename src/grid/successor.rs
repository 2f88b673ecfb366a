//! The files of a new version, made of those of a former one; and a version being frozen.
//!
//! Both change texts in place: comments, order, quotes and line ends stay as they were.

use super::seal::seal;
use super::{Grid, Version, moves_file};
use crate::date::Date;
use crate::source::{SourceId, SourceSet};
use crate::words::{Basis, GridState, Vocabulary};
use crate::yaml::edit::{Editor, Refusal, Step};
use crate::yaml::tree::{Node, read};
use crate::yaml::value::Value;
use crate::yaml::{Reading, write::double_quoted};

/// The name of a grid's main file.
const ROOT: &str = "grille.yaml";

/// A file of the new version, as text without byte order mark.
#[derive(Debug)]
pub struct NewText {
    /// The file it was made of; `None` for the file of moves.
    pub from: Option<SourceId>,
    /// Its path in the folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The files of a new version, and what was changed in them.
#[derive(Debug)]
pub struct Successor {
    /// Its files.
    pub files: Vec<NewText>,
    /// Whether `source.version` follows the new version.
    pub follows_document: bool,
    /// How many statements rested on the former text, and now on that of a neighbouring version.
    pub unconfirmed: u64,
    /// How many already cited the text of the new version.
    pub confirmed: u64,
}

/// Makes the files of version `to` of a grid, read without error from `files`, dated `day`.
///
/// # Errors
/// A place of a file that cannot be changed safely.
pub fn successor(
    grid: &Grid,
    files: &[SourceId],
    to: &Version,
    day: Date,
    sources: &SourceSet,
) -> Result<Successor, Refusal> {
    let from = &grid.head.name.version;
    let document = to.base().to_string();
    // A document numbered otherwise than its grid says nothing of its next number.
    let follows_document =
        to.base() != from.base() && grid.head.origin.version == from.base().to_string();
    let mut made = Successor { files: Vec::new(), follows_document, unconfirmed: 0, confirmed: 0 };
    for file in files {
        let path = sources.get(*file).path();
        let axis = grid.head.axes.iter().position(|axis| axis.file == path);
        let text = match axis {
            _ if path == ROOT => {
                let document = follows_document.then_some(document.as_str());
                edited(*file, sources, |editor| root(editor, grid, to, day, document))?
            }
            Some(axis) if follows_document => {
                edited(*file, sources, |editor| bases(editor, grid, axis, &document, &mut made))?
            }
            Some(_) => sources.get(*file).text().to_owned(),
            // What no axis names, and the moves into the former version, are not the new one's.
            None => continue,
        };
        made.files.push(NewText { from: Some(*file), path: path.to_owned(), text });
    }
    made.files.push(NewText { from: None, path: moves_file(from), text: moves_skeleton(grid, to) });
    Ok(made)
}

/// The main file of a version once published, and its `EMPREINTES`.
///
/// # Errors
/// A place of the main file that cannot be changed safely.
pub fn frozen(
    main: SourceId,
    files: &[SourceId],
    sources: &SourceSet,
) -> Result<(String, String), Refusal> {
    let published = Value::text(GridState::Published.key());
    let text = edited(main, sources, |editor| editor.set(&["etat".into()], &published))?;
    let texts = files.iter().map(|id| {
        let source = sources.get(*id);
        (source.path(), if *id == main { text.as_str() } else { source.text() })
    });
    let seal = seal(texts);
    Ok((text, seal))
}

/// A text with changes.
fn edited(
    file: SourceId,
    sources: &SourceSet,
    change: impl FnOnce(&mut Editor<'_>) -> Result<(), Refusal>,
) -> Result<String, Refusal> {
    let mut silent = crate::diagnostic::Diagnostics::new();
    let mut cx = Reading { sources, diagnostics: &mut silent };
    let node: Node<'_> = read(file, &mut cx);
    let mut editor = Editor::new(file, sources.get(file), &node)?;
    change(&mut editor)?;
    editor.finish()
}

fn root(
    editor: &mut Editor<'_>,
    grid: &Grid,
    to: &Version,
    day: Date,
    document: Option<&str>,
) -> Result<(), Refusal> {
    let text = |text: &str| Value::text(text);
    editor.set(&["version".into()], &text(&to.to_string()))?;
    editor.set(&["etat".into()], &text(GridState::Draft.key()))?;
    editor.set(&["date".into()], &text(&day.to_string()))?;
    if let Some(document) = document {
        editor.set(&["source".into(), "version".into()], &text(document))?;
    }
    let from = double_quoted(&grid.head.name.version.to_string());
    let line = format!(
        "# remplace: {{ version: {from}, le: AAAA-MM-JJ }}   # le jour où {to} remplacera {}",
        grid.head.name.version
    );
    let eol = editor.eol();
    if grid.head.replaces.is_some() {
        let extent = editor.extent(&[], "remplace")?;
        editor.splice(extent.start..extent.content_end, line);
        if let Value::Map(pairs) = editor.model() {
            pairs.retain(|(key, _)| key != "remplace");
        }
    } else if let Ok(extent) = editor.extent(&[], "axes") {
        editor.splice(extent.lead..extent.lead, format!("{line}{eol}"));
    } else {
        // Between braces, the end of the file is the only safe place for a comment.
        let end = editor.text().len();
        let before = if editor.text().ends_with('\n') { "" } else { eol };
        editor.splice(end..end, format!("{before}{line}{eol}"));
    }
    Ok(())
}

/// Nothing was confirmed yet on the text of the new version, but what already cited it.
fn bases(
    editor: &mut Editor<'_>,
    grid: &Grid,
    axis: usize,
    document: &str,
    made: &mut Successor,
) -> Result<(), Refusal> {
    let of_axis = grid.statements.iter().filter(|statement| statement.axis == axis);
    for (row, statement) in of_axis.enumerate() {
        let cited = statement.source.as_ref().and_then(|source| source.version.as_deref());
        let basis = match statement.basis.value {
            Basis::Text => {
                made.unconfirmed += 1;
                Basis::OtherVersion
            }
            Basis::OtherVersion if cited == Some(document) => {
                made.confirmed += 1;
                Basis::Text
            }
            Basis::OtherVersion | Basis::RelatedText | Basis::Reconstruction => continue,
        };
        let path: [Step; 3] = ["enonces".into(), row.into(), "fondement".into()];
        editor.set(&path, &Value::text(basis.key()))?;
    }
    Ok(())
}

/// A file of moves without move, which says how to write each.
fn moves_skeleton(grid: &Grid, to: &Version) -> String {
    let name = &grid.head.name;
    let from = double_quoted(&name.version.to_string());
    let fingerprint = match grid.head.state {
        GridState::Published => format!("empreinte: \"{}\"\n", grid.sha256),
        // A draft may still change: what was read today binds nobody.
        GridState::Draft => String::new(),
    };
    format!(
        r#"# Ce que deviennent les énoncés de {name} dans {id}@{to}.
#
# Un énoncé qui garde son identifiant n'a rien à faire ici, même retouché : la comparaison le
# trouve. Un énoncé retiré non plus : il garde sa ligne, avec « etat: abroge » et son motif.
# N'inscrivez ici que les identifiants qui changent, et les énoncés récrits de fond en comble.
format: 1
depuis: {from}
{fingerprint}
# Ôtez « # » et l'espace qui le suit devant « mouvements: » et devant les lignes utiles, et
# changez-les :
#
# mouvements:
#   # TEC-004 s'appelle désormais TEC-054.
#   - {{ type: renomme, de: TEC-004, vers: TEC-054 }}
#   # FON-010 est devenu deux énoncés.
#   - {{ type: scinde, de: FON-010, vers: [FON-090, FON-091] }}
#   # ORG-001 et ORG-002 n'en font plus qu'un.
#   - {{ type: fusionne, de: [ORG-001, ORG-002], vers: ORG-050 }}
#   # JUR-003 est récrit, mais c'est toujours la même obligation.
#   - {{ type: reformule, de: JUR-003 }}
#
# Chaque mouvement accepte aussi :
#   reponse: gardee        ce que devient la réponse des projets : gardee, a_revoir ou abandonnee
#   motif: "…"             pourquoi, imprimé dans la note de changement
"#,
        id = name.id,
    )
}
