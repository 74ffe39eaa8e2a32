"""The ledger of a workbook: the choices of its build, the figures last written, and the log of its refreshes.

It travels inside the workbook as an XML document, in the record (`report/record.py`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from xl_aigc.data.written import facts_files
from xl_aigc.measures.claims.evaluate import claimed_periods
from xl_aigc.ooxml.escape import legal
from xl_aigc.ooxml.parser import written
from xl_aigc.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.functions.catalogue import NameStyle
    from xl_aigc.report.live import Formulas

NAMESPACE: Final = "urn:xl_aigc:ledger:1"
SETTINGS: Final = f"{{{NAMESPACE}}}settings"
FILE: Final = f"{{{NAMESPACE}}}file"
DESIGN: Final = 2
"""Number of the design of the report's sheets: 2 has findings, exhibits, and sheets of assumptions and of chart data."""
_LONGEST: Final = 1_000_000
"""Characters of one element; a longer file takes several. Readers of XML refuse texts of more than some 10 MB."""


@dataclass(frozen=True, slots=True)
class Correction:
    """An input that a person corrected by hand and that a refresh kept.

    Attributes:
        ticker: the company.
        item: the item; `price_change`; or what describes the company, such as `layer`.
        period: the period in the house form; empty where it has none.
        value: the number or the key of the word in the person's cell; None where a figure was emptied.
    """

    ticker: str
    item: str
    period: str
    value: float | str | None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the log on the sheet Changes.

    Attributes:
        when: the day of the refresh; empty for the build.
        vintage: the number of the vintage in the store.
        source: where the figures came from.
        ticker: the company; empty where the line is about all.
        item: the item; empty where the line is about all.
        period: the period.
        old: the value before; None where there was none.
        new: the value after; None where it was withdrawn.
        kind: `built`, `added`, `restated`, `removed`, `kept` (a person's own correction stays), `joined`, `left`.
        note: more of it, in words of the report.
    """

    when: str
    vintage: int | None
    source: str
    ticker: str = ""
    item: str = ""
    period: str = ""
    old: float | None = None
    new: float | None = None
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A change made by a refresh: one measure, verdict or cohort, before and after, in words of the report."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LastRefresh:
    """Summary of the last refresh for the sheet Changes.

    Attributes:
        when: its day.
        source: where the figures came from.
        added: how many figures came in.
        changed: how many took another value.
        unchanged: how many stayed.
        set_aside: how many rows could not be taken.
        moved: what it moved.
        reasons: the rows set aside, one sentence each.
        logged: how many lines of the log are of it; None in workbooks of earlier versions.
    """

    when: str
    source: str
    added: int
    changed: int
    unchanged: int
    set_aside: int
    moved: tuple[Moved, ...] = ()
    reasons: tuple[str, ...] = ()
    logged: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """History of a workbook: the log of every refresh, and a summary of the last one."""

    log: tuple[LogEntry, ...] = ()
    last: LastRefresh | None = None

    @property
    def newest(self) -> tuple[LogEntry, ...]:
        """Return the lines of the last refresh; in workbooks of earlier versions, those of its day."""
        if self.last is None:
            return ()
        if self.last.logged is None:
            return tuple(entry for entry in self.log if entry.when == self.last.when)
        return self.log[len(self.log) - self.last.logged :]


@dataclass(frozen=True)
class Ledger:
    """The record of a workbook.

    Attributes:
        facts: the figures last written into it, a person's corrections left out.
        language: language of the report.
        unit: the unit that money is shown in.
        formulas: `native`, `values` or `udf`.
        names: how names of worksheet functions are written.
        period: the period of the report.
        compare: the period compared with.
        rooms: rows of each list, by its key.
        limits: the limits that it was last drawn with.
        sheets: the number that each sheet keeps, by the key of its layout.
        titles: the title that each sheet had when it was last written; empty in workbooks of version 0.1.0.
        columns: keys of the columns of each table, by the name of the table, in the order of the column ids.
        headings: the headings last written, by table and key of the column; empty in workbooks of version 0.1.0.
        words: the words that its formulas compare with, by key.
        blocks: first and last row of each block, by its permanent name.
        vintage: the vintage of the store that it shows; None where it was built from a folder.
        kept: corrections by hand that the last refresh kept.
        history: every refresh, and what the last one did.
        layouts: files of its own layouts by name; empty for those that come with the program.
        program: the version that drew it.
        recorded: when the store recorded that vintage, which tells one store from another; empty where it has none.
        before: SHA-256 of the copy from before the last refresh; empty where there was none.
        design: number of the design that its sheets are drawn in.
    """

    facts: Facts
    language: str
    unit: str
    formulas: Formulas
    names: NameStyle
    period: Period
    compare: Period
    rooms: Mapping[str, int] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    sheets: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    vintage: int | None = None
    kept: tuple[Correction, ...] = ()
    history: History = field(default_factory=History)
    layouts: Mapping[str, str] = field(default_factory=dict)
    program: str = __version__
    recorded: str = ""
    before: str = ""
    design: int = DESIGN


def ledger_document(ledger: Ledger) -> bytes:
    """Return the ledger as an XML document; of its facts, the figures of the periods that the workbook needs."""
    files = facts_files(needed_facts(ledger.facts, ledger.period, ledger.compare))
    settings: dict[str, Any] = {
        "program": ledger.program,
        "language": ledger.language,
        "unit": ledger.unit,
        "formulas": ledger.formulas,
        "names": ledger.names,
        "period": str(ledger.period),
        "compare": str(ledger.compare),
        "vintage": ledger.vintage,
        "recorded": ledger.recorded,
        "before": ledger.before,
        "design": ledger.design,
        "rooms": dict(ledger.rooms),
        "limits": dict(ledger.limits),
        "sheets": dict(ledger.sheets),
        "titles": dict(ledger.titles),
        "columns": {name: list(keys) for name, keys in ledger.columns.items()},
        "headings": {name: dict(texts) for name, texts in ledger.headings.items()},
        "words": dict(ledger.words),
        "blocks": dict(ledger.blocks),
        "kept": [asdict(one) for one in ledger.kept],
        "history": asdict(ledger.history),
    }
    root = etree.Element(f"{{{NAMESPACE}}}ledger", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # the stubs lack None
    _put(root, SETTINGS, json.dumps(settings, ensure_ascii=False, separators=(",", ":")))
    for folder, texts in (("data", files), ("layouts", ledger.layouts)):
        for name, text in texts.items():
            _put(root, FILE, text, folder=folder, name=name)
    return written(root)


def _put(root: _Element, tag: str, text: str, **attributes: str) -> None:
    """Add a text, in as many elements as it needs."""
    for start in range(0, len(text) or 1, _LONGEST):
        etree.SubElement(root, tag, attributes).text = legal(text[start : start + _LONGEST])


def needed_facts(facts: Facts, period: Period, compare: Period) -> Facts:
    """Return the facts with the figures that a workbook rests on; the store keeps the long history.

    Args:
        facts: a basket.
        period: the period that the workbook shows.
        compare: the period that it compares it with.
    """
    needed = {period, compare, *claimed_periods(facts)}
    figures = tuple(figure for figure in facts.figures if figure.period in needed)
    return facts if len(figures) == len(facts.figures) else replace(facts, figures=figures)
