"""Mapping of vendors' fields to the project's names: `fields.csv`, preceded by a person's own file of the same form."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.data import tables
from xl_aigc.data.fields import EVERYWHERE, FIELD_COLUMNS, ON_FILES, ON_SHEETS, VENDORS, Field, bundled_fields
from xl_aigc.data.item import ITEMS
from xl_aigc.data.kinds import ROLES
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised
from xl_aigc.data.units import factor_of, unit_names
from xl_aigc.errors import DataError, Place
from xl_aigc.files.csv_file import read_table
from xl_aigc.files.failures import Failures
from xl_aigc.labels import LANGUAGES, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

OF_A_ROW: Final = ("ticker", "name", "period", "item", "value", "unit")
"""Roles of a field besides items and the kinds of `kinds.csv`: those that identify a row or a cell."""
DESCRIBING: Final = ("layer", "segment", "name_en")
"""Roles of columns that describe a company, which only a new basket takes from a table."""
IGNORED: Final = "-"
TAG: Final = "tag"
"""Mark of a column of items that, beside columns of items, holds words of a person's own."""
MARKS: Final = {
    "total_revenue": "营业总收入 (with interest and fees) taken for 营业收入",
    "sales": "sales or turnover taken for revenue",
}
"""Remark in a figure's source where the field is not exactly the item."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields that a table may have, by normalised name, and by the name exactly as the vendor writes it."""

    by_name: Mapping[str, Field]
    exact: Mapping[str, Field]

    def find(self, name: str) -> Field | None:
        """The field of a name, None where it is not known; of several lines each may name it, in words of its own."""
        found = self.exact.get(name) or self.by_name.get(normalised(name))
        if found is not None or "\n" not in name:
            return found
        lines = [self.find(line) for line in name.split("\n")]
        alike = None not in lines and len({line.item for line in lines if line}) == 1
        return lines[0] if alike else None

    def named(self, item: str) -> list[str]:
        """The names that a field may have, that of the house first."""
        named = [field for field in self.by_name.values() if field.item == item]
        return [field.vendor_field for field in sorted(named, key=lambda field: field.vendor != "house")]

    def nearest(self, names: Iterable[str]) -> dict[str, str]:
        """For each name that is not known the known one that is most like it, where there is one."""
        known = {key: field.vendor_field for key, field in self.by_name.items()}
        found = {}
        for name in names:
            close = difflib.get_close_matches(normalised(name), known, 1, cutoff=0.6)
            if close and name not in found:
                found[name] = known[close[0]]
        return found


def load_fields(vendors: tuple[str, ...], own: Path | None, *, describing: bool = False) -> Fields:
    """The fields of some vendors; rows of a person's own file go before the bundled ones, and these, in files, before the labels of items.

    Args:
        vendors: keys of the column `vendor`; a vendor's row goes before one of `any`.
        own: a file with the columns of `fields.csv`, None where there is none. Its rows hold for every vendor.
        describing: whether columns that describe companies are fields too.

    Raises:
        DataError: the person's file can't be taken.
    """
    anywhere = EVERYWHERE[-1] in vendors
    rows = [*_tags("us-gaap:"), *_labels()] if anywhere else []
    rows += [row for vendor in reversed(vendors) for row in bundled_fields() if row.vendor == vendor]
    rows += _described() if describing else []
    owned = {normalised(row.vendor_field): row for row in read_mapping(own)} if own else {}
    exact = {
        row.vendor_field: row
        for row in (*(_tags("") if anywhere else ()), *rows)
        if normalised(row.vendor_field) not in owned
    }
    return Fields({normalised(row.vendor_field): row for row in rows} | owned, exact)


def _labels() -> list[Field]:
    """The labels of the items in each language as names that a table may have; it states the unit."""
    return [
        Field(EVERYWHERE[-1], words(language)[item], item, "", "") for language in LANGUAGES for item in ITEMS
    ]


def _tags(taxonomy: str) -> list[Field]:
    """The tags of facts of the SEC, alone or behind the name of their taxonomy; but the first one of an item each stands in for it."""
    first: dict[str, str] = {}
    for row in tables.rows("sec_tags"):
        first.setdefault(row["item"], row["tag"])
    return [
        Field(
            "sec",
            f"{taxonomy}{row['tag']}",
            row["item"],
            "",
            "" if row["tag"] == first[row["item"]] else row["tag"],
        )
        for row in tables.rows("sec_tags")
    ]


def _described() -> list[Field]:
    """The names of columns that describe companies, as people write them and as reports do."""
    spoken = [
        Field(ON_SHEETS, text, item, "", "")
        for item in DESCRIBING
        for text in (item, *(words(language)[item] for language in LANGUAGES))
    ]
    return [row for row in bundled_fields() if row.vendor == ON_SHEETS and row.item in DESCRIBING] + spoken


def of_files() -> tuple[str, ...]:
    """The vendors of files and databases: whoever made a file, its names are told apart by spelling alone."""
    return (*VENDORS, *EVERYWHERE, ON_FILES)


def read_mapping(path: Path) -> list[Field]:
    """A person's own mapping file.

    Raises:
        DataError: it can't be read, or rows of it can't be taken; all of them are told at once.
    """
    failures = Failures(path)
    found: dict[str, Field] = {}
    for line, row in read_table(path, FIELD_COLUMNS, failures):
        field = Field(*row[:-1])
        key = normalised(field.vendor_field)
        for error in _mistakes(field, Place(path, line=line)):
            failures.add(error)
        if key in found:
            failures.add(DataError(f"{quote(field.vendor_field)} is mapped twice.", Place(path, line=line)))
        found[key] = field
    failures.throw()
    return list(found.values())


def _mistakes(field: Field, place: Place) -> Iterable[DataError]:
    known = (*ITEMS, *OF_A_ROW, *DESCRIBING, *ROLES, IGNORED)
    if not normalised(field.vendor_field):
        yield DataError("The row names no field.", place, expected="the vendor's name in 'vendor_field'.")
    if field.item not in known:
        yield DataError(f"{quote(field.item)} is no item.", place, expected=f"one of {', '.join(known)}.")
    if field.unit and factor_of(field.unit) is None:
        expected = f"one of {', '.join(unit_names())}, or nothing where the table states it."
        yield DataError(f"{quote(field.unit)} is no unit of money.", place, expected=expected)
    if field.mark and field.mark not in MARKS:
        yield DataError(
            f"{quote(field.mark)} is no mark.", place, expected=f"one of {', '.join(MARKS)}, or nothing."
        )
