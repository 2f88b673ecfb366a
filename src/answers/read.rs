//! From the trees of a project's files to a [`Project`] and its [`Answer`]s.

use super::keys::{
    ABANDONED, ANSWERS, COMPLEMENTS, FORMAT, OLD_ANSWER, OLD_ANSWERS, PIECE, PROJECT,
};
use super::{Action, Answer, OldAnswer, Piece, Project, Scope, Verification, Waiver};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::grid::{GridName, check_format, read_name};
use crate::source::{SourceId, SourceSet, Span};
use crate::words::quoted;
use crate::yaml::lines::is_id_like;
use crate::yaml::scalar::first_line;
use crate::yaml::table::Table;
use crate::yaml::together::read_each;
use crate::yaml::tree::{Kind, Node, read as read_tree};
use crate::yaml::{Reading, Spanned};

/// Reads the main file of a project, with the answers it may hold.
pub fn read_project(file: SourceId, cx: &mut Reading<'_>) -> (Option<Project>, Vec<Answer>) {
    let node = read_tree(file, cx);
    if check_format(&node, FORMAT, cx).is_none() {
        return (None, Vec::new());
    }
    if refuse_answers_alone(&node, file, cx) {
        return (None, Vec::new());
    }
    let Some(table) = Table::open(&node, &PROJECT, Span::new(file, 0, 0), cx) else {
        return (None, Vec::new());
    };
    let answers = read_by_id(&table, "reponses", cx);
    let _ = read_by_id(&table, COMPLEMENTS, cx);
    let _ = read_old_answers(&table, ABANDONED, cx);
    (project(table, cx), answers)
}

/// The grid that the main file of a project names, whatever else is wrong there: enough to know
/// the identifiers of the answers. Says nothing, for [`read_project`] has.
pub fn read_grid_named(file: SourceId, sources: &SourceSet) -> Option<Spanned<GridName>> {
    let mut said = Diagnostics::new();
    let mut cx = Reading { sources, diagnostics: &mut said };
    let node = read_tree(file, &mut cx);
    check_format(&node, FORMAT, &mut cx)?;
    let table = Table::open(&node, &PROJECT, Span::new(file, 0, 0), &mut cx)?;
    grid_named(&table, &mut cx)
}

/// The answers to a market's own statements in a file of answers, or in the main file of a
/// project. Says nothing, for [`read_project`] and [`read_answers`] have.
#[must_use]
pub fn read_complements(file: SourceId, is_main: bool, sources: &SourceSet) -> Vec<Answer> {
    let mut said = Diagnostics::new();
    let mut cx = Reading { sources, diagnostics: &mut said };
    let node = read_tree(file, &mut cx);
    let shape = if is_main { &PROJECT } else { &ANSWERS };
    let table = Table::open(&node, shape, Span::new(file, 0, 0), &mut cx);
    table.map_or_else(Vec::new, |table| read_by_id(&table, COMPLEMENTS, &mut cx))
}

fn grid_named(table: &Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Spanned<GridName>> {
    let text = table.bare("grille", cx)?;
    Some(Spanned { value: read_name(&text, cx)?, span: text.span })
}

/// Whether a file given as a project is one of its files of answers: one message, not one per
/// missing key.
fn refuse_answers_alone(node: &Node<'_>, file: SourceId, cx: &mut Reading<'_>) -> bool {
    let Kind::Map(entries) = &node.kind else {
        return false;
    };
    let [only] = entries.as_slice() else {
        return false;
    };
    if only.key != "reponses" {
        return false;
    }
    let name = quoted(cx.sources.get(file).name());
    cx.report(
        Diagnostic::new(
            Code::NotAProject,
            format!("{name} est un fichier de réponses, pas un projet"),
        )
        .at(only.key_span)
        .help("donnez le dossier du projet, celui qui contient projet.yaml"),
    );
    true
}

/// Reads files of answers.
pub fn read_answers(files: &[SourceId], cx: &mut Reading<'_>) -> Vec<Answer> {
    let mut answers = Vec::new();
    read_each(files, cx, |_, node, _, cx| answers.extend(read_file(node, cx)));
    answers
}

fn read_file(node: &Node<'_>, cx: &mut Reading<'_>) -> Vec<Answer> {
    if refuse_headless(node, cx) {
        return Vec::new();
    }
    let Some(table) = Table::open(node, &ANSWERS, Span::new(node.span.source, 0, 0), cx) else {
        return Vec::new();
    };
    // A file whose answers were all abandoned keeps its empty `reponses:`.
    if table.is_absent("reponses") && table.is_blank(COMPLEMENTS) && table.is_blank(ABANDONED) {
        table.report_missing("reponses", cx);
    }
    let answers = read_by_id(&table, "reponses", cx);
    let _ = read_by_id(&table, COMPLEMENTS, cx);
    let _ = read_old_answers(&table, ABANDONED, cx);
    table.done();
    answers
}

/// Whether the answers of a file stand without `reponses:` above them: one message, not one per
/// answer.
fn refuse_headless(node: &Node<'_>, cx: &mut Reading<'_>) -> bool {
    let Kind::Map(entries) = &node.kind else {
        return false;
    };
    let Some(first) =
        entries.first().filter(|_| entries.iter().all(|entry| is_id_like(&entry.key)))
    else {
        return false;
    };
    cx.report(
        Diagnostic::new(Code::MissingKey, "il manque la ligne « reponses: » en tête du fichier")
            .at(first.key_span)
            .help("ajoutez-la, et mettez les réponses dessous, en retrait"),
    );
    true
}

fn project(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Project> {
    let _ = table.number("format", cx);
    let grid = grid_named(&table, cx);
    let object = table.word("objet", cx);
    let title = table.line("intitule", cx);
    let assessed_on = table.date("date_evaluation", cx);
    let scope = table.table("perimetre", cx).map(|table| read_scope(table, cx));
    table.done();
    Some(Project {
        grid: grid?,
        object: object?.value,
        title: title?,
        assessed_on: assessed_on?,
        scope: scope.unwrap_or_default(),
    })
}

/// Reads `perimetre`, of a project or of a market.
pub(crate) fn read_scope(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Scope {
    let scope = Scope {
        degrees: table.words("degres", cx).unwrap_or_default(),
        roles: table.words("roles", cx).unwrap_or_default(),
        core: table.boolean("socle", cx).is_some_and(|core| core.value),
    };
    table.done();
    scope
}

fn read_by_id(table: &Table<'_, '_>, key: &str, cx: &mut Reading<'_>) -> Vec<Answer> {
    let help = "écrivez chaque réponse sous son identifiant, sans tiret : « TEC-004: », puis « statut: » en retrait";
    let mut answers = Vec::new();
    for entry in table.by_id(key, help, cx) {
        answers.push(match entry.table {
            None => empty(entry.id, entry.span),
            Some(table) => read_answer(entry.id, entry.span, table, cx),
        });
    }
    answers
}

fn empty(id: String, span: Span) -> Answer {
    Answer {
        id,
        span,
        status: None,
        justification: None,
        internal_comment: None,
        evidence: Vec::new(),
        waiver: None,
        action: None,
        verification: None,
        assessed_on: None,
        assessed_by: None,
        old: Vec::new(),
    }
}

fn read_answer(id: String, span: Span, table: Table<'_, '_>, cx: &mut Reading<'_>) -> Answer {
    let mut answer = read_body(id, span, &table, cx);
    answer.old = read_old_answers(&table, OLD_ANSWERS, cx);
    table.done();
    answer
}

/// What an answer says, current or old.
fn read_body(id: String, span: Span, table: &Table<'_, '_>, cx: &mut Reading<'_>) -> Answer {
    Answer {
        status: table.word_or("statut", Code::UnknownStatus, cx),
        justification: table.prose("justification", cx).filter(|text| !text.value.is_empty()),
        internal_comment: table.prose("commentaire_interne", cx),
        evidence: read_evidence(table, cx),
        waiver: table.node("derogation").and_then(|_| {
            let span = table.key_span("derogation");
            Some(read_waiver(table.table("derogation", cx)?, span, cx))
        }),
        action: table.table("action", cx).and_then(|table| read_action(table, cx)),
        verification: table
            .table("verification", cx)
            .and_then(|table| read_verification(table, cx)),
        assessed_on: table.date("evalue_le", cx).map(|date| date.value),
        assessed_by: table.line("evalue_par", cx).map(|text| text.value),
        ..empty(id, span)
    }
}

fn read_old_answers(table: &Table<'_, '_>, key: &str, cx: &mut Reading<'_>) -> Vec<OldAnswer> {
    let mut old = Vec::new();
    for item in table.items(key, cx).unwrap_or_default() {
        let at = first_line(item.span, cx);
        old.extend(
            Table::open(item, &OLD_ANSWER, at, cx).and_then(|table| read_old(table, at, cx)),
        );
    }
    old
}

fn read_old(table: Table<'_, '_>, at: Span, cx: &mut Reading<'_>) -> Option<OldAnswer> {
    let grid = table.bare("grille", cx).and_then(|text| read_name(&text, cx));
    let id = table.bare("enonce", cx);
    let cause = table.line("cause", cx).map(|text| text.value);
    let on = table.date("le", cx).map(|date| date.value);
    let id = id.map_or_else(String::new, |id| id.value);
    let answer = read_body(id, at, &table, cx);
    table.done();
    Some(OldAnswer { grid: grid?, cause, on, answer })
}

fn read_evidence(table: &Table<'_, '_>, cx: &mut Reading<'_>) -> Vec<Piece> {
    let items = table.items("preuves", cx).unwrap_or_default();
    let mut pieces = Vec::new();
    for item in items {
        pieces.extend(read_piece(item, cx));
    }
    pieces
}

fn read_piece(item: &Node<'_>, cx: &mut Reading<'_>) -> Option<Piece> {
    let at = first_line(item.span, cx);
    if matches!(item.kind, Kind::Scalar { .. }) {
        cx.report(
            Diagnostic::new(
                Code::WrongKind,
                "une preuve est un tableau de clés, pas un texte seul",
            )
            .at(at)
            .help("écrivez « - fichier: preuves/nom.pdf », puis « type: » et « date: » en retrait"),
        );
        return None;
    }
    let table = Table::open(item, &PIECE, at, cx)?;
    let piece = Piece {
        file: table.bare("fichier", cx),
        reference: table.line("reference", cx).map(|text| text.value),
        page: table.line("page", cx).map(|text| text.value),
        kind: table.word("type", cx),
        date: table.date("date", cx),
        valid_until: table.date("valable_jusqu_au", cx),
        sha256: table.sha256("sha256", cx),
        span: at,
    };
    let nothing = table.is_blank("fichier") && table.is_blank("reference");
    table.done();
    refuse_control_characters(&piece, cx);
    if nothing {
        cx.report(
            Diagnostic::new(Code::MissingKey, "la preuve n'a ni « fichier » ni « reference »")
                .at(at)
                .help("ajoutez « fichier: preuves/nom.pdf »"),
        );
    }
    Some(piece)
}

/// Between straight double quotes, « preuves\notes.pdf » holds a line break: never a real name.
fn refuse_control_characters(piece: &Piece, cx: &mut Reading<'_>) {
    let Some(file) = piece.file.as_ref().filter(|file| file.value.contains(char::is_control))
    else {
        return;
    };
    cx.report(
        Diagnostic::new(Code::Quote, "entre guillemets droits, « \\ » annonce un caractère spécial : ce chemin n'est pas celui qu'on lit")
            .at(file.span)
            .help("écrivez « / » à la place de « \\ », ou retirez les guillemets"),
    );
}

fn read_waiver(table: Table<'_, '_>, span: Span, cx: &mut Reading<'_>) -> Waiver {
    let waiver = Waiver {
        granted_by: table.line("accordee_par", cx).map(|text| text.value),
        reference: table.line("reference", cx).map(|text| text.value),
        ground: table.prose("motif", cx).map(|text| text.value),
        granted_on: table.date("accordee_le", cx),
        until: table.date("echeance", cx),
        compensation: table.prose("compensation", cx).map(|text| text.value),
        span,
    };
    table.done();
    waiver
}

fn read_action(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Action> {
    let label = table.line("libelle", cx);
    let owner = table.line("porteur", cx).map(|text| text.value);
    let due = table.date("echeance", cx).map(|date| date.value);
    table.done();
    Some(Action { label: label?.value, owner, due })
}

fn read_verification(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Verification> {
    let by = table.line("par", cx);
    let on = table.date("le", cx);
    let opinion = table.word("avis", cx);
    let remark = table.prose("remarque", cx).map(|text| text.value);
    table.done();
    let by = by?;
    Some(Verification { span: by.span, by: by.value, on: on?, opinion: opinion?.value, remark })
}
