//! A book as an Excel workbook: drop-downs, real dates, frozen headings, nothing that calculates
//! but the words on missed requirements.

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule,
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, ProtectionOptions,
    Workbook, Worksheet, XlsxError,
};

use super::answers::{MISSED, PARTLY};
use super::book::{Book, READ_ME, Sheet};
use super::column::{Band, Column, Content};
use super::typed::Display;
use super::wording::locked;
use crate::date::Date;
use crate::diagnostic::column_letters;
use crate::words::{Level, Status, Vocabulary, fr};
use crate::yaml::shape::Kind;

/// The width of a sheet of paper, in characters.
const PAGE: u16 = 86;
/// Day, month, year, whatever the language of the spreadsheet.
const FRENCH_DAY: &str = "[$-40C]dd/mm/yyyy";

/// The bytes of a workbook. `protect` locks what is not to fill.
///
/// # Errors
/// What the format cannot hold: more rows or columns than a sheet has.
pub fn write(book: &Book, protect: bool) -> Result<Vec<u8>, String> {
    workbook(book, protect).map_err(|error| error.to_string())
}

fn workbook(book: &Book, protect: bool) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = moment(book.day)?;
    let properties = DocProperties::new().set_title(&book.title).set_creation_datetime(&made);
    workbook.set_properties(&properties);
    read_me(workbook.add_worksheet(), book, protect)?;
    facts(workbook.add_worksheet(), book, protect)?;
    for sheet in &book.sheets {
        table(workbook.add_worksheet(), sheet, protect)?;
    }
    workbook.save_to_buffer()
}

fn moment(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day) = day.parts();
    let unsigned = |number: i8| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(
        u16::try_from(year).unwrap_or(1900).max(1900),
        unsigned(month),
        unsigned(day),
    )
}

fn read_me(out: &mut Worksheet, book: &Book, protect: bool) -> Result<(), XlsxError> {
    out.set_name(READ_ME)?;
    out.set_column_width(0, f64::from(PAGE))?;
    out.set_screen_gridlines(false);
    let line = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let title = line.clone().set_bold().set_font_size(14);
    let locked = protect.then(locked);
    for (row, text) in (0..).zip(book.read_me.iter().chain(&locked)) {
        let format = if row == 0 { &title } else { &line };
        out.write_string_with_format(row, 0, text, format)?;
        out.set_row_height(row, height([(text.as_str(), PAGE)], 1))?;
    }
    out.set_paper_size(9).set_print_fit_to_pages(1, 1);
    if protect {
        out.protect();
    }
    Ok(())
}

fn facts(out: &mut Worksheet, book: &Book, protect: bool) -> Result<(), XlsxError> {
    out.set_name(&book.facts_sheet)?;
    out.set_column_width(0, 34)?;
    out.set_column_width(1, 80)?;
    let label = Format::new().set_bold().set_align(FormatAlign::Top);
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let to_fill = text.clone().set_unlocked().set_num_format("@").set_border(FormatBorder::Thin);
    out.write_string_with_format(0, 0, &book.facts_note, &Format::new().set_italic())?;
    for (row, fact) in (1..).zip(&book.facts) {
        let format = if fact.fill { &to_fill } else { &text };
        out.write_string_with_format(row, 0, &fact.label, &label)?;
        match fact.text.is_empty() {
            true => out.write_blank(row, 1, format)?,
            false => {
                out.write_string_with_format(row, 1, &fact.text, &quoted(format, &fact.text))?
            }
        };
    }
    out.set_landscape().set_print_fit_to_pages(1, 0);
    if protect {
        out.protect();
    }
    Ok(())
}

/// Pale colours of groups; what they mean is in the headings.
fn tint(band: Band) -> u32 {
    match band {
        Band::Statement => 0xE7_E6_E6,
        Band::Answer => 0xDD_EB_F7,
        Band::Evidence(true) => 0xE2_EF_DA,
        Band::Evidence(false) => 0xF0_F7_EB,
        Band::Waiver => 0xFF_F2_CC,
        Band::Action => 0xFC_E4_D6,
        Band::Other => 0xED_ED_F7,
    }
}

fn headings(out: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(&sheet.columns) {
        let format = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_background_color(tint(column.band));
        out.write_string_with_format(0, at, &column.heading, &format)?;
        out.set_column_width(at, f64::from(column.width))?;
    }
    out.set_row_height(0, 45)?;
    Ok(())
}

fn table(out: &mut Worksheet, sheet: &Sheet, protect: bool) -> Result<(), XlsxError> {
    out.set_name(&sheet.name)?;
    headings(out, sheet)?;
    let formats: Vec<[Format; 2]> = sheet.columns.iter().map(formats).collect();
    for row in 0..sheet.rows.len() {
        for (at, formats) in formats.iter().enumerate() {
            cell(out, sheet, (row, at), formats)?;
        }
        let down = u32::try_from(row + 1).unwrap_or(u32::MAX);
        out.set_row_height(down, row_height(sheet, row))?;
    }
    let last_row = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX).max(1);
    let last_column = u16::try_from(sheet.columns.len() - 1).unwrap_or(u16::MAX);
    for (at, column) in (0..).zip(&sheet.columns) {
        if let Some(validation) = validation(column)? {
            out.add_data_validation(1, at, last_row, at, &validation)?;
        }
    }
    fold_away(out, sheet, protect)?;
    stand_out(out, sheet, last_row)?;
    out.autofilter(0, 0, last_row, last_column)?;
    let frozen = sheet.rank_of("enonce").map_or(1, |at| at + 1);
    out.set_freeze_panes(1, u16::try_from(frozen).unwrap_or(1))?;
    out.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
    // On paper, the question and the answer; the rest would make them unreadable.
    let printed = sheet.rank_of("justification").or(sheet.rank_of("pourquoi"));
    let printed = printed.and_then(|at| u16::try_from(at).ok()).unwrap_or(last_column);
    out.set_print_area(0, 0, last_row, printed)?.set_print_fit_to_pages(1, 0);
    if protect {
        let options = ProtectionOptions {
            sort: true,
            use_autofilter: true,
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        };
        out.protect_with_options(&options);
    }
    Ok(())
}

/// The height of a row whose texts all show, with room to write. Spreadsheets do not all work it
/// out by themselves when they open a file.
fn row_height(sheet: &Sheet, row: usize) -> f64 {
    let columns = sheet.columns.iter().zip(&sheet.rows[row].cells);
    let seen = columns.filter(|(column, _)| column.content != Content::Mark);
    height(seen.map(|(column, text)| (text.as_str(), column.width)), 2)
}

/// The height, in points, of the tallest of some texts in columns of a width, at least of some
/// lines and at most what spreadsheets allow.
fn height<'t>(texts: impl IntoIterator<Item = (&'t str, u16)>, least: usize) -> f64 {
    let lines = |(text, width): (&str, u16)| -> usize {
        let width = usize::from(width).max(1);
        // Words are not cut: lines are filled to nine tenths.
        text.split('\n').map(|line| (line.chars().count() * 10).div_ceil(width * 9).max(1)).sum()
    };
    let lines = texts.into_iter().map(lines).max().unwrap_or(1).max(least);
    f64::from(u16::try_from(lines * 15).unwrap_or(u16::MAX)).min(409.0)
}

/// The format of a column's cells, for texts and for days.
fn formats(column: &Column) -> [Format; 2] {
    let base =
        Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    let base = match column.content {
        Content::Fill(_) => base.set_unlocked(),
        Content::Id => base.set_bold().set_background_color(tint(Band::Statement)),
        Content::Fixed | Content::Shown | Content::Mark => base.set_background_color(0xF7_F7_F7),
        Content::Alert => base,
    };
    let day = base.clone().set_num_format(FRENCH_DAY).set_align(FormatAlign::Left);
    // As text, an identifier or a page number stays what was typed.
    let text = match column.content {
        Content::Fill(Kind::Date) => day.clone(),
        Content::Fill(_) | Content::Id => base.set_num_format("@"),
        Content::Fixed | Content::Shown | Content::Mark | Content::Alert => base,
    };
    [text, day]
}

/// A text that begins like a formula stays a text even when someone edits the cell.
fn quoted(format: &Format, text: &str) -> Format {
    match text.starts_with(['=', '+', '-', '@', '\'']) {
        true => format.clone().set_quote_prefix(),
        false => format.clone(),
    }
}

fn cell(
    out: &mut Worksheet,
    sheet: &Sheet,
    (row, at): (usize, usize),
    [text_format, day_format]: &[Format; 2],
) -> Result<(), XlsxError> {
    let down = u32::try_from(row + 1).unwrap_or(u32::MAX);
    let across = u16::try_from(at).unwrap_or(u16::MAX);
    match sheet.display(row, at) {
        Display::Day(day) => {
            out.write_datetime_with_format(down, across, &moment(day)?, day_format)?;
        }
        Display::Text(text) if sheet.columns[at].content == Content::Alert => {
            if let Some(formula) = alert(sheet, row + 2) {
                // An empty result would be written as the number 0.
                let shown = if text.is_empty() { " ".into() } else { text };
                let formula = Formula::new(formula).set_result(shown);
                out.write_formula_with_format(down, across, formula, text_format)?;
            }
        }
        Display::Text(text) if text.is_empty() => {
            out.write_blank(down, across, text_format)?;
        }
        Display::Text(text) => {
            out.write_string_with_format(down, across, &text, &quoted(text_format, &text))?;
        }
    }
    Ok(())
}

/// The words on what is missed, kept up by the spreadsheet as statuses are chosen. `row` counts
/// from 1.
fn alert(sheet: &Sheet, row: usize) -> Option<String> {
    let place = |field: &str| {
        let at = u32::try_from(sheet.rank_of(field)?).ok()?;
        Some(format!("${}{row}", column_letters(at)))
    };
    let (level, status) = (place("niveau")?, place("statut")?);
    let requirement = Level::Requirement.label();
    let length = requirement.chars().count();
    let is_requirement = format!("LEFT({level},{length})=\"{requirement}\"");
    let to_assess = Status::ToAssess.label();
    let when = |status_label: &str, words: &str, otherwise: &str| {
        format!("IF(AND({is_requirement},{status}=\"{status_label}\"),\"{words}\",{otherwise})")
    };
    let partly = when(Status::Partial.label(), PARTLY, "\"\"");
    let missed = when(Status::NonCompliant.label(), MISSED, &partly);
    Some(format!("=IF(OR({status}=\"\",{status}=\"{to_assess}\"),\"{to_assess}\",{missed})"))
}

/// What a spreadsheet lets be typed in a column.
fn validation(column: &Column) -> Result<Option<DataValidation>, XlsxError> {
    let Content::Fill(kind) = column.content else {
        return Ok(None);
    };
    let validation = if let Kind::Word(list) = kind {
        let labels: Vec<&str> = list.words.iter().map(|word| word.label).collect();
        DataValidation::new()
            .allow_list_strings(&labels)?
            .set_error_title(fr("Choisissez dans la liste"))?
            .set_error_message(fr(&format!("Valeurs possibles : {}.", labels.join(", "))))?
    } else if kind == Kind::Date {
        let from = DataValidationRule::GreaterThanOrEqualTo(ExcelDateTime::from_ymd(1950, 1, 1)?);
        DataValidation::new()
            .allow_date(from)
            .set_error_title(fr("Une date est attendue"))?
            .set_error_message(fr("Écrivez le jour, le mois et l'année : 14/06/2013."))?
    } else if kind == Kind::Boolean {
        DataValidation::new()
            .allow_list_strings(&["oui", "non"])?
            .set_error_title(fr("Choisissez dans la liste"))?
            .set_error_message("oui, non")?
    } else {
        return Ok(None);
    };
    Ok(Some(validation.set_error_style(DataValidationErrorStyle::Stop)))
}

/// Folds the secondary columns that no row fills, hides the marks. A locked sheet folds nothing:
/// nobody could unfold it.
fn fold_away(out: &mut Worksheet, sheet: &Sheet, protect: bool) -> Result<(), XlsxError> {
    let is_empty =
        |at: usize| sheet.rows.iter().all(|row| row.cells.get(at).is_none_or(String::is_empty));
    let mut run: Option<(u16, u16)> = None;
    for (at, column) in sheet.columns.iter().enumerate() {
        let across = u16::try_from(at).unwrap_or(u16::MAX);
        let hidden = match column.content {
            Content::Mark => true,
            Content::Shown => is_empty(at),
            Content::Id | Content::Fixed | Content::Alert | Content::Fill(_) => false,
        };
        if hidden {
            out.set_column_hidden(across)?;
        }
        if column.secondary && !protect && !hidden && is_empty(at) {
            run = Some(run.map_or((across, across), |(first, _)| (first, across)));
        } else if let Some((first, last)) = run.take() {
            out.group_columns_collapsed(first, last)?;
        }
    }
    if let Some((first, last)) = run {
        out.group_columns_collapsed(first, last)?;
    }
    Ok(())
}

/// Bold on a coloured ground where a requirement is missed: the words are there already.
fn stand_out(out: &mut Worksheet, sheet: &Sheet, last_row: u32) -> Result<(), XlsxError> {
    let Some(at) = sheet.columns.iter().position(|column| column.content == Content::Alert) else {
        return Ok(());
    };
    let letters = column_letters(u32::try_from(at).unwrap_or(0));
    let looks = [(MISSED, 0xF8_CB_AD_u32), (PARTLY, 0xFF_E6_99)];
    for (words, colour) in looks {
        let format = Format::new().set_bold().set_background_color(colour);
        let rule = format!("=${letters}2=\"{words}\"");
        let condition = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
        for field in ["constat", "statut", "id"] {
            let column = sheet.rank_of(field).and_then(|rank| u16::try_from(rank).ok());
            if let Some(column) = column {
                out.add_conditional_format(1, column, last_row, column, &condition)?;
            }
        }
    }
    Ok(())
}
