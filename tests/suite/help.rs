//! The help of every command, under review: `INSTA_UPDATE=always cargo test --test suite help`.

use crate::support::{root, run, stderr, stdout};

const COMMANDS: &[&str] = &[
    "",
    "init",
    "verifier",
    "bilan",
    "rapport",
    "preuves",
    "dossier",
    "comparer",
    "migrer",
    "expliquer",
    "schema",
    "repondre",
    "exporter",
    "importer",
    "depouiller",
    "grille",
    "grille lister",
    "grille montrer",
    "grille verifier",
    "grille nouvelle",
    "grille figer",
    "grille comparer",
    "grille extraire",
    "grille exporter",
    "grille importer",
];

#[test]
fn the_help_of_every_command_is_reviewed() {
    for command in COMMANDS {
        let name = format!("aide-{}", command.replace(' ', "-"));
        let long = stdout(&run(&root(), &format!("{command} --aide")));
        // Blank lines inside clap's long help carry its indentation.
        let text: Vec<&str> = long.lines().map(str::trim_end).collect();
        insta::assert_snapshot!(name.trim_end_matches('-'), text.join("\n"));
        let alias = stdout(&run(&root(), &format!("{command} --help")));
        assert_eq!(alias, long, "--help is --aide");
        let example = !command.is_empty() && *command != "grille";
        assert!(!example || long.contains("Exemple"), "{command} shows no example");
    }
}

#[test]
fn english_names_are_aliases() {
    for (french, english) in [
        ("verifier", "check"),
        ("bilan", "status"),
        ("rapport", "report"),
        ("preuves", "evidence"),
        ("dossier", "bundle"),
        ("comparer", "compare"),
        ("migrer", "migrate"),
        ("expliquer", "explain"),
        ("repondre", "answer"),
        ("exporter", "export"),
        ("importer", "import"),
        ("depouiller", "tender"),
        ("grille", "grid"),
    ] {
        let help = |name: &str| stdout(&run(&root(), &format!("{name} -h")));
        assert_eq!(help(french), help(english));
    }
}

#[test]
fn hidden_commands_print_completions_and_manual_pages() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&root(), &format!("completion {shell}"));
        assert!(stdout(&script).contains("rapport"), "{shell}");
    }
    for command in COMMANDS {
        let page = run(&root(), &format!("manuel {command}"));
        assert!(stdout(&page).contains(".SH NOM"), "{command}: {}", stderr(&page));
        assert!(!stdout(&page).contains(".SH NAME"), "{command}");
    }
}

/// The look of every shape of a diagnostic, on one page.
#[test]
fn the_look_of_diagnostics_is_reviewed() {
    use sdet::diagnostic::{Code, Diagnostic, Diagnostics, Look, text};
    use sdet::source::{SourceSet, Span};

    let mut sources = SourceSet::new();
    let first = "a: é̀ 🇫🇷 日本\u{a0}x\nb:\tc\n";
    let one = sources.add_text("reponses/a.yaml", first);
    let long = format!("{}CIBLE{}\n", "x".repeat(3_000), "y".repeat(3_000));
    let two = sources.add_text("b\u{1b}[31m.yaml", &long);
    let span = |id, text: &str, word: &str| {
        let start = text.find(word).expect("the word");
        Span::new(id, start, start + word.len())
    };
    let mut all = Diagnostics::new();
    all.push(
        Diagnostic::new(Code::UnknownGrid, "sans lieu : « x »").help("une aide ; une autre ?"),
    );
    all.push(Diagnostic::new(Code::NotUtf8, "un fichier").in_file("c.yaml").help("une aide"));
    all.push(
        Diagnostic::new(Code::UnknownStatement, "un lieu")
            .at(span(one, first, "日本"))
            .help("première")
            .help("seconde"),
    );
    all.push(
        Diagnostic::new(Code::DuplicateAnswer, "deux lieux")
            .at_with(span(one, first, "c"), "encore ici")
            .at_with(span(two, &long, "CIBLE"), "une première fois ici"),
    );
    all.push(Diagnostic::new(Code::HashCutsText, "un avertissement").at(span(two, &long, "CIBLE")));
    all.push(Diagnostic::new(Code::OutOfScope, "une note").at(Span::new(one, 0, 0)));
    insta::assert_snapshot!("diagnostics", text(&all, &sources, Look::Plain));
}
