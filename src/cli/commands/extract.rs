//! `grille extraire`: a draft grid from texts, or the measure of the extraction.

use std::path::Path;

use crate::cli::Exit;
use crate::cli::arguments::{Extract, MeasureFormat};
use crate::cli::session::Session;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::extract::{
    Axes, Document, Draft, Extraction, Plan, Written, coverage, draft, extract, grid_files,
    measure, read_axes, read_standard, review, standard_json, standard_text,
};
use crate::files::{Failure, Library, NewFile, Shelf, create_folder, read_text};
use crate::grid::{self, Grid, Version, is_grid_id};
use crate::source::{SourceId, SourceSet};
use crate::words::{Confidence, Level, counted, fr, shown};
use crate::yaml::Reading;

pub(super) fn run(session: Session, asked: &Extract) -> Exit {
    match (&asked.etalon, &asked.version) {
        (Some(standard), _) => against(session, standard, asked.format),
        (None, Some(version)) => grid_from(session, asked, version),
        (None, None) => session.stop(),
    }
}

/// Measures the extraction on labelled texts.
fn against(mut session: Session, standard: &Path, format: MeasureFormat) -> Exit {
    let Some(file) = read(&mut session, standard) else {
        return session.stop();
    };
    let mut cx = Reading { sources: &session.sources, diagnostics: &mut session.diagnostics };
    let rows = read_standard(file, &mut cx).unwrap_or_default();
    let name = standard.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let product = match (session.diagnostics.has_errors(), format) {
        (true, _) => String::new(),
        (false, MeasureFormat::Texte) => standard_text(&measure(&rows), &name),
        (false, MeasureFormat::Json) => standard_json(&measure(&rows), &name),
    };
    session.finish(&product, Severity::Note, false)
}

/// Writes a draft grid and its pages in a new folder.
fn grid_from(mut session: Session, asked: &Extract, version: &Version) -> Exit {
    let Some(folder) = session.global.output.clone() else {
        session
            .usage("où écrire le brouillon ?", "donnez un dossier à créer : -o grilles/sdet/4.2");
        return Exit::Usage;
    };
    if !is_grid_id(&asked.id) {
        session.usage(
            &format!("nom de grille {} refusé", shown(&asked.id)),
            "attendu : des minuscules sans accent, des chiffres, « - » ou « _ », comme « sdet »",
        );
        return Exit::Usage;
    }
    let texts: Vec<SourceId> =
        asked.texts.iter().filter_map(|path| read(&mut session, path)).collect();
    let former = match &asked.depuis {
        Some(name) => former(&mut session, name, asked, version),
        None => None,
    };
    let others = others(&mut session, &folder, asked, version);
    let axes = axes(&mut session, asked, former.as_ref());
    if session.diagnostics.has_errors() {
        return session.stop();
    }
    let documents: Vec<Document<'_>> = texts
        .iter()
        .map(|id| session.sources.get(*id))
        .map(|source| Document { name: file_name(source.name()), text: source.text() })
        .collect();
    let extraction = extract(&documents);
    let plan = Plan {
        id: asked.id.clone(),
        version: version.clone(),
        title: asked.titre.clone().unwrap_or_else(|| title_of(&extraction)),
        publisher: asked.editeur.clone(),
        day: session.day,
        axes,
        former: former.as_ref(),
        others: &others,
    };
    let made = draft(&extraction, &plan);
    let empty = extraction.candidates.is_empty();
    session.diagnostics.extend(remarks(&extraction, empty));
    session.diagnostics.extend(others.last().filter(|_| former.is_none() && !empty).map(apart));
    let files = if empty { Vec::new() } else { grid_files(&extraction, &made, &plan) };
    if empty || !reads_back(&files, &mut session.diagnostics) {
        return session.stop();
    }
    let new = |name: &str, content: String| NewFile { path: name.into(), content };
    let mut all: Vec<NewFile> = files.into_iter().map(|file| new(&file.name, file.text)).collect();
    all.push(new("a-revoir.md", review(&extraction, &made, &plan)));
    all.push(new("couverture.md", coverage(&extraction, &plan)));
    if let Err(diagnostic) = create_folder(&folder, &all) {
        session.diagnostics.push(diagnostic);
        return session.stop();
    }
    let product = summary(&extraction, &made, &plan, &folder);
    session.global.output = None;
    session.finish(&product, Severity::Note, false)
}

fn read(session: &mut Session, path: &Path) -> Option<SourceId> {
    let name = path.display().to_string().replace('\\', "/");
    match read_text(path, &name, &name, &mut session.sources) {
        Ok((id, remark)) => {
            session.diagnostics.extend(remark);
            Some(id)
        }
        Err(Failure(diagnostic)) => {
            session.diagnostics.push(diagnostic);
            None
        }
    }
}

/// The name of a file without its folder, which is that of one machine.
fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The title above all others, where there is one; else the name of the first text.
fn title_of(extraction: &Extraction<'_>) -> String {
    let mut outermost = extraction.sections.iter().filter(|section| section.depth == 1);
    if let (Some(only), None) = (outermost.next(), outermost.next()) {
        return only.title.clone();
    }
    let name = extraction.documents.first().map(String::as_str).unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// The grid of `--depuis`, which must be an older one of the same name.
fn former(session: &mut Session, name: &str, asked: &Extract, version: &Version) -> Option<Grid> {
    let grid = session.grid(Some(name))?;
    let known = &grid.head.name;
    if known.id == asked.id && known.version < *version {
        return Some(grid);
    }
    let message = format!("{known} n'est pas une version antérieure à {}@{version}", asked.id);
    session.diagnostics.push(
        Diagnostic::new(Code::NotAFormerGrid, message)
            .help("« --depuis » nomme une version plus ancienne de la même grille ; « --id » et « --version » nomment la nouvelle"),
    );
    None
}

/// The other versions of the grid, oldest first: those at hand, and those beside its folder.
fn others(session: &mut Session, folder: &Path, asked: &Extract, version: &Version) -> Vec<Grid> {
    let extra = session.global.grilles.clone();
    let mut silent = Diagnostics::new();
    let library = Library::around(folder, extra.as_deref(), &mut session.sources, &mut silent);
    let other =
        |shelf: &&Shelf| shelf.head.name.id == asked.id && shelf.head.name.version != *version;
    let shelves = library.shelves.iter().filter(other);
    shelves.filter_map(|shelf| shelf.read_texts(&session.sources, &mut silent)).collect()
}

/// A draft without `--depuis`, of a grid that has a version already.
fn apart(known: &Grid) -> Diagnostic {
    let name = &known.head.name;
    Diagnostic::new(
        Code::Apart,
        format!("{name} est connue, et ce brouillon ne reprend aucun de ses énoncés"),
    )
    .help(format!(
        "pour une nouvelle version, relancez avec « --depuis {name} » : les énoncés retrouvés garderont leur identifiant ; sans cela, les identifiants commencent après les siens"
    ))
}

fn axes(session: &mut Session, asked: &Extract, former: Option<&Grid>) -> Axes {
    if let Some(former) = former {
        return Axes::of(&former.head);
    }
    let Some(path) = &asked.axes else {
        return if asked.id == "sdet" { Axes::sdet() } else { Axes::default() };
    };
    let Some(file) = read(session, path) else {
        return Axes::default();
    };
    let mut cx = Reading { sources: &session.sources, diagnostics: &mut session.diagnostics };
    read_axes(file, &mut cx).unwrap_or_default()
}

/// What a person should know of the texts. Where none makes a statement, there is nothing to write.
fn remarks(extraction: &Extraction<'_>, empty: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, name) in extraction.documents.iter().enumerate() {
        let any = extraction.candidates.iter().any(|one| one.place.document == at);
        if !any {
            let mut none = Diagnostic::new(Code::NoStatement, "aucun énoncé trouvé dans ce texte")
                .in_file(name)
                .help("vérifiez que la conversion en Markdown a donné du texte (docs/extraction.md), et en français");
            if empty {
                none.severity = Severity::Error;
                none = none.help("rien n'a été écrit");
            }
            found.push(none);
        }
        if extraction.without_accents.contains(&at) {
            found.push(
                Diagnostic::new(Code::LettersLost, "des lettres accentuées ont été perdues à la conversion")
                    .in_file(name)
                    .help("convertissez de nouveau le document d'origine, par pandoc ou « pdftotext -enc UTF-8 » ; sinon relisez chaque mot"),
            );
        }
        if extraction.minutes.contains(&at) {
            found.push(
                Diagnostic::new(Code::LooksLikeMinutes, "ce texte ressemble à un compte rendu : il rapporte des propos")
                    .in_file(name)
                    .help("aucun énoncé n'y est tenu pour sûr ; donnez plutôt le texte du référentiel lui-même"),
            );
        }
    }
    found
}

/// Whether the program itself can read what it is about to write.
fn reads_back(files: &[Written], diagnostics: &mut Diagnostics) -> bool {
    let mut sources = SourceSet::new();
    let moves = |file: &&Written| !file.name.starts_with("depuis-");
    let ids: Vec<SourceId> =
        files.iter().filter(moves).map(|file| sources.add_text(&file.name, &file.text)).collect();
    let mut found = Diagnostics::new();
    let mut cx = Reading { sources: &sources, diagnostics: &mut found };
    let read = grid::read(&ids, &[], &mut cx);
    if read.is_some() && !found.has_errors() {
        return true;
    }
    let cause = found.list().iter().find(|one| one.severity == Severity::Error);
    let cause = cause.map(|one| one.message.clone()).unwrap_or_default();
    diagnostics.push(
        Diagnostic::new(
            Code::TooManyStatements,
            format!("le brouillon ne pourrait pas être relu : {cause}"),
        )
        .help("découpez le texte, et extrayez une grille par partie"),
    );
    false
}

fn summary(extraction: &Extraction<'_>, made: &Draft, plan: &Plan<'_>, folder: &Path) -> String {
    let of_level = |level: Level| {
        extraction.candidates.iter().filter(|one| one.modality.level() == level).count() as u64
    };
    let sure = |confidence: Confidence| {
        extraction.candidates.iter().filter(|one| one.confidence == confidence).count()
    };
    let folder = folder.display();
    let doubtful = made.rows.iter().filter(|row| row.candidate.is_some() && !row.doubts.is_empty());
    let mut out = format!(
        "{}@{} (brouillon) : {} et {}, dans {folder}\n",
        plan.id,
        plan.version,
        counted(of_level(Level::Requirement), "exigence", "exigences"),
        counted(of_level(Level::Recommendation), "recommandation", "recommandations"),
    );
    out.push_str(&format!(
        "Confiance : haute {}, moyenne {}, basse {} ; {} à revoir pour une raison dite\n",
        sure(Confidence::High),
        sure(Confidence::Medium),
        sure(Confidence::Low),
        doubtful.count()
    ));
    out.push_str(&format!(
        "{} avec un mot modal, {} sans mot modal à relire\n",
        counted(extraction.left_out.len() as u64, "phrase écartée", "phrases écartées"),
        counted(extraction.hints.len() as u64, "phrase", "phrases"),
    ));
    if let Some(former) = plan.former {
        let kept = made.rows.iter().filter(|row| row.former.is_some() && row.candidate.is_some());
        let new = made.rows.iter().filter(|row| row.former.is_none());
        out.push_str(&format!(
            "Depuis {} : {}, {}, {}\n",
            former.head.name,
            counted(kept.count() as u64, "énoncé retrouvé", "énoncés retrouvés"),
            counted(new.count() as u64, "nouveau", "nouveaux"),
            counted(made.links.vanished.len() as u64, "non retrouvé", "non retrouvés"),
        ));
    }
    out.push_str(&format!(
        "Ensuite : relisez {folder}/a-revoir.md, puis « sdet grille verifier {folder} »\n"
    ));
    fr(&out)
}
