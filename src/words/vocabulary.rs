//! The closed lists of words that files and reports use.

use super::extraction::{Confidence, Doubt, LeftOut};
use super::fold;

/// One word: its spelling in files, its label for people, its other accepted spellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// As written in YAML and JSON, without accents.
    pub key: &'static str,
    /// As printed for people.
    pub label: &'static str,
    /// Other spellings read, compared once folded.
    pub synonyms: &'static [&'static str],
    /// One plain sentence on what the word means.
    pub meaning: &'static str,
}

/// A closed list of words.
pub trait Vocabulary: Sized + Copy + 'static {
    /// What the list is about, in French: « statut ».
    const SUBJECT: &'static str;
    /// Every member, in the order of documents.
    const ALL: &'static [Self];
    /// Every word, in the same order.
    const WORDS: &'static [Word];

    /// The word of a member.
    fn word(self) -> &'static Word;

    /// Its spelling in files.
    fn key(self) -> &'static str {
        self.word().key
    }

    /// Its label for people.
    fn label(self) -> &'static str {
        self.word().label
    }

    /// The member a text names, whatever its accents, capitals and spaces.
    fn read(text: &str) -> Option<Self> {
        Self::ALL.get(find_word(Self::WORDS, text)?).copied()
    }
}

/// The rank of the word that a text names, whatever its accents, capitals and spaces.
#[must_use]
pub fn find_word(words: &[Word], text: &str) -> Option<usize> {
    if let Some(at) = words.iter().position(|word| word.key == text) {
        return Some(at);
    }
    let folded = fold(text);
    let names = |word: &Word| {
        fold(word.key) == folded
            || fold(word.label) == folded
            || word.synonyms.iter().any(|other| fold(other) == folded)
    };
    words.iter().position(names)
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident, $subject:literal, {
        $($(#[doc = $member_doc:literal])* $member:ident = $key:literal, $label:literal, [$($synonym:literal),*], $meaning:literal;)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $member_doc])* $member,)+
        }

        impl Vocabulary for $name {
            const SUBJECT: &'static str = $subject;
            const ALL: &'static [Self] = &[$(Self::$member,)+];
            const WORDS: &'static [Word] = &[$(Word {
                key: $key,
                label: $label,
                synonyms: &[$($synonym),*],
                meaning: $meaning,
            },)+];

            fn word(self) -> &'static Word {
                &Self::WORDS[self as usize]
            }
        }
    };
}

pub(super) use vocabulary;

vocabulary! {
    /// The RFC 2119 word of a statement.
    Modality, "modalité", {
        /// Absolute requirement.
        Must = "doit", "Doit", [], "exigence absolue";
        /// Absolute prohibition.
        MustNot = "ne_doit_pas", "Ne doit pas", [], "interdiction absolue";
        /// Recommendation: comply or explain.
        Should = "devrait", "Devrait", [], "recommandation : suivre, ou dire pourquoi";
        /// Discouraged: refrain or explain.
        ShouldNot = "ne_devrait_pas", "Ne devrait pas", [], "pratique déconseillée : s'abstenir, ou dire pourquoi";
    }
}

impl Modality {
    /// The level, always derived from the modality.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::Must | Self::MustNot => Level::Requirement,
            Self::Should | Self::ShouldNot => Level::Recommendation,
        }
    }

    /// Whether it forbids or discourages.
    #[must_use]
    pub fn is_prohibition(self) -> bool {
        matches!(self, Self::MustNot | Self::ShouldNot)
    }
}

vocabulary! {
    /// The two kinds of statements.
    Level, "niveau", {
        /// « doit », « ne doit pas ».
        Requirement = "exigence", "Exigence", [], "énoncé en « doit » ou « ne doit pas »";
        /// « devrait », « ne devrait pas ».
        Recommendation = "recommandation", "Recommandation", [], "énoncé en « devrait » ou « ne devrait pas »";
    }
}

vocabulary! {
    /// What the project answers to a statement.
    Status, "statut", {
        /// Fully met.
        Compliant = "conforme", "Conforme", ["C", "oui", "validé", "☑"], "l'énoncé est entièrement respecté";
        /// Met in part; counts as not met in every rate.
        Partial = "partiel", "Partiel", ["P", "PC", "partiellement conforme", "en cours", "◐"], "l'énoncé est respecté en partie";
        /// Not met.
        NonCompliant = "non_conforme", "Non conforme", ["NC", "non", "non validé"], "l'énoncé n'est pas respecté";
        /// Does not apply here; valid only with a justification.
        NotApplicable = "sans_objet", "Sans objet", ["SO", "NA", "N/A", "non applicable"], "l'énoncé ne s'applique pas ; une justification est nécessaire";
        /// Not answered yet; the same as an absent or empty status.
        ToAssess = "a_evaluer", "À évaluer", ["NT", "vide", "non renseigné"], "pas encore de réponse ; équivaut à un statut vide";
    }
}

vocabulary! {
    /// What the wording of a statement rests on.
    Basis, "fondement", {
        /// A read text of the same version, cited.
        Text = "texte", "Texte de la version", [], "un texte lu de la même version du SDET, cité";
        /// A read text of another version, cited.
        OtherVersion = "version_voisine", "Version voisine", [], "un texte lu d'une autre version du SDET, cité ; le niveau dans cette version n'est pas confirmé";
        /// A law or standard the SDET relies on, cited.
        RelatedText = "texte_lie", "Texte lié", [], "une loi, un règlement ou une norme de l'époque sur lesquels le SDET s'appuie, cités";
        /// Knowledge of the field; nothing to cite.
        Reconstruction = "reconstitution", "Reconstitution", [], "la connaissance du domaine ; aucun texte à citer";
    }
}

vocabulary! {
    /// Who must act.
    Role, "rôle", {
        /// The project owner.
        Owner = "porteur", "Porteur de projet", ["porteur du projet", "collectivité"], "qui conduit et finance le projet (région, département, commune, académie)";
        /// The regional education authority.
        Authority = "academie", "Académie", ["rectorat"], "le rectorat et ses services";
        /// A school.
        School = "etablissement", "Établissement", ["école"], "l'école, le collège, le lycée";
        /// The software vendor.
        Vendor = "editeur", "Éditeur", [], "qui conçoit la solution ENT";
        /// The integrator.
        Integrator = "integrateur", "Intégrateur", [], "qui installe et raccorde la solution ENT";
        /// The operator.
        Operator = "exploitant", "Exploitant", [], "qui fait fonctionner le service";
        /// The host.
        Host = "hebergeur", "Hébergeur", [], "qui héberge les serveurs et les données";
        /// The supplier of a third-party service.
        ThirdParty = "fournisseur_tiers", "Fournisseur tiers", [], "qui fournit un service raccordé à l'ENT";
    }
}

vocabulary! {
    /// What is assessed.
    Object, "objet", {
        /// A software product.
        Solution = "solution", "Solution ENT", [], "un produit logiciel";
        /// The whole project of an owner.
        Project = "projet", "Projet ENT", [], "l'ensemble du projet d'un porteur";
        /// A third-party service.
        ThirdPartyService = "service_tiers", "Service tiers", [], "un service raccordé à un ENT";
    }
}

vocabulary! {
    /// The two levels of French schools.
    Degree, "degré", {
        /// Primary.
        Primary = "1d", "1er degré", ["1", "premier degré"], "écoles maternelles et élémentaires";
        /// Secondary.
        Secondary = "2d", "2d degré", ["2", "2nd", "2nd degré", "second degré"], "collèges et lycées";
    }
}

vocabulary! {
    /// The kinds of evidence.
    EvidenceKind, "type de preuve", {
        /// Signed statement.
        Statement = "attestation", "Attestation", [], "déclaration signée d'un responsable";
        /// Screenshot.
        Screenshot = "capture", "Capture d'écran", ["capture"], "image datée d'un écran";
        /// Certificate.
        Certificate = "certificat", "Certificat", [], "document délivré par un organisme tiers";
        /// Contract.
        Contract = "contrat", "Contrat", ["marché"], "contrat, marché ou annexe contractuelle";
        /// Agreement.
        Agreement = "convention", "Convention", [], "convention signée entre partenaires";
        /// Any other document.
        Document = "document", "Document", [], "procédure, guide, compte rendu, plan";
        /// Audit report.
        AuditReport = "rapport_audit", "Rapport d'audit", [], "compte rendu d'un audit, interne ou externe";
        /// Test report.
        TestReport = "rapport_essai", "Rapport d'essai", [], "compte rendu d'essais ou de recette";
        /// A reference to a deployment elsewhere.
        Reference = "reference", "Référence", [], "déploiement ou réalisation comparable";
    }
}

vocabulary! {
    /// Whether a grid may still change.
    GridState, "état de grille", {
        /// May change.
        Draft = "brouillon", "Brouillon", [], "la grille peut encore changer";
        /// Frozen.
        Published = "publiee", "Publiée", [], "la grille est figée";
    }
}

vocabulary! {
    /// Whether a statement still counts.
    StatementState, "état d'énoncé", {
        /// Counts.
        InForce = "en_vigueur", "En vigueur", [], "l'énoncé compte (valeur par défaut)";
        /// Withdrawn; its row stays for ever.
        Withdrawn = "abroge", "Abrogé", [], "l'énoncé ne compte plus ; sa ligne reste, avec son motif";
    }
}

vocabulary! {
    /// What a second pair of eyes concludes.
    Opinion, "avis", {
        /// Agrees with the answer.
        Confirmed = "confirme", "Confirme", [], "la réponse est confirmée";
        /// Disagrees.
        Refuted = "infirme", "Infirme", [], "la réponse est contredite";
    }
}

vocabulary! {
    /// The conclusion, in words.
    Verdict, "mention", {
        /// The assessment is too old, or its grid was replaced long ago.
        Expired = "perimee", "Évaluation périmée", [], "l'évaluation ou sa grille est trop ancienne";
        /// Some requirement has no answer.
        Incomplete = "incomplete", "Évaluation incomplète", [], "des exigences restent à évaluer";
        /// No requirement applies.
        NotApplicable = "sans_objet", "Sans objet", [], "aucune exigence ne s'applique";
        /// Every applicable requirement is met.
        Compliant = "conforme", "Conforme", [], "toutes les exigences applicables sont conformes";
        /// As above, some « sans objet » lying outside the foreseen cases.
        WithReserve = "conforme_sous_reserve", "Conforme sous réserve", [], "toutes les exigences applicables sont conformes, mais des « sans objet » sortent des cas prévus";
        /// Everything not met is covered by a holding waiver.
        UnderWaiver = "conforme_sous_derogation", "Conforme sous dérogation", [], "ce qui n'est pas conforme est couvert par une dérogation en vigueur";
        /// At least the threshold of the grid is met.
        Partial = "partiellement_conforme", "Partiellement conforme", [], "le seuil de conformité partielle de la grille est atteint";
        /// Less.
        NonCompliant = "non_conforme", "Non conforme", [], "le seuil de conformité partielle n'est pas atteint";
    }
}

impl Verdict {
    /// The rank `--exiger` compares; `None` for the mentions that always fail it.
    #[must_use]
    pub fn rank(self) -> Option<u8> {
        match self {
            Self::Compliant => Some(5),
            Self::WithReserve => Some(4),
            Self::UnderWaiver => Some(3),
            Self::Partial => Some(2),
            Self::NonCompliant => Some(1),
            Self::Expired | Self::Incomplete | Self::NotApplicable => None,
        }
    }

    /// Whether the mention says that the requirements are met.
    #[must_use]
    pub fn conforms(self) -> bool {
        self.rank().is_some_and(|rank| rank >= 3)
    }
}

vocabulary! {
    /// What a conforming mention stands on.
    Support, "appui", {
        /// Answers alone.
        Declared = "declare", "déclaré", [], "les réponses du projet, sans plus";
        /// Every compliant requirement has valid evidence.
        Proved = "prouve", "prouvé", [], "une preuve valable pour chaque exigence";
        /// Every one was confirmed by someone else.
        Verified = "verifie", "vérifié", [], "une preuve valable et une vérification favorable pour chaque exigence";
    }
}

vocabulary! {
    /// How a statement of a former version came to the new one, as its publisher says.
    MoveKind, "type de mouvement", {
        /// The same statement under another identifier.
        Rename = "renomme", "Renommé", ["renommée"], "le même énoncé sous un autre identifiant";
        /// Several statements in place of one.
        Split = "scinde", "Scindé", ["scindée"], "plusieurs énoncés en remplacent un seul";
        /// One statement in place of several.
        Merge = "fusionne", "Fusionné", ["fusionnée"], "un seul énoncé en remplace plusieurs";
        /// The same obligation in other words, under the same identifier.
        Reword = "reformule", "Reformulé", ["reformulée"], "la même obligation dite autrement, sous le même identifiant";
    }
}

vocabulary! {
    /// What becomes of an answer when its grid changes.
    Outcome, "sort de la réponse", {
        /// It stays as it is.
        Kept = "gardee", "Gardée", ["gardé", "conservée"], "la réponse reste telle quelle";
        /// It is put aside until someone confirms it.
        ToReview = "a_revoir", "À revoir", ["revoir"], "l'ancienne réponse est gardée sous « ancienne_reponse » et le statut repasse à « a_evaluer »";
        /// It is moved to the abandoned answers.
        Dropped = "abandonnee", "Abandonnée", ["abandonné"], "la réponse est rangée parmi les réponses abandonnées, jamais effacée";
    }
}

vocabulary! {
    /// What happened to a statement between two versions of a grid.
    ChangeClass, "classe de changement", {
        /// Nothing.
        Unchanged = "inchange", "Inchangé", [], "rien n'a changé";
        /// It is new, or in force again.
        Added = "ajoute", "Ajouté", [], "l'énoncé n'existait pas, ou était abrogé";
        /// It was withdrawn.
        Withdrawn = "abroge", "Abrogé", [], "l'énoncé ne compte plus";
        /// Its text changed.
        Reworded = "reformule", "Reformulé", [], "le texte a changé, sa force non";
        /// A recommendation became a requirement.
        Hardened = "durci", "Durci (devrait → doit)", [], "la recommandation est devenue une exigence";
        /// A requirement became a recommendation.
        Softened = "assoupli", "Assoupli (doit → devrait)", [], "l'exigence est devenue une recommandation";
        /// It went to another axis.
        Moved = "deplace", "Déplacé", [], "l'énoncé a changé d'axe";
        /// It has another identifier.
        Renamed = "renomme", "Renommé", [], "l'énoncé a changé d'identifiant";
        /// It became several.
        Split = "scinde", "Scindé", [], "plusieurs énoncés remplacent un seul";
        /// Several became one.
        Merged = "fusionne", "Fusionné", [], "un seul énoncé en remplace plusieurs";
        /// It concerns others.
        Rescoped = "perimetre_change", "Périmètre changé", [], "l'énoncé ne concerne plus les mêmes rôles, objets, degrés, ou le socle";
        /// What it rests on changed.
        Resourced = "source_mise_a_jour", "Source mise à jour", [], "le fondement, la source ou le renvoi ont changé";
        /// What stands around the text changed.
        Completed = "complete", "Complété", [], "les preuves attendues, le cas « sans objet », le caractère critique, le sujet ou l'explication ont changé";
    }
}

vocabulary! {
    /// How the answers to a buyer's own statements are counted.
    ComplementRule, "règle des compléments", {
        /// Numbers only.
        Counted = "comptes", "Comptés", [], "on compte les réponses par statut, sans taux ni points";
        /// Compliant over applicable.
        Rate = "taux", "Taux", [], "les conformes sur les applicables, exigences et recommandations à part";
        /// Points announced for each.
        Points = "points", "Points", [], "les points des conformes, et la part annoncée de ceux des partiels, sur ceux des applicables";
    }
}

impl Status {
    /// The label printed in deliverables, where a blank must not pass unseen.
    #[must_use]
    pub fn printed(self) -> &'static str {
        if self == Self::ToAssess { "NON RENSEIGNÉ" } else { self.label() }
    }
}

/// Numbers alone, where a market states no rule.
impl Default for ComplementRule {
    fn default() -> Self {
        Self::Counted
    }
}

/// Every list with its subject: what the glossary and the schemas are checked against.
#[must_use]
pub fn tables() -> Vec<(&'static str, &'static [Word])> {
    fn row<V: Vocabulary>() -> (&'static str, &'static [Word]) {
        (V::SUBJECT, V::WORDS)
    }
    vec![
        row::<Modality>(),
        row::<Level>(),
        row::<Status>(),
        row::<Basis>(),
        row::<Role>(),
        row::<Object>(),
        row::<Degree>(),
        row::<EvidenceKind>(),
        row::<GridState>(),
        row::<StatementState>(),
        row::<Opinion>(),
        row::<MoveKind>(),
        row::<Outcome>(),
        row::<ChangeClass>(),
        row::<Verdict>(),
        row::<Support>(),
        row::<ComplementRule>(),
        row::<Confidence>(),
        row::<Doubt>(),
        row::<LeftOut>(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_read_as_word_trained_hands_write_them() {
        let cases = [
            ("conforme", Status::Compliant),
            (" Conforme ", Status::Compliant),
            ("OUI", Status::Compliant),
            ("partiellement\u{a0}conforme", Status::Partial),
            ("Non-conforme", Status::NonCompliant),
            ("non_conforme", Status::NonCompliant),
            ("n/a", Status::NotApplicable),
            ("A evaluer", Status::ToAssess),
            ("NON RENSEIGNÉ", Status::ToAssess),
            ("◐", Status::Partial),
        ];
        for (text, status) in cases {
            assert_eq!(Status::read(text), Some(status), "{text}");
        }
        for text in ["", "conform", "DS", "SP", "HP", "ST"] {
            assert_eq!(Status::read(text), None, "{text}");
        }
    }

    #[test]
    fn no_spelling_names_two_members_of_one_list() {
        for (subject, words) in tables() {
            let mut seen = std::collections::BTreeMap::new();
            for (at, word) in words.iter().enumerate() {
                let spellings = [word.key, word.label].into_iter();
                for spelling in spellings.chain(word.synonyms.iter().copied()) {
                    let first = *seen.entry(fold(spelling)).or_insert(at);
                    assert_eq!(first, at, "{subject} : « {spelling} »");
                }
            }
        }
    }
}
