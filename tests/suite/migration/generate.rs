//! Random grids, moves and answers, in every style of writing.

use proptest::prelude::*;
use proptest::sample::Index;

/// What happens to a statement of the former grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Same,
    Reworded,
    RewordedKept,
    Hardened,
    Softened,
    Renamed,
    RenamedReworded,
    RenamedDropped,
    SplitReview,
    SplitKept,
    SplitToNext,
    MergeStart { kept: bool },
    MergeNext,
    Withdrawn,
    MovedAxis,
}

/// How an answer is written.
#[derive(Debug, Clone)]
struct Written {
    status: usize,
    style: usize,
    text: usize,
    pieces: usize,
    comments: bool,
    old: bool,
}

/// A whole case.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    turns: Vec<Turn>,
    answers: Vec<Option<Written>>,
    added: usize,
    crlf: bool,
    final_newline: bool,
    indent: usize,
    flow: bool,
    single: bool,
    apart: bool,
}

const TEXTS: [&str; 6] = [
    "simple",
    "avec « guillemets », l'apostrophe et 50 %",
    "deux-points : et dièse # dedans",
    "- tiret, [crochet], {accolade}",
    "ligne une\n\n  ligne deux, en retrait\nligne trois",
    "\u{1F1EB}\u{1F1F7} été œuvre \u{a0}; fin",
];

const STATUSES: [&str; 6] = ["conforme", "partiel", "non_conforme", "sans_objet", "a_evaluer", ""];

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        4 => Just(Turn::Same),
        2 => Just(Turn::Reworded),
        1 => Just(Turn::RewordedKept),
        1 => Just(Turn::Hardened),
        1 => Just(Turn::Softened),
        2 => Just(Turn::Renamed),
        1 => Just(Turn::RenamedReworded),
        1 => Just(Turn::RenamedDropped),
        1 => Just(Turn::SplitReview),
        1 => Just(Turn::SplitKept),
        2 => Just(Turn::SplitToNext),
        2 => any::<bool>().prop_map(|kept| Turn::MergeStart { kept }),
        2 => Just(Turn::MergeNext),
        1 => Just(Turn::Withdrawn),
        1 => Just(Turn::MovedAxis),
    ]
}

fn written() -> impl Strategy<Value = Option<Written>> {
    let answer = (
        0..STATUSES.len(),
        0..6_usize,
        0..TEXTS.len(),
        0..3_usize,
        any::<bool>(),
        prop::bool::weighted(0.15),
    )
        .prop_map(|(status, style, text, pieces, comments, old)| Written {
            status,
            style,
            text,
            pieces,
            comments,
            old,
        });
    prop::option::weighted(0.9, answer)
}

/// A case of any kind.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    cases(turn().boxed())
}

/// A case where statements are only renamed, or stay.
pub(crate) fn renames() -> impl Strategy<Value = Case> {
    let case = cases(prop_oneof![Just(Turn::Same), Just(Turn::Renamed)].boxed());
    case.prop_map(|mut case| {
        case.added = 0;
        case
    })
}

fn cases(turn: BoxedStrategy<Turn>) -> impl Strategy<Value = Case> {
    let rows = prop::collection::vec((turn, written()), 1..12);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (rows, 0..3_usize, flags, 1..3_usize, prop::bool::weighted(0.15), any::<Index>()).prop_map(
        |(rows, added, (crlf, final_newline, single, apart), step, flow, _)| {
            let (turns, answers) = rows.into_iter().unzip();
            Case {
                turns,
                answers,
                added,
                crlf,
                final_newline,
                indent: step * 2,
                flow,
                single,
                apart,
            }
        },
    )
}

fn id(at: usize) -> String {
    format!("TEC-{:03}", at + 1)
}

fn renamed(at: usize, part: usize) -> String {
    format!("TEC-{}{:02}", part + 1, at + 1)
}

/// Statements told apart by numbers written out as words.
fn text(at: usize, modal: &str, reworded: bool) -> String {
    let extra = if reworded { " et le dire" } else { "" };
    format!("La solution {modal} tenir la promesse numéro {at}{extra}.")
}

fn row(id: &str, modality: &str, text: &str, withdrawn: bool) -> String {
    let state = if withdrawn { ", etat: abroge, motif: \"retiré\"" } else { "" };
    format!(
        "  - {{ id: {id}, modalite: {modality}, enonce: \"{text}\", fondement: reconstitution{state} }}\n"
    )
}

fn head(version: &str) -> String {
    format!(
        "format: 1\nid: essai\nversion: \"{version}\"\ntitre: \"Essai\"\netat: brouillon\ndate: 2013-01-01\nsource: {{ titre: \"D\", editeur: \"E\", version: \"{version}\" }}\naxes:\n  - {{ id: TEC, titre: \"T\", fichier: technique.yaml }}\n  - {{ id: ORG, titre: \"O\", fichier: organisation.yaml }}\n"
    )
}

impl Case {
    /// For each statement, the start of the merge it belongs to.
    fn merge_of(&self, at: usize) -> Option<usize> {
        let mut start = None;
        for (row, turn) in self.turns.iter().enumerate() {
            let goes_on = self.turns.get(row + 1) == Some(&Turn::MergeNext);
            if matches!(turn, Turn::MergeStart { .. }) && goes_on {
                start = Some(row);
            } else if *turn != Turn::MergeNext {
                start = None;
            }
            if row == at {
                return start;
            }
        }
        None
    }

    /// Whether a statement was merged with others.
    pub(crate) fn merges(&self, wanted: &str) -> bool {
        (0..self.turns.len()).any(|at| id(at) == wanted && self.merge_of(at).is_some())
    }

    /// Whether a statement is split into one of its own and the one that the next is renamed.
    fn shares_next(&self, at: usize) -> bool {
        let next = self.turns.get(at + 1);
        self.turns[at] == Turn::SplitToNext
            && matches!(next, Some(Turn::Renamed | Turn::RenamedReworded))
    }

    fn modality(&self, at: usize) -> &'static str {
        if self.turns[at] == Turn::Hardened { "devrait" } else { "doit" }
    }

    pub(crate) fn old_grid(&self) -> Vec<(&'static str, String)> {
        let rows: String = (0..self.turns.len())
            .map(|at| row(&id(at), self.modality(at), &text(at, self.modality(at), false), false))
            .collect();
        let org = row("ORG-001", "doit", "Le porteur doit exister.", false);
        vec![
            ("grille.yaml", head("1.0")),
            ("technique.yaml", format!("enonces:\n{rows}")),
            ("organisation.yaml", format!("enonces:\n{org}")),
        ]
    }

    pub(crate) fn new_grid(&self) -> Vec<(&'static str, String)> {
        let mut tec = String::new();
        let mut org = row("ORG-001", "doit", "Le porteur doit exister.", false);
        for (at, turn) in self.turns.iter().enumerate() {
            let same = |reworded| row(&id(at), "doit", &text(at, "doit", reworded), false);
            if let Some(start) = self.merge_of(at) {
                if start == at {
                    tec.push_str(&row(&renamed(at, 1), "doit", &text(at, "doit", true), false));
                }
                continue;
            }
            match turn {
                Turn::Same | Turn::MergeStart { .. } | Turn::MergeNext => {
                    tec.push_str(&same(false))
                }
                Turn::Reworded | Turn::RewordedKept => tec.push_str(&same(true)),
                Turn::Hardened => tec.push_str(&same(false)),
                Turn::Softened => {
                    tec.push_str(&row(&id(at), "devrait", &text(at, "devrait", false), false))
                }
                Turn::Renamed | Turn::RenamedReworded | Turn::RenamedDropped => {
                    let reworded = *turn == Turn::RenamedReworded;
                    tec.push_str(&row(&renamed(at, 1), "doit", &text(at, "doit", reworded), false));
                }
                Turn::SplitToNext if self.shares_next(at) => {
                    tec.push_str(&row(&renamed(at, 1), "doit", &text(at, "doit", true), false));
                }
                Turn::SplitReview | Turn::SplitKept | Turn::SplitToNext => {
                    tec.push_str(&row(&id(at), "doit", &text(at, "doit", false), true));
                    for part in 1..3 {
                        let words = format!("{} Partie {part}.", text(at, "doit", false));
                        tec.push_str(&row(&renamed(at, part), "doit", &words, false));
                    }
                }
                Turn::Withdrawn => {
                    tec.push_str(&row(&id(at), "doit", &text(at, "doit", false), true))
                }
                Turn::MovedAxis => org.push_str(&same(false)),
            }
        }
        for at in 0..self.added {
            tec.push_str(&row(
                &format!("TEC-9{:02}", at + 1),
                "doit",
                &text(900 + at, "doit", false),
                false,
            ));
        }
        vec![
            ("grille.yaml", head("2.0")),
            (
                "technique.yaml",
                format!(
                    "enonces:\n{}",
                    if tec.is_empty() {
                        row("TEC-999", "doit", "Elle doit être là.", true)
                    } else {
                        tec
                    }
                ),
            ),
            ("organisation.yaml", format!("enonces:\n{org}")),
        ]
    }

    pub(crate) fn moves(&self) -> String {
        let mut lines = String::new();
        for (at, turn) in self.turns.iter().enumerate() {
            let from = id(at);
            if let Some(start) = self.merge_of(at) {
                if start == at {
                    let merged: Vec<String> = (0..self.turns.len())
                        .filter(|row| self.merge_of(*row) == Some(at))
                        .map(id)
                        .collect();
                    let kept = matches!(turn, Turn::MergeStart { kept: true });
                    let outcome = if kept { "gardee" } else { "a_revoir" };
                    lines.push_str(&format!(
                        "  - {{ type: fusionne, de: [{}], vers: {}, reponse: {outcome} }}\n",
                        merged.join(", "),
                        renamed(at, 1)
                    ));
                }
                continue;
            }
            let line = match turn {
                Turn::Renamed | Turn::RenamedReworded => {
                    format!("  - {{ type: renomme, de: {from}, vers: {} }}\n", renamed(at, 1))
                }
                Turn::RenamedDropped => format!(
                    "  - {{ type: renomme, de: {from}, vers: {}, reponse: abandonnee }}\n",
                    renamed(at, 1)
                ),
                Turn::SplitToNext if self.shares_next(at) => format!(
                    "  - {{ type: scinde, de: {from}, vers: [{}, {}] }}\n",
                    renamed(at, 1),
                    renamed(at + 1, 1)
                ),
                Turn::SplitReview | Turn::SplitKept | Turn::SplitToNext => format!(
                    "  - {{ type: scinde, de: {from}, vers: [{}, {}], reponse: {} }}\n",
                    renamed(at, 1),
                    renamed(at, 2),
                    if *turn == Turn::SplitKept { "gardee" } else { "a_revoir" }
                ),
                Turn::RewordedKept => {
                    format!("  - {{ type: reformule, de: {from}, reponse: gardee }}\n")
                }
                Turn::Same
                | Turn::Reworded
                | Turn::Hardened
                | Turn::Softened
                | Turn::MergeStart { .. }
                | Turn::MergeNext
                | Turn::Withdrawn
                | Turn::MovedAxis => String::new(),
            };
            lines.push_str(&line);
        }
        let list = if lines.is_empty() { String::new() } else { format!("mouvements:\n{lines}") };
        format!("format: 1\ndepuis: \"1.0\"\n{list}")
    }

    fn eol(&self, text: &str) -> String {
        match self.crlf {
            true => text.replace('\n', "\r\n"),
            false => text.to_owned(),
        }
    }

    pub(crate) fn main(&self) -> String {
        let head = "format: 1\ngrille: 'essai@1.0'  # ici\nobjet: projet\nintitule: Essai\ndate_evaluation: 2013-06-14\n";
        let answers = if self.single { self.answers(0, usize::MAX) } else { String::new() };
        self.ended(&format!("{head}{answers}"))
    }

    pub(crate) fn files(&self) -> Vec<(String, String)> {
        if self.single {
            return Vec::new();
        }
        let half = self.turns.len() / 2;
        let parts = [("reponses/a.yaml", 0, half), ("reponses/b.yaml", half, usize::MAX)];
        let filled = parts.into_iter().filter(|(_, from, to)| {
            (*from..(*to).min(self.answers.len())).any(|at| self.answers[at].is_some())
        });
        filled
            .map(|(path, from, to)| (path.to_owned(), self.ended(&self.answers(from, to))))
            .collect()
    }

    fn ended(&self, text: &str) -> String {
        let text = self.eol(text);
        match self.final_newline {
            true => text,
            false => text.trim_end_matches(['\r', '\n']).to_owned(),
        }
    }

    /// The answers of some statements, under their key.
    fn answers(&self, from: usize, to: usize) -> String {
        let rows = (from..to.min(self.answers.len()))
            .filter_map(|at| self.answers[at].as_ref().map(|written| (at, written)));
        if self.flow {
            let pairs: Vec<String> =
                rows.map(|(at, one)| format!("{}: {}", id(at), one.flow())).collect();
            return match pairs.is_empty() {
                true => String::new(),
                false => format!("reponses: {{ {} }}\n", pairs.join(",\n  ")),
            };
        }
        let gap = if self.apart { "\n" } else { "" };
        let body: String = rows.map(|(at, one)| format!("{gap}{}", self.block(at, one))).collect();
        match body.is_empty() {
            true => String::new(),
            false => format!("# en tête\nreponses:\n{body}"),
        }
    }

    fn block(&self, at: usize, written: &Written) -> String {
        let margin = " ".repeat(self.indent);
        let above = match written.comments {
            true => format!("{margin}# au-dessus de {at}\n"),
            false => String::new(),
        };
        format!("{above}{}", self.block_lines(at, written))
    }

    /// An answer from its key to its last line.
    fn block_lines(&self, at: usize, written: &Written) -> String {
        let margin = " ".repeat(self.indent);
        let id = id(at);
        match written.style {
            0 => format!("{margin}{id}: {}  # au bout\n", written.flow()),
            1 => format!("{margin}\"{id}\": {}\n", written.flow()),
            _ => {
                let inner = " ".repeat(self.indent + 2);
                let comment = if written.comments { "  # clé" } else { "" };
                let body: String = written
                    .lines()
                    .iter()
                    .map(|line| match line.is_empty() {
                        true => "\n".to_owned(),
                        false => format!("{inner}{line}\n"),
                    })
                    .collect();
                format!("{margin}{id}:{comment}\n{body}")
            }
        }
    }

    /// The lines of each answer that stands alone on its lines.
    pub(crate) fn answer_texts(&self) -> Vec<(String, String)> {
        if self.flow {
            return Vec::new();
        }
        let written = self
            .answers
            .iter()
            .enumerate()
            .filter_map(|(at, one)| one.as_ref().map(|one| (at, one)));
        written
            .map(|(at, one)| (id(at), self.eol(self.block_lines(at, one).trim_end_matches('\n'))))
            .collect()
    }
}

impl Written {
    fn quoted(&self) -> String {
        sdet::yaml::write::double_quoted(TEXTS[self.text])
    }

    /// The answer between braces.
    fn flow(&self) -> String {
        let mut pairs = vec![format!("statut: {}", STATUSES[self.status])];
        if self.text > 0 {
            pairs.push(format!("justification: {}", self.quoted()));
        }
        if self.pieces > 0 {
            let piece = "{ fichier: preuves/a.txt, page: '3' }";
            pairs.push(format!("preuves: [{}]", vec![piece; self.pieces].join(", ")));
        }
        if self.old {
            pairs.push(
                "ancienne_reponse: [{ grille: \"essai@0.9\", enonce: X-1, statut: partiel }]"
                    .into(),
            );
        }
        format!("{{ {} }}", pairs.join(", "))
    }

    /// The lines of the answer below its key.
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("statut: {}", STATUSES[self.status]).trim_end().to_owned()];
        if self.comments {
            lines.push("# entre deux".into());
        }
        match self.style {
            2 => lines.push(format!("justification: {}", self.quoted())),
            3 => {
                lines.push("justification: |".into());
                lines.extend(TEXTS[self.text].split('\n').map(|line| match line.is_empty() {
                    true => String::new(),
                    false => format!("  {line}"),
                }));
                lines.push(String::new());
            }
            4 if self.text == 0 => lines.push("'justification': simple texte".into()),
            _ => {}
        }
        if self.pieces > 0 {
            lines.push("preuves:".into());
            for _ in 0..self.pieces {
                let dash = if self.style == 5 { "- " } else { "  - " };
                let margin = " ".repeat(dash.len());
                lines.push(format!("{dash}fichier: preuves/a.txt"));
                lines.push(format!("{margin}page: \"3\"   # annexe"));
            }
        }
        if self.old {
            lines.push("ancienne_reponse:".into());
            lines.push("  - grille: \"essai@0.9\"".into());
            lines.push("    enonce: X-1   # d'avant".into());
            lines.push("    statut: partiel".into());
        }
        if self.comments {
            lines.push("evalue_par: \"Qualité\"".into());
        }
        lines
    }
}
