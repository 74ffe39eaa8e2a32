"""Commands and server calls with an input spoiled at random."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import sqlite3
from typing import TYPE_CHECKING

import openpyxl

from support import baskets
from support.mutations import spoiled_book, spoiled_bytes, spoiled_table, spoiled_yaml, text
from xl_aigc.cli.run import run
from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.office_js import answer
from xl_aigc.hosts.xlwings_server.payload import Refusal, check_call, read_object
from xl_aigc.report.builder import build
from xl_aigc.report.layout import templates_folder

if TYPE_CHECKING:
    import random
    from pathlib import Path

RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
VENDOR = (
    "证券代码,证券简称,报告期,营业收入(万元),归母净利润(元),研发费用(元)\n"
    "300418.SZ,昆仑万维,2024-06-30,250012.5,-389000000,8.34亿\n"
    '600941.SH,中国移动,2024中报,54674400,80201000000,"12,100,000,000"\n'
    "002230,科大讯飞,2024H1,932500,-401000000,--\n数据来源：Wind,,,,,\n"
)
MAPPING = "vendor,vendor_field,item,unit,mark,note\nours,tot_rev,revenue,万元,,\n"


class Desk:
    """A folder with good inputs, from which each case makes a bad one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.good = baskets.write(folder / "good", baskets.market(12), giants=(baskets.ticker(1),))
        self.book = folder / "book.xlsx"
        build(self.book, load_facts(self.good))
        self.vendor_book = folder / "vendor.xlsx"
        sheet = openpyxl.Workbook()
        for line in VENDOR.splitlines():
            sheet.active.append(line.split(","))
        sheet.save(self.vendor_book)
        self.store = folder / "store.sqlite"
        quietly(["refresh", "--source", "reference", "--store", str(self.store)])
        self.log = folder / "functions.log"
        os.environ["XL_AIGC_LOG"] = str(self.log)
        self.case = folder / "case"

    def fresh(self) -> Path:
        """An empty folder for a case."""
        shutil.rmtree(self.case, ignore_errors=True)
        self.case.mkdir()
        return self.case

    def fresh_store(self) -> str:
        """A store that a case may change."""
        return str(shutil.copy(self.store, self.case / "own.sqlite"))


def quietly(arguments: list[str]) -> tuple[int, str]:
    """Run a command: its exit code and all that it printed."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(arguments)
    return int(code), said.getvalue()


def judge(code: int, said: str) -> None:
    raw = RAW.search(said)
    assert raw is None, f"prints {raw[0]!r} raw: {said[max(0, raw.start() - 60) : raw.end() + 20]!r}"
    assert code in {0, 1, 2}, f"exit code {code}: {said[-1500:]}"
    assert "Traceback" not in said, said[-1500:]


def of_folder(desk: Desk, chance: random.Random) -> list[str]:
    """A data folder with one file spoiled."""
    folder = desk.fresh() / "data"
    shutil.copytree(chance.choice((REFERENCE, desk.good)), folder)
    (folder / "measures.yaml").write_bytes((templates_folder() / "measures.yaml").read_bytes())
    file = chance.choice(sorted(folder.glob("*.[cy]*")))
    _spoil(file, chance)
    if chance.random() < 0.3:
        return ["refresh", "--from", str(folder), "--store", desk.fresh_store(), "--bad-share", "1"]
    return ["data", "check", "--data", str(folder)]


def _spoil(file: Path, chance: random.Random) -> None:
    content = file.read_bytes()
    if chance.random() < 0.3:
        file.write_bytes(spoiled_bytes(content, chance))
    else:
        spoil = spoiled_table if file.suffix == ".csv" else spoiled_yaml
        file.write_bytes(spoil(content.decode(), chance))


def of_layouts(desk: Desk, chance: random.Random) -> list[str]:
    """A folder of layouts with one file, the theme or the measures spoiled."""
    folder = desk.fresh() / "layouts"
    shutil.copytree(templates_folder() / "report", folder)
    for name in ("theme.yaml", "measures.yaml"):
        shutil.copy(templates_folder() / name, folder)
    _spoil(chance.choice(sorted(folder.glob("*.yaml"))), chance)
    return ["layout", "check", str(folder)]


def of_vendor(desk: Desk, chance: random.Random) -> list[str]:
    """A vendor's CSV or workbook, or a person's mapping, spoiled."""
    folder = desk.fresh()
    file, mapping = folder / "export.csv", folder / "mapping.csv"
    mapping.write_text(MAPPING, encoding="utf-8")
    file.write_text(VENDOR, encoding="utf-8")
    way = chance.random()
    if way < 0.45:
        file = folder / "export.xlsx"
        file.write_bytes(spoiled_book(desk.vendor_book.read_bytes(), chance))
    else:
        _spoil(mapping if way < 0.55 else file, chance)
    own = ["--mapping", str(mapping)] if chance.random() < 0.3 else []
    dry = ["--dry-run"] if chance.random() < 0.5 else []
    return ["refresh", "--from", str(file), "--store", desk.fresh_store(), "--bad-share", "1", *own, *dry]


def of_database(desk: Desk, chance: random.Random) -> list[str]:
    """A database whose texts, names of columns or query are spoiled."""
    file = desk.fresh() / "figures.db"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE figures (ticker, name, period, item, value, unit)")
        row = ["300418.SZ", "昆仑万维", "2024H1", "revenue", 2.5e9, "元"]
        connection.execute("INSERT INTO figures VALUES (?,?,?,?,?,?)", row)
        for _ in range(3):
            spoiled = list(row)
            spoiled[chance.randrange(6)] = chance.choice((text(chance), None, b"\x1b", float("inf"), 2**62))
            connection.execute("INSERT INTO figures VALUES (?,?,?,?,?,?)", spoiled)
        connection.commit()
    query = "SELECT * FROM figures"
    if chance.random() < 0.3:
        query = chance.choice((f'SELECT ticker AS "{text(chance)}", * FROM figures', query + text(chance)))
    return [
        "refresh",
        "--from",
        f"sqlite:///{file}",
        "--query",
        query.replace("\0", ""),
        "--store",
        desk.fresh_store(),
        "--bad-share",
        "1",
    ]


def of_options(desk: Desk, chance: random.Random) -> list[str]:
    """A command with a spoiled argument."""
    desk.fresh()
    put = text(chance).replace("\0", "")[:20_000]
    store = ["--store", str(desk.store)]
    return chance.choice(
        (
            ["eval", f'=AIGC_FIGURE({put!r},"revenue","2024H1")'],
            ["eval", put],
            ["eval", f"=AIGC_YOY({put},1)"],
            ["store", "history", put, "revenue", "2024H1", *store],
            ["store", "series", "300418.SZ", put, *store],
            ["store", "export", str(desk.case / "out"), "--basket", put, *store],
            ["build", "--period", put, "--output", str(desk.case / "a.xlsx")],
            ["build", "--output", f"{desk.case}/{put}"],
            ["check", put],
            ["refresh", "--from", put, *store, "--dry-run"],
            ["refresh", "--from", "sqlite:///" + put, "--query", "SELECT 1", *store, "--dry-run"],
            ["refresh", "--source", "reference", "--as-of", put, *store, "--dry-run"],
            ["store", "info", "--store", put],
            ["layout", "check", put],
            [put, put],
        )
    )


def of_book(desk: Desk, chance: random.Random) -> list[str]:
    """A built workbook spoiled: checked, frozen, compared, refreshed."""
    file = desk.fresh() / "book.xlsx"
    file.write_bytes(spoiled_book(desk.book.read_bytes(), chance))
    return chance.choice(
        (
            ["check", "--no-office", str(file)],
            ["freeze", str(file)],
            ["diff", str(desk.book), str(file)],
            ["refresh", "--workbook", str(file), "--store", desk.fresh_store()],
            ["roll", str(file), "--to", "2023H1", "--store", desk.fresh_store()],
        )
    )


def of_texts(desk: Desk, chance: random.Random) -> list[str]:
    """A folder that is taken, with texts at their limits: the workbook holds nothing that Excel would refuse."""
    folder = desk.fresh() / "data"
    shutil.copytree(desk.good, folder)
    for name in ("companies.csv", "sources.csv"):
        _spoil(folder / name, chance)
    code, said = quietly(["build", "--data", str(folder), "--output", str(desk.case / "a.xlsx")])
    if code == 0:
        return ["check", "--no-office", str(desk.case / "a.xlsx")]
    judge(code, said)
    return ["data", "check", "--data", str(folder)]


COMMANDS = {
    "folder": (of_folder, 30),
    "vendor": (of_vendor, 25),
    "layouts": (of_layouts, 8),
    "database": (of_database, 8),
    "options": (of_options, 10),
    "book": (of_book, 4),
    "texts": (of_texts, 2),
}


def call_server(chance: random.Random) -> None:
    """A call to the server: its body is refused, or its function answers with cells."""
    name = chance.choice(sorted(CATALOGUE))
    given = [_argument(chance) for _ in range(chance.randrange(5))]
    call = {"func_name": name, "client": "Office.js", "version": "0.37.8", "runtime": "1.4", "args": [given]}
    body = spoiled_bytes(_json(call), chance) if chance.random() < 0.5 else _json(call)
    found = read_object(body)
    if isinstance(found, Refusal) or check_call(found, {name: None}) is not None:
        return
    result = answer(name, *(given if chance.random() < 0.9 else []))
    assert _is_answer(result), f"{name} gave {result!r:.200}"


def _json(value: object) -> bytes:
    import json  # noqa: PLC0415

    return json.dumps(value).encode()


def _argument(chance: random.Random) -> object:
    one = chance.choice(
        (text(chance), chance.uniform(-1e12, 1e12), True, None, 0, 1e308, "300418.SZ", "2024H1", "revenue")
    )
    return one if chance.random() < 0.5 else [[one, text(chance)], [None, chance.random()]]


def _is_answer(value: object) -> bool:
    if isinstance(value, list):
        return all(map(_is_answer, value))
    return isinstance(value, (str, int, float, bool, dict)) or type(value).__name__ == "CellError"
