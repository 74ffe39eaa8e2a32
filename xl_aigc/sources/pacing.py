"""Asking a site politely: not too often, never for ever, again after a while where the network fails."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Callable

Got = TypeVar("Got")

NETWORK: Final = (OSError,)
"""Errors of a failing network, the only ones after which a request is tried again: every error of `requests` is an OSError, and so is a timeout."""


@dataclass(slots=True)
class Pace:
    """Pacing of the requests to a site.

    Attributes:
        interval: seconds between the beginnings of two requests.
        timeout: seconds after which a request is given up.
        tries: how often a request is made where the network fails.
        wait: seconds before the second try; doubled before each further one.
        sleep: what waits.
    """

    interval: float = 1.0
    timeout: float = 60.0
    tries: int = 4
    wait: float = 5.0
    sleep: Callable[[float], None] = time.sleep
    _next: float = field(default=0.0, init=False)

    def ask(self, request: Callable[[], Got], name: str) -> Got:
        """Make a request, with pauses and retries.

        Args:
            request: makes it.
            name: its name, for the message.

        Raises:
            DataError: the network failed each time.
        """
        for attempt in range(1, self.tries + 1):
            self._hold()
            try:
                return within(self.timeout, request)
            except NETWORK as error:
                if attempt == self.tries:
                    raise DataError(
                        f"No answer in {self.tries} tries ({type(error).__name__}: {str(error)[:200]}).",
                        Place(name),
                        remedy="Wait (the site may have barred this address for a while), then run it again: "
                        "it goes on where it stopped.",
                    ) from error
            self.sleep(self.wait * 2 ** (attempt - 1))
        raise AssertionError("a pace has at least one try")

    def _hold(self) -> None:
        """Wait until the next request may begin."""
        now = time.monotonic()
        if self._next > now:
            self.sleep(self._next - now)
        self._next = max(now, self._next) + self.interval


def within(seconds: float, request: Callable[[], Got]) -> Got:
    """Run a request with a time limit.

    AkShare 1.19 makes most requests without a timeout, so that only another thread can stop waiting. That thread is left
    behind as a daemon: it keeps nobody from ending the program, and Ctrl-C is heard at once.

    Raises:
        TimeoutError: it took longer.

    Example:
        >>> within(5.0, lambda: 1 + 1)
        2
    """
    got: list[Got] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            got.append(request())
        except BaseException as error:  # noqa: BLE001  raised again below, in the thread that waits
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not got:
        raise TimeoutError(f"no answer within {seconds:g} seconds")
    return got[0]
