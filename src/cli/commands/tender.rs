//! `depouiller`: several bidders against a market.

use crate::cli::Exit;
use crate::cli::arguments::{Depouiller, TenderFormat};
use crate::cli::market::OpenedMarket;
use crate::cli::session::Session;
use crate::diagnostic::Severity;
use crate::files::{APPRAISALS, make_folder, write_atomically};
use crate::market::scaffold::{appraisal_file, file_stem};
use crate::market::{Appraisal, Matter, Offer, Round, Tender, Terms, judge, rounds};
use crate::report::tender::{self, TenderView};
use crate::sheet::{Book, csv, tender as tables, xlsx};
use crate::words::{counted, fr, name_key, shown, suggest};

pub(super) fn run(mut session: Session, asked: &Depouiller) -> Exit {
    let Some(format) = format(&session, asked) else {
        return Exit::Usage;
    };
    let Some(opened) = session.market(&asked.market) else {
        return session.stop();
    };
    let offers = session.offers(&opened, &asked.offers);
    let former = session.offers(&opened, &asked.tour);
    let appraisals = session.appraisals(&opened, &offers);
    if session.diagnostics.has_errors() {
        return session.stop();
    }
    let matters: Vec<Matter<'_>> = offers
        .iter()
        .zip(&appraisals)
        .map(|(offer, appraisal)| Matter { offer, appraisal: appraisal.as_ref() })
        .collect();
    let terms = Terms {
        market: &opened.market,
        grid: &opened.grid,
        local: &opened.local,
        day: session.day,
    };
    let mut tender = judge(terms, &matters, &mut session.diagnostics);
    if asked.anonyme {
        tender.shuffle();
        session.diagnostics.extend(tender.named_without_names());
    }
    if asked.preparer_analyse {
        return prepare(session, &opened, &tender, &appraisals);
    }
    send(session, asked, &tender, &former, format)
}

/// The format asked, or that of the file to write.
fn format(session: &Session, asked: &Depouiller) -> Option<TenderFormat> {
    let output = session.global.output.as_ref();
    let extension = output.and_then(|path| path.extension());
    let extension = extension.map(|extension| extension.to_string_lossy().to_lowercase());
    let format = match (asked.format, extension.as_deref()) {
        (Some(format), _) => format,
        (None, Some("html" | "htm")) => TenderFormat::Html,
        (None, Some("json")) => TenderFormat::Json,
        (None, Some("csv")) => TenderFormat::Csv,
        (None, Some("xlsx")) => TenderFormat::Xlsx,
        (None, _) => TenderFormat::Md,
    };
    let page = matches!(format, TenderFormat::Md | TenderFormat::Html);
    if asked.lettre.is_some() && !page {
        session.usage("la page d'un candidat est en Markdown ou en HTML", "écrivez --format html");
        return None;
    }
    if format == TenderFormat::Xlsx && output.is_none() {
        session.usage(
            "un classeur ne s'affiche pas à l'écran",
            "donnez le fichier à écrire : -o depouillement.xlsx",
        );
        return None;
    }
    Some(format)
}

fn send(
    mut session: Session,
    asked: &Depouiller,
    tender: &Tender<'_>,
    former: &[Offer],
    format: TenderFormat,
) -> Exit {
    let moves: Vec<Round> = if asked.tour.is_empty() { Vec::new() } else { rounds(former, tender) };
    let view = TenderView { tender, rounds: &moves, anonymous: asked.anonyme };
    let text = match (&asked.lettre, format) {
        (Some(name), _) => match bidder(&session, tender, name) {
            None => return Exit::Usage,
            Some(at) => {
                session.diagnostics.extend(tender.named_in_letter(at));
                let page = if format == TenderFormat::Html {
                    tender::letter_html
                } else {
                    tender::letter_markdown
                };
                page(tender, at)
            }
        },
        (None, TenderFormat::Md) => tender::markdown(&view),
        (None, TenderFormat::Html) => tender::html(&view),
        (None, TenderFormat::Json) => tender::json(&view),
        (None, TenderFormat::Csv) => {
            String::from_utf8_lossy(&csv::write_all(&table(&view))).into_owned()
        }
        (None, TenderFormat::Xlsx) => {
            let Ok(bytes) = xlsx::write(&table(&view), false) else {
                session.usage("le classeur ne peut pas être écrit", "prenez --format csv");
                return Exit::Usage;
            };
            session.write_file(&bytes);
            return session.finish("", Severity::Warning, false);
        }
    };
    session.finish(&text, Severity::Warning, false)
}

fn table(view: &TenderView<'_>) -> Book {
    let listings = tender::listings(view).into_iter();
    let listings = listings.map(|one| (one.title.to_owned(), one.columns, one.rows));
    let said = view.warnings().into_iter().chain(view.remarks().into_iter().map(str::to_owned));
    let said: Vec<String> = said.collect();
    tables::book(view.tender.terms, view.kind(), &said, listings.collect())
}

/// The rank of a bidder by its name.
fn bidder(session: &Session, tender: &Tender<'_>, name: &str) -> Option<usize> {
    let found = tender.bidders.iter().position(|one| name_key(one.name()) == name_key(name));
    if found.is_none() {
        let names = || tender.bidders.iter().map(crate::market::Bidder::name);
        let help = match suggest(name, names()) {
            Some(near) => format!("vouliez-vous dire « {near} » ?"),
            None => format!("candidats : {}", names().collect::<Vec<_>>().join(", ")),
        };
        session.usage(&format!("aucune offre du candidat {}", shown(name)), &help);
    }
    found
}

/// Writes a file to fill for each bidder without appraisal; those there are stay as they are.
fn prepare(
    mut session: Session,
    opened: &OpenedMarket,
    tender: &Tender<'_>,
    appraisals: &[Option<Appraisal>],
) -> Exit {
    let mut taken: Vec<String> = opened
        .files
        .appraisals
        .iter()
        .filter_map(|(path, _)| Some(path.file_stem()?.to_string_lossy().to_lowercase()))
        .collect();
    let mut written = Vec::new();
    // A folder left empty is lost by those who copy or share the market's files.
    let folder = opened.files.folder.join(APPRAISALS);
    if appraisals.iter().any(Option::is_none)
        && let Err(diagnostic) = make_folder(&folder)
    {
        session.diagnostics.push(diagnostic);
        return session.stop();
    }
    for (bidder, _) in tender.bidders.iter().zip(appraisals).filter(|(_, one)| one.is_none()) {
        let stem = file_stem(bidder.name(), &taken);
        let path = folder.join(format!("{stem}.yaml"));
        let text = appraisal_file(tender, bidder, session.day);
        taken.push(stem);
        match write_atomically(&path, text.as_bytes(), false) {
            Ok(()) => written.push(path.display().to_string().replace('\\', "/")),
            Err(diagnostic) => session.diagnostics.push(diagnostic),
        }
    }
    let product = match written.as_slice() {
        [] => "Chaque offre a déjà son analyse : rien n'est écrit.\n".to_owned(),
        _ => format!(
            "{} : {}\nEnsuite : choisissez un statut et un motif pour chaque énoncé, puis dépouillez.\n",
            counted(written.len() as u64, "analyse à remplir", "analyses à remplir"),
            written.join(", ")
        ),
    };
    session.global.output = None;
    session.finish(&fr(&product), Severity::Warning, false)
}
