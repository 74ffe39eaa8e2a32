"""The log file: a cell can only show `#VALUE!`, so the sentence that says why goes here."""

import os
import sys
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.functions.refusals import CALLER
from xl_aigc.outside import printable

if TYPE_CHECKING:
    from logging import Logger

LOG_VARIABLE: Final = "XL_AIGC_LOG"
_LONGEST_REASON: Final = 500
_REMEMBERED: Final = 256


def log_path() -> Path:
    """The path of the log of refused calls; the variable `XL_AIGC_LOG` overrides it.

    Plain standard library, since the functions also run in Pyodide and in LibreOffice's own Python.
    """
    chosen = os.environ.get(LOG_VARIABLE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA", "~/AppData/Local")).expanduser()
    elif sys.platform == "darwin":
        folder = Path("~/Library/Logs").expanduser()
    else:
        folder = Path(os.environ.get("XDG_STATE_HOME", "~/.local/state")).expanduser()
    return folder / "xl_aigc" / "functions.log"


@cache
def _logger(path: Path) -> "Logger":
    import logging  # noqa: PLC0415  only a refused call pays for it

    from xl_aigc.functions.log_file import LogFile, ShownFormatter  # noqa: PLC0415

    logger = logging.getLogger(f"xl_aigc.functions.{path}")
    logger.propagate = False
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler: logging.Handler = LogFile(path)
    except OSError as error:
        # A read-only home must not turn a cell's #VALUE! into a crash of the host; the console still gets the reasons.
        handler = logging.StreamHandler(sys.stderr)
        handler.emit(
            logging.makeLogRecord({"msg": f"{path} can't be written ({error}); reasons follow here."})
        )
    handler.setFormatter(ShownFormatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    return logger


def log_refusal(function: str, reason: str) -> None:
    """Write down why a call was refused, once for each reason, with the first cell where the host knows it."""
    _log_once(function, printable(reason[:_LONGEST_REASON]))


@lru_cache(_REMEMBERED)
def _log_once(function: str, reason: str) -> None:
    address = printable(CALLER.get().address[:_LONGEST_REASON])
    _logger(log_path()).warning("%s: %s", f"{function} in {address}" if address else function, reason)


def forget_refusals() -> None:
    """Let every reason be written down again."""
    _log_once.cache_clear()


def log_failure(function: str, error: BaseException) -> None:
    """Write down an unexpected error in full, with where in the code it happened."""
    _logger(log_path()).error("%s: unexpected error", function, exc_info=error)
