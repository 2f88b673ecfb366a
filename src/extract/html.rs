//! The texts that HTML shows: conversions write tables with it.

use std::ops::Range;

/// Tags that end a paragraph.
const BLOCK_TAGS: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "td",
    "th",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "dd",
    "dt",
    "caption",
    "thead",
    "tbody",
    "summary",
    "details",
];

/// Characters written as entities, that conversions leave.
const ENTITIES: &[(&str, &str)] = &[
    ("&nbsp;", " "),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&eacute;", "é"),
    ("&egrave;", "è"),
    ("&ecirc;", "ê"),
    ("&agrave;", "à"),
    ("&ccedil;", "ç"),
    ("&rsquo;", "’"),
    ("&laquo;", "«"),
    ("&raquo;", "»"),
    ("&ocirc;", "ô"),
    ("&ucirc;", "û"),
];

/// Whether a tag inside a line breaks it.
pub(super) fn breaks(tag: &str) -> bool {
    let name = name(tag);
    name == "br" || BLOCK_TAGS.contains(&name.as_str())
}

fn name(tag: &str) -> String {
    let inner = tag.trim_start_matches(['<', '/']);
    inner.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// A paragraph: its pieces, with the bytes they come from.
type Shown = Vec<(String, Range<usize>)>;

/// The paragraphs that a range of HTML shows; comments, scripts and styles are not shown.
pub(super) fn texts(document: &str, range: Range<usize>) -> Vec<Shown> {
    let html = &document[range.clone()];
    let mut found: Vec<Shown> = vec![Vec::new()];
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        if let Some(hidden) = hidden_length(rest) {
            at += hidden;
        } else if rest.starts_with('<') {
            let length = rest.find('>').map_or(rest.len(), |close| close + 1);
            let tag = name(&rest[..length]);
            if BLOCK_TAGS.contains(&tag.as_str()) {
                found.push(Vec::new());
            } else if tag == "br" {
                add(&mut found, " ", range.start + at..range.start + at + length);
            }
            at += length;
        } else if let Some((entity, character)) =
            ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity))
        {
            add(&mut found, character, range.start + at..range.start + at + entity.len());
            at += entity.len();
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let length =
                rest[first..].find(['<', '&', '\n']).map_or(rest.len(), |next| next + first);
            let piece = rest[..length].replace('\n', " ");
            add(&mut found, &piece, range.start + at..range.start + at + length);
            at += length;
        }
    }
    found.retain(|shown| shown.iter().any(|(text, _)| !text.trim().is_empty()));
    found
}

fn add(found: &mut [Shown], text: &str, from: Range<usize>) {
    if let Some(last) = found.last_mut() {
        last.push((text.to_owned(), from));
    }
}

/// The length of a comment, script or style at the beginning of a text.
fn hidden_length(text: &str) -> Option<usize> {
    let pairs = [("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")];
    let (open, close) = pairs.iter().find(|(open, _)| text.starts_with(open))?;
    Some(text[open.len()..].find(close).map_or(text.len(), |at| open.len() + at + close.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_paragraphs_and_comments_are_hidden() {
        let html = "<table><tr><td>Le <b>service</b><br/>doit&nbsp;durer</td><td>Oui</td></tr></table><!-- doit -->";
        let joined: Vec<String> = texts(html, 0..html.len())
            .into_iter()
            .map(|shown| shown.into_iter().map(|(text, _)| text).collect())
            .collect();
        assert_eq!(joined, ["Le service doit durer", "Oui"]);
        assert!(texts("é<é&é", 0..8).len() == 1);
    }
}
