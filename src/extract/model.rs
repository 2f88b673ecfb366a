//! What an extraction gives.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use smol_str::SmolStr;

use super::read::Part;
use crate::words::{Confidence, Doubt, LeftOut, Modality};

/// A text to read, and its name.
#[derive(Debug, Clone, Copy)]
pub struct Document<'t> {
    /// The name that statements cite.
    pub name: &'t str,
    /// The text as it was decoded.
    pub text: &'t str,
}

/// Where a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Index of its document.
    pub document: usize,
    /// Index of its section in [`Extraction::sections`].
    pub section: usize,
    /// Its first byte in the original.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Its line, from 1.
    pub line: usize,
}

/// A statement that the text makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<'t> {
    /// Where.
    pub place: Place,
    /// The wording proposed: the sentence without the damage of conversion, after the head of its
    /// list where it has one.
    pub text: Cow<'t, str>,
    /// The exact bytes of the original.
    pub excerpt: &'t str,
    /// The sentence that announces the list, where the statement is one of its items.
    pub head: Option<Arc<str>>,
    /// The modality.
    pub modality: Modality,
    /// The word that decided it.
    pub word: SmolStr,
    /// How sure.
    pub confidence: Confidence,
    /// Why it must be read again.
    pub doubts: Vec<Doubt>,
}

/// A sentence with a modal word that makes no statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside<'t> {
    /// Where.
    pub place: Place,
    /// The sentence on one line.
    pub text: Cow<'t, str>,
    /// The modal word.
    pub word: SmolStr,
    /// Why.
    pub why: LeftOut,
}

/// Why a sentence without modal word may oblige all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HintKind {
    /// Begins with an infinitive.
    Infinitive,
    /// Begins with an imperative.
    Imperative,
    /// Begins with its verb: the subject was lost.
    LostSubject,
    /// Says in the present or the future what an actor or the system does.
    Indicative,
}

impl HintKind {
    /// In words, for the pages.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Infinitive => "infinitif sans mot modal",
            Self::Imperative => "impératif sans mot modal",
            Self::LostSubject => "sujet perdu",
            Self::Indicative => "indicatif, obligation peut-être",
        }
    }
}

/// A sentence without modal word that may oblige all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint<'t> {
    /// Where.
    pub place: Place,
    /// The sentence on one line.
    pub text: Cow<'t, str>,
    /// Why it is shown.
    pub kind: HintKind,
    /// Whether it holds a reserve that nobody can check: « dans la mesure du possible ».
    pub reserve: bool,
}

/// A section of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Index of its document.
    pub document: usize,
    /// Its title, number included; empty before the first title.
    pub title: String,
    /// 1 for the outermost; 0 before the first title.
    pub depth: usize,
    /// The section it belongs to.
    pub parent: Option<usize>,
    /// Its line, from 1.
    pub line: usize,
    /// Its first byte.
    pub start: usize,
    /// How many sentences were read in it, its own subsections left out.
    pub sentences: usize,
}

/// What was found in some texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extraction<'t> {
    /// The names of the texts.
    pub documents: Vec<String>,
    /// Every section, in order.
    pub sections: Vec<Section>,
    /// The statements, in order.
    pub candidates: Vec<Candidate<'t>>,
    /// The sentences with a modal word that make none, in order.
    pub left_out: Vec<Aside<'t>>,
    /// Those without modal word that may oblige, in order.
    pub hints: Vec<Hint<'t>>,
    /// The texts that lost their letters with accents.
    pub without_accents: Vec<usize>,
    /// The texts that read like minutes.
    pub minutes: Vec<usize>,
}

impl Extraction<'_> {
    /// The titles from the outermost section to this one.
    #[must_use]
    pub fn path(&self, section: usize) -> Vec<&str> {
        let mut path = Vec::new();
        let mut here = Some(section);
        while let Some(at) = here {
            let section = &self.sections[at];
            path.push(section.title.as_str());
            here = section.parent;
        }
        path.reverse();
        path
    }
}

impl Section {
    /// What stands before the first title of a document.
    pub(super) fn before_titles(document: usize) -> Self {
        Self {
            document,
            title: String::new(),
            depth: 0,
            parent: None,
            line: 1,
            start: 0,
            sentences: 0,
        }
    }
}

impl Extraction<'_> {
    /// Makes room for what some parts gave.
    pub(super) fn reserve(&mut self, parts: &[Part<'_>]) {
        self.candidates.reserve(parts.iter().map(|one| one.found.candidates.len()).sum());
        self.left_out.reserve(parts.iter().map(|one| one.found.left_out.len()).sum());
        self.hints.reserve(parts.iter().map(|one| one.found.hints.len()).sum());
    }

    /// Adds what a part of a document gave: its first section is the last one known, its first
    /// line comes after some others.
    pub(super) fn append(&mut self, mut part: Self, lines: usize) {
        let last = self.sections.len() - 1;
        let here = |place: &mut Place| {
            place.section += last;
            place.line += lines;
        };
        part.candidates.iter_mut().for_each(|one| here(&mut one.place));
        part.left_out.iter_mut().for_each(|one| here(&mut one.place));
        part.hints.iter_mut().for_each(|one| here(&mut one.place));
        let mut sections = part.sections.into_iter();
        self.sections[last].sentences += sections.next().map_or(0, |first| first.sentences);
        self.sections.extend(sections.map(|one| Section { line: one.line + lines, ..one }));
        self.candidates.append(&mut part.candidates);
        self.left_out.append(&mut part.left_out);
        self.hints.append(&mut part.hints);
    }

    /// The section of a byte of the last document, whose sections begin at `first`.
    pub(super) fn section_at(&self, first: usize, start: usize) -> usize {
        let after = self.sections[first..].partition_point(|section| section.start <= start);
        first + after.saturating_sub(1)
    }
}

/// Puts sections under one another: until then, their depth is the level of their title.
pub(super) fn nest(sections: &mut [Section], first: usize) {
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (at, section) in sections.iter_mut().enumerate().skip(first + 1) {
        let level = section.depth;
        while open.last().is_some_and(|(open, _)| *open >= level) {
            open.pop();
        }
        section.parent = open.last().map(|(_, above)| *above);
        open.push((level, at));
        section.depth = open.len();
    }
}

/// The ends of the lines of a part of a text.
#[derive(Debug)]
pub(super) struct LineEnds(Vec<usize>);

impl LineEnds {
    pub(super) fn of(text: &str, bytes: Range<usize>) -> Self {
        let ends = memchr::memchr_iter(b'\n', &text.as_bytes()[bytes.clone()]);
        Self(ends.map(|at| bytes.start + at).collect())
    }

    /// How many lines end.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        1 + self.0.partition_point(|end| *end < at)
    }
}
