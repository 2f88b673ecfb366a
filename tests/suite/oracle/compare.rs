//! Compares recomputed figures with a report, and says where they part.

use serde_json::Value;

/// What a report says besides figures: words copied from the files, names, sentences.
const WORDS: [&str; 25] = [
    "outil",
    "avertissement",
    "note_axes",
    "titre",
    "etat",
    "date",
    "sha256",
    "intitule",
    "libelle",
    "phrase",
    "enonce",
    "justification",
    "commentaire_interne",
    "action",
    "verification",
    "evalue_le",
    "evalue_par",
    "fichier",
    "reference",
    "page",
    "type",
    "valable_jusqu_au",
    "accordee_par",
    "sans_objet_si",
    // Held to what they promise by `tests/suite/readings.rs`.
    "etapes",
];

/// Words of a declared waiver, beside its two judgements.
const WAIVER_WORDS: [&str; 6] =
    ["motif", "accordee_le", "echeance", "compensation", "accordee_par", "manque"];

/// Every difference: the place in the report, what the figures should be, what they are.
pub(crate) fn differences(expected: &Value, found: &Value) -> Vec<String> {
    let mut out = Vec::new();
    walk("", expected, found, &mut out);
    out
}

fn walk(place: &str, expected: &Value, found: &Value, out: &mut Vec<String>) {
    if let Some(choices) = expected.get("$one_of").and_then(Value::as_array) {
        note(place, choices.contains(found), expected, found, out);
    } else if let Some(parts) = expected.get("$contains").and_then(Value::as_array) {
        let text = found.as_str().unwrap_or_default().replace('\u{a0}', " ");
        let has = |part: &Value| part.as_str().is_some_and(|part| says(&text, part));
        note(place, parts.iter().all(has), expected, found, out);
    } else if let Some(least) = expected.get("$at_least").and_then(Value::as_array) {
        let given = found.as_array().map_or(&[][..], Vec::as_slice);
        let most = expected["among"].as_array().map_or(&[][..], Vec::as_slice);
        let between = in_order(least, given) && in_order(given, most);
        note(place, found.is_array() && between, expected, found, out);
    } else if let (Value::Object(wanted), Value::Object(given)) = (expected, found) {
        for (key, value) in wanted {
            match given.get(key) {
                Some(given) => walk(&format!("{place}/{key}"), value, given, out),
                None => out.push(format!("{place}/{key}: recomputed {value}, absent")),
            }
        }
        for (key, value) in given {
            let words = WORDS.contains(&key.as_str()) || WAIVER_WORDS.contains(&key.as_str());
            if !wanted.contains_key(key) && !words {
                out.push(format!("{place}/{key}: the oracle has no such figure, found {value}"));
            }
        }
    } else if let (Value::Array(wanted), Value::Array(given)) = (expected, found) {
        note(&format!("{place}/#"), wanted.len() == given.len(), expected, found, out);
        for (at, (wanted, given)) in wanted.iter().zip(given).enumerate() {
            walk(&format!("{place}/{at}{}", name(wanted)), wanted, given, out);
        }
    } else {
        note(place, expected == found, expected, found, out);
    }
}

/// Whether a text holds another, whose numbers are whole there: « 1 exigence » is not in « 11 exigences ».
fn says(text: &str, part: &str) -> bool {
    text.match_indices(part).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + part.len()..]);
        !before.ends_with(|c: char| c.is_ascii_digit())
            && !after.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether some values are all among others, in the same order.
fn in_order(some: &[Value], others: &[Value]) -> bool {
    let mut others = others.iter();
    some.iter().all(|value| others.any(|other| other == value))
}

fn note(place: &str, same: bool, expected: &Value, found: &Value, out: &mut Vec<String>) {
    if !same {
        out.push(format!("{place}: recomputed {}, found {}", short(expected), short(found)));
    }
}

/// The identifier of an element, to find it in a long list.
fn name(element: &Value) -> String {
    element.get("id").map(|id| format!("[{}]", id.as_str().unwrap_or("-"))).unwrap_or_default()
}

/// A value on one line; of a list of tables, only the identifiers.
fn short(value: &Value) -> String {
    match value.as_array() {
        Some(rows) if rows.iter().any(Value::is_object) => rows.iter().map(name).collect(),
        _ => value.to_string(),
    }
}
