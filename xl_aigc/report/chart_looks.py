"""Styles of charts in openpyxl: text, lines, axes, markers and labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

if TYPE_CHECKING:
    from xl_aigc.report.charts import Axis, SeriesPlan
    from xl_aigc.report.theme import Theme

EMU_PER_POINT: Final = 12700
THIN, AXIS = 0.5, 0.75
DOT = 7
SIZES = {"labelled": 8, "squares": 10}
"""Sizes of markers in points; one on another covers it."""
DASH: Final = 24
INSIDE: Final = "FFFFFF"
"""Colour of a number in a bar, where those of the others stand at the ends of theirs."""
_UNSHOWN: Final = ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize")
UPRIGHT: Final = -5400000
"""Turned by 90 degrees, in the 60,000ths of a degree that the format counts in."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Makes the parts of one chart's looks.

    Attributes:
        theme: sizes and colours.
        font: font of every text.
        language: language of the report.
    """

    theme: Theme
    font: str
    language: str

    def letters(self, size: float, colour: str, *, bold: bool = False) -> CharacterProperties:
        """Font, size in points and colour of a text."""
        face = Font(typeface=self.font)
        return CharacterProperties(sz=round(size * 100), b=bold, solidFill=colour, latin=face, ea=face)

    def text(self, size: float, colour: str, *, bold: bool = False, turned: int | None = None) -> RichText:
        """Return the looks of texts that the program writes itself."""
        properties = ParagraphProperties(defRPr=self.letters(size, colour, bold=bold))
        body = RichTextProperties(rot=turned, vert="horz") if turned is not None else RichTextProperties()
        return RichText(bodyPr=body, p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties())])

    def words(self, text: str, size: float, colour: str, *, bold: bool = False) -> RichText:
        """Return a text in its looks."""
        letters = self.letters(size, colour, bold=bold)
        return RichText(
            p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(rPr=letters, t=text)])]
        )

    @property
    def note(self) -> RichText:
        """Return the looks of numbers along axes, of legends and of labels."""
        return self.text(self.theme.size("label", self.language), self.theme.colours.formula)

    @property
    def small(self) -> RichText:
        """Return the looks of many categories below one another."""
        return self.text(self.theme.size("note", self.language), self.theme.colours.formula)

    @property
    def upright(self) -> RichText:
        """Return the looks of many categories side by side."""
        return self.text(self.theme.size("note", self.language), self.theme.colours.formula, turned=UPRIGHT)

    def rule(self) -> GraphicalProperties:
        """Return the line of an axis, stronger than those of the grid."""
        return GraphicalProperties(ln=line(self.theme.colours.note, AXIS))

    def grid(self) -> GraphicalProperties:
        """Return a line lighter still."""
        return GraphicalProperties(ln=line(self.theme.colours.pale))

    def dress_axis(self, axis: Any, plan: Axis) -> None:
        """Title, numbers and line of an axis."""
        axis.delete = not plan.drawn
        if plan.title:
            axis.title = plan.title
            axis.title.tx.rich = self.words(
                plan.title, self.theme.size("label", self.language), self.theme.colours.note
            )
            axis.title.overlay = False
        axis.tickLblPos = "low"
        axis.majorTickMark = axis.minorTickMark = "none"
        axis.txPr = self.note
        axis.spPr = self.rule()
        # openpyxl 3.1.5 drops the position "none" of labels, so that those not wanted are formatted away.
        axis.number_format = plan.number_format if plan.numbered else ";;;"
        axis.numFmt.sourceLinked = False
        if plan.log:
            axis.scaling.logBase = 10
        if plan.bounds is not None:
            axis.scaling.min, axis.scaling.max = plan.bounds

    def labels(self, plan: SeriesPlan) -> DataLabelList:
        """Labels of points; they show the values if the plan has a number format for them."""
        values: dict[str, Any] = {"numFmt": plan.value_format, "showVal": plan.value_format is not None}
        values |= dict.fromkeys(_UNSHOWN, False)
        size, colours = self.theme.size("label", self.language), self.theme.colours
        own = [] if plan.labels else sorted(plan.label_places.items())
        return DataLabelList(
            dLbl=[
                DataLabel(idx=at, dLblPos=place, txPr=self.text(size, INSIDE, bold=True), **values)
                for at, place in own
            ],
            dLblPos=plan.label_place,
            txPr=self.text(size, plan.label_colour or colours.formula),
            **values,
        )


def line(colour: str, points: float = THIN, *, dashed: bool = False) -> LineProperties:
    """Return a line of a colour and a width in points."""
    return LineProperties(
        w=round(points * EMU_PER_POINT), solidFill=colour, prstDash="dash" if dashed else None
    )


def no_line() -> LineProperties:
    """No line at all."""
    return LineProperties(noFill=True)


def filled(colour: str) -> GraphicalProperties:
    """Return a surface without a border, an empty one where it has no colour."""
    return GraphicalProperties(noFill=not colour or None, solidFill=colour or None, ln=no_line())


def draw_points(series: Any, plan: SeriesPlan) -> None:
    """A series as markers, as a dashed line, or as nothing but its labels."""
    series.smooth = False
    if plan.look == "line":
        series.marker = Marker(symbol="none")
        series.spPr = GraphicalProperties(ln=line(plan.colour, 1.5, dashed=True))
        return
    series.spPr = GraphicalProperties(ln=no_line())
    if plan.look == "words":
        series.marker = Marker(symbol="none")
        return
    if plan.look == "dash":
        series.marker = Marker(symbol="dash", size=DASH, spPr=filled(plan.colour))
        return
    # LibreOffice 7.4 draws no marker whose fill is left to the program.
    surface = GraphicalProperties(solidFill=plan.colour, ln=line("FFFFFF"))
    size = SIZES.get(plan.look, DOT)
    if plan.look == "squares":
        series.marker = Marker(symbol="square", size=size, spPr=surface)
    else:
        series.marker = Marker(symbol="diamond" if plan.secondary else "circle", size=size, spPr=surface)


def draw_bars(series: Any, plan: SeriesPlan) -> None:
    """A series as bars, some of them in colours of their own."""
    series.spPr = filled(plan.colour)
    series.invertIfNegative = False
    for place, colour in sorted(plan.point_colours.items()):
        series.dPt.append(DataPoint(idx=place, invertIfNegative=False, spPr=filled(colour)))
