"""The peers: each takes names and gives a score a name, the higher the more like a listed thing."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from riotgear_check.matching import Matcher
from riotgear_check.matching.index import term_elements
from riotgear_check.model import Lists

Scorer = Callable[[Sequence[str]], list[float]]
WORDS_A_CLASS = 2


def written_out(lists: Lists, listed: set[str]) -> list[str]:
    """Our terms as phrases, the way a dictionary for a fuzzy matcher would hold them: idioms, and classes filled in."""
    out: dict[str, None] = {}
    for language in lists.languages:
        for kind in lists.equipment:
            if kind.id not in listed:
                continue
            out |= dict.fromkeys(language.terms.get(kind.id, ()))
            for term in kind.terms:
                elements = term_elements(term.term)
                if not 2 <= len(elements) <= 3 or term.needs or term.quantity:
                    continue
                fillings = [[w for name in names for w in language.words.get(name, ())[:WORDS_A_CLASS]] for names in elements]
                out |= dict.fromkeys(" ".join(words) for words in itertools.islice(itertools.product(*fillings), 8))
    return list(out)


def ours(matcher: Matcher, listed: set[str]) -> Scorer:
    def score(names: Sequence[str]) -> list[float]:
        return [
            max((100.0 if f.level == "match" else 50.0 for f in matcher.match(name).findings if f.equipment in listed), default=0.0)
            for name in names
        ]

    return score


def normaliser(matcher: Matcher) -> Scorer:
    def score(names: Sequence[str]) -> list[float]:
        tokens = matcher.normalizer.tokens
        for name in names:
            tokens(name)
        return [0.0] * len(names)

    return score


def rapidfuzz(terms: list[str], scorer: str, matcher: Matcher) -> Scorer:
    from rapidfuzz import fuzz, process

    fold = matcher.normalizer.fold
    choices = [fold(term) for term in terms]
    function = getattr(fuzz, scorer)

    def score(names: Sequence[str]) -> list[float]:
        out = []
        for name in names:
            best = process.extractOne(fold(name), choices, scorer=function)
            out.append(best[1] if best else 0.0)
        return out

    return score


def tfidf(terms: list[str], matcher: Matcher) -> Scorer:
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer

    fold = matcher.normalizer.fold
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3), dtype=numpy.float32)
    matrix = vectorizer.fit_transform(fold(term) for term in terms).T.tocsr()

    def score(names: Sequence[str]) -> list[float]:
        out: list[float] = []
        for start in range(0, len(names), 256):
            product = vectorizer.transform([fold(name) for name in names[start : start + 256]]) @ matrix
            out.extend(100 * value for value in product.max(axis=1).toarray().ravel())
        return out

    return score


def automaton(terms: list[str], matcher: Matcher) -> Scorer:
    import ahocorasick

    fold = matcher.normalizer.fold
    machine = ahocorasick.Automaton()
    for term in terms:
        machine.add_word(" ".join(fold(term).split()), len(term))
    machine.make_automaton()

    def score(names: Sequence[str]) -> list[float]:
        return [float(max((length for _, length in machine.iter(fold(name))), default=0)) for name in names]

    return score
