"""What the rules look at: the lists, and the place of every node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import yaml

from riotgear_check.faults import Fault
from riotgear_check.lists import LoadedLists
from riotgear_check.matching import Index, Matcher, build_index
from riotgear_check.matching.index import TermError, term_elements
from riotgear_check.model import (
    ControlList,
    Edition,
    Ended,
    Entry,
    Equipment,
    Language,
    Level,
    Lists,
    NameMatch,
    SetAside,
    Source,
    Term,
    TradeName,
    WordClass,
)
from riotgear_check.reader import Path
from riotgear_check.text import Normalizer

_WANTED = {"match": Level.MATCH, "clue": Level.CLUE, "no_match": Level.NONE}


@dataclass(frozen=True, slots=True)
class FailedExample:
    """An example with the level that it is to have and has, and the lookalike that is to blame, where one is."""

    file: str
    path: Path
    name: str
    kind: str
    wanted: Level
    level: Level
    lookalike: SetAside | None


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A change of the text of a list file: the half-open range of characters, what takes its place, and what that is."""

    file: str
    start: int
    end: int
    text: str
    said: str
    code: str = ""


def parse_day(text: str) -> date | None:
    """A day written as YYYY-MM-DD, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _lookalike(match: NameMatch, kind: str) -> SetAside | None:
    # The matcher says so in the reason, its one mark of a lookalike.
    return next((s for s in match.set_aside if s.equipment == kind and s.reason.startswith("looks like it")), None)


class LintContext:
    """The lists as read, with helpers that turn a path in a file into a fault."""

    def __init__(
        self,
        loaded: LoadedLists,
        shown_as: str,
        base: Lists | None = None,
        kept_index: Callable[[], Index | None] = lambda: None,
    ) -> None:
        """`base` is the reference where the files add to one: they refer to it, and its own faults are not theirs.

        `kept_index` gives the index of these very files where there is one, for to build it takes most of the time.
        """
        self.base = base
        self._kept_index = kept_index
        self.loaded = loaded
        self.shown_as = shown_as
        self.lists: Lists = loaded.lists

    @cached_property
    def index(self) -> Index:
        """The index of the lists; built once for all rules, where none is kept."""
        return self._kept_index() or build_index(self.lists, self._normalizer)

    @cached_property
    def matcher(self) -> Matcher:
        """A matcher on the lists."""
        return Matcher(self.index)

    @cached_property
    def _normalizer(self) -> Normalizer:
        return Normalizer({k: v for language in self.lists.languages for k, v in language.folds.items()})

    @cached_property
    def _readings(self) -> dict[str, tuple[str, ...]]:
        """All words of the languages as the matcher reads them; read together, since most rules ask for all."""
        words = [word for _file, _path, words in self.word_lists() for word in words]
        words += (phrase for _file, language in self.languages() for group in language.lookalikes for phrase in group.of)
        words += (model.name for _file, _path, models in self.trade_names() for model in models)
        return dict(zip(words, self._normalizer.readings(words), strict=True))

    def tokens(self, text: str) -> tuple[str, ...]:
        """A word as the matcher reads it."""
        found = self._readings.get(text)
        return self._normalizer.reading(text) if found is None else found

    def key(self, text: str) -> str:
        """A word as the matcher reads it, without spaces."""
        return "".join(self.tokens(text))

    @cached_property
    def failed_examples(self) -> tuple[FailedExample, ...]:
        """The examples of all kinds that are not found as they are to be."""
        if self.has_broken_terms:
            return ()
        return tuple(example for example in self._tried_examples() if example)

    @cached_property
    def has_broken_terms(self) -> bool:
        """Whether no index can be built."""
        try:
            return self.index is None
        except TermError:
            return True

    def _tried_examples(self) -> Iterator[FailedExample | None]:
        for file, path, kind in self.equipment():
            for table, wanted in _WANTED.items():
                for i, name in enumerate(getattr(kind.examples, table)):
                    yield self._try(name, kind.id, wanted, file, (*path, "examples", table, i))

    def _try(self, name: str, kind: str, wanted: Level, file: str, path: Path) -> FailedExample | None:
        match = self.matcher.match(name)
        level = max((f.level for f in match.findings if f.equipment == kind), key=lambda x: x.strength, default=Level.NONE)
        if level is wanted or (wanted is Level.NONE and level is Level.CLUE):
            return None
        lookalike = _lookalike(match, kind) if wanted.strength > level.strength else None
        return FailedExample(file, path, name, kind, wanted, level, lookalike)

    def lookalike_of(self, word: str, kind: str) -> SetAside | None:
        """What sets a word aside that is to name a kind, where a lookalike does and nothing of the kind is found."""
        if self.has_broken_terms:
            return None
        match = self.matcher.match(word)
        return None if any(f.equipment == kind for f in match.findings) else _lookalike(match, kind)

    # The code and the severity of a fault are those of the rule that yields it; `check_folder` fills them in.
    def fault(self, file: str, path: Path, message: str, hint: str = "") -> Fault:
        """A fault at a path of a file, or at the nearest node above it."""
        loaded = self.loaded.files[file]
        node = loaded.node(path)
        line, column = (node.start_mark.line + 1, node.start_mark.column + 1) if node else (1, 1)
        return Fault(loaded.name, line, column, "", message, hint)

    def at(self, file: str, line: int, column: int, message: str, hint: str = "") -> Fault:
        """A fault at a line and column of a file."""
        return Fault(self.loaded.files[file].name, line, column, "", message, hint)

    def at_offset(self, file: str, offset: int, message: str, hint: str = "") -> Fault:
        """A fault at a character of a file."""
        text = self.loaded.files[file].text
        line_start = text.rfind("\n", 0, offset) + 1
        return self.at(file, text.count("\n", 0, offset) + 1, offset - line_start + 1, message, hint)

    def without(self, file: str, path: Path, said: str) -> Iterator[Edit]:
        """The edit that takes an item after the first out of its list; none where a comment stands beside it."""
        loaded = self.loaded.files[file]
        items, place = loaded.node(path[:-1]), path[-1]
        if not isinstance(items, yaml.SequenceNode) or not isinstance(place, int) or not 0 < place < len(items.value):
            return
        before, item = items.value[place - 1].end_mark.index, items.value[place]
        if place + 1 < len(items.value):
            after = items.value[place + 1].start_mark.index
        elif items.flow_style:
            after = items.end_mark.index
        else:
            after = loaded.text.find("\n", item.end_mark.index) % (len(loaded.text) + 1)
        if "#" not in loaded.text[before : item.start_mark.index] + loaded.text[item.end_mark.index : after]:
            yield Edit(file, before, item.end_mark.index, "", said)

    def on_folder(self, message: str, hint: str = "") -> Fault:
        """A fault of the folder as a whole."""
        return Fault(self.shown_as, 1, 1, "", message, hint)

    def lines(self, suspected: Callable[[str], bool]) -> Iterator[tuple[str, int, str]]:
        """Every line with its file and number, of the files whose whole text gives cause to look at lines."""
        for name, loaded in self.loaded.files.items():
            if suspected(loaded.text):
                for number, line in enumerate(loaded.text.split("\n"), 1):
                    yield name, number, line.removesuffix("\r")

    def equipment(self) -> Iterator[tuple[str, Path, Equipment]]:
        """Every kind with its file and path."""
        for name, loaded in self.loaded.files.items():
            if name.startswith("equipment/"):
                for i, kind in enumerate(loaded.value):
                    yield name, (i,), kind

    def terms(self) -> Iterator[tuple[str, Path, Equipment, Term, list[list[str]]]]:
        """Every term of every kind with its elements; those that cannot be read have a rule of their own."""
        for file, path, kind in self.equipment():
            for i, term in enumerate(kind.terms):
                with suppress(TermError):
                    yield file, (*path, "terms", i), kind, term, term_elements(term.term)

    def languages(self) -> Iterator[tuple[str, Language]]:
        """Every language with its file."""
        for name, loaded in self.loaded.files.items():
            if name.startswith("languages/"):
                yield name, loaded.value

    def classes(self) -> Iterator[tuple[str, int, WordClass]]:
        """Every word class with its file and place."""
        if loaded := self.loaded.files.get("words.yaml"):
            for i, word_class in enumerate(loaded.value):
                yield "words.yaml", i, word_class

    def sources(self) -> Iterator[tuple[str, Path, Source]]:
        """Every source with its file and path: those of sources.yaml, and the documents of a list."""
        if loaded := self.loaded.files.get("sources.yaml"):
            for i, source in enumerate(loaded.value):
                yield "sources.yaml", (i,), source
        for file, control_list in self.control_lists():
            for i, source in enumerate(control_list.documents):
                yield file, ("documents", i), source

    def ended(self) -> Iterator[tuple[int, Ended]]:
        """What has ended, with its place in ended.yaml."""
        if loaded := self.loaded.files.get("ended.yaml"):
            yield from enumerate(loaded.value or ())

    def trade_names(self) -> Iterator[tuple[str, Path, tuple[TradeName, ...]]]:
        """The trade names of every kind, with file and path: those of models.yaml, and those beside a kind."""
        if loaded := self.loaded.files.get("models.yaml"):
            for kind_id, models in loaded.value.items():
                yield "models.yaml", (kind_id,), models
        for file, path, kind in self.equipment():
            yield file, (*path, "models"), kind.models

    def word_lists(self) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
        """Every list of words of every language, with file and path."""
        for file, language in self.languages():
            for table in ("words", "terms", "whole", "clues"):
                for name, words in getattr(language, table).items():
                    yield file, (table, name), words

    def control_lists(self) -> Iterator[tuple[str, ControlList]]:
        """Every control list with its file."""
        for name, loaded in self.loaded.files.items():
            if isinstance(loaded.value, ControlList):
                yield name, loaded.value

    def entries(self) -> Iterator[tuple[str, Path, ControlList, Edition, Entry]]:
        """Every entry with its file, path, list and edition."""
        for name, control_list in self.control_lists():
            for i, edition in enumerate(control_list.editions):
                for j, entry in enumerate(edition.entries):
                    yield name, ("editions", i, "entries", j), control_list, edition, entry
