"""Charts: found by sheet and place, mended, labelled, described, and given caches of the values they show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.chart_caches import c, fill_caches
from xl_aigc.ooxml.chart_labels import label_points
from xl_aigc.ooxml.chart_values import ChartValues
from xl_aigc.ooxml.escape import legal
from xl_aigc.ooxml.namespaces import CHART, drawn
from xl_aigc.ooxml.parser import parse, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from xl_aigc.ooxml.parts import Parts
    from xl_aigc.ooxml.plan import ChartKey, FinishPlan, PointLabels

_CHART_PART: Final = re.compile(r"xl/charts/chart\d+\.xml")
_DRAWING_PART: Final = "xl/drawings/drawing"
_AXES: Final = ("valAx", "catAx", "dateAx", "serAx")


def finish_charts(parts: Parts, plan: FinishPlan) -> None:
    """Give every chart the values of its cells, the labels of its points, and its alternative text.

    Raises:
        WorkbookError: the plan names a chart or a series that is not there, or a chart shows no range.
    """
    places = dict(_charts(parts)) if any(_CHART_PART.fullmatch(name) for name in parts.content) else {}
    for key in plan.charts:
        if key not in places:
            raise WorkbookError(f"There is no chart {key[1]} (from 0) here.", Place(sheet=key[0]))
    if not places:
        return
    values = ChartValues(parts, plan)
    for key, name in places.items():
        root = parse(parts.content[name], name)
        _mend(root)
        try:
            _label(root, key, plan.charts.get(key, ()))
            fill_caches(root, values)
        except WorkbookError as error:
            raise error.at(Place(sheet=key[0], key=f"chart {key[1]}")) from error
        parts.content[name] = written(root)
    _describe(parts, plan)


def _describe(parts: Parts, plan: FinishPlan) -> None:
    """Give charts their alternative texts, which openpyxl can't write."""
    for sheet, drawing in _drawings(parts):
        root = parts.tree(drawing)
        for place, frame in enumerate(root.iter(drawn("graphicFrame"))):
            text = plan.descriptions.get((sheet, place))
            properties = frame.find(f".//{drawn('cNvPr')}")
            if text is not None and properties is not None:
                properties.set("descr", legal(text))
        parts.content[drawing] = written(root)


def _drawings(parts: Parts) -> Iterator[tuple[str, str]]:
    """Yield the drawings of the sheets, by sheet."""
    for sheet, part in parts.sheets().items():
        yield from ((sheet, one) for one in parts.related(part).values() if one.startswith(_DRAWING_PART))


def _charts(parts: Parts) -> Iterator[tuple[ChartKey, str]]:
    """Yield the names of the charts' parts by sheet and by place in the sheet's drawing."""
    for sheet, drawing in _drawings(parts):
        related = parts.related(drawing)
        for place, frame in enumerate(parts.tree(drawing).iter(c("chart"))):
            identity = next(value for key, value in frame.attrib.items() if str(key).endswith("}id"))
            yield (sheet, place), related[str(identity)]


def _label(root: _Element, key: ChartKey, labels: Sequence[PointLabels | None]) -> None:
    series = list(root.iter(c("ser")))
    if len(labels) > len(series):
        raise WorkbookError(
            f"Labels for {len(labels)} series.", expected=f"at most {len(series)}, one for each."
        )
    for number, (one, label) in enumerate(zip(series, labels, strict=False)):
        if label is not None:
            label_points(one, label, f"{key[0]}/{key[1]}/{number}")


def _mend(root: _Element) -> None:
    for scatter in root.iter(c("scatterChart")):
        # openpyxl 3.1.5 leaves out what the schema requires; openxml-audit: "Required element 'scatterStyle' is missing".
        if scatter.find(c("scatterStyle")) is None:
            scatter.insert(0, etree.Element(c("scatterStyle"), val="lineMarker"))
    for body in root.iterfind(f".//{c('dLbls')}/{c('txPr')}/{{*}}bodyPr"):
        # openpyxl 3.1.5 takes the word "none" for no word; LibreOffice then breaks labels that are longer than a fifth of the chart.
        body.set("wrap", "none")
    for numbers in root.iter(c("numFmt")):
        # openpyxl 3.1.5 leaves it out in labels; LibreOffice then takes the format of the cells.
        numbers.set("sourceLinked", numbers.get("sourceLinked", "0"))
    for axis in root.iter(*(f"{{{CHART}}}{tag}" for tag in _AXES)):
        # openpyxl 3.1.5 leaves out `delete`; Excel then draws the chart without its axes.
        scaling = axis.find(c("scaling"))
        if axis.find(c("delete")) is None and scaling is not None:
            scaling.addnext(etree.Element(c("delete"), val="0"))
