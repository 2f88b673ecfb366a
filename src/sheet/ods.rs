//! OpenDocument spreadsheets, read as a stream: a cell or a row may be said to be repeated a
//! million times, which is counted and never unfolded where there is nothing in it.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::limits::{Allowance, MAX_RUN, Refused, damaged, locked, too_heavy};
use super::open::iso_day;
use super::raw::{Area, RawBook, RawCell, RawSheet, RawValue};
use super::zipped::Parts;

/// Past these, no spreadsheet goes.
const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;

/// Reads a spreadsheet.
pub(super) fn read(parts: &Parts) -> Result<RawBook, Refused> {
    let manifest = parts.text("META-INF/manifest.xml").unwrap_or_default();
    if manifest.windows(15).any(|part| part == b"encryption-data") {
        return Err(locked());
    }
    let content = parts.text("content.xml").ok_or_else(damaged)?;
    let text = std::str::from_utf8(content).map_err(|_| damaged())?;
    let sheets = Tables::new(text).read()?;
    Ok(RawBook { sheets, ..RawBook::default() })
}

/// A cell being read.
#[derive(Debug, Default)]
struct Open {
    kind: String,
    value: Option<String>,
    formula: bool,
    repeated: u32,
    spanned: (u32, u32),
    text: String,
    paragraphs: usize,
}

struct Tables<'t> {
    reader: Reader<&'t [u8]>,
    sheets: Vec<RawSheet>,
    allowance: Allowance,
    row: u32,
    column: u32,
    /// The cells of the row being read, and how many times it stands.
    cells: Vec<(u32, RawCell)>,
    times: u32,
    cell: Option<Open>,
    /// How deep inside what is not the text of the cell: notes, drawings.
    aside: usize,
}

impl<'t> Tables<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            reader: Reader::from_str(text),
            sheets: Vec::new(),
            allowance: Allowance::new(),
            row: 0,
            column: 0,
            cells: Vec::new(),
            times: 1,
            cell: None,
            aside: 0,
        }
    }

    fn read(mut self) -> Result<Vec<RawSheet>, Refused> {
        loop {
            match self.reader.read_event().map_err(|_| damaged())? {
                Event::Start(tag) => self.start(&tag, false)?,
                Event::Empty(tag) => self.start(&tag, true)?,
                Event::End(tag) => self.end(tag.name().as_ref())?,
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let name: &str = reference.as_ref();
                    let character = reference.resolve_char_ref().ok().flatten();
                    match (character, resolve_xml_entity(name)) {
                        (Some(character), _) => self.text(character.encode_utf8(&mut [0; 4])),
                        (None, Some(text)) => self.text(text),
                        (None, None) => return Err(damaged()),
                    }
                }
                Event::Eof => return Ok(self.sheets),
                Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<(), Refused> {
        let name = tag.name();
        let name: &str = name.as_ref();
        if self.aside > 0 {
            self.aside += usize::from(!empty);
            return Ok(());
        }
        match name {
            "table:table" => {
                self.allowance.sheet()?;
                let name = attribute(tag, "table:name").unwrap_or_default();
                self.sheets.push(RawSheet { name, ..RawSheet::default() });
                self.row = 0;
            }
            "table:table-row" => {
                self.column = 0;
                self.cells.clear();
                self.times = number(tag, "table:number-rows-repeated");
                if empty {
                    self.end_row()?;
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.cell = Some(opened(tag));
                if empty {
                    self.end_cell()?;
                }
            }
            "office:annotation" | "draw:frame" | "table:shapes" | "table:tracked-changes" => {
                self.aside = usize::from(!empty);
            }
            _ => self.start_text(name, tag),
        }
        // A mark may stand for a thousand spaces.
        match self.cell.as_ref().is_some_and(|cell| cell.text.len() > MAX_RUN) {
            true => Err(too_heavy(MAX_RUN, "dans une cellule")),
            false => Ok(()),
        }
    }

    /// What stands for a character in the text of a cell.
    fn start_text(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(cell) = &mut self.cell else {
            return;
        };
        match name {
            "text:p" => {
                cell.paragraphs += 1;
                if cell.paragraphs > 1 {
                    cell.text.push('\n');
                }
            }
            "text:line-break" => cell.text.push('\n'),
            "text:tab" => cell.text.push('\t'),
            "text:s" => {
                let spaces = number(tag, "text:c").min(1_000) as usize;
                cell.text.push_str(&" ".repeat(spaces));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Refused> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
            "table:table-row" => self.end_row(),
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| self.aside == 0 && cell.paragraphs > 0)
        {
            cell.text.push_str(text);
        }
    }

    fn end_cell(&mut self) -> Result<(), Refused> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let (down, across) = cell.spanned;
        if (down > 1 || across > 1)
            && let Some(sheet) = self.sheets.last_mut()
        {
            let area = Area {
                top: self.row,
                left: self.column,
                bottom: self.row.saturating_add(down - 1),
                right: self.column.saturating_add(across - 1),
            };
            self.allowance.merge(sheet, area)?;
        }
        let repeated = cell.repeated.min(MAX_COLUMNS.saturating_sub(self.column));
        let column = self.column;
        self.column = self.column.saturating_add(repeated);
        let found = RawCell { formula: cell.formula, value: value(cell)? };
        if found.value == RawValue::Text(String::new()) && !found.formula {
            return Ok(());
        }
        for at in column..column + repeated {
            self.allowance.cell(&found.value)?;
            self.cells.push((at, found.clone()));
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Refused> {
        let times = self.times.min(MAX_ROWS.saturating_sub(self.row));
        let first = self.row;
        self.row = self.row.saturating_add(times);
        let Some(sheet) = self.sheets.last_mut() else {
            return Ok(());
        };
        if self.cells.is_empty() {
            return Ok(());
        }
        for row in first..first + times {
            for (column, cell) in &self.cells {
                if row > first {
                    self.allowance.cell(&cell.value)?;
                }
                self.allowance.put(sheet, (row, *column), cell.clone())?;
            }
        }
        Ok(())
    }
}

fn opened(tag: &BytesStart<'_>) -> Open {
    let values = ["office:value", "office:date-value", "office:time-value", "office:boolean-value"];
    let given = values.iter().find_map(|name| attribute(tag, name));
    let error = attribute(tag, "calcext:value-type").is_some_and(|kind| kind == "error");
    let kind = attribute(tag, "office:value-type").unwrap_or_default();
    Open {
        kind: if error { "error".into() } else { kind },
        value: given.or_else(|| attribute(tag, "office:string-value")),
        formula: attribute(tag, "table:formula").is_some(),
        repeated: number(tag, "table:number-columns-repeated"),
        spanned: (
            number(tag, "table:number-rows-spanned"),
            number(tag, "table:number-columns-spanned"),
        ),
        ..Open::default()
    }
}

fn value(cell: Open) -> Result<RawValue, Refused> {
    let given = cell.value.filter(|value| !value.is_empty());
    Ok(match (cell.kind.as_str(), given) {
        ("error", _) => RawValue::Fault(cell.text),
        ("float" | "percentage" | "currency", Some(value)) => {
            let number: f64 = value.parse().map_err(|_| damaged())?;
            RawValue::Number(number)
        }
        ("date", Some(value)) => iso_day(&value),
        ("time", Some(value)) => RawValue::Moment(value),
        ("boolean", Some(value)) => RawValue::Truth(value == "true"),
        ("string", Some(value)) if cell.paragraphs == 0 => RawValue::Text(value),
        _ => RawValue::Text(cell.text),
    })
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// A number of times, 1 where nothing sound is said.
fn number(tag: &BytesStart<'_>, name: &str) -> u32 {
    let found = attribute(tag, name).and_then(|text| text.parse().ok());
    found.filter(|number| *number > 0).unwrap_or(1)
}
