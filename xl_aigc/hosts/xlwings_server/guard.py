"""Check the path, host, login and body of every request before xlwings Server sees it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from xl_aigc.hosts.xlwings_server.addresses import check_host, check_path, host_name, is_loopback
from xl_aigc.hosts.xlwings_server.hover import CODE, SCRIPT, enter_call, with_script
from xl_aigc.hosts.xlwings_server.limits import BODY_BYTES, BODY_SECONDS, DROPPED_BYTES
from xl_aigc.hosts.xlwings_server.note import note_of
from xl_aigc.hosts.xlwings_server.payload import Refusal, check_call, count_cells, read_object
from xl_aigc.hosts.xlwings_server.quota import Quota

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Scope = MutableMapping[str, Any]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Login = Callable[[Scope], Awaitable[Refusal | None]]

BATCH: Final = "/aigc/batch"
TABLE: Final = "/aigc/table"
"""The route of a call that is computed in a process of its own."""
_CALL: Final = "/xlwings/custom-functions-call"
_SCRIPT: Final = "/xlwings/custom-scripts-call/"
_LATE, _LARGE = Refusal(408, "The body did not arrive in time."), Refusal(413, "The body is too large.")


async def no_login(_: Scope) -> Refusal | None:
    """Let everyone in."""
    return None


def no_table(_: bytes) -> bool:
    """Take no body for a large table."""
    return False


@dataclass(frozen=True)
class Guard:
    """An ASGI application around another one.

    Args:
        app: the application, such as xlwings Server's.
        functions: how many arguments each worksheet function takes, None for any number.
        scripts: the names of the scripts.
        login: why a request is not let in, asked before its body is read; None if it is.
        is_table: tells whether a call goes on unread to the route of large tables.
        quota: how much each person may have computed.
        script: what is added to the script of the functions.
        largest_body: in bytes.
        longest_wait: in seconds.
    """

    app: App
    functions: Mapping[str, int | None]
    scripts: frozenset[str] = frozenset()
    login: Login = no_login
    is_table: Callable[[bytes], bool] = no_table
    quota: Quota = field(default_factory=Quota)
    script: str = SCRIPT
    largest_body: int = BODY_BYTES
    longest_wait: float = BODY_SECONDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        note = note_of(scope)
        refusal = check_path(scope) or check_host(scope) or await self.login(scope)
        if scope["type"] == "websocket":
            await (self.app(scope, receive, send) if refusal is None else _close(receive, send))
            return
        if scope["path"].endswith(CODE):
            send = with_script(send, self.script)
        if is_loopback(host_name(scope)):
            send = _without_hsts(send)
        person = note.person or note.address
        if refusal is None and scope["method"] == "POST":
            refusal = self.quota.refusal(person)
        if refusal is None:
            await self._pass_on(
                scope, receive, _before_answer(send, lambda: self.quota.spend(person, note.cells))
            )
        else:
            await self._drain(scope, receive)
            await _refuse(send, refusal)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read and check the body; hand it on if it is in order."""
        try:
            async with asyncio.timeout(self.longest_wait):
                body = await self._body(scope, receive)
        except TimeoutError:
            body = _LATE
        if body is None:
            return
        if isinstance(body, bytes) and scope["path"].endswith(_CALL) and self.is_table(body):
            scope = {**scope, "path": scope["path"].removesuffix(_CALL) + TABLE}
        refusal = body if isinstance(body, Refusal) else self._check(scope, body)
        if refusal is not None:
            await _refuse(send, refusal)
        elif isinstance(body, bytes):
            await self.app(scope, _replay(body, receive), send)

    async def _drain(self, scope: Scope, receive: Receive) -> None:
        """Read and drop the body of a refused request, so that the client reads the answer.

        What is larger than any allowed body, or late, is left: the connection is cut.
        """
        if any(name == b"expect" for name, _ in scope["headers"]):
            return
        size = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(self.longest_wait):
                while size <= self.largest_body:
                    message = await receive()
                    size += len(message.get("body", b""))
                    if not message.get("more_body", False):
                        return

    async def _body(self, scope: Mapping[str, Any], receive: Receive) -> bytes | Refusal | None:
        """Return the whole body; None if the client went away.

        What is over the limit is read and dropped: answered while the client still sends, it would see a broken
        connection in place of the answer.
        """
        headers = dict(scope["headers"])
        declared = headers.get(b"content-length", b"0")
        large = not declared.isdigit() or int(declared) > self.largest_body
        if large and b"expect" in headers:
            return _LARGE  # the client waits for leave to send
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            part = message.get("body", b"")
            size += len(part)
            large = large or size > self.largest_body
            if not large:
                parts.append(part)
            if (large and size > DROPPED_BYTES) or not message.get("more_body", False):
                return _LARGE if large else b"".join(parts)

    def _check(self, scope: Scope, body: bytes) -> Refusal | None:
        """Why a body is refused at this address; by other methods xlwings Server takes none."""
        if scope["method"] != "POST":
            return None
        path = scope["path"]
        script = path.rpartition(_SCRIPT)
        if script[1] and script[2] not in self.scripts:
            return Refusal(404, "There is no such script.")
        if not path.endswith(_CALL):
            return None
        found = read_object(body)
        if isinstance(found, Refusal):
            return found
        refusal = check_call(found, self.functions)
        if refusal is None:
            enter_call(found)
            note = note_of(scope)
            note.function, note.calls, note.cells = str(found["func_name"]), 1, count_cells(found)
        return refusal


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a body that was read already, for who reads it next."""
    waiting = [body]

    async def again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return again


def _before_answer(send: Send, act: Callable[[], None]) -> Send:
    """Do something before the client sees an answer, and may ask for more."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            act()
        await send(message)

    return sent


def _without_hsts(send: Send) -> Send:
    """Leave out `Strict-Transport-Security`: for localhost a browser would refuse plain http of every other program."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = message["headers"]
            message["headers"] = [each for each in headers if each[0].lower() != b"strict-transport-security"]
        await send(message)

    return sent


async def _close(receive: Receive, send: Send) -> None:
    """Refuse a websocket before it is opened."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})


async def _refuse(send: Send, refusal: Refusal) -> None:
    """Answer with a status and its reason; Excel shows the latter beside the cell.

    The connection is closed, since the rest of a late body may still be on its way.
    """
    content = json.dumps({"detail": refusal.reason}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(content)).encode()),
        (b"connection", b"close"),
        *((name.encode(), value.encode()) for name, value in refusal.headers.items()),
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
