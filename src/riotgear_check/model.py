"""The words of the domain as frozen dataclasses. No I/O, no law in code: everything here is read from the lists."""

from __future__ import annotations

from collections.abc import Iterable
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
    """One idea that names are made of, the same in every language ("baton", "spiked").

    `id`: the name by which terms use it: `{baton}`.
    `means`: the idea in English, for who adds its words in a language.
    `role`: what the matcher does with its words beside building terms; docs/matching.md has the roles.
    `includes`: word classes whose words also count as words of this one: handcuffs are cuffs.
    """

    id: str
    means: str
    role: Role = Role.THING
    includes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LookalikeWords:
    """Phrases of a language in which a listed word means something harmless.

    `reason`: what they mean, in English.
    `of`: the phrases.
    """

    reason: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class TermSource:
    """Where words of a language were seen.

    `level`: `official` in a legal text or nomenclature, `seen` in trade or press.
    `source`: the id of a source, or an address.
    `of`: the words and terms that stand there.
    """

    level: str
    source: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnTitles:
    """How a language titles the columns of an exhibitor list, by what the column holds; the likeliest titles first.

    `product`: titles of the column with product names.
    `exhibitor`: titles of the column with the firm.
    `stand`: titles of the column with the stand or booth.
    `country`: titles of the column with the country.
    """

    product: tuple[str, ...] = ()
    exhibitor: tuple[str, ...] = ()
    stand: tuple[str, ...] = ()
    country: tuple[str, ...] = ()


@dataclass(frozen=True)
class Language:
    """What things are called in a language, and how its words change.

    `code`: the code of BCP 47, which is also the name of the file.
    `name`: what the language is called in English.
    `endonym`: what it is called in itself.
    `endings`: endings that a listed word may have or lack.
    `prefixes`: articles and the like that are written together with the word after them.
    `linkers`: what joins the parts of a compound: German `s`, `n`, `en`.
    `head_first`: whether an accessory is named before what it is for ("porta spray"), not after it ("spray holder").
    `ordered_phrases`: whether the tokens of a phrase stand in the order written, as in Vietnamese.
    `numbers`: words that say a number: `double: 2`.
    `folds`: letters that are written in more than one way: letter, and what it is read as.
    `sources`: where words were seen.
    `words`: word class, and its words in this language: the part that never changes.
    `terms`: kind, and names of it that no word class makes (idioms). Such a name alone makes a match.
    `whole`: kind, and names that count only as the whole product name.
    `clues`: kind, and names that are too weak for a match.
    `homographs`: listed words that also mean something ordinary, here or in another language: they never count alone.
    `not_typos`: ordinary words near a listed one, which are not to be read as a typo of it.
    `columns`: titles of the columns of exhibitor lists.
    `lookalikes`: phrases in which a listed word means something harmless.
    `labels`: kind, and what to call it in a report. English labels stand with the kinds.
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
    """A unit of the lists as names write it.

    `measure`: what it measures: mass, length, calibre, share or voltage.
    `factor`: what one of it is in the unit of the lists: kg, m, mm, % or V.
    `written`: how names write it.
    """

    measure: str
    factor: float
    written: tuple[str, ...]


# --- equipment ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """A combination of word classes that names a kind in every language. Plain text is short for `term`.

    `term`: the classes, `{spiked} {baton|stick}`; a word of each must stand near the others, in any order.
    `needs`: one of these classes must stand in the name too, else the finding is a clue.
    `unless`: none of these classes may stand in the name.
    `quantity`: a number that the name must state: `calibre > 56 mm`, `barrel >= 2`.
    `level`: how far the term goes: `match`, or only a `clue`.
    `gap`: how many words may stand between.
    """

    term: str
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    quantity: str = ""
    level: Level = Level.MATCH
    gap: float = 3


@dataclass(frozen=True)
class Lookalike:
    """A combination that looks like a kind and is not it.

    `term`: the combination, written as in `terms`.
    `reason`: what it is instead.
    """

    term: str
    reason: str


@dataclass(frozen=True)
class TradeName:
    """A product or model name of a maker. It matches exactly, never as part of a word.

    `name`: the name; case, accents, spaces and hyphens do not count.
    `maker`: who makes it.
    `source`: a page where the name stands for that kind; empty where nobody has looked it up yet.
    `needs`: one of these classes must stand elsewhere in the product name, where the name alone could be something
        else.
    """

    name: str
    maker: str = ""
    source: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Examples:
    """Names to try a kind on. They are tests: lint runs them.

    `match`: names that must match.
    `clue`: names that must be a clue.
    `no_match`: names that must be neither.
    """

    match: tuple[str, ...] = ()
    clue: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True)
class Equipment:
    """A kind of thing, ours and law-free.

    `id`: a short name that is never used again for another kind.
    `label`: what to call it in a report, in English.
    `definition`: what it is, in our words.
    `note`: what else to know; why no list has it, where none does.
    `group`: whether it is a broad group of goods, which is always a clue and never a match.
    `narrows`: kinds that are not reported where this one is found in the same words. It ranks findings and claims no
        hierarchy.
    `unless`: classes of words that show the thing to be something else; they count for all its terms.
    `cas`: CAS numbers of a chemical.
    `terms`: what it is called, as combinations of word classes; idioms stand in the language files.
    `models`: trade names; most stand in models.yaml.
    `lookalikes`: combinations that look like it and are not.
    `examples`: names that must and must not be found.
    """

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
    """What an entry has to do with a kind of equipment.

    `equipment`: the kind.
    `relation`: how the ENTRY compares with the kind: `exact`; `narrower`, only a part of the kind; `broader`, the whole
        kind and more; `overlaps`, shown, but it decides only where its condition is met.
    `condition`: what a product name does not tell and a person must check.
    `met`: word classes or quantities by which a name settles the condition: the entry applies.
    `unmet`: word classes or quantities by which a name settles it the other way: the entry does not apply.
    """

    equipment: str
    relation: Relation
    condition: str = ""
    met: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True)
class Threshold:
    """A number that the law uses.

    `quantity`: the number as an expression: `calibre > 56 mm`.
    `text`: what it says, in words.
    """

    quantity: str
    text: str = ""


@dataclass(frozen=True)
class Substance:
    """A chemical that an entry names.

    `name`: its name.
    `cas`: its CAS number, in quotes.
    `customs_code`: the customs code that stands beside it.
    `letter`: the letter under which the entry has it.
    """

    name: str
    cas: str
    customs_code: str = ""
    letter: str = ""


@dataclass(frozen=True)
class Citation:
    """A place in a source document.

    `id`: the source, by its id in sources.yaml or in `documents` of the list.
    `at`: the place in it: annex, item, page, paragraph.
    """

    id: str
    at: str


@dataclass(frozen=True)
class Entry:
    """One numbered item of an edition.

    `id`: list/edition/number, since a number changes its meaning between editions.
    `number`: the number by which reports name it.
    `title`: its official short name, in places shortened.
    `measure`: what the list does with it: `prohibited` or `controlled`.
    `scope`: what it covers and what it leaves out, in our words.
    `covers`: the kinds of equipment that it covers. Within an edition one entry, and not two, decides for a kind.
    `source`: where it is printed.
    `verification`: `primary` where the text of the act was read, `secondary` where only reports about it were.
    `printed_number`: the number as printed, or null where it is not known.
    `annex`: the annex; it leads to the measure's rules.
    `section`: the heading under which it stands.
    `titles`: official titles in other languages by code, only where a text in that language was read.
    `thresholds`: numbers that it uses.
    `notes`: notes to it, in our words.
    `customs_codes`: customs codes beside it, all 'ex': the code covers more than the item, so a code alone never
        decides.
    `cas`: CAS numbers; an aid, not a key, since formulas and hydrates count too.
    `substances`: chemicals that it names.
    `refers_to`: other entries that it names.
    `other_lists`: items of other lists that it names.
    `replaces`: the entry of the edition before that it follows.
    `change`: what became of that one: same, renumbered, moved (from another annex), or new where there was none.
    """

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
    titles: dict[str, str] = field(default_factory=dict)
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
    """A list as in force between two days.

    `id`: a short name, mostly a year.
    `title`: what to call it.
    `start`: the first day on which it counts, YYYY-MM-DD in quotes.
    `entries`: its entries, in the order printed.
    `end`: the last day on which it counts; left out for the current one.
    `sources`: ids of the documents that make it.
    `note`: what changed, and what to know about the dates.
    """

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
    """What one article of a list says about goods under a measure.

    `article`: the article as printed.
    `at`: the occasion: fair, advertising, export, import, transit, brokering, training, assistance, other.
    `text`: what it says, in our words.
    """

    article: str
    at: str
    text: str


@dataclass(frozen=True)
class MeasureRules:
    """What a measure means in a list.

    `measure`: the measure.
    `summary`: what it means, in a sentence.
    `annex`: the annex that carries it, where the measure means different things in two annexes.
    `rules`: what the articles say, one line each.
    """

    measure: Measure
    summary: str
    annex: str = ""
    rules: tuple[Rule, ...] = ()

    def on(self, occasions: Iterable[str]) -> tuple[Rule, ...]:
        """The first rule for each of the occasions, in their order; an occasion without a rule is left out."""
        first = {rule.at: rule for rule in reversed(self.rules)}
        return tuple(first[at] for at in occasions if at in first)


@dataclass(frozen=True)
class Missing:
    """What a list is known not to hold.

    `what`: what is missing.
    `why`: why.
    """

    what: str
    why: str


@dataclass(frozen=True)
class Source:
    """A document that the lists cite.

    `id`: the name by which it is cited.
    `title`: the title as published, or ours where `note` says so.
    `url`: where it was read; for law read in a mirror, `note` has the official address.
    `issuer`: who published it.
    `published`: the day of publication, YYYY-MM-DD in quotes; left out where it is not known.
    `in_force`: for law, the day from which it counts.
    `accessed`: the day on which it was read; left out where it was not.
    `kind`: law, report, press, ngo, customs or mirror.
    `languages`: codes of the languages in which it was read.
    `note`: what it is good for, and its limits.
    """

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
    """A control list, with its editions in order of time.

    `id`: a short name: it heads a column in every report.
    `title`: its full name.
    `issuer`: who made it.
    `about`: what it is, how it was read, and what to know about it.
    `editions`: the list as in force between two days, one after the other.
    `jurisdiction`: where it counts.
    `complete`: whether every item of the list is here; `missing` says what is not.
    `missing`: what is not here, and why.
    `measures`: what its measures mean.
    `documents`: sources that only this list cites; all others stand in sources.yaml.
    """

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


class EndedWhat(StrEnum):
    """What may come to an end."""

    KIND = "kind"
    TERM = "term"
    WORD = "word"
    WORD_CLASS = "word-class"
    TRADE_NAME = "trade-name"
    ENTRY = "entry"
    SOURCE = "source"


@dataclass(frozen=True)
class Ended:
    """Something that the lists no longer use. Nothing is deleted: it moves here, and its id is not used again.

    `what`: what it is. An entry also stays in its edition, since the law of that time still says so.
    `name`: its id, or the words themselves.
    `day`: the day from which it is no longer used, YYYY-MM-DD in quotes.
    `reason`: why, in a sentence.
    `of`: the kind or the word class to which it belonged.
    `lang`: the language of a word or a name.
    `replaced_by`: ids of what takes its place.
    `was`: what it said: the definition of a kind, the title of a source.
    """

    what: EndedWhat
    name: str
    day: str
    reason: str
    of: str = ""
    lang: str = ""
    replaced_by: tuple[str, ...] = ()
    was: str = ""


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
    ended: tuple[Ended, ...] = ()

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

    def source(self, source_id: str) -> Source | None:
        """The source with that id, or None where the lists cite something else, such as an address."""
        return next((source for source in self.sources if source.id == source_id), None)

    def entry(self, entry_id: str) -> tuple[ControlList, Edition, Entry]:
        """The entry with that id, with its list and edition. Raises KeyError."""
        for control_list in self.control_lists:
            for edition in control_list.editions:
                for entry in edition.entries:
                    if entry.id == entry_id:
                        return control_list, edition, entry
        raise KeyError(entry_id)


# --- results --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that the name states: `what` is mass (kg), length (m), calibre (mm), share (%), voltage (V), or a word class."""

    what: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class SetAside:
    """What was considered and did not count, with the reason."""

    equipment: str
    term: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class NameMatch:
    """All that was found in one name. `facts` are the word classes present, `quantities` the numbers."""

    name: str
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    facts: frozenset[str] = frozenset()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """What a name does not decide about an entry, or what it does: `state` is open, met or unmet."""

    list: str
    entry: str
    text: str
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one list says of a name on a date. `edition` is empty where no edition was in force."""

    list: str
    edition: str
    measure: Measure
    entries: tuple[str, ...] = ()
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """One name with its findings and one verdict a list."""

    name: str
    level: Level
    verdicts: dict[str, Verdict]
    match: NameMatch
    conditions: tuple[tuple[Condition, ...], ...] = ()
    entries: tuple[tuple[str, ...], ...] = ()
