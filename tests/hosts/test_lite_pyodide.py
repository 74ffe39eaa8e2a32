"""Our wheel in the real Pyodide, run by Node, and the pasted main.py called there by xlwings itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from email import message_from_bytes
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import Workbook
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from support.office_js_calls import CELL_CASES, EXAMPLES, RANGES, agree, evaluate, outcome, payload
from support.remote_book import Done, cells_of
from support.remote_book import payload as book_payload

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts import headless
from xl_aigc.hosts.xlwings_lite import write_lite
from xl_aigc.hosts.xlwings_lite.source import SCRIPT

ROOT = Path(__file__).parents[2]
NODE = Path(__file__).parents[1] / "support" / "node"
WRONG_COUNTS = {
    "argument left out",
    "argument left out beside a column",
    "nothing given",
    "too many arguments",
    "no column named",
}
"""Cases of too few or too many arguments, which Excel lets nobody enter; the pasted functions are plain Python and refuse them."""
MOST_SECONDS = 300
pytestmark = pytest.mark.slow


def missing(what):
    """Skip, unless Pyodide is required."""
    if "pyodide" in os.environ.get("XL_AIGC_REQUIRE", "").split(","):
        pytest.fail(f"XL_AIGC_REQUIRE names pyodide: {what}")
    pytest.skip(what)


@pytest.fixture(scope="module")
def pyodide(tmp_path_factory):
    """The folder of the npm package."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        missing("node and npm are not installed")
    folder = tmp_path_factory.mktemp("node")
    shutil.copy(NODE / "package.json", folder)
    done = subprocess.run(
        ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=MOST_SECONDS,
    )
    if done.returncode:
        missing(f"npm could not install pyodide: {done.stderr[-400:]}")
    return folder / "node_modules" / "pyodide"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    if find_spec("hatchling") is None:
        missing("hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=MOST_SECONDS)
    return next(folder.glob("xl_aigc-*.whl"))


class Host:
    """Pyodide with the functions and main.py in it; one line a call."""

    def __init__(self, process):
        self.process = process
        self.start = self._line()
        self.told = self._line()

    def _line(self):
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()[-2000:]
        return json.loads(line)

    def ask(self, body):
        # JSON has no infinity, but a number as large as that.
        self.process.stdin.write(json.dumps(body).replace("Infinity", "1e999") + "\n")
        self.process.stdin.flush()
        return self._line()

    def call(self, body):
        found = self.ask(body)
        if isinstance(found, dict) and found["raised"].startswith("xl_aigc.functions.cells.ArgumentError: "):
            self.reason = found["raised"].partition(": ")[2]
            return [[{"type": "Error", "errorType": "Value"}]]  # as xlwings' script shows an error of Python
        assert isinstance(found, list), found
        return found


@pytest.fixture(scope="module")
def host(pyodide, wheel, tmp_path_factory):
    main, _ = write_lite(tmp_path_factory.mktemp("lite"))
    xlwings = Path(find_spec("xlwings").origin).parent
    with subprocess.Popen(
        ["node", NODE / "pyodide_host.mjs", pyodide, wheel, xlwings, main],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        watch = threading.Timer(MOST_SECONDS, process.kill)
        watch.start()
        yield Host(process)
        watch.cancel()
        process.stdin.close()
        process.wait(timeout=20)


@pytest.mark.parametrize(("key", "example"), EXAMPLES, ids=lambda value: getattr(value, "formula", value))
def test_an_example_gives_its_documented_result(key, example, host, monkeypatch):
    assert f"AIGC_{key}(" in example.formula
    got = evaluate(example.formula, host.call, monkeypatch)
    assert agree(got, example.result), f"{example.formula} gave {got!r}"


def test_the_reason_of_a_refusal_is_the_message_beside_the_cell(host):
    host.call(payload("YOY", ["abc", 100]))
    assert host.reason == "AIGC_YOY: 'abc' is not a number."
    assert outcome(host.call(payload("YOY", [120, 0]))) is CellError.DIV0


@pytest.mark.parametrize(
    "row",
    [row for row in CELL_CASES if row["case"] not in WRONG_COUNTS],
    ids=lambda row: f"{row['function']}: {row['case']}",
)
def test_the_table_of_edge_cases_holds(row, host, monkeypatch):
    got = evaluate(row["formula"], host.call, monkeypatch, RANGES)
    expected = headless.evaluate(row["expected"])
    assert agree(got, expected), f"{row['formula']} gave {got!r}, expected {expected!r}"


def test_excel_is_told_of_every_function_under_its_name(host):
    told = {each["name"]: each["description"] for each in host.told["functions"]}
    assert told == {f"AIGC.{key}": each.en for key, each in CATALOGUE.items()}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """A workbook of two sheets, the second with a value in B2."""
    book = Workbook()
    book.create_sheet("Mine")["B2"] = 5
    book.save(path := tmp_path_factory.mktemp("book") / "mine.xlsx")
    return path


def inserted(host, workbook, *given, selection="C4:D9"):
    """What Excel would hold after the script of the form ran with these fields."""
    body = {"script": SCRIPT, "args": list(given)}
    body["book"] = book_payload(workbook, active="Mine", selection=selection)
    return Done(cells_of(workbook), SimpleNamespace(json=lambda: host.ask(body)))


@pytest.mark.parametrize(
    ("given", "formula"),
    [
        (("昆仑", "Revenue (revenue)", "LFY-1 (2022FY)"), '=AIGC.FIGURE("300418.SZ","revenue","LFY-1")'),
        (
            ("sz002229", "R&D expense (rd_expense)", "-1 (2023H1)"),
            '=AIGC.FIGURE("sz002229","rd_expense","-1")',
        ),
    ],
)
def test_the_form_writes_the_formula_into_the_first_selected_cell(host, workbook, given, formula):
    done = inserted(host, workbook, *given)
    assert done.cells["Mine"] == {"B2": 5, "C4": formula}
    assert (done.calls, done.alerts) == (1, [])


NO_CELL = ["Select a cell of a worksheet first."]
NO_FIELDS = [
    "Pick a company, an item and a period first.",
    "The form is in App Mode: press Ctrl+Shift+M, on a Mac Cmd+Shift+M.",
]
THREE = ["Several match. Pick one of these or type more of its name:", "Fanli Digital (600228.SH)"]
THREE += ["Skyworth Digital (000810.SZ)", "Tianyu Digital (002354.SZ)"]
"""Three of the 55 companies have Digital in their English names."""


@pytest.mark.parametrize(
    ("company", "selection", "said"),
    [("digital", None, NO_CELL), ("", "A1", NO_FIELDS), ("digital", "A1", THREE)],
    ids=["no cell", "no company", "three companies"],
)
def test_the_form_says_what_it_lacks_and_writes_nothing(host, workbook, company, selection, said):
    done = inserted(host, workbook, company, selection=selection)
    assert done.alerts[0].splitlines() == said
    assert done.cells["Mine"] == {"B2": 5}


def test_xlwings_is_told_of_the_form_which_reads_no_cells(host):
    (script,) = host.told["scripts"]
    assert (script["function_name"], script["name"], script["lazy"]) == (SCRIPT, "Insert a figure", True)


def test_nothing_beside_the_standard_library_is_imported(host, record_property):
    record_property("seconds to import the functions", host.start["seconds"])
    assert host.start["platform"] == "emscripten"
    assert host.start["foreign"] == []


def test_python_of_pyodide_is_one_that_the_wheel_takes(host, wheel):
    assert SpecifierSet(_metadata(wheel)["Requires-Python"]).contains(host.start["python"])


def test_nothing_blocks_the_install(wheel, pyodide):
    """Each distribution that would be installed is pure Python, or Pyodide has built it."""
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    built = {canonicalize_name(each["name"]): each["version"] for each in lock.values()}
    waiting, seen = _due(_metadata(wheel).get_all("Requires-Dist")), {}
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in built:
            assert wanted.specifier.contains(built[name]), (
                f"Pyodide has {name} {built[name]}, due is {wanted}"
            )
        elif name not in seen:
            installed = metadata.distribution(name)
            assert "Root-Is-Purelib: true" in installed.read_text("WHEEL"), f"{name} is not pure Python"
            waiting += _due(installed.requires or ())
        seen[name] = wanted
    assert "numpy" not in seen
    assert {"pyyaml", "typer"} <= set(seen)


def _metadata(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def _due(requirements):
    """Those of a list of requirements that apply in Pyodide."""
    pyodide = {"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix", "extra": ""}
    pyodide |= {"python_version": "3.14", "python_full_version": "3.14.2", "platform_machine": "wasm32"}
    wanted = map(Requirement, requirements)
    return [each for each in wanted if each.marker is None or each.marker.evaluate(pyodide)]
