//! Loading a tender: the market, the offers, the buyer's appraisals.

use std::path::{Path, PathBuf};

use super::session::Session;
use crate::answers::{Answer, Bound, bind, read_answers, read_complements, read_project};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evidence;
use crate::files::{
    self, Failure, Library, MarketFiles, Names, OfferPath, find_market, find_offers,
};
use crate::grid::Grid;
use crate::market::{
    Appraisal, Market, Offer, check_appraisal, check_market, local_grid, read_appraisal,
    read_market,
};
use crate::sheet::{MAX_WORKBOOK_BYTES, frame, open};
use crate::source::SourceId;
use crate::words::{name_key, quoted, shown, suggest};
use crate::yaml::Reading;

/// A market read without error.
pub(super) struct OpenedMarket {
    pub(super) market: Market,
    pub(super) grid: Grid,
    pub(super) local: Grid,
    pub(super) files: MarketFiles,
    library: Library,
}

/// The answers of an offer before they are put beside statements.
struct Raw {
    candidate: String,
    answers: Vec<Answer>,
    complements: Vec<Answer>,
    /// Where its evidence is looked for.
    folder: PathBuf,
}

impl Session {
    /// Loads a market and its grid. `None` when there is an error in them.
    pub(super) fn market(&mut self, path: &Path) -> Option<OpenedMarket> {
        let library = self.library()?;
        let files = find_market(path, &mut self.diagnostics)?;
        let main = self.text(&files.main)?;
        let mut cx = Reading { sources: &self.sources, diagnostics: &mut self.diagnostics };
        let market = read_market(main, &mut cx)?;
        let shelf = self.shelf_at(&library, &market)?;
        let grid = shelf.read(&self.sources, &mut self.diagnostics)?;
        let mut cx = Reading { sources: &self.sources, diagnostics: &mut self.diagnostics };
        check_market(&market, &grid, &mut cx);
        let local = local_grid(&market);
        let sound = !self.diagnostics.has_errors();
        sound.then_some(OpenedMarket { market, grid, local, files, library })
    }

    fn shelf_at<'l>(&mut self, library: &'l Library, market: &Market) -> Option<&'l files::Shelf> {
        let found = library.find(&market.grid.value);
        if found.is_none() && !library.incomplete {
            let missing = super::session::unknown_grid(&market.grid.value.to_string(), library);
            self.diagnostics.push(missing.at(market.grid.span));
        }
        found
    }

    /// A text read into the set, named as it was given.
    fn text(&mut self, path: &Path) -> Option<SourceId> {
        let name = path.display().to_string().replace('\\', "/");
        match files::read_text(path, &name, &name, &mut self.sources) {
            Ok((file, remark)) => {
                self.diagnostics.extend(remark);
                Some(file)
            }
            Err(Failure(diagnostic)) => {
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    /// Loads every offer of some paths; what forbids reading one is reported, and the others are
    /// read all the same.
    pub(super) fn offers(&mut self, opened: &OpenedMarket, paths: &[PathBuf]) -> Vec<Offer> {
        let found = find_offers(paths, &mut self.diagnostics);
        let mut offers: Vec<Offer> = Vec::new();
        let mut names: Vec<(String, String)> = Vec::new();
        for path in found {
            let raw = match &path {
                OfferPath::Project(folder) => self.project_offer(opened, folder),
                OfferPath::Frame(file) => self.frame_offer(opened, file),
            };
            let Some(offer) = raw.map(|raw| self.bound_offer(opened, raw)) else {
                continue;
            };
            let file = path.path().display().to_string().replace('\\', "/");
            let twin = names.iter().find(|(name, _)| *name == name_key(&offer.candidate));
            if let Some((_, first)) = twin {
                let name = shown(&offer.candidate);
                let message =
                    format!("deux offres du candidat {name} ; l'autre : {}", shown(first));
                self.diagnostics.push(
                    Diagnostic::new(Code::CandidateTwice, message)
                        .in_file(&file)
                        .help("gardez celle qui compte ; pour comparer deux tours, donnez l'ancienne avec --tour"),
                );
            }
            names.push((name_key(&offer.candidate), file));
            offers.push(offer);
        }
        offers
    }

    fn project_offer(&mut self, opened: &OpenedMarket, path: &Path) -> Option<Raw> {
        let mut said = Diagnostics::new();
        let files = files::load_project(path, Names::Whole, &mut self.sources, &mut said);
        self.keep_errors(said);
        let files = files?;
        let mut said = Diagnostics::new();
        let mut cx = Reading { sources: &self.sources, diagnostics: &mut said };
        let (project, mut answers) = read_project(files.main, &mut cx);
        let mut complements = read_complements(files.main, true, &self.sources);
        answers.extend(read_answers(&files.answers, &mut cx));
        for file in &files.answers {
            complements.extend(read_complements(*file, false, &self.sources));
        }
        self.keep_errors(said);
        let project = project?;
        let market = &opened.market;
        if project.grid.value != market.grid.value {
            let message = format!(
                "l'offre répond à {}, et le marché demande {}",
                project.grid.value, market.grid.value
            );
            self.diagnostics.push(
                Diagnostic::new(Code::OtherGridAnswered, message)
                    .at_with(project.grid.span, "répondu ici")
                    .at_with(market.grid.span, "demandé ici")
                    .help("rien n'est transposé d'une version à l'autre : le candidat doit répondre à la version demandée"),
            );
            return None;
        }
        if name_key(&project.title.value).is_empty() {
            self.diagnostics.push(
                Diagnostic::new(Code::UnnamedCandidate, "l'offre ne nomme pas son candidat")
                    .at(project.title.span)
                    .help("c'est l'intitulé du projet qui le nomme ; le nom du dossier n'en tient pas lieu"),
            );
            return None;
        }
        self.check_day(&project);
        if project.object != market.object || project.scope != market.scope {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::OtherScope,
                    "l'offre a un autre objet ou un autre périmètre que le marché : celui du marché s'applique",
                )
                .at(project.title.span)
                .help("ce que l'offre ne dit pas est « NON RENSEIGNÉ »"),
            );
        }
        Some(Raw { candidate: project.title.value, answers, complements, folder: files.folder })
    }

    fn frame_offer(&mut self, opened: &OpenedMarket, path: &Path) -> Option<Raw> {
        let name = path.display().to_string().replace('\\', "/");
        let read = files::read_bytes(path, MAX_WORKBOOK_BYTES);
        let book = match read.and_then(|bytes| open(&name, &bytes)) {
            Ok(book) => book,
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                return None;
            }
        };
        let OpenedMarket { market, grid, local, .. } = opened;
        let filled = frame::read(&book, market, grid, local, &mut self.diagnostics)?;
        let file = self.sources.add_text(&name, &filled.answers);
        let mut cx = Reading { sources: &self.sources, diagnostics: &mut self.diagnostics };
        let answers = read_answers(&[file], &mut cx);
        let complements = read_complements(file, false, &self.sources);
        // « alpha.xlsx » has its pieces in « alpha/ », beside it.
        let candidate = filled.candidate;
        Some(Raw { candidate, answers, complements, folder: path.with_extension("") })
    }

    fn bound_offer(&mut self, opened: &OpenedMarket, raw: Raw) -> Offer {
        let paths = evidence::paths_cited(raw.answers.iter().chain(&raw.complements));
        let answers = self.bind(&opened.grid, raw.answers, &opened.library);
        let complements = self.bind_complements(opened, raw.complements);
        Offer {
            candidate: raw.candidate,
            answers,
            complements,
            facts: files::look(&raw.folder, &paths),
        }
    }

    /// Puts answers beside the complements of a market; one that it does not have is reported.
    fn bind_complements(&mut self, opened: &OpenedMarket, answers: Vec<Answer>) -> Bound {
        let known = |id: &str| opened.local.statement(id).is_some();
        let (own, strangers): (Vec<Answer>, Vec<Answer>) =
            answers.into_iter().partition(|answer| known(&answer.id));
        for answer in &strangers {
            let ids = opened.local.statements.iter().map(|one| one.id.as_str());
            let message = format!("le marché n'a pas de complément {}", shown(&answer.id));
            let help = match suggest(&answer.id, ids) {
                _ if opened.grid.statement(&answer.id).is_some() => {
                    "c'est un énoncé de la grille : sa réponse va sous « reponses: »".to_owned()
                }
                Some(near) => format!("vouliez-vous dire {} ?", quoted(near)),
                None => "les compléments d'un marché sont dans son marche.yaml".to_owned(),
            };
            self.diagnostics
                .push(Diagnostic::new(Code::NotInMarket, message).at(answer.span).help(help));
        }
        let mut cx = Reading { sources: &self.sources, diagnostics: &mut self.diagnostics };
        bind(&opened.local, own, &|_| Vec::new(), &mut cx)
    }

    /// Keeps what forbids judging: what is only doubtful in an offer is not for the buyer to mend.
    fn keep_errors(&mut self, said: Diagnostics) {
        use crate::diagnostic::Severity;
        let errors = said.list().iter().filter(|one| one.severity == Severity::Error);
        self.diagnostics.extend(errors.cloned());
    }

    /// Loads the buyer's appraisals: for each offer, its own.
    pub(super) fn appraisals(
        &mut self,
        opened: &OpenedMarket,
        offers: &[Offer],
    ) -> Vec<Option<Appraisal>> {
        let all_read = !self.diagnostics.has_errors();
        let mut found: Vec<Option<Appraisal>> = offers.iter().map(|_| None).collect();
        let mut seen: Vec<(String, crate::source::Span)> = Vec::new();
        for (path, _) in &opened.files.appraisals {
            let Some(file) = self.text(path) else { continue };
            let mut cx = Reading { sources: &self.sources, diagnostics: &mut self.diagnostics };
            let Some(appraisal) = read_appraisal(file, &mut cx) else { continue };
            check_appraisal(&appraisal, &opened.market, &opened.grid, &mut cx);
            let candidate = &appraisal.candidate;
            let name = name_key(&candidate.value);
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == name) {
                let message = format!("deux analyses du candidat {}", shown(&candidate.value));
                cx.report(
                    Diagnostic::new(Code::CandidateTwice, message)
                        .at_with(candidate.span, "encore ici")
                        .at_with(*first, "une première fois ici")
                        .help("gardez-en une, ou réunissez-les"),
                );
                continue;
            }
            seen.push((name.clone(), candidate.span));
            match offers.iter().position(|offer| name_key(&offer.candidate) == name) {
                Some(at) => found[at] = Some(appraisal),
                // An offer that could not be read is not one that was not given.
                None if !all_read => {}
                None => {
                    let names = offers.iter().map(|offer| offer.candidate.as_str());
                    let message = format!("aucune offre du candidat {}", shown(&candidate.value));
                    let help = match suggest(&candidate.value, names) {
                        Some(near) => format!("vouliez-vous dire {} ?", quoted(near)),
                        None => "donnez aussi son offre, ou retirez cette analyse".to_owned(),
                    };
                    let diagnostic = Diagnostic::new(Code::CandidateWithoutOffer, message);
                    cx.report(diagnostic.at(candidate.span).help(help));
                }
            }
        }
        found
    }
}
