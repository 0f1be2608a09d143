"""Writes a synthetic archive of any size, for tests of scale. The same seed gives the same bytes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plugins.build.terminal import say
from plugins.intake.encode import encode
from plugins.synthetic.chronicle import chronicle
from plugins.synthetic.write import write_records

MOST = 1_000_000


def main(arguments: list[str] | None = None) -> int:
    """Write the archive that the arguments ask for; the exit status is 2 where its folder is not empty."""
    wanted = _parser().parse_args(arguments)
    content: Path = wanted.content
    if content.exists() and any(content.iterdir()):
        print(f"{content} is not empty; give a new folder", file=sys.stderr)
        return 2
    count = write_records(chronicle(wanted.items, wanted.seed), content, encode)
    say(f"{wanted.items} items in {count} records written to {content}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=_items, required=True, help=f"how many agenda items, up to {MOST:,}")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives another archive")
    parser.add_argument("--content", type=Path, required=True, help="a new or empty folder for the records")
    return parser


def _items(text: str) -> int:
    if not 1 <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"give a number from 1 to {MOST:,}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
