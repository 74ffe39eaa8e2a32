"""Large tables beside other calls, and what a signal leaves behind."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import time
from pathlib import Path

import pytest
from support.office_js_calls import HEADER, outcome, payload
from support.server_process import CALL, need_server, running

from xl_aigc.hosts.xlwings_server.limits import LIGHT_BYTES

pytestmark = pytest.mark.slow

ROWS = 50_000
TABLE = payload("COHORT", [[HEADER, *[[f"{place:06d}.SZ", 120, 100, 5, 4] for place in range(ROWS)]]])
HALF = {**TABLE, "args": [TABLE["args"][0][: ROWS // 2 + 1]]}
SHORT = {**TABLE, "args": [TABLE["args"][0][:2000]]}
"""A table that is computed fast, and large enough for the process of tables."""
LIGHT = payload("YOY", [120, 100])
BATCH = "/aigc/batch"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    need_server()
    with running(tmp_path_factory.mktemp("server")) as found:
        yield found


def send(client, body, path=CALL):
    """Send a call without waiting for its answer."""
    client.connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})


def is_answered(client):
    return bool(select.select([client.connection.sock], [], [], 0)[0])


def received(client):
    answer = client.connection.getresponse()
    return answer.status, json.loads(answer.read())


def is_right(answer, rows=ROWS // 2):
    """Both figures of every company rose: so many companies with a revenue of 120 each."""
    status, found = answer
    _, first, *_ = found["result"]
    return status == 200 and first[:2] == ["both up", rows] and first[3] == 120 * rows


def children(process):
    """The processes that a process has started."""
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def gone(processes):
    """Whether processes end within a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if not any(is_alive(each) for each in processes):
            return True
        time.sleep(0.05)
    return False


def is_alive(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_light_calls_are_answered_while_a_large_table_is_computed(server):
    with server.client() as large, server.client() as light:
        large.call(SHORT)  # the process of tables is there now
        send(large, TABLE)
        answered = 0
        while not is_answered(large):
            assert outcome(light.call(LIGHT)) == pytest.approx(0.2)
            answered += 1
        assert is_right(received(large), ROWS)
    assert answered > 20, "computed in turn with the table only those would be that came before it was read"


def together(*calls):
    """One request with several calls, each in a cell of its own."""
    own = ("func_name", "args")
    each = [
        {**{key: call[key] for key in own}, "caller_address": f"[Book1]Sheet1!B{row}"}
        for row, call in enumerate(calls, 1)
    ]
    return {**{key: value for key, value in LIGHT.items() if key not in own}, "calls": each}


def test_a_batch_with_a_large_table_lets_light_calls_pass_too(server):
    """20,000 rows of the table; a batch holds a megabyte."""
    large_table = {**TABLE, "args": [TABLE["args"][0][:20_001]]}
    with server.client() as large, server.client() as light:
        large.call(SHORT)
        send(large, together(large_table, LIGHT, payload("YOY", [1, "x"])), BATCH)
        answered = 0
        while not is_answered(large):
            light.call(LIGHT)
            answered += 1
        status, found = received(large)
        table, growth, error = (each["result"] for each in found["results"])
        assert is_right((status, {"result": table}), 20_000)
        assert growth == [[pytest.approx(0.2)]]
        asked = payload("WHY", ["B3"]) | {"caller_address": "[Book1]Sheet1!D3"}
        assert light.call(asked) == [[error[0][0]["message"]]]
    assert answered > 10


def test_a_small_table_needs_no_process_of_its_own(tmp_path):
    need_server()
    with running(tmp_path) as server, server.client() as client:
        before = children(server.process.pid)
        assert client.call(payload("YOY", [[[place] for place in range(LIGHT_BYTES // 20)], 1]))
        assert children(server.process.pid) == before


def test_a_large_table_that_is_refused_says_why(server):
    cell = {"caller_address": "[Book1]Sheet1!C7", "session_id": "me"}
    table = payload("COHORT", [*SHORT["args"], "colour"]) | cell
    with server.client() as client:
        [[shown]] = client.call(table)
        assert shown["errorType"] == "Value"
        assert shown["message"].startswith("AIGC_COHORT: There is no rule 'colour'")
        asked = payload("WHY", ["C7"]) | cell | {"caller_address": "[Book1]Sheet1!D7"}
        assert client.call(asked) == [[shown["message"]]]


@pytest.mark.parametrize(
    ("change", "status"),
    [({"args": [[[1, 2], [3]]]}, 422), ({"runtime": "new"}, 422), ({"args": "x" * LIGHT_BYTES}, 422)],
)
def test_a_large_body_is_checked_as_a_small_one_is(server, change, status):
    body = {**TABLE, "padding": "x" * LIGHT_BYTES, **change}
    with server.client() as client:
        reply = client.post(body)
    assert (reply.status, bool(reply.json["detail"])) == (status, True)


def test_a_name_that_a_large_body_says_twice_leads_nowhere_else(server):
    body = json.dumps({**TABLE, "args": []}).encode()
    twice = body[:-1] + b', "func_name": "__builtins__", "padding": "' + b"x" * LIGHT_BYTES + b'"}'
    with server.client() as client:
        assert client.post(twice).status == 404


def test_a_process_that_is_lost_is_told_and_replaced(server):
    with server.client() as large, server.client() as light:
        large.call(SHORT)
        computing = busiest(server.process.pid)
        send(large, HALF)
        light.call(LIGHT)
        os.kill(computing, signal.SIGKILL)
        status, told = received(large)
        assert (status, told["detail"]) == (
            503,
            "The process that computes large tables was lost. Recalculate.",
        )
        send(large, HALF)
        assert is_right(received(large))


def busiest(server):
    """The child of a server that computes tables: the other one only counts semaphores."""
    return next(
        each for each in children(server) if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stop_finishes_what_is_under_way_and_leaves_no_process_behind(tmp_path, workers):
    """As a service manager stops a service: every process of it gets the signal at once."""
    need_server()
    with (
        running(tmp_path, "--workers", str(workers)) as server,
        server.client() as large,
        server.client() as light,
    ):
        large.call(SHORT)
        send(large, HALF)
        light.call(LIGHT)
        family = [server.process.pid]
        for each in family:
            family += children(each)
        for each in family:
            os.kill(each, signal.SIGTERM)
        assert is_right(received(large))
        server.process.wait(timeout=60)
        assert gone(family)
        with pytest.raises(OSError, match=r"."):
            socket.create_connection(("127.0.0.1", server.port), timeout=2)


def test_a_server_that_is_killed_leaves_no_process_behind(tmp_path):
    need_server()
    with running(tmp_path) as server, server.client() as large:
        large.call(SHORT)
        family = children(server.process.pid)
        assert len(family) == 2
        server.process.kill()
        assert gone(family)
