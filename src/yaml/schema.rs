//! JSON Schemas (draft-07, which editors know) made from the shapes that readers use.

use serde_json::{Map, Value, json};

use super::shape::{Kind, Presence, Shape, WordList};

/// The schema of a file whose top level has this shape.
#[must_use]
pub fn schema(shape: &Shape, title: &str) -> Value {
    let mut schema = table(shape);
    if let Value::Object(fields) = &mut schema {
        let mut all = Map::new();
        all.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
        all.insert("title".into(), json!(title));
        all.append(fields);
        return Value::Object(all);
    }
    schema
}

fn table(shape: &Shape) -> Value {
    let mut properties = Map::new();
    for key in shape.keys {
        let mut value = match key.presence {
            Presence::Required => of_kind(key.kind),
            // An optional key may be left empty, as `init` writes it.
            Presence::Optional | Presence::Default(_) => or_null(of_kind(key.kind)),
        };
        if let Value::Object(fields) = &mut value {
            fields.insert("description".into(), json!(key.meaning));
        }
        properties.insert(key.name.into(), value);
    }
    let needed = shape.keys.iter().filter(|key| key.presence == Presence::Required);
    let needed: Vec<&str> = needed.map(|key| key.name).collect();
    let mut fields = Map::new();
    fields.insert("type".into(), json!("object"));
    fields.insert("additionalProperties".into(), json!(false));
    if !needed.is_empty() {
        fields.insert("required".into(), json!(needed));
    }
    fields.insert("properties".into(), Value::Object(properties));
    Value::Object(fields)
}

fn or_null(value: Value) -> Value {
    json!({ "anyOf": [{ "type": "null" }, value] })
}

fn of_kind(kind: Kind) -> Value {
    match kind {
        // Unquoted, an editor reads some texts as numbers or dates; the program does not.
        Kind::Line | Kind::Prose | Kind::Path => json!({ "type": ["string", "number", "boolean"] }),
        Kind::Id => json!({ "type": "string", "minLength": 1 }),
        Kind::Ids => json!({ "anyOf": [
            { "type": "string", "minLength": 1 },
            { "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } },
        ] }),
        Kind::Version => {
            json!({ "type": "string", "pattern": r"^\d{1,4}(\.\d{1,4}){1,2}(-r\d{1,4})?$" })
        }
        Kind::GridName => {
            json!({ "type": "string", "pattern": r"^\S+@\d{1,4}(\.\d{1,4}){1,2}(-r\d{1,4})?$" })
        }
        Kind::Date => {
            json!({ "type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4})$" })
        }
        Kind::Sha256 => json!({ "type": "string", "pattern": "^[0-9A-Fa-f]{64}$" }),
        Kind::Number(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Kind::Boolean => json!({ "enum": [true, false, "oui", "non"] }),
        Kind::Word(list) => words(list),
        Kind::Words(list) => json!({ "type": "array", "minItems": 1, "items": words(list) }),
        Kind::Table(shape) => table(shape),
        Kind::Tables(shape) => json!({ "type": "array", "minItems": 1, "items": table(shape) }),
        Kind::ById(shape) => {
            json!({ "type": "object", "additionalProperties": or_null(table(shape)) })
        }
    }
}

/// The words with what they mean, so that an editor shows it; other accepted spellings stay
/// valid, without being proposed first.
fn words(list: WordList) -> Value {
    let mut choices: Vec<Value> = list
        .words
        .iter()
        .map(|word| json!({ "const": word.key, "description": word.meaning }))
        .collect();
    let others: Vec<&str> = list
        .words
        .iter()
        .flat_map(|word| std::iter::once(word.label).chain(word.synonyms.iter().copied()))
        .collect();
    choices.push(json!({ "enum": others, "description": "autre façon de l'écrire" }));
    json!({ "anyOf": choices })
}
