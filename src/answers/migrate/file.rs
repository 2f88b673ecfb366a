//! The plan carried out on the texts.

use std::collections::BTreeMap;

use super::super::axis_path;
use super::block::Item;
use super::entry::{Aside, Spot, in_block, in_flow};
use super::plan::{Action, Plan};
use super::{ABANDONED_FILE, Matter, Migration};
use crate::answers::keys::ABANDONED;
use crate::answers::scaffold;
use crate::diagnostic::Diagnostics;
use crate::grid::Statement;
use crate::source::{SourceId, Span};
use crate::yaml::Reading;
use crate::yaml::edit::{Editor, Refusal, Step};
use crate::yaml::tree::{Entry, Kind, Node, read};
use crate::yaml::value::Value;
use crate::yaml::write::wrapped;

/// The key that holds answers.
pub(super) const ANSWERS: &str = "reponses";

/// A file being carried over.
pub(super) struct Holder<'a> {
    id: SourceId,
    pub(super) editor: Editor<'a>,
    /// The answers, in the order of the text.
    entries: &'a [Entry<'a>],
    /// Whether they stand between braces.
    flow: bool,
}

/// What the run gathers on its way.
pub(super) struct Work<'m, 'a> {
    pub(super) matter: &'m Matter<'a>,
    pub(super) plan: &'m Plan<'a>,
    /// For each answer, what is put aside of it.
    pub(super) asides: Vec<Vec<Item>>,
    pub(super) stale_comments: Vec<(String, Span)>,
}

pub(super) fn apply(matter: &Matter<'_>, plan: &Plan<'_>) -> Result<Migration, Refusal> {
    let ids: Vec<SourceId> =
        std::iter::once(matter.main).chain(matter.files.iter().copied()).collect();
    let nodes: Vec<Node<'_>> = ids.iter().map(|id| tree(*id, matter)).collect();
    let mut holders = Vec::new();
    for (id, node) in ids.iter().zip(&nodes) {
        holders.push(holder(*id, node, matter)?);
    }
    let by_place: BTreeMap<(SourceId, usize), usize> = matter
        .answers
        .iter()
        .enumerate()
        .map(|(index, answer)| ((answer.span.source, answer.span.start), index))
        .collect();
    let index_of = |holder: &Holder<'_>, entry: &Entry<'_>| {
        by_place.get(&(holder.id, entry.key_span.start)).copied()
    };
    let mut work = Work {
        matter,
        plan,
        asides: vec![Vec::new(); matter.answers.len()],
        stale_comments: Vec::new(),
    };
    for holder in &holders {
        for entry in holder.entries {
            if let Some(index) = index_of(holder, entry) {
                work.asides[index] =
                    Aside { work: &work, editor: &holder.editor, entry, index, flow: holder.flow }
                        .items()?;
            }
        }
    }
    let mut places = Places::of(plan, &holders, &index_of, matter);
    for (at, holder) in holders.iter_mut().enumerate() {
        let mut pairs = Vec::new();
        for (row, entry) in holder.entries.iter().enumerate() {
            let index = index_of(holder, entry);
            let last = row + 1 == holder.entries.len();
            if holder.flow {
                in_flow(&work, &mut holder.editor, entry, index, &mut pairs)?;
            } else {
                let extent = holder.editor.extent(&[Step::from(ANSWERS)], &entry.key)?;
                let spot = Spot { entry, extent: &extent, last };
                in_block(&mut work, &mut holder.editor, spot, index, &mut pairs)?;
            }
            let mut alone = index.is_some_and(|index| plan.answers[index].action.leaves());
            for statement in places.take(at, row) {
                insert_new(holder, entry, (last, alone), statement, &mut pairs)?;
                alone = false;
            }
        }
        if !holder.entries.is_empty() {
            put_answers(&mut holder.editor, pairs, holder.flow);
        }
    }
    let mut texts = places.new_files(matter);
    abandon(&mut holders, &work, &mut texts)?;
    let name = Value::text(&matter.comparison.new.head.name.to_string());
    if let Some(main) = holders.first_mut() {
        main.editor.set(&[Step::from("grille")], &name)?;
    }
    for holder in holders.into_iter().filter(|holder| !holder.editor.is_untouched()) {
        let path = matter.sources.get(holder.id).path().to_owned();
        texts.push((path, holder.editor.finish()?));
    }
    texts.sort();
    let added = plan.added.iter().map(|one| one.id.clone()).collect();
    Ok(Migration { texts, fates: plan.fates.clone(), added, stale_comments: work.stale_comments })
}

/// The tree of a text that was read without error.
fn tree(id: SourceId, matter: &Matter<'_>) -> Node<'static> {
    let mut diagnostics = Diagnostics::new();
    let mut cx = Reading { sources: matter.sources, diagnostics: &mut diagnostics };
    read(id, &mut cx).into_owned()
}

fn holder<'a>(
    id: SourceId,
    node: &'a Node<'a>,
    matter: &Matter<'a>,
) -> Result<Holder<'a>, Refusal> {
    let source = matter.sources.get(id);
    let editor = Editor::new(id, source, node)?;
    let answers = match &node.kind {
        Kind::Map(entries) => entries.iter().find(|entry| entry.key == ANSWERS),
        Kind::Scalar { .. } | Kind::List(_) | Kind::Lost => None,
    };
    let (entries, flow): (&[Entry<'_>], bool) = match answers.map(|entry| &entry.value) {
        Some(Node { kind: Kind::Map(entries), span }) => {
            (entries.as_slice(), source.text()[span.start..].starts_with('{'))
        }
        Some(_) | None => (&[], false),
    };
    Ok(Holder { id, editor, entries, flow })
}

/// Gives a file its answers in the model; the texts were spliced already.
fn put_answers(editor: &mut Editor<'_>, pairs: Vec<(String, Value)>, flow: bool) {
    let value = match pairs.is_empty() && !flow {
        true => Value::Text(String::new()),
        false => Value::Map(pairs),
    };
    if let Value::Map(keys) = editor.model()
        && let Some((_, old)) = keys.iter_mut().find(|(key, _)| key == ANSWERS)
    {
        *old = value;
    }
}

/// Where new statements go: after the last answer of their axis, else in a file of their own.
struct Places<'g> {
    after: BTreeMap<(usize, usize), Vec<&'g Statement>>,
    alone: Vec<&'g Statement>,
}

impl<'g> Places<'g> {
    fn of(
        plan: &Plan<'g>,
        holders: &[Holder<'_>],
        index_of: &dyn Fn(&Holder<'_>, &Entry<'_>) -> Option<usize>,
        matter: &Matter<'g>,
    ) -> Self {
        let mut last_of_axis: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let mut last_of_file: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (at, holder) in holders.iter().enumerate() {
            for (row, entry) in holder.entries.iter().enumerate() {
                last_of_file.insert(matter.sources.get(holder.id).path(), (at, row));
                let action = index_of(holder, entry).map(|index| &plan.answers[index].action);
                let axis = match action {
                    Some(Action::Keep(one)) => Some(one.axis),
                    Some(Action::Land(led)) => led.last().map(|at| plan.landings[*at].target.axis),
                    Some(Action::Drop | Action::Leave) | None => None,
                };
                if let Some(axis) = axis {
                    last_of_axis.insert(axis, (at, row));
                }
            }
        }
        let mut places = Self { after: BTreeMap::new(), alone: Vec::new() };
        for statement in &plan.added {
            let own = axis_path(matter.comparison.new, statement.axis);
            let main = matter.sources.get(matter.main).path();
            let own = if matter.single_file { main } else { own.as_str() };
            let place = last_of_axis.get(&statement.axis).or_else(|| last_of_file.get(own));
            match place {
                Some(place) => places.after.entry(*place).or_default().push(statement),
                None => places.alone.push(statement),
            }
        }
        places
    }

    fn take(&mut self, holder: usize, row: usize) -> Vec<&'g Statement> {
        self.after.remove(&(holder, row)).unwrap_or_default()
    }

    /// Files for the axes of which the project had no answer.
    fn new_files(&self, matter: &Matter<'_>) -> Vec<(String, String)> {
        let grid = matter.comparison.new;
        let mut by_file: BTreeMap<String, Vec<&Statement>> = BTreeMap::new();
        for statement in &self.alone {
            by_file.entry(axis_path(grid, statement.axis)).or_default().push(statement);
        }
        let made = by_file.into_iter().map(|(path, statements)| {
            let taken = matter.files.iter().any(|id| matter.sources.get(*id).path() == path);
            let path = match taken {
                true => path.replace(".yaml", &format!("-{}.yaml", grid.head.name.version)),
                false => path,
            };
            (path, scaffold::answers_file(&statements, &scaffold::blank_answer))
        });
        made.collect()
    }
}

/// Adds a blank answer after an entry: whether that one is the last, and whether it leaves, so
/// that between braces the comma before it is still there.
fn insert_new(
    holder: &mut Holder<'_>,
    after: &Entry<'_>,
    (last, leaves): (bool, bool),
    statement: &Statement,
    pairs: &mut Vec<(String, Value)>,
) -> Result<(), Refusal> {
    let blank = Value::Text(String::new());
    let keys = [("statut", blank.clone()), ("justification", blank)];
    let value = Value::Map(keys.map(|(key, value)| (key.to_owned(), value)).into());
    let editor = &mut holder.editor;
    if holder.flow {
        let at = after.value.span.end.max(after.key_span.end + 1);
        let comma = if leaves { "" } else { ", " };
        editor.splice(at..at, format!("{comma}{}: {{ statut: , justification: }}", statement.id));
    } else {
        let extent = editor.extent(&[Step::from(ANSWERS)], &after.key)?;
        let text = scaffold::blank_answer(statement);
        super::entry::insert_lines(editor, &extent, last, &text);
    }
    pairs.push((statement.id.clone(), value));
    Ok(())
}

/// Writes the answers that no statement takes any more where they are kept.
fn abandon(
    holders: &mut [Holder<'_>],
    work: &Work<'_, '_>,
    texts: &mut Vec<(String, String)>,
) -> Result<(), Refusal> {
    let dropped = work.plan.answers.iter().zip(&work.asides);
    let items: Vec<&Item> = dropped
        .filter(|(planned, _)| matches!(planned.action, Action::Drop))
        .flat_map(|(_, items)| items)
        .collect();
    if items.is_empty() {
        return Ok(());
    }
    let matter = work.matter;
    let is_kept = |holder: &Holder<'_>| match matter.single_file {
        true => holder.id == matter.main,
        false => matter.sources.get(holder.id).path() == ABANDONED_FILE,
    };
    let lines = |column: usize, eol: &str| -> String {
        let lines = items.iter().flat_map(|item| item.at(column));
        lines.fold(String::new(), |out, line| format!("{out}{line}{eol}"))
    };
    let Some(holder) = holders.iter_mut().find(|holder| is_kept(holder)) else {
        texts.push((
            ABANDONED_FILE.into(),
            format!("{}{ABANDONED}:\n{}", explanation("\n"), lines(2, "\n")),
        ));
        return Ok(());
    };
    let editor = &mut holder.editor;
    let eol = editor.eol();
    let text = editor.text();
    let known = editor.entry(&[Step::from(ABANDONED)]).is_ok();
    let values = items.iter().map(|item| item.value.clone());
    if known {
        let column = editor.list_column(&[Step::from(ABANDONED)])?;
        let at = editor.extent(&[], ABANDONED)?.content_end;
        let added = lines(column, eol);
        editor.splice(at..at, format!("{eol}{}", added.trim_end_matches(['\r', '\n'])));
    } else {
        let gap = if text.ends_with('\n') { "" } else { eol };
        editor.splice(
            text.len()..text.len(),
            format!("{gap}{eol}{}{ABANDONED}:{eol}{}", explanation(eol), lines(2, eol)),
        );
    }
    if let Value::Map(pairs) = editor.model() {
        match pairs.iter_mut().find(|(key, _)| key == ABANDONED) {
            Some((_, Value::List(list))) => list.extend(values),
            Some((_, other)) => *other = Value::List(values.collect()),
            None => pairs.push((ABANDONED.into(), Value::List(values.collect()))),
        }
    }
    Ok(())
}

/// What the kept answers are, for whoever opens the file.
fn explanation(eol: &str) -> String {
    let text = "Réponses à des énoncés que la grille n'a plus. Elles ne comptent pas, et restent ici pour mémoire : reprenez ce qui sert encore, supprimez le reste.";
    wrapped(&crate::words::fr(text), 76).iter().map(|line| format!("# {line}{eol}")).collect()
}
