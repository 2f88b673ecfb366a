//! Reading one file: bounded, decoded, its failures as diagnostics.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{DecodeError, Encoding, MAX_FILE_BYTES, SourceId, SourceSet, decode};
use crate::words::{count, shown};

/// Why a file gave no text; already worth a diagnostic.
#[derive(Debug)]
pub struct Failure(pub Diagnostic);

/// Reads a file into the set under a name for people and a path inside its folder. A file decoded
/// from UTF-16 is said.
///
/// # Errors
/// The diagnostic of a file that is absent, unreadable, too large, or not a text.
pub fn read_text(
    file: &Path,
    name: &str,
    path: &str,
    sources: &mut SourceSet,
) -> Result<(SourceId, Option<Diagnostic>), Failure> {
    let bytes =
        read_bounded(file, MAX_FILE_BYTES).map_err(|error| Failure(unreadable(name, &error)))?;
    let (text, encoding) =
        decode(&bytes).map_err(|error| Failure(undecodable(name, file, error)))?;
    let remark = matches!(encoding, Encoding::Utf16 { .. }).then(|| {
        Diagnostic::new(Code::Utf16, "fichier en UTF-16, décodé")
            .in_file(name)
            .help("réenregistrez-le en UTF-8 : d'autres logiciels ne le liraient pas")
    });
    Ok((sources.add(name, path, text, encoding), remark))
}

/// The bytes of a file, at most one more than a limit: enough to know that it is passed.
///
/// # Errors
/// The diagnostic of a file that is absent or unreadable.
pub fn read_bytes(file: &Path, limit: usize) -> Result<Vec<u8>, Diagnostic> {
    let name = file.display().to_string();
    read_bounded(file, limit).map_err(|error| unreadable(&name, &error))
}

/// At most one byte more than the limit, which is enough to know that it is passed.
pub(super) fn read_bounded(file: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The diagnostic of a file that the system does not give.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::NotFound {
        return Diagnostic::new(
            Code::NotFound,
            format!("fichier ou dossier introuvable : {}", shown(name)),
        )
        .help("vérifiez le chemin ; il est relatif au dossier où la commande est lancée");
    }
    Diagnostic::new(
        Code::Unreadable,
        format!("impossible de lire {} : {}", shown(name), reason(error)),
    )
    .help("vérifiez les droits du fichier, et qu'il n'est pas ouvert dans un autre logiciel")
}

/// The system's reason in French, for the usual ones; its own number otherwise.
#[expect(clippy::wildcard_enum_match_arm, reason = "the system has many reasons, few of them ours")]
pub(super) fn reason(error: &io::Error) -> String {
    let known = match error.kind() {
        io::ErrorKind::NotFound => "introuvable",
        io::ErrorKind::PermissionDenied => "accès refusé",
        io::ErrorKind::AlreadyExists => "existe déjà",
        io::ErrorKind::IsADirectory => "c'est un dossier",
        io::ErrorKind::NotADirectory => "ce n'est pas un dossier",
        io::ErrorKind::StorageFull => "le disque est plein",
        io::ErrorKind::ReadOnlyFilesystem => "le disque est en lecture seule",
        io::ErrorKind::InvalidFilename => "nom de fichier impossible",
        _ => "",
    };
    match (known, error.raw_os_error()) {
        ("", Some(number)) => format!("erreur du système n° {number}"),
        ("", None) => "erreur du système".into(),
        (known, _) => known.into(),
    }
}

fn undecodable(name: &str, file: &Path, error: DecodeError) -> Diagnostic {
    let (code, message, help) = match error {
        DecodeError::TooLarge { .. } => {
            let limit = MAX_FILE_BYTES as u64;
            // What is no plain file may have no size of its own.
            let size = std::fs::metadata(file).map_or(0, |facts| facts.len());
            let size = match size > limit {
                true => format!("de {}", count(size)),
                false => format!("de plus de {}", count(limit)),
            };
            (
                Code::TooLarge,
                format!("fichier {size} octets : la limite est de {} (16 Mio)", count(limit)),
                "vérifiez que c'est le bon fichier ; les pièces volumineuses se citent comme preuves",
            )
        }
        DecodeError::NotUtf8 { byte, line } => (
            Code::NotUtf8,
            format!(
                "le fichier n'est pas en UTF-8 (Windows-1252 probable, octet 0x{byte:02X} ligne {line})"
            ),
            "réenregistrez-le en UTF-8 (Bloc-notes : Enregistrer sous, Encodage : UTF-8)",
        ),
        DecodeError::BadUtf16 => (
            Code::NotUtf8,
            "le fichier s'annonce en UTF-16, mais son contenu est abîmé".into(),
            "réenregistrez-le en UTF-8 (Bloc-notes : Enregistrer sous, Encodage : UTF-8)",
        ),
        DecodeError::Container => (
            Code::NotUtf8,
            "le fichier est un classeur, un document ou un PDF, pas un texte".into(),
            "vérifiez que c'est le bon fichier ; une telle pièce se cite comme preuve",
        ),
        DecodeError::ZeroByte { line } => (
            Code::NotUtf8,
            format!(
                "le fichier n'est pas un texte, ou il est en UTF-16 sans marque (octet nul ligne {line})"
            ),
            "réenregistrez-le en UTF-8 (Bloc-notes : Enregistrer sous, Encodage : UTF-8)",
        ),
    };
    Diagnostic::new(code, message).in_file(name).help(help)
}
