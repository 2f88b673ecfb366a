//! `repondre` through a pipe: what is shown, what is saved, and when.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};

use super::{PROJECT, folder, project};
use crate::support::{run, sdet, stdout};

const COMMAND: [&str; 6] = ["repondre", "p.yaml", "--grilles", "grilles", "--date", "2013-06-14"];

fn start(folder: &Path, options: &[&str]) -> Child {
    sdet(folder)
        .args(COMMAND)
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// What a conversation gives, from these lines to its end.
fn talk(folder: &Path, options: &[&str], lines: &str) -> String {
    let mut child = start(folder, options);
    let mut input = child.stdin.take().expect("an input");
    // The program may end before it heard everything.
    let _ = input.write_all(lines.as_bytes());
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    let text = stdout(&output) + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{text}");
    for line in text.lines().filter(|line| !line.starts_with("> ")) {
        assert!(line.chars().count() <= 80, "{line}");
    }
    text
}

#[test]
fn a_conversation_is_plain_lines_in_their_order() {
    let folder = folder();
    let lines = "2\nLes archives restent à faire.\\\nC'est prévu.\npreuves/plan.txt\n12\n6\n1/6/2013\n01/06/2013\n\nArchiver\nExploitation\n31/12/2013\n\n?\nnon\n\nPublier\nr\n/e\n\n\n\nq\n";
    let text = talk(folder.path(), &[], lines);
    insta::assert_snapshot!("repondre", format!("{text}\n=== p.yaml\n{}", project(folder.path())));
}

#[test]
fn going_back_skipping_and_searching_lose_nothing() {
    let folder = folder();
    let text = talk(
        folder.path(),
        &[],
        "c\n\n\nr\nr\nr\nr\n3\nr\nr\ns\n/c rien de tel\n/c doit\n\n/x\nDS\n9\n/c annuaire\n1\nSur tout\n\ns\n",
    );
    insta::assert_snapshot!(
        "repondre-retour",
        format!("{text}\n=== p.yaml\n{}", project(folder.path()))
    );
}

#[test]
fn only_what_is_asked_for_is_asked() {
    let folder = folder();
    let text = talk(folder.path(), &["--exigences"], "");
    assert!(text.contains("Énoncé 1 sur 1"), "{text}");
    let none = talk(folder.path(), &["--a-revoir"], "");
    assert!(none.contains("plus rien à répondre"), "{none}");
    let wrong = run(folder.path(), "repondre p.yaml --grilles grilles --axe TECH");
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!(project(folder.path()), PROJECT);
}

/// What is erased between two pieces leaves no gap, and what is not saved is said.
#[test]
fn nothing_is_lost_without_a_word() {
    let folder = folder();
    let lines = "2\nok\npreuves/a.txt\n\n\n\npreuves/b.txt\nr\nr\nr\nr\nr\n/e\n3-4\nq\n";
    let text = talk(folder.path(), &[], lines);
    assert!(!text.contains("vient de changer"), "{text}");
    assert!(!text.contains("Refusé"), "a page 3-4 is a page: {text}");
    let now = project(folder.path());
    assert!(!now.contains("a.txt") && now.contains("b.txt") && now.contains("3-4"), "{now}");
    for ending in ["", "/q\n"] {
        let folder = super::folder();
        let text = talk(folder.path(), &[], &format!("1\nligne un\\\nligne deux\\\n{ending}"));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Le texte commencé n'a pas été enregistré."), "{text}");
        assert!(!text.contains("Tout est enregistré"), "{text}");
    }
    let folder = super::folder();
    let text = talk(folder.path(), &[], "1\nligne un\\\n/r\n");
    assert!(text.contains("Le texte commencé n'a pas été enregistré."), "{text}");
}

/// An answer that a change of grid put aside, shown, taken again, and no longer pending.
#[test]
fn former_answers_are_shown_and_may_be_taken_again() {
    let folder = folder();
    let old = "  TEC-002:\n    statut: a_evaluer\n    ancienne_reponse:\n      - grille: \"essai@0.9\"\n        enonce: TEC-002\n        statut: conforme\n        justification: \"Chaque nuit.\"\n  # fin\n";
    let project = PROJECT.replace("  TEC-002:\n", old);
    std::fs::write(folder.path().join("p.yaml"), &project).expect("a project");
    let text = talk(folder.path(), &["--a-revoir"], "6\n\n\n");
    assert!(text.contains("Ancienne réponse, TEC-002 (essai@0.9)"), "{text}");
    assert!(text.contains("Reprendre l'ancienne réponse"), "{text}");
    let now = super::project(folder.path());
    let expected = PROJECT.replace(
        "  TEC-002:\n",
        "  TEC-002:\n    statut: conforme\n    justification: \"Chaque nuit.\"\n  # fin\n",
    );
    assert_eq!(now, expected);
}

/// Reads what the program shows until a text comes.
fn until(child: &mut Child, wanted: &str) -> String {
    let output = child.stdout.as_mut().expect("an output");
    let mut seen = Vec::new();
    let mut byte = [0];
    while output.read(&mut byte).is_ok_and(|read| read == 1) {
        seen.push(byte[0]);
        if String::from_utf8_lossy(&seen).ends_with(wanted) {
            return String::from_utf8_lossy(&seen).into_owned();
        }
    }
    panic!("the program ended without « {wanted} »: {}", String::from_utf8_lossy(&seen));
}

fn say(child: &mut Child, line: &str) {
    let input = child.stdin.as_mut().expect("an input");
    input.write_all(line.as_bytes()).and_then(|()| input.flush()).expect("a line is heard");
}

#[test]
fn what_was_given_before_a_kill_is_there_and_the_rest_is_asked_again() {
    let folder = folder();
    let mut child = start(folder.path(), &[]);
    until(&mut child, "À évaluer (e)\n");
    say(&mut child, "2\n");
    until(&mut child, "compte)\n");
    child.kill().expect("a kill");
    child.wait().expect("an end");
    let expected = PROJECT.replace("  TEC-002:\n", "  TEC-002:\n    statut: partiel\n");
    assert_eq!(project(folder.path()), expected);
    // Its reason was not given: it is still open, and comes first.
    let text = talk(folder.path(), &[], "\nPas les archives.\n\n\n\nq\n");
    assert!(text.contains("Énoncé 1 sur 2\u{a0}: TEC-002"), "{text}");
    assert!(text.contains("Réponse actuelle\u{a0}: Partiel"), "{text}");
    assert!(project(folder.path()).contains("justification: \"Pas les archives.\""));
}

#[test]
fn a_file_that_changed_in_between_is_not_overwritten() {
    let folder = folder();
    let mut child = start(folder.path(), &[]);
    until(&mut child, "À évaluer (e)\n");
    let other = PROJECT.replace("  TEC-002:\n", "  TEC-002:\n    statut: conforme # un collègue\n");
    std::fs::write(folder.path().join("p.yaml"), &other).expect("a colleague writes");
    say(&mut child, "3\n");
    let seen = until(&mut child, "garde\u{a0}: Conforme\n");
    assert!(seen.contains("vient de changer"), "{seen}");
    say(&mut child, "q\n");
    child.wait().expect("an end");
    assert_eq!(project(folder.path()), other);
}

#[test]
fn a_file_that_was_broken_in_between_ends_it_with_the_reason() {
    let folder = folder();
    let mut child = start(folder.path(), &[]);
    until(&mut child, "À évaluer (e)\n");
    let broken = PROJECT.replace("  TEC-002:\n", "  TEC-002:\n    statut: [\n");
    std::fs::write(folder.path().join("p.yaml"), &broken).expect("a colleague writes");
    say(&mut child, "3\n");
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("erreur["));
    assert_eq!(project(folder.path()), broken);
}
