//! `migrer`: a project carried over to another version of its grid.

use std::collections::BTreeMap;

use crate::answers::migrate::{Matter, Migration, migrate};
use crate::answers::{Answer, Project, read_answers, read_project};
use crate::assess::{Assessment, Filter, assess};
use crate::cli::Exit;
use crate::cli::arguments::Migrer;
use crate::cli::session::{Loaded, Session};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::files::{self, Change};
use crate::grid::{Grid, GridName, Step, Version, check_moves, compare, route};
use crate::report::migration::{self, MigrationView, State};
use crate::source::{Encoding, SourceId, encode};
use crate::words::{fr, list_with, quoted};
use crate::yaml::Reading;

pub(super) fn run(mut session: Session, asked: &Migrer) -> Exit {
    let Some(before) = session.load(&asked.project) else {
        return session.stop();
    };
    session.forget_remarks();
    let Some(target) = target(&mut session, &before, &asked.vers) else {
        return session.stop();
    };
    if target == before.grid.head.name {
        let product = fr(&format!("Le projet est déjà sur {target} : rien n'a changé\n"));
        return session.finish(&product, Severity::Warning, false);
    }
    let first = session.assess(&before, &Filter::default());
    let Some(carried) = carry(&mut session, &before, &target) else {
        return session.stop();
    };
    let Some((after, last)) = judge(&mut session, &before, &carried, &target) else {
        return session.stop();
    };
    let changed = carried.changed(&session, &before);
    let view = MigrationView {
        project: &before.project,
        steps: &carried.steps,
        before: State { grid: &before.grid, assessment: &first },
        after: State { grid: &after, assessment: &last },
        files: &changed,
        simulated: asked.simuler,
    };
    let product = migration::screen(&view);
    if !asked.simuler {
        let changes = carried.changes(&session, &before);
        if let Err(diagnostic) = files::replace_all(&before.files.folder, &changes) {
            session.diagnostics.push(diagnostic);
            return session.stop();
        }
    }
    session.finish(&product, Severity::Note, false)
}

/// The version asked for: « sdet@4.2 », or « 4.2 » for the same grid.
fn target(session: &mut Session, before: &Loaded, asked: &str) -> Option<GridName> {
    let Loaded { grid, library, .. } = before;
    let id = &grid.head.name.id;
    let asked = match Version::parse(asked) {
        Some(version) => format!("{id}@{version}"),
        None => asked.to_owned(),
    };
    let name = session.shelf(library, Some(&asked))?.head.name.clone();
    if name.id == *id {
        return Some(name);
    }
    let message = format!("le projet répond à {}, et {name} est une autre grille", grid.head.name);
    session.diagnostics.push(
        Diagnostic::new(Code::UnknownGrid, message)
            .help(format!("donnez une version de la même grille, comme {id}@VERSION")),
    );
    None
}

/// The texts of a project on their way, and what each step did.
struct Carried {
    main: SourceId,
    files: Vec<SourceId>,
    project: Project,
    answers: Vec<Answer>,
    steps: Vec<migration::Step>,
}

/// Goes from version to version, in memory.
fn carry(session: &mut Session, before: &Loaded, target: &GridName) -> Option<Carried> {
    let library = &before.library;
    let name = &before.grid.head.name;
    let known = library.joined(&name.id, &session.sources);
    let Some(way) = route(&known, &name.version, &target.version) else {
        session.diagnostics.push(no_way(name, target, &known));
        return None;
    };
    let mut carried = Carried {
        main: before.files.main,
        files: before.files.answers.clone(),
        project: before.project.clone(),
        answers: before.bound.answers.clone(),
        steps: Vec::new(),
    };
    for step in &way {
        take(session, before, &mut carried, step)?;
    }
    Some(carried)
}

fn take(session: &mut Session, before: &Loaded, carried: &mut Carried, step: &Step) -> Option<()> {
    let library = &before.library;
    let id = &before.grid.head.name.id;
    let shelf =
        |version: &Version| library.find(&GridName { id: id.clone(), version: version.clone() });
    let (old_shelf, new_shelf) = (shelf(&step.from)?, shelf(&step.to)?);
    let old = old_shelf.read(&session.sources, &mut session.diagnostics)?;
    let new = new_shelf.read(&session.sources, &mut session.diagnostics)?;
    let (former, newer) = if step.backwards { (&new, &old) } else { (&old, &new) };
    let writer = if step.backwards { old_shelf } else { new_shelf };
    let from = &former.head.name.version;
    let moves = writer.moves_from(from, &session.sources, &mut session.diagnostics)?;
    let mut cx = Reading { sources: &session.sources, diagnostics: &mut session.diagnostics };
    check_moves(former, newer, &moves, &mut cx);
    if session.diagnostics.has_errors() {
        return None;
    }
    let comparison = compare(&old, &new, &moves, step.backwards);
    let matter = Matter {
        sources: &session.sources,
        main: carried.main,
        files: &carried.files,
        project: &carried.project,
        answers: &carried.answers,
        comparison: &comparison,
        day: session.day,
        single_file: before.files.single_file,
    };
    let done = match migrate(&matter) {
        Ok(done) => done,
        Err(refusal) => {
            session.diagnostics.push(refusal.diagnostic(&session.sources));
            return None;
        }
    };
    for (id, at) in &done.stale_comments {
        session.diagnostics.push(stale(id, *at));
    }
    let Migration { texts, fates, added, .. } = done;
    let (from, to) = (old.head.name.clone(), new.head.name.clone());
    carried.steps.push(migration::Step { from, to, fates, added });
    carried.replace(session, texts)
}

impl Carried {
    /// Puts new texts in place of the old ones and reads the project again.
    fn replace(&mut self, session: &mut Session, texts: Vec<(String, String)>) -> Option<()> {
        for (path, text) in texts {
            let same = |id: &SourceId| session.sources.get(*id).path() == path;
            let old = std::iter::once(&self.main).chain(&self.files).copied().find(same);
            let encoding =
                old.map_or(Encoding::Utf8 { bom: false }, |id| session.sources.get(id).encoding());
            let new = session.sources.add(path.clone(), path, text, encoding);
            match old {
                Some(old) if old == self.main => self.main = new,
                Some(old) => {
                    self.files.iter_mut().filter(|id| **id == old).for_each(|id| *id = new);
                }
                None => self.files.push(new),
            }
        }
        self.files
            .sort_by(|a, b| session.sources.get(*a).path().cmp(session.sources.get(*b).path()));
        // What could be remarked was said of the texts as they were.
        let mut found = Diagnostics::new();
        let mut cx = Reading { sources: &session.sources, diagnostics: &mut found };
        let (project, mut answers) = read_project(self.main, &mut cx);
        answers.extend(read_answers(&self.files, &mut cx));
        if found.has_errors() {
            session.diagnostics.append(found);
            return None;
        }
        self.project = project?;
        self.answers = answers;
        Some(())
    }

    /// The texts that differ from those read at the start: path, before, after.
    fn changed(&self, session: &Session, before: &Loaded) -> Vec<(String, String, String)> {
        let first = texts(session, before.files.main, &before.files.answers);
        let last = texts(session, self.main, &self.files);
        let changed = last.into_iter().filter_map(|(path, (text, _))| {
            let old = first.get(&path).map(|(old, _)| old.clone());
            (old.as_ref() != Some(&text)).then(|| (path, old.unwrap_or_default(), text))
        });
        changed.collect()
    }

    /// The same, as bytes to write.
    fn changes(&self, session: &Session, before: &Loaded) -> Vec<Change> {
        let first = texts(session, before.files.main, &before.files.answers);
        let last = texts(session, self.main, &self.files);
        let bytes = |(text, encoding): &(String, Encoding)| encode(text, *encoding);
        let all = last.into_iter().map(|(path, text)| Change {
            before: first.get(&path).map(bytes),
            after: bytes(&text),
            path,
        });
        all.filter(|change| change.before.as_ref() != Some(&change.after)).collect()
    }
}

fn texts(
    session: &Session,
    main: SourceId,
    files: &[SourceId],
) -> BTreeMap<String, (String, Encoding)> {
    let all = std::iter::once(main).chain(files.iter().copied());
    all.map(|id| {
        let source = session.sources.get(id);
        (source.path().to_owned(), (source.text().to_owned(), source.encoding()))
    })
    .collect()
}

/// Judges the project as it will be; what it reads must be without error.
fn judge(
    session: &mut Session,
    before: &Loaded,
    carried: &Carried,
    target: &GridName,
) -> Option<(Grid, Assessment)> {
    let library = &before.library;
    let grid = library.find(target)?.read(&session.sources, &mut session.diagnostics)?;
    let bound = session.bind(&grid, carried.answers.clone(), library);
    if session.diagnostics.has_errors() {
        return None;
    }
    let paths = crate::evidence::paths_to_look_at(&carried.project, &grid, &bound);
    let facts = files::look(&before.files.folder, &paths);
    let replaced = library.replacement_of(target);
    let filter = Filter::default();
    let assessment =
        assess(&carried.project, &grid, &bound, &facts, session.day, replaced, &filter);
    Some((grid, assessment))
}

fn no_way(from: &GridName, to: &GridName, known: &[(Version, Version)]) -> Diagnostic {
    let message = format!("aucun passage connu de {from} à {to}");
    let ways: Vec<String> =
        known.iter().map(|(former, new)| quoted(&format!("{former} → {new}"))).collect();
    let known = match ways.is_empty() {
        true => "aucune version de la grille n'a de fichier de mouvements".into(),
        false => format!("passages connus : {}", list_with(&ways, "et")),
    };
    Diagnostic::new(Code::NoWay, message).help(format!(
        "il faut un fichier depuis-{}.yaml à côté de {to}, ou de proche en proche ; {known}",
        from.version
    ))
}

fn stale(id: &str, at: crate::source::Span) -> Diagnostic {
    let message =
        format!("le commentaire au-dessus de {id} a été modifié : il est laissé tel quel");
    Diagnostic::new(Code::StaleComment, message)
        .at(at)
        .help(format!("il peut montrer l'ancien texte ; « sdet expliquer {id} » donne le nouveau"))
}
