"""The real server under load, with bad bodies, and without credentials."""

from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

import pytest
from support.office_js_calls import outcome, payload
from support.server_process import CALL, need_server, running

from xl_aigc.cell_errors import CellError

CLIENTS, CALLS = 50, 200
LARGEST = 1_000_000
pytestmark = pytest.mark.slow

GOOD = payload("YOY", [120, 100])
BAD = {
    "nothing": (b"", 400),
    "no JSON": (b'{"func_name": "aigc_yoy", ', 400),
    "no object": (b"[1, 2]", 400),
    "no UTF-8": (b'{"func_name": "\xff\xfe"}', 400),
    "NaN, which JSON has not": (b'{"args": [[[NaN]]]}', 400),
    "nested too deeply": (b"[" * 200_000, 400),
    "a number without end": (b'{"args": ' + b"9" * 5000 + b"}", 400),
    "half a character": (json.dumps(payload("YOY", ["\ud800", 1])).encode(), 400),
    "no function": ({**GOOD, "func_name": None}, 422),
    "a function that is not there": ({**GOOD, "func_name": "aigc_moon"}, 404),
    "something of Python": ({**GOOD, "func_name": "__builtins__"}, 404),
    "no arguments": ({**GOOD, "args": None}, 422),
    "a cell in place of rows": ({**GOOD, "args": [[120], [100]]}, 422),
    "rows of different lengths": ({**GOOD, "args": [[[1, 2], [3]], [[1]]]}, 422),
    "a range without cells": ({**GOOD, "args": [[[]], [[1]]]}, 422),
    "a cell that is a list": ({**GOOD, "args": [[[[1]]], [[1]]]}, 422),
    "a cell of no known form": ({**GOOD, "args": [[[{"a": 1}]], [[1]]]}, 422),
    "no runtime": ({key: value for key, value in GOOD.items() if key != "runtime"}, 422),
    "a runtime that is no version": ({**GOOD, "runtime": "new"}, 422),
    "a caller that is no address": ({**GOOD, "caller_address": 5}, 422),
    "too large": ({**GOOD, "args": [[["x" * LARGEST]], [[1]]]}, 413),
}

# The growth of 120 over 100 is 0.2; revenue 416421.26 is the value of the bundled figures' edge case; see there.
MIX = [
    ("YOY", [120, 100], 0.2),
    ("YOY", [[[120], [None], [5]], 0], [[CellError.DIV0], [CellError.NA], [CellError.DIV0]]),
    ("STATUS", [-1, 1, "zh"], "由盈转亏"),
    ("RANK", [[[3], [1], [3]]], [[1], [3], [1]]),
    ("ABOVE", [[[1], [5], [9]], [[0, 4, 9]]], [[3, 2, 0]]),
    ("UNIT", [250_000_000, "yi"], 2.5),
    ("RD_INTENSITY", [25, 100], 0.25),
    ("PRICE_CHANGE", [80, 100], -0.2),
    ("COHORT", [None, "no_such_rule"], CellError.VALUE),
    ("QUARTER", ["n.a.", 5], CellError.NA),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    need_server()
    with running(tmp_path_factory.mktemp("server"), "--largest-body", str(LARGEST)) as found:
        yield found


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """A server for others, with the token made by itself."""
    need_server()
    with running(tmp_path_factory.mktemp("closed"), "--environment", "prod") as found:
        yield found


def one_client(server, first):
    """One client's calls: each answer beside what is due."""
    wrong = []
    with server.client() as client:
        for function, arguments, due in islice(cycle(MIX), first, first + CALLS):
            got = outcome(client.call(payload(function, arguments)))
            if got != (due if not isinstance(due, float) else pytest.approx(due, rel=1e-12)):
                wrong.append((function, arguments, got))
    return CALLS, wrong


def test_fifty_clients_at_once_lose_nothing_and_get_nothing_wrong(server):
    with ThreadPoolExecutor(CLIENTS) as pool:
        done = list(pool.map(lambda first: one_client(server, first), range(CLIENTS)))
    assert [wrong for _, wrong in done if wrong] == []
    assert sum(count for count, _ in done) == CLIENTS * CALLS


@pytest.mark.parametrize("name", BAD)
def test_a_bad_body_gets_a_4xx_with_a_reason(server, name):
    body, status = BAD[name]
    with server.client() as client:
        reply = client.post(body)
    assert reply.status == status, reply.body
    assert reply.json["detail"]


def test_bad_bodies_harm_no_other_call(server):
    def offend(_):
        statuses = []
        for body, _ in BAD.values():
            with server.client() as client:
                statuses.append(client.post(body).status)
        return statuses

    with ThreadPoolExecutor(12) as pool:
        good = [pool.submit(one_client, server, first) for first in range(4)]
        bad = list(pool.map(offend, range(8)))
        assert [each.result()[1] for each in good] == [[]] * 4
    assert all(statuses == [status for _, status in BAD.values()] for statuses in bad)


def test_every_client_that_sends_too_much_is_told(server):
    """An answer given while the client still sends is lost: it sees a broken connection."""

    def send(size):
        with server.client() as client:
            return client.post(b"x" * size).status

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, [LARGEST + 1, 8 * LARGEST] * 50)) == {413}


def test_a_body_of_undeclared_length_is_cut_off_at_the_limit(server):
    with server.client() as client:
        chunks = (b" " * 65_536 for _ in range(LARGEST // 65_536 + 2))
        client.connection.request("POST", CALL, chunks, encode_chunked=True)
        assert client.connection.getresponse().status == 413


def test_a_script_that_is_not_there_is_refused(server):
    with server.client() as client:
        assert client.post({}, "/xlwings/custom-scripts-call/__init__").status == 404


def test_only_this_machine_can_call_unless_told_otherwise(server):
    others = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in {*others, "127.0.0.2"} - {"127.0.0.1"}:
        with pytest.raises(OSError, match=r"."):
            socket.create_connection((address, server.port), timeout=2)


@pytest.mark.parametrize("sent", [None, "", "test-token", "Bearer ", "Bearer test-token", "é"])
def test_without_credentials_a_server_for_others_answers_401(closed, sent):
    headers = {} if sent is None else {"Authorization": sent.encode()}
    with closed.client() as client:
        assert client.post(GOOD, **headers).status == 401


def test_with_its_token_a_server_for_others_answers(closed):
    printed = closed.output.read_text(encoding="utf-8")
    token = printed.split("Token to log in, made for this start: ")[1].split()[0]
    for sent in (token, f"Bearer {token}"):
        with closed.client(Authorization=sent) as client:
            assert outcome(client.call(GOOD)) == pytest.approx(0.2)
            assert "aigc-login" in client.get("/taskpane.html").body.decode()
    with closed.client() as client:
        files = [client.get(path) for path in ("/taskpane.html", "/static/js/aigc_token.js", "/manifest.xml")]
    assert all(token.encode() not in each.body for each in files)


def test_an_address_that_others_reach_asks_for_a_login_in_development_too(tmp_path):
    need_server()
    with (
        running(tmp_path, "--host", "0.0.0.0", XL_AIGC_SERVER_TOKEN="a token of sixteen") as found,
        found.client() as client,
    ):
        assert client.post(GOOD).status == 401
        assert client.post(GOOD, Authorization="a token of sixteen").status == 200


@pytest.mark.parametrize(
    ("options", "environment", "said"),
    [
        ([], {"XLWINGS_LICENSE_KEY": ""}, "noncommercial"),
        (["--environment", "prod"], {"XL_AIGC_SERVER_TOKEN": "short"}, "at least 16"),
        (["--allowed-host", "*"], {}, "'*' is no host name"),
        ([], {"XL_AIGC_SERVER_HOSTS": "https://aigc.example.com"}, "without scheme, port or *"),
        (["--certificate", "none.pem", "--key", "none.pem"], {}, "no such file"),
    ],
)
def test_a_start_that_can_not_be_is_refused_in_words(tmp_path, options, environment, said):
    need_server()
    with (
        pytest.raises(AssertionError, match=r"left with 1") as left,
        running(tmp_path, *options, HOME=str(tmp_path), **environment),
    ):
        pass
    assert said in str(left.value)
    assert "Traceback" not in str(left.value)


def test_several_workers_answer_alike(tmp_path):
    need_server()
    with running(tmp_path, "--workers", "2", "--environment", "qa", XL_AIGC_SERVER_TOKEN="s" * 20) as found:
        for _ in range(8):
            with found.client(Authorization="s" * 20) as client:
                assert outcome(client.call(GOOD)) == pytest.approx(0.2)
            with found.client() as client:
                assert client.post(GOOD).status == 401
