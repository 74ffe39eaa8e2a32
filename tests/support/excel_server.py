"""xlwings' COM server with its Windows modules stubbed: what Excel would call, over JSON lines.

Run as a program: each line of the input is `{"function": ..., "arguments": [...]}` and each line of the output what
`XLPython.CallUDF` gives. An argument is a JSON value; `{"rows": [[...]]}` a range's values as COM passes them; `{"range": [[...]]}`
a Range object; `{"error": "#N/A"}` an error value; `{"missing": true}` an argument left out. `{"wrapper": true}` asks for the
VBA text that xlwings itself would generate, `{"registered": true}` for what its decorators have attached.
"""

from __future__ import annotations

import ctypes
import io
import json
import sys
import types
from unittest import mock

SCODES = {
    "#DIV/0!": -2146826281,
    "#N/A": -2146826246,
    "#NAME?": -2146826259,
    "#NULL!": -2146826288,
    "#NUM!": -2146826252,
    "#REF!": -2146826265,
    "#VALUE!": -2146826273,
    "#GETTING_DATA": -2146826245,
    "#SPILL!": -2146826243,
    "#CONNECT!": -2146826242,
    "#BLOCKED!": -2146826241,
    "#UNKNOWN!": -2146826240,
    "#FIELD!": -2146826239,
    "#CALC!": -2146826238,
    "#BUSY!": -2146826237,
}
"""Error values as pywin32 passes them: the HRESULT of facility 10 and Excel's own number, 0x800A0000 + 2042 for #N/A."""
MISSING = -2147352572
RANGE_IID = "{00020846-0000-0000-C000-000000000046}"
WINDOWS = (
    "pythoncom pywintypes win32api win32con win32event win32gui win32process win32timezone win32com win32com.client "
    "win32com.server win32com.server.dispatcher win32com.server.policy win32com.server.util win32com.server.exception"
)


class ComTime:
    """Stands for pywintypes.TimeType, which nothing here is an instance of."""


class NoDispatch:
    """Stands for the type of a COM object."""


def stub_windows() -> None:
    """Put stand-ins for pywin32 in place, as far as xlwings touches them when it is loaded and when it calls a function."""
    for name in WINDOWS.split():
        module = types.ModuleType(name)
        module.__getattr__ = lambda attribute: mock.MagicMock(name=attribute)
        module.__path__ = []
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)
    sys.modules["pywintypes"].TimeType = ComTime
    sys.modules["pywintypes"].IID = str
    sys.modules["pywintypes"].com_error = type("com_error", (Exception,), {})
    sys.modules["pythoncom"].TypeIIDs = mock.MagicMock(__getitem__=lambda _, key: NoDispatch)
    sys.modules["pythoncom"].CoInitialize = lambda: None
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(sys.modules["win32com.client"], name, type(name, (), {}))
    sys.modules["win32com.server.util"].unwrap = mock.Mock(side_effect=TypeError)
    for name in ("windll", "oledll", "PyDLL"):
        setattr(ctypes, name, mock.MagicMock())


class FakeRange:
    """A COM Range of values: as much of it as xlwings reads; what else it touches on its way is of no account."""

    def __init__(self, rows) -> None:
        self.rows = rows
        attributes = mock.Mock(iid=RANGE_IID)
        self._oleobj_ = mock.Mock()
        self._oleobj_.GetTypeInfo.return_value.GetTypeAttr.return_value = attributes

    def __getattr__(self, name):
        return mock.MagicMock(name=name)

    @property
    def Value(self):  # noqa: N802  COM's name
        return self.rows[0][0] if len(self.rows) == len(self.rows[0]) == 1 else self.rows


def com_value(argument):
    """An argument of a request as pywin32 would hand it over."""
    if isinstance(argument, list):
        return tuple(map(com_value, argument))
    if not isinstance(argument, dict):
        # Excel has no integers: a number of a cell or a formula is a double.
        return float(argument) if type(argument) is int else argument
    if "error" in argument:
        return SCODES[argument["error"]]
    if "missing" in argument:
        return MISSING
    if "range" in argument:
        return FakeRange(com_value(argument["range"]))
    return com_value(argument["rows"])


def loaded():
    """xlwings as it is on Windows, and our module registered with it."""
    import xlwings  # noqa: PLC0415  one by one: the stubs come between

    stub_windows()
    import xlwings._xlwindows as windows  # noqa: PLC0415
    from xlwings import com_server, udfs  # noqa: PLC0415

    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    windows.Range.max_cells_per_read = (
        None  # what it is in desktop Excel; the way there leads through five COM objects
    )
    engine = xlwings.main.Engine(impl=windows.engine)
    xlwings.engines.add(engine)
    xlwings.engines.active = engine
    import xl_aigc.hosts.xlwings_excel as hosted  # noqa: PLC0415

    return com_server.XLPython(), udfs, hosted


def answer(request, server, udfs, hosted):
    if "wrapper" in request:
        text = io.StringIO()
        udfs.generate_vba_wrapper(hosted.__name__, hosted, text, mock.Mock(Name="report.xlsm"))
        return text.getvalue()
    if "registered" in request:
        return {name: each.__xlfunc__ for name, each in vars(hosted).items() if hasattr(each, "__xlfunc__")}
    arguments = [com_value(each) for each in request["arguments"]]
    return server.CallUDF(request.get("module", hosted.__name__), request["function"], arguments)


def main() -> None:
    parts = loaded()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line), *parts)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
