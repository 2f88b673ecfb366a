//! Tables that Excel and LibreOffice open without a question: `;`, UTF-8 with its mark, CRLF.

use crate::words::plain_line;

/// What tells a spreadsheet that a text is in UTF-8.
const MARK: char = '\u{FEFF}';

/// A table as CSV text.
#[must_use]
pub(super) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let header: Vec<String> = header.iter().map(|title| (*title).to_owned()).collect();
    for row in std::iter::once(&header).chain(rows) {
        let cells = row.iter().map(|cell| harmless(cell));
        // Writing to memory does not fail, and every row has the length of the header.
        let _ = writer.write_record(cells);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("{MARK}{}", String::from_utf8(bytes).unwrap_or_default())
}

/// A text on one line, that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    let line = plain_line(cell);
    match line.starts_with(['=', '+', '-', '@']) {
        true => format!("'{line}"),
        false => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_cells_and_never_become_formulas() {
        let rows =
            vec![vec!["a;b".into(), "=1+1".into()], vec!["« \"x\" »\ny".into(), "-1".into()]];
        let text = table(&["Énoncé", "État"], &rows);
        assert_eq!(text, "\u{FEFF}Énoncé;État\r\n\"a;b\";'=1+1\r\n\"« \"\"x\"\" » y\";'-1\r\n");
    }
}
