//! Every kind of error that clap knows, as users read it.

use std::ffi::OsString;
use std::io;

use clap::CommandFactory;

use super::super::localise;
use super::super::sample::Sample;
use super::*;

/// The whole message for a line, its typography checked and its no-break spaces made plain.
fn refused(line: &str) -> String {
    let mut command = localise(Sample::command());
    let error = command.try_get_matches_from_mut(line.split_whitespace()).err();
    let text = error.and_then(|error| error_text(&error, &command)).unwrap_or_default();
    plain(&text)
}

fn plain(text: &str) -> String {
    for wrong in [" :", " ;", " ?", " !", "« ", " »"] {
        assert!(!text.contains(wrong), "{wrong:?} in {text}");
    }
    for english in ["error", "tip", "Usage", "argument '", "value '", "try", "COMMAND>"] {
        assert!(!text.contains(english), "{english:?} in {text}");
    }
    text.replace(NBSP, " ")
}

/// What comes before the usage.
fn head(line: &str) -> String {
    let text = refused(line);
    text.split("\n\n").next().unwrap_or_default().to_owned()
}

#[test]
fn a_message_says_what_is_wrong_what_to_try_and_where_to_read() {
    assert_eq!(
        refused("sdet rapport --formt md p"),
        "erreur : argument « --formt » inattendu\n\
         aide : vouliez-vous dire « --format » ?\n\
         \n\
         Utilisation : sdet rapport [OPTIONS] <PROJET>\n\
         Pour en savoir plus : sdet rapport --aide\n"
    );
    assert_eq!(
        refused("/usr/bin/sdet --diagnostics json grilles comparer a"),
        "erreur : argument obligatoire absent : « <APRES> »\n\
         \n\
         Utilisation : sdet grilles comparer [OPTIONS] <AVANT> <APRES>\n\
         Pour en savoir plus : sdet grilles comparer --aide\n"
    );
}

#[test]
fn unknown_names_are_told_with_what_is_near() {
    let cases = [
        ("sdet rapport p q", "erreur : argument « q » inattendu"),
        (
            "sdet rapport -x",
            "erreur : argument « -x » inattendu\naide : pour en faire une valeur, écrivez « -- -x »",
        ),
        (
            "sdet --formt rapport",
            "erreur : argument « --formt » inattendu\n\
             aide : cette option va avec une commande : « rapport --format »",
        ),
        (
            "sdet -- rapport",
            "erreur : argument « rapport » inattendu\n\
             aide : pour appeler la commande « rapport », retirez « -- »",
        ),
        ("sdet zzz", "erreur : commande « zzz » inconnue"),
        (
            "sdet raport p",
            "erreur : commande « raport » inconnue\naide : vouliez-vous dire « rapport » ?",
        ),
    ];
    for (line, expected) in cases {
        assert_eq!(head(line), expected, "{line}");
    }
}

#[test]
fn what_is_missing_or_too_much_is_named() {
    let cases = [
        ("sdet rapport", "argument obligatoire absent : « <PROJET> »"),
        ("sdet grilles comparer", "arguments obligatoires absents : « <AVANT> » et « <APRES> »"),
        ("sdet rapport p --public=oui", "valeur « oui » en trop pour « --public »"),
        ("sdet rapport p --regard a", "« --regard <AXE> <AXE> » attend 2 valeurs et en a reçu 1"),
        (
            "sdet rapport p --roles a",
            "« --roles <ROLE> <ROLE>... » attend au moins 2 valeurs et en a reçu 1",
        ),
        (
            "sdet rapport p --couleur rouge",
            "« --couleur=<QUAND> » attend sa valeur après un signe « = »",
        ),
        ("sdet rapport p --public --prive", "« --public » ne va pas avec « --prive »"),
        (
            "sdet rapport p --public --prive --tout",
            "« --public » ne va pas avec « --prive » et « --tout »",
        ),
        ("sdet rapport p -o a -o b", "« --sortie <FICHIER> » ne se donne qu'une fois"),
    ];
    for (line, expected) in cases {
        assert_eq!(head(line), format!("erreur : {expected}"), "{line}");
    }
    assert_eq!(
        head("sdet grilles"),
        "erreur : « sdet grilles » attend le nom d'une commande\naide : commandes : liste, comparer"
    );
}

#[test]
fn refused_values_come_with_the_reason_or_the_choice() {
    assert_eq!(
        head("sdet rapport p --format jsn"),
        "erreur : valeur « jsn » inconnue pour « --format <FORMAT> »\n\
         aide : vouliez-vous dire « json » ?\n\
         aide : valeurs possibles : md, json"
    );
    assert_eq!(
        head("sdet rapport p --format"),
        "erreur : « --format <FORMAT> » attend une valeur\naide : valeurs possibles : md, json"
    );
    assert_eq!(
        head("sdet rapport p --sortie="),
        "erreur : « --sortie <FICHIER> » attend une valeur"
    );
    let cases = [
        ("rapport p --date", "hier", "<AAAA-MM-JJ> » : une date s'écrit AAAA-MM-JJ"),
        ("rapport p --horizon", "400", "<HORIZON> » : un nombre de 1 à 365 est attendu"),
        ("rapport p --horizon", "x", "<HORIZON> » : un nombre entier est attendu"),
        ("interne --poids", "0", "<POIDS> » : un nombre d'au moins 1 est attendu"),
        ("interne --poids", "99999999999999999999", "<POIDS> » : nombre trop grand"),
        ("interne --poids=-99999999999999999999", "", "<POIDS> » : nombre trop petit"),
        ("interne --seuil", "x", "<SEUIL> » : un nombre est attendu"),
    ];
    for (line, value, end) in cases {
        let line = format!("sdet {line} {value}");
        let head = head(&line);
        assert!(head.starts_with(&format!("erreur : valeur « {value}")) || value.is_empty());
        assert!(head.ends_with(end), "{line}: {head}");
    }
    assert_eq!(
        out_of_range("7 is not in -9223372036854775808..5").as_deref(),
        Some("un nombre d'au plus 4 est attendu")
    );
    assert_eq!(out_of_range("ce texte is not in le format"), None);
}

#[test]
fn nothing_typed_can_drive_the_terminal() {
    assert!(head("sdet rapport --x\u{1b}[31m").contains("« --x␛[31m »"));
    assert!(head("s\u{1b}det rapport").contains("absent"));
    assert!(!refused("s\u{1b}det rapport").contains('\u{1b}'));
}

#[test]
#[cfg(unix)]
fn a_text_that_is_not_utf_8_is_told() {
    use std::os::unix::ffi::OsStringExt;

    let line = [b"sdet".to_vec(), b"rapport".to_vec(), b"--date".to_vec(), vec![0xE9]];
    let mut command = localise(Sample::command());
    let error = command.try_get_matches_from_mut(line.map(OsString::from_vec)).err();
    let text = error.and_then(|error| error_text(&error, &command)).unwrap_or_default();
    assert!(plain(&text).starts_with("erreur : un argument n'est pas un texte en UTF-8\n\nUtil"));
}

#[test]
fn errors_made_by_the_tool_keep_their_words() {
    let line = ["sdet", "rapport", "p"];
    let mut command = localise(Sample::command());
    assert!(command.try_get_matches_from_mut(line).is_ok());
    let message = "« --exiger » ne va pas avec un filtre".replace("« ", "«\u{a0}");
    let message = message.replace(" »", "\u{a0}»");
    let error = command.error(ErrorKind::ArgumentConflict, &message);
    let text = error_text(&error, &command).unwrap_or_default();
    assert_eq!(
        plain(&text),
        "erreur : « --exiger » ne va pas avec un filtre\n\
         \n\
         Utilisation : sdet rapport [OPTIONS] <PROJET>\n\
         Pour en savoir plus : sdet rapport --aide\n"
    );
    let raw = error_text(&Error::raw(ErrorKind::ValueValidation, "non"), &command);
    assert!(raw.is_some_and(|text| text.starts_with("erreur\u{a0}: non\n\n")));
}

#[test]
fn every_kind_has_french_words_even_without_context() {
    let kinds = [
        ErrorKind::InvalidValue,
        ErrorKind::UnknownArgument,
        ErrorKind::InvalidSubcommand,
        ErrorKind::NoEquals,
        ErrorKind::ValueValidation,
        ErrorKind::TooManyValues,
        ErrorKind::TooFewValues,
        ErrorKind::WrongNumberOfValues,
        ErrorKind::ArgumentConflict,
        ErrorKind::MissingRequiredArgument,
        ErrorKind::MissingSubcommand,
        ErrorKind::InvalidUtf8,
        ErrorKind::Io,
        ErrorKind::Format,
    ];
    let command = localise(Sample::command());
    for kind in kinds {
        let bare = [Error::new(kind), Error::new(kind).with_cmd(&command)];
        for error in bare {
            let text = error_text(&error, &command).unwrap_or_default();
            assert!(
                plain(&text).ends_with("Pour en savoir plus : sdet --aide\n"),
                "{kind:?} {text}"
            );
        }
    }
}

#[test]
fn failures_to_write_keep_the_number_of_the_system() {
    let command = localise(Sample::command());
    let text = |error: Error| plain(&error_text(&error, &command).unwrap_or_default());
    let system = text(Error::from(io::Error::from_raw_os_error(13)));
    assert!(
        system.starts_with("erreur : lecture ou écriture impossible (erreur du système n° 13)\n")
    );
    let own = text(Error::raw(ErrorKind::Io, "disque plein"));
    assert!(own.starts_with("erreur : lecture ou écriture impossible : disque plein\n"));
    let format = text(Error::from(std::fmt::Error));
    assert!(format.starts_with("erreur : mise en forme impossible\n"));
}

#[test]
fn help_and_version_are_left_to_clap() {
    for line in ["sdet --aide", "sdet --help", "sdet rapport -h", "sdet -V", "sdet"] {
        assert_eq!(refused(line), "", "{line}");
    }
}
