"""Connections that send headers slowly, without end or in masses do not stay, and nobody else waits for them."""

from __future__ import annotations

import select
import socket
import time
from contextlib import suppress

import pytest
from support.office_js_calls import outcome, payload
from support.server_process import CALL, need_server, running

from xl_aigc.hosts.xlwings_server.limits import HEAD_BYTES, HEAD_SECONDS, HEADERS

pytestmark = pytest.mark.slow

HALF = 2_500
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
WHOLE = HEAD + b"\r\n"
REFUSED = b"POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 99999\r\n\r\n"
CHUNKED = f"POST {CALL} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n".encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    need_server()
    with running(tmp_path_factory.mktemp("server")) as found:
        yield found


def still_open(drips):
    """The connections, each with what it drips, that the server has not closed after twice its time limit."""
    end, left = time.monotonic() + 2 * HEAD_SECONDS, dict(drips)
    while left and time.monotonic() < end:
        poll, known = select.poll(), {each.fileno(): each for each in left}
        for number in known:
            poll.register(number, select.POLLIN)
        for number, _ in poll.poll(500):
            if is_closed(known[number]):
                del left[known[number]]
        for each, drip in left.items():
            with suppress(OSError):  # closed since; the next look says so
                each.sendall(drip)
    return list(left.values())


def is_closed(connection):
    try:
        return connection.recv(65_536) == b""
    except ConnectionError:
        return True


def test_half_sent_requests_are_dropped_and_others_are_answered_meanwhile(server):
    connections = [server.connect() for _ in range(HALF)]
    try:
        for each in connections:
            each.sendall(HEAD + b"X-Half: ")
        with server.client() as client:
            assert outcome(client.call(payload("YOY", [120, 100]))) == pytest.approx(0.2)
        assert still_open(dict.fromkeys(connections, b"")) == []
    finally:
        for each in connections:
            each.close()


def test_headers_that_drip_are_given_up(server):
    started = (b"", HEAD, WHOLE, WHOLE + HEAD)
    kinds = {(first, drip) for first in started for drip in (b"", b"\r\n", b"X: y\r\n")}
    kinds -= {(HEAD, b"\r\n"), (WHOLE + HEAD, b"\r\n")}  # an empty line ends the headers
    kinds |= {(WHOLE, b"G"), (REFUSED, b"x")}
    opened = {server.connect(): kind for kind in kinds}
    try:
        for connection, (first, _) in opened.items():
            connection.sendall(first)
        assert still_open({connection: drip for connection, (_, drip) in opened.items()}) == []
    finally:
        for each in opened:
            each.close()


@pytest.mark.parametrize(
    "request_",
    [
        HEAD + b"".join(b"X-%d: 1\r\n" % each for each in range(HEADERS)) + b"\r\n",
        HEAD + b"X: " + b"x" * HEAD_BYTES + b"\r\n\r\n",
        HEAD + b"X: " + b"x" * (HEAD_BYTES + 200_000),
        HEAD + b"x" * (HEAD_BYTES + 200_000),
        b"GET /?" + b"x" * HEAD_BYTES + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /" + b"x" * (HEAD_BYTES + 200_000),
        b"\r\n" * HEAD_BYTES,
        CHUNKED + b"2\r\n{}\r\n0\r\nX: " + b"x" * (HEAD_BYTES + 600_000),
        CHUNKED + b"2\r\n{}\r\n0\r\n" + b"X: y\r\n" * HEADERS + b"\r\n",
    ],
    ids=[
        "too many",
        "too large",
        "one without end",
        "a name without end",
        "a long address",
        "an address without end",
        "line ends",
        "one without end after the body",
        "too many after the body",
    ],
)
def test_headers_over_the_limit_are_refused(server, request_):
    with server.connect() as connection:
        got = b""
        try:
            connection.sendall(request_)
            connection.shutdown(socket.SHUT_WR)
            got = connection.recv(65_536)
        except OSError:
            return  # the server closed while more was on its way, and its answer is lost
    assert got.split()[1] == b"431"


def test_headers_up_to_the_limit_are_taken(server):
    count = HEAD + b"Connection: close\r\n" + b"X: y\r\n" * (HEADERS - 2) + b"\r\n"
    size = HEAD + b"Connection: close\r\nX: " + b"x" * (HEAD_BYTES - 200) + b"\r\n\r\n"
    for request in (count, size):
        assert server.raw(request).startswith(b"HTTP/1.1 200")


def test_several_requests_on_one_connection_are_counted_apart(server):
    request = HEAD + b"X: y\r\n" * (HEADERS - 10) + b"\r\n"
    with server.client() as client:
        body = payload("YOY", [120, 100])
        for _ in range(5):
            assert outcome(client.call(body)) == pytest.approx(0.2)
    last = request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    assert server.raw(request * 4 + last).count(b"HTTP/1.1 200") == 5
