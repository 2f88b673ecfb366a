//! What `--exiger` and `--taux-min` answer (`docs/calcul.md` §6, §7), from the recomputed figures.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use super::figures::recompute;
use super::generate::case;
use super::judge::View;
use super::model::Case;
use super::promises::rank;
use super::ratio::Ratio;
use super::{asked, command, hold};
use crate::support::stderr;

#[test]
fn the_exit_code_follows_the_figures() {
    let cases = (case(), gate()).prop_map(|(case, gate)| Gated { case, gate });
    hold(&cases, asked() / 2, |Gated { case, gate }, written| {
        let expected = recompute(&[&written.grids], &written.project, case.today, &View::default());
        let options = options(gate, &expected);
        let passes = passes(gate, &expected);
        let output = command(&written.project, Some(&written.grids), case.today, "json", &options);
        let found = output.status.code();
        let same = found == Some(i32::from(!passes)) && !output.stdout.is_empty();
        let mention = &expected["synthese"]["mention"];
        let why = || format!("{options:?}: {found:?} with {mention}\n{}", stderr(&output));
        if same { Ok(()) } else { Err(why()) }
    });
}

#[derive(Debug)]
struct Gated {
    case: Case,
    gate: Gate,
}

impl AsRef<Case> for Gated {
    fn as_ref(&self) -> &Case {
        &self.case
    }
}

#[derive(Debug, Clone, Copy)]
enum Gate {
    /// A mention, and what it must stand on.
    Mention(&'static str, Option<&'static str>),
    /// A rate, in thousandths of one per cent.
    Rate(u32, Separator),
    /// The truncated percentage that is printed, to which so many thousandths are added.
    Printed(u32, Separator),
}

#[derive(Debug, Clone, Copy)]
enum Separator {
    Comma,
    Point,
}

fn gate() -> impl Strategy<Value = Gate> {
    let conforming = select(vec!["conforme", "conforme_sous_reserve", "conforme_sous_derogation"]);
    let stands_on = select(vec![None, Some("prouve"), Some("verifie")]);
    let other = select(vec!["partiellement_conforme", "non_conforme"]);
    let separator = || select(vec![Separator::Comma, Separator::Point]);
    prop_oneof![
        3 => (conforming, stands_on).prop_map(|(code, stands_on)| Gate::Mention(code, stands_on)),
        1 => other.prop_map(|code| Gate::Mention(code, None)),
        1 => (0..=100_000_u32, separator()).prop_map(|(rate, mark)| Gate::Rate(rate, mark)),
        2 => (select(vec![0, 1, 50, 100]), separator()).prop_map(|(more, mark)| Gate::Printed(more, mark)),
    ]
}

/// The smallest rate that passes, in thousandths of one per cent.
fn least(gate: Gate, expected: &Value) -> u32 {
    match gate {
        Gate::Mention(..) => 0,
        Gate::Rate(least, _) => least,
        Gate::Printed(more, _) => {
            let percent =
                expected["synthese"]["exigences"]["taux"]["pct"].as_str().unwrap_or("0.0");
            let tenths: u32 = percent.replace('.', "").parse().expect("a percentage");
            (tenths * 100 + more).min(100_000)
        }
    }
}

fn options(gate: &Gate, expected: &Value) -> Vec<String> {
    let decimal = |mark: char| {
        let least = least(*gate, expected);
        format!("{}{mark}{:03}", least / 1000, least % 1000)
    };
    match gate {
        Gate::Mention(code, None) => vec!["--exiger".into(), (*code).into()],
        Gate::Mention(code, Some(on)) => vec!["--exiger".into(), format!("{code}:{on}")],
        Gate::Rate(_, Separator::Comma) | Gate::Printed(_, Separator::Comma) => {
            vec!["--taux-min".into(), decimal(',')]
        }
        Gate::Rate(_, Separator::Point) | Gate::Printed(_, Separator::Point) => {
            vec!["--taux-min".into(), decimal('.')]
        }
    }
}

fn passes(gate: &Gate, expected: &Value) -> bool {
    let summary = &expected["synthese"];
    match gate {
        Gate::Mention(code, stands_on) => {
            let wanted = rank(&Value::from(*code)).zip(Some(strength(*stands_on)));
            let given = rank(&summary["mention"]["code"]);
            let on = strength(summary["mention"]["appui"].as_str());
            given.zip(wanted).is_some_and(|(rank, wanted)| rank >= wanted.0 && on >= wanted.1)
        }
        Gate::Rate(..) | Gate::Printed(..) => {
            let rate = &summary["exigences"]["taux"];
            let part = |key: &str| rate[key].as_i64().map(i128::from);
            let least = Ratio::new(i128::from(least(*gate, expected)), 100_000);
            summary["provisoire"] == false
                && part("num")
                    .zip(part("den"))
                    .is_some_and(|(num, den)| Ratio::new(num, den) >= least)
        }
    }
}

fn strength(stands_on: Option<&str>) -> usize {
    ["declare", "prouve", "verifie"].iter().position(|word| stands_on == Some(*word)).unwrap_or(0)
}
