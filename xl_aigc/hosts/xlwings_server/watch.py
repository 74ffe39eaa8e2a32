"""The outermost layer: gives every request an id, times it, and writes a line of JSON of it into the access log."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.errors import HostError, Place
from xl_aigc.hosts.xlwings_server.note import Note, note_of

if TYPE_CHECKING:
    from xl_aigc.hosts.xlwings_server.guard import App, Message, Receive, Scope, Send
    from xl_aigc.hosts.xlwings_server.metrics import Metrics

LOG_VARIABLE: Final = "XL_AIGC_SERVER_ACCESS_LOG"
_ID: Final = re.compile(rb"[\w-]{1,64}")
_ID_HEADER: Final = b"x-request-id"
_NO_STATUS: Final = 499
"""The status of a request whose client went away, as nginx writes it."""


@dataclass(frozen=True)
class Watch:
    """An ASGI application around another one.

    Args:
        app: the application.
        metrics: what counts its requests.
        log: the access log, None for none.
    """

    app: App
    metrics: Metrics
    log: logging.Logger | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        key, status, since = _request_id(scope), _NO_STATUS, time.perf_counter()
        note, method, path = note_of(scope), scope["method"], scope["path"]

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (_ID_HEADER, key.encode())]
            await send(message)

        self.metrics.under_way += 1
        try:
            await self.app(scope, receive, sent)
        finally:
            self.metrics.under_way -= 1
            seconds = time.perf_counter() - since
            self.metrics.add(note, status, seconds)
            if self.log is not None:
                self.log.info(_line({"id": key, "method": method, "path": path}, note, status, seconds))


def _request_id(scope: Scope) -> str:
    """Return the id that a web server before this one gave the request, else a new one."""
    given = next((value for name, value in scope["headers"] if name == _ID_HEADER), b"")
    return given.decode() if _ID.fullmatch(given) else secrets.token_hex(8)


def _line(request: dict[str, Any], note: Note, status: int, seconds: float) -> str:
    """Return a line of the access log; JSON in ASCII spells out every control character."""
    told = {
        "time": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
        **request,
        **vars(note),
        "status": status,
        "ms": round(1000 * seconds, 1),
    }
    return json.dumps(told)


@cache
def access_log() -> logging.Logger | None:
    """Return the access log that the environment names, which its owner alone reads; None where it names none.

    Several processes may write it, and another program may put it aside: it is opened anew then.

    Raises:
        HostError: it can't be written.
    """
    named = os.environ.get(LOG_VARIABLE)
    if not named:
        return None
    path = Path(named)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            path.touch(mode=0o600, exist_ok=False)
        handler = WatchedFileHandler(path, encoding="ascii")
    except OSError as error:
        raise HostError(
            f"The access log can't be written: {error.strerror or error}.", Place(path, key=LOG_VARIABLE)
        ) from error
    logger = logging.getLogger("xl_aigc.access")
    logger.propagate = False
    logger.setLevel(logging.INFO)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    return logger
