//! From a path to a node, and the same path in the model.

use super::super::tree::{Entry, Kind, Node};
use super::super::value::Value;

/// One step from a node to one inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The value of a key.
    Key(String),
    /// An item of a list, from 0.
    Item(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Item(index)
    }
}

/// A node, and the entry whose value it is.
pub(super) struct Place<'a> {
    pub(super) node: &'a Node<'a>,
    pub(super) key: Option<&'a Entry<'a>>,
}

impl<'a> Place<'a> {
    pub(super) fn find(root: &'a Node<'a>, path: &[Step]) -> Option<Self> {
        let mut place = Self { node: root, key: None };
        for step in path {
            place = match (step, &place.node.kind) {
                (Step::Key(key), Kind::Map(entries)) => {
                    let entry = entries.iter().find(|entry| entry.key == **key)?;
                    Self { node: &entry.value, key: Some(entry) }
                }
                (Step::Item(index), Kind::List(items)) => {
                    Self { node: items.get(*index)?, key: None }
                }
                (
                    Step::Key(_) | Step::Item(_),
                    Kind::Scalar { .. } | Kind::List(_) | Kind::Map(_) | Kind::Lost,
                ) => return None,
            };
        }
        Some(place)
    }
}

pub(super) fn step_into<'v>(value: &'v mut Value, step: &Step) -> Option<&'v mut Value> {
    match (step, value) {
        (Step::Key(key), Value::Map(pairs)) => {
            pairs.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
        }
        (Step::Item(index), Value::List(items)) => items.get_mut(*index),
        (Step::Key(_) | Step::Item(_), Value::Text(_) | Value::List(_) | Value::Map(_)) => None,
    }
}

/// Puts a value in a model; a blank value on the way becomes a table.
pub(super) fn put(model: &mut Value, path: &[Step], value: &Value) -> Option<()> {
    let (last, above) = path.split_last()?;
    let mut at = model;
    for step in above {
        at = step_into(at, step)?;
    }
    if at.is_blank() {
        *at = Value::Map(Vec::new());
    }
    match (last, at) {
        (Step::Key(key), Value::Map(pairs)) => {
            match pairs.iter_mut().find(|(name, _)| name == key) {
                Some((_, old)) => *old = value.clone(),
                None => pairs.push((key.clone(), value.clone())),
            }
            Some(())
        }
        (Step::Item(index), Value::List(items)) => {
            *items.get_mut(*index)? = value.clone();
            Some(())
        }
        (Step::Key(_) | Step::Item(_), Value::Text(_) | Value::List(_) | Value::Map(_)) => None,
    }
}

pub(super) fn rename(model: &mut Value, path: &[Step], new: &str) -> Option<()> {
    let (Step::Key(old), above) = path.split_last()? else {
        return None;
    };
    let mut at = model;
    for step in above {
        at = step_into(at, step)?;
    }
    let Value::Map(pairs) = at else {
        return None;
    };
    pairs.iter_mut().find(|(name, _)| name == old)?.0 = new.to_owned();
    Some(())
}
