//! One answer carried over in its place.

use super::block::{Block, Item, line_start, next_line};
use super::file::{ANSWERS, Work};
use super::plan::{Action, cause};
use crate::answers::keys::OLD_ANSWERS;
use crate::answers::scaffold::{blank_answer, statement_comment};
use crate::grid::Statement;
use crate::source::Span;
use crate::words::{Status, Vocabulary};
use crate::yaml::edit::{Editor, Extent, Refusal, Step};
use crate::yaml::tree::Entry;
use crate::yaml::value::{Value, scalar};

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
        let (action, statement) = &self.work.plan.actions[self.index];
        let answer = &self.work.matter.answers[self.index];
        let leaves = match action {
            Action::Keep(_) | Action::Copy(_) | Action::Leave => return Ok(Vec::new()),
            Action::Review(_) | Action::Merge { leads: true, .. } => false,
            Action::Merge { leads: false, .. } | Action::Drop => true,
        };
        let above = [Step::from(ANSWERS)];
        let (block, remarks) = match self.flow {
            true => (Block::read_flow(self.editor, self.entry)?, Vec::new()),
            false => {
                let extent = self.editor.extent(&above, &self.entry.key)?;
                let remarks = match leaves {
                    true => remarks(self.editor, &extent, *statement),
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
        let answer = &matter.answers[self.index];
        let is_this =
            |change: &&crate::grid::Change<'_>| change.old.iter().any(|one| one.id == answer.id);
        let change = matter.comparison.changes.iter().find(is_this);
        let mut head = vec![
            ("grille", matter.comparison.old.head.name.to_string()),
            ("enonce", answer.id.clone()),
        ];
        head.extend(change.map(|change| ("cause", cause(change))));
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

/// The value of an answer put aside: to assess, or with the status that a merge keeps.
fn set_aside(status: Status, justification: Option<&str>, items: &[Item]) -> Value {
    let mut pairs = vec![("statut".to_owned(), Value::text(status.key()))];
    pairs.extend(justification.map(|text| ("justification".to_owned(), Value::text(text))));
    let items = items.iter().map(|item| item.value.clone()).collect();
    pairs.push((OLD_ANSWERS.to_owned(), Value::List(items)));
    Value::Map(pairs)
}

/// The lines of the same value, below its key.
fn lines_aside(
    status: Status,
    justification: Option<&str>,
    items: &[Item],
    column: usize,
) -> Vec<String> {
    let margin = " ".repeat(column);
    let mut lines = vec![format!("{margin}statut: {}", status.key())];
    if let Some(text) = justification {
        let written = Value::text(text).block(column, "\n");
        lines.extend(format!("{margin}justification:{written}").lines().map(str::to_owned));
    }
    lines.push(format!("{margin}{OLD_ANSWERS}:"));
    lines.extend(items.iter().flat_map(|item| item.at(column + 2)));
    lines
}

/// The value of an answer put aside, and how it follows its key between braces.
fn flow_aside(status: Status, justification: Option<&str>, items: &[Item]) -> (Value, String) {
    let reason = justification.map(|text| format!("justification: {}, ", scalar(text)));
    let items_text: Vec<String> = items.iter().map(Item::flow).collect();
    let text = format!(
        ": {{ statut: {}, {}{OLD_ANSWERS}: [{}] }}",
        status.key(),
        reason.unwrap_or_default(),
        items_text.join(", ")
    );
    (set_aside(status, justification, items), text)
}

/// What stands under a statement after an answer was put aside.
struct Outcome<'a> {
    status: Status,
    justification: Option<String>,
    items: Vec<&'a Item>,
}

/// Carries over an answer of a block table; `last` if it is the last of its table.
pub(super) fn in_block(
    work: &mut Work<'_, '_>,
    editor: &mut Editor<'_>,
    entry: &Entry<'_>,
    index: Option<usize>,
    last: bool,
    pairs: &mut Vec<(String, Value)>,
) -> Result<(), Refusal> {
    let value = Value::of(&entry.value).ok_or(Refusal { at: entry.value.span })?;
    let Some(index) = index else {
        pairs.push((entry.key.to_string(), value));
        return Ok(());
    };
    let plan = work.plan;
    let (action, old) = &plan.actions[index];
    let extent = editor.extent(&[Step::from(ANSWERS)], &entry.key)?;
    match action {
        Action::Leave => pairs.push((entry.key.to_string(), value)),
        Action::Keep(new) => {
            stand_under(work, editor, entry, &extent, *old, new);
            pairs.push((new.id.clone(), value));
        }
        Action::Copy(several) => {
            let blank = work.matter.answers[index].is_blank();
            copy(work, editor, (entry, &extent, last), (*old, several, blank), value, pairs);
        }
        Action::Review(several) => {
            let items = work.asides[index].clone();
            let block = Block::read(editor, &[Step::from(ANSWERS)], entry, &extent)?;
            put_aside(
                work,
                editor,
                (entry, &extent, &block),
                (*old, several[0]),
                Status::ToAssess,
                None,
                &items,
                pairs,
            )?;
            for child in &several[1..] {
                let lines = lines_aside(Status::ToAssess, None, &items, extent.indent + 2);
                let text = format!(
                    "{}  {}:\n{}\n",
                    statement_comment(child),
                    child.id,
                    relative(&lines, extent.indent)
                );
                insert_lines(editor, &extent, last, extent.indent, &text);
                pairs.push((child.id.clone(), set_aside(Status::ToAssess, None, &items)));
            }
        }
        Action::Merge { merge, leads: true } => {
            let target = plan.merges[*merge].target;
            let outcome = merged(work, *merge);
            let items: Vec<Item> = outcome.items.into_iter().cloned().collect();
            if items.is_empty() {
                stand_under(work, editor, entry, &extent, *old, target);
                pairs.push((target.id.clone(), value));
            } else {
                let block = Block::read(editor, &[Step::from(ANSWERS)], entry, &extent)?;
                let justification = outcome.justification;
                put_aside(
                    work,
                    editor,
                    (entry, &extent, &block),
                    (*old, target),
                    outcome.status,
                    justification.as_deref(),
                    &items,
                    pairs,
                )?;
            }
        }
        Action::Merge { leads: false, .. } | Action::Drop => {
            editor.splice(extent.lead..removal_end(editor.text(), &extent), "");
        }
    }
    Ok(())
}

/// Where an answer that goes ends: the blank line after it goes too, if one stands before it.
fn removal_end(text: &str, extent: &Extent) -> usize {
    if text[..extent.lead].ends_with("\n\n") || text[..extent.lead].ends_with("\n\r\n") {
        return extent.end;
    }
    let filled = extent.lead + text[extent.lead..extent.end].trim_end().len();
    next_line(text, filled).min(extent.end)
}

/// What a merge comes to: the answers put aside, and the status they agree on.
fn merged<'w>(work: &'w Work<'_, '_>, merge: usize) -> Outcome<'w> {
    let merge = &work.plan.merges[merge];
    let items = merge.answers.iter().flat_map(|index| &work.asides[*index]).collect();
    let texts: Option<Vec<&str>> = merge
        .answers
        .iter()
        .map(|index| work.matter.answers[*index].justification.as_ref())
        .map(|text| text.map(|text| text.value.as_str()))
        .collect();
    let mut texts = texts.unwrap_or_default();
    texts.dedup();
    let justification = (merge.agreed.is_some() && !texts.is_empty()).then(|| texts.join("\n\n"));
    Outcome { status: merge.agreed.unwrap_or(Status::ToAssess), justification, items }
}

/// Renames an answer and refreshes the comment above it.
fn stand_under(
    work: &mut Work<'_, '_>,
    editor: &mut Editor<'_>,
    entry: &Entry<'_>,
    extent: &Extent,
    old: Option<&Statement>,
    new: &Statement,
) {
    if entry.key != new.id {
        let written = match entry.key_plain {
            true => scalar(&new.id),
            false => crate::yaml::write::double_quoted(&new.id),
        };
        editor.splice(entry.key_span.start..entry.key_span.end, written);
    }
    refresh(work, editor, extent, entry.key_span, old, new);
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

/// Replaces what an answer says by what is put aside of it.
#[expect(
    clippy::too_many_arguments,
    reason = "the place, the statements and the outcome, each grouped"
)]
fn put_aside(
    work: &mut Work<'_, '_>,
    editor: &mut Editor<'_>,
    (entry, extent, block): (&Entry<'_>, &Extent, &Block),
    (old, new): (Option<&Statement>, &Statement),
    status: Status,
    justification: Option<&str>,
    items: &[Item],
    pairs: &mut Vec<(String, Value)>,
) -> Result<(), Refusal> {
    stand_under(work, editor, entry, extent, old, new);
    let rest = &editor.text()[entry.key_span.end..];
    let colon = rest.find(':').ok_or(Refusal { at: entry.key_span })?;
    let eol = editor.eol();
    let lines = lines_aside(status, justification, items, block.column);
    let written = lines.iter().fold(block.comment.clone(), |out, line| format!("{out}{eol}{line}"));
    editor.splice(entry.key_span.end + colon + 1..extent.content_end, written);
    pairs.push((new.id.clone(), set_aside(status, justification, items)));
    Ok(())
}

/// The same answer under several statements.
fn copy(
    work: &mut Work<'_, '_>,
    editor: &mut Editor<'_>,
    (entry, extent, last): (&Entry<'_>, &Extent, bool),
    (old, several, blank): (Option<&Statement>, &[&Statement], bool),
    value: Value,
    pairs: &mut Vec<(String, Value)>,
) {
    let body = editor.text()[entry.key_span.end..extent.content_end].to_owned();
    for (at, new) in several.iter().enumerate() {
        if at == 0 {
            stand_under(work, editor, entry, extent, old, new);
            pairs.push((new.id.clone(), value.clone()));
        } else if blank {
            insert_lines(editor, extent, last, extent.indent, &blank_answer(new));
            let keys =
                ["statut", "justification"].map(|key| (key.to_owned(), Value::Text(String::new())));
            pairs.push((new.id.clone(), Value::Map(keys.into())));
        } else {
            let body = crate::source::with_lf(&body);
            let lines: Vec<String> = body.split('\n').skip(1).map(str::to_owned).collect();
            let first = body.split('\n').next().unwrap_or_default();
            let text = format!(
                "{}  {}{first}\n{}\n",
                statement_comment(new),
                new.id,
                relative(&lines, extent.indent)
            );
            insert_lines(editor, extent, last, extent.indent, &text);
            pairs.push((new.id.clone(), value.clone()));
        }
    }
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
pub(super) fn insert_lines(
    editor: &mut Editor<'_>,
    extent: &Extent,
    last: bool,
    indent: usize,
    text: &str,
) {
    let eol = editor.eol();
    let whole = editor.text();
    let before = &whole[..extent.lead];
    let apart = before.ends_with("\n\n") || before.ends_with("\n\r\n");
    let gap = if apart { eol } else { "" };
    let margin = " ".repeat(indent);
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
    work: &mut Work<'_, '_>,
    editor: &mut Editor<'_>,
    entry: &Entry<'_>,
    index: Option<usize>,
    pairs: &mut Vec<(String, Value)>,
) -> Result<(), Refusal> {
    let value = Value::of(&entry.value).ok_or(Refusal { at: entry.value.span })?;
    let text = editor.text();
    let end = entry.value.span.end.max(entry.key_span.end);
    let written = text[entry.key_span.end..end].to_owned();
    let key = |editor: &mut Editor<'_>, id: &str| {
        if entry.key != id {
            editor.splice(entry.key_span.start..entry.key_span.end, scalar(id));
        }
    };
    let plan = work.plan;
    let action = index.map(|index| (index, &plan.actions[index].0));
    let mut replace =
        |editor: &mut Editor<'_>, targets: &[&Statement], new: Option<(Value, String)>| {
            let replaced = new.is_some();
            let (said, body) = new.unwrap_or_else(|| (value.clone(), written.clone()));
            key(editor, &targets[0].id);
            if replaced {
                editor.splice(entry.key_span.end..end, body.clone());
            }
            pairs.push((targets[0].id.clone(), said.clone()));
            for child in &targets[1..] {
                editor.splice(end..end, format!(", {}{body}", scalar(&child.id)));
                pairs.push((child.id.clone(), said.clone()));
            }
        };
    match action {
        None | Some((_, Action::Leave)) => pairs.push((entry.key.to_string(), value)),
        Some((_, Action::Keep(new))) => replace(editor, &[new], None),
        Some((_, Action::Copy(several))) => replace(editor, several, None),
        Some((index, Action::Review(several))) => {
            let aside = flow_aside(Status::ToAssess, None, &work.asides[index]);
            replace(editor, several, Some(aside));
        }
        Some((_, Action::Merge { merge, leads: true })) => {
            let outcome = merged(work, *merge);
            let items: Vec<Item> = outcome.items.into_iter().cloned().collect();
            let target = plan.merges[*merge].target;
            let aside = flow_aside(outcome.status, outcome.justification.as_deref(), &items);
            replace(editor, &[target], (!items.is_empty()).then_some(aside));
        }
        Some((_, Action::Merge { leads: false, .. } | Action::Drop)) => {
            let rest = text[end..].trim_start();
            let comma = if rest.starts_with(',') { text.len() - rest.len() + 1 } else { end };
            let after = text[comma..].len() - text[comma..].trim_start_matches(' ').len();
            editor.splice(entry.key_span.start..comma + after, "");
        }
    }
    Ok(())
}
