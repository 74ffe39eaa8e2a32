"""Tables of groups: cohorts of a rule, layers, or the basket with and without its giants, each by basket measures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field as Option

from xl_aigc.data.layers import keys_of
from xl_aigc.expressions import tree as t
from xl_aigc.measures.mask import GROUPS, Mask, everyone, group, known, that, where
from xl_aigc.metrics import RULES
from xl_aigc.report.block_spec import BlockSpec, InBasket, register
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.blocks.kpis import key_figure
from xl_aigc.report.blocks.segments import all_tied, large_segments
from xl_aigc.report.blocks.short_names import COLUMN_NAME, row_labels
from xl_aigc.report.blocks.wide_fields import filling
from xl_aigc.report.digits import SUM, form_of, unit_of_forms
from xl_aigc.report.layout import Key
from xl_aigc.report.lists import first_names
from xl_aigc.report.live import Live, sentence
from xl_aigc.report.page import SPARE, Field, Page
from xl_aigc.report.placed import Placed
from xl_aigc.report.theme import DECIMALS
from xl_aigc.report.widths import display_width

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from xl_aigc.data.layers import Sorts
    from xl_aigc.report.report import Report

RULE_COLUMNS = {
    "growth": "growth_cohort",
    "status": "net_profit_status",
    "rd_scale": "rd_scale",
    "rd_intensity": "rd_intensity_cohort",
    "price": "price_cohort",
}
"""The column of the Companies table that holds a rule's cohorts, where it is not named as the rule."""
LABEL_SPAN: Final = 2
LARGE_SUM: Final = 1000
"""From where on sums have no decimals, where all of a column are as large."""
NAMED = 4
CLASSIFIED = ("layer", "archetype")
"""Rules that rest on no figure: nobody is unknown to them but by a gap in the list of companies."""
UNMEASURED: Final = (*CLASSIFIED, "groups", "segment")
"""Rows whose numbers of companies are known before any figure is."""


@register("summary")
class SummarySpec(BlockSpec):
    """A row per cohort, layer, segment or group of companies; a column per basket measure."""

    rows: Literal[
        "groups", "growth", "status", "layer", "archetype", "rd_scale", "rd_intensity", "price", "segment"
    ]
    measures: tuple[Annotated[str, Key("basket_measure")], ...]
    counts: bool = Option(True, description="a column with the number of companies")  # noqa: FBT003
    share: bool = Option(False, description="a column with the share of those that could be classified")  # noqa: FBT003
    names: bool = Option(False, description="a column with the first companies")  # noqa: FBT003
    without_giants: bool = Option(False, description="each row also without the giants")  # noqa: FBT003
    moved: Annotated[tuple[str, ...], InBasket] = Option(
        (), description="tickers that might as well stand in another layer"
    )
    moved_to: Annotated[str, Key("layer")] | None = Option(None, description="that layer")
    smallest: int = Option(1, description="smaller groups are folded into one row", ge=1)

    def fitted(
        self, sheet: str, has_text: Callable[[str], bool], absent: Collection[str]
    ) -> BlockSpec | None:
        """Return the block; None where no company can be told into its rows."""
        return None if _column(self.rows) in absent else super().fitted(sheet, has_text, absent)

    def says_nothing(self, whole: BlockSpec) -> bool:
        """Return whether what is left of a whole table only counts companies whose rows rest on no figure."""
        lost = isinstance(whole, SummarySpec) and whole.measures and not self.measures
        return bool(lost) and self.rows in UNMEASURED and not (self.share or self.names)

    @property
    def may_idle(self) -> bool:
        """Return whether it can be idle: groups other than segments are there whoever is in them, and have no rooms."""
        return self.rows == "segment"

    def idle(self, report: Report) -> bool:
        """Return whether no segment is large enough for a row of its own."""
        return self.may_idle and not report.facts.segments and not large_segments(report, self.smallest)


@dataclass(frozen=True, slots=True)
class Group:
    """A row: its label, its companies, and whether it has a part in the shares."""

    label: str | Live
    mask: Mask
    shared: bool = True


@draw_kind.register(SummarySpec)
def _summary(spec: SummarySpec, page: Page) -> None:
    report = page.report
    fields = filling(_fields(spec, report, page.width), page.width)
    heading = page.row
    columns = page.headings(fields)
    first = page.row
    groups = _groups(spec, page, COLUMN_NAME * fields[0].span)
    for group_ in groups:
        page.line(fields, _contents(spec, page, group_))
    if spec.rows == "segment":
        page.blank_lines(fields, page.room(spec, "rows", len(groups), SPARE) - len(groups))
    last = page.row - 1
    if spec.rows in RULES:
        for group_, style in _closing(spec, page):
            page.line(fields, _contents(spec, page, group_), style)
    sums = [columns[one.key] for one in fields if one.number_format == SUM]
    _fit_decimals(page, [(row, column) for row in range(first, page.row) for column in sums])
    if spec.rows == "segment" and _has_row(spec, page, "tied", wanted=all_tied(report, spec.smallest)):
        words = report.text("notes.tied_segments", k="{k}") if all_tied(report, spec.smallest) else ""
        page.paragraph(sentence(words, k=report.count(groups[0].mask)))  # the others are as large
    page.placed[spec.id or spec.rows] = Placed(page.title, first, last, columns, heading)


def _fit_decimals(page: Page, places: Sequence[tuple[int, int]]) -> None:
    """Leave the decimals of a table's sums out where all are large; a sum that would show as 0 and is none has one more."""
    report = page.report
    usual = report.theme.decimals(SUM, unit_of_forms(report))
    values = {at: page.cells[at].content.value for at in places}
    sums = {at: abs(value) for at, value in values.items() if isinstance(value, (int, float))}
    digits = 0 if sums and min(sums.values()) >= LARGE_SUM else usual
    for at in places:
        own = digits + (0 < sums.get(at, 1.0) < 0.5 * 10.0**-digits)
        if own != usual:
            page.cells[at] = replace(page.cells[at], number_format=f"{SUM}{DECIMALS}{own}")


def _column(rule: str) -> str:
    return RULE_COLUMNS.get(rule, rule)


def _fields(spec: SummarySpec, report: Report, width: int) -> list[Field]:
    fields = [Field("label", report.text(f"rules.{spec.rows}"), span=LABEL_SPAN)]
    if spec.counts:
        fields.append(Field("companies", report.basket_label("companies"), "count"))
    if spec.share:
        fields.append(Field("share", report.text("columns.share"), "percent"))
    fields += [Field(key, report.basket_heading(key), form_of(report, key)) for key in spec.measures]
    if spec.names:
        used = sum(field.span for field in fields)
        fields.append(Field("names", report.text("columns.names"), span=max(2, width - used), wrap=True))
    return fields


def _groups(spec: SummarySpec, page: Page, signs: int) -> list[Group]:
    """Return the rows of the body, with labels that there is room for."""
    if spec.rows == "groups":
        return _basket_groups(spec, page)
    if spec.rows == "segment":
        groups = _segments(spec, page)
        labels = row_labels([str(one.label) for one in groups], signs)
        return [replace(one, label=labels[str(one.label)]) for one in groups]
    return [*_cohorts(spec, page, signs), *_moved(spec, page)]


def _has_row(spec: SummarySpec, page: Page, part: str, *, wanted: bool) -> bool:
    """Return whether a table has a row that not every basket needs."""
    return page.room(spec, part, int(wanted)) > 0


def _basket_groups(spec: SummarySpec, page: Page) -> list[Group]:
    report = page.report
    there = {key: any(group(report.frame, key).chosen) for key in GROUPS}
    there |= dict.fromkeys(("named", "added"), False) if "article" in report.absent else {}
    there["ex_giants"] &= "giants" not in report.absent
    keys = [key for key, wanted in there.items() if _has_row(spec, page, key, wanted=wanted)]
    return [Group(report.text(f"groups.{key}"), group(report.frame, key)) for key in keys]


def _cohorts(spec: SummarySpec, page: Page, signs: int) -> list[Group]:
    """Return a row per cohort; the formulas read the word beside them, but where the label tells limits too, or is cut."""
    report, frame = page.report, page.report.frame
    groups: list[Group] = []
    cohorts = _keys(spec.rows, report.facts.sorts)
    labels = row_labels([report.word(cohort) for cohort in cohorts], signs)
    slimmer = signs - round(display_width(report.text("groups.cohort_ex_giants", cohort="")))
    slim_labels = row_labels(list(labels), slimmer)
    for cohort in cohorts:
        cell = page.address(page.row + len(groups), page.left, absolute=True)
        word, label = report.word(cohort), report.band(cohort)
        beside = None if label.native or word != labels[word] else cell
        mask = everyone(frame) & where(frame, _column(spec.rows), cohort, cell=beside)
        groups.append(Group(label if label.native else labels[word], mask))
        slim = group(frame, "ex_giants") & where(frame, _column(spec.rows), cohort)
        some = any((mask & where(frame, "giant", "yes")).chosen) and any(
            slim.chosen
        )  # of giants alone nobody is left
        if spec.without_giants and _has_row(spec, page, f"{cohort}_ex_giants", wanted=some):
            text = report.text("groups.cohort_ex_giants", cohort=slim_labels[word])
            groups.append(Group(text, slim, shared=False))
    return groups


def _keys(rule: str, sorts: Sorts) -> tuple[str, ...]:
    """Return the cohorts of a rule in a basket, in their order."""
    declared = {"layer": keys_of(sorts.layers), "archetype": sorts.archetype_keys}
    return declared.get(rule) or RULES[rule].cohorts


def _moved(spec: SummarySpec, page: Page) -> list[Group]:
    """Return each layer that changes if some companies are put into another one."""
    report, frame = page.report, page.report.frame
    tickers = report.tickers(spec.moved)
    if (
        spec.rows != "layer"
        or spec.moved_to is None
        or not _has_row(spec, page, "moved", wanted=bool(tickers))
    ):
        return []
    movers = that(frame, f"ticker in {spec.moved}")
    left = {str(layer) for layer in movers.pick(frame["layer"])} - {spec.moved_to}
    groups = []
    for layer in keys_of(report.facts.sorts.layers):
        if not _has_row(spec, page, f"moved_from_{layer}", wanted=layer in left):
            continue
        label = report.text("groups.layer_without", layer=report.word(layer))
        groups.append(Group(label, everyone(frame) & where(frame, "layer", layer) & ~movers, shared=False))
    there = where(frame, "layer", spec.moved_to)
    label = report.text("groups.layer_with", layer=report.word(spec.moved_to))
    return [*groups, Group(label, everyone(frame) & (there | movers), shared=False)]


def _segments(spec: SummarySpec, page: Page) -> list[Group]:
    """Segments of at least the smallest size, the largest first; the others as one row."""
    report, frame, rest = page.report, page.report.frame, everyone(page.report.frame)
    if report.facts.segments:
        return _declared_segments(report)
    large = large_segments(report, spec.smallest)
    others = any(segment not in large for segment in map(str, rest.pick(frame["segment"])))
    rows = page.room(spec, "rows", len(large) + others, SPARE)
    if rows < len(large) + others:
        large = large[: max(rows - 1, 0)]
    groups = [Group(report.word(s), everyone(frame) & where(frame, "segment", s)) for s in large]
    for segment in large:
        rest &= ~where(frame, "segment", segment)
    return [*groups, Group(report.text("groups.other_segments"), rest)] if any(rest.chosen) else groups


def _declared_segments(report: Report) -> list[Group]:
    """Return the segments that the basket declares, in its order, and the companies of none of them as one row."""
    frame, groups, rest = report.frame, [], everyone(report.frame)
    for one in report.facts.segments:
        tests = tuple(where(frame, "segment", label).test for label in one.holds)
        inside = Mask(frame, t.Some(tests)) if len(tests) > 1 else Mask(frame, tests[0])
        groups.append(Group(one.name[report.language], everyone(frame) & inside))
        rest &= ~inside
    return [*groups, Group(report.text("groups.other_segments"), rest)] if any(rest.chosen) else groups


def _closing(spec: SummarySpec, page: Page) -> list[tuple[Group, str | None]]:
    """Return the unknown, counted and left out of shares, and the total; figures can always be withdrawn."""
    report, frame, column = page.report, page.report.frame, _column(spec.rows)
    unknown = everyone(frame) & ~known(frame, column)
    rows: list[tuple[Group, str | None]] = []
    if spec.rows not in CLASSIFIED or _has_row(spec, page, "unknown", wanted=any(unknown.chosen)):
        rows.append((Group(report.word("unknown"), unknown, shared=False), None))
    return [*rows, (Group(report.word("total"), everyone(frame), shared=False), "total")]


def _contents(spec: SummarySpec, page: Page, group_: Group) -> list[Live | str]:
    report = page.report
    count = report.basket("companies", group_.mask)
    contents: list[Live | str] = [group_.label, *([count] if spec.counts else [])]
    if spec.share:
        contents.append(_share(spec, page, count) if group_.shared else "")
    contents += [key_figure(report, key, group_.mask) for key in spec.measures]
    if spec.names:
        contents.append(first_names(report, group_.mask, NAMED, report.text("notes.and_more", k="{k}")))
    return contents


def _share(spec: SummarySpec, page: Page, count: Live) -> Live:
    """Return a count over those that could be classified."""
    frame, column = page.report.frame, _column(spec.rows)
    due = page.report.count(everyone(frame) & known(frame, column))
    value = int(count.value) / int(due.value) if due.value else "n.a."
    return Live(value, f'IF({due.native}=0,"n.a.",{count.native}/{due.native})')
