//! From the tree of a grid's files to a [`Grid`].

use super::checks::check_statements;
use super::documents::read_documents;
use super::keys::{AXIS, FORMAT, GRID};
use super::rows::read_axis;
use super::{
    Axis, Grid, GridName, Head, LostRows, Origin, Replacement, Scale, Version, fingerprint,
    is_moves_file,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use crate::words::{quoted, shown, suggest};
use crate::yaml::table::Table;
use crate::yaml::together::read_each;
use crate::yaml::tree::{Kind, Node, read as read_tree};
use crate::yaml::{Reading, Spanned};

/// The name of a grid's main file.
const ROOT: &str = "grille.yaml";

/// Reads a whole grid from its files; `None` when its main file cannot tell what it is. `unread`
/// names files that are there but gave no text, of which enough was said.
pub fn read(files: &[SourceId], unread: &[String], cx: &mut Reading<'_>) -> Option<Grid> {
    let root = *files.iter().find(|id| cx.sources.get(**id).path() == ROOT)?;
    let head = read_head(root, cx)?;
    Some(read_rest(head, root, files, unread, cx))
}

/// Reads the axes of a grid whose main file was read: [`read`], once its head is known.
pub fn read_rest(
    mut head: Head,
    root: SourceId,
    files: &[SourceId],
    unread: &[String],
    cx: &mut Reading<'_>,
) -> Grid {
    let mut lost = LostRows::default();
    let mut listed = vec![root];
    let mut excused = Vec::new();
    let mut axes = Vec::new();
    for (index, axis) in head.axes.iter().enumerate() {
        match axis_file(axis, files, unread, cx) {
            Ok(file) if listed.contains(&file) => cx.report(shared_file(&head.axes, index)),
            Ok(file) => {
                listed.push(file);
                axes.push(index);
            }
            Err(near) => {
                excused.extend(near);
                lost.others = true;
            }
        }
    }
    let mut statements = Vec::new();
    read_each(&listed[1..], cx, |at, node, faulty, cx| {
        // A syntax error may have swallowed whole rows.
        lost.others |= faulty;
        statements.extend(read_axis(node, axes[at], &mut head, &mut lost, cx));
    });
    excused.extend(&listed);
    report_unlisted(files, &excused, cx);
    check_statements(&statements, &head, cx);
    let sha256 = fingerprint(&listed, cx.sources);
    Grid::new(head, statements, lost, sha256)
}

/// Reads the main file of a grid.
pub fn read_head(root: SourceId, cx: &mut Reading<'_>) -> Option<Head> {
    let node = read_tree(root, cx);
    let top = Span::new(root, 0, 0);
    check_format(&node, FORMAT, cx)?;
    let table = Table::open(&node, &GRID, top, cx)?;
    let _ = table.number("format", cx);
    let id = table.bare("id", cx).and_then(|id| grid_id(id, cx));
    let version = read_version(&table, "version", cx);
    let title = table.line("titre", cx);
    let state = table.word("etat", cx);
    let date = table.date("date", cx);
    let origin = table.table("source", cx).and_then(|table| read_origin(&table, cx));
    let documents = read_documents(&table, cx);
    let replaces = table.table("remplace", cx).and_then(|table| read_replacement(&table, cx));
    let axes = read_axes(&table, cx);
    let axes_note = table.line("note_axes", cx).map(|text| text.value);
    let scale = table.table("bareme", cx).map(|table| read_scale(table, cx));
    table.done();
    let version = version?;
    if let Some(replaced) = &replaces {
        check_replacement(replaced, &version, cx);
    }
    Some(Head {
        name: GridName { id: id?, version: version.value },
        title: title?.value,
        state: state?.value,
        date: date?.value,
        origin: origin?,
        documents,
        replaces: replaces.map(|replaced| replaced.value),
        axes: axes?,
        axes_note,
        scale: scale.unwrap_or_default(),
    })
}

/// Refuses a format newer than this program, before anything else is said of the file.
pub(crate) fn check_format(node: &Node<'_>, newest: u32, cx: &mut Reading<'_>) -> Option<()> {
    let Kind::Map(entries) = &node.kind else {
        return Some(());
    };
    let entry = entries.iter().find(|entry| entry.key == "format");
    let Some(Kind::Scalar { text, .. }) = entry.map(|entry| &entry.value.kind) else {
        return Some(());
    };
    let format: u32 = text.trim().parse().unwrap_or(0);
    if format <= newest {
        return Some(());
    }
    let span = entry.map_or(node.span, |entry| entry.value.span);
    let message = format!(
        "fichier au format {format} ; cette version de sdet ({}) lit jusqu'au format {newest}",
        env!("CARGO_PKG_VERSION")
    );
    cx.report(Diagnostic::new(Code::FormatTooNew, message).at(span).help(format!(
        "installez une version de sdet qui lit le format {format} (voir docs/stability.md)"
    )));
    None
}

/// Whether a text can name a grid: small letters without accent, digits, `-` and `_`, beginning
/// with a letter, at most 32.
#[must_use]
pub fn is_grid_id(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next().is_some_and(|c| c.is_ascii_lowercase());
    let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    first && characters.all(rest) && text.len() <= 32
}

fn grid_id(id: Spanned<String>, cx: &mut Reading<'_>) -> Option<String> {
    if is_grid_id(&id.value) {
        return Some(id.value);
    }
    let message = format!("identifiant de grille {} refusé", shown(&id.value));
    cx.report(Diagnostic::new(Code::BadId, message).at(id.span).help(
        "attendu : des minuscules sans accent, des chiffres, « - » ou « _ », comme « sdet »",
    ));
    None
}

pub(super) fn read_version(
    table: &Table<'_, '_>,
    key: &str,
    cx: &mut Reading<'_>,
) -> Option<Spanned<Version>> {
    let (text, plain) = table.version_text(key, cx)?;
    let Some(version) = Version::parse(&text.value) else {
        let message = format!("version {} refusée", shown(&text.value));
        cx.report(Diagnostic::new(Code::BadVersion, message).at(text.span).help(
            "attendu : deux ou trois nombres, comme \"4.1\", et \"4.1-r2\" pour une révision",
        ));
        return None;
    };
    if plain {
        cx.report(
            Diagnostic::new(Code::UnquotedVersion, format!("version {version} sans guillemets"))
                .at(text.span)
                .help(format!("écrivez \"{version}\" : sans guillemets, d'autres logiciels lisent 4.10 comme 4.1")),
        );
    }
    Some(Spanned { value: version, span: text.span })
}

/// Reads « sdet@4.1 », or explains what is expected.
pub fn read_name(text: &Spanned<String>, cx: &mut Reading<'_>) -> Option<GridName> {
    let name = GridName::parse(&text.value);
    if name.is_none() {
        let message = format!("grille {} refusée", shown(&text.value));
        cx.report(
            Diagnostic::new(Code::BadVersion, message)
                .at(text.span)
                .help("attendu : le nom et la version, comme \"sdet@4.1\""),
        );
    }
    name
}

fn read_origin(table: &Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Origin> {
    let title = table.line("titre", cx);
    let publisher = table.line("editeur", cx);
    let version = table.line("version", cx);
    let licence = table.line("licence", cx);
    Some(Origin {
        title: title?.value,
        publisher: publisher?.value,
        version: version?.value,
        licence: licence.map(|text| text.value),
    })
}

fn read_replacement(table: &Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Spanned<Replacement>> {
    let version = read_version(table, "version", cx);
    let on = table.date("le", cx);
    let version = version?;
    Some(Spanned {
        span: version.span,
        value: Replacement { version: version.value, on: on?.value },
    })
}

fn check_replacement(
    replaced: &Spanned<Replacement>,
    version: &Spanned<Version>,
    cx: &mut Reading<'_>,
) {
    if replaced.value.version < version.value {
        return;
    }
    let message = format!(
        "la grille {} dit remplacer la version {}, qui ne lui est pas antérieure",
        version.value, replaced.value.version
    );
    cx.report(
        Diagnostic::new(Code::BadReplacement, message)
            .at_with(replaced.span, "version remplacée")
            .at_with(version.span, "version de la grille")
            .help("une grille ne remplace qu'une version plus ancienne"),
    );
}

fn read_axes(table: &Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Vec<Axis>> {
    let items = table.items("axes", cx)?;
    let mut axes: Vec<Axis> = Vec::new();
    let mut complete = true;
    for item in items {
        let at = crate::yaml::scalar::first_line(item.span, cx);
        let axis = Table::open(item, &AXIS, at, cx).and_then(|table| read_axis_line(&table, cx));
        let Some(axis) = axis else {
            complete = false;
            continue;
        };
        if let Some(first) = axes.iter().find(|other| other.id == axis.id) {
            let message = format!("l'axe {} est défini deux fois", quoted(&axis.id));
            cx.report(
                Diagnostic::new(Code::DuplicateAxis, message)
                    .at_with(axis.span, "encore ici")
                    .at_with(first.span, "une première fois ici")
                    .help("donnez à chaque axe son identifiant"),
            );
        }
        axes.push(axis);
    }
    complete.then_some(axes)
}

/// Capitals without accent, digits and `_`, beginning with a letter, at most 16.
pub(crate) fn axis_id(id: Spanned<String>, cx: &mut Reading<'_>) -> Option<Spanned<String>> {
    let shaped = id.value.len() <= 16
        && id.value.starts_with(|c: char| c.is_ascii_uppercase())
        && id.value.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if shaped {
        return Some(id);
    }
    let message = format!("identifiant d'axe {} refusé", shown(&id.value));
    cx.report(
        Diagnostic::new(Code::BadId, message)
            .at(id.span)
            .help("attendu : des majuscules sans accent et des chiffres, comme « TEC »"),
    );
    None
}

fn read_axis_line(table: &Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Axis> {
    let id = table.bare("id", cx);
    let title = table.line("titre", cx);
    let file = table.bare("fichier", cx);
    let id = axis_id(id?, cx)?;
    let file = file?;
    Some(Axis {
        id: id.value,
        title: title?.value,
        file: file.value.replace('\\', "/"),
        file_span: file.span,
        subjects: Vec::new(),
        span: id.span,
    })
}

fn read_scale(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Scale {
    let base = Scale::default();
    let mut value = |key, default| table.number(key, cx).map_or(default, |number| number.value);
    let scale = Scale {
        requirements: value("coef_exigences", base.requirements),
        recommendations: value("coef_recommandations", base.recommendations),
        partial: value("coef_partiel", base.partial),
        top: value("note_max", base.top),
        partial_threshold: value("seuil_partielle", base.partial_threshold),
        months_valid: value("validite_mois", base.months_valid),
        months_after_replacement: value(
            "validite_apres_remplacement_mois",
            base.months_after_replacement,
        ),
    };
    let unwritten = |key| if table.is_blank(key) { " par défaut" } else { "" };
    if scale.requirements + scale.recommendations != 100 {
        let message = format!(
            "coef_exigences ({}{}) et coef_recommandations ({}{}) ne font pas 100 ensemble",
            scale.requirements,
            unwritten("coef_exigences"),
            scale.recommendations,
            unwritten("coef_recommandations")
        );
        cx.report(
            Diagnostic::new(Code::BadScale, message)
                .at(table.at())
                .help("leur somme est 100 : 60 et 40, par exemple"),
        );
    }
    table.done();
    scale
}

/// The file of an axis, or the one its name resembles.
fn axis_file(
    axis: &Axis,
    files: &[SourceId],
    unread: &[String],
    cx: &mut Reading<'_>,
) -> Result<SourceId, Option<SourceId>> {
    let path = |id: &SourceId| cx.sources.get(*id).path();
    if let Some(found) = files.iter().find(|id| path(id) == axis.file) {
        return Ok(*found);
    }
    if unread.contains(&axis.file) {
        return Err(None);
    }
    let near = suggest(&axis.file, files.iter().map(path));
    let near = near.and_then(|near| files.iter().find(|id| path(id) == near).copied());
    let help = match near {
        Some(near) => format!("vouliez-vous dire {} ?", quoted(path(&near))),
        None => "le fichier est cherché dans le dossier de grille.yaml".into(),
    };
    let message = format!("fichier {} de l'axe {} introuvable", shown(&axis.file), axis.id);
    cx.report(Diagnostic::new(Code::MissingAxisFile, message).at(axis.file_span).help(help));
    Err(near)
}

fn shared_file(axes: &[Axis], index: usize) -> Diagnostic {
    let axis = &axes[index];
    let first = axes.iter().find(|other| other.file == axis.file);
    let first = first.unwrap_or(axis);
    let message = format!("les axes {} et {} citent le même fichier", first.id, axis.id);
    Diagnostic::new(Code::DuplicateAxis, message)
        .at_with(axis.file_span, "encore ici")
        .at_with(first.file_span, "une première fois ici")
        .help("chaque axe a son fichier")
}

fn report_unlisted(files: &[SourceId], listed: &[SourceId], cx: &mut Reading<'_>) {
    for file in files.iter().filter(|file| !listed.contains(file)) {
        let source = cx.sources.get(*file);
        if is_moves_file(source.path()) {
            continue;
        }
        let message = format!("aucun axe de grille.yaml ne cite {}", quoted(source.path()));
        let name = source.name().to_owned();
        cx.report(
            Diagnostic::new(Code::UnlistedFile, message)
                .in_file(name)
                .help("ajoutez un axe qui le cite, ou retirez-le du dossier"),
        );
    }
}
