"""What the real server lets happen without a login, and that docs say so."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from support.office_js_calls import outcome, payload
from support.server_process import CALL, need_server, running
from support.server_routes import routes

from xl_aigc.hosts.xlwings_server.guard import Guard
from xl_aigc.hosts.xlwings_server.payload import Refusal

pytestmark = pytest.mark.slow

TOKEN = "a token of sixteen"
DOCS = Path(__file__).parents[2] / "docs" / "security.md"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
GOOD = payload("YOY", [120, 100])


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    need_server()
    folder = tmp_path_factory.mktemp("closed")
    with running(folder, "--environment", "prod", XL_AIGC_SERVER_TOKEN=TOKEN) as found:
        yield found


def documented():
    """The open routes by docs/security.md: path and reason."""
    section = DOCS.read_text(encoding="utf-8").split("## Open without a login")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `(/\S*)` \| (.+) \|$", section, flags=re.MULTILINE))


def test_the_routes_open_without_a_login_are_those_of_the_docs(server, tmp_path_factory):
    listed = documented()
    assert all(len(reason) > 20 for reason in listed.values())
    found = {path for path, _ in routes(server.output.parent / "project")}
    probes = {path: path.replace("{script_name}", "x") for path in found} | {
        "/static": "/static/css/style.css"
    }
    is_open = set()
    for path, probe in probes.items():
        statuses = {method: server.ask(probe, method).status for method in METHODS}
        reading = {statuses.pop("GET"), statuses.pop("HEAD")}
        assert set(statuses.values()) == {401}, path
        if 401 not in reading:
            assert 200 in reading or path == "/xlwings/alert"
            is_open.add(f"{path}/..." if path == "/static" else path)
    assert is_open == set(listed)


@pytest.mark.parametrize(
    "path", ["/manifest.xml", "/manifest/download", "/taskpane", "/favicon.ico", "/none", "//", CALL]
)
def test_everything_else_asks_for_a_login(server, path):
    assert server.ask(path).status == 401
    assert server.ask(path, headers=[f"Authorization: {TOKEN}"]).status != 401


def test_the_question_of_another_origin_is_answered_by_the_rules_for_origins(server):
    asked = ["Origin: https://evil.example", "Access-Control-Request-Method: POST"]
    reply = server.ask(CALL, "OPTIONS", asked)
    assert (reply.status, reply.body) == (400, b"Disallowed CORS origin")


@pytest.mark.parametrize(
    "body",
    [
        b"x" * 15_000_000,
        b'{"func_name": ',
        b"[" * 200_000,
        {**GOOD, "func_name": "aigc_moon"},
        {**GOOD, "args": 5},
    ],
)
def test_without_a_login_a_body_is_read_away_but_not_looked_into(server, body):
    with server.client() as client:
        reply = client.post(body)
    assert reply.status == 401
    assert reply.json == {"detail": "Log in with the server's token."}


def test_a_body_of_undeclared_length_is_read_away_too(server):
    with server.client() as client:
        client.connection.request("POST", CALL, (b" " * 65_536 for _ in range(100)), encode_chunked=True)
        assert client.connection.getresponse().status == 401


def test_who_asks_before_sending_is_refused_before_sending(server):
    with server.client() as client:
        reply = server.raw(
            f"POST {CALL} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n".encode()
        )
        assert reply.startswith(b"HTTP/1.1 401")
        assert outcome(client.post(GOOD, Authorization=TOKEN).json["result"]) == pytest.approx(0.2)


def test_a_login_after_the_body_is_none(server):
    request = (
        f"POST {CALL} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        f"2\r\n{{}}\r\n0\r\nAuthorization: {TOKEN}\r\n\r\n"
    )
    assert server.raw(request.encode()).startswith(b"HTTP/1.1 401")


def guarded(kind, messages, **scope):
    """What the guard sends to a client without a login, and how many messages of the client it took."""
    sent, left = [], list(messages)

    async def refuse(_):
        return Refusal(401, "Log in.")

    async def application(*_):
        raise AssertionError("it was let in")

    async def receive():
        if not left:
            await asyncio.sleep(60)
        return left.pop(0)

    async def send(message):
        sent.append(message)

    whole = {"type": kind, "path": "/", "headers": [(b"host", b"a.example")], **scope}
    guard = Guard(application, {}, login=refuse, largest_body=100, longest_wait=0.05)
    asyncio.run(guard(whole, receive, send))
    return sent, len(messages) - len(left)


def test_a_body_without_a_login_is_read_for_a_while_and_up_to_the_largest():
    part = {"type": "http.request", "body": b" " * 30, "more_body": True}
    for count, taken in ((1, 1), (50, 4)):
        sent, read = guarded("http", [part] * count, method="POST")
        assert sent[0]["status"] == 401
        assert (b"www-authenticate", b"Bearer") in sent[0]["headers"]
        assert read == taken


def test_a_websocket_without_a_login_is_not_opened():
    sent, _ = guarded("websocket", [{"type": "websocket.connect"}])
    assert [each["type"] for each in sent] == ["websocket.close"]
