//! `schema`, and the hidden `completion` and `manuel`.

use clap::Command;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::answers::keys as answer_keys;
use crate::cli::Exit;
use crate::cli::arguments::SchemaName;
use crate::cli::session::Session;
use crate::diagnostic::Severity;
use crate::grid::keys as grid_keys;
use crate::market::keys as market_keys;
use crate::report::changes::json::GridChanges;
use crate::report::comparison::ComparisonReport;
use crate::report::inventory::EvidenceReport;
use crate::report::json::Report;
use crate::report::tender::TenderReport;
use crate::words::{json_text, shown};
use crate::yaml::schema::schema as schema_of;

pub(super) fn schema(session: Session, name: SchemaName) -> Exit {
    session.finish(&schema_text(name), Severity::Note, false)
}

/// A published schema, as text.
pub(super) fn schema_text(name: SchemaName) -> String {
    let value = match name {
        SchemaName::Grille => schema_of(&grid_keys::GRID, "Grille de conformité : grille.yaml"),
        SchemaName::Enonces => schema_of(&grid_keys::AXIS_FILE, "Énoncés d'un axe de grille"),
        SchemaName::Projet => schema_of(&answer_keys::PROJECT, "Projet évalué : projet.yaml"),
        SchemaName::Reponses => schema_of(&answer_keys::ANSWERS, "Réponses d'un projet"),
        SchemaName::Mouvements => {
            schema_of(&grid_keys::MOVES, "Mouvements d'une version de grille à la suivante")
        }
        SchemaName::Marche => schema_of(&market_keys::MARKET, "Consultation : marche.yaml"),
        SchemaName::Analyse => schema_of(&market_keys::APPRAISAL, "Analyse d'une offre"),
        SchemaName::Rapport => schema_of_type::<Report>(),
        SchemaName::Changements => schema_of_type::<GridChanges>(),
        SchemaName::Preuves => schema_of_type::<EvidenceReport>(),
        SchemaName::Depouillement => schema_of_type::<TenderReport>(),
        SchemaName::Comparaison => schema_of_type::<ComparisonReport>(),
    };
    json_text(&value)
}

fn schema_of_type<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    generator.into_root_schema_for::<T>().into()
}

pub(super) fn completion(session: Session, shell: clap_complete::Shell) -> Exit {
    use clap_complete::Generator;
    let mut command = crate::cli::command();
    command.set_bin_name("sdet");
    command.build();
    let mut text = Vec::new();
    match shell.try_generate(&command, &mut text) {
        Ok(()) => session.finish(&String::from_utf8_lossy(&text), Severity::Note, false),
        Err(_) => Exit::Io,
    }
}

pub(super) fn manual(session: Session, path: &[String]) -> Exit {
    let mut command = crate::cli::command();
    command.build();
    let mut page: &Command = &command;
    for name in path {
        let Some(found) = page.find_subcommand(name) else {
            session.usage(
                &format!("commande inconnue : {}", shown(name)),
                "« sdet --aide » donne la liste des commandes",
            );
            return Exit::Usage;
        };
        page = found;
    }
    let mut text = Vec::new();
    match clap_mangen::Man::new(page.clone()).render(&mut text) {
        Ok(()) => {
            session.finish(&french_sections(&String::from_utf8_lossy(&text)), Severity::Note, false)
        }
        Err(_) => Exit::Io,
    }
}

/// The section titles that `clap_mangen` writes in English.
fn french_sections(page: &str) -> String {
    let titles = [
        (".SH NAME", ".SH NOM"),
        (".SH OPTIONS", ".SH OPTIONS"),
        (".SH SUBCOMMANDS", ".SH COMMANDES"),
        (".SH EXTRA", ".SH EXEMPLES"),
        (".SH VERSION", ".SH VERSION"),
    ];
    titles.iter().fold(page.to_owned(), |text, (english, french)| text.replace(english, french))
}
