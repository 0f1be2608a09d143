"""Build records that lie in an object store, or a site that is to lie in one; either may be a folder.

`make site` and `make publish` call this where CONTENT or OUTPUT is an address, such as s3://bucket/records.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plugins.build.stores.session import Session


def main() -> int:
    """Read the command line, and build; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content", help="a folder, or an address that fsspec knows")
    parser.add_argument("output", help="likewise")
    parser.add_argument("--publish", action="store_true", help="build strictly, as make publish does")
    arguments = parser.parse_args()
    try:
        return Session(arguments.content, arguments.output, arguments.publish).run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
