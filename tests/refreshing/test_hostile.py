"""A file made to do harm is refused within 20 seconds and 500 MB, and nothing changes: no workbook, no store."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import struct
import sys
import zlib

import pytest
from lxml import etree
from support.hostile import BOMB, HOSTILE
from support.kill_refresh import small_report
from support.package_file import PackageFile
from support.record_of import ledger_of, texts_of, with_ledger, with_texts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork server")
if sys.platform != "win32":
    from support.bounded import SECONDS, bounded

NAMESPACE = "urn:xl_aigc:ledger:1"
HARMLESS = {"names that lead out"}
"""What is refreshed all the same: such parts are copied, and never unpacked to a file."""
AFTER_RECORDING = {"10 million columns", "a filled range as large as the sheet"}
"""What shows only when the workbook is written: the store has the figures then, and the message says so."""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A store, a workbook that shows it, and the figures of the next refresh."""
    return small_report(tmp_path_factory.mktemp("report"))


@pytest.fixture
def refused(report, tmp_path):
    """Refreshes a workbook, which must fail and change nothing; gives what was said."""
    store, _, figures = report

    def call(workbook) -> str:
        kept = workbook.read_bytes()
        ours = tmp_path / "store.sqlite"
        shutil.copy(store, ours)
        before = ours.read_bytes()
        ended = bounded("refresh", "--from", figures, "--workbook", workbook, "--store", ours)
        assert ended.code == 1, ended.said
        assert ended.seconds < SECONDS
        assert workbook.read_bytes() == kept
        assert ours.read_bytes() == before
        assert {path.name for path in tmp_path.iterdir()} - {"store.sqlite-wal", "store.sqlite-shm"} <= {
            workbook.name,
            ours.name,
            "report.before-refresh-1.xlsx",
        }
        return ended.said.strip().splitlines()[-1]

    return call


@pytest.mark.parametrize("what", [what for what in HOSTILE if what not in HARMLESS])
def test_a_refresh_refuses_a_hostile_file(report, refused, tmp_path, what):
    path = tmp_path / "report.xlsx"
    HOSTILE[what](report[1], path)
    assert str(path) in refused(path)


def test_parts_whose_names_lead_out_are_copied_and_never_unpacked(report, tmp_path):
    path = tmp_path / "in" / "report.xlsx"
    path.parent.mkdir()
    HOSTILE["names that lead out"](report[1], path)
    shutil.copy(report[0], tmp_path / "store.sqlite")
    ended = bounded("refresh", "--from", report[2], "--workbook", path, "--store", tmp_path / "store.sqlite")
    assert ended.code == 0, ended.said
    assert not list(tmp_path.rglob("evil*"))
    assert PackageFile.read(path).parts["../../evil.txt"] == b"x"


@pytest.mark.slow
@pytest.mark.parametrize("what", HOSTILE)
def test_no_other_command_fails_on_it_unexpectedly(report, tmp_path, what):
    path = tmp_path / "report.xlsx"
    HOSTILE[what](report[1], path)
    before = path.read_bytes()
    shutil.copy(report[0], tmp_path / "store.sqlite")
    for command in (
        ("roll", path, "--to", "2023H1", "--compare", "2024H1", "--output", tmp_path / "r.xlsx", "--store", tmp_path / "store.sqlite"),
        ("diff", path, report[1]),
        ("diff", report[1], path),
        ("check", "--no-office", path),
        ("freeze", path, "--output", tmp_path / "frozen.xlsx"),
    ):  # fmt: skip
        ended = bounded(*command)
        assert ended.code in {0, 1}, ended.said
        assert ended.seconds < SECONDS
    assert path.read_bytes() == before


def _settings(**changes):
    """The record with some settings replaced."""

    def change(settings, files):
        settings.update(changes)

    return change


def _columns(table, keys):
    def change(settings, files):
        settings["columns"][table] = keys(settings["columns"][table])

    return change


def _log(times):
    def change(settings, files):
        settings["history"]["log"] *= times

    return change


def _file(folder, name, text=None, new=None):
    """A file of the record with another text or name."""

    def change(settings, files):
        (file,) = [one for one in files if (one.get("folder"), one.get("name")) == (folder, name)]
        file.text = file.text if text is None else text
        file.set("name", name if new is None else new)

    return change


YAML_BOMB = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"
KEPT = {"ticker": "300418.SZ", "item": "revenue", "period": "9999Q9", "value": 3.0}
TAMPERED = {
    "rows without end": _settings(rooms={"changes": 10**9}),
    "many lists": _settings(rooms={str(number): 90_000 for number in range(9)}),
    "rooms that are a list": _settings(rooms=[]),
    "limits that are no numbers": _settings(limits={"limit_small_base": "much"}),
    "no columns": _settings(columns={}),
    "a strange table": _columns("Data", lambda keys: keys[:3]),
    "too many columns": _columns("Data", lambda keys: [*keys, "more"]),
    "a million columns": _columns("Data", lambda keys: keys * 30_000),
    "columns twice": _columns("Data", lambda keys: [*keys, keys[3]]),
    "columns turned round": _columns("Data", lambda keys: keys[::-1]),
    "no tickers": _columns("Data", lambda keys: [key.replace("ticker", "tickers") for key in keys]),
    "sheets that no layout draws": _settings(sheets={"companies": 1, "nowhere": 2}),
    "a strange language": _settings(language="../../en"),
    "a strange unit": _settings(unit="miles"),
    "strange formulas": _settings(formulas="macro"),
    "a period that is none": _settings(period="2024X1"),
    "a period that is a number": _settings(period=2024),
    "a vintage that is none": _settings(vintage="last"),
    "a correction without a value": _settings(kept=[{"ticker": "300418.SZ"}]),
    "a correction of no period": _settings(kept=[KEPT]),
    "a history that is none": _settings(history={"log": [], "last": 5}),
    "a log of 200,000 lines": _log(200_000),
    "a basket that is a YAML bomb": _file("data", "basket.yaml", YAML_BOMB),
    "a layout that is a YAML bomb": _file("layouts", "20_companies.yaml", YAML_BOMB),
    "a layout without its sheet": _file("layouts", "21_data.yaml", "sheet: changes\n"),
    "a layout without its table": _file("layouts", "21_data.yaml", "sheet: data\n"),
    "a layout that is no YAML": _file("layouts", "21_data.yaml", "]["),
    "figures of nobody": _file("data", "figures.csv", "ticker,period,item,value,kind,sources\n../../x,2024H1,revenue,1,stated,\n"),
    "a file elsewhere": _file("data", "figures.csv", new="../../elsewhere.csv"),
    "a file that is a folder": _file("data", "figures.csv", new=".."),
    "a file without a name": _file("data", "figures.csv", new=""),
    "a file of a long name": _file("layouts", "21_data.yaml", new="x" * 5_000),
}  # fmt: skip


def tamper(good, target, change):
    """Write a workbook whose record somebody changed."""
    root = ledger_of(good)
    text = root.find(f"{{{NAMESPACE}}}settings")
    settings = json.loads(text.text)
    change(settings, root.findall(f"{{{NAMESPACE}}}file"))
    text.text = json.dumps(settings)
    with_ledger(good, target, root)


@pytest.mark.parametrize("what", TAMPERED)
def test_a_record_that_somebody_changed_is_refused(report, refused, tmp_path, what):
    path = tmp_path / "report.xlsx"
    tamper(report[1], path, TAMPERED[what])
    assert str(path) in refused(path)


@pytest.mark.parametrize("text", ["{", "[]", "", "9" * 10_000, "[" * 200_000, '{"rooms": Infinity}'])
def test_a_record_that_is_no_record_is_refused(report, refused, tmp_path, text):
    path = tmp_path / "report.xlsx"
    root = ledger_of(report[1])
    root.find(f"{{{NAMESPACE}}}settings").text = text
    with_ledger(report[1], path, root)
    said = refused(path)
    assert str(path) in said
    assert "record of how it was built can't be read" in said


def test_an_entity_bomb_in_the_record_is_refused(report, refused, tmp_path):
    path = tmp_path / "report.xlsx"
    root = etree.tostring(ledger_of(report[1])).split(b"<ledger", 1)[1]
    with_ledger(report[1], path, BOMB + b"<ledger" + root.replace(b"</settings>", b"&i;</settings>"))
    assert str(path) in refused(path)


def _repacked(change):
    """The texts of a record whose bytes somebody changed, with a digest that fits them again."""

    def changed(texts):
        body = change(base64.b64decode("".join(texts[1:]))[:-8])
        digest = hashlib.blake2b(body, digest_size=8).digest()
        return [texts[0], base64.b64encode(body + digest).decode()]

    return changed


def _bomb(body):
    """The places of the prints, 400 MB once unpacked."""
    magic, ledger, places, prints = struct.unpack_from("<4sIII", body)
    start = struct.calcsize("<4sIII")
    packed = zlib.compress(b" " * 400_000_000, 9)
    rest = body[start + ledger + places :]
    return (
        struct.pack("<4sIII", magic, ledger, len(packed), prints)
        + body[start : start + ledger]
        + packed
        + rest
    )


def _places(text):
    """Another list of places."""

    def changed(body):
        magic, ledger, places, prints = struct.unpack_from("<4sIII", body)
        start = struct.calcsize("<4sIII")
        packed = zlib.compress(text.encode())
        head = struct.pack("<4sIII", magic, ledger, len(packed), prints)
        return head + body[start : start + ledger] + packed + body[start + ledger + places :]

    return changed


DAMAGED = {
    "cut short": lambda texts: texts[:-1],
    "one letter other": lambda texts: [texts[0], "A" + texts[1][1:], *texts[2:]],
    "no base64": lambda texts: [texts[0], "%%%"],
    "empty": lambda texts: texts[:1],
    "of another version": _repacked(lambda body: b"XLR9" + body[4:]),
    "a length of 4 GB": _repacked(lambda body: body[:4] + b"\xff\xff\xff\xff" + body[8:]),
    "a bomb": _repacked(_bomb),
    "places of no prints": _repacked(_places('{"sheets":{},"tables":{},"charts":{},"names":[]}')),
    "places without end": _repacked(_places('{"sheets":{"a":[[1,1,999999999]]},"tables":{},"charts":{},"names":[]}')),
    "places that are none": _repacked(_places("[]")),
}  # fmt: skip


@pytest.mark.parametrize("what", DAMAGED)
def test_a_record_that_is_not_whole_is_refused_with_a_way_on(report, refused, tmp_path, what):
    path = tmp_path / "report.xlsx"
    with_texts(report[1], path, DAMAGED[what](texts_of(report[1])))
    said = refused(path)
    assert str(path) in said
    assert "record of what was written into it is damaged" in said
