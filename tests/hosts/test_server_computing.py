"""What the server computes without xlwings' conversion is what xlwings' own way gives, cell by cell and object by object."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from support.office_js_calls import CELL_CASES, EXAMPLES, HEADER, RANGES, evaluate, outcome, payload
from support.server_process import need_server

from xl_aigc.hosts.xlwings_server.computing import computed
from xl_aigc.hosts.xlwings_server.hover import enter_call

RUNTIMES = ("1.4", "1.2")
"""The first one takes error values as objects, the other one as texts."""


SHORT = {name: held[:60] if isinstance(held, list) else held for name, held in RANGES.items()}
"""The ranges of the edge cases; two ways of a large table differ no more than those of a small one."""
REMEMBERS = "aigc_why"
"""The second call of two gives another answer, for it tells of the last one."""


@pytest.fixture(scope="module")
def by_xlwings():
    """xlwings' own way of a call."""
    need_server()
    from xlwings.server import custom_functions_call  # noqa: PLC0415  part of the extra

    from xl_aigc.hosts.xlwings_server.registration import custom_functions  # noqa: PLC0415  as above
    from xl_aigc.hosts.xlwings_server.speed import ask_no_more  # noqa: PLC0415  as above

    ask_no_more()
    functions = SimpleNamespace(**custom_functions())

    def call(body):
        enter_call(body)
        return asyncio.run(custom_functions_call(body, functions))

    return call


def assert_same(by_xlwings, body):
    for runtime in RUNTIMES:
        call = {**body, "runtime": runtime}
        # Each way has a person of its own: a second call of one would find the first's results among its arguments.
        ways = {name: way({**call, "session_id": name}) for name, way in (("a", computed), ("b", by_xlwings))}
        assert repr(ways["a"]) == repr(ways["b"]), call["func_name"]


def test_every_example_and_edge_case_is_the_same_both_ways(by_xlwings, monkeypatch):
    calls = []

    def send(body):
        calls.append(body)
        return computed(body)

    for formula in [example.formula for _, example in EXAMPLES] + [row["formula"] for row in CELL_CASES]:
        evaluate(formula, send, monkeypatch, SHORT)
    assert len(calls) >= len(EXAMPLES) + len(CELL_CASES)
    for each in calls:
        if each["func_name"] != REMEMBERS:
            assert_same(by_xlwings, each)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [None, None],
        ["", 100],
        [[[None]], 100],
        [True, False],
        [[[1, 2, 3]], [[1], [2]]],
        [[["#REF!", 5]], 2],
        [{"type": "FormattedNumber", "basicValue": 45354, "numberFormat": "m/d/yyyy"}, 100],
        [{"type": "Error", "basicType": "Error", "basicValue": "#SPILL!"}, 100],
        [1, 2, 3],
        [1e308, 1e-308],
    ],
    ids=str,
)
def test_cells_of_every_form_are_the_same_both_ways(by_xlwings, arguments):
    assert_same(by_xlwings, payload("YOY", []) | {"args": [_rows(each) for each in arguments]})


def _rows(argument):
    return argument if argument is None or isinstance(argument, list) else [[argument]]


def test_a_table_is_the_same_both_ways(by_xlwings):
    table = [
        HEADER,
        *[[f"{place:06d}.SZ", 120.0, None if place % 7 else 100, "n.a.", 4.0] for place in range(60)],
    ]
    body = payload("COHORT", [table])
    assert_same(by_xlwings, body)
    assert outcome(computed(body))[-1][1] == 60
