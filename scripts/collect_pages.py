"""Collect a council's public committee pages, answers and documents from its live site into a folder of WARC files."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
try:
    from plugins.build.terminal import say
    from plugins.collecting.account import as_json, as_text
    from plugins.collecting.addresses import Language, OriginError, Site, Wants
    from plugins.collecting.collect import Wish, collect
    from plugins.collecting.keeper import InUseError
    from plugins.collecting.progress import shown
except ModuleNotFoundError as missing:
    sys.exit(f'error: collecting needs the package {missing.name}; "make .venv/collect.ready" installs all it needs')


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("origin", metavar="ORIGIN", help="the site, such as https://democracy.example.org/")
    p.add_argument("--into", required=True, type=Path, metavar="FOLDER", help="where to keep what is collected")
    p.add_argument("--contact", metavar="EMAIL", help="whom the site's keepers can write to; told with every request")
    p.add_argument("--max-pages", type=int, metavar="N", help="stop after so many addresses")
    p.add_argument("--max-minutes", type=float, metavar="M", help="stop after so many minutes")
    p.add_argument("--pause", type=float, default=1.0, metavar="SECONDS", help="between two requests (default: 1)")
    p.add_argument("--timeout", type=float, default=60, metavar="SECONDS", help="for one page at most (default: 60)")
    p.add_argument("--from", type=int, default=0, metavar="YEAR", dest="year", help="pass over meetings before YEAR")
    p.add_argument("--documents", action=argparse.BooleanOptionalAction, default=True, help="collect documents too")
    p.add_argument("--largest", type=int, default=200, metavar="MB", help="pass over what is larger (default: 200)")
    p.add_argument("--again", type=int, metavar="DAYS", help="ask again for pages that were kept longer ago than this")
    p.add_argument("--both-languages", action="store_true", help="collect the Welsh (or English) twin of pages too")
    p.add_argument("--report", type=Path, metavar="FILE", help="where to write what was done as JSON")
    return p.parse_args()


def main() -> int:
    """Collect, say what was done, and return the exit status."""
    a, now = arguments(), dt.datetime.now(dt.UTC)
    wants = Wants(a.year, now.year + 1, a.documents, Language.BOTH if a.both_languages else Language.ONE)
    limits = {"max_pages": a.max_pages, "max_minutes": a.max_minutes, "timeout": a.timeout, "largest_mb": a.largest}
    try:
        wish = Wish(Site.of(a.origin), a.into, wants, pause=a.pause, contact=a.contact, again=a.again, **limits)
        with shown() as told:
            account = collect(wish, now, told)
    except (OriginError, InUseError, OSError) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, OSError) else 2
    if a.report:
        a.report.write_text(as_json(account), encoding="utf-8")
    say(as_text(account))
    return account.exit_status()


if __name__ == "__main__":
    sys.exit(main())
