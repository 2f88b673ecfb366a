//! A tender laid out: for the buyer, for one bidder, or without names.

mod document;
mod figures;
mod findings;
mod letter;
mod matrix;
mod method;
mod page;
mod tables;

use super::html::{self, Frame};
use super::marked::inline;
use super::page::Page;
use crate::market::{Bidder, Round, Tender};
use crate::words::fr;

pub use document::{TenderReport, render as json};
pub use tables::{Listing, listings};

/// What every page says of who decides.
pub(super) const BUYER_DECIDES: &str =
    "Analyse de l'acheteur : le programme n'écarte, ne classe et n'attribue rien à sa place.";

/// A tender and how it is shown.
#[derive(Debug, Clone, Copy)]
pub struct TenderView<'t> {
    /// What was judged.
    pub tender: &'t Tender<'t>,
    /// What changed since former rounds.
    pub rounds: &'t [Round],
    /// Without names, reasons, justifications nor evidence.
    pub anonymous: bool,
}

/// The comparison in Markdown.
#[must_use]
pub fn markdown(view: &TenderView<'_>) -> String {
    super::markdown::render(&page::page(view))
}

/// The comparison in HTML, to sign.
#[must_use]
pub fn html(view: &TenderView<'_>) -> String {
    laid_out(&page::page(view), view.tender)
}

/// The page of one bidder, by its rank, in Markdown: nothing of the others.
#[must_use]
pub fn letter_markdown(tender: &Tender<'_>, bidder: usize) -> String {
    super::markdown::render(&letter::page(tender, &tender.bidders[bidder]))
}

/// The same in HTML.
#[must_use]
pub fn letter_html(tender: &Tender<'_>, bidder: usize) -> String {
    laid_out(&letter::page(tender, &tender.bidders[bidder]), tender)
}

fn laid_out(page: &Page, tender: &Tender<'_>) -> String {
    let foot = format!("{BUYER_DECIDES} Au {}.", tender.terms.day.french());
    html::render(page, &Frame { foot: fr(&foot), signed: true })
}

impl TenderView<'_> {
    /// What is to know of the ranks.
    #[must_use]
    pub fn remarks(&self) -> Vec<&'static str> {
        page::remarks(self)
    }

    /// What the document is.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.anonymous {
            true => "Comparaison anonyme des offres",
            false => "Dépouillement des offres",
        }
    }

    /// What every format says first.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let warning = super::phrases::grid_warning(self.tender.terms.grid);
        [BUYER_DECIDES.to_owned()].into_iter().chain(warning).collect()
    }

    /// What a bidder is called on the page, marked.
    fn name(&self, at: usize) -> String {
        match self.anonymous {
            true => format!("Candidat {}", letters(at)),
            false => inline(self.tender.bidders[at].name()),
        }
    }

    /// What every bidder is called, in a table of data.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let one = |(at, bidder): (usize, &Bidder<'_>)| match self.anonymous {
            true => format!("Candidat {}", letters(at)),
            false => bidder.name().to_owned(),
        };
        self.tender.bidders.iter().enumerate().map(one).collect()
    }

    /// The bidders, each with what it is called.
    fn bidders(&self) -> impl Iterator<Item = (String, &Bidder<'_>)> {
        self.tender.bidders.iter().enumerate().map(|(at, one)| (self.name(at), one))
    }
}

/// A, B, … Z, AA: as spreadsheets name columns.
fn letters(at: usize) -> String {
    crate::diagnostic::column_letters(u32::try_from(at).unwrap_or(u32::MAX))
}
