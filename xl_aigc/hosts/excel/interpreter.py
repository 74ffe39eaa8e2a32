r"""The Python that the add-in starts, written so that a Windows of any code page finds it.

xlwings' VBA hands the path to Windows in the letters of one code page. A folder such as `C:\Users\张三` has letters that a
Windows set to English lacks; its short name (`C:\Users\ZHANGS~1`) has none.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Any, Final

from xl_aigc.errors import HostError, Place

_LONGEST: Final = 1024


def interpreter_setting() -> str | None:
    """Return the path of this Python for the add-in's settings; None anywhere but on Windows.

    Raises:
        HostError: the path has letters outside ASCII, and Windows keeps no short name for it.
    """
    if os.name != "nt":
        return None
    return plain_path(sys.executable, short_path(sys.executable))


def plain_path(path: str, short: str) -> str:
    r"""Return the spelling of a path that every code page has.

    Args:
        path: of the Python.
        short: its short name, or the path itself where there is none.

    Raises:
        HostError: neither is in ASCII.

    Example:
        >>> plain_path(r"C:\Users\张三\python.exe", r"C:\Users\ZHANGS~1\python.exe")
        'C:\\Users\\ZHANGS~1\\python.exe'
    """
    found = next((each for each in (path, short) if each.isascii()), None)
    if found is None:
        raise HostError(
            "Excel's VBA can't start a Python whose folder has letters outside ASCII.",
            Place(Path(path)),
            remedy=r"Install into a plain folder: py -m venv C:\ProgramData\xl_aigc, then use the Python in it.",
        )
    return found


def short_path(path: str, kernel: Any = None) -> str:
    """Return the short name that Windows keeps for a path; the path itself where the volume keeps none.

    Args:
        path: an existing file.
        kernel: the library that Windows offers for it; `kernel32` for None.
    """
    ask = (kernel or ctypes.windll.kernel32).GetShortPathNameW  # type: ignore[attr-defined]  # on Windows only
    buffer = ctypes.create_unicode_buffer(_LONGEST)
    return buffer.value if 0 < ask(path, buffer, _LONGEST) < _LONGEST else path
