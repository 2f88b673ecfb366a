//! From the tree of `marche.yaml` to a [`Market`].

use super::keys::{AXIS_WEIGHT, COMPLEMENT, CRITICAL, FORMAT, MARKET, MARKET_WAIVER, REQUIREMENTS};
use super::scaffold::UNKNOWN;
use super::{AxisWeight, Complement, Complements, Eliminating, Market, MarketWaiver, Weights};
use crate::answers::{is_complement, read_scope, refused};
use crate::diagnostic::{Code, Diagnostic};
use crate::grid::{Scale, check_format, read_name};
use crate::source::{SourceId, Span};
use crate::words::{ComplementRule, fold, quoted, shown};
use crate::yaml::scalar::first_line;
use crate::yaml::table::Table;
use crate::yaml::tree::read as read_tree;
use crate::yaml::{Reading, Spanned};

/// The best mark where the market announces none.
const TOP: u32 = 20;

/// Reads a market file; what only its grid can tell is for [`super::check_market`].
pub fn read_market(file: SourceId, cx: &mut Reading<'_>) -> Option<Market> {
    let node = read_tree(file, cx);
    check_format(&node, FORMAT, cx)?;
    let table = Table::open(&node, &MARKET, Span::new(file, 0, 0), cx)?;
    let _ = table.number("format", cx);
    let grid = table
        .bare("grille", cx)
        .and_then(|text| Some(Spanned { value: read_name(&text, cx)?, span: text.span }));
    let object = table.word("objet", cx);
    let title = table.line("intitule", cx);
    let buyer = table.line("acheteur", cx);
    report_unknown(buyer.as_ref(), "acheteur", cx);
    let reference = table.line("reference", cx).map(|text| text.value);
    let sent_on = table.date("date", cx);
    let scope = table.table("perimetre", cx).map(|table| read_scope(table, cx));
    let eliminating = table.bares("eliminatoires", cx).map(eliminating);
    let has_weights = !table.is_blank("ponderation");
    let span = table.key_span("ponderation");
    let weights = table.table("ponderation", cx).and_then(|table| read_weights(table, span, cx));
    let has_complements = !table.is_blank("complements");
    let complements = table.table("complements", cx).and_then(|table| read_complements(table, cx));
    let waivers = read_waivers(&table, cx);
    table.done();
    // A part that is there and could not be read is an error already said.
    if (has_weights && weights.is_none()) || (has_complements && complements.is_none()) {
        return None;
    }
    Some(Market {
        grid: grid?,
        object: object?.value,
        title: title?,
        buyer: buyer?.value,
        reference,
        sent_on: sent_on?.value,
        scope: scope.unwrap_or_default(),
        eliminating: eliminating?,
        weights,
        complements: complements.unwrap_or_default(),
        waivers: waivers?,
    })
}

/// Says that a mention printed in the pages is still the one that the program wrote.
pub(super) fn report_unknown(text: Option<&Spanned<String>>, key: &str, cx: &mut Reading<'_>) {
    if let Some(text) = text.filter(|text| text.value == UNKNOWN) {
        let message = format!("{} est encore {}", quoted(key), quoted(UNKNOWN));
        cx.report(
            Diagnostic::new(Code::LeftToComplete, message)
                .at(text.span)
                .help("complétez : cette mention est imprimée, et lue par les candidats"),
        );
    }
}

fn eliminating(words: Vec<Spanned<String>>) -> Eliminating {
    match words.as_slice() {
        [only] if fold(&only.value) == REQUIREMENTS => Eliminating::Requirements,
        [only] if fold(&only.value) == CRITICAL => Eliminating::Critical,
        _ => Eliminating::Listed(words),
    }
}

fn read_weights(table: Table<'_, '_>, span: Span, cx: &mut Reading<'_>) -> Option<Weights> {
    let requirements = table.number("exigences", cx);
    let recommendations = table.number("recommandations", cx);
    let partial = table.number("partiel", cx);
    let top = table.number("note_max", cx).map_or(TOP, |top| top.value);
    let mut axes = Vec::new();
    let items = table.items("axes", cx);
    let mut complete = items.is_some();
    for item in items.unwrap_or_default() {
        let read = Table::open(item, &AXIS_WEIGHT, first_line(item.span, cx), cx)
            .and_then(|table| read_axis_weight(table, cx));
        complete &= read.is_some();
        axes.extend(read);
    }
    table.done();
    let (requirements, recommendations) = (requirements?, recommendations?);
    let scale = Scale {
        requirements: requirements.value,
        recommendations: recommendations.value,
        partial: partial?.value,
        top,
        ..Scale::default()
    };
    if scale.requirements + scale.recommendations != 100 {
        let message = format!(
            "exigences ({}) et recommandations ({}) font {}, et non 100",
            scale.requirements,
            scale.recommendations,
            scale.requirements + scale.recommendations
        );
        cx.report(
            Diagnostic::new(Code::BadWeights, message)
                .at(requirements.span)
                .at(recommendations.span)
                .help("corrigez l'une des deux parts"),
        );
    }
    complete.then_some(Weights { scale, axes, span })
}

fn read_axis_weight(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Option<AxisWeight> {
    let axis = table.bare("axe", cx);
    let weight = table.number("poids", cx);
    table.done();
    Some(AxisWeight { axis: axis?, weight: weight?.value })
}

fn read_complements(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Complements> {
    let has_rule = !table.is_blank("regle");
    let rule = table.word("regle", cx);
    let items = table.items("enonces", cx);
    let mut complete = items.is_some();
    let mut statements: Vec<Complement> = Vec::new();
    let points_wanted = rule.is_some_and(|rule| rule.value == ComplementRule::Points);
    for item in items.unwrap_or_default() {
        let at = first_line(item.span, cx);
        let read = Table::open(item, &COMPLEMENT, at, cx)
            .and_then(|table| read_complement(table, points_wanted, cx));
        let read = read.filter(|one| is_new(one, &statements, cx));
        complete &= read.is_some();
        statements.extend(read);
    }
    table.done();
    if has_rule && rule.is_none() {
        return None;
    }
    let rule = rule.map_or_else(ComplementRule::default, |rule| rule.value);
    complete.then_some(Complements { rule, statements })
}

fn is_new(one: &Complement, others: &[Complement], cx: &mut Reading<'_>) -> bool {
    let Some(first) = others.iter().find(|other| other.id.value == one.id.value) else {
        return true;
    };
    let message = format!("complément {} défini deux fois", shown(&one.id.value));
    cx.report(
        Diagnostic::new(Code::BadComplement, message)
            .at_with(one.id.span, "encore ici")
            .at_with(first.id.span, "une première fois ici")
            .help("donnez-lui un autre numéro"),
    );
    false
}

fn read_complement(
    table: Table<'_, '_>,
    points_wanted: bool,
    cx: &mut Reading<'_>,
) -> Option<Complement> {
    let id = table.bare("id", cx).filter(|id| refuse_id(id, cx));
    let modality = table.word("modalite", cx);
    let text = table.prose("enonce", cx);
    let critical = table.boolean("critique", cx).is_some_and(|critical| critical.value);
    let expected_evidence = table.words("preuves_attendues", cx).unwrap_or_default();
    let not_applicable_if = table.prose("sans_objet_si", cx).map(|text| text.value);
    let has_points = !table.is_blank("points");
    let points = table.number("points", cx);
    let span = points.map_or_else(|| table.at(), |points| points.span);
    table.done();
    let id = id?;
    // Points that could not be read are an error already said.
    if has_points && points.is_none() {
        return None;
    }
    if points.is_some() != points_wanted {
        let (message, help) = match points_wanted {
            true => ("n'a pas de points, que la règle « points » demande", "ajoutez « points: »"),
            false => (
                "a des points, que la règle ne compte pas",
                "écrivez « regle: points », ou supprimez la ligne",
            ),
        };
        let message = format!("le complément {} {message}", shown(&id.value));
        cx.report(Diagnostic::new(Code::BadComplement, message).at(span).help(help));
        return None;
    }
    Some(Complement {
        id,
        modality: modality?.value,
        text: text?.value,
        critical,
        expected_evidence,
        not_applicable_if,
        points: points.map(|points| points.value),
    })
}

fn refuse_id(id: &Spanned<String>, cx: &mut Reading<'_>) -> bool {
    if is_complement(&id.value) {
        return true;
    }
    cx.report(refused(&id.value, id.span, "aucun énoncé d'une grille ne s'appelle ainsi"));
    false
}

fn read_waivers(table: &Table<'_, '_>, cx: &mut Reading<'_>) -> Option<Vec<MarketWaiver>> {
    let mut waivers: Vec<MarketWaiver> = Vec::new();
    let mut complete = true;
    if table.is_blank("derogations") {
        return Some(waivers);
    }
    for item in table.items("derogations", cx)? {
        let read = Table::open(item, &MARKET_WAIVER, first_line(item.span, cx), cx)
            .and_then(|table| read_waiver(table, cx));
        complete &= read.is_some();
        waivers.extend(read);
    }
    complete.then_some(waivers)
}

fn read_waiver(table: Table<'_, '_>, cx: &mut Reading<'_>) -> Option<MarketWaiver> {
    let statement = table.bare("enonce", cx);
    let ground = table.prose("motif", cx);
    let reference = table.line("reference", cx).map(|text| text.value);
    table.done();
    Some(MarketWaiver { statement: statement?, ground: ground?.value, reference })
}
