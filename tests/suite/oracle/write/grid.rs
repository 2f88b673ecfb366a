//! Writes grids.

use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::Date;

use super::super::date::iso;
use super::super::evidence::hash;
use super::super::model::{Axis, Basis, Grid, Modality, Other, Row, Scale, Statement};
use super::{save, statement_id};

pub(crate) fn write_grid(grid: &Grid, grids: &Path) {
    let folder = grids.join(grid.id).join(grid.version);
    let mut text = grid_head(grid.id, grid.version, grid.published, grid.replaces);
    text.push_str("axes:\n");
    let mut files = Vec::new();
    for axis in &grid.axes {
        let (id, file) = (axis.id, axis.id.to_lowercase());
        let _ = writeln!(text, "  - {{ id: {id}, titre: \"Axe {id}\", fichier: {file}.yaml }}");
        files.push((format!("{file}.yaml"), axis_file(axis)));
    }
    text.push_str(&scale(&grid.scale));
    files.push(("grille.yaml".to_owned(), text));
    for (name, text) in &files {
        save(&folder.join(name), text);
    }
    if grid.published {
        let line = |(name, _): &(String, String)| format!("{}  {name}\n", hash(&folder.join(name)));
        save(&folder.join("EMPREINTES"), &files.iter().map(line).collect::<String>());
    }
}

pub(crate) fn write_other(other: &Other, grids: &Path) {
    let folder = grids.join(other.id).join(other.version);
    let mut text = grid_head(other.id, other.version, false, other.replaces);
    text.push_str("axes:\n  - { id: TEC, titre: Technique, fichier: technique.yaml }\n");
    let months = other.months_once_replaced;
    text.push_str(&scale(&Scale { months_once_replaced: months, ..Scale::default() }));
    save(&folder.join("grille.yaml"), &text);
    let row = Row { number: 1, statement: Statement::bare(Modality::Must), answer: None };
    save(&folder.join("technique.yaml"), &axis_file(&Axis { id: "TEC", rows: vec![row] }));
}

fn grid_head(id: &str, version: &str, published: bool, replaces: Option<(&str, Date)>) -> String {
    let state = if published { "publiee" } else { "brouillon" };
    let mut text = format!(
        "format: 1\nid: {id}\nversion: \"{version}\"\ntitre: \"Grille {id}\"\netat: {state}\n\
         date: 2004-12-31\nsource:\n  titre: Document\n  editeur: Éditeur\n  version: \"9.9\"\n"
    );
    if let Some((version, since)) = replaces {
        let since = iso(since);
        let _ = writeln!(text, "remplace: {{ version: \"{version}\", le: {since} }}");
    }
    text
}

fn scale(scale: &Scale) -> String {
    let keys = [
        ("coef_exigences", scale.requirements),
        ("coef_recommandations", scale.requirements.map(|share| 100 - share)),
        ("coef_partiel", scale.partial),
        ("note_max", scale.max),
        ("seuil_partielle", scale.threshold),
        ("validite_mois", scale.months),
        ("validite_apres_remplacement_mois", scale.months_once_replaced),
    ];
    let lines: String =
        keys.iter().filter_map(|(key, value)| Some(format!("  {key}: {}\n", (*value)?))).collect();
    if lines.is_empty() { lines } else { format!("bareme:\n{lines}") }
}

fn axis_file(axis: &Axis) -> String {
    let rows: String = axis.rows.iter().map(|row| statement(axis.id, row)).collect();
    format!("enonces:\n{rows}")
}

fn statement(axis: &str, row: &Row) -> String {
    let Statement { modality, basis, roles, objects, degrees, .. } = &row.statement;
    let (word, verb) = match modality {
        Modality::Must => ("doit", "doit"),
        Modality::MustNot => ("ne_doit_pas", "ne doit pas"),
        Modality::Should => ("devrait", "devrait"),
        Modality::ShouldNot => ("ne_devrait_pas", "ne devrait pas"),
    };
    let (id, number) = (statement_id(axis, row.number), row.number);
    let mut text = format!("  - id: {id}\n    modalite: {word}\n");
    let _ = writeln!(text, "    enonce: \"La solution {verb} suivre la règle {number}.\"");
    text.push_str(match basis {
        Basis::Text => "    fondement: texte\n    source: { document: Document, version: \"9.9\", section: \"1\" }\n",
        Basis::OtherVersion => "    fondement: version_voisine\n    source: { document: Document, version: \"9.8\", section: \"1\" }\n",
        Basis::RelatedText => "    fondement: texte_lie\n    source: { document: Arrêté, section: \"article 2\" }\n",
        Basis::Reconstruction => "    fondement: reconstitution\n",
    });
    let lists = [
        ("concerne", roles),
        ("objets", objects),
        ("degres", degrees),
        ("preuves_attendues", &row.statement.kinds),
    ];
    for (key, words) in lists {
        if let Some(words) = words {
            let _ = writeln!(text, "    {key}: [{}]", words.join(", "));
        }
    }
    for (key, flag) in [("socle", row.statement.core), ("critique", row.statement.critical)] {
        if let Some(flag) = flag {
            let _ = writeln!(text, "    {key}: {flag}");
        }
    }
    if row.statement.foreseen {
        text.push_str("    sans_objet_si: \"le cas est prévu\"\n");
    }
    if row.statement.explained {
        text.push_str("    pourquoi: \"parce que\"\n");
    }
    text.push_str(match row.statement.withdrawn {
        None => "",
        Some(false) => "    etat: en_vigueur\n",
        Some(true) => "    etat: abroge\n    motif: \"retiré\"\n",
    });
    text
}
