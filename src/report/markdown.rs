//! A page laid out in Markdown.

use super::markdown_text::{line, quotation, table};
use super::page::{Block, Page};
use crate::words::fr;

/// The page as Markdown.
#[must_use]
pub(super) fn render(page: &Page) -> String {
    let mut out = String::new();
    let mut after_item = false;
    for block in &page.blocks {
        lay_out(block, after_item, &mut out);
        after_item = matches!(block, Block::Item(..));
    }
    out
}

/// Adds a block; `after_item`: the one before is a list item, which a blank line ends.
fn lay_out(block: &Block, after_item: bool, out: &mut String) {
    if after_item && matches!(block, Block::Aside(_) | Block::Quote(..)) {
        out.push('\n');
    }
    match block {
        Block::Title(text) => out.push_str(&format!("# {}\n\n", line(text))),
        Block::Heading(level, text) => {
            out.push_str(&format!("{} {}\n\n", "#".repeat(*level), line(text)));
        }
        Block::Statement(entry) => out.push_str(&format!(
            "#### {} — {}\n\n{}\n\n",
            line(&super::marked::inline(&entry.id)),
            entry.status,
            line(&entry.text)
        )),
        Block::Paragraph(text) | Block::Lead(text) => {
            out.push_str(&format!("{}\n\n", line(text)));
        }
        Block::Table(one) => out.push_str(&table(one)),
        Block::Item(depth, text) => {
            out.push_str(&format!("{}- {}\n", "  ".repeat(*depth), line(text)));
        }
        Block::Aside(text) => out.push_str(&format!("  {}\n\n", line(text))),
        Block::Quote(depth, text) => {
            out.push_str(&quotation(text, &"  ".repeat(*depth)));
            out.push('\n');
        }
        Block::EndList => out.push('\n'),
        Block::Code(commands) => out.push_str(&fr(&format!("```sh\n{commands}\n```\n\n"))),
        Block::Picture(_) | Block::Filters => {}
    }
}
