"""Writes the keys of basket.yaml into docs/baskets.md, each as the schema has it. Run: python docs/make_baskets.py."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from xl_aigc.data.basket_schema import BasketFile

PAGE: Final = Path(__file__).parent / "baskets.md"
KEYS: Final = PAGE.with_name("basket_keys.csv")
BEGIN: Final = "from docs/basket_keys.csv and the schema -->\n"
END: Final = "<!-- end of keys -->"
HEAD: Final = "| key | value | if it is left out |\n|---|---|---|\n"


def page() -> str:
    """The page as it must be.

    Raises:
        ValueError: the table lacks a key of the schema, or has one that is none.
    """
    with KEYS.open(encoding="utf-8", newline="") as file:
        rows = [(row["keys"].split(), row["value"], row["left_out"]) for row in csv.DictReader(file)]
    told = {key for keys, _, _ in rows for key in keys}
    if told != BasketFile.model_fields.keys():
        raise ValueError(f"{KEYS.name} differs from the schema in {told ^ BasketFile.model_fields.keys()}.")
    lines = (
        f"| {' '.join(f'`{key}`' for key in keys)} | {value} | {left_out} |\n"
        for keys, value, left_out in rows
    )
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return f"{before}{BEGIN}{HEAD}{''.join(lines)}{END}{rest.partition(END)[2]}"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
