"""Layouts as a basket fills them: its own options put in, and without the blocks that it has nothing for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic import BaseModel, ValidationError

from xl_aigc.data.own_texts import with_layers
from xl_aigc.errors import LayoutError, Place
from xl_aigc.files.schema import Strict
from xl_aigc.report.block_spec import BlockSpec, Key, walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from xl_aigc.report.layout import Layout
    from xl_aigc.report.report import Report

Options = dict[str, Any]
TABLES: Final = frozenset({"data", "companies"})
"""Sheets that formulas of the others rest on, whatever stands on them."""


def fitted(layouts: tuple[Layout, ...], report: Report) -> tuple[Layout, ...]:
    """Return the layouts without what the basket of a report has nothing of.

    A block goes that speaks of something absent, that is drawn from a block that goes, of whose lists nothing is left, or
    that no company qualifies for; then a sheet goes that is left without a block, or with fewer exhibits than it wants.

    Args:
        layouts: the layouts.
        report: the report, which knows what is absent and what the basket adds to blocks.

    Raises:
        LayoutError: the basket gives a block an option that it does not take.
    """
    found = []
    for layout in layouts:
        if report.absent.intersection(layout.needs):
            continue
        blocks = _Sheet(layout.sheet, report).blocks(layout.blocks)
        exhibits = sum(spec.exhibits for spec in walk(blocks))
        enough = exhibits >= min(layout.least, sum(spec.exhibits for spec in layout.walk()))
        if (blocks and enough) or not layout.blocks or layout.sheet in TABLES:
            found.append(layout.model_copy(update={"blocks": blocks}))
    return tuple(found)


class _Sheet:
    """The blocks of one sheet, from top to bottom."""

    def __init__(self, key: str, report: Report) -> None:
        self.key, self.report = key, report
        self.absent = report.absent
        self.texts = report.labels.texts
        own = with_layers(report.facts.texts, report.facts.sorts.layers)
        self.own: Mapping[str, Mapping[str, Any]] = own.layouts.get(key, {})
        self.gone: set[str] = set()

    def blocks(self, specs: tuple[BlockSpec, ...]) -> tuple[BlockSpec, ...]:
        """Return what is left of some blocks."""
        return tuple(self._fit(specs))

    def _fit(self, specs: tuple[BlockSpec, ...]) -> Iterator[BlockSpec]:
        for spec in specs:
            left = self._block(self._with_own(spec))
            if left is not None:
                yield left
            elif spec.id:
                self.gone.add(spec.id)

    def _with_own(self, spec: BlockSpec) -> BlockSpec:
        """Return a block with the options that the basket gives it and the layout does not."""
        own = self.own.get(spec.id or "", {})
        given = {key: getattr(spec, key) for key in spec.model_fields_set}
        try:
            return type(spec).model_validate({**own, **given}) if own else spec
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            key = ".".join(map(str, (self.key, spec.id, *first["loc"])))
            raise LayoutError(
                f"The basket's texts.yaml gives the block an option that it does not take: {first['msg']}.",
                Place(key=key),
                remedy="Correct it under layouts in texts.yaml.",
            ) from error

    def _block(self, spec: BlockSpec) -> BlockSpec | None:
        changed = None if self._gives_way(spec) else self._options(spec)
        if changed is None:
            return None
        left = spec.model_copy(update=changed) if changed else spec
        flagged = any(getattr(left, flag) for flag in left.flags)
        listed = flagged or not left.rests_on or any(getattr(left, key) for key in left.rests_on)
        if not listed or left.says_nothing(spec):
            return None
        alone = next(
            (value[0] for value in changed.values() if _holds_blocks(value) and len(value) == 1), None
        )
        if isinstance(alone, BlockSpec):
            return alone  # what is left of several takes the whole width
        return left.fitted(self.key, self.texts.__contains__, self.absent)

    def _gives_way(self, spec: BlockSpec) -> bool:
        """Return whether a block speaks of what is absent, or stands for what is there."""
        absent = self.absent
        stands_in = spec.instead_of and absent.isdisjoint(spec.instead_of)
        gone = bool(spec.source) and getattr(spec, spec.source) in self.gone
        return bool(
            absent.intersection((*spec.speaks_of, *spec.needs)) or stands_in or gone or self._idle(spec)
        )

    def _idle(self, spec: BlockSpec) -> bool:
        """Return whether no company qualifies for a block; a workbook that has its place keeps it, and one without has none."""
        rooms = self.report.given_rooms
        if not rooms or not spec.id:
            return spec.idle(self.report)
        return spec.may_idle and not any(room.startswith(f"{self.key}.{spec.id}.") for room in rooms)

    def _options(self, spec: BlockSpec) -> Options | None:
        """Return the options that change; None where the block can't be without what is absent."""
        changed: Options = {
            flag: False
            for flag, subject in spec.flags.items()
            if subject in self.absent and getattr(spec, flag)
        }
        for name, field in type(spec).model_fields.items():
            value = getattr(spec, name)
            if _holds_blocks(value):
                left: Any = self.blocks(value)
                if not left:
                    return None
            elif name in _key_fields(type(spec)) and value:
                left = _without(value, self.absent)
                if left is None and field.is_required():
                    return None
            elif any(_absent_in(part, self.absent) for part in (value if isinstance(value, tuple) else ())):
                return None
            else:
                continue
            if left != value:
                changed[name] = left
        return changed


def _holds_blocks(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(one, BlockSpec) for one in value)


def _without(value: Any, absent: Collection[str]) -> Any:
    """Return keys without the absent ones; None for a single one that is absent."""
    if isinstance(value, tuple):
        return tuple(key for key in value if key not in absent)
    if isinstance(value, dict):
        return {name: key for name, key in value.items() if key not in absent}
    return None if value in absent else value


def _absent_in(part: object, absent: Collection[str]) -> bool:
    """Return whether a part of a block, such as a condition, names a key that is absent."""
    fields = _key_fields(type(part)) if isinstance(part, Strict) else ()
    return any(getattr(part, name) in absent for name in fields)


@cache
def _key_fields(model: type[BaseModel]) -> frozenset[str]:
    """Return the options of a model that name measures, limits or columns."""
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if any(map(_is_key, (*field.metadata, *_parts(field.annotation))))
    )


def _parts(annotation: object) -> Iterator[object]:
    """Yield the parts of an annotation, and what annotates them."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _parts(part)


def _is_key(mark: object) -> bool:
    return isinstance(mark, Key) and mark.kind != "subject"
