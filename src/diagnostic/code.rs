//! The registry of codes: each has a severity, a title, and a section of `docs/diagnostics.md`.

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is judged before it is mended.
    Error,
    /// Judged all the same; what is doubtful does not count.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The French word printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "erreur",
            Self::Warning => "avertissement",
            Self::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal, $severity:ident, $title:literal;)+) => {
        /// A stable code. Families: S syntax and shape, G grid, R answers, P evidence,
        /// M moves and migration, C comparisons, D tenders, X extraction, T tables, F files.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])* $name,)+
        }

        impl Code {
            /// Every code, by identifier.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its identifier, which never changes.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }

            /// Its severity, before `--strict`.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)+
                }
            }

            /// Its title, as the heading of its page.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)+
                }
            }
        }
    };
}

codes! {
    /// Bytes that are not UTF-8.
    NotUtf8 = "S001", Error, "fichier qui n'est pas en UTF-8";
    /// A file, text or structure beyond the limits.
    TooLarge = "S002", Error, "fichier ou texte trop grand";
    /// YAML that cannot be read.
    Syntax = "S003", Error, "syntaxe YAML";
    /// A tab in an indentation.
    Tab = "S004", Error, "tabulation en début de ligne";
    /// Merge conflict marks.
    MergeConflict = "S005", Error, "conflit de fusion non résolu";
    /// A no-break space where YAML wants a plain one.
    NoBreakSpace = "S006", Error, "espace insécable autour d'une clé";
    /// « : » inside an unquoted text.
    ColonInText = "S007", Error, "« : » dans un texte sans guillemets";
    /// A quote left open, or text after a closed one.
    Quote = "S008", Error, "guillemet ou apostrophe mal fermés";
    /// Text cut by « # ».
    HashCutsText = "S009", Warning, "texte coupé par « # »";
    /// Curly quotes around a value or a key.
    CurlyQuotes = "S010", Error, "guillemets typographiques autour d'une valeur";
    /// Anchors, aliases, tags, directives, merge keys.
    Unsupported = "S011", Error, "construction YAML non acceptée";
    /// A second document.
    SecondDocument = "S012", Error, "plusieurs documents dans un fichier";
    /// A key written twice.
    DuplicateKey = "S013", Error, "clé écrite deux fois";
    /// A key nobody knows.
    UnknownKey = "S014", Error, "clé inconnue";
    /// A required key that is absent or empty.
    MissingKey = "S015", Error, "clé obligatoire absente";
    /// A list where a text is expected, and the like.
    WrongKind = "S016", Error, "valeur d'une autre nature que prévu";
    /// A word outside its list.
    UnknownWord = "S017", Error, "mot inconnu";
    /// Not a date.
    BadDate = "S018", Error, "date refusée";
    /// Not a number, or out of bounds.
    BadNumber = "S019", Error, "nombre refusé";
    /// Not a version, or not quoted.
    BadVersion = "S020", Error, "version refusée";
    /// A version without quotes.
    UnquotedVersion = "S021", Warning, "version sans guillemets";
    /// An empty list.
    EmptyList = "S022", Error, "liste vide";
    /// The same element twice in a list.
    RepeatedElement = "S023", Warning, "élément répété dans une liste";
    /// A format this program does not know.
    FormatTooNew = "S024", Error, "format de fichier trop récent";
    /// UTF-16 was decoded.
    Utf16 = "S025", Note, "fichier en UTF-16";
    /// A text longer than its field allows, or not shaped as it should be.
    BadText = "S026", Error, "texte refusé";
    /// A text that cannot be changed without risk.
    UnsafeEdit = "S027", Error, "modification refusée";

    /// Two axes with one identifier.
    DuplicateAxis = "G101", Error, "axe défini deux fois";
    /// Two statements with one identifier.
    DuplicateStatement = "G102", Error, "énoncé défini deux fois";
    /// An identifier that cannot serve.
    BadId = "G103", Error, "identifiant refusé";
    /// The file of an axis is absent.
    MissingAxisFile = "G104", Error, "fichier d'axe introuvable";
    /// A YAML file of the grid's folder that no axis names.
    UnlistedFile = "G105", Warning, "fichier qu'aucun axe ne cite";
    /// A source where none may be, or none where one must be.
    BasisAndSource = "G106", Error, "fondement et source contradictoires";
    /// A withdrawn statement without its reason, or a reason without withdrawal.
    WithdrawnWithoutReason = "G107", Error, "énoncé abrogé sans motif";
    /// Coefficients that do not add up.
    BadScale = "G108", Error, "barème incohérent";
    /// A subject that is not declared.
    UnknownSubject = "G109", Error, "sujet inconnu";
    /// Another content under a built-in name.
    BuiltInRedefined = "G110", Error, "grille différente sous un nom intégré";
    /// The folder's place does not agree with the grid's name.
    GridMisplaced = "G111", Warning, "dossier de grille mal nommé";
    /// Two folders hold the same grid.
    GridTwice = "G112", Error, "grille présente deux fois";
    /// The grid says that it replaces itself or a later one.
    BadReplacement = "G113", Error, "remplacement incohérent";
    /// The text asks for something else than the modality says.
    ModalityContradicted = "G120", Error, "texte contraire à sa modalité";
    /// Nothing in the text says what it asks for.
    ModalityAbsent = "G121", Warning, "texte sans son verbe";
    /// Two strengths in one statement.
    TwoModalities = "G122", Warning, "deux modalités dans un énoncé";
    /// Two statements say nearly the same.
    NearlyAlike = "G123", Warning, "énoncés presque semblables";
    /// An axis whose statements were all withdrawn.
    EmptyAxis = "G124", Warning, "axe sans énoncé en vigueur";
    /// An identifier that a spreadsheet turns into something else.
    IdForSpreadsheet = "G125", Warning, "identifiant qu'un tableur transforme";
    /// Numbers that lack without a reason.
    IdGap = "G126", Warning, "trou dans les identifiants";
    /// Numbers out of their order without a reason.
    IdDisorder = "G127", Warning, "identifiants en désordre";
    /// A wording that two readers would not measure alike.
    VagueWording = "G128", Note, "mot vague ou invérifiable";
    /// A text that is too long to ask for one thing.
    LongStatement = "G129", Note, "énoncé trop long";
    /// A statement in force that leans on a withdrawn one.
    WithdrawnCited = "G130", Warning, "énoncé abrogé encore cité";
    /// An identifier that meant something else.
    ReusedId = "G131", Error, "identifiant repris dans un autre sens";
    /// A frozen version that is not what it was.
    FrozenChanged = "G132", Error, "grille figée modifiée";
    /// A published version without its fingerprints.
    NotSealed = "G133", Error, "grille publiée sans empreintes";
    /// Fingerprints beside a draft.
    SealedDraft = "G134", Error, "empreintes à côté d'un brouillon";
    /// Fingerprints that cannot be read.
    BadSeal = "G135", Error, "empreintes illisibles";
    /// A text of a grid that cannot be changed safely.
    GridEditRefused = "G136", Error, "modification refusée";

    /// An answer to a statement that does not exist.
    UnknownStatement = "R201", Error, "énoncé inconnu";
    /// Two answers to one statement.
    DuplicateAnswer = "R202", Error, "deux réponses pour un énoncé";
    /// An answer to a withdrawn statement.
    WithdrawnStatement = "R203", Note, "réponse à un énoncé abrogé";
    /// A status outside the list.
    UnknownStatus = "R204", Error, "statut inconnu";
    /// « sans objet » without justification.
    UnjustifiedNotApplicable = "R205", Warning, "« sans objet » sans justification";
    /// « sans objet » outside the foreseen case.
    UnforeseenNotApplicable = "R206", Warning, "« sans objet » hors du cas prévu";
    /// A partial answer, or a recommendation not followed, without justification.
    MissingJustification = "R207", Warning, "justification absente";
    /// A waiver without all it needs.
    IncompleteWaiver = "R208", Warning, "dérogation incomplète";
    /// A waiver that no longer holds, or does not hold yet.
    WaiverNotHolding = "R209", Warning, "dérogation qui n'est pas en vigueur";
    /// An answer out of the scope.
    OutOfScope = "R210", Note, "réponse hors du périmètre";
    /// Statements left to assess.
    ToAssess = "R211", Note, "énoncés à évaluer";
    /// An identifier that a spreadsheet turned into something else.
    IdEatenBySpreadsheet = "R212", Error, "identifiant transformé par un tableur";
    /// A statement of another version of the grid.
    OtherVersionStatement = "R213", Error, "énoncé d'une autre version";
    /// The grid was replaced.
    ReplacedGrid = "R214", Warning, "grille remplacée";
    /// A personal datum in a free text.
    PersonalData = "R215", Warning, "donnée personnelle dans un texte";
    /// No such grid.
    UnknownGrid = "R216", Error, "grille inconnue";
    /// The reference date precedes the assessment.
    DateBeforeAssessment = "R217", Error, "date de référence antérieure à l'évaluation";
    /// The verification does not count.
    VerificationIgnored = "R218", Warning, "vérification qui ne compte pas";
    /// A waiver on an answer that needs none.
    UselessWaiver = "R219", Note, "dérogation sans effet";
    /// A blank status beside content.
    BlankWithContent = "R220", Note, "réponse sans statut";
    /// Answers put aside by a change of grid, not looked at again yet.
    ToReview = "R221", Note, "réponses à revoir depuis un changement de grille";

    /// The file is not there.
    EvidenceMissing = "P301", Warning, "preuve introuvable";
    /// No longer valid.
    EvidenceExpired = "P302", Warning, "preuve expirée";
    /// Dated after the reference date.
    EvidenceNotYetValid = "P303", Warning, "preuve datée d'après la date de référence";
    /// The hash differs.
    EvidenceChanged = "P304", Warning, "preuve modifiée depuis son enregistrement";
    /// Outside the project's folder.
    EvidenceOutside = "P305", Warning, "preuve hors du dossier du projet";
    /// Another case on disk.
    EvidenceCase = "P306", Warning, "majuscules différentes sur le disque";
    /// A type the grid does not expect.
    EvidenceUnexpectedType = "P307", Warning, "type de preuve non prévu par la grille";
    /// A reference or an address alone.
    EvidenceNotAFile = "P308", Note, "référence sans fichier";
    /// A folder, a link, an unreadable file.
    EvidenceUnreadable = "P309", Warning, "preuve illisible";
    /// A name Windows does not allow.
    EvidenceReservedName = "P310", Warning, "nom de fichier impossible sous Windows";
    /// A personal datum in a piece that is taken along.
    PersonalDataInPiece = "P311", Warning, "donnée personnelle dans une pièce jointe";
    /// Pieces taken along that the program does not read.
    PiecesNotRead = "P312", Warning, "pièces jointes non relues";

    /// A move that cannot be read.
    BadMove = "M401", Error, "mouvement refusé";
    /// A moves file that does not fit the versions it joins.
    BadMoves = "M402", Error, "fichier de mouvements incohérent";
    /// A move from or to a statement that does not exist, or no longer counts.
    UnknownMoved = "M403", Error, "mouvement d'un énoncé inconnu";
    /// A statement that two moves take or reach.
    MovedTwice = "M404", Error, "énoncé dans deux mouvements";
    /// A statement gone without a move.
    Vanished = "M405", Error, "énoncé disparu sans mouvement";
    /// A hardened statement whose answer a move would keep.
    HardenedKept = "M406", Error, "réponse gardée malgré un durcissement";
    /// No moves file leads from a version to another.
    NoWay = "M407", Error, "aucun passage entre deux versions";
    /// A comment that still shows the old text of a statement.
    StaleComment = "M408", Note, "commentaire laissé tel quel";
    /// A draft that takes up no statement of the version before.
    Unlinked = "M409", Warning, "brouillon sans lien avec la version précédente";

    /// A JSON report that is not JSON, or is cut.
    BrokenJson = "C801", Error, "rapport JSON illisible";
    /// JSON, but not a report of this program.
    NotAReport = "C802", Error, "fichier qui n'est pas un rapport JSON";
    /// A report whose figures are not those of its statements.
    IncoherentReport = "C803", Error, "rapport JSON incohérent";
    /// Two states judged with different grids.
    OtherGrid = "C804", Error, "états jugés avec des grilles différentes";
    /// A report of part of a scope.
    PartialReport = "C805", Error, "rapport d'une vue partielle";
    /// The state before is later than the state after.
    StatesInverted = "C806", Warning, "état d'avant plus récent que l'état d'après";
    /// A statement conforming before, and no longer.
    Regression = "C807", Warning, "régression";
    /// A statement that the grid changed, which a regression cannot be told of.
    ChangedByGrid = "C808", Note, "énoncé changé par la grille";

    /// Weights that do not add up, or an axis without one.
    BadWeights = "D901", Error, "pondération incohérente";
    /// A market, or an appraisal, names a statement that the market does not ask for.
    NotInMarket = "D902", Error, "énoncé que le marché ne demande pas";
    /// A complement that cannot serve.
    BadComplement = "D903", Error, "complément refusé";
    /// An offer that answers another grid, or another version.
    OtherGridAnswered = "D904", Error, "offre faite pour une autre grille";
    /// Two offers, or two appraisals, of one candidate.
    CandidateTwice = "D905", Error, "candidat présent deux fois";
    /// An offer that does not say whose it is.
    UnnamedCandidate = "D906", Error, "offre sans nom de candidat";
    /// An appraisal that no offer goes with.
    CandidateWithoutOffer = "D907", Warning, "analyse sans offre";
    /// An appraisal that does not count as its author thinks.
    AppraisalIgnored = "D908", Warning, "appréciation qui ne compte pas";
    /// No offer where some were expected.
    NoOffer = "D909", Error, "aucune offre";
    /// A frame from which rows were taken away.
    FrameIncomplete = "D910", Error, "cadre de réponse incomplet";
    /// The offer was made for another part of the grid.
    OtherScope = "D911", Warning, "offre d'un autre périmètre que le marché";
    /// Something in a folder of offers that is none.
    NotAnOffer = "D912", Error, "ce qui n'est pas une offre";
    /// A mention that `init` or `--preparer-analyse` left to complete.
    LeftToComplete = "D913", Warning, "mention à compléter";
    /// A text that goes to one bidder, or without names, names another.
    OtherNamed = "D914", Warning, "texte qui nomme un candidat";

    /// A table of labelled texts without its columns.
    StandardHeader = "X501", Error, "étalon sans ses colonnes";
    /// A row of labelled texts that cannot be read.
    StandardRow = "X502", Error, "ligne d'étalon refusée";
    /// A text that makes no statement.
    NoStatement = "X503", Warning, "texte sans énoncé";
    /// A text that lost letters.
    LettersLost = "X504", Warning, "texte aux lettres perdues";
    /// A text that reports what people said.
    LooksLikeMinutes = "X505", Warning, "texte qui ressemble à un compte rendu";
    /// A rule for axes that can never apply.
    UselessAxisRule = "X506", Error, "règle d'axe sans effet";
    /// More statements than a grid file may hold.
    TooManyStatements = "X507", Error, "trop d'énoncés pour une grille";
    /// The former grid is not a former version.
    NotAFormerGrid = "X508", Error, "grille de départ qui n'est pas plus ancienne";
    /// The excerpt of a statement is no longer what was extracted.
    ExcerptChanged = "X509", Warning, "extrait modifié";
    /// A draft extracted apart from the versions known of its grid.
    Apart = "X510", Warning, "brouillon à part des versions connues";

    /// Neither a workbook nor a table of text, or damaged.
    NotATable = "T601", Error, "fichier qui n'est pas un tableau lisible";
    /// A workbook beyond the limits, or made to be.
    TableTooLarge = "T602", Error, "tableau trop grand";
    /// No row of headings, or not those needed.
    NoHeadings = "T603", Error, "ligne de titres introuvable";
    /// A heading written twice, or changed.
    BadHeading = "T604", Error, "titre de colonne ambigu ou modifié";
    /// A sheet or a column that is not ours.
    NotRead = "T605", Note, "feuille ou colonne non lue";
    /// The table comes from something else.
    OtherOrigin = "T606", Error, "tableau venu d'ailleurs";
    /// A row without the mark that the export gave it.
    UnknownRow = "T607", Error, "ligne inconnue";
    /// An identifier that was changed.
    ChangedId = "T608", Error, "identifiant modifié";
    /// A text that must not change was changed.
    ChangedText = "T609", Error, "texte modifié";
    /// The file of the project or of the grid changed since the export.
    ChangedSince = "T610", Error, "modifié depuis l'export";
    /// Two rows for one statement.
    RowTwice = "T611", Error, "deux lignes pour un énoncé";
    /// A value that its column does not take.
    BadCell = "T612", Error, "valeur refusée";
    /// A date that is none, or of which the order is in doubt.
    BadCellDate = "T613", Error, "date refusée dans une cellule";
    /// A formula where a value is expected.
    Formula = "T614", Error, "formule dans une cellule à remplir";
    /// Cells merged together.
    Merged = "T615", Error, "cellules fusionnées";
    /// A text that a spreadsheet turned into a date or a number.
    EatenText = "T616", Error, "texte transformé par un tableur";
    /// Cells that say something only together.
    IncompleteCells = "T617", Error, "cellules qui vont ensemble";
    /// An emptied cell, whose value is kept.
    Emptied = "T618", Warning, "cellule vidée";
    /// Spaces or quotes that differ, and nothing else.
    OnlySpaces = "T619", Note, "espaces ou guillemets différents";
    /// Statements that the table does not hold.
    RowsMissing = "T620", Note, "énoncés absents du tableau";
    /// A date given by its serial number.
    SerialDate = "T621", Note, "date lue d'après son numéro";
    /// A text table in the encoding of old Windows.
    OldEncoding = "T622", Note, "fichier en Windows-1252";
    /// A cell changed where nothing is read.
    NotImported = "T623", Warning, "modification non importée";
    /// Dates written month first, that say what the files say.
    MonthFirst = "T624", Note, "dates en ordre américain";
    /// A published grid does not change.
    FrozenGrid = "T625", Error, "grille publiée, qui ne change plus";

    /// No such file or folder.
    NotFound = "F701", Error, "fichier ou dossier introuvable";
    /// It exists already.
    AlreadyExists = "F702", Error, "le fichier existe déjà";
    /// The system refused to read or write.
    Unreadable = "F703", Error, "lecture ou écriture impossible";
    /// The folder is not empty.
    FolderNotEmpty = "F704", Error, "dossier non vide";
    /// A file of the answers folder that is not read.
    FileIgnored = "F705", Warning, "fichier ignoré dans un dossier lu";
    /// A link among the files to read.
    Link = "F706", Error, "lien parmi les fichiers à lire";
    /// A project without its main file.
    NotAProject = "F707", Error, "dossier sans projet.yaml";
    /// A change of several files was interrupted, and is now finished or undone.
    Interrupted = "F708", Warning, "opération interrompue, reprise";
    /// It cannot be finished.
    InterruptedTwice = "F709", Error, "opération interrompue, impossible à achever";
    /// A piece that is not the same any more when it is copied.
    EvidenceMoved = "F711", Error, "pièce modifiée pendant l'écriture";
}

impl Code {
    /// The code of an identifier, whatever its case.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        let same = |code: &&Self| code.id().eq_ignore_ascii_case(id);
        Self::ALL.iter().find(same).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_unique_and_ordered_inside_their_family() {
        let ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
        let families = ["S", "G", "R", "P", "M", "C", "D", "X", "T", "F"];
        for pair in ids.windows(2) {
            let rank = |id: &str| families.iter().position(|family| id.starts_with(family));
            let order = (rank(pair[0]), pair[0]).cmp(&(rank(pair[1]), pair[1]));
            assert_eq!(order, std::cmp::Ordering::Less, "{pair:?}");
        }
        assert_eq!(Code::find("r201"), Some(Code::UnknownStatement));
    }
}
