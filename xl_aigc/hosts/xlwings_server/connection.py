"""Bounds on what comes before a body: uvicorn itself waits for headers without end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from xl_aigc.hosts.xlwings_server.limits import HEAD_BYTES, HEAD_SECONDS, HEADERS

if TYPE_CHECKING:
    import asyncio

_TOO_LARGE: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
)


class _TooLargeError(Exception):
    """The headers are too many or too large; the parser stops at it."""


class BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1 as uvicorn speaks it, with headers bounded in time, size and number.

    Run it with `uvicorn --http xl_aigc.hosts.xlwings_server.connection:BoundedProtocol`.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take what uvicorn hands to a protocol."""
        super().__init__(*given, **named)
        self._deadline: asyncio.TimerHandle | None = None
        self._in_head = True
        self._unused = 0  # bytes since the last ones that were part of a body or ended the headers
        self._size = 0
        self._count = 0
        self._too_large = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn
        """Start the clock: a client that sends nothing at all is cut off too."""
        super().connection_made(transport)
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came. The parser gathers an unfinished header without end, so its bytes are counted here."""
        if self.cycle is None or self.cycle.response_complete:
            self._start_clock()
        self._unused += len(data)
        super().data_received(data)
        if self._unused > HEAD_BYTES and not self.transport.is_closing():
            self._too_large = True
            self.send_400_response("")

    def on_message_begin(self) -> None:
        """Count anew for each request of a connection."""
        self._size, self._count, self._in_head = 0, 0, True
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take a part of the address."""
        self._bound(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header. One that follows a body would come after the checks of all headers: it is dropped."""
        self._count += 1
        self._bound(len(name) + len(value))
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Stop the clock; from here on the body's own bounds hold."""
        self._stop_clock()
        self._in_head, self._unused = False, 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._unused = 0
        super().on_body(body)

    def send_400_response(self, msg: str) -> None:
        """Answer a request that can't be parsed, and close the connection."""
        if not self._too_large:
            super().send_400_response(msg)
            return
        self.transport.write(_TOO_LARGE)
        self.transport.close()

    def _bound(self, size: int) -> None:
        self._size += size
        if self._size > HEAD_BYTES or self._count > HEADERS:
            self._too_large = True
            raise _TooLargeError

    def _start_clock(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self._cut)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _cut(self) -> None:
        """Drop the connection at once: who does not send headers in time would not end TLS in time either."""
        self._deadline = None
        self.transport.abort()
