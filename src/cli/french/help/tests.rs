//! The help as users read it.

use clap::CommandFactory;
use unicode_width::UnicodeWidthStr;

use super::super::sample::Sample;
use super::*;

/// Every command with its short and its long help, 80 columns wide.
fn helps() -> Vec<(String, String)> {
    let mut root = localise(Sample::command()).term_width(80);
    root.build();
    let mut helps = Vec::new();
    let mut left = vec![root];
    while let Some(mut command) = left.pop() {
        left.extend(command.get_subcommands().cloned());
        let name = command.get_bin_name().unwrap_or(command.get_name()).to_owned();
        helps.push((format!("{name} -h"), command.render_help().to_string()));
        helps.push((format!("{name} --aide"), command.render_long_help().to_string()));
    }
    helps
}

/// One of them, its no-break spaces made plain and its lines without spaces at their ends.
fn help_of(name: &str) -> String {
    let found = helps().into_iter().find(|(other, _)| other == name);
    let text = found.map(|(_, text)| text.replace(NBSP, " ")).unwrap_or_default();
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn no_help_has_a_word_of_english() {
    let helps = helps();
    assert_eq!(helps.len(), 14, "the root, four commands, one of them hidden, and two below");
    for (name, text) in helps {
        let ours = ["--help", "--version", "Affiche la version de l'outil"];
        let text = ours.iter().fold(text, |text, ours| text.replace(ours, ""));
        for english in [
            "Usage",
            "Options:",
            "Commands",
            "Arguments:",
            "default",
            "ossible values",
            "aliases",
            "alias:",
            "env",
            "Print",
            "help",
            "Help",
            "version",
            "COMMAND>",
            "COMMAND]",
        ] {
            let text = text.replace("environnement", "");
            assert!(!text.contains(english), "{english:?} in {name}:\n{text}");
        }
        assert!(text.contains("Utilisation\u{a0}: sdet"), "{name}");
        assert!(text.contains("Options\u{a0}:\n"), "{name}");
        assert!(text.contains("Options communes\u{a0}:\n"), "{name}");
        assert!(text.contains("-h, --aide"), "{name}");
    }
}

#[test]
fn typography_and_width_hold() {
    for (name, text) in helps() {
        for wrong in [" :", " ;", " ?", " !", "« ", " »"] {
            assert!(!text.contains(wrong), "{wrong:?} in {name}:\n{text}");
        }
        for line in text.lines() {
            assert!(line.width() <= 80, "{name}: {line}");
        }
    }
}

#[test]
fn the_root_lists_the_commands_with_their_aliases() {
    let expected = "\
Grilles de conformité et rapport d'auto-évaluation

Utilisation : sdet [OPTIONS] <COMMANDE>

Commandes :
  rapport   Écrit le rapport d'un projet [alias : report]
  verifier  Cherche les fautes, sans rien noter [alias : check]
  grilles   Gère les grilles

Options :
  -q, --quiet    N'écrit que les erreurs [alias : -s]
  -h, --aide     Affiche l'aide [alias : --help]
  -V, --version  Affiche la version de l'outil

Options communes :
      --diagnostics <DIAGNOSTICS>
          Forme des messages [valeurs possibles : texte, json]
          [par défaut : texte]
";
    assert_eq!(help_of("sdet -h"), expected);
    let mut command = localise(Sample::command()).term_width(80);
    let error = command.try_get_matches_from_mut(["sdet", "--aide"]).err();
    let asked = error.map(|error| error.to_string().replace(NBSP, " "));
    assert_eq!(asked.as_deref(), Some(expected), "without long texts, both are the short help");
}

#[test]
fn a_command_shows_arguments_then_options_then_common_ones() {
    assert_eq!(
        help_of("sdet rapport -h"),
        "\
Écrit le rapport d'un projet [alias : report]

Utilisation : sdet rapport [OPTIONS] <PROJET>

Arguments :
  <PROJET>  Dossier du projet

Options :
  -f, --format <FORMAT>         Format du rapport [valeurs possibles : md, json]
                                [par défaut : md] [alias : --fmt]
  -o, --sortie <FICHIER>        Fichier à écrire au lieu de la sortie standard
      --date <AAAA-MM-JJ>       Date de référence, au lieu de celle du jour
                                [variable d'environnement : SDET_DATE]
      --horizon <HORIZON>       Jours avant l'échéance d'une preuve
      --regard <AXE> <AXE>      Deux axes à mettre en regard
      --roles <ROLE> <ROLE>...  Au moins deux rôles
      --couleur=<QUAND>         Quand colorer
      --public                  Sans ce qui est interne
      --prive                   Avec ce qui est interne
      --tout                    Avec tout
  -q, --quiet                   N'écrit que les erreurs [alias : -s]
  -h, --aide                    Affiche l'aide, en détail avec « --aide »
                                [alias : --help]

Options communes :
      --diagnostics <DIAGNOSTICS>
          Forme des messages [valeurs possibles : texte, json]
          [par défaut : texte]
"
    );
    let several = help_of("sdet grilles comparer -h");
    assert!(several.contains("\n  <AVANT>  Première grille\n  <APRES>  Seconde grille\n"));
}

#[test]
fn the_long_help_explains_the_possible_values() {
    let long = help_of("sdet rapport --aide");
    let format = "\
  -f, --format <FORMAT>
          Format du rapport

          Valeurs possibles :
          - md : Markdown, pour lire et convertir
          - json : JSON, pour les programmes

          [par défaut : md]
          [alias : --fmt]

";
    assert!(long.contains(format), "{long}");
    assert!(long.contains("Affiche l'aide, en bref avec « -h »\n"), "{long}");
    assert!(help_of("sdet verifier --aide").contains("\n\nToutes les fautes de tous les fichiers"));
}

#[test]
fn the_help_tells_where_there_is_more_to_read() {
    let explained = Arg::new("forme").long("forme").help("Forme").long_help("Forme\n\nÀ choisir");
    let texts = |global: bool| {
        let below = Command::new("dessous");
        let root = Command::new("sdet").arg(explained.clone().global(global)).subcommand(below);
        let mut root = localise(root);
        root.build();
        let mut below = root.get_subcommands().next().cloned().unwrap_or_default();
        [root.render_help().to_string(), below.render_help().to_string()]
    };
    let hint = "en détail avec «\u{a0}--aide\u{a0}»";
    assert_eq!(texts(true).map(|text| text.contains(hint)), [true, true]);
    assert_eq!(texts(false).map(|text| text.contains(hint)), [true, false]);
}

#[test]
fn clap_accepts_the_command_and_any_width() {
    localise(Sample::command()).debug_assert();
    for width in [1, 10, 20, 40, 200] {
        let mut command = localise(Sample::command()).term_width(width);
        assert!(command.render_long_help().to_string().contains("Utilisation"), "{width}");
    }
}

#[test]
fn aliases_hidden_from_clap_are_still_read() {
    let lines = [
        "sdet report p --fmt json -s",
        "sdet rap p --quiet",
        "sdet check a b --strict --diagnostics json",
        "sdet --diagnostics texte interne --tours 3",
    ];
    for line in lines {
        let parsed = localise(Sample::command()).try_get_matches_from(line.split(' '));
        assert!(parsed.is_ok(), "{line}");
    }
}

#[test]
fn help_and_version_answer_to_their_names() {
    use clap::error::ErrorKind;

    let lines = [
        ("sdet -h", ErrorKind::DisplayHelp),
        ("sdet --help", ErrorKind::DisplayHelp),
        ("sdet grilles liste --aide", ErrorKind::DisplayHelp),
        ("sdet -V", ErrorKind::DisplayVersion),
        ("sdet --version", ErrorKind::DisplayVersion),
        ("sdet rapport --version", ErrorKind::UnknownArgument),
        ("sdet help", ErrorKind::InvalidSubcommand),
        ("sdet", ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand),
    ];
    for (line, kind) in lines {
        let parsed = localise(Sample::command()).try_get_matches_from(line.split(' '));
        assert_eq!(parsed.err().map(|error| error.kind()), Some(kind), "{line}");
    }
}
