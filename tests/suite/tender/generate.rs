//! Random markets and bidders, written as their hands would: told by a seed.

use std::fs;
use std::path::{Path, PathBuf};

use super::fill::{Typed, filled, frame, text, write};

/// A small generator of numbers, told by its seed.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let sides = words.len() as u64;
        words[self.roll(sides) as usize]
    }
}

const AXES: [&str; 3] = ["ORG", "TEC", "JUR"];
pub(super) const TODAY: &str = "2013-10-15";

/// A grid of three axes, one of which may be empty for what is bought.
fn grid(dice: &mut Dice, folder: &Path) -> Vec<String> {
    let path = folder.join("grilles/essai/1.0");
    fs::create_dir_all(&path).expect("a folder");
    let axes: Vec<String> = AXES
        .iter()
        .map(|id| format!("  - {{ id: {id}, titre: \"Axe {id}\", fichier: {id}.yaml }}\n"))
        .collect();
    let head = format!(
        "format: 1\nid: essai\nversion: \"1.0\"\ntitre: \"Essai\"\netat: brouillon\ndate: 2013-01-01\nsource: {{ titre: \"D\", editeur: \"E\", version: \"1.0\" }}\nbareme: {{ coef_exigences: 60, coef_recommandations: 40, coef_partiel: {} }}\naxes:\n{}",
        dice.pick(&["50", "30", "0"]),
        axes.concat()
    );
    fs::write(path.join("grille.yaml"), head).expect("a file");
    let mut ids = Vec::new();
    for axis in AXES {
        let mut text = "enonces:\n".to_owned();
        let elsewhere = axis != "ORG" && dice.chance(10);
        for number in 1..=1 + dice.roll(6) {
            let id = format!("{axis}-{number:03}");
            let modality = dice.pick(&["doit", "doit", "ne_doit_pas", "devrait", "ne_devrait_pas"]);
            let verb = modality.replace('_', " ");
            let critical = if dice.chance(30) { ", critique: true" } else { "" };
            let object = if elsewhere { ", objets: [projet]" } else { "" };
            let foreseen = if dice.chance(30) { ", sans_objet_si: \"rien\"" } else { "" };
            let kinds = if dice.chance(40) { ", preuves_attendues: [document]" } else { "" };
            let withdrawn = if number == 6 { ", etat: abroge, motif: \"Retiré.\"" } else { "" };
            let (role, kept) = match (dice.roll(5), number) {
                (_, 1) => ("", true),
                (0, _) => (", concerne: [porteur]", false),
                (1, _) => (", concerne: [editeur, porteur]", true),
                _ => ("", true),
            };
            text.push_str(&format!(
                "  - {{ id: {id}, modalite: {modality}, enonce: \"La solution {verb} servir {id}.\", fondement: reconstitution{critical}{object}{foreseen}{kinds}{withdrawn}{role} }}\n"
            ));
            if !elsewhere && kept && withdrawn.is_empty() {
                ids.push(id);
            }
        }
        fs::write(path.join(format!("{axis}.yaml")), text).expect("a file");
    }
    ids
}

fn market(dice: &mut Dice, folder: &Path, ids: &[String]) -> Vec<String> {
    let mut text = "format: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: \"M\"\nacheteur: \"A\"\ndate: 2013-09-02\nperimetre: { roles: [editeur] }\n".to_owned();
    let mut all = ids.to_vec();
    let rule = dice.pick(&["comptes", "taux", "points"]);
    if dice.chance(70) {
        text.push_str(&format!("complements:\n  regle: {rule}\n  enonces:\n"));
        for number in 1..=1 + dice.roll(3) {
            let modality = dice.pick(&["doit", "devrait"]);
            let points = if rule == "points" {
                format!(", points: {}", dice.roll(20))
            } else {
                String::new()
            };
            let foreseen = if dice.chance(50) { ", sans_objet_si: \"rien\"" } else { "" };
            let critical = if dice.chance(30) { ", critique: true" } else { "" };
            let kinds = if dice.chance(40) { ", preuves_attendues: [document]" } else { "" };
            text.push_str(&format!(
                "    - {{ id: LOC-{number}, modalite: {modality}, enonce: \"Il {modality} {number}.\"{points}{foreseen}{critical}{kinds} }}\n"
            ));
            all.push(format!("LOC-{number}"));
        }
    }
    // What the market does not ask for cannot eliminate.
    let (waived, listable) = (dice.chance(30), all.len() as u64 - 1);
    text.push_str(&match dice.roll(3) {
        0 => "eliminatoires: exigences\n".to_owned(),
        1 if listable > 0 => {
            format!("eliminatoires: [{}]\n", all[1 + dice.roll(listable) as usize])
        }
        _ => "eliminatoires: critiques\n".to_owned(),
    });
    if dice.chance(80) {
        let share = dice.roll(101);
        let first = dice.roll(101);
        let second = dice.roll(101 - first);
        text.push_str(&format!(
            "ponderation:\n  exigences: {share}\n  recommandations: {}\n  partiel: {}\n  note_max: {}\n  axes:\n    - {{ axe: ORG, poids: {first} }}\n    - {{ axe: TEC, poids: {second} }}\n    - {{ axe: JUR, poids: {} }}\n",
            100 - share,
            dice.roll(101),
            1 + dice.roll(100),
            100 - first - second
        ));
    }
    if waived {
        text.push_str(&format!(
            "derogations:\n  - enonce: {}\n    motif: \"Non demandé.\"\n",
            ids[0]
        ));
    }
    fs::create_dir_all(folder.join("m/analyse")).expect("a folder");
    fs::write(folder.join("m/marche.yaml"), text).expect("a file");
    all
}

/// The hash of the text « une ».
const ONE: &str = "52597892af72166c5a1b5a1ef53f51beb6de370dab847be9026fb145caf1c213";

const STATUSES: [&str; 6] =
    ["Conforme", "Conforme", "Conforme", "Partiel", "Non conforme", "Sans objet"];

/// What a bidder types.
fn answers(dice: &mut Dice, ids: &[String]) -> Typed {
    let mut typed = Typed::new();
    for id in ids {
        if dice.chance(10) {
            continue;
        }
        let row = typed.entry(id.clone()).or_default();
        let mut put = |heading: &str, text: &str| row.insert(heading.into(), text.into());
        put("Statut", dice.pick(&STATUSES));
        if dice.chance(70) {
            put("Justification", "Parce que.");
        }
        for piece in 1..=dice.roll(4) {
            let mut put = |name: &str, text: &str| put(&format!("Preuve {piece} : {name}"), text);
            put(
                "fichier",
                dice.pick(&["preuves/une.txt", "preuves/deux.txt", "preuves/absente.txt"]),
            );
            put("type", dice.pick(&["document", "rapport_essai"]));
            match dice.roll(6) {
                0 => put("date", "16/10/2013"),
                1 => put("valable jusqu'au", "14/10/2013"),
                2 => put("valable jusqu'au", "15/10/2013"),
                3 => put("date", "02/05/2013"),
                4 => put("empreinte SHA-256", &"0".repeat(64)),
                _ => put("empreinte SHA-256", ONE),
            };
        }
        if dice.chance(20) {
            put("Dérogation : accordée par", "Rectorat");
            put("Dérogation : motif", "Motif");
            if dice.chance(80) {
                put("Dérogation : référence", "R1");
            }
            put("Dérogation : échéance", dice.pick(&["14/10/2013", "15/10/2013", "31/12/2014"]));
            if dice.chance(30) {
                put("Dérogation : accordée le", dice.pick(&["01/01/2013", "16/10/2013"]));
            }
        }
    }
    typed
}

/// The same as a project, for those who answer in YAML.
fn project(path: &Path, name: &str, typed: &Typed) {
    fs::create_dir_all(path.join("reponses")).expect("a folder");
    let head = format!(
        "format: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: \"{name}\"\ndate_evaluation: 2013-09-20\n"
    );
    fs::write(path.join("projet.yaml"), head).expect("a file");
    let mut parts = ["reponses:\n".to_owned(), "complements:\n".to_owned()];
    for (id, cells) in typed {
        let mut text = format!("  {id}:\n");
        for (heading, key) in [("Statut", "statut"), ("Justification", "justification")] {
            if let Some(cell) = cells.get(heading) {
                text.push_str(&format!("    {key}: \"{cell}\"\n"));
            }
        }
        let waiver = [
            ("Dérogation : accordée par", "accordee_par"),
            ("Dérogation : référence", "reference"),
            ("Dérogation : motif", "motif"),
            ("Dérogation : accordée le", "accordee_le"),
            ("Dérogation : échéance", "echeance"),
        ];
        let waiver: String = waiver
            .iter()
            .filter_map(|(heading, key)| {
                Some(format!("      {key}: \"{}\"\n", cells.get(*heading)?))
            })
            .collect();
        if !waiver.is_empty() {
            text.push_str(&format!("    derogation:\n{waiver}"));
        }
        for number in 1..=3 {
            let cell = |name: &str| cells.get(&format!("Preuve {number} : {name}"));
            let Some(file) = cell("fichier") else { continue };
            let title = if number == 1 { "    preuves:\n" } else { "" };
            text.push_str(&format!("{title}      - fichier: {file}\n"));
            for (name, key) in [
                ("type", "type"),
                ("date", "date"),
                ("valable jusqu'au", "valable_jusqu_au"),
                ("empreinte SHA-256", "sha256"),
            ] {
                if let Some(cell) = cell(name) {
                    text.push_str(&format!("        {key}: \"{cell}\"\n"));
                }
            }
        }
        parts[usize::from(id.starts_with("LOC-"))].push_str(&text);
    }
    let [grid, own] = parts;
    let own = if own == "complements:\n" { String::new() } else { own };
    fs::write(path.join("reponses/tout.yaml"), format!("{grid}{own}")).expect("a file");
}

/// The appraisal of « NOM ».
fn appraisal(dice: &mut Dice, ids: &[String], diligent: bool) -> String {
    if diligent {
        return whole_appraisal(dice, ids);
    }
    let mut text = format!(
        "format: 1\ncandidat: \"NOM\"\npar: \"F\"\nle: {}\n",
        dice.pick(&["2013-10-10", "2013-10-10", "2013-10-15", "2013-10-16"])
    );
    if dice.chance(70) {
        text.push_str("declare_retenu:\n  motif: \"Cohérent.\"\n");
    }
    text.push_str("appreciations:\n");
    let few = dice.roll(101);
    for id in ids.iter().filter(|_| dice.chance(few)).cloned().collect::<Vec<_>>() {
        let status = dice.pick(&[
            "conforme",
            "conforme",
            "partiel",
            "non_conforme",
            "sans_objet",
            "a_evaluer",
            "",
        ]);
        text.push_str(&format!("  {id}:\n    statut: {status}\n"));
        if dice.chance(80) {
            text.push_str("    motif: \"Vu.\"\n");
        }
        if dice.chance(30) {
            text.push_str("    derogation_admise: oui\n");
        }
        if dice.chance(20) {
            text.push_str("    par: \"Un autre\"\n");
        }
        if dice.chance(20) {
            text.push_str(&format!("    le: {}\n", dice.pick(&["2013-10-01", "2013-11-01"])));
        }
    }
    text
}

/// The same where nothing is left open, and most is retained: only such offers have notes.
fn whole_appraisal(dice: &mut Dice, ids: &[String]) -> String {
    let mut text =
        "format: 1\ncandidat: \"NOM\"\npar: \"F\"\nle: 2013-10-10\nappreciations:\n".to_owned();
    for id in ids {
        let status = match dice.roll(12) {
            0 => "partiel",
            1 => "non_conforme",
            2 => "sans_objet",
            _ => "conforme",
        };
        let admitted = dice.pick(&["oui", "non"]);
        text.push_str(&format!(
            "  {id}:\n    statut: {status}\n    motif: \"Vu.\"\n    derogation_admise: {admitted}\n"
        ));
    }
    text
}

/// The pieces of an offer: two of the three that answers name.
fn evidence(folder: &Path) {
    fs::create_dir_all(folder.join("preuves")).expect("a folder");
    for name in ["une", "deux"] {
        fs::write(folder.join(format!("preuves/{name}.txt")), name).expect("a file");
    }
}

/// A tender of at most thirty bidders.
pub(super) fn tender(dice: &mut Dice, folder: &Path) -> Vec<PathBuf> {
    let number = 1 + dice.roll(30);
    tender_of(dice, folder, number)
}

/// A tender on disk, and its offers in the order they are given: projects, and frames as workbooks
/// or as texts. Some bidders answer as the one before them, so that there are ties.
pub(super) fn tender_of(dice: &mut Dice, folder: &Path, bidders: u64) -> Vec<PathBuf> {
    let ids = grid(dice, folder);
    let all = market(dice, folder, &ids);
    let rows = frame(folder, "m", "--grilles grilles");
    let mut offers = Vec::new();
    let mut before: Option<(Typed, String)> = None;
    let diligent = dice.chance(60);
    for number in 0..bidders {
        let name = format!("Candidat {number:02}");
        let again = before.take().filter(|_| dice.chance(25));
        let (typed, said) =
            again.unwrap_or_else(|| (answers(dice, &all), appraisal(dice, &all, diligent)));
        let path = match dice.roll(3) {
            0 => {
                let path = folder.join(format!("o{number}.xlsx"));
                write(&path, &name, &filled(rows.clone(), &typed));
                path
            }
            1 => {
                let path = folder.join(format!("o{number}.csv"));
                let bytes = text(&name, &filled(rows.clone(), &typed), b';');
                fs::write(&path, bytes).expect("a file");
                path
            }
            _ => {
                let path = folder.join(format!("o{number}"));
                project(&path, &name, &typed);
                path
            }
        };
        evidence(&path.with_extension(""));
        if dice.chance(90) {
            let text = said.replace("NOM", &name);
            fs::write(folder.join(format!("m/analyse/a{number}.yaml")), text).expect("a file");
        }
        offers.push(path);
        before = Some((typed, said));
    }
    offers
}
