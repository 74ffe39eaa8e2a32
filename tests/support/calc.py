"""Drives a LibreOffice over a pipe; a script for the Python that has `uno`.

    python3 calc.py < job.json > result.json

A job names the office's program, its profile, the folder of `manager.py`, and steps, done in one office one after the other:

    {"do": "read", "file", "ranges": {key: [sheet, "A1:B2"]}, "store"}   load, recalculate, give the cells of each range; store elsewhere
    {"do": "insert", "file", "sheet", "lines": {"Columns": 2}, "texts": {"C8": "mine"}, "store"}   insert a column or a row before the one of that number, from 0; then type texts
    {"do": "functions"}                                                 the function wizard's list: name, text, arguments
    {"do": "texts", "language"}                                         descriptions as that language's office has them
    {"do": "time", "files": {key: file}, "runs"}                        seconds to recalculate each file, run by run

A cell is a number, a text, null, or {"error": number}.
"""

import json
import sys
import time
from pathlib import Path

import uno  # noqa: F401  makes the names below importable
from com.sun.star.beans import NamedValue, PropertyValue

XLSX = "Calc MS Excel 2007 XML"
ADDINS = "/org.openoffice.Office.CalcAddIns/AddInInfo/AIGC/AddInFunctions"


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


class Session:
    """An office, and what can be asked of it."""

    def __init__(self, context):
        self.context = context
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def load(self, file):
        address = Path(file).resolve().as_uri()
        return self.desktop.loadComponentFromURL(address, "_blank", 0, (setting("Hidden", True),))

    def read(self, file, ranges, store=None):
        document = self.load(file)
        document.calculateAll()  # a file that Calc saved carries results, which it takes as they are
        found = {key: cells(document.Sheets.getByName(sheet), ref) for key, (sheet, ref) in ranges.items()}
        if store:
            document.storeToURL(Path(store).resolve().as_uri(), (setting("FilterName", XLSX),))
        document.close(True)
        return found

    def insert(self, file, sheet, lines, texts, store):
        document = self.load(file)
        page = document.Sheets.getByName(sheet)
        for kind, place in lines.items():
            getattr(page, kind).insertByIndex(place, 1)
        for at, text in texts.items():
            page.getCellRangeByName(at).setString(text)
        document.storeToURL(Path(store).resolve().as_uri(), (setting("FilterName", XLSX),))
        document.close(True)

    def functions(self):
        listed = self.service("com.sun.star.sheet.FunctionDescriptions")
        held = [{each.Name: each.Value for each in listed.getByIndex(n)} for n in range(listed.Count)]
        return {
            each["Name"]: [
                each["Description"],
                [[one.Name, one.Description] for one in each["Arguments"] or ()],
            ]
            for each in held
            if each["Name"].startswith("AIGC")
        }

    def texts(self, language):
        provider = self.service("com.sun.star.configuration.ConfigurationProvider")
        wanted = []
        for name, value in (("nodepath", ADDINS), ("Locale", language)):
            made = NamedValue()
            made.Name, made.Value = name, value
            wanted.append(made)
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", tuple(wanted)
        )
        return {key: access.getByName(key).getByName("Description") for key in access.ElementNames}

    def time(self, files, runs):
        documents = {key: self.load(file) for key, file in files.items()}
        seconds = {key: [] for key in files}
        keys = list(documents)
        for run in range(runs):
            # Another one begins each round, so that nothing that recurs always meets the same one.
            for key in keys[run % len(keys) :] + keys[: run % len(keys)]:
                start = time.perf_counter()
                documents[key].calculateAll()
                seconds[key].append(time.perf_counter() - start)
        for document in documents.values():
            document.close(True)
        return seconds


def cells(sheet, ref):
    """The cells of a range, fetched as a whole: each call goes to another process."""
    part = sheet.getCellRangeByName(ref)
    shown, written = part.getDataArray(), part.getFormulaArray()
    return [
        [
            cell(part, x, y) if value is None else None if value == text == "" else value
            for x, (value, text) in enumerate(zip(*rows, strict=True))
        ]
        for y, rows in enumerate(zip(shown, written, strict=True))
    ]


def cell(part, x, y):
    """A cell that shows an error, and so has no value."""
    return {"error": part.getCellByPosition(x, y).getError()}


def main():
    job = json.load(sys.stdin)
    sys.path.insert(0, job["manager"])
    from manager import Running  # noqa: PLC0415  its folder has just been named

    with Running(job["program"], Path(job["profile"])) as context:
        session = Session(context)
        done = [getattr(session, step.pop("do"))(**step) for step in job["steps"]]
    json.dump(done, sys.stdout)


if __name__ == "__main__":
    main()
