"""Keys and names of a basket's own words that nothing in the report has: a text under such a key stands nowhere."""

from __future__ import annotations

from functools import cached_property
from string import Formatter
from typing import TYPE_CHECKING, Final

from xl_aigc.data.layers import keys_of
from xl_aigc.data.texts_file import TEXTS_FILE
from xl_aigc.errors import LayoutError, Place
from xl_aigc.files.schema import nearest
from xl_aigc.labels import LANGUAGES, load_labels
from xl_aigc.report.blocks.companies import ORDERS, SHARERS
from xl_aigc.report.finding_numbers import EX_GIANTS, WITH_RD
from xl_aigc.report.findings import ENDINGS, PHRASES
from xl_aigc.report.layout import load_layouts
from xl_aigc.report.subjects import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from xl_aigc.data.model import Facts
    from xl_aigc.measures.measure_table import Table
    from xl_aigc.report.layout import Layout

BLOCKS, SHEETS, SEGMENTS, LAYOUTS = "blocks", "sheets", "segments", "layouts"
OF_MEASURES: Final = ("measures", "basket", "limits", "short", "definitions")
"""Labels that a measure of one's own can have too."""
OF_BLOCKS: Final = frozenset(
    {"columns", "remarks", "rows", "text", "note_lacks", *ENDINGS, *(f"note_{subject}" for subject in SUBJECTS)}
)  # fmt: skip
OF_SHEETS: Final = frozenset({"standfirst", *ENDINGS})
"""Texts that any block, and any sheet, can have beside those that the program has of some."""
SAID: Final = ("rows", "grew", "fell", "unchanged", "giants_counted", *ORDERS)
"""Names that blocks tell of themselves, and no text of the program has."""
FORMS: Final = (
    "size",
    "signed",
    "whole",
    "by_layer",
    "known",
    "ranked",
    "rank",
    "shown",
    "up",
    "over_one",
    *SHARERS,
)
LEADS: Final = (*ORDERS, "limit", "giants")
"""Endings of a name that say how its number is told, and beginnings that say whose it is."""
LEAVE: Final = "Correct it, or leave it if a layout of your own has it."


def without_effect(
    facts: Facts, table: Table, folder: Path | None = None, languages: Sequence[str] = LANGUAGES
) -> list[LayoutError]:
    """Return a warning of each text, option and name in braces of a basket's own words that the report has no place for.

    Args:
        facts: the basket.
        table: its measures.
        folder: layouts of one's own, whose sheets and blocks are known beside those of the program.
        languages: those whose texts are looked at.
    """
    if facts.texts is None:
        return []
    known = _Known(facts, table, (*load_layouts(), *(load_layouts(folder) if folder else ())))
    found: dict[str, LayoutError] = {}
    for language in languages:
        for key, text in facts.texts.by_language.get(language, {}).items():
            if wrong := known.wrong(language, key.split(".")):
                found.setdefault(str(wrong.place.key), wrong)
            else:
                found |= {f"{language}.{key} {one}": one for one in known.unnamed(f"{language}.{key}", text)}
    for sheet, blocks in facts.texts.layouts.items():
        for block in blocks:
            if wrong := known.block(LAYOUTS, sheet, block):
                found.setdefault(str(wrong.place.key), wrong)
    return list(found.values())


class _Known:
    """The places of a report: labels, sheets with their blocks, and names in braces."""

    def __init__(self, facts: Facts, table: Table, layouts: Sequence[Layout]) -> None:
        """Gather the keys of the labels and of the blocks of all layouts."""
        self.facts, self.table = facts, table
        self.labels = [key.split(".") for key in load_labels("en").texts]
        self.sheets: dict[str, set[str]] = {}
        for head, sheet, *rest in (key for key in self.labels if key[0] in {BLOCKS, SHEETS}):
            self.sheets.setdefault(sheet, set()).update(rest[:1] if head == BLOCKS else ())
        for layout in layouts:
            self.sheets.setdefault(layout.sheet, set()).update(one.id for one in layout.walk() if one.id)

    def wrong(self, language: str, key: Sequence[str]) -> LayoutError | None:
        """Return what is wrong with the key of a text; None where it is that of a label, or can be."""
        head, *rest = key
        if head == BLOCKS and len(rest) > 1:
            block = self.block(f"{language}.{head}", *rest[:2])
            parts = {one[3] for one in self.labels if one[0] == BLOCKS} | OF_BLOCKS
            return block or _unknown(language, key[:4], parts)
        if head == SHEETS and rest:
            sheet = self.sheet(f"{language}.{head}", rest[0])
            parts = {one[2] for one in self.labels if one[0] == SHEETS} | OF_SHEETS
            return sheet or _unknown(language, key[:3], parts)
        if head == SEGMENTS:
            segments = {one.segment for one in self.facts.companies} | {s.key for s in self.facts.segments}
            return _unknown(language, [head, ".".join(rest)], segments)
        for place in range(len(key)):
            there = {one[place] for one in self.labels if one[:place] == key[:place] and len(one) > place}
            there |= {"definitions"} if place == 0 else set()
            if place and head in OF_MEASURES:
                return _unknown(language, key[:2], there | self.measures)
            if wrong := _unknown(language, key[: place + 1], there):
                return wrong
        return None

    def sheet(self, lead: str, sheet: str) -> LayoutError | None:
        """Return what is wrong with the key of a sheet."""
        if sheet in self.sheets:
            return None
        place = Place(TEXTS_FILE, key=f"{lead}.{sheet}")
        remedy = " ".join(filter(None, (nearest(sheet, self.sheets), LEAVE)))
        return LayoutError(f"No layout has a sheet {sheet!r}.", place, remedy=remedy)

    def block(self, lead: str, sheet: str, block: str) -> LayoutError | None:
        """Return what is wrong with the key of a block, or with that of its sheet."""
        if (wrong := self.sheet(lead, sheet)) or block in self.sheets[sheet]:
            return wrong
        place, remedy = Place(TEXTS_FILE, key=f"{lead}.{sheet}.{block}"), nearest(block, self.sheets[sheet])
        if block in OF_SHEETS | {"title", "question"}:
            remedy = f"A text of the sheet itself stands under {SHEETS}.{sheet}.{block}."
        return LayoutError(f"The sheet {sheet!r} has no block {block!r}.", place, remedy=remedy or LEAVE)

    @cached_property
    def measures(self) -> frozenset[str]:
        """Keys that labels of measures have."""
        return frozenset({*self.table.measures, *self.table.basket, *self.table.cells, "sources"}) | {
            one[1] for one in self.labels if one[0] in {*OF_MEASURES, "columns", "assumptions"}
        }

    @cached_property
    def names(self) -> frozenset[str]:
        """Names in braces that the texts of the program have, and the measures."""
        texts = (text for language in LANGUAGES for text in load_labels(language).texts.values())
        claims = (f"stated_{claim.id}" for claim in self.facts.claims)
        return (
            frozenset((*(name for text in texts for name in _named(text)), *SAID, *PHRASES, *claims))
            | self.measures
        )

    @cached_property
    def _ends(self) -> tuple[str, ...]:
        labels = [one[1] for one in self.labels if one[0] in {"ways", "plurals"}]
        parts = (EX_GIANTS, WITH_RD, *keys_of(self.facts.sorts.layers))
        return tuple(f"_{end}" for end in (*FORMS, *labels, *parts))

    def unnamed(self, key: str, text: str) -> Iterator[LayoutError]:
        """Yield what is wrong with the names in braces of a text."""
        for name in _named(text):
            if not self._means(name):
                offered = self.names | {f"{ORDERS[0]}_{one}" for one in self.table.measures}
                remedy = nearest(name, offered) or "Name a measure, or what the block tells of itself."
                place = Place(TEXTS_FILE, key=key)
                yield LayoutError(
                    f"Nothing is named {{{name}}}, so the text stands nowhere.", place, remedy=remedy
                )

    def _means(self, name: str) -> bool:
        """Return whether a name is one of the report, without the words for how it is told and of whom."""
        if name in self.names:
            return True
        if any(self._means(name.removesuffix(end)) for end in self._ends if name.endswith(end)):
            return True
        lead, _, rest = name.partition("_")
        return lead in LEADS and bool(rest) and self._means(rest)


def _named(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def _unknown(language: str, key: Sequence[str], accepted: Collection[str]) -> LayoutError | None:
    if key[-1] in accepted:
        return None
    remedy = nearest(key[-1], accepted) or "Correct or delete it."
    return LayoutError(
        f"The report reads no key {key[-1]!r} here.",
        Place(TEXTS_FILE, key=".".join((language, *key))),
        remedy=remedy,
    )
