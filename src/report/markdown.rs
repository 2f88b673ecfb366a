//! A page laid out in Markdown.

use super::markdown_text::{line_into, quote_into, table_into};
use super::page::{Block, Page};
use crate::words::markdown::escape_into;
use crate::words::{fr, one_line};

/// The page as Markdown.
#[must_use]
pub(super) fn render(page: &Page) -> String {
    let mut out = String::with_capacity(page.blocks.len() * TYPICAL_BYTES);
    let mut after_item = false;
    for block in &page.blocks {
        lay_out(block, after_item, &mut out);
        after_item = matches!(block, Block::Item(..));
    }
    out
}

/// What a block of a report takes, in bytes: space reserved at once is not copied again and again.
const TYPICAL_BYTES: usize = 128;

/// Adds a block; `after_item`: the one before is a list item, which a blank line ends.
fn lay_out(block: &Block, after_item: bool, out: &mut String) {
    if after_item && matches!(block, Block::Aside(_) | Block::Quote(..)) {
        out.push('\n');
    }
    match block {
        Block::Title(text) => paragraph("# ", text, out),
        Block::Heading(level, text) => {
            out.push_str(&"#".repeat(*level));
            paragraph(" ", text, out);
        }
        Block::Statement(entry) => {
            out.push_str("#### ");
            escape_into(&one_line(&entry.id), out);
            out.push_str(" — ");
            out.push_str(&entry.status);
            out.push_str("\n\n");
            paragraph("", &entry.text, out);
        }
        Block::Paragraph(text) | Block::Lead(text) => paragraph("", text, out),
        Block::Table(one) => table_into(one, out),
        Block::Item(depth, text) => {
            out.push_str(&"  ".repeat(*depth));
            out.push_str("- ");
            line_into(text, out);
            out.push('\n');
        }
        Block::Aside(text) => paragraph("  ", text, out),
        Block::Quote(depth, text) => {
            quote_into(text, &"  ".repeat(*depth), out);
            out.push('\n');
        }
        Block::EndList => out.push('\n'),
        Block::Code(commands) => out.push_str(&fr(&format!("```sh\n{commands}\n```\n\n"))),
        Block::Picture(_) | Block::Filters => {}
    }
}

/// Adds a marked line after its mark, and the empty line that ends it.
fn paragraph(mark: &str, text: &str, out: &mut String) {
    out.push_str(mark);
    line_into(text, out);
    out.push_str("\n\n");
}
