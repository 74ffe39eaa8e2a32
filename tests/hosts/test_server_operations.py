"""What an operator sees of the real server, and what it allows each person."""

from __future__ import annotations

import json
import re
import stat
import time

import pytest
from support.office_js_calls import payload
from support.server_process import need_server, running

from xl_aigc.errors import HostError
from xl_aigc.hosts.xlwings_server.limits import BATCH_CALLS
from xl_aigc.hosts.xlwings_server.quota import QUOTA_VARIABLE, Quota, cells_a_minute

LOGIN = """
from fastapi import HTTPException
from xlwings_server.models import User

async def validate_token(token):
    if token not in ("ann", "bob"):
        raise HTTPException(401, "Who are you?")
    return User(id=token, name=token, email=f"{token}@example.com")
"""
QUOTA = 600
COLUMN = payload("YOY", [[[120]] * 499, 100])
"""A call with 499 cells and one."""
ONE = payload("YOY", [120, 100])


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server that knows two persons by their own tokens."""
    need_server()
    folder = tmp_path_factory.mktemp("server")
    login = folder / "project" / "auth" / "staff.py"
    login.parent.mkdir(parents=True)
    login.write_text(LOGIN, encoding="utf-8")
    environment = {
        "XLWINGS_AUTH_PROVIDERS": '["staff"]',
        "XL_AIGC_SERVER_QUOTA": str(QUOTA),
        "XL_AIGC_SERVER_ACCESS_LOG": str(folder / "log" / "access.log"),
    }
    with running(folder, "--environment", "prod", **environment) as found:
        yield found


def logged(server, *ids):
    """The lines of requests, once they are written; an answer is sent before its line."""
    file = server.output.parent / "log" / "access.log"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    end, found = time.monotonic() + 60, {}
    while not set(ids) <= set(found) and time.monotonic() < end:
        found = {each["id"]: each for each in map(json.loads, file.read_text(encoding="ascii").splitlines())}
    return [found[each] for each in ids]


def batch(*calls):
    shared = {key: ONE[key] for key in ("client", "version", "runtime", "session_id")}
    return {**shared, "calls": list(calls)}


def test_a_person_who_has_used_up_the_quota_is_told_to_wait_and_others_are_not(server):
    """600 cells a minute are 10 a second: 1,000 spent leave a debt of 400, which 40 seconds pay."""
    with server.client(Authorization="ann") as ann, server.client(Authorization="bob") as bob:
        assert [ann.post(COLUMN).status for _ in range(2)] == [200, 200]
        reply = ann.post(COLUMN)
        told = r"The quota of 600 cells a minute is used up\. Recalculate in (\d+) seconds\."
        assert reply.status == 429
        seconds = re.fullmatch(told, reply.json["detail"])[1]
        assert reply.headers["Retry-After"] == seconds
        assert 1 <= int(seconds) <= 41
        assert ann.post(batch(ONE), "/aigc/batch").status == 429
        assert ann.get("/aigc/version").status == 200
        assert bob.post(ONE).status == 200


@pytest.mark.parametrize(
    ("spent", "seconds", "told"),
    [
        (600, 0, "1 second."),
        (610, 0, "2 seconds."),
        (610, 0.5, "1 second."),
        (610, 1.1, None),
        (599, 0, None),
    ],
)
def test_a_quota_fills_evenly(spent, seconds, told):
    quota = Quota(600)
    assert quota.refusal("me", now=0) is None
    quota.spend("me", spent, now=0)
    found = quota.refusal("me", now=seconds)
    assert found is None if told is None else found.reason.endswith(f"Recalculate in {told}")
    assert quota.refusal("you", now=seconds) is None


def test_an_idle_minute_saves_nothing_up():
    quota = Quota(600)
    quota.spend("me", 1, now=0)
    quota.spend("me", 1200, now=10_000)
    assert quota.refusal("me", now=10_000).reason.endswith("Recalculate in 61 seconds.")


def test_no_quota_is_no_bound():
    quota = Quota()
    quota.spend("me", 10**9, now=0)
    assert quota.refusal("me", now=0) is None


def test_a_quota_that_is_no_number_is_refused(monkeypatch):
    monkeypatch.setenv(QUOTA_VARIABLE, "many")
    with pytest.raises(HostError, match=r"'many' is no quota.*cells a minute"):
        cells_a_minute()


def test_every_request_is_a_line_of_the_log_with_id_person_and_function(server):
    with server.client(Authorization="bob") as bob, server.client() as stranger:
        bob.post(ONE, **{"X-Request-ID": "one"})
        bob.post(batch(ONE, COLUMN), "/aigc/batch", **{"X-Request-ID": "many"})
        stranger.post(ONE, **{"X-Request-ID": "refused"})
    one, many, refused = logged(server, "one", "many", "refused")
    told = ("person", "address", "function", "calls", "cells", "status", "method")
    assert [one[key] for key in told] == ["bob@example.com", "127.0.0.1", "aigc_yoy", 1, 2, 200, "POST"]
    assert [many[key] for key in told[:5]] == ["bob@example.com", "127.0.0.1", "batch", 2, 502]
    assert [refused[key] for key in told] == ["", "127.0.0.1", "", 0, 0, 401, "POST"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", one["time"])


@pytest.mark.parametrize(
    ("given", "answered"), [("mine", b"mine"), ('no" id', rb"[0-9a-f]{16}"), ("x" * 65, rb"[0-9a-f]{16}")]
)
def test_the_id_of_a_request_comes_back_with_the_answer(server, given, answered):
    reply = server.raw(
        f"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: {given}\r\nConnection: close\r\n\r\n".encode()
    )
    assert re.search(rb"\r\nx-request-id: " + answered + rb"\r\n", reply)


def test_metrics_count_what_was_asked(server):
    with server.client(Authorization="bob") as bob:
        before = settled_metrics(bob)
        for _ in range(3):
            bob.post(payload("STATUS", [120, 100]))
        bob.post({**ONE, "func_name": "aigc_moon"})
        after = settled_metrics(bob)
    grown = {key: after[key] - before.get(key, 0) for key in after if after[key] != before.get(key, 0)}
    asked = 'function="aigc_status"'
    assert grown[f'aigc_requests_total{{{asked},status="200"}}'] == 3
    assert grown[f"aigc_cells_total{{{asked}}}"] == 6
    assert grown[f"aigc_request_seconds_count{{{asked}}}"] == 3
    assert grown[f'aigc_request_seconds_bucket{{{asked},le="+Inf"}}'] == 3
    assert grown['aigc_requests_total{function="other",status="404"}'] == 1
    assert after["aigc_requests_under_way"] == 1, "this one"


def settled_metrics(client):
    """The metrics once no other request is under way; an answer is sent before it is counted."""
    end = time.monotonic() + 60
    found = metrics(client)
    while found["aigc_requests_under_way"] > 1 and time.monotonic() < end:
        found = metrics(client)
    return found


def metrics(client):
    """Each metric by its name and labels, read as the format of Prometheus says."""
    reply = client.get("/metrics")
    assert reply.status == 200
    lines = [line for line in reply.body.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_metrics_are_for_this_machine_and_for_who_is_logged_in(server):
    passed_on = ["X-Forwarded-For: 127.0.0.1"]
    assert server.ask("/metrics").status == 200
    assert server.ask("/metrics", headers=passed_on).status == 401
    assert server.ask("/metrics", headers=[*passed_on, "Authorization: bob"]).status == 200
    assert server.ask("/metrics", "POST").status == 401


def test_health_asks_the_store(server, tmp_path):
    assert server.ask("/health").json == {"status": "ok"}
    (tmp_path / "store.sqlite").write_bytes(b"no store at all" * 1000)
    with running(tmp_path, XL_AIGC_STORE=str(tmp_path / "store.sqlite")) as broken:
        reply = broken.ask("/health")
        assert (reply.status, reply.json) == (503, {"status": "the store can't be read"})
        with broken.client() as client:
            [shown, figure] = client.post(
                batch(ONE, payload("FIGURE", ["300418.SZ", "revenue"])), "/aigc/batch"
            ).json["results"]
    assert shown["result"][0][0] == pytest.approx(0.2)
    assert figure["result"][0][0]["errorType"] == "Value"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[]", 400),
        ({**batch(), "calls": None}, 422),
        (batch(ONE, 5), 422),
        (batch(*[ONE] * (BATCH_CALLS + 1)), 422),
        ({**batch(), "padding": "x" * 2_000_000}, 413),
    ],
)
def test_a_batch_that_is_none_is_refused_with_a_reason(server, body, status):
    with server.client(Authorization="bob") as bob:
        reply = bob.post(body, "/aigc/batch")
    assert (reply.status, bool(reply.json["detail"])) == (status, True)


def test_a_bad_call_of_a_batch_takes_no_other_along(server):
    bad = [{**ONE, "func_name": "aigc_moon"}, {**ONE, "args": 5}, {key: ONE[key] for key in ("args",)}]
    with server.client(Authorization="bob") as bob:
        found = bob.post(batch(*bad, ONE), "/aigc/batch").json["results"]
    assert [each.get("status") for each in found] == [404, 422, 422, None]
    assert all(each["error"] for each in found[:3])
    assert found[3]["result"] == [[pytest.approx(0.2)]]
