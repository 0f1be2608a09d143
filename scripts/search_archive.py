"""Ask the Whoosh index of the last build; the browser gives the same results in the same order."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plugins.build.output import cache_folder, last_output
from plugins.build.terminal import say, say_in_utf8
from plugins.search.ask import PAGE, Asker, Filters, NoIndexError, index_for, to_json, to_text
from plugins.search.format import KINDS
from plugins.search.keeping import StaleCacheError
from plugins.search.query import first_day, last_day

EXACT = ("committee", "outcome", "topic", "ward", "person")


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("query", metavar="QUERY", help='words, "a phrase", -word, OR, word*, title:word, 2013..2015')
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="so many results at most (default: 10)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--from", dest="first", default="", metavar="DATE", help="from this day, month or year")
    parser.add_argument("--to", dest="last", default="", metavar="DATE", help="up to this day, month or year")
    parser.add_argument("--type", default="", choices=KINDS, metavar="T", help=f"one of {', '.join(KINDS)}")
    for name in EXACT:
        parser.add_argument(f"--{name}", default="", metavar="X", help=f"only with this {name}")
    parser.add_argument("--sort", default="relevance", choices=("relevance", "newest", "oldest"))
    parser.add_argument("--output", type=Path, metavar="DIR", help="the site (default: that built last)")
    asked = parser.parse_args()
    for option, written, read in (("--from", asked.first, first_day), ("--to", asked.last, last_day)):
        if written and not read(written):
            parser.error(f'argument {option}: "{written}" is no date; expected 2013, 2013-09 or 2013-09-11')
    return asked


def main() -> int:
    """Ask, print, and return the exit status."""
    asked = arguments()
    exact = {name: getattr(asked, name) for name in EXACT}
    filters = Filters(kind=asked.type, first=first_day(asked.first), last=last_day(asked.last), **exact)
    try:
        with Asker(index_for(cache_folder(asked.output or last_output()), asked.type)) as asker:
            answer = asker.answer(asked.query, filters, asked.sort)
            results = asker.results(answer.hits[: max(0, asked.limit)])
            few = 0 < len(answer.hits) < PAGE and answer.matched == answer.wanted
            closest = asker.results(asker.also(asked.query, filters)) if few else []
    except (NoIndexError, StaleCacheError) as error:
        sys.exit(f"error: {error}")
    tell, told = (say_in_utf8, to_json(answer, results, closest)) if asked.json else (say, to_text(answer, results))
    tell(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
