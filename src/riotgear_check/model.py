"""The words of the domain as frozen dataclasses. No I/O, no law in code: everything here is read from the lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Measure(StrEnum):
    """What a control list does with a thing, from mildest to strictest."""

    NOT_LISTED = "not-listed"
    CONTROLLED = "controlled"
    PROHIBITED = "prohibited"

    @property
    def strictness(self) -> int:
        """0 for not-listed, 1 for controlled, 2 for prohibited."""
        return list(Measure).index(self)


class Level(StrEnum):
    """How far a name goes towards a kind of equipment."""

    NONE = "none"
    CLUE = "clue"
    MATCH = "match"

    @property
    def strength(self) -> int:
        """0 for none, 1 for clue, 2 for match."""
        return list(Level).index(self)


class Relation(StrEnum):
    """How an entry of a list compares with a kind of equipment (set-theory relations of NIST IR 8477)."""

    EXACT = "exact"
    NARROWER = "narrower"
    BROADER = "broader"
    OVERLAPS = "overlaps"


class Role(StrEnum):
    """What a word class does beside building terms."""

    THING = "thing"
    CONTEXT = "context"
    ACCESSORY = "accessory"
    DEMOTE = "demote"
    AND = "and"
    WITH = "with"
    WITHOUT = "without"
    DOMAIN = "domain"


# --- the word classes and the languages ---------------------------------------------------------------------


@dataclass(frozen=True)
class WordClass:
    """One idea that names are made of, the same in every language ("baton", "spiked")."""

    id: str
    means: str
    role: Role = Role.THING
    includes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LookalikeWords:
    """Phrases of a language in which a listed word means something harmless, with the reason in English."""

    reason: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class TermSource:
    """Where words of a language were seen: `official` in a legal text, `seen` in trade or press."""

    level: str
    source: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnTitles:
    """How a language titles the columns of an exhibitor list, by what the column holds; the likeliest titles first."""

    product: tuple[str, ...] = ()
    exhibitor: tuple[str, ...] = ()
    stand: tuple[str, ...] = ()
    country: tuple[str, ...] = ()


@dataclass(frozen=True)
class Language:
    """What things are called in a language, and how its words change.

    `ordered_phrases`: the tokens of a phrase stand in the order written, as in Vietnamese.
    `head_first`: an accessory is named before what it is for ("porta spray"), not after it ("spray holder").
    """

    code: str
    name: str
    endonym: str
    endings: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    linkers: tuple[str, ...] = ()
    head_first: bool = False
    ordered_phrases: bool = False
    numbers: dict[str, int] = field(default_factory=dict)
    folds: dict[str, str] = field(default_factory=dict)
    sources: tuple[TermSource, ...] = ()
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    whole: dict[str, tuple[str, ...]] = field(default_factory=dict)
    clues: dict[str, tuple[str, ...]] = field(default_factory=dict)
    homographs: tuple[str, ...] = ()
    not_typos: tuple[str, ...] = ()
    columns: ColumnTitles = ColumnTitles()
    lookalikes: tuple[LookalikeWords, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def word_count(self) -> int:
        """How many words its classes hold."""
        return sum(map(len, self.words.values()))

    @property
    def term_count(self) -> int:
        """How many idioms it has: terms, whole names and clues."""
        return sum(len(terms) for table in (self.terms, self.whole, self.clues) for terms in table.values())

    def verified_count(self, level: str) -> int:
        """How many words and terms were seen in a source of a level, `official` or `seen`."""
        return sum(len(source.of) for source in self.sources if source.level == level)


@dataclass(frozen=True)
class Unit:
    """A unit of the lists as names write it: `measure` is mass (kg), length (m), calibre (mm), share (%) or voltage (V)."""

    measure: str
    factor: float
    written: tuple[str, ...]


# --- equipment ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """A combination of word classes that names a kind in every language, such as `{spiked} {baton}`.

    `needs`: one of these classes must stand in the name too, else the finding is a clue. `unless`: none of these may.
    `quantity`: a number the name must state ("calibre > 56 mm", "barrel >= 2"). `gap`: how many words may stand between.
    """

    term: str
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    quantity: str = ""
    level: Level = Level.MATCH
    gap: float = 3


@dataclass(frozen=True)
class Lookalike:
    """A combination that looks like a kind and is not it, with the reason."""

    term: str
    reason: str


@dataclass(frozen=True)
class TradeName:
    """A product or model name of a maker. It matches exactly, never as part of a word; `needs` as in Term."""

    name: str
    maker: str = ""
    source: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Examples:
    """Names that must match a kind, must be a clue for it, or must do neither. They are tests: lint runs them."""

    match: tuple[str, ...] = ()
    clue: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True)
class Equipment:
    """A kind of thing, ours and law-free."""

    id: str
    label: str
    definition: str
    note: str = ""
    group: bool = False
    narrows: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    cas: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    models: tuple[TradeName, ...] = ()
    lookalikes: tuple[Lookalike, ...] = ()
    examples: Examples = Examples()


# --- control lists --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cover:
    """An entry covers a kind: the entry is `exact`, `narrower`, `broader` than the kind, or `overlaps` it.

    An `overlaps` cover decides only where its condition is met. `met` and `unmet` name the word classes or quantities
    by which a product name settles the condition.
    """

    equipment: str
    relation: Relation
    condition: str = ""
    met: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True)
class Threshold:
    """A number in an entry, as a quantity expression and in words."""

    quantity: str
    text: str = ""


@dataclass(frozen=True)
class Substance:
    """A chemical that an entry names, with CAS number and the customs code beside it."""

    name: str
    cas: str
    customs_code: str = ""
    letter: str = ""


@dataclass(frozen=True)
class Citation:
    """A place in a source document."""

    id: str
    at: str


@dataclass(frozen=True)
class Entry:
    """One numbered item of an edition. Customs codes are all 'ex': a code alone never decides."""

    id: str
    number: str
    title: str
    measure: Measure
    scope: str
    covers: tuple[Cover, ...]
    source: Citation
    verification: str
    printed_number: str | None = None
    annex: str = ""
    section: str = ""
    thresholds: tuple[Threshold, ...] = ()
    notes: tuple[str, ...] = ()
    customs_codes: tuple[str, ...] = ()
    cas: tuple[str, ...] = ()
    substances: tuple[Substance, ...] = ()
    refers_to: tuple[str, ...] = ()
    other_lists: tuple[str, ...] = ()
    replaces: str = ""
    change: str = ""


@dataclass(frozen=True)
class Edition:
    """A list as in force from `start` to `end` (ISO dates, both included; `end` is empty for the current one)."""

    id: str
    title: str
    start: str
    entries: tuple[Entry, ...]
    end: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""

    def in_force(self, day: str) -> bool:
        """Whether the edition counts on an ISO date."""
        return self.start <= day and (not self.end or day <= self.end)


@dataclass(frozen=True)
class Rule:
    """What one article of a list says about goods under a measure; `at` is the occasion (fair, export, ...)."""

    article: str
    at: str
    text: str


@dataclass(frozen=True)
class MeasureRules:
    """What a measure means in a list, by the annex that carries it."""

    measure: Measure
    summary: str
    annex: str = ""
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Missing:
    """What a list is known not to hold, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class Source:
    """A document that the lists cite."""

    id: str
    title: str
    url: str
    issuer: str = ""
    published: str = ""
    in_force: str = ""
    accessed: str = ""
    kind: str = ""
    languages: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ControlList:
    """A control list with its editions in order of time. `documents` are sources that only this list cites."""

    id: str
    title: str
    issuer: str
    about: str
    editions: tuple[Edition, ...]
    jurisdiction: str = ""
    complete: bool = True
    missing: tuple[Missing, ...] = ()
    measures: tuple[MeasureRules, ...] = ()
    documents: tuple[Source, ...] = ()

    def edition_on(self, day: str) -> Edition | None:
        """The edition in force on an ISO date, or None before the first."""
        return next((edition for edition in self.editions if edition.in_force(day)), None)

    def rules_for(self, entry: Entry) -> MeasureRules | None:
        """What the measure of an entry means."""
        for rules in self.measures:
            if rules.measure == entry.measure and (not rules.annex or rules.annex == entry.annex):
                return rules
        return None


@dataclass(frozen=True)
class Lists:
    """Everything that the list files say. `hash` is the SHA-256 of their bytes, first 16 hex digits."""

    version: str
    hash: str
    control_lists: tuple[ControlList, ...]
    equipment: tuple[Equipment, ...]
    families: dict[str, str]
    classes: tuple[WordClass, ...]
    units: tuple[Unit, ...]
    languages: tuple[Language, ...]
    sources: tuple[Source, ...]

    def kind(self, equipment_id: str) -> Equipment:
        """The kind of equipment with that id. Raises KeyError."""
        for kind in self.equipment:
            if kind.id == equipment_id:
                return kind
        raise KeyError(equipment_id)

    def control_list(self, list_id: str) -> ControlList:
        """The control list with that id. Raises KeyError."""
        for control_list in self.control_lists:
            if control_list.id == list_id:
                return control_list
        raise KeyError(list_id)

    def entry(self, entry_id: str) -> tuple[ControlList, Edition, Entry]:
        """The entry with that id, with its list and edition. Raises KeyError."""
        for control_list in self.control_lists:
            for edition in control_list.editions:
                for entry in edition.entries:
                    if entry.id == entry_id:
                        return control_list, edition, entry
        raise KeyError(entry_id)


# --- results --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MatchedWord:
    """A word of the name that counted: its range in the name as given, and how it was matched.

    `how` is one of exact, ending, compound, typo, substring, joined, model. `word` is the listed word, `lang` its language.
    """

    text: str
    start: int
    end: int
    how: str
    word: str
    word_class: str
    lang: str


@dataclass(frozen=True)
class Quantity:
    """A number that the name states: `what` is mass (kg), length (m), calibre (mm), share (%), voltage (V), or a word class."""

    what: str
    value: float
    text: str


@dataclass(frozen=True)
class Finding:
    """A term found in a name. `score` 0-100 only ranks within a level."""

    equipment: str
    level: Level
    score: int
    term: str
    lang: str
    words: tuple[MatchedWord, ...]
    reasons: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The ranges of the matched words in the name as given, in order, without overlap."""
        return tuple(sorted({(word.start, word.end) for word in self.words}))


@dataclass(frozen=True)
class SetAside:
    """What was considered and did not count, with the reason."""

    equipment: str
    term: str
    text: str
    reason: str


@dataclass(frozen=True)
class NameMatch:
    """All that was found in one name. `facts` are the word classes present, `quantities` the numbers."""

    name: str
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    facts: frozenset[str] = frozenset()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True)
class Condition:
    """What a name does not decide about an entry, or what it does: `state` is open, met or unmet."""

    list: str
    entry: str
    text: str
    state: str = "open"


@dataclass(frozen=True)
class Verdict:
    """What one list says of a name on a date. `edition` is empty where no edition was in force."""

    list: str
    edition: str
    measure: Measure
    entries: tuple[str, ...] = ()
    conditional: bool = False


@dataclass(frozen=True)
class Result:
    """One name with its findings and one verdict a list."""

    name: str
    level: Level
    verdicts: dict[str, Verdict]
    match: NameMatch
    conditions: tuple[tuple[Condition, ...], ...] = ()
    entries: tuple[tuple[str, ...], ...] = ()
