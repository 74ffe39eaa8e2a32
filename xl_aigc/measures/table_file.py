"""Reads a file of measures, on top of another table, and collects every mistake in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from xl_aigc.data.layers import USUAL_SORTS
from xl_aigc.expressions.lower import cells_of_their_own
from xl_aigc.expressions.mistakes import Mistake, Span
from xl_aigc.expressions.money import dimension
from xl_aigc.expressions.node import DUE
from xl_aigc.expressions.parse import Parsed, parse
from xl_aigc.expressions.reading import Vocabulary
from xl_aigc.expressions.text import text as written
from xl_aigc.files.yaml_file import Document, read_yaml
from xl_aigc.measures.for_layers import for_layers
from xl_aigc.measures.measure import Measure, usual_form
from xl_aigc.measures.measure_checks import kind_errors, length_errors, money_errors, name_error
from xl_aigc.measures.measure_errors import MeasureError, together
from xl_aigc.measures.measure_labels import label_errors
from xl_aigc.measures.measure_table import Table
from xl_aigc.measures.table_functions import FaultyError, FileFunctions
from xl_aigc.measures.table_schema import (
    CellSpec,
    MeasuresFile,
    MeasureSpec,
    by_language,
    read_entries,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from xl_aigc.data.layers import Sorts
    from xl_aigc.expressions import tree as t
    from xl_aigc.expressions.support import Place as Where


def load_table(
    path: Path, limits: Collection[str], base: Table | None = None, sorts: Sorts = USUAL_SORTS
) -> Table:
    """Return the table of a file, on top of another one.

    Args:
        path: the file.
        limits: the names of the limits.
        base: the measures that the file adds to; None for the measures of the program, which must have descriptions.
        sorts: the layers and archetypes that the measures of the program are for.

    Raises:
        DataError: the file can't be read, or has mistakes: a `MeasureError`, or a `MeasuresError` with all of them.
    """
    table, errors = read_table(read_yaml(path), limits, base, sorts)
    if errors:
        raise together(errors)
    return table


def read_table(
    document: Document, limits: Collection[str], base: Table | None = None, sorts: Sorts = USUAL_SORTS
) -> tuple[Table, list[MeasureError]]:
    """Return the table of a text, without what is faulty, and every mistake; arguments as of `load_table`."""
    document = document if base else for_layers(document, sorts.layers)
    file, errors = read_entries(document)
    loader = _Loader(document, file, base or Table(limits, sorts=sorts), own=base is not None)
    loader.load()
    found = sorted([*errors, *loader.errors], key=lambda one: one.place.line or 0)
    order = [
        *(base.measures if base else ()),
        *(key for key in file.measures if key in loader.table.measures),
    ]
    return replace(loader.table, measures={key: loader.table.measures[key] for key in order}), found


@dataclass
class _Loader:
    """One file on its way into a table."""

    document: Document
    file: MeasuresFile
    base: Table
    own: bool
    errors: list[MeasureError] = field(default_factory=list)
    opened: list[tuple[str, str]] = field(default_factory=list)
    faulty: set[tuple[str, str]] = field(default_factory=set)

    @cached_property
    def table(self) -> Table:
        """Return the table so far."""
        base = self.base
        return Table(
            base.limits,
            dict(base.functions),
            dict(base.cells),
            dict(base.measures),
            dict(base.basket),
            list(base.warnings),
            base.inputs,
            self.sources,
            base.sorts,
        )

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, str]]:
        """Return the sources that entries can name: those of the base, then those of the file."""
        return {**self.base.sources, **{key: one.model_dump() for key, one in self.file.sources.items()}}

    @cached_property
    def functions(self) -> FileFunctions:
        """Return the functions that an expression of the file can call."""
        free = {key: one for key, one in self.file.functions.items() if self._named("functions", key)}
        dropped = self._dropped("functions")
        return FileFunctions(
            self.document, free, self.table.functions, dropped, self._note, lambda: self.vocabulary
        )

    def _dropped(self, section: str) -> set[str]:
        """Return the names of entries that can't be read, whose mistake stands beside those of the others."""
        value = self.document.value.get(section) if isinstance(self.document.value, dict) else None
        return (
            {str(key) for key in value} - set(getattr(self.file, section))
            if isinstance(value, dict)
            else set()
        )

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the names that an expression of the file can use: those read already, and those still to be read."""
        names = {*self.table.vocabulary.names, *self.file.measures, *self.file.cells, *self.unread}
        return Vocabulary(
            self._leaf,
            names,
            self.functions,
            self.table.inputs,
            self.table.words,
            self.table.field_words,
            self.table.dimension,
            {*self.base.basket, *self.file.basket},
        )

    @cached_property
    def unread(self) -> set[str]:
        """Return the measures and cells that can't be read and have no namesake below."""
        return (self._dropped("measures") | self._dropped("cells")) - set(self.table.vocabulary.names)

    def load(self) -> None:
        """Read every entry."""
        for key in self.functions.specs:
            self.functions.check(key)
        for section in ("measures", "cells", "basket"):
            for key in getattr(self.file, section):
                try:
                    self._entry(section, key)
                except FaultyError:
                    continue
        if self.own:
            self.errors += label_errors(self.document, self.file, self.table)

    def _note(self, error: MeasureError) -> None:
        self.errors.append(error)

    def _named(self, section: str, key: str) -> bool:
        """Return whether a name can be taken; a mistake is noted if not."""
        error = name_error(
            self.document.place(section, key), section, key, self.base, self.file, own=self.own
        )
        if error:
            self._note(error)
        return error is None

    def _leaf(self, name: str) -> t.Node:
        """Return the leaf of a name, which is read first if it stands in this file."""
        if name in self.unread:
            raise FaultyError
        for section in ("measures", "cells"):
            if name in getattr(self.file, section) and name not in getattr(self.base, section):
                self._entry(section, name)
        return self.table.named(name)

    # entries ---------------------------------------------------------------------------------------------------------

    def _entry(self, section: str, key: str) -> None:
        """Read an entry, once.

        Raises:
            FaultyError: it has a mistake, which has been noted.
        """
        held: dict[str, Measure] = getattr(self.table, section)
        mark = (section, key)
        if mark in self.faulty:
            raise FaultyError
        if mark in self.opened:
            circle = " → ".join(one for _, one in [*self.opened[self.opened.index(mark) :], mark])
            raise Mistake(
                "circle",
                f"The measure rests on itself: {circle}.",
                "an expression that does not come back to it.",
            )
        if key in held and key not in getattr(self.base, section):
            return
        spec: CellSpec = getattr(self.file, section)[key]
        self.opened.append(mark)
        before = len(self.errors)
        try:
            measure = self._measure(section, key, spec) if self._named(section, key) else None
        finally:
            self.opened.pop()
        if measure is None or len(self.errors) > before:
            self.faulty.add(mark)
        if measure is None:
            raise FaultyError
        held[key] = measure

    def _measure(self, section: str, key: str, spec: CellSpec) -> Measure | None:
        """Return the measure of an entry; None where its expression is faulty."""
        where: Where = "row" if section == "measures" else "basket"
        parsed = self._parsed(spec.is_, where, section, key, "is")
        rules = {
            name: self._rule(spec, name, key)
            for name in ("ruled_out", "settled")
            if getattr(spec, name, None)
        }
        if parsed is None:
            return None
        tree = cells_of_their_own(parsed.tree, sides=where == "row")
        what = dimension(tree, self.table.dimension)
        self.errors += kind_errors(self.document, section, key, spec, tree, own=self.own)
        self.errors += money_errors(self.document, section, key, spec, what)
        measure = Measure(
            key,
            spec.shows or usual_form(tree, what, basket=where == "basket"),
            spec.family if isinstance(spec, MeasureSpec) else "own",
            tree,
            parsed.call,
            self.functions.templates.get(parsed.call.function.key) if parsed.call else None,
            by_language(getattr(spec, "label", None) or {}),
            by_language(spec.description),
            self._source(spec),
            **rules,
            written=written(parsed.tree) if parsed.call is None else spec.is_,
            dimension=what,
        )
        self.errors += length_errors(self.document, section, key, measure)
        return measure

    def _source(self, spec: CellSpec) -> Mapping[str, str]:
        """Return the source of a definition by language; a key of `sources` stands for its texts."""
        named = self.sources.get(spec.source) if isinstance(spec.source, str) else None
        return named or by_language(spec.source)

    def _parsed(self, text: str, where: Where, section: str, key: str, name: str) -> Parsed | None:
        """Parse an expression; note a mistake."""
        place = self.document.place(section, key, name)
        try:
            parsed = parse(text.strip(), self.vocabulary, where)
        except Mistake as mistake:
            self._note(MeasureError.of(mistake, place, text.strip()))
            return None
        except FaultyError:
            return None
        for test, span in parsed.equalities:
            if not (self.table.exact(test.left) and self.table.exact(test.right)):
                problem = f"{written(test)!r} compares computed numbers, which programs round differently."
                expected = "a comparison such as abs(a - b) < 0.000001."
                self.table.warnings.append(
                    MeasureError(
                        "float-equality", problem, place, expected=expected, text=text.strip(), span=span
                    )
                )
        return parsed

    def _rule(self, spec: CellSpec, name: str, key: str) -> t.Node | None:
        """Parse a rule for companies with missing figures."""
        text = str(getattr(spec, name))
        parsed = self._parsed(text, "mask", "basket", key, name)
        if parsed is not None and parsed.tree.kind != "test":
            mistake = Mistake(
                "wrong-kind",
                f"{text!r} is {DUE[parsed.tree.kind]}.",
                f"{DUE['test']}.",
                Span(0, len(text)),
            )
            self._note(MeasureError.of(mistake, self.document.place("basket", key, name), text))
            return None
        return parsed.tree if parsed else None
