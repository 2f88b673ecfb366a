//! The answers of a project as a table, one row for each statement.

use std::collections::BTreeMap;

use super::Record;
use super::book::{Book, Fact, NOT_READ, Row};
use super::column::{Band, Column, Content, Layout, kind_of};
use super::compare::Expected;
use super::mark::{Mark, record_hash, short_hash};
use crate::answers::keys::ANSWER;
use crate::answers::record::record;
use crate::answers::{Answer, Bound, OldAnswer, Project};
use crate::date::Date;
use crate::grid::{Grid, Statement};
use crate::words::{Level, Status, Vocabulary, counted, fr, list_with};
use crate::yaml::record::numbers;

/// The sheet that says what is answered.
pub const FACTS: &str = "Projet";
/// On a requirement that is not met.
pub const MISSED: &str = "EXIGENCE NON SATISFAITE";
/// On a requirement met in part only.
pub const PARTLY: &str = "EXIGENCE SATISFAITE EN PARTIE";
/// The fewest pieces of evidence that a row has room for.
const PIECES: usize = 3;

/// What is asked: field, heading, width.
const ASKED: [(&str, &str, Content, u16); 6] = [
    ("id", "Identifiant", Content::Id, 12),
    ("niveau", "Niveau", Content::Fixed, 16),
    ("enonce", "Énoncé", Content::Fixed, 52),
    ("pourquoi", "Pourquoi", Content::Fixed, 36),
    ("preuves_attendues", "Preuves attendues", Content::Fixed, 22),
    ("sans_objet_si", "Sans objet si", Content::Fixed, 24),
];

/// What is to fill: field, heading, width, group, and whether it may be folded away.
const ANSWERED: [(&str, &str, u16, Band, bool); 3] = [
    ("statut", "Statut", 16, Band::Answer, false),
    ("justification", "Justification", 52, Band::Answer, false),
    ("commentaire_interne", "Commentaire interne", 32, Band::Other, false),
];

/// The same for a piece of evidence, after its number.
const PIECE_COLUMNS: [(&str, &str, u16, bool); 7] = [
    ("fichier", "fichier", 28, false),
    ("page", "page", 12, false),
    ("type", "type", 18, false),
    ("date", "date", 12, false),
    ("valable_jusqu_au", "valable jusqu'au", 12, false),
    ("reference", "référence", 24, true),
    ("sha256", "empreinte SHA-256", 18, true),
];

const FOLLOWED: [(&str, &str, u16, Band, bool); 15] = [
    ("derogation.accordee_par", "Dérogation : accordée par", 22, Band::Waiver, false),
    ("derogation.reference", "Dérogation : référence", 18, Band::Waiver, false),
    ("derogation.motif", "Dérogation : motif", 32, Band::Waiver, false),
    ("derogation.accordee_le", "Dérogation : accordée le", 12, Band::Waiver, false),
    ("derogation.echeance", "Dérogation : échéance", 12, Band::Waiver, false),
    ("derogation.compensation", "Dérogation : compensation", 32, Band::Waiver, false),
    ("action.libelle", "Action : à faire", 36, Band::Action, false),
    ("action.porteur", "Action : par qui", 22, Band::Action, false),
    ("action.echeance", "Action : pour le", 12, Band::Action, false),
    ("evalue_le", "Évalué le", 12, Band::Other, false),
    ("evalue_par", "Évalué par", 24, Band::Other, false),
    ("verification.par", "Vérification : par", 22, Band::Other, true),
    ("verification.le", "Vérification : le", 12, Band::Other, true),
    ("verification.avis", "Vérification : avis", 12, Band::Other, true),
    ("verification.remarque", "Vérification : remarque", 32, Band::Other, true),
];

pub(super) fn asked((field, heading, content, width): (&str, &str, Content, u16)) -> Column {
    Column {
        heading: heading.into(),
        field: field.into(),
        content,
        band: Band::Statement,
        width,
        secondary: false,
    }
}

pub(super) fn filled(
    field: String,
    heading: &str,
    width: u16,
    band: Band,
    secondary: bool,
) -> Column {
    // Every field above is a key of the shape: a test holds them to it.
    let kind = kind_of(&ANSWER, &field).unwrap_or(crate::yaml::shape::Kind::Line);
    let content = Content::Fill(kind);
    Column { heading: fr(heading), field, content, band, width, secondary }
}

pub(super) fn piece_columns(number: usize) -> Vec<Column> {
    let one = |(key, name, width, secondary): (&str, &str, u16, bool)| {
        let heading = format!("Preuve {number} : {name}");
        let band = Band::Evidence(number % 2 == 1);
        // Past the first pieces, room that nobody uses is folded away.
        let secondary = secondary || number > 1;
        filled(format!("preuves.{number}.{key}"), &heading, width, band, secondary)
    };
    PIECE_COLUMNS.map(one).to_vec()
}

/// The column of a heading with a number, folded: « preuve 4 : fichier ».
pub(super) fn numbered(heading: &str) -> Option<Column> {
    let number = heading.strip_prefix("preuve ")?.split(' ').next()?;
    let number: usize = number.parse().ok().filter(|number| (1..=200).contains(number))?;
    let same = |column: &Column| crate::words::fold(&column.heading) == heading;
    piece_columns(number).into_iter().find(same)
}

/// The columns of a table of answers with room for some pieces of evidence.
#[must_use]
pub fn columns(pieces: usize) -> Vec<Column> {
    let group = |columns: &[(&str, &str, u16, Band, bool)]| -> Vec<Column> {
        let one = |(field, heading, width, band, secondary): &(&str, &str, u16, Band, bool)| {
            filled((*field).to_owned(), heading, *width, *band, *secondary)
        };
        columns.iter().map(one).collect()
    };
    let other = |field: &str, heading: &str, content, width| Column {
        heading: heading.into(),
        field: field.into(),
        content,
        band: Band::Other,
        width,
        secondary: content == Content::Shown,
    };
    let mut all: Vec<Column> = ASKED.into_iter().map(asked).collect();
    all.push(Column { band: Band::Answer, ..other("constat", "Constat", Content::Alert, 18) });
    all.extend(group(&ANSWERED[..2]));
    all.extend((1..=pieces.max(PIECES)).flat_map(piece_columns));
    all.extend(group(&FOLLOWED));
    all.extend(group(&ANSWERED[2..]));
    all.push(other("ancienne_reponse", "Ancienne réponse", Content::Shown, 32));
    all.push(other("repere", "Repère (ne pas modifier)", Content::Mark, 12));
    all
}

/// The columns by which a table of answers is read back.
#[must_use]
pub fn layout() -> Layout {
    Layout { columns: columns(PIECES), numbered: Some(numbered), whole: false }
}

/// The texts of a statement that must not change.
#[must_use]
pub fn fixed(statement: &Statement) -> BTreeMap<String, String> {
    let critical = if statement.critical { " critique" } else { "" };
    let kinds: Vec<&str> = statement.expected_evidence.iter().map(|kind| kind.label()).collect();
    let texts = [
        ("niveau", format!("{}{critical}", statement.level().label())),
        ("enonce", statement.text.trim().to_owned()),
        ("pourquoi", statement.why.clone().unwrap_or_default()),
        ("preuves_attendues", kinds.join(", ")),
        ("sans_objet_si", statement.not_applicable_if.clone().unwrap_or_default()),
    ];
    texts.into_iter().map(|(field, text)| (field.to_owned(), text)).collect()
}

/// What the marks of a project's tables begin with.
#[must_use]
pub fn origin(grid: &Grid, project: &Project) -> String {
    let name = grid.head.name.to_string();
    let object = project.object.key();
    format!("p{}", short_hash(["reponses", &name, object, &project.title.value]))
}

/// What each row is expected to say, by identifier: the statements that concern the project.
#[must_use]
pub fn expected(grid: &Grid, project: &Project, bound: &Bound) -> BTreeMap<String, Expected> {
    let origin = origin(grid, project);
    let concerned = grid.statements.iter().enumerate().filter(|(_, one)| project.concerns(one));
    let rows = concerned.map(|(at, statement)| {
        let answer = bound.answer(at);
        let record = answer.map(record).unwrap_or_default();
        let fixed = fixed(statement);
        let mark = Mark {
            origin: origin.clone(),
            id: statement.id.clone(),
            texts: short_hash(fixed.values().map(String::as_str)),
            state: record_hash(&record),
        };
        let place = answer.map(|answer| answer.span);
        (statement.id.clone(), Expected { fixed, record, mark, place })
    });
    rows.collect()
}

/// Words on a row that needs something done.
#[must_use]
pub fn alert(level: Level, status: Option<Status>) -> &'static str {
    match (level, status) {
        (Level::Requirement, Some(Status::NonCompliant)) => MISSED,
        (Level::Requirement, Some(Status::Partial)) => PARTLY,
        (_, None | Some(Status::ToAssess)) => "À évaluer",
        (_, Some(Status::Compliant | Status::NotApplicable))
        | (Level::Recommendation, Some(Status::Partial | Status::NonCompliant)) => "",
    }
}

/// What a table of answers is made from.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'m> {
    /// The grid.
    pub grid: &'m Grid,
    /// The project.
    pub project: &'m Project,
    /// Its answers.
    pub bound: &'m Bound,
    /// The day of the export.
    pub day: Date,
    /// The version of the program.
    pub program: &'static str,
}

/// The table of the answers to the statements that `kept` keeps, among those that concern the
/// project.
#[must_use]
pub fn book(matter: &Matter<'_>, kept: &dyn Fn(&Statement) -> bool) -> Book {
    let Matter { grid, project, bound, day, program } = *matter;
    let expected = expected(grid, project, bound);
    let pieces = bound.answers.iter().map(|answer| answer.evidence.len()).max().unwrap_or(0);
    let columns = columns(pieces + 1);
    let mut book = Book {
        title: project.title.value.clone(),
        day,
        read_me: read_me(grid),
        facts_sheet: FACTS.into(),
        facts_note: fr(NOT_READ),
        facts: facts(grid, project, day, program),
        headed: false,
        sheets: Vec::new(),
    };
    for (axis_at, axis) in grid.head.axes.iter().enumerate() {
        let mut rows = Vec::new();
        for (at, statement) in grid.statements.iter().enumerate() {
            let expected = expected.get(&statement.id);
            let Some(expected) = expected.filter(|_| statement.axis == axis_at && kept(statement))
            else {
                continue;
            };
            rows.push(row(&columns, statement, bound.answer(at), expected));
        }
        if !rows.is_empty() {
            book.add(&axis.title, columns.clone(), rows);
        }
    }
    book
}

fn row(
    columns: &[Column],
    statement: &Statement,
    answer: Option<&Answer>,
    expected: &Expected,
) -> Row {
    let status = answer.and_then(|answer| answer.status).map(|status| status.value);
    let text = |column: &Column| match column.content {
        Content::Id => statement.id.clone(),
        Content::Fixed => expected.fixed.get(&column.field).cloned().unwrap_or_default(),
        Content::Alert => alert(statement.level(), status).to_owned(),
        Content::Shown => answer.map(old_answers).unwrap_or_default(),
        Content::Fill(_) => expected.record.get(&column.field).cloned().unwrap_or_default(),
        Content::Mark => expected.mark.to_string(),
    };
    Row { cells: columns.iter().map(text).collect() }
}

/// The answers that a change of grid put aside, in words.
#[must_use]
pub fn old_answers(answer: &Answer) -> String {
    let one = |old: &OldAnswer| {
        let status = old.answer.status().label();
        let why = old.answer.justification.as_ref().map_or("", |text| text.value.as_str());
        let points = if why.is_empty() { "" } else { " : " };
        fr(&format!("{} ({}) — {status}{points}{why}", old.answer.id, old.grid))
    };
    answer.old.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn read_me(grid: &Grid) -> Vec<String> {
    let labels: Vec<String> =
        Status::ALL.iter().map(|status| format!("« {} »", status.label())).collect();
    [
        format!("Répondre à la grille {} dans ce classeur", grid.short_title()),
        "1. Une feuille par axe, une ligne par énoncé. Lisez l'énoncé, pourquoi il compte et les preuves attendues.".into(),
        format!("2. Choisissez un statut dans la liste : {}. Vide : à évaluer.", list_with(&labels, "ou")),
        "3. Écrivez une justification : elle est nécessaire pour « Sans objet », utile pour « Partiel » et pour une recommandation non suivie.".into(),
        "4. Citez vos preuves : le chemin du fichier dans le dossier du projet (preuves/…), la page, le type, la date. Chaque preuve a ses colonnes ; si elles sont repliées, le « + » au-dessus d'elles les déplie.".into(),
        "5. Une exigence non satisfaite se reconnaît au mot « EXIGENCE NON SATISFAITE » de la colonne Constat, en gras sur fond coloré.".into(),
        "6. Ne modifiez pas les identifiants, les énoncés ni la dernière colonne (cachée) : ils servent à retrouver chaque ligne.".into(),
        "7. Vous pouvez filtrer et masquer ; si la feuille n'est pas verrouillée, trier, déplacer des colonnes, en ajouter pour vos notes : seules celles d'origine sont relues.".into(),
        "8. Les dates s'écrivent JJ/MM/AAAA. Collez des valeurs, jamais des formules ; ne fusionnez pas de cellules.".into(),
        "9. Le « Commentaire interne » reste dans l'équipe : il n'est pas dans les rapports publiés.".into(),
        "10. Enregistrez (.xlsx ou .ods) et renvoyez le fichier. Celui qui tient le projet lance : sdet importer CLASSEUR PROJET --simuler".into(),
        "Auto-évaluation : elle ne vaut ni certification ni agrément.".into(),
    ]
    .map(|line| fr(&line))
    .to_vec()
}

/// What the sheet of facts says.
#[must_use]
pub fn facts(grid: &Grid, project: &Project, day: Date, program: &str) -> Vec<Fact> {
    let words = |words: Vec<&str>| match words.is_empty() {
        true => "tous".to_owned(),
        false => words.join(", "),
    };
    let degrees = words(project.scope.degrees.iter().map(|one| one.label()).collect());
    let roles = words(project.scope.roles.iter().map(|one| one.label()).collect());
    let concerned = grid.statements.iter().filter(|one| project.concerns(one)).count() as u64;
    let core = if project.scope.core { "oui" } else { "non" };
    let fact = |label: &str, text: String, kept| Fact::new(label, &text, kept);
    vec![
        fact("Projet", project.title.value.clone(), true),
        fact("Objet", project.object.label().to_owned(), true),
        fact("Degrés", degrees, true),
        fact("Rôles", roles, true),
        fact("Socle seulement", core.into(), true),
        fact("Date de l'évaluation", project.assessed_on.value.french(), true),
        fact("Grille", format!("{} — {}", grid.head.name, grid.head.title), true),
        fact("Empreinte de la grille (SHA-256)", grid.sha256.clone(), false),
        fact("Énoncés du périmètre", counted(concerned, "énoncé", "énoncés"), false),
        fact("Exporté le", day.french(), false),
        fact("Par", format!("sdet {program}"), false),
    ]
}

/// What an answer says that only holds together.
#[must_use]
pub fn incomplete(record: &Record) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut need = |field: String, message: String, help: &str| {
        found.push((field, message, help.to_owned()));
    };
    let says = |prefix: &str| record.keys().any(|field| field.starts_with(prefix));
    for number in numbers(record, "preuves") {
        let prefix = format!("preuves.{number}.");
        let named = ["fichier", "reference"];
        if !named.iter().any(|key| record.contains_key(&format!("{prefix}{key}"))) {
            need(
                format!("{prefix}fichier"),
                format!("preuve {number} sans fichier ni référence"),
                "donnez le chemin du fichier, comme preuves/essai.pdf, ou effacez le reste de la preuve",
            );
        }
    }
    if says("action.") && !record.contains_key("action.libelle") {
        need(
            "action.libelle".into(),
            "action sans ce qui sera fait".into(),
            "remplissez « Action : à faire », ou effacez le reste de l'action",
        );
    }
    if says("verification.") {
        for (key, what) in [("par", "par qui"), ("le", "le jour"), ("avis", "l'avis")] {
            let field = format!("verification.{key}");
            if !record.contains_key(&field) {
                need(
                    field,
                    format!("vérification incomplète : il manque {what}"),
                    "complétez la vérification, ou effacez-en le reste",
                );
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::keys::PIECE;
    use crate::yaml::shape::{Kind, Shape};

    /// Every key of an answer, and of the tables in it.
    fn fields(shape: &Shape, prefix: &str) -> Vec<String> {
        let fields = shape.keys.iter().flat_map(|key| {
            let field = format!("{prefix}{}", key.name);
            if key.name == "ancienne_reponse" {
                return vec![field];
            }
            if let Kind::Table(inner) = key.kind {
                fields(inner, &format!("{field}."))
            } else if let Kind::Tables(inner) = key.kind {
                fields(inner, &format!("{field}.1."))
            } else {
                vec![field]
            }
        });
        fields.collect()
    }

    #[test]
    fn every_key_of_an_answer_has_a_column_and_no_two_headings_are_the_same() {
        let columns = columns(4);
        for field in fields(&ANSWER, "") {
            assert!(columns.iter().any(|column| column.field == field), "{field}");
        }
        assert_eq!(PIECE_COLUMNS.len(), PIECE.keys.len());
        let layout = layout();
        for column in &columns {
            let found = layout.find(&column.heading);
            assert_eq!(found.as_ref(), Some(column), "{}", column.heading);
            if let Content::Fill(_) = column.content {
                assert!(kind_of(&ANSWER, &column.field).is_some(), "{}", column.field);
            }
        }
        for heading in ["Preuve 0 : fichier", "Preuve 999 : fichier", "Preuve x", "Avis de Jean"] {
            assert_eq!(layout.find(heading), None, "{heading}");
        }
    }
}
