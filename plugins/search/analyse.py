"""Text to terms: folding, tokens and stems, chosen by the archive's language.

The twin of `theme/static/js/search/analyse.js`; `tests/contract` holds the two together. A token is what the
pattern finds in folded text; a token gives one term, or several where it is written with a hyphen, an
apostrophe or a slash: its pieces in their places, and the joined word in the place of the first.
Knows nothing of fields, documents or Whoosh.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

TOKEN = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])\w*"  # 200,000
    r"|[0-9]+(?:\.[0-9]+)+\w*"  # 10.1, 2.5m, 11.09.2013
    r"|\w+(?:[-'/’‐‑]\w+)*"  # words, co-operative, O'Brien, 50/2
    r"|&"
)
"""What a token is, in folded text. `\\w` is a letter, a number or the low line, as `[\\p{L}\\p{N}_]` in a browser."""

LONGEST = 60
MOST_PIECES = 6

_REMEMBERED = 0
"""Words that a stemmer remembers itself: whoever asks has each stemmed once, and to remember costs it twice as much."""

_FOLDABLE = re.compile("[^\x00-\xbf‐-›…€]")
_JOINT = re.compile("[-‐‑/]")
_APOSTROPHE = re.compile("['’]")
_DIGITS = "0123456789"
_DIGIT = re.compile(f"[{_DIGITS}]")
_ENDINGS = frozenset({"s", "t", "d", "m", "re", "ve", "ll"})
_SPELT_OUT = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ħ": "h", "ς": "σ",
}  # fmt: skip


class Token(NamedTuple):
    """What one token of text gives: terms with their places, counted from the token's own; places it takes up."""

    terms: tuple[tuple[int, str], ...]
    width: int
    words: tuple[str, ...]


class _Folding(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        letters = unicodedata.normalize("NFD", chr(point))
        plain = "".join(letter for letter in letters if unicodedata.category(letter)[0] != "M").lower()
        self[point] = "".join(_SPELT_OUT.get(letter, letter) for letter in plain if letter != "\u0307")
        return self[point]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return the text in lower case, without accents, character by character."""
    return text.lower() if text.isascii() or not _FOLDABLE.search(text) else text.translate(_FOLDING)


def folded(texts: Iterable[str]) -> list[str]:
    """Return many texts folded."""
    return [text.lower() if text.isascii() else fold(text) for text in texts]


def _pieces(segment: str) -> list[str]:
    """Children's → children; don't → dont; o'brien → o, brien."""
    *before, last = _APOSTROPHE.split(segment)
    if not before:
        return [last]
    if last == "s":
        return _pieces("'".join(before))
    if last in _ENDINGS:
        return ["".join((*before, last))]
    return [*before, last]


def _joined(raw: str, pieces: list[str]) -> str | None:
    """co-operative → cooperative; 50/2 → 50/2; and/or → nothing, for it is two words."""
    if len(pieces) == 1 or len(pieces) > MOST_PIECES:
        return None
    if "/" not in raw:
        return "".join(pieces)
    return "/".join(pieces) if _DIGIT.search(raw) else None


class Stems(NamedTuple):
    """What gives the stem of a word, and what gives those of many at once, which costs half as much."""

    one: Callable[[str], str]
    many: Callable[[Sequence[str]], Sequence[str]]


_UNSTEMMED = Stems(lambda word: word, lambda words: words)


def _stems(algorithm: str) -> Stems:
    stemmer = Stemmer.Stemmer(algorithm, _REMEMBERED)
    return Stems(stemmer.stemWord, stemmer.stemWords)


class Language(NamedTuple):
    """How one language is read: its stemmer, and the words that say nothing on their own: "how", "the", "my"."""

    name: str
    stems: Stems
    common: frozenset[str]

    def stem(self, word: str) -> str:
        """Return the stem of a word."""
        return self.stems.one(word)


_ENGLISH = """a about after all also am an and any are as at be because been before being but by can could did do
does during each for from had has have he her here him his how i if in into is it its me might my no
nor not of off on or our out over shall she should so some such than that the their them then there
these they this those through to too under until up us very was we were what when where which while
who whom whose why will with would you your"""
_WELSH = """a ac ai am ar arall at ba beth ble bod bydd byddai chi cyn dan dim dros drwy ddim efallai ei eich
ein er eto eu fe fel felly fod fy gan gyda hefyd heb hi hon hwn hyd hynny i iddo mae maen mewn mi
mor na nac nad nag neu ni nid o oedd oes ond os pa pam pan pob pryd pwy rhag sut sydd sy trwy un
wedi wrth y ychydig ydy ydynt yn yr yw"""
_GERMAN = """aber alle als also am an auch auf aus bei bin bis da dann das dass dem den denn der des dich die
dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es
euch fur gegen hat hatte hier ich ihm ihn ihr ihre im in ins ist ja kann kein keine konnen man mehr
mein mich mir mit nach nicht noch nur ob oder ohne schon sehr sein seine sich sie sind so soll uber
um und uns unser unter vom von vor war waren warum was welche wenn wer werden wie wieder wird wo zu
zum zur zwischen"""


def _common(words: str) -> frozenset[str]:
    return frozenset(words.split())


def language(tag: str) -> Language:
    """Return how texts of a BCP 47 language tag are read; tongues without a stemmer here are folded only."""
    match tag.split("-", maxsplit=1)[0].lower():
        case "en":
            return Language("en", _stems("english"), _common(_ENGLISH))
        case "cy":
            return Language("cy", _UNSTEMMED, _common(_WELSH))
        case "de":
            return Language("de", _stems("german"), _common(_GERMAN))
        case _:
            return Language("und", _UNSTEMMED, frozenset())


class Analyser:
    """Reads texts of one language; remembers every token it has met, so that each is worked out once."""

    def __init__(self, tag: str) -> None:
        self.language = language(tag)
        self._known: dict[str, Token] = {}

    def token(self, raw: str) -> Token:
        """Return what a token of folded text gives."""
        known = self._known.get(raw)
        if known is None:
            known = self._known[raw] = self._read(raw)
        return known

    def tokens(self, text: str) -> Iterator[Token]:
        """Return the tokens of a text in order."""
        return map(self.token, TOKEN.findall(fold(text)))

    def terms(self, text: str) -> list[tuple[int, str]]:
        """Return the terms of a text with their places, counted from 0."""
        found, place = [], 0
        for token in self.tokens(text):
            found += [(place + offset, term) for offset, term in token.terms]
            place += token.width
        return found

    def stem(self, word: str) -> str:
        """Return the term under which a folded word is found."""
        return word if _DIGIT.match(word) else self.language.stem(word[:LONGEST])

    def stems(self, words: Sequence[str]) -> list[str]:
        """Return the same of many words, none of which is empty or longer than `LONGEST`."""
        pairs = zip(words, self.language.stems.many(words), strict=True)
        return [word if word[0] in _DIGITS else stem for word, stem in pairs]

    def _read(self, raw: str) -> Token:
        words, width = words_of(raw)
        places = (*range(width), 0)
        terms = tuple((place, self.stem(word)) for place, word in zip(places, words, strict=False))
        return Token(terms, width, words)


@lru_cache(maxsize=2)
def analyser_of(tag: str) -> Analyser:
    """Return the analyser of this process for a language, which knows the tokens of all that the process has read."""
    return Analyser(tag)


def words_of(raw: str) -> tuple[tuple[str, ...], int]:
    """Return the words of a token of folded text, the joined one last, and how many places they take."""
    if raw.isalnum():
        return (raw[:LONGEST],), 1
    if raw == "&":
        raw = "and"
    if _DIGIT.match(raw) and "," in raw:
        raw = raw.replace(",", "")
    pieces = [piece[:LONGEST] for segment in _JOINT.split(raw) for piece in _pieces(segment)]
    joined = _joined(raw, pieces)
    return tuple(pieces) if joined is None else (*pieces, joined[:LONGEST]), len(pieces)
