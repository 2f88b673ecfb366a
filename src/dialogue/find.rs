//! Finding a statement by its identifier or by words.

use super::show::shortened;
use super::{Dialogue, STATUS, Turn};
use crate::words::{counted, fold, fr, quoted};

/// The most statements listed.
const LISTED: usize = 12;

impl Dialogue<'_> {
    /// Goes to the statement of an identifier, or lists those whose texts hold every word.
    pub(super) fn search(&mut self, words: &str) -> Turn {
        if words.is_empty() {
            let text = fr("Que chercher ? Un identifiant ou des mots : /c TEC-004, /c annuaire.\n");
            return Turn { text: text + &self.prompt(), ..Turn::default() };
        }
        let wanted = fold(words);
        let by_id = self.items.iter().position(|item| fold(&item.statement.id) == wanted);
        if let Some(at) = by_id {
            return self.go(at);
        }
        let holds = |text: &str| wanted.split(' ').all(|word| text.contains(word));
        let found: Vec<usize> = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| {
                holds(&fold(&format!("{} {}", item.statement.id, item.statement.text)))
            })
            .map(|(at, _)| at)
            .collect();
        match found.as_slice() {
            [] => {
                let text =
                    fr(&format!("Aucun énoncé du périmètre ne contient {}.\n", quoted(words)));
                Turn { text: text + &self.prompt(), ..Turn::default() }
            }
            [only] => self.go(*only),
            several => {
                let mut text = fr(&format!(
                    "{} :\n",
                    counted(several.len() as u64, "énoncé trouvé", "énoncés trouvés")
                ));
                for (rank, at) in (1..).zip(several.iter().take(LISTED)) {
                    let statement = self.items[*at].statement;
                    let line = format!("{rank}. {} — {}", statement.id, statement.text);
                    text.push_str(&format!("  {}\n", shortened(&line, 74)));
                }
                if several.len() > LISTED {
                    text.push_str(&fr("  … précisez la recherche pour voir les autres.\n"));
                }
                text.push_str(&fr("Lequel ? (un numéro, ou Entrée pour revenir)\n"));
                self.found = several[..several.len().min(LISTED)].to_vec();
                self.field = STATUS.into();
                Turn { text, ..Turn::default() }
            }
        }
    }
}
