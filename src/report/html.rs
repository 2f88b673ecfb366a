//! A page laid out in HTML: one file that needs nothing else, that reads well aloud, prints as a
//! document, and in which nobody's text can act.

mod body;
mod draw;
mod text;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::page::{Block, Page};
use body::Body;
use text::{Anchors, escape, plain};

/// Tokens and style, of the screen and of paper: the one place where design is decided.
const STYLE: &str = include_str!("html/style.css");
/// Filters and folds the detail; without it everything is there.
const SCRIPT: &str = include_str!("html/script.js");
/// The fills of pictures, which tell parts from one another without colour.
const PATTERNS: &str = include_str!("html/patterns.svg");

/// What a page says outside its blocks.
#[derive(Debug)]
pub(super) struct Frame {
    /// The line at the foot of each printed page.
    pub(super) foot: String,
    /// Whether somebody signs it.
    pub(super) signed: bool,
}

/// The page as a whole document.
#[must_use]
pub(super) fn render(page: &Page, frame: &Frame) -> String {
    let anchors = Anchors::of(page);
    let start = page.blocks.iter().position(|block| matches!(block, Block::Heading(..)));
    let (head, main) = page.blocks.split_at(start.unwrap_or(page.blocks.len()));
    let mut body = Body::new(&anchors);
    body.blocks(head);
    let header = body.take();
    body.blocks(main);
    let main = body.take();
    let title = page.blocks.iter().find_map(|block| {
        let Block::Title(text) = block else { return None };
        Some(plain(text))
    });
    let title = title.unwrap_or_default();
    let has_detail = page.blocks.iter().any(|block| matches!(block, Block::Filters));
    let (style, code) = (STYLE.trim(), SCRIPT.trim());
    let printed = printed(&title, &frame.foot);
    let signature = if frame.signed { SIGNATURE } else { "" };
    let script = if has_detail { format!("<script>{code}</script>\n") } else { String::new() };
    format!(
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"sdet {}\">\n\
         <title>{}</title>\n<style>{style}</style>\n<style>{printed}</style>\n</head>\n<body>\n\
         {PATTERNS}<a class=\"evitement\" href=\"#contenu\">Aller au contenu</a>\n\
         <header>\n{header}</header>\n{}\
         <main id=\"contenu\" tabindex=\"-1\">\n{main}{signature}</main>\n\
         <footer>\n<p>{}</p>\n</footer>\n{script}</body>\n</html>\n",
        policy(&[style, &printed], has_detail.then_some(code)),
        env!("CARGO_PKG_VERSION"),
        escape(&title),
        anchors.contents(),
        escape(&frame.foot),
    )
}

/// Everything is forbidden but these very styles and this very script.
fn policy(styles: &[&str], script: Option<&str>) -> String {
    let allowed =
        |text: &&str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let styles: Vec<String> = styles.iter().map(allowed).collect();
    let script = script.as_ref().map_or_else(|| "'none'".to_owned(), allowed);
    format!(
        "default-src 'none'; style-src {}; script-src {script}; base-uri 'none'; form-action 'none'",
        styles.join(" ")
    )
}

/// How many characters of its title head each printed page.
const RUNNING: usize = 90;

/// The running title and foot, which paper has and the screen does not.
fn printed(title: &str, foot: &str) -> String {
    let mut short: String = title.chars().take(RUNNING).collect();
    if short.len() < title.len() {
        short.push('…');
    }
    format!(
        "@page{{@top-left{{content:{}}}@bottom-left{{content:{}}}}}",
        css_string(&short),
        css_string(foot)
    )
}

/// A text as a string of CSS: whatever is not a letter or a digit is written by its number.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        if character.is_alphanumeric() || character == ' ' {
            out.push(character);
        } else {
            out.push_str(&format!("\\{:x} ", u32::from(character)));
        }
    }
    out.push('"');
    out
}

/// Where the one who answers for the report signs it, on paper.
const SIGNATURE: &str = "<section class=\"signature\" aria-labelledby=\"signature\">\n\
     <h2 id=\"signature\">Signature</h2>\n\
     <p>Nom et fonction\u{a0}:</p>\n<p>Fait à\u{a0}:</p>\n<p>Le\u{a0}:</p>\n<p>Signature\u{a0}:</p>\n</section>\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_leave_the_style_that_prints_it() {
        let title = "a\"}</style><script>x</script>\\\n";
        let css = printed(title, "");
        assert!(!css.contains(['<', '\n']), "{css}");
        assert_eq!(css.matches('"').count(), 4, "{css}");
        assert!(css.contains("a\\22 \\7d \\3c \\2f style\\3e "), "{css}");
    }
}
