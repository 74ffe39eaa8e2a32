"""Opens a macro workbook in LibreOffice with macros on, and prints what its cells show; run by LibreOffice's own Python.

usage: run_macros.py SOFFICE PROFILE WORKBOOK REQUEST     (REQUEST: JSON, see `main`)

`XLPy` of the workbook is a stub that hands out the object of `Bridge`. Each call goes from Basic to it, to xlwings' COM server in a
process of its own (`excel_server.py`), and back: values and errors really come from Python.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.script import ArrayWrapper
from com.sun.star.script.provider import XScript

SCRIPT = "vnd.sun.star.script:VBAProject.{}?language=Basic&location=document"
CONNECT = SCRIPT.format("xlwings.Connect")


class Bridge(unohelper.Base, XScript):
    """The COM server as Basic reaches it. XScript, since it takes any arguments and is at hand; XInvocation crashes pyuno 7.4."""

    def __init__(self, server) -> None:
        self.server = server
        self.calls = []
        self.commands = []

    def invoke(self, arguments, out_places, out_values):
        module, function, given = arguments
        if function == "RunPython":
            self.commands += given
            return 0, (), ()
        self.calls.append(function)
        asked = {"module": module, "function": function, "arguments": [plain(each) for each in given]}
        self.server.stdin.write(json.dumps(asked) + "\n")
        self.server.stdin.flush()
        return basic(json.loads(self.server.stdout.readline())), (), ()


def plain(argument):
    """A Basic value as a request has it: an array of two dimensions arrives as rows, one of one dimension as values."""
    if not isinstance(argument, tuple):
        return argument
    return {"rows": [list(each) if isinstance(each, tuple) else each for each in argument]}


def basic(outcome):
    """A result as COM would hand it to VBA: rows are one array of two dimensions, a single row is one of one dimension."""
    if not isinstance(outcome, list):
        return outcome
    if not isinstance(outcome[0], list):
        return tuple(outcome)
    wrapper = ArrayWrapper()
    wrapper.IsZeroIndex = True
    wrapper.Array = uno.Any("[][]any", tuple(map(tuple, outcome)))
    return wrapper


def properties(**named):
    made = []
    for name, value in named.items():
        each = PropertyValue()
        each.Name, each.Value = name, value
        made.append(each)
    return tuple(made)


def connected(soffice, profile):
    """A running office and its desktop; a new profile makes LibreOffice 7.4 exit once with 81."""
    pipe = f"xl_aigc_macros_{os.getpid()}"
    command = [soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--nologo"]
    command += [f"--accept=pipe,name={pipe};urp;"]
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        if process.poll() is not None:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return process, context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
        except Exception:  # noqa: BLE001  NoConnectException, until it listens
            time.sleep(0.1)
    process.kill()
    raise SystemExit("LibreOffice did not answer within a minute")


def shown(cell):
    """What a cell shows: its value, its text, or the text of its error."""
    if cell.getError():
        return {"error": cell.String, "code": cell.getError()}
    kind = (
        cell.FormulaResultType2
        if cell.Type.value == "FORMULA"
        else {"VALUE": 1, "TEXT": 2}.get(cell.Type.value)
    )
    return cell.Value if kind == 1 else cell.String


def main() -> None:
    soffice, profile, workbook, asked = sys.argv[1:]
    request = json.loads(asked)
    server = subprocess.Popen(
        [request["python"], str(Path(__file__).with_name("excel_server.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    process, desktop = connected(soffice, profile)
    try:
        book = desktop.loadComponentFromURL(
            Path(workbook).as_uri(), "_blank", 0, properties(Hidden=True, MacroExecutionMode=4)
        )
        sheet = book.Sheets.getByName(request["sheet"])
        book.calculateAll()
        before = {address: shown(sheet.getCellRangeByName(address)) for address in request["cells"]}
        bridge = Bridge(server)
        book.getScriptProvider().getScript(CONNECT).invoke((bridge,), (), ())
        for macro in request["recovery"]:
            book.getScriptProvider().getScript(SCRIPT.format(macro)).invoke((), (), ())
        recovered = {address: shown(sheet.getCellRangeByName(address)) for address in request["cells"]}
        for address, value in request["values"].items():
            sheet.getCellRangeByName(address).Value = value
        for address, formula in request["formulas"].items():
            sheet.getCellRangeByName(address).setArrayFormula(formula)
        book.calculateAll()
        after = {address: shown(sheet.getCellRangeByName(address)) for address in request["cells"]}
        for macro in request["macros"]:
            book.getScriptProvider().getScript(SCRIPT.format(macro)).invoke((), (), ())
        told = {
            "before": before,
            "recovered": recovered,
            "after": after,
            "calls": bridge.calls,
            "commands": bridge.commands,
        }
        sys.stdout.write(json.dumps(told))
        book.close(True)
    finally:
        server.stdin.close()
        server.wait(20)
        try:
            desktop.terminate()
        except Exception:  # noqa: BLE001  it has gone while answering
            process.wait(1)
        process.wait(30)


if __name__ == "__main__":
    main()
