//! Random markets, random bidders: the program and the recount agree, and nothing that should not
//! count changes anything. `SDET_TENDERS` sets how many.

use std::fs;
use std::path::{Path, PathBuf};

use super::fill::{Typed, filled, frame, opened, write};
use super::recount::{found, recount};
use crate::support::{asked, root, sdet};

/// A small generator of numbers, told by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let sides = words.len() as u64;
        words[self.roll(sides) as usize]
    }
}

const AXES: [&str; 3] = ["ORG", "TEC", "JUR"];
const TODAY: &str = "2013-10-15";

/// A grid of three axes, one of which may be empty for what is bought.
fn grid(dice: &mut Dice, folder: &Path) -> Vec<String> {
    let path = folder.join("grilles/essai/1.0");
    fs::create_dir_all(&path).expect("a folder");
    let axes: Vec<String> = AXES
        .iter()
        .map(|id| format!("  - {{ id: {id}, titre: \"Axe {id}\", fichier: {id}.yaml }}\n"))
        .collect();
    let head = format!(
        "format: 1\nid: essai\nversion: \"1.0\"\ntitre: \"Essai\"\netat: brouillon\ndate: 2013-01-01\nsource: {{ titre: \"D\", editeur: \"E\", version: \"1.0\" }}\naxes:\n{}",
        axes.concat()
    );
    fs::write(path.join("grille.yaml"), head).expect("a file");
    let mut ids = Vec::new();
    for axis in AXES {
        let mut text = "enonces:\n".to_owned();
        let elsewhere = axis != "ORG" && dice.chance(10);
        for number in 1..=1 + dice.roll(6) {
            let id = format!("{axis}-{number:03}");
            let (modality, verb) =
                if dice.chance(70) { ("doit", "doit") } else { ("devrait", "devrait") };
            let critical = if dice.chance(30) { ", critique: true" } else { "" };
            let object = if elsewhere { ", objets: [projet]" } else { "" };
            let foreseen = if dice.chance(30) { ", sans_objet_si: \"rien\"" } else { "" };
            text.push_str(&format!(
                "  - {{ id: {id}, modalite: {modality}, enonce: \"La solution {verb} servir {id}.\", fondement: reconstitution{critical}{object}{foreseen} }}\n"
            ));
            if !elsewhere {
                ids.push(id);
            }
        }
        fs::write(path.join(format!("{axis}.yaml")), text).expect("a file");
    }
    ids
}

fn market(dice: &mut Dice, folder: &Path, ids: &[String]) -> Vec<String> {
    let mut text = "format: 1\ngrille: \"essai@1.0\"\nobjet: solution\nintitule: \"M\"\nacheteur: \"A\"\ndate: 2013-09-02\n".to_owned();
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
            text.push_str(&format!(
                "    - {{ id: LOC-{number}, modalite: {modality}, enonce: \"Il {modality} {number}.\"{points} }}\n"
            ));
            all.push(format!("LOC-{number}"));
        }
    }
    text.push_str(&match dice.roll(3) {
        0 => "eliminatoires: exigences\n".to_owned(),
        1 => "eliminatoires: critiques\n".to_owned(),
        _ => format!("eliminatoires: [{}]\n", all[dice.roll(all.len() as u64) as usize]),
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
    if dice.chance(30) {
        text.push_str(&format!(
            "derogations:\n  - enonce: {}\n    motif: \"Non demandé.\"\n",
            ids[0]
        ));
    }
    fs::create_dir_all(folder.join("m/analyse")).expect("a folder");
    fs::write(folder.join("m/marche.yaml"), text).expect("a file");
    all
}

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
        parts[usize::from(id.starts_with("LOC-"))].push_str(&text);
    }
    let [grid, own] = parts;
    let own = if own == "complements:\n" { String::new() } else { own };
    fs::write(path.join("reponses/tout.yaml"), format!("{grid}{own}")).expect("a file");
}

fn appraisal(dice: &mut Dice, name: &str, ids: &[String]) -> String {
    let mut text = format!(
        "format: 1\ncandidat: \"{name}\"\npar: \"F\"\nle: {}\n",
        dice.pick(&["2013-10-10", "2013-10-10", "2013-10-15", "2013-10-16"])
    );
    if dice.chance(70) {
        text.push_str("declare_retenu:\n  motif: \"Cohérent.\"\n");
    }
    text.push_str("appreciations:\n");
    for id in ids.iter().filter(|_| dice.chance(50)).cloned().collect::<Vec<_>>() {
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
            text.push_str(&format!("    le: {}\n", dice.pick(&["2013-10-01", "2013-11-01"])));
        }
    }
    text
}

/// A tender on disk, and its offers in the order they are given.
fn tender(dice: &mut Dice, folder: &Path) -> Vec<PathBuf> {
    let ids = grid(dice, folder);
    let all = market(dice, folder, &ids);
    let rows = frame(folder, "m", "--grilles grilles");
    let mut offers = Vec::new();
    for number in 0..1 + dice.roll(30) {
        let name = format!("Candidat {}", (b'a' + (number % 26) as u8) as char).to_owned()
            + &"x".repeat((number / 26) as usize);
        let typed = answers(dice, &all);
        let path = if dice.chance(50) {
            let path = folder.join(format!("o{number}.xlsx"));
            write(&path, &name, &filled(rows.clone(), &typed));
            path
        } else {
            let path = folder.join(format!("o{number}"));
            project(&path, &name, &typed);
            path
        };
        if dice.chance(90) {
            let text = appraisal(dice, &name, &all);
            fs::write(folder.join(format!("m/analyse/a{number}.yaml")), text).expect("a file");
        }
        offers.push(path);
    }
    offers
}

fn line(offers: &[PathBuf]) -> String {
    let names: Vec<String> = offers
        .iter()
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    format!("m {} --grilles grilles --date {TODAY}", names.join(" "))
}

#[test]
fn every_figure_of_the_example_is_recounted() {
    let market = root().join("examples/marche-ent");
    let offers =
        ["boreales", "cassiopee", "mistral"].map(|name| market.join(format!("offres/{name}.xlsx")));
    let offers: Vec<&Path> = offers.iter().map(PathBuf::as_path).collect();
    let report =
        opened(&root(), &format!("examples/marche-ent examples/marche-ent/offres --date {TODAY}"));
    let expected = recount(&market, &root().join("grids/sdet/4.1"), &offers, TODAY);
    assert_eq!(found(&report), expected);
}

#[test]
fn every_figure_of_random_markets_is_recounted() {
    for seed in 1..=u64::from(asked("SDET_TENDERS", 25)) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let offers = tender(&mut dice, folder.path());
        let paths: Vec<&Path> = offers.iter().map(PathBuf::as_path).collect();
        let report = opened(folder.path(), &line(&offers));
        let grid = folder.path().join("grilles/essai/1.0");
        let expected = recount(&folder.path().join("m"), &grid, &paths, TODAY);
        assert_eq!(found(&report), expected, "seed {seed}");
    }
}

/// Order of bidders, names of files, time zone and language change nothing but the columns.
#[test]
fn what_should_not_count_changes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut dice = Dice(20_131_015);
    let mut offers = Vec::new();
    while offers.len() < 4 {
        let _ = fs::remove_dir_all(folder.path().join("m"));
        offers = tender(&mut dice, folder.path());
    }
    let before = opened(folder.path(), &line(&offers));
    let mut renamed = Vec::new();
    for (at, path) in offers.iter().rev().enumerate() {
        let extension = path.extension().map(|one| format!(".{}", one.to_string_lossy()));
        let name = format!("z{at}-Été{}", extension.unwrap_or_default());
        fs::rename(path, folder.path().join(&name)).expect("renamed");
        renamed.push(folder.path().join(name));
    }
    let output = sdet(folder.path())
        .env("TZ", "America/Adak")
        .env("LANG", "C")
        .args(["depouiller"].into_iter().chain(line(&renamed).split(' ')))
        .args(["--format", "json", "-q"])
        .output()
        .expect("it runs");
    let mut after: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    after["candidats"].as_array_mut().expect("bidders").reverse();
    assert_eq!(after, before);
}
