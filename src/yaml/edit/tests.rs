//! Changes seen through the text they give.

use super::*;

/// A text after one change, or nothing if it was refused.
fn edited(text: &str, change: impl Fn(&mut Editor<'_>) -> Result<(), Refusal>) -> Option<String> {
    let mut sources = SourceSet::new();
    let id = sources.add_text("a.yaml", text);
    let mut diagnostics = Diagnostics::new();
    let node = read(id, &mut Reading { sources: &sources, diagnostics: &mut diagnostics });
    let mut editor = Editor::new(id, sources.get(id), &node).ok()?;
    change(&mut editor).ok()?;
    editor.finish().ok()
}

fn path(keys: &str) -> Vec<Step> {
    let step = |key: &str| key.parse().map_or_else(|_| Step::from(key), Step::Item);
    keys.split('/').map(step).collect()
}

fn set(text: &str, keys: &str, value: &str) -> Option<String> {
    edited(text, |editor| editor.set(&path(keys), &Value::text(value)))
}

#[test]
fn a_value_is_replaced_in_the_style_it_had() {
    let cases = [
        ("a: b # c\n", "b: oui", "a: \"b: oui\" # c\n"),
        ("a: 'b'\n", "l'été", "a: 'l''été'\n"),
        ("a: \"b\"   # c", "x", "a: \"x\"   # c"),
        ("a:   # c\r\nb: 1\r\n", "x", "a: x   # c\r\nb: 1\r\n"),
        ("a: ~\nb: 1\n", "x", "a: x\nb: 1\n"),
        ("a: |\n  un\n  deux\n\n# c\nb: 1\n", "trois", "a: |\n  trois\n\n# c\nb: 1\n"),
        ("a: |\nb: 1\n", "un\n\ndeux", "a: |\n  un\n\n  deux\nb: 1\n"),
        ("a: >- # c\n  un\n", "x", "a: | # c\n  x\n"),
        ("a: b # c\n", "un\ndeux", "a: | # c\n  un\n  deux\n"),
        ("a: \"un\n  deux\"\nb: 1\n", "x", "a: \"x\"\nb: 1\n"),
        ("a: un\n  deux\nb: 1\n", "x", "a: x\nb: 1\n"),
        ("a: b\n", "", "a:\n"),
        ("{ a: b, c: d }\n", "x y", "{ a: \"x y\", c: d }\n"),
        ("{ a: , c: d }\n", "x", "{ a: x , c: d }\n"),
        ("{ a: [1, 2], c: d }\n", "x", "{ a: x, c: d }\n"),
        ("a:\n  - x # y\n  - z\nb: 1\n", "x", "a: x\nb: 1\n"),
    ];
    for (text, value, expected) in cases {
        assert_eq!(set(text, "a", value).as_deref(), Some(expected), "{text:?}");
    }
}

#[test]
fn an_absent_key_is_added_at_the_end_of_its_table() {
    let cases = [
        (
            "r:\n  T-1:\n    s: c\n    # p:\n\n  T-2:\n",
            "r:\n  T-1:\n    s: c\n    k: v\n    # p:\n\n  T-2:\n",
        ),
        ("r:\n  T-1: { s: c }\n", "r:\n  T-1: { s: c, k: v }\n"),
        ("r:\n  T-1: {s: c,}", "r:\n  T-1: {s: c, k: v}"),
        ("r:\n  T-1: # c\n  T-2:\n", "r:\n  T-1: # c\n    k: v\n  T-2:\n"),
        ("r:\n  T-1: ~\n  T-2:\n", "r:\n  T-1: \n    k: v\n  T-2:\n"),
        (
            "r:\n    T-1:\n        s: |\n            x\n",
            "r:\n    T-1:\n        s: |\n            x\n        k: v\n",
        ),
        ("r:\r\n  T-1:\r\n    s: c", "r:\r\n  T-1:\r\n    s: c\r\n    k: v"),
        ("r: { T-1: , T-2: }\n", "r: { T-1: { k: v } , T-2: }\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(set(text, "r/T-1/k", "v").as_deref(), Some(expected), "{text:?}");
    }
    let list = "r:\n  - f: 1\n    g: 2\n  - f: 3\n";
    assert_eq!(
        set(list, "r/0/k", "v").as_deref(),
        Some("r:\n  - f: 1\n    g: 2\n    k: v\n  - f: 3\n")
    );
}

#[test]
fn what_cannot_be_changed_safely_is_refused() {
    for text in ["r: texte\n", "r: [a, b]\n", "? r\n: T-1: 1\n"] {
        assert_eq!(set(text, "r/T-1/k", "v"), None, "{text:?}");
    }
}

#[test]
fn the_lines_of_an_entry_hold_the_comments_above_it_and_those_deeper_below() {
    let text = "r:\n\n  #| un\n  T-1:\n    s: |\n      x\n\n    # p\n\n  # deux\n  T-2:\n    s: c\n    # q\n# fin\n";
    let mut sources = SourceSet::new();
    let id = sources.add_text("a.yaml", text);
    let mut diagnostics = Diagnostics::new();
    let node = read(id, &mut Reading { sources: &sources, diagnostics: &mut diagnostics });
    let editor = Editor::new(id, sources.get(id), &node).ok();
    let lines = |key| {
        let extent = editor.as_ref()?.extent(&path("r"), key).ok()?;
        Some((&text[extent.lead..extent.content_end], &text[extent.content_end..extent.end]))
    };
    assert_eq!(lines("T-1"), Some(("  #| un\n  T-1:\n    s: |\n      x", "\n\n    # p\n\n")));
    assert_eq!(lines("T-2"), Some(("  # deux\n  T-2:\n    s: c", "\n    # q\n")));
}

#[test]
fn an_item_is_added_to_a_list_in_the_style_it_has() {
    let item = Value::Map(vec![("f".into(), Value::text("x y")), ("g".into(), Value::text("1"))]);
    let cases = [
        (
            "r:\n  - f: a # un\n    g: 2\n\n# fin\nk: v\n",
            "r:\n  - f: a # un\n    g: 2\n  - f: \"x y\"\n    g: 1\n\n# fin\nk: v\n",
        ),
        ("r:\n- f: a\n", "r:\n- f: a\n- f: \"x y\"\n  g: 1\n"),
        ("r: [{ f: a }]\n", "r: [{ f: a }, { f: \"x y\", g: 1 }]\n"),
        ("r:\r\n  - { f: a }\r\n", "r:\r\n  - { f: a }\r\n  - f: \"x y\"\r\n    g: 1\r\n"),
    ];
    for (text, expected) in cases {
        let found = edited(text, |editor| editor.append_item(&path("r"), &item));
        assert_eq!(found.as_deref(), Some(expected), "{text:?}");
    }
    for text in ["r: texte\n", "r: { a: 1 }\n", "k: 1\n"] {
        assert_eq!(edited(text, |editor| editor.append_item(&path("r"), &item)), None, "{text:?}");
    }
}

#[test]
fn an_item_is_taken_out_and_the_comments_of_the_others_stay() {
    let text = "r:\n  # un\n  - f: 1\n    g: 2\n  # deux\n  - f: 2\n  # trois\n  - f: 3\nk: v\n";
    let without = |at: usize| edited(text, |editor| editor.remove_item(&path("r"), at));
    let expected = [
        "r:\n  # un\n  # deux\n  - f: 2\n  # trois\n  - f: 3\nk: v\n",
        "r:\n  # un\n  - f: 1\n    g: 2\n  # deux\n  # trois\n  - f: 3\nk: v\n",
        "r:\n  # un\n  - f: 1\n    g: 2\n  # deux\n  - f: 2\nk: v\n",
    ];
    for (at, expected) in expected.into_iter().enumerate() {
        assert_eq!(without(at).as_deref(), Some(expected), "{at}");
    }
    assert_eq!(without(3), None);
    let only = "r:\n  - f: 1\n";
    assert_eq!(edited(only, |editor| editor.remove_item(&path("r"), 0)), None);
}

#[test]
fn a_key_is_taken_out_with_its_lines_alone() {
    let text = "r:\n  s: c # un\n  # p\n  t:\n    - a: 1\n      b: 2\n\n  # deux\n  u: 3\nk: v\n";
    let without = |key: &str| edited(text, |editor| editor.remove_entry(&path("r"), key));
    assert_eq!(without("t").as_deref(), Some("r:\n  s: c # un\n\n  # deux\n  u: 3\nk: v\n"));
    assert_eq!(without("x"), None);
    assert_eq!(edited("r:\n  s: c\n", |editor| editor.remove_entry(&path("r"), "s")), None);
    assert_eq!(edited("r: { s: c, t: 1 }\n", |editor| editor.remove_entry(&path("r"), "s")), None);
}
