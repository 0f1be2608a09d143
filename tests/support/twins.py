"""Fixtures that Python writes and both Python and JavaScript are held to."""

from __future__ import annotations

import json
import random
from typing import Any

import msgspec

from plugins.search import format as form
from plugins.search.analyse import Analyser, fold
from plugins.search.query import first_day, last_day, parse

TEXTS = (
    "Children's centres and the councillors' allowances",
    "O’Brien & D'Arcy don't re-open the co-operative’s shop",
    "£200,000 or £2.5m, item 10.1, 50/2, 12/00123/FUL and/or nothing; covid-19",
    "Ynys Môn, Caffè, Łódź, Straße, ÆTHER, İstanbul, ΣΊΣΥΦΟΣ",
    "1,000,000 1,00 12,345,6789 3.2.1 11.09.2013 11/09/2013 2013/14",
    "snake_case x²y ½ Ⅳ ﬁne e\u0301a 𝐀bc \u0301 — …",
    "Die Sanierung der Straßenbeleuchtung: Bäume, Häuser, Vertreterinnen und Möglichkeiten; Mueller",
    "a-b-c-d-e-f-g up-to-date it's its' 'quoted' rock'n'roll",
)
QUERIES = (
    "library closure", '"green waste" -brown', "bus OR coach fares", "flood*", "f*", 'title:"local plan"',
    "title:budget", "committee:planning", 'committee:"executive board" libraries', "school NEAR/5 crossing",
    "a NEAR b", "x NEAR/500 y",
    "2019..2021", "2019-05..2019-06-15 flood", "..2015", "2019-13..", "..", "item 50", "item 7a parking", "item agenda",
    "item 51(a)", "item 51 (A) parking", "51(a)", "5.1 (b)(ii)", "item 51.", "51 (a", "-51(a)", "(a)", "item (a)",
    "50/2", "Int 1299-2018", "11 September 2013", "September 11, 2013", "11th Sept. 2013", "11/09/2013", "31/02/2013",
    "2013-09-11 cabinet", "Children's O'Brien co-operative", "the", "the of", "how did they vote on the budget",
    "the library", "-the library", "-", "OR",
    "OR library OR", "a OR -b", '"unfinished quote', '""', '"one"', "“smart quotes” here", "title:", "note:this thing",
    "*", "co-op*", "title:plan* OR budget", "😀", "£200,000 & more", "library library", "NEAR/3 x", "AND", "  ", "",
)  # fmt: skip
DAYS = ("2013", "2013-02", "2012-2", "2013-09-11", "2013-13", "2013-02-30", "0000", "x", "", "2013-00", "1900-02")

_SUFFIXES = """\
ational fulness iveness ization ousness biliti lessli tional alism aliti ation entli fulli iviti ogist ousli abli
alli anci ator enci izer bli ogi li ly alize ative icate iciti ical ness ful ement able ance ence ible ment ant ate
ent ion ism iti ive ize ous al er ic eed eedly ed edly ing ingly s es ies ied sses ss us e l ll y ying '"""
_STEMS = """\
gener commun arsen past univers later emerg organ inter proc exc succ inn out cann herr earr even d t l v hop hopp
sky atlas plan plann council librar decid decision elector minut committe parish y yell say toy bus gas fil egg"""
_ENDINGS, _BEGINNINGS = _SUFFIXES.split(), _STEMS.split()
_AFTERWARDS = ("", "s", "ed", "ing", "ly", "'s", "y", "ness")


def many_words() -> list[str]:
    """A long list of words and of what might be words, the same every time."""
    chance = random.Random(20130911)
    words = {beginning + one + two for beginning in _BEGINNINGS for one in _ENDINGS for two in _AFTERWARDS}
    for _ in range(20_000):
        words.add("".join(chance.choice("aeiouyybcdlmnrstwxg'") for _ in range(chance.randint(1, 9))))
        words.add("".join(chance.choice("aeiouyltsndr") for _ in range(chance.randint(2, 6))) + chance.choice(_ENDINGS))
    return sorted(words)


_GERMAN = """em ern er erin erinnen e en es s ln lns niss nisse est st et end ung ig ik isch lich heit keit igung
igkeit lichkeit enheit erlich enlich igend isse ues uen"""
_ROOTS = """baum haus strass planung verkehr schul kind frau lehr syst geordn intern plan tick vertr neu feuer treu
bauer quell muell sued oel ratsmitglied gross klein moegl oeffent wirtschaft zeugn ereign yacht bay au eu"""


def many_german_words() -> list[str]:
    """The same in German."""
    chance = random.Random(20130912)
    endings = _GERMAN.split()
    words = {root + one + two for root in _ROOTS.split() for one in endings for two in ("", *endings)}
    for _ in range(20_000):
        words.add(
            "".join(chance.choice("aeiouyaeiubdghklmnrstzq") for _ in range(chance.randint(1, 8)))
            + chance.choice(endings)
        )
    return sorted(words)


def _plain(value: object) -> Any:
    return json.loads(msgspec.json.encode(value))


def tokens() -> Any:
    """What texts are read as, in two languages."""
    return {
        tag: [{"text": text, "folded": fold(text), "terms": _plain(Analyser(tag).terms(text))} for text in TEXTS]
        for tag in ("en", "cy", "de")
    }


def queries() -> Any:
    """What queries ask for."""
    analyser = Analyser("en")
    return {
        "queries": [{"text": text, "query": _plain(parse(text, analyser))} for text in QUERIES],
        "days": [{"text": text, "first": first_day(text), "last": last_day(text)} for text in DAYS],
    }


def scores() -> Any:
    """What words are worth that are found in so many of so many documents."""
    sizes = (1, 2, 3, 7, 100, 999, 12_345, 500_000)
    return [[found, size, form.rarity(found, size)] for size in sizes for found in sizes if found <= size]


def common_words() -> Any:
    """The words that say nothing on their own."""
    return {tag: sorted(Analyser(tag).language.common) for tag in ("en", "cy", "de")}


FIXTURES = {"common.json": common_words, "tokens.json": tokens, "queries.json": queries, "scores.json": scores}
