//! One run: its texts, its diagnostics, its day, and how it ends.

use std::io::{self, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};

use super::arguments::{Colour, DiagnosticForm, FilterArgs, Global};
use super::{Exit, print};
use crate::answers::keys::COMPLEMENTS;
use crate::answers::{
    Answer, Bound, Project, bind, check_complements, read_answers, read_complements,
    read_grid_named, read_project,
};
use crate::assess::{Assessment, Filter, assess, validity_end};
use crate::date::Date;
use crate::diagnostic::{self, Code, Diagnostic, Diagnostics, Look, Severity};
use crate::evidence::{self, Facts};
use crate::files::{self, Library, Names, ProjectFiles, Shelf};
use crate::grid::{Grid, GridName, Replacement};
use crate::report::view::{Matter, View};
use crate::source::SourceSet;
use crate::words::{shown, suggest};
use crate::yaml::Reading;

/// The state of a run.
pub(super) struct Session {
    pub(super) global: Global,
    pub(super) sources: SourceSet,
    pub(super) diagnostics: Diagnostics,
    pub(super) day: Date,
    /// What is said even to who wants errors only: what was asked for, or must not go unseen.
    pub(super) insisted_on: &'static [Code],
}

/// A project and all that judging it takes.
pub(super) struct Loaded {
    pub(super) project: Project,
    pub(super) grid: Grid,
    pub(super) bound: Bound,
    pub(super) facts: Facts,
    pub(super) replaced: Option<Replacement>,
    pub(super) files: ProjectFiles,
    pub(super) library: Library,
}

/// A project and its grid, read without error; nothing is known of its evidence.
pub(super) struct Opened {
    pub(super) project: Project,
    pub(super) grid: Grid,
    pub(super) bound: Bound,
    pub(super) files: ProjectFiles,
    pub(super) library: Library,
}

impl Session {
    pub(super) fn new(global: Global) -> Self {
        let today = || Date::from(jiff::ZonedDateTime::now().date());
        Self {
            day: global.date.unwrap_or_else(today),
            global,
            sources: SourceSet::new(),
            diagnostics: Diagnostics::new(),
            insisted_on: &[],
        }
    }

    /// The same run, on files to be read anew.
    pub(super) fn again(&self) -> Self {
        Self {
            day: self.day,
            global: self.global.clone(),
            sources: SourceSet::new(),
            diagnostics: Diagnostics::new(),
            insisted_on: self.insisted_on,
        }
    }

    /// The grids at hand; `None` when the folder of `--grilles` cannot be read.
    pub(super) fn library(&mut self) -> Option<Library> {
        let extra = self.global.grilles.as_deref();
        let library = Library::open(extra, &mut self.sources, &mut self.diagnostics);
        (self.failure() != Some(Exit::Io)).then_some(library)
    }

    /// The grid of a name or a folder, read whole, with those among which it was found; the grid
    /// is `None` when it cannot tell what it is.
    pub(super) fn grid_at(&mut self, asked: &str) -> Option<(Library, Option<Grid>)> {
        let library = self.grids_of(asked)?;
        let shelf = match Path::new(asked).is_dir() {
            true => library.shelves.first(),
            false => self.shelf(&library, Some(asked)),
        };
        let grid = shelf.and_then(|shelf| shelf.read(&self.sources, &mut self.diagnostics));
        Some((library, grid))
    }

    /// Those at hand, or the one of a folder, which is looked at on its own, so that an
    /// unpublished change of a built-in grid can be.
    pub(super) fn grids_of(&mut self, asked: &str) -> Option<Library> {
        let folder = Path::new(asked);
        if !folder.is_dir() {
            return self.library();
        }
        let mut library = Library::default();
        library.add_folder(folder, &mut self.sources, &mut self.diagnostics);
        if library.shelves.is_empty() && !self.diagnostics.has_errors() {
            self.diagnostics.push(no_grid_in(asked));
        }
        Some(library)
    }

    /// The grid a person names: « sdet@4.1 », « sdet » for its newest version, nothing for the
    /// newest version of the SDET.
    pub(super) fn shelf<'l>(
        &mut self,
        library: &'l Library,
        asked: Option<&str>,
    ) -> Option<&'l Shelf> {
        let asked = asked.unwrap_or("sdet");
        let found = match asked.find('@') {
            None => library.newest(asked),
            Some(_) => GridName::parse(asked).and_then(|name| library.find(&name)),
        };
        if found.is_none() && !library.incomplete {
            self.diagnostics.push(unknown_grid(asked, library));
        }
        found
    }

    /// The grid a person names, read whole; `None` when it is unknown or cannot tell what it is.
    pub(super) fn grid(&mut self, asked: Option<&str>) -> Option<Grid> {
        let library = self.library()?;
        let shelf = self.shelf(&library, asked)?;
        shelf.read(&self.sources, &mut self.diagnostics)
    }

    /// Loads a project, its grid, its answers and the facts about its evidence. `None` when an
    /// error forbids judging.
    pub(super) fn load(&mut self, path: &Path) -> Option<Loaded> {
        self.load_named(path, Names::Inside)
    }

    /// The same, its files being named to people in one way or the other.
    pub(super) fn load_named(&mut self, path: &Path, names: Names) -> Option<Loaded> {
        let opened = self.read(path, names)?;
        let Opened { project, grid, bound, files, library } = opened;
        self.check_day(&project);
        let paths = evidence::paths_to_look_at(&project, &grid, &bound);
        if self.diagnostics.has_errors() {
            return None;
        }
        let loaded = Loaded {
            facts: files::look(&files.folder, &paths),
            replaced: library.replacement_of(&grid.head.name),
            project,
            grid,
            bound,
            files,
            library,
        };
        self.remark(&loaded);
        Some(loaded)
    }

    /// Loads a project, its grid and its answers, without a word on what they are worth. `None`
    /// when there is an error in them.
    pub(super) fn open(&mut self, path: &Path) -> Option<Opened> {
        let opened = self.read(path, Names::Inside);
        self.forget_remarks();
        opened.filter(|_| !self.diagnostics.has_errors())
    }

    /// Reads a project, its grid and its answers; what is wrong with an answer is reported and
    /// does not stop the reading.
    fn read(&mut self, path: &Path, names: Names) -> Option<Opened> {
        let library = self.library()?;
        let files = files::load_project(path, names, &mut self.sources, &mut self.diagnostics)?;
        let mut cx = Reading { sources: &self.sources, diagnostics: &mut self.diagnostics };
        let (project, mut answers) = read_project(files.main, &mut cx);
        answers.extend(read_answers(&files.answers, &mut cx));
        cx.diagnostics.extend(check_complements(&complements_of(&files, &self.sources)));
        // A project with mistakes of its own still tells which identifiers its answers may have.
        let named = match &project {
            Some(project) => project.grid.clone(),
            None => read_grid_named(files.main, &self.sources)?,
        };
        let shelf = library.find(&named.value);
        let Some(shelf) = shelf else {
            // A grid whose main file is faulty only seems unknown.
            if !library.incomplete {
                let missing = unknown_grid(&named.value.to_string(), &library);
                cx.report(missing.at(named.span));
            }
            return None;
        };
        let errors_before = cx.diagnostics.count(Severity::Error);
        let grid = shelf.read(&self.sources, &mut self.diagnostics)?;
        if self.diagnostics.count(Severity::Error) > errors_before {
            return None;
        }
        let bound = self.bind(&grid, answers, &library);
        Some(Opened { project: project?, grid, bound, files, library })
    }

    /// Puts answers beside the statements of a grid; the other versions at hand say where an
    /// unknown one may come from.
    pub(super) fn bind(
        &mut self,
        grid: &Grid,
        answers: Vec<crate::answers::Answer>,
        library: &Library,
    ) -> Bound {
        let name = &grid.head.name;
        let others = library.shelves.iter().filter(|shelf| shelf.head.name.id == name.id);
        let others: Vec<Grid> = others
            .filter(|shelf| shelf.head.name != *name)
            .filter_map(|shelf| shelf.read(&self.sources, &mut Diagnostics::new()))
            .collect();
        let elsewhere = |id: &str| {
            let with_it = others.iter().filter(|grid| grid.statement(id).is_some());
            with_it.map(|grid| grid.head.name.to_string()).collect()
        };
        let mut cx = Reading { sources: &self.sources, diagnostics: &mut self.diagnostics };
        bind(grid, answers, &elsewhere, &mut cx)
    }

    pub(super) fn check_day(&mut self, project: &Project) {
        let assessed_on = project.assessed_on;
        if self.day >= assessed_on.value {
            return;
        }
        let message = format!(
            "la date de référence ({}) précède l'évaluation ({})",
            self.day.french(),
            assessed_on.value.french()
        );
        self.diagnostics.push(
            Diagnostic::new(Code::DateBeforeAssessment, message)
                .at(assessed_on.span)
                .help("corrigez « date_evaluation », ou donnez une autre date avec --date"),
        );
    }

    /// What is said of a project that can be judged.
    fn remark(&mut self, loaded: &Loaded) {
        let Loaded { project, grid, bound, facts, replaced, .. } = loaded;
        let answers = crate::answers::remarks(project, grid, bound, self.day);
        self.diagnostics.append(answers);
        let evidence = evidence::remarks(project, grid, bound, facts, self.day);
        self.diagnostics.append(evidence);
        let Some(by) = replaced.as_ref().filter(|by| by.on <= self.day) else {
            return;
        };
        let end = validity_end(project.assessed_on.value, Some(by), &grid.head.scale);
        let consequence = match self.day <= end {
            true => format!("cette évaluation reste valable jusqu'au {}", end.french()),
            false => format!("cette évaluation n'était valable que jusqu'au {}", end.french()),
        };
        let message = format!(
            "{} est remplacée par {}@{} depuis le {} ; {consequence}",
            grid.head.name,
            grid.head.name.id,
            by.version,
            by.on.french(),
        );
        self.diagnostics.push(
            Diagnostic::new(Code::ReplacedGrid, message)
                .at(project.grid.span)
                .help("préparez le passage à la nouvelle version"),
        );
    }

    /// Forgets what was remarked of a project, for commands that have something else to say; what
    /// happened on disk stays.
    pub(super) fn forget_remarks(&mut self) {
        let kept = self
            .diagnostics
            .list()
            .iter()
            .filter(|one| one.severity == Severity::Error || one.code.id().starts_with('F'));
        let kept: Vec<Diagnostic> = kept.cloned().collect();
        self.diagnostics = Diagnostics::new();
        self.diagnostics.extend(kept);
    }

    /// A filter whose axes exist.
    pub(super) fn filter(&mut self, asked: &FilterArgs, grid: &Grid) -> Option<Filter> {
        let known: Vec<&str> = grid.head.axes.iter().map(|axis| axis.id.as_str()).collect();
        let mut axes = Vec::new();
        for axis in &asked.axes {
            match known.iter().find(|id| id.eq_ignore_ascii_case(axis)) {
                Some(id) => axes.push((*id).to_owned()),
                None => {
                    let near = suggest(axis, known.iter().copied());
                    let list = known.join(", ");
                    let near = near.map_or_else(String::new, |near| {
                        format!("vouliez-vous dire « {near} » ? ")
                    });
                    self.usage(
                        &format!("axe {} inconnu", shown(axis)),
                        &format!("{near}axes de {} : {list}", grid.head.name),
                    );
                    return None;
                }
            }
        }
        Some(Filter {
            axes,
            roles: asked.scope.roles.clone(),
            degrees: asked.scope.degrees.clone(),
            core: asked.scope.core,
        })
    }

    /// Judges what was loaded.
    pub(super) fn assess(&self, loaded: &Loaded, filter: &Filter) -> Assessment {
        assess(
            &loaded.project,
            &loaded.grid,
            &loaded.bound,
            &loaded.facts,
            self.day,
            loaded.replaced.clone(),
            filter,
        )
    }

    /// A usage error found after clap.
    pub(super) fn usage(&self, message: &str, help: &str) {
        let text = crate::words::fr(&format!("erreur : {message}\naide : {help}\n"));
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// Ends the run without product: the diagnostics, and the code they call for.
    pub(super) fn stop(mut self) -> Exit {
        self.show(Severity::Note);
        self.failure().unwrap_or(Exit::Done)
    }

    /// Ends a run that failed, with what can be shown of it all the same.
    pub(super) fn stop_with(self, product: &str) -> Exit {
        let _ = print(product);
        self.stop()
    }

    /// Ends the run: the diagnostics down to a severity, then the product unless an error forbids
    /// it, then the code.
    pub(super) fn finish(mut self, product: &str, least: Severity, finding: bool) -> Exit {
        let failure = self.failure();
        let written = match failure {
            None => self.write(product),
            Some(_) => Exit::Done,
        };
        self.show(least);
        let outcome = if finding { Exit::Finding } else { Exit::Done };
        // A file that could not be written is an error found just now.
        self.failure().or((written != Exit::Done).then_some(written)).unwrap_or(outcome)
    }

    fn write(&mut self, product: &str) -> Exit {
        match &self.global.output {
            None => print(product),
            Some(_) => self.write_file(product.as_bytes()),
        }
    }

    /// Writes the file of `-o`.
    pub(super) fn write_file(&mut self, bytes: &[u8]) -> Exit {
        let Some(path) = self.global.output.take() else {
            return Exit::Usage;
        };
        match files::write_atomically(&path, bytes, self.global.force) {
            Ok(()) => Exit::Done,
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                Exit::Io
            }
        }
    }

    /// The code that errors call for: disk before content.
    fn failure(&self) -> Option<Exit> {
        let errors =
            || self.diagnostics.list().iter().filter(|one| one.severity == Severity::Error);
        // A warning about a file that --strict raised is still about content.
        let of_disk = |one: &Diagnostic| {
            one.code.id().starts_with('F') && one.code.severity() == Severity::Error
        };
        if errors().any(of_disk) {
            return Some(Exit::Io);
        }
        errors().next().map(|_| Exit::Invalid)
    }

    /// Shows the diagnostics on standard error, down to a severity.
    fn show(&mut self, least: Severity) {
        self.diagnostics.sort(&self.sources);
        let least = if self.global.quiet { Severity::Error } else { least };
        let mut kept = Diagnostics::new();
        let told =
            |one: &&Diagnostic| one.severity <= least || self.insisted_on.contains(&one.code);
        kept.extend(self.diagnostics.list().iter().filter(told).cloned());
        let text = match self.global.diagnostics {
            DiagnosticForm::Json => diagnostic::json(&kept, &self.sources),
            DiagnosticForm::Texte => diagnostic::text(&kept, &self.sources, Look::Coloured),
        };
        let choice = match self.global.colour {
            Colour::Auto => ColorChoice::Auto,
            Colour::Toujours => ColorChoice::Always,
            Colour::Jamais => ColorChoice::Never,
        };
        // Takes colours away unless a terminal wants them, and speaks to old Windows consoles.
        let mut stream = AutoStream::new(io::stderr().lock(), choice);
        // Nothing can be done when standard error itself is closed.
        let _ = stream.write_all(text.as_bytes());
    }
}

fn no_grid_in(folder: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NotFound,
        format!("le dossier {} ne contient pas de grille.yaml", shown(folder)),
    )
    .help("donnez le dossier d'une version, comme grids/sdet/4.1")
}

/// The answers to a market's own statements. Few projects have any: the others are not read again.
fn complements_of(files: &ProjectFiles, sources: &SourceSet) -> Vec<Answer> {
    let all = std::iter::once(files.main).chain(files.answers.iter().copied());
    let may_have = all.filter(|file| sources.get(*file).text().contains(COMPLEMENTS));
    may_have.flat_map(|file| read_complements(file, file == files.main, sources)).collect()
}

pub(super) fn unknown_grid(asked: &str, library: &Library) -> Diagnostic {
    let known: Vec<String> =
        library.shelves.iter().map(|shelf| shelf.head.name.to_string()).collect();
    let near = suggest(asked, known.iter().map(String::as_str));
    let help = match near {
        Some(near) => {
            format!("vouliez-vous dire « {near} » ? Grilles connues : {}", known.join(", "))
        }
        None => format!("grilles connues : {} ; --grilles DOSSIER en ajoute", known.join(", ")),
    };
    Diagnostic::new(Code::UnknownGrid, format!("grille inconnue : {}", shown(asked))).help(help)
}

impl Loaded {
    /// The view of an assessment.
    pub(super) fn view<'a>(&'a self, assessment: &'a Assessment, public: bool) -> View<'a> {
        let matter = Matter {
            grid: &self.grid,
            project: &self.project,
            bound: &self.bound,
            facts: &self.facts,
            assessment,
        };
        View::new(matter, public)
    }
}
