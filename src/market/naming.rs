//! Bidders named where they must not be: in what goes to another, or in what goes without names.

use std::collections::BTreeSet;

use super::judge::{Bidder, Line, Place, Tender};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::{fold, name_key, quoted, shown};

/// Words of many names, by which none is known; folded.
const COMMON: [&str; 40] = [
    "academie",
    "agence",
    "association",
    "atelier",
    "ateliers",
    "bureau",
    "candidat",
    "centre",
    "compagnie",
    "conseil",
    "conseils",
    "consulting",
    "developpement",
    "digital",
    "editeur",
    "edition",
    "editions",
    "education",
    "entreprise",
    "europe",
    "formation",
    "france",
    "groupe",
    "groupement",
    "informatique",
    "ingenierie",
    "international",
    "logiciel",
    "logiciels",
    "numerique",
    "numeriques",
    "offre",
    "reseau",
    "reseaux",
    "service",
    "services",
    "societe",
    "solution",
    "solutions",
    "systemes",
];
/// Letters from which a word of a name is enough to know it.
const TELLING: usize = 4;

/// A text of the buyer's that goes out.
struct Text<'t> {
    what: String,
    text: &'t str,
    span: Span,
}

impl Tender<'_> {
    /// What the page of one bidder says of the others, in the buyer's words.
    #[must_use]
    pub fn named_in_letter(&self, at: usize) -> Vec<Diagnostic> {
        let own = &self.bidders[at];
        let others: Vec<&str> =
            self.bidders.iter().map(Bidder::name).filter(|name| *name != own.name()).collect();
        let mut texts = self.market_texts(&|place| {
            own.all_lines().any(|line| line.place == place && line.is_unmet())
        });
        texts.extend(
            own.all_lines()
                .filter(|line| line.is_unmet())
                .filter_map(|line| self.ground(own, line)),
        );
        self.named(&texts, &others, Some(own.name()), |name| {
            format!(
                "ce texte part tel quel dans la page de {} : retirez-en {}, et ce qui le ferait reconnaître",
                quoted(own.name()),
                quoted(name)
            )
        })
    }

    /// What the comparison without names says of whom, in the buyer's words.
    #[must_use]
    pub fn named_without_names(&self) -> Vec<Diagnostic> {
        let names: Vec<&str> = self.bidders.iter().map(Bidder::name).collect();
        let mut texts = self.market_texts(&|_| true);
        texts.extend(self.terms.market.waivers.iter().map(|waiver| Text {
            what: format!("le motif de la dérogation à {}", shown(&waiver.statement.value)),
            text: &waiver.ground,
            span: waiver.statement.span,
        }));
        self.named(&texts, &names, None, |_| {
            "ce texte est imprimé tel quel dans la comparaison anonyme : retirez-en ce nom"
                .to_owned()
        })
    }

    /// Texts of `marche.yaml` that go out, with those complements that do.
    fn market_texts(&self, goes_out: &dyn Fn(Place) -> bool) -> Vec<Text<'_>> {
        let market = self.terms.market;
        let title = Text {
            what: "l'intitulé de la consultation".into(),
            text: &market.title.value,
            span: market.title.span,
        };
        let complements = market.complements.statements.iter().enumerate();
        let complements = complements.filter(|(at, _)| goes_out(Place::Local(*at)));
        let complements = complements.map(|(_, one)| Text {
            what: format!("le complément {}", shown(&one.id.value)),
            text: &one.text,
            span: one.id.span,
        });
        [title].into_iter().chain(complements).collect()
    }

    /// Why a line is not met, where the buyer says it.
    fn ground<'b>(&self, bidder: &'b Bidder<'_>, line: &'b Line) -> Option<Text<'b>> {
        let retained = line.retained.as_ref()?;
        let appraisal = bidder.matter.appraisal?;
        let id = &self.terms.statement(line.place).id;
        let entry = appraisal.entries.iter().find(|entry| entry.id == *id);
        let (what, span) = match (retained.wholesale, entry) {
            (false, Some(entry)) => (format!("le motif de {}", shown(id)), entry.span),
            (true, _) | (false, None) => {
                ("le motif de « declare_retenu »".to_owned(), appraisal.candidate.span)
            }
        };
        Some(Text { what, text: retained.ground.as_deref()?, span })
    }

    fn named(
        &self,
        texts: &[Text<'_>],
        names: &[&str],
        own: Option<&str>,
        help: impl Fn(&str) -> String,
    ) -> Vec<Diagnostic> {
        let mut known: BTreeSet<String> = COMMON.iter().map(|word| (*word).to_owned()).collect();
        let terms = self.terms;
        let statements = terms.grid.statements.iter().map(|one| one.text.as_str());
        let said = statements.chain([terms.market.title.value.as_str(), &terms.market.buyer]);
        known.extend(said.chain(own).flat_map(words));
        let mut found: Vec<Diagnostic> = Vec::new();
        for text in texts {
            for name in names.iter().filter(|name| names_one(text.text, name, &known)) {
                let message = format!("{} nomme le candidat {}", text.what, shown(name));
                let one = Diagnostic::new(Code::OtherNamed, message).at(text.span).help(help(name));
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
        found
    }
}

/// The words of a text, folded.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Whether a text holds a whole name, or a word of it that is telling: long enough, and none of
/// those `known` to mean something else.
fn names_one(text: &str, name: &str, known: &BTreeSet<String>) -> bool {
    // Two letters may be any word: only as they are written.
    if name_key(name).chars().count() < 3 {
        return text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name.trim());
    }
    let (said, wanted) = (words(text), words(name));
    let whole = !wanted.is_empty() && said.windows(wanted.len()).any(|part| part == wanted);
    let telling = |word: &&String| word.chars().count() >= TELLING && !known.contains(*word);
    whole || wanted.iter().filter(telling).any(|word| said.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_whole_or_by_a_telling_word() {
        let known: BTreeSet<String> = COMMON.iter().map(|word| (*word).to_owned()).collect();
        let names = |text: &str, name: &str| names_one(text, name, &known);
        for text in [
            "Moins complet qu'ÉDITIONS BORÉALES.",
            "l'offre d'editions-boreales",
            "comme Boreales, mais sans export",
            "(boréales)",
        ] {
            assert!(names(text, "Éditions Boréales"), "{text}");
        }
        for text in ["Les éditions précédentes.", "une aurore boréale", ""] {
            assert!(!names(text, "Éditions Boréales"), "{text}");
        }
        assert!(names("Que IT ne propose pas.", "IT"));
        assert!(!names("Ce qu'it produit, et Italie.", "IT"));
        assert!(!names("Il a répondu.", "A"));
        assert!(names("le groupe Services France", "Services France"), "whole, however common");
        assert!(!names("des services en France", "Services France"));
    }
}
