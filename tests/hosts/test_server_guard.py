"""The guard before the server, without a server: what it lets through comes out byte for byte."""

from __future__ import annotations

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.office_js_calls import payload

from xl_aigc.hosts.xlwings_server.addresses import is_loopback
from xl_aigc.hosts.xlwings_server.guard import Guard
from xl_aigc.hosts.xlwings_server.payload import Refusal, check_call, read_object

PATH = "/xlwings/custom-functions-call"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def through(messages, *, path=PATH, method="POST", headers=(), **limits):
    """What a request ends in: the body that the application got, or None, and the status."""
    got, sent, waiting = [], [], list(messages)

    async def application(_, receive, send):
        message = await receive()
        got.append(message["body"])
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive():
        if waiting:
            return waiting.pop(0)
        await asyncio.sleep(60)
        return None

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [(b"host", b"localhost"), *headers]}
    asyncio.run(Guard(application, {"aigc_yoy": 2}, **limits)(scope, receive, send))
    return (got[0] if got else None), (sent[0]["status"] if sent else None)


def part(body, *, more=False):
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_good_call_goes_on_unchanged_however_it_is_cut():
    body = json.dumps(payload("YOY", [[["中"], [1.5]], 100])).encode()
    cut = [part(bytes([each]), more=True) for each in body] + [part(b"")]
    assert through(cut) == (body, 200)


def test_a_body_that_stops_arriving_is_given_up():
    assert through([part(b"{", more=True)], longest_wait=0.05) == (None, 408)


def test_a_client_that_leaves_is_forgotten():
    assert through([part(b"{", more=True), {"type": "http.disconnect"}]) == (None, None)


@pytest.mark.parametrize("declared", [b"11", b"99999999999999999999", b"-1", b"x"])
def test_a_length_over_the_limit_is_refused_however_long_the_body_is(declared):
    headers = [(b"content-length", declared)]
    assert through([part(b"{}")], path="/other", headers=headers, largest_body=10) == (None, 413)


def test_a_client_that_asks_before_it_sends_is_refused_at_once():
    headers = [(b"content-length", b"11"), (b"expect", b"100-continue")]
    assert through([], headers=headers, largest_body=10) == (None, 413)


def test_the_answer_to_a_body_over_the_limit_comes_when_all_of_it_is_read():
    messages = [part(b" " * 8, more=True) for _ in range(50)]
    assert through(messages, largest_body=10, longest_wait=0.05) == (None, 408), "the rest is still to come"
    assert through([*messages, part(b"")], largest_body=10) == (None, 413)


def test_the_limit_itself_is_allowed():
    assert through([part(b" " * 10)], path="/other", largest_body=10) == (b" " * 10, 200)
    assert through([part(b" " * 11)], path="/other", largest_body=10) == (None, 413)


def test_a_project_under_a_path_of_its_own_is_guarded_too():
    assert through([part(b"{")], path=f"/excel{PATH}") == (None, 400)


@given(JSON)
def test_whatever_json_comes_is_refused_or_a_call(found):
    read = read_object(json.dumps(found).encode())
    if isinstance(read, Refusal):
        assert 400 <= read.status < 500
    else:
        assert isinstance(check_call(read, {"f": 1}), Refusal), "no function of this name was asked for"


@given(st.lists(JSON, max_size=3))
def test_what_passes_as_an_argument_is_a_cell_or_a_rectangle(arguments):
    call = {**payload("YOY", []), "args": arguments}
    if check_call(call, {"aigc_yoy": 2}) is None:
        for each in arguments:
            rows = each if isinstance(each, list) else [[each]]
            assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_what_only_this_machine_reaches_is_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "localhost.example.com", ""])
def test_what_others_may_reach_is_not_loopback(host):
    assert not is_loopback(host)
