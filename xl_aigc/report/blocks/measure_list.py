"""The blocks of the sheet Functions that list measures: label, expression, description and source of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field as Option

from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.draw import columns_of, draw_kind

if TYPE_CHECKING:
    from xl_aigc.measures.measure import Measure
    from xl_aigc.report.live import Live
    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report

SPANS: Final = {"key": 3, "label": 3, "expression": 5, "description": 4, "source": 3}
"""Columns of the sheet that each column of the table takes."""


@register("measure_list")
class MeasureListSpec(BlockSpec):
    """Every measure of a section of measures.yaml: key, label, expression, description and source."""

    section: Literal["measures", "cells", "basket"] = Option(
        description="measures of a company, cells that they compare with, or numbers over companies"
    )


@draw_kind.register(MeasureListSpec)
def _measure_list(spec: MeasureListSpec, page: Page) -> None:
    report = page.report
    fields = columns_of(lambda key: report.text(f"functions.column.{key}"), SPANS, wrap=SPANS)
    page.headings(fields)
    texts = report.labels.texts
    for key, one in getattr(report.table, spec.section).items():
        if key in report.absent:
            continue
        description = texts.get(f"definitions.{key}.description") or one.description_in(report.language)
        source = texts.get(f"definitions.sources.{_source_key(report, one)}") or one.source_in(
            report.language
        )
        page.line(fields, [key, _label(spec.section, key, report), one.written, description, source])


def _source_key(report: Report, one: Measure) -> str | None:
    """Return the key of the source that a definition names; None where it gives a text of its own."""
    return next((key for key, texts in report.table.sources.items() if texts == one.source), None)


def _label(section: str, key: str, report: Report) -> Live | str:
    """Return the label of a measure; that of a number over companies can name a limit."""
    if section == "basket":
        return report.basket_title(key)
    name = f"limits.{key}" if section == "cells" else f"measures.{key}"
    return report.labels.texts.get(name, key)
