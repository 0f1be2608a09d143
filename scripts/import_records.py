"""Import saved pages and data of other systems into a content folder."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plugins.archive.findings import Finding
from plugins.archive.places import AnyRecord
from plugins.build.terminal import say
from plugins.importers.bring_in import Wish, bring_in
from plugins.importers.report import summary, to_json, unusable
from plugins.importers.shelf import Shelf
from plugins.importers.sources import processes
from plugins.intake.decode import decode
from plugins.intake.encode import encode

FORMATS = ("auto", "moderngov-html", "moderngov-xml", "moderngov-text", "legistar", "oparl")


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="+", type=Path, metavar="SOURCE", help="a file or a folder")
    parser.add_argument("--content", required=True, type=Path, help="the folder to write records into")
    parser.add_argument("--format", choices=FORMATS, default="auto", help="what the sources are (default: auto)")
    parser.add_argument("--origin", help="the address that the sources came from; links of pages are relative to it")
    parser.add_argument("--report", type=Path, metavar="FILE", help="where to write the report as JSON")
    parser.add_argument("--dry-run", action="store_true", help="read and report, write no record")
    asked = parser.parse_args()
    if wrong := unusable(asked.report, asked.content):
        parser.error(wrong)
    return asked


def decode_record(kind: str, text: str, file: str, identity: str) -> tuple[AnyRecord | None, tuple[Finding, ...]]:
    """A record of `content/` from its text."""
    return decode(kind, text, file, id=identity)


def main() -> int:
    """Import, say what was done, and return the exit status."""
    asked = arguments()
    shelf = Shelf(asked.content, decode_record, encode, dry=asked.dry_run)
    try:
        report = bring_in(asked.source, shelf, Wish(asked.format, asked.origin, processes(os.environ)))
        (asked.report or Path(os.devnull)).write_bytes(to_json(report))
    except OSError as error:
        sys.exit(f"import_records: {error.strerror}: {error.filename}")
    say(summary(report))
    return report.exit_status()


if __name__ == "__main__":
    sys.exit(main())
