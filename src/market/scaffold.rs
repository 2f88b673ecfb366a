//! The files that start a tender: `marche.yaml`, and the files of `analyse/`.

use super::judge::{Bidder, Tender};
use crate::answers::scaffold::{Plan, comment, modeline, scope, statement_comment};
use crate::date::Date;
use crate::grid::{Grid, Statement};
use crate::words::{Status, Vocabulary, fold, fr, plain_line};
use crate::yaml::write::{double_quoted, wrapped};

/// What a new market says of itself.
pub(super) const UNKNOWN: &str = "À compléter";

/// A new `marche.yaml`: what is not known yet is a comment to uncomment.
#[must_use]
pub fn market_file(grid: &Grid, plan: &Plan) -> String {
    let mut out = modeline("", "marche");
    out.push_str(&comment("La consultation : ce que l'acheteur demande et annonce. Ce fichier décide du cadre de réponse et du dépouillement ; il ne doit plus changer une fois le cadre envoyé."));
    out.push_str(&format!(
        "format: 1\ngrille: \"{}\"\nobjet: {}\nintitule: {}\nacheteur: {}\n# reference: \"…\"\n",
        grid.head.name,
        plan.object.key(),
        double_quoted(&plan.title),
        double_quoted(UNKNOWN),
    ));
    out.push_str(&comment("Jour où la consultation est envoyée."));
    out.push_str(&format!("date: {}\n", plan.day));
    out.push_str(&comment("Part de la grille demandée ; une ligne absente n'exclut rien."));
    out.push_str(&scope(&plan.scope));
    out.push('\n');
    out.push_str(&comment("Ce qui écarte une offre, sauf régularisation : exigences (tous les « doit »), critiques, ou une liste : [TEC-001, LOC-001]."));
    out.push_str("eliminatoires: exigences\n\n");
    out.push_str(&comment("Poids annoncés dans le règlement de la consultation. Sans eux, aucune note et aucun classement. Les deux parts font 100, les poids des axes aussi."));
    out.push_str(
        "# ponderation:\n#   exigences: …\n#   recommandations: …\n#   partiel: …\n#   axes:\n",
    );
    for axis in &grid.head.axes {
        out.push_str(&format!("#     - {{ axe: {}, poids: … }}\n", axis.id));
    }
    out.push('\n');
    out.push_str(&comment("Énoncés de l'acheteur, en plus de la grille ; jamais dans ses taux. Règle : comptes, taux ou points (chaque énoncé a alors ses points)."));
    out.push_str("# complements:\n#   regle: comptes\n#   enonces:\n#     - id: LOC-001\n#       modalite: doit\n#       enonce: \"Le titulaire doit …\"\n\n");
    out.push_str(&comment("Énoncés de la grille que le marché ne demande pas."));
    out.push_str(
        "# derogations:\n#   - enonce: …\n#     motif: \"…\"\n#     reference: \"CCTP, article …\"\n",
    );
    out
}

/// What to do with a new market, for whoever opens its folder.
#[must_use]
pub fn read_me(plan: &Plan) -> String {
    fr(&format!(
        "# {}\n\n\
        1. Complétez `marche.yaml` : acheteur, périmètre, énoncés éliminatoires, poids, compléments.\n\
        2. Le cadre à joindre à la consultation : `sdet exporter --cadre . -o cadre.xlsx`\n\
        3. Rangez les cadres remplis dans `offres/`, et les pièces de chacun dans un dossier du même nom.\n\
        4. Préparez l'analyse : `sdet depouiller . offres --preparer-analyse`, puis remplissez `analyse/`.\n\
        5. Le dépouillement : `sdet depouiller . offres --format html -o depouillement.html`\n",
        plan.title.replace(['\n', '\r'], " ")
    ))
}

/// The file of `analyse/` of a bidder: every statement with what it declares, nothing retained.
#[must_use]
pub fn appraisal_file(tender: &Tender<'_>, bidder: &Bidder<'_>, day: Date) -> String {
    let mut out = modeline("../", "analyse");
    out.push_str(&comment("L'analyse de l'acheteur : pour chaque énoncé, le statut retenu et son motif. Vide : énoncé non analysé, et rien n'en est conclu. Le motif est nécessaire si le statut retenu n'est pas celui qui est déclaré, ou n'est pas « conforme »."));
    out.push_str(&format!(
        "format: 1\ncandidat: {}\npar: {}\nle: {day}\n",
        double_quoted(bidder.name()),
        double_quoted(UNKNOWN)
    ));
    out.push_str(&comment("Pour retenir tout ce que le candidat déclare, sauf les appréciations ci-dessous (une réponse vide n'est jamais retenue) :"));
    out.push_str("# declare_retenu:\n#   motif: \"…\"\n\nappreciations:\n");
    for line in bidder.all_lines() {
        let statement = tender.terms.statement(line.place);
        let answer = bidder.answer(line.place);
        let why = answer.and_then(|one| one.justification.as_ref()).map(|text| text.value.as_str());
        out.push_str(&entry(statement, line.declared, why));
    }
    out
}

fn entry(statement: &Statement, declared: Status, why: Option<&str>) -> String {
    let mut out = format!("\n{}", statement_comment(statement));
    let mut said = fr(&format!("Déclaré : {}", declared.printed()));
    if let Some(why) = why {
        said.push_str(" — ");
        said.push_str(&plain_line(why));
    }
    out.extend(wrapped(&said, 74).iter().map(|line| format!("  #| {line}\n")));
    out.push_str(&format!("  {}:\n    statut:\n    motif: |\n", statement.id));
    out
}

/// A name for the file of a bidder: letters, digits and hyphens, told apart from those taken.
#[must_use]
pub fn file_stem(name: &str, taken: &[String]) -> String {
    let plain: String =
        fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let base: String = words.join("-").chars().take(40).collect();
    let base = if base.is_empty() { "candidat".to_owned() } else { base };
    let numbered = (2..).map(|number: u32| format!("{base}-{number}"));
    let mut names = std::iter::once(base.clone()).chain(numbered);
    names.find(|one| !taken.contains(one)).unwrap_or(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_after_bidders_whatever_their_name() {
        assert_eq!(file_stem("Établissements Durand & Fils", &[]), "etablissements-durand-fils");
        assert_eq!(file_stem("../../etc", &[]), "etc");
        assert_eq!(file_stem("…", &["candidat".into()]), "candidat-2");
    }
}
