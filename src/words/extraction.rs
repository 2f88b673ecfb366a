//! The words of an extracted draft: how sure a statement is, why it must be read again, why a
//! sentence was left out.

use super::vocabulary::{Vocabulary, Word, vocabulary};

vocabulary! {
    /// How sure the extraction is of a statement.
    Confidence, "confiance", {
        /// The text says it in so many words.
        High = "haute", "Haute", [], "le texte le dit en toutes lettres : à confirmer d'un coup d'œil";
        /// Likely.
        Medium = "moyenne", "Moyenne", [], "probable : à lire dans son contexte";
        /// A mere hint.
        Low = "basse", "Basse", [], "simple indice : à décider par une personne";
    }
}

vocabulary! {
    /// Why an extracted statement must be read again.
    Doubt, "à revoir", {
        /// The modality comes from a head, a title, a label or a column.
        Inherited = "modalite_heritee", "Modalité héritée", [], "la force vient de la tête de liste, d'un intitulé ou d'une colonne, et non de la phrase";
        /// Nobody is named.
        NoSubject = "sujet_absent", "Sujet absent", [], "la phrase ne dit pas qui doit agir";
        /// « si possible », « etc. ».
        Reserve = "reserve", "Réserve invérifiable", [], "« si possible », « etc. », « les plus répandus » : rien qu'un contrôle puisse constater";
        /// Several obligations.
        SeveralObligations = "plusieurs_obligations", "Plusieurs obligations", [], "la phrase oblige plusieurs fois : la scinder, peut-être";
        /// Two strengths in one sentence.
        SeveralModalities = "plusieurs_modalites", "Plusieurs modalités", [], "la phrase porte deux forces : elle a donné un énoncé pour chacune";
        /// « ne » alone, « ne … que ».
        Negation = "negation", "Négation à lire", [], "négation incomplète ou restriction (« ne … que ») : vérifier ce qui est interdit";
        /// « sauf ».
        Exception = "exception", "Exception", [], "« sauf », « à l'exception de » : l'énoncé ne vaut pas toujours";
        /// A list of choices.
        Alternatives = "alternatives", "Alternatives", [], "les puces sont des choix : un seul énoncé les garde ensemble";
        /// Inside a subordinate clause.
        Subordinate = "subordonnee", "Proposition subordonnée", [], "le mot modal est dans une subordonnée : l'obligation peut n'être que rapportée";
        /// Argument rather than rule.
        Argument = "argument", "Argument", [], "tournure d'argumentation : règle ou discours ?";
        /// Minutes of a meeting.
        Minutes = "compte_rendu", "Compte rendu", [], "le texte rapporte des échanges : un propos n'oblige personne";
        /// A weak word.
        WeakWord = "mot_faible", "Mot faible", [], "le mot conseille ou apprécie plus qu'il n'oblige : force à confirmer";
        /// Said in a heading.
        Heading = "titre", "Énoncé en titre", [], "l'énoncé est un titre";
        /// Very long.
        Long = "phrase_longue", "Phrase longue", [], "plus de 60 mots : plusieurs énoncés, peut-être";
        /// No infinitive after the modal verb.
        NoVerb = "verbe_absent", "Verbe absent", [], "aucun infinitif ne suit le mot modal : phrase coupée, peut-être";
        /// The column says otherwise.
        LevelClash = "niveau_contradictoire", "Niveau contradictoire", [], "la colonne du niveau et la phrase ne disent pas la même force";
        /// Damage that could change the meaning.
        Damaged = "texte_abime", "Texte abîmé", [], "lettres ou mots perdus à la conversion";
        /// « ne peut ».
        Impossible = "interdiction_incertaine", "Interdiction incertaine", [], "« ne peut » dit une interdiction ou une impossibilité";
        /// The former statement may be another.
        UncertainMatch = "rapprochement_incertain", "Rapprochement incertain", [], "l'énoncé de l'ancienne grille qui lui correspond n'est pas sûr";
        /// Its strength changed since the former grid.
        StrengthChanged = "force_changee", "Force changée", [], "la force n'est plus celle de l'ancienne grille";
    }
}

vocabulary! {
    /// Why a sentence that holds a modal word is no statement.
    LeftOut, "phrase écartée", {
        /// A question.
        Question = "question", "Question", [], "la phrase interroge";
        /// Someone else's words.
        Quotation = "citation", "Citation", [], "le mot modal est entre guillemets";
        /// The definition of a keyword.
        Keyword = "mot_cle", "Définition d'un mot clé", [], "la phrase dit ce que « doit » ou « devrait » signifient";
        /// Reported.
        Opinion = "opinion", "Propos rapporté", [], "quelqu'un estime, pense ou fait remarquer";
        /// A conditional wish.
        Wish = "souhait", "Souhait ou hypothèse", [], "le conditionnel souhaite ou suppose (« il faudrait », « pourrait »)";
        /// An example.
        Example = "exemple", "Exemple", [], "la phrase ou la parenthèse illustre";
        /// « peut » of capacity.
        Capability = "capacite", "Capacité", [], "« peut » décrit ce qu'un acteur a la faculté de faire : exigence de fonction, peut-être";
        /// « peut » of eventuality.
        Possibility = "possibilite", "Éventualité", [], "« peut » dit ce qui arrive, ou permet : ni exigence ni recommandation";
        /// Explicit permission, option.
        Permission = "permission", "Permission ou option", [], "autorisé, facultatif : ni exigence ni recommandation";
        /// Exemption.
        Exemption = "dispense", "Dispense", [], "« n'est pas obligatoire », « ne doit pas nécessairement » : personne n'est obligé";
        /// In a condition.
        Condition = "condition", "Dans une condition", [], "le mot modal est dans une proposition en si, lorsque, afin que…";
        /// In a relative clause.
        Relative = "relative", "Dans une relative", [], "le mot modal ne fait que désigner (« les données qui doivent être… »)";
        /// An indirect question.
        Indirect = "interrogation_indirecte", "Interrogation indirecte", [], "« ce qui doit être », « comment l'accès doit être » : la règle est ailleurs";
        /// The past.
        Past = "passe", "Au passé", [], "la phrase rapporte un ancien état";
        /// An adjective without its verb.
        Adjective = "adjectif", "Sans verbe", [], "le mot qualifie un nom (« les champs obligatoires ») : rien n'est posé";
        /// A verb of action.
        Action = "action", "Verbe d'action", [], "quelque chose impose ou interdit, sans qu'un texte ou une autorité le pose";
        /// Argument and speeches.
        Speech = "discours", "Discours", [], "argument, vœu ou remarque, et non règle";
        /// « devoir » of debt.
        Debt = "dette", "Devoir quelque chose", [], "« devoir » au sens d'être redevable";
        /// A table of contents.
        Contents = "sommaire", "Sommaire", [], "ligne de sommaire";
        /// A running header or footer.
        Furniture = "pied_de_page", "En-tête ou pied de page", [], "ligne répétée d'une page à l'autre";
        /// Code, HTML, addresses.
        Code = "code", "Code", [], "exemple de code, adresse ou balise";
        /// The cell, or the label, that gives its level to what stands beside or below it.
        LevelCell = "niveau", "Niveau d'une ligne", [], "la cellule ou l'intitulé donne sa force à la ligne ou à la phrase qui suit, retenue ou écartée selon lui";
        /// A word that the repair of the text or Markdown made part of another.
        Joined = "mot_recolle", "Mot recollé", [], "le texte d'origine porte le mot modal seul ; la réparation du texte ou le Markdown l'a joint à un autre";
        /// Said already.
        Repetition = "repetition", "Répétition", [], "un énoncé identique a été retenu plus haut";
        /// The head of a list whose items are statements.
        Head = "tete", "Tête de liste", [], "la phrase annonce une liste dont les puces sont retenues";
    }
}
