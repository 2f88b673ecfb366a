//! Words that lost an apostrophe or letters, and words whose letters came out several times.

/// Words that only a lost apostrophe makes.
const BROKEN: &[(&str, &str)] = &[
    ("dun", "d'un"),
    ("quil", "qu'il"),
    ("quils", "qu'ils"),
    ("quun", "qu'un"),
    ("quune", "qu'une"),
    ("quon", "qu'on"),
    ("nest", "n'est"),
    ("nont", "n'ont"),
    ("cest", "c'est"),
    ("sil", "s'il"),
    ("sils", "s'ils"),
    ("jusquau", "jusqu'au"),
    ("jusquà", "jusqu'à"),
    ("lorsquil", "lorsqu'il"),
    ("lorsquun", "lorsqu'un"),
    ("puisquil", "puisqu'il"),
    ("quà", "qu'à"),
    ("lensemble", "l'ensemble"),
    ("lorganisation", "l'organisation"),
    ("lutilisateur", "l'utilisateur"),
    ("lusager", "l'usager"),
    ("létablissement", "l'établissement"),
    ("ladministration", "l'administration"),
    ("ladministrateur", "l'administrateur"),
    ("lespace", "l'espace"),
    ("lélève", "l'élève"),
    ("lutilisation", "l'utilisation"),
    ("laccès", "l'accès"),
    ("lannuaire", "l'annuaire"),
    ("lenseignement", "l'enseignement"),
    ("lenseignant", "l'enseignant"),
    ("dutilisation", "d'utilisation"),
    ("dinformation", "d'information"),
    ("linformation", "l'information"),
    ("dapplication", "d'application"),
    ("lapplication", "l'application"),
    ("lexploitant", "l'exploitant"),
    ("léditeur", "l'éditeur"),
    ("lhébergement", "l'hébergement"),
    ("dhébergement", "d'hébergement"),
    ("laccord", "l'accord"),
    ("dautres", "d'autres"),
    ("lobjet", "l'objet"),
    ("quelle que", "quelle que"),
];

/// What a word that lost its apostrophe was.
pub(super) fn with_apostrophe(word: &str) -> Option<&'static str> {
    BROKEN.iter().find(|(broken, _)| *broken == word).map(|(_, whole)| *whole)
}

/// Whether a text lost its apostrophes: « d un », « quil ».
pub(super) fn apostrophes_lost(sample: &str) -> bool {
    let spaced = [" d un", " l u", " l a", " l e", " d u", " qu i", " qu u", " n est"];
    let spaced: usize = spaced.iter().map(|part| sample.matches(part).take(3).count()).sum();
    if spaced >= 2 {
        return true;
    }
    let stuck = [" dun ", " quil ", " quils ", " quun ", " nest ", " cest ", " lensemble "];
    stuck.iter().map(|part| sample.matches(part).take(3).count()).sum::<usize>() >= 1
}

/// Whether a text lost its letters with accents: « Schma », « lducation ».
pub(super) fn accents_lost(sample: &str) -> bool {
    let accented = sample.bytes().filter(|byte| *byte == 0xC3).count();
    if accented * 400 > sample.len() {
        return false;
    }
    let broken = [
        " tre ",
        " Schma",
        " schma",
        " rfrent",
        "numrique",
        " donnes ",
        " scurit",
        " ncess",
        " systme",
        " dfini",
        " gnral",
        " lves",
        " exig ",
        " recommand ",
        "lducation",
        " tlservice",
        " caractre",
    ];
    broken.iter().filter(|part| sample.contains(*part)).count() >= 2
}

/// A word whose letters came out two or three times each, as simulated bold does.
pub(super) fn undoubled(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 6 {
        return None;
    }
    let mut runs: Vec<(char, usize)> = Vec::new();
    for letter in &letters {
        match runs.last_mut() {
            Some((last, length)) if *last == *letter => *length += 1,
            _ => runs.push((*letter, 1)),
        }
    }
    if runs.len() < 3 {
        return None;
    }
    for times in [3, 2] {
        if runs.iter().all(|(_, length)| length % times == 0) {
            let single = |(letter, length): &(char, usize)| vec![*letter; length / times];
            return Some(runs.iter().flat_map(single).collect());
        }
    }
    // In part only: letters that French never doubles tell it.
    let never = |letter: char| "aàbcdghijkquvwxyzéêèâîûAIUOHJVXYZ".contains(letter);
    let odd = runs.iter().filter(|(letter, length)| *length == 2 && never(*letter)).count();
    let doubled = runs.iter().filter(|(_, length)| *length >= 2).count();
    (odd >= 2 && doubled * 3 >= runs.len())
        .then(|| runs.iter().map(|(letter, _)| *letter).collect())
}
