//! From the view to the JSON document.

use super::gap::readings;
use super::{
    ActionResult, AxisResult, BasisCounts, FilterWords, GridIdentity, LevelFigures, MarkValues,
    MentionWords, PieceResult, ProjectIdentity, RateValue, ReplacedBy, Report, RoleResult,
    ScaleValues, ScopeWords, StatementResult, Summary, Tool, VerificationResult, WaiverResult,
};
use crate::answers::WaiverState;
use crate::assess::{Counts, Marks};
use crate::date::Date;
use crate::evidence::Validity;
use crate::fraction::{Rate, one_decimal};
use crate::report::phrases;
use crate::report::view::{PieceRow, Row, View, WaiverRow};
use crate::words::{Basis, Level, Vocabulary, fr, json_text};
use crate::yaml::Spanned;

/// The newest format of the report.
pub(super) const FORMAT: u32 = 1;

/// The report as JSON text, ended by a line break.
#[must_use]
pub fn render(view: &View<'_>) -> String {
    json_text(&document(view))
}

/// The report as a document.
#[must_use]
pub fn document(view: &View<'_>) -> Report {
    let assessment = view.matter.assessment;
    let grid = view.matter.grid;
    let top = grid.head.scale.top;
    let axes = grid.head.axes.iter().zip(&assessment.axes);
    Report {
        format: FORMAT,
        outil: tool(),
        avertissement: fr(phrases::DISCLAIMER),
        grille: grid_identity(view),
        date: assessment.day.to_string(),
        valable_jusqu_au: assessment.valid_until.to_string(),
        public: view.public,
        projet: project_identity(view),
        filtre: assessment.filter.as_ref().map(|filter| FilterWords {
            axes: filter.axes.clone(),
            roles: keys(&filter.roles),
            degres: keys(&filter.degrees),
            socle: filter.core,
        }),
        synthese: Summary {
            mention: mention(view),
            provisoire: view.is_provisional(),
            exigences: level(&view.total().requirements, Level::Requirement),
            recommandations: level(&view.total().recommendations, Level::Recommendation),
            notes: marks(view.marks(), top),
        },
        ecarts: readings(view),
        axes: axes
            .map(|(axis, (figures, axis_marks))| AxisResult {
                id: axis.id.clone(),
                titre: axis.title.clone(),
                provisoire: figures.requirements.to_assess > 0,
                exigences: level(&figures.requirements, Level::Requirement),
                recommandations: level(&figures.recommendations, Level::Recommendation),
                notes: marks(axis_marks, top),
            })
            .collect(),
        roles: view
            .roles()
            .iter()
            .map(|(role, figures)| RoleResult {
                id: role.map(|role| role.key().to_owned()),
                exigences: level(&figures.requirements, Level::Requirement),
                recommandations: level(&figures.recommendations, Level::Recommendation),
            })
            .collect(),
        enonces: view.rows.iter().map(statement).collect(),
        hors_perimetre: assessment
            .out_of_scope
            .iter()
            .map(|index| grid.statements[*index].id.clone())
            .collect(),
    }
}

/// This program.
#[must_use]
pub fn tool() -> Tool {
    Tool { nom: "sdet".into(), version: env!("CARGO_PKG_VERSION").into() }
}

fn keys<V: Vocabulary>(words: &[V]) -> Vec<String> {
    words.iter().map(|word| word.key().to_owned()).collect()
}

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn read_day(date: Option<Spanned<Date>>) -> Option<String> {
    day(date.map(|date| date.value))
}

fn grid_identity(view: &View<'_>) -> GridIdentity {
    let grid = view.matter.grid;
    let head = &grid.head;
    let counts = grid.counts_by_basis();
    let of = |basis| {
        let found = counts.iter().find(|(one, _)| *one == basis);
        found.map_or(0, |(_, number)| *number)
    };
    let scale = head.scale;
    GridIdentity {
        id: head.name.id.clone(),
        version: head.name.version.to_string(),
        titre: head.title.clone(),
        etat: head.state.key().into(),
        date: head.date.to_string(),
        sha256: grid.sha256.clone(),
        fondements: BasisCounts {
            texte: of(Basis::Text),
            version_voisine: of(Basis::OtherVersion),
            texte_lie: of(Basis::RelatedText),
            reconstitution: of(Basis::Reconstruction),
        },
        avertissement: phrases::grid_warning(grid),
        note_axes: head.axes_note.clone(),
        remplacee_par: view.matter.assessment.replaced.as_ref().map(|replaced| ReplacedBy {
            version: replaced.version.to_string(),
            le: replaced.on.to_string(),
        }),
        bareme: ScaleValues {
            coef_exigences: scale.requirements,
            coef_recommandations: scale.recommendations,
            coef_partiel: scale.partial,
            note_max: scale.top,
            seuil_partielle: scale.partial_threshold,
            validite_mois: scale.months_valid,
            validite_apres_remplacement_mois: scale.months_after_replacement,
        },
    }
}

/// The project of a report.
#[must_use]
pub fn project_identity(view: &View<'_>) -> ProjectIdentity {
    let project = view.matter.project;
    ProjectIdentity {
        intitule: project.title.value.clone(),
        objet: project.object.key().into(),
        date_evaluation: project.assessed_on.value.to_string(),
        perimetre: ScopeWords {
            degres: keys(&project.scope.degrees),
            roles: keys(&project.scope.roles),
            socle: project.scope.core,
        },
        enonces: view.total().in_scope(),
        enonces_grille: view.matter.grid.in_force(),
    }
}

fn mention(view: &View<'_>) -> Option<MentionWords> {
    let mention = view.mention()?;
    let label = phrases::mention(mention);
    Some(MentionWords {
        code: mention.verdict.key().into(),
        libelle: mention.verdict.label().into(),
        appui: mention.support.map(|support| support.key().into()),
        phrase: format!("{label} — {}", phrases::scope(view)),
    })
}

/// A rate with its percentage.
#[must_use]
pub fn rate(rate: Option<Rate>) -> Option<RateValue> {
    rate.map(|rate| RateValue { num: rate.num, den: rate.den, pct: rate.percent() })
}

pub(in crate::report) fn level(counts: &Counts, level: Level) -> LevelFigures {
    LevelFigures {
        enonces: counts.in_scope,
        applicables: counts.applicable(),
        applicables_stricts: counts.strictly_applicable(),
        conformes: counts.compliant,
        partiels: counts.partial,
        non_conformes: counts.non_compliant,
        a_evaluer: counts.to_assess,
        sans_objet: counts.not_applicable,
        sans_objet_hors_cas: counts.unforeseen,
        derogations: counts.waived,
        expliques: counts.explained,
        infirmes: counts.refuted,
        conformes_prouves: counts.compliant_proved,
        partiels_prouves: counts.partial_proved,
        conformes_verifies: counts.compliant_verified,
        taux: rate(counts.rate()),
        taux_prouve: rate(counts.proved_rate()),
        taux_verifie: rate(counts.verified_rate()),
        taux_hors_derogation: rate(counts.rate_without_waivers()),
        completude: rate(counts.completeness()),
        avancement: rate(counts.progress()),
        prise_en_compte: match level {
            Level::Requirement => None,
            Level::Recommendation => rate(counts.taken_into_account()),
        },
    }
}

fn marks(marks: &Marks, top: u32) -> MarkValues {
    let decimal = |tenths| one_decimal(tenths, '.');
    MarkValues {
        theorique: marks.theoretical.as_ref().map(|mark| decimal(mark.tenths())),
        pratique: marks.practical.as_ref().map(|mark| decimal(mark.tenths())),
        ecart: marks.gap().map(|(negative, tenths)| {
            let sign = if negative && tenths > 0 { "-" } else { "" };
            format!("{sign}{}", decimal(tenths))
        }),
        sur: top,
    }
}

fn statement(row: &Row<'_>) -> StatementResult {
    let statement = row.statement;
    StatementResult {
        id: statement.id.clone(),
        axe: row.axis.to_owned(),
        modalite: statement.modality.key().into(),
        niveau: statement.level().key().into(),
        critique: statement.critical,
        enonce: statement.text.clone(),
        fondement: statement.basis.value.key().into(),
        concerne: keys(&statement.roles),
        objets: keys(&statement.objects),
        degres: keys(&statement.degrees),
        socle: statement.core,
        preuves_attendues: keys(&statement.expected_evidence),
        sans_objet_si: statement.not_applicable_if.clone(),
        statut: row.declared.key().into(),
        compte_comme: row.judged.standing.key().into(),
        justification: row.justification.map(String::from),
        commentaire_interne: row.internal_comment.map(String::from),
        prouve: row.judged.proved,
        verifie: row.judged.verified,
        infirme: row.judged.refuted,
        derogation: row.judged.waived,
        sans_objet_prevu: row.judged.foreseen,
        preuves: row.pieces.iter().map(piece_result).collect(),
        derogation_declaree: row.waiver.as_ref().map(declared_waiver),
        action: row.action.as_ref().map(|action| ActionResult {
            libelle: action.label.to_owned(),
            porteur: action.owner.map(String::from),
            echeance: day(action.due),
        }),
        verification: row.verification.as_ref().map(|one| VerificationResult {
            par: one.by.map(String::from),
            le: one.verification.on.value.to_string(),
            avis: one.verification.opinion.key().into(),
            remarque: one.verification.remark.clone(),
        }),
        evalue_le: day(row.assessed_on),
        evalue_par: row.assessed_by.map(String::from),
    }
}

/// A piece and what it is worth.
#[must_use]
pub fn piece_result(row: &PieceRow<'_>) -> PieceResult {
    let piece = row.piece;
    PieceResult {
        fichier: row.path.map(String::from),
        reference: piece.reference.clone(),
        page: piece.page.clone(),
        kind: piece.kind.map(|kind| kind.value.key().into()),
        date: read_day(piece.date),
        valable_jusqu_au: read_day(piece.valid_until),
        sha256: row.sha256.map(String::from),
        valable: *row.validity == Validity::Valid,
        etat: phrases::validity_code(row.validity).into(),
    }
}

fn declared_waiver(row: &WaiverRow<'_>) -> WaiverResult {
    let waiver = row.waiver;
    WaiverResult {
        accordee_par: waiver.granted_by.clone(),
        reference: waiver.reference.clone(),
        motif: waiver.ground.clone(),
        accordee_le: read_day(waiver.granted_on),
        echeance: read_day(waiver.until),
        compensation: waiver.compensation.clone(),
        etat: phrases::waiver_code(&row.state).into(),
        manque: waiver.missing().into_iter().map(String::from).collect(),
        complete: waiver.missing().is_empty(),
        en_vigueur: row.state == WaiverState::Holds,
    }
}
