//! The blocks of a page as HTML.

use super::draw;
use super::text::{Anchors, Lines, escape};
use crate::report::page::{Block, Entry, Table};
use crate::words::{Level, Status, Vocabulary, plain_text};

/// The HTML written so far, and what is still open in it.
#[derive(Debug)]
pub(super) struct Body<'a> {
    lines: Lines<'a>,
    anchors: &'a Anchors,
    out: String,
    open: Open,
    headings: usize,
    tables: usize,
    pictures: usize,
}

/// The elements open at some point of a page.
#[derive(Debug, Default)]
struct Open {
    section: bool,
    article: bool,
    list: bool,
    sublist: bool,
}

impl<'a> Body<'a> {
    pub(super) fn new(anchors: &'a Anchors) -> Self {
        Self {
            lines: Lines::new(anchors),
            anchors,
            out: String::new(),
            open: Open::default(),
            headings: 0,
            tables: 0,
            pictures: 0,
        }
    }

    /// What was written, every element closed.
    pub(super) fn take(&mut self) -> String {
        self.close_section();
        std::mem::take(&mut self.out)
    }

    /// Adds blocks in order.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            match (block, blocks.get(at + 1)) {
                (Block::Paragraph(sentence), Some(Block::Table(table))) if presents(sentence) => {
                    self.table(table, Some(sentence));
                    at += 1;
                }
                _ => self.block(block),
            }
            at += 1;
        }
    }

    fn block(&mut self, block: &Block) {
        if !matches!(block, Block::Item(..) | Block::Aside(_) | Block::Quote(1, _)) {
            self.close_list();
        }
        match block {
            Block::Title(text) => self.element("h1", text),
            Block::Heading(level, text) => self.heading(*level, text),
            Block::Statement(entry) => self.statement(entry),
            Block::Paragraph(text) => self.element("p", text),
            Block::Lead(text) => {
                let text = self.lines.line(text);
                self.out.push_str(&format!("<p class=\"conclusion\">{text}</p>\n"));
            }
            Block::Table(table) => self.table(table, None),
            Block::Item(0, text) => self.item(text),
            Block::Item(_, text) => self.sub_item(text),
            Block::Aside(text) => {
                self.close_sublist();
                self.element("p", text);
            }
            Block::Quote(_, text) => {
                self.close_sublist();
                self.quote(text);
            }
            Block::EndList => {}
            Block::Code(commands) => {
                self.out.push_str(&format!("<pre><code>{}</code></pre>\n", escape(commands)));
            }
            Block::Picture(picture) => {
                self.pictures += 1;
                draw::picture(picture, self.pictures, &mut self.lines, &mut self.out);
            }
            Block::Filters => self.out.push_str(&filters()),
        }
    }

    fn element(&mut self, name: &str, text: &str) {
        let text = self.lines.line(text);
        self.out.push_str(&format!("<{name}>{text}</{name}>\n"));
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.close_article();
        let id = self.anchors.heading(self.headings);
        self.headings += 1;
        if level == 2 {
            self.close_section();
            self.open.section = true;
            self.out.push_str(&format!("<section aria-labelledby=\"{id}\">\n"));
        }
        let text = self.lines.line(text);
        self.out.push_str(&format!("<h{level} id=\"{id}\">{text}</h{level}>\n"));
    }

    fn statement(&mut self, entry: &Entry) {
        self.close_article();
        self.open.article = true;
        let (id, status) = (escape(&entry.id), escape(&entry.status));
        let (standing, level) = (entry.standing.key(), entry.level.key());
        let text = self.lines.line(&entry.text);
        self.out.push_str(&format!(
            "<article id=\"{id}\" data-statut=\"{standing}\" data-niveau=\"{level}\" aria-labelledby=\"{id}-t\">\n\
             <h4 id=\"{id}-t\">{id} — <span class=\"statut\">{status}</span></h4>\n<p class=\"texte\">{text}</p>\n"
        ));
    }

    fn table(&mut self, table: &Table, caption: Option<&str>) {
        self.close_list();
        self.tables += 1;
        let caption = match caption {
            Some(sentence) => {
                let sentence = sentence.trim_end_matches(':').trim_end();
                format!("<caption id=\"t{}\">{}</caption>", self.tables, self.lines.line(sentence))
            }
            None => String::new(),
        };
        // A wide table scrolls by itself, and from the keyboard.
        let wide = table.header.len() > 2 && !caption.is_empty();
        if wide {
            self.out.push_str(&format!(
                "<div class=\"large{}\" role=\"group\" aria-labelledby=\"t{}\" tabindex=\"0\">\n",
                if table.header.len() > 4 { " ample" } else { "" },
                self.tables
            ));
        }
        let short = if table.rows.len() <= SHORT { " class=\"bref\"" } else { "" };
        self.out.push_str(&format!("<table{short}>\n{caption}\n<thead>\n<tr>"));
        let class = |at: usize| if at >= table.numeric_from { " class=\"n\"" } else { "" };
        for (at, title) in table.header.iter().enumerate() {
            match title.is_empty() {
                true => self.out.push_str("<td></td>"),
                false => {
                    let title = self.lines.cell(title);
                    self.out.push_str(&format!("<th scope=\"col\"{}>{title}</th>", class(at)));
                }
            }
        }
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let text = self.lines.cell(cell);
                match at {
                    0 => {
                        let class = if has_long_word(cell) { " class=\"c\"" } else { "" };
                        self.out.push_str(&format!("<th scope=\"row\"{class}>{text}</th>"));
                    }
                    _ if is_hash(cell) => {
                        self.out.push_str(&format!("<td><code>{text}</code></td>"));
                    }
                    _ if has_long_word(cell) => {
                        self.out.push_str(&format!("<td class=\"c\">{text}</td>"));
                    }
                    _ => self.out.push_str(&format!("<td{}>{text}</td>", class(at))),
                }
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n");
        if wide {
            self.out.push_str("</div>\n");
        }
    }

    fn item(&mut self, text: &str) {
        self.close_sublist();
        self.out.push_str(if self.open.list { "</li>\n<li>" } else { "<ul>\n<li>" });
        self.open.list = true;
        let text = self.lines.line(text);
        self.out.push_str(&text);
    }

    fn sub_item(&mut self, text: &str) {
        self.out.push_str(if self.open.sublist { "</li>\n<li>" } else { "\n<ul>\n<li>" });
        self.open.sublist = true;
        let text = self.lines.line(text);
        self.out.push_str(&text);
    }

    /// A user's text: its paragraphs are paragraphs, its line breaks stay.
    fn quote(&mut self, text: &str) {
        self.out.push_str("<blockquote>");
        let plain = plain_text(text);
        let mut lines: Vec<&str> = Vec::new();
        for line in plain.split('\n').chain([""]) {
            let line = line.trim();
            if !line.is_empty() {
                lines.push(line);
            } else if !lines.is_empty() {
                self.out.push_str(&format!("<p dir=\"auto\">{}</p>", escape(&lines.join("\n"))));
                lines.clear();
            }
        }
        self.out.push_str("</blockquote>\n");
    }

    fn close_sublist(&mut self) {
        if std::mem::take(&mut self.open.sublist) {
            self.out.push_str("</li>\n</ul>");
        }
    }

    fn close_list(&mut self) {
        self.close_sublist();
        if std::mem::take(&mut self.open.list) {
            self.out.push_str("</li>\n</ul>\n");
        }
    }

    fn close_article(&mut self) {
        self.close_list();
        if std::mem::take(&mut self.open.article) {
            self.out.push_str("</article>\n");
        }
    }

    fn close_section(&mut self) {
        self.close_article();
        if std::mem::take(&mut self.open.section) {
            self.out.push_str("</section>\n");
        }
    }
}

/// Whether a sentence presents what follows it.
fn presents(sentence: &str) -> bool {
    sentence.ends_with(':')
}

/// A table of so many rows or less stays on one printed page.
const SHORT: usize = 12;

/// A word of more characters than this may be cut so that its column stays narrow.
const LONG_WORD: usize = 24;

fn has_long_word(cell: &str) -> bool {
    cell.split([' ', '\u{a0}']).any(|word| word.chars().count() > LONG_WORD)
}

/// Whether a cell is a SHA-256, which may be cut anywhere.
fn is_hash(cell: &str) -> bool {
    cell.len() == 64 && cell.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The tools of the script, which shows them: they are useless without it.
fn filters() -> String {
    fn options<V: Vocabulary>() -> String {
        let options = V::ALL
            .iter()
            .map(|one| format!("<option value=\"{}\">{}</option>", one.key(), escape(one.label())));
        options.collect()
    }
    format!(
        "<div id=\"outils\" class=\"outils\" role=\"search\" aria-label=\"Filtrer le détail\" hidden>\n\
         <label>Réponse comptée <select id=\"filtre-statut\"><option value=\"\">toutes</option>{}</select></label>\n\
         <label>Niveau <select id=\"filtre-niveau\"><option value=\"\">tous</option>{}</select></label>\n\
         <label>Texte contenu <input id=\"filtre-mots\" type=\"search\"></label>\n\
         <label><input id=\"replier\" type=\"checkbox\"> N’afficher que les énoncés, sans les réponses</label>\n\
         <p id=\"filtre-bilan\" role=\"status\"></p>\n</div>\n",
        options::<Status>(),
        options::<Level>()
    )
}
