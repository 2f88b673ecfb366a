//! Measuring the extraction on texts that people labelled: `--etalon`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Document, Extraction, extract};
use crate::diagnostic::{Code, Diagnostic};
use crate::fraction::Rate;
use crate::source::{SourceId, Span};
use crate::words::{Level, Vocabulary, counted, fr, percent, plain_line, quoted, shown};
use crate::yaml::Reading;

/// What a text is, for people or for the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gold {
    /// A requirement.
    Must,
    /// A recommendation.
    Should,
    /// Neither.
    None,
}

impl Gold {
    const ALL: [Self; 3] = [Self::Must, Self::Should, Self::None];

    fn key(self) -> &'static str {
        match self {
            Self::Must => "MUST",
            Self::Should => "SHOULD",
            Self::None => "NONE",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Must => "Exigence",
            Self::Should => "Recommandation",
            Self::None => "Ni l'une ni l'autre",
        }
    }

    fn read(text: &str) -> Option<Self> {
        match text.trim().to_ascii_uppercase().as_str() {
            "MUST" => Some(Self::Must),
            "SHOULD" | "SUGGESTED" => Some(Self::Should),
            "NONE" => Some(Self::None),
            _ => None,
        }
    }
}

/// One labelled text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Its identifier.
    pub id: String,
    /// What people say it is.
    pub gold: Gold,
    /// The text.
    pub text: String,
}

/// Reads a table `id`, `gold`, `text` separated by tabs, the columns in any order; `None` when its
/// header does not name them.
pub fn read_standard(file: SourceId, cx: &mut Reading<'_>) -> Option<Vec<Labelled>> {
    let text = cx.sources.get(file).text();
    let mut lines = lines(text);
    let (_, header) = lines.next().unwrap_or((0, ""));
    let columns: Vec<&str> = header.split('\t').map(str::trim).collect();
    let column = |name: &str| columns.iter().position(|one| one.eq_ignore_ascii_case(name));
    let (Some(id), Some(gold), Some(body)) = (column("id"), column("gold"), column("text")) else {
        let message = "l'étalon n'a pas les colonnes « id », « gold » et « text »";
        cx.report(
            Diagnostic::new(Code::StandardHeader, message)
                .at(Span::new(file, 0, header.len()))
                .help("écrivez-les en première ligne, séparées par des tabulations"),
        );
        return None;
    };
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut rows = Vec::new();
    for (start, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let span = Span::new(file, start, start + line.len());
        let cell = |at: usize| cells.get(at).map(|cell| cell.trim());
        let (Some(id), Some(level), Some(body)) = (cell(id), cell(gold), cell(body)) else {
            let message = format!(
                "ligne à {}, au lieu de {}",
                counted(cells.len() as u64, "colonne", "colonnes"),
                columns.len()
            );
            cx.report(Diagnostic::new(Code::StandardRow, message).at(span).help(
                "un texte tient sur une ligne ; les colonnes sont séparées par des tabulations",
            ));
            continue;
        };
        if let Some(before) = seen.insert(id, span) {
            let message = format!("l'identifiant {} figure deux fois dans l'étalon", quoted(id));
            cx.report(
                Diagnostic::new(Code::StandardRow, message)
                    .at_with(span, "encore ici")
                    .at_with(before, "une première fois ici")
                    .help("donnez un identifiant à chaque texte"),
            );
            continue;
        }
        let Some(gold) = Gold::read(level) else {
            let message = format!("niveau {} inconnu dans l'étalon", shown(level));
            cx.report(
                Diagnostic::new(Code::StandardRow, message)
                    .at(span)
                    .help("attendu : MUST, SHOULD (ou SUGGESTED) ou NONE"),
            );
            continue;
        };
        rows.push(Labelled { id: id.to_owned(), gold, text: body.to_owned() });
    }
    Some(rows)
}

/// The lines of a text with their first byte.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let here = start;
        start += line.len();
        (here, line.trim_end_matches(['\n', '\r']))
    })
}

/// A text on which the program and people disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The text.
    pub row: Labelled,
    /// What the program made of it.
    pub found: Gold,
    /// Why: the deciding word, or the reason for leaving it out.
    pub reason: String,
}

/// How many were right, for one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// The level.
    pub level: Gold,
    /// How many texts have it for people.
    pub expected: u64,
    /// How many have it for the program.
    pub found: u64,
    /// How many have it for both.
    pub right: u64,
}

/// The measure of the extraction on an étalon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// How many texts.
    pub texts: u64,
    /// Per level.
    pub scores: Vec<Score>,
    /// Every disagreement, in the order of the file.
    pub disagreements: Vec<Disagreement>,
}

/// Extracts each text by itself and compares.
#[must_use]
pub fn measure(rows: &[Labelled]) -> Measure {
    let mut pairs = Vec::new();
    let mut disagreements = Vec::new();
    for row in rows {
        let extraction = extract(&[Document { name: &row.id, text: &row.text }]);
        let (found, reason) = judged(&extraction);
        pairs.push((row.gold, found));
        if found != row.gold {
            disagreements.push(Disagreement { row: row.clone(), found, reason });
        }
    }
    let count = |test: &dyn Fn(&(Gold, Gold)) -> bool| {
        pairs.iter().filter(|pair| test(pair)).count() as u64
    };
    let scores = Gold::ALL.map(|level| Score {
        level,
        expected: count(&|(gold, _)| *gold == level),
        found: count(&|(_, found)| *found == level),
        right: count(&|(gold, found)| *gold == level && *found == level),
    });
    Measure { texts: rows.len() as u64, scores: scores.to_vec(), disagreements }
}

/// The first sentence of a text that makes a statement decides, by its strongest one; where none
/// does, the reason of the first left out.
fn judged(extraction: &Extraction<'_>) -> (Gold, String) {
    let first = extraction.candidates.first().map(|one| one.place.start);
    let sentence = extraction.candidates.iter().filter(|one| Some(one.place.start) == first);
    if let Some(one) = sentence.min_by_key(|one| one.modality.level()) {
        let gold = match one.modality.level() {
            Level::Requirement => Gold::Must,
            Level::Recommendation => Gold::Should,
        };
        return (gold, quoted(&one.word));
    }
    let reason = match extraction.left_out.first() {
        Some(aside) => format!("{} : {}", quoted(&aside.word), aside.why.label().to_lowercase()),
        None => "aucun mot modal".into(),
    };
    (Gold::None, reason)
}

/// The measure for people.
#[must_use]
pub fn standard_text(measure: &Measure, name: &str) -> String {
    let mut out =
        format!("Étalon : {}, {}\n\n", plain_line(name), counted(measure.texts, "texte", "textes"));
    out.push_str(&row(
        ["Niveau", "Attendus", "Trouvés", "Justes", "Précision", "Rappel"].map(String::from)
    ));
    for score in &measure.scores {
        let rate = |den| Rate::of(score.right, den).map_or_else(|| "sans objet".into(), percent);
        out.push_str(&row([
            score.level.label().into(),
            score.expected.to_string(),
            score.found.to_string(),
            score.right.to_string(),
            rate(score.found),
            rate(score.expected),
        ]));
    }
    out.push('\n');
    if measure.disagreements.is_empty() {
        out.push_str("Aucun désaccord.\n");
        return fr(&out);
    }
    out.push_str(&format!(
        "{} :\n",
        counted(measure.disagreements.len() as u64, "désaccord", "désaccords")
    ));
    for one in &measure.disagreements {
        out.push_str(&format!(
            "\n{} : attendu {}, trouvé {} ({})\n  {}\n",
            plain_line(&one.row.id),
            one.row.gold.key(),
            one.found.key(),
            one.reason,
            plain_line(&one.row.text)
        ));
    }
    fr(&out)
}

fn row(cells: [String; 6]) -> String {
    let [name, numbers @ ..] = cells;
    let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.chars().count()));
    let mut line = format!("{name}{}", pad(&name, 20));
    for cell in numbers {
        line.push_str(&format!(" {}{cell}", pad(&cell, 10)));
    }
    line.push('\n');
    line
}

/// The measure for programs.
#[derive(Debug, Serialize)]
struct MeasureJson<'m> {
    format: u32,
    etalon: &'m str,
    textes: u64,
    niveaux: Vec<ScoreJson>,
    desaccords: Vec<DisagreementJson<'m>>,
}

#[derive(Debug, Serialize)]
struct ScoreJson {
    niveau: &'static str,
    attendus: u64,
    trouves: u64,
    justes: u64,
    precision: Option<RateJson>,
    rappel: Option<RateJson>,
}

#[derive(Debug, Serialize)]
struct RateJson {
    num: u64,
    den: u64,
    pct: String,
}

#[derive(Debug, Serialize)]
struct DisagreementJson<'m> {
    id: &'m str,
    attendu: &'static str,
    trouve: &'static str,
    raison: &'m str,
    texte: &'m str,
}

/// The measure for programs, as JSON.
#[must_use]
pub fn standard_json(measure: &Measure, name: &str) -> String {
    let rate = |num: u64, den: u64| {
        let rate = Rate::of(num, den)?;
        Some(RateJson { num, den, pct: rate.percent() })
    };
    let document = MeasureJson {
        format: 1,
        etalon: name,
        textes: measure.texts,
        niveaux: measure
            .scores
            .iter()
            .map(|score| ScoreJson {
                niveau: score.level.key(),
                attendus: score.expected,
                trouves: score.found,
                justes: score.right,
                precision: rate(score.right, score.found),
                rappel: rate(score.right, score.expected),
            })
            .collect(),
        desaccords: measure
            .disagreements
            .iter()
            .map(|one| DisagreementJson {
                id: &one.row.id,
                attendu: one.row.gold.key(),
                trouve: one.found.key(),
                raison: &one.reason,
                texte: &one.row.text,
            })
            .collect(),
    };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
