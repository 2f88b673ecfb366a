//! One answer carried over in its place.

use super::block::{Block, Item, line_start, next_line};
use super::file::{ANSWERS, Work};
use super::plan::{Action, Form, Landing, Planned};
use crate::answers::keys::OLD_ANSWERS;
use crate::answers::scaffold::{blank_answer, statement_comment};
use crate::grid::Statement;
use crate::source::{Span, with_lf};
use crate::words::{Status, Vocabulary};
use crate::yaml::edit::{Editor, Extent, Refusal, Step};
use crate::yaml::tree::Entry;
use crate::yaml::value::{Value, scalar};
use crate::yaml::write::double_quoted;

/// What is to be put aside of one answer.
pub(super) struct Aside<'w, 'm, 'a> {
    pub(super) work: &'w Work<'m, 'a>,
    pub(super) editor: &'w Editor<'a>,
    pub(super) entry: &'w Entry<'a>,
    pub(super) index: usize,
    pub(super) flow: bool,
}

impl Aside<'_, '_, '_> {
    /// The old answers that this one becomes: itself, then those it held.
    pub(super) fn items(&self) -> Result<Vec<Item>, Refusal> {
        let Planned { action, old, .. } = &self.work.plan.answers[self.index];
        let answer = &self.work.matter.answers[self.index];
        if matches!(action, Action::Keep(_) | Action::Leave) {
            return Ok(Vec::new());
        }
        let leaves = action.leaves();
        let above = [Step::from(ANSWERS)];
        let (block, remarks) = match self.flow {
            true => (Block::read_flow(self.editor, self.entry)?, Vec::new()),
            false => {
                let extent = self.editor.extent(&above, &self.entry.key)?;
                let remarks = match leaves {
                    true => remarks(self.editor, &extent, *old),
                    false => Vec::new(),
                };
                (Block::read(self.editor, &above, self.entry, &extent)?, remarks)
            }
        };
        if answer.is_blank() && remarks.is_empty() {
            return Ok(Vec::new());
        }
        let mut item = block.item(&self.head(matches!(action, Action::Drop)));
        item.lines.extend(remarks.iter().map(|line| format!("  {line}")));
        Ok(std::iter::once(item).chain(block.old).collect())
    }

    /// Where the old answer comes from.
    fn head(&self, dated: bool) -> Vec<(&'static str, String)> {
        let matter = self.work.matter;
        let mut head = vec![
            ("grille", matter.comparison.old.head.name.to_string()),
            ("enonce", matter.answers[self.index].id.clone()),
        ];
        head.extend(self.work.plan.answers[self.index].cause.clone().map(|cause| ("cause", cause)));
        if dated {
            head.push(("le", matter.day.to_string()));
        }
        head
    }
}

/// The comments of an answer that goes elsewhere, but those that `init` wrote.
fn remarks(editor: &Editor<'_>, extent: &Extent, statement: Option<&Statement>) -> Vec<String> {
    let written = statement.map(blank_answer).unwrap_or_default();
    let ours: Vec<&str> = written.lines().map(str::trim).collect();
    let text = editor.text();
    let around = [&text[extent.lead..extent.start], &text[extent.content_end..extent.end]];
    let lines = around.iter().flat_map(|part| part.lines()).map(str::trim);
    lines.filter(|line| line.starts_with('#') && !ours.contains(line)).map(str::to_owned).collect()
}

/// What stands under a statement once answers were put aside.
struct Aggregate {
    status: Status,
    justification: Option<String>,
    items: Vec<Item>,
}

impl Aggregate {
    /// What it says.
    fn value(&self) -> Value {
        let mut pairs = vec![("statut".to_owned(), Value::text(self.status.key()))];
        let reason = self.justification.as_deref().map(Value::text);
        pairs.extend(reason.map(|text| ("justification".to_owned(), text)));
        let items = self.items.iter().map(|item| item.value.clone()).collect();
        pairs.push((OLD_ANSWERS.to_owned(), Value::List(items)));
        Value::Map(pairs)
    }

    /// Its lines, below its key.
    fn lines(&self, column: usize) -> Vec<String> {
        let margin = " ".repeat(column);
        let mut lines = vec![format!("{margin}statut: {}", self.status.key())];
        if let Some(text) = &self.justification {
            let written = Value::text(text).block(column, "\n");
            lines.extend(format!("{margin}justification:{written}").lines().map(str::to_owned));
        }
        lines.push(format!("{margin}{OLD_ANSWERS}:"));
        lines.extend(self.items.iter().flat_map(|item| item.at(column + 2)));
        lines
    }

    /// How it follows its key between braces.
    fn flow(&self) -> String {
        let reason = self.justification.as_deref().map(scalar);
        let reason = reason.map(|text| format!("justification: {text}, ")).unwrap_or_default();
        let items: Vec<String> = self.items.iter().map(Item::flow).collect();
        format!(
            ": {{ statut: {}, {reason}{OLD_ANSWERS}: [{}] }}",
            self.status.key(),
            items.join(", ")
        )
    }
}

/// An answer in its place: its entry, the lines it takes, whether it is the last of its table.
#[derive(Clone, Copy)]
pub(super) struct Spot<'s, 'a> {
    pub(super) entry: &'s Entry<'a>,
    pub(super) extent: &'s Extent,
    pub(super) last: bool,
}

/// Carries over an answer of a block table.
pub(super) fn in_block(
    work: &mut Work<'_, '_>,
    editor: &mut Editor<'_>,
    spot: Spot<'_, '_>,
    index: Option<usize>,
    pairs: &mut Vec<(String, Value)>,
) -> Result<(), Refusal> {
    let Spot { entry, extent, .. } = spot;
    let value = Value::of(&entry.value).ok_or(Refusal { at: entry.value.span })?;
    let plan = work.plan;
    match index.map(|index| (index, &plan.answers[index].action)) {
        None | Some((_, Action::Leave)) => pairs.push((entry.key.to_string(), value)),
        Some((index, Action::Keep(new))) => {
            stand_under(work, editor, spot, plan.answers[index].old, new);
            pairs.push((new.id.clone(), value));
        }
        Some((_, Action::Drop)) => {
            editor.splice(extent.lead..removal_end(editor.text(), extent), "");
        }
        Some((index, Action::Land(led))) => {
            if led.is_empty() {
                editor.splice(extent.lead..removal_end(editor.text(), extent), "");
            }
            for (at, landing) in led.iter().enumerate() {
                let landing = &plan.landings[*landing];
                match at {
                    0 => land_here(work, editor, spot, (index, landing), &value, pairs)?,
                    _ => land_after(work, editor, spot, landing, &value, pairs),
                }
            }
        }
    }
    Ok(())
}

/// Puts a landing in the place of the answer that leads it.
fn land_here(
    work: &mut Work<'_, '_>,
    editor: &mut Editor<'_>,
    spot: Spot<'_, '_>,
    (index, landing): (usize, &Landing<'_>),
    value: &Value,
    pairs: &mut Vec<(String, Value)>,
) -> Result<(), Refusal> {
    let Spot { entry, extent, .. } = spot;
    let new = landing.target;
    stand_under(work, editor, spot, work.plan.answers[index].old, new);
    let Some(aside) = aggregate(work, landing) else {
        pairs.push((new.id.clone(), value.clone()));
        return Ok(());
    };
    let block = Block::read(editor, &[Step::from(ANSWERS)], entry, extent)?;
    let rest = &editor.text()[entry.key_span.end..];
    let colon = rest.find(':').ok_or(Refusal { at: entry.key_span })?;
    let eol = editor.eol();
    let lines = aside.lines(block.column);
    let written = lines.iter().fold(block.comment, |out, line| format!("{out}{eol}{line}"));
    editor.splice(entry.key_span.end + colon + 1..extent.content_end, written);
    pairs.push((new.id.clone(), aside.value()));
    Ok(())
}

/// Puts a landing after the answer that leads it.
fn land_after(
    work: &Work<'_, '_>,
    editor: &mut Editor<'_>,
    spot: Spot<'_, '_>,
    landing: &Landing<'_>,
    value: &Value,
    pairs: &mut Vec<(String, Value)>,
) {
    let Spot { entry, extent, .. } = spot;
    let new = landing.target;
    let blank = landing.answers.iter().all(|index| work.matter.answers[*index].is_blank());
    let (text, said) = match aggregate(work, landing) {
        Some(aside) => {
            let lines = aside.lines(extent.indent + 2);
            let body = relative(&lines, extent.indent);
            (format!("{}  {}:\n{body}\n", statement_comment(new), new.id), aside.value())
        }
        None if blank => {
            let keys = ["statut", "justification"];
            let keys = keys.map(|key| (key.to_owned(), Value::Text(String::new())));
            (blank_answer(new), Value::Map(keys.into()))
        }
        None => {
            let body = with_lf(&editor.text()[entry.key_span.end..extent.content_end]);
            let (first, rest) = body.split_once('\n').unwrap_or((&body, ""));
            let lines: Vec<String> = rest.split('\n').map(str::to_owned).collect();
            let rest = relative(&lines, extent.indent);
            (format!("{}  {}{first}\n{rest}\n", statement_comment(new), new.id), value.clone())
        }
    };
    insert_lines(editor, extent, spot.last, &text);
    pairs.push((new.id.clone(), said));
}

/// What stands under a statement; nothing where an answer stands there as it was.
fn aggregate(work: &Work<'_, '_>, landing: &Landing<'_>) -> Option<Aggregate> {
    let Form::PutAside(status) = landing.form else {
        return None;
    };
    let items: Vec<Item> =
        landing.answers.iter().flat_map(|index| &work.asides[*index]).cloned().collect();
    let texts: Option<Vec<&str>> = landing
        .answers
        .iter()
        .map(|index| work.matter.answers[*index].justification.as_ref())
        .map(|text| text.map(|text| text.value.as_str()))
        .collect();
    let mut texts = texts.unwrap_or_default();
    texts.dedup();
    let justified = status != Status::ToAssess && !texts.is_empty();
    let justification = justified.then(|| texts.join("\n\n"));
    (!items.is_empty()).then_some(Aggregate { status, justification, items })
}

/// Where an answer that goes ends: the blank line after it goes too, if one stands before it.
fn removal_end(text: &str, extent: &Extent) -> usize {
    if text[..extent.lead].ends_with("\n\n") || text[..extent.lead].ends_with("\n\r\n") {
        return extent.end;
    }
    let filled = extent.lead + text[extent.lead..extent.end].trim_end().len();
    next_line(text, filled).min(extent.end)
}

/// Renames an answer and refreshes the comment above it.
fn stand_under(
    work: &mut Work<'_, '_>,
    editor: &mut Editor<'_>,
    spot: Spot<'_, '_>,
    old: Option<&Statement>,
    new: &Statement,
) {
    let entry = spot.entry;
    if entry.key != new.id {
        let written = if entry.key_plain { scalar(&new.id) } else { double_quoted(&new.id) };
        editor.splice(entry.key_span.start..entry.key_span.end, written);
    }
    refresh(work, editor, spot.extent, entry.key_span, old, new);
}

/// Gives the comment that `init` wrote the new text; one that somebody changed stays, and is
/// listed.
fn refresh(
    work: &mut Work<'_, '_>,
    editor: &mut Editor<'_>,
    extent: &Extent,
    at: Span,
    old: Option<&Statement>,
    new: &Statement,
) {
    let text = editor.text();
    let mut start = extent.start;
    while start > extent.lead {
        let above = line_start(text, start - 1);
        if !text[above..start].trim_start_matches(' ').starts_with("#|") {
            break;
        }
        start = above;
    }
    if start == extent.start {
        return;
    }
    let lines =
        |text: &str| -> Vec<String> { text.lines().map(|line| line.trim().to_owned()).collect() };
    let fresh = lines(&statement_comment(new));
    let current = lines(&text[start..extent.start]);
    if current == fresh {
        return;
    }
    if old.map(|old| lines(&statement_comment(old))) != Some(current) {
        let end = next_line(text, start).min(extent.start);
        let indent = text[start..end].len() - text[start..end].trim_start().len();
        let line = Span::new(at.source, start + indent, start + text[start..end].trim_end().len());
        work.stale_comments.push((new.id.clone(), line));
        return;
    }
    let margin = " ".repeat(extent.indent);
    let eol = editor.eol();
    let written = fresh.iter().fold(String::new(), |out, line| format!("{out}{margin}{line}{eol}"));
    editor.splice(start..extent.start, written);
}

/// Lines written for a table at `indent`, brought to one at 2 as our own texts are.
fn relative(lines: &[String], indent: usize) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| match line.is_empty() {
            true => String::new(),
            false => {
                format!("  {}", line.strip_prefix(&" ".repeat(indent)).unwrap_or(line.trim_start()))
            }
        })
        .collect();
    lines.join("\n")
}

/// Inserts lines written for a table at column 2 after an entry of a table at `indent`, apart by
/// a blank line if the entries of the text are.
pub(super) fn insert_lines(editor: &mut Editor<'_>, extent: &Extent, last: bool, text: &str) {
    let eol = editor.eol();
    let whole = editor.text();
    let before = &whole[..extent.lead];
    let apart = before.ends_with("\n\n") || before.ends_with("\n\r\n");
    let gap = if apart { eol } else { "" };
    let margin = " ".repeat(extent.indent);
    let body = text.trim_matches('\n').split('\n').fold(String::new(), |out, line| match line {
        "" => format!("{out}{eol}"),
        line => format!("{out}{margin}{}{eol}", line.strip_prefix("  ").unwrap_or(line)),
    });
    let written = match (last, whole[..extent.end].ends_with('\n')) {
        (false, _) => format!("{body}{gap}"),
        (true, true) => format!("{gap}{body}"),
        (true, false) => format!("{eol}{gap}{}", body.trim_end_matches(['\r', '\n'])),
    };
    editor.splice(extent.end..extent.end, written);
}

/// Carries over an answer that stands between braces with the others.
pub(super) fn in_flow(
    work: &Work<'_, '_>,
    editor: &mut Editor<'_>,
    entry: &Entry<'_>,
    index: Option<usize>,
    pairs: &mut Vec<(String, Value)>,
) -> Result<(), Refusal> {
    let value = Value::of(&entry.value).ok_or(Refusal { at: entry.value.span })?;
    let text = editor.text();
    let end = entry.value.span.end.max(entry.key_span.end);
    let rename = |editor: &mut Editor<'_>, id: &str| {
        if entry.key != id {
            editor.splice(entry.key_span.start..entry.key_span.end, scalar(id));
        }
    };
    let plan = work.plan;
    match index.map(|index| &plan.answers[index].action) {
        None | Some(Action::Leave) => pairs.push((entry.key.to_string(), value)),
        Some(Action::Keep(new)) => {
            rename(editor, &new.id);
            pairs.push((new.id.clone(), value));
        }
        Some(Action::Land(led)) if !led.is_empty() => {
            for (at, landing) in led.iter().map(|at| &plan.landings[*at]).enumerate() {
                let aside = aggregate(work, landing);
                let body = match &aside {
                    Some(aside) => aside.flow(),
                    None => text[entry.key_span.end..end].to_owned(),
                };
                let id = &landing.target.id;
                if at > 0 {
                    editor.splice(end..end, format!(", {}{body}", scalar(id)));
                } else {
                    rename(editor, id);
                    if aside.is_some() {
                        editor.splice(entry.key_span.end..end, body);
                    }
                }
                let said = aside.map_or_else(|| value.clone(), |aside| aside.value());
                pairs.push((id.clone(), said));
            }
        }
        Some(Action::Drop | Action::Land(_)) => {
            // The comma that follows goes too, with the space behind it.
            let rest = &text[end..];
            let gap = match rest.trim_start().strip_prefix(',') {
                Some(after) => rest.len() - after.trim_start_matches(' ').len(),
                None => 0,
            };
            editor.splice(entry.key_span.start..end + gap, "");
        }
    }
    Ok(())
}
