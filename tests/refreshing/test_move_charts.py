"""Charts of ours draw their new ranges; a person's own chart over some of the same cells stays.

Excel's charts are stand-ins here: no engine but Excel's own tells the formula of a series.
"""

from __future__ import annotations

from types import SimpleNamespace

from xl_aigc.ooxml.edits.plan import ChartEdit
from xl_aigc.refreshing.excel import move_charts, moved_series

OURS = "=SERIES('Naked swimmers'!$F$181,'Naked swimmers'!$H$129:$H$134,'Naked swimmers'!$K$129:$K$134,1)"
NAMES = "'Naked swimmers'!$H$129:$H$134"
VALUES = "'Naked swimmers'!$K$129:$K$134"
TITLE = "'Naked swimmers'!$F$181"
MOVES = {NAMES: "'Naked swimmers'!$H$130:$H$135", VALUES: "'Naked swimmers'!$K$130:$K$135"}


def chart(*formulas):
    series = [SimpleNamespace(Formula=formula) for formula in formulas]
    held = SimpleNamespace(Count=len(series), Item=lambda number: series[number - 1])
    return SimpleNamespace(api=(None, SimpleNamespace(SeriesCollection=lambda: held)), series=series)


def test_a_range_that_becomes_another_ones_old_range_moves_once():
    moves = {"A!$A$1:$A$5": "A!$A$2:$A$6", "A!$A$2:$A$6": "A!$A$3:$A$7"}
    assert moved_series("=SERIES(,A!$A$1:$A$5,A!$A$2:$A$6,1)", moves) == "=SERIES(,A!$A$2:$A$6,A!$A$3:$A$7,1)"


def test_a_range_that_only_begins_alike_stays():
    assert moved_series("=SERIES(,A!$A$1,A!$A$13,1)", {"A!$A$1": "A!$A$2"}) == "=SERIES(,A!$A$2,A!$A$13,1)"


def test_our_chart_moves_and_a_persons_stays():
    ours = chart(OURS)
    theirs = chart(
        f"=SERIES(,{NAMES},Mine!$A$1:$A$6,1)", f"=SERIES(,{NAMES},{VALUES},2)", "=SERIES(,,Mine!$B$1:$B$6,3)"
    )
    before = [one.Formula for one in theirs.series]
    book = SimpleNamespace(sheets=[SimpleNamespace(charts=[theirs, ours])])
    held = {"xl/charts/chart8.xml": [TITLE, NAMES, VALUES], "xl/charts/chart9.xml": ["Mine!$B$1:$B$6"]}
    move_charts(book, held, {"xl/charts/chart8.xml": ChartEdit(MOVES), "xl/charts/chart9.xml": ChartEdit()})
    assert [one.Formula for one in ours.series] == [f"=SERIES({TITLE},{MOVES[NAMES]},{MOVES[VALUES]},1)"]
    assert [one.Formula for one in theirs.series] == before
