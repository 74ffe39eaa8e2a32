"""Every file that a command is given, or finds in a folder, is refused at once where it is a pipe, a device, a socket or a folder."""

from __future__ import annotations

import itertools
import os
import signal
import socket
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("pipe", "device", "socket", "folder")
FILES = (
    "companies.csv",
    "figures.csv",
    "price_changes.csv",
    "sources.csv",
    "basket.yaml",
    "article.yaml",
    "claims.yaml",
    "rollout.csv",
    "measures.yaml",
)
COMMANDS = {
    "check": ("check", "{}.xlsx"),
    "diff": ("diff", "{}.xlsx", "{}.xlsx"),
    "freeze": ("freeze", "{}.xlsx"),
    "roll": ("roll", "{}.xlsx", "--to", "2023H1"),
    "refresh workbook": ("refresh", "--workbook", "{}.xlsx", "--store", "own.sqlite"),
    "refresh csv": ("refresh", "--from", "{}.csv", "--store", "own.sqlite"),
    "refresh xlsx": ("refresh", "--from", "{}.xlsx", "--store", "own.sqlite"),
    "refresh mapping": ("refresh", "--from", "good.csv", "--mapping", "{}.csv", "--store", "own.sqlite"),
    "refresh database": (
        "refresh",
        "--from",
        "sqlite:///{}.db",
        "--query",
        "SELECT 1",
        "--store",
        "own.sqlite",
    ),
    "store": ("store", "info", "--store", "{}.sqlite"),
    "build output": ("build", "--output", "{}.xlsx"),
    "layout schema": ("layout", "schema", "--output", "{}.json"),
    "libreoffice": ("addin", "libreoffice", "--output", "{}.oxt"),
}


class Late(BaseException):
    """A command waits; no `except` of the program may catch it."""


@pytest.fixture(autouse=True)
def in_time():
    def stopped(*_):
        raise Late

    before = signal.signal(signal.SIGALRM, stopped)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def make(kind: str, path: Path) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    else:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_data_folder(xl_aigc, data, monkeypatch, kind, name):
    monkeypatch.chdir(data)
    (data / name).unlink(missing_ok=True)
    make(kind, data / name)
    done = xl_aigc("data", "check", "--data", data)
    assert done.code == 1
    assert f"{name}: The file can't be read: it is a {kind}" in done.err


@pytest.mark.parametrize("linked", [False, True], ids=["itself", "by a link"])
@pytest.mark.parametrize(
    ("command", "kind"),
    [pair for pair in itertools.product(COMMANDS, KINDS) if pair != ("build output", "folder")],
)
def test_an_argument_of_a_command(xl_aigc, tmp_path, command, kind, linked):
    (tmp_path / "good.csv").write_text("证券代码,报告期,营业收入(元)\n600941.SH,2024H1,5\n", encoding="utf-8")
    given = COMMANDS[command]
    for argument in given:
        if "{}" in argument:
            path = tmp_path / argument.rpartition("/")[2].format("it")
            if not path.exists():
                target = path.with_name("target") if linked else path
                make(kind, target)
                if linked:
                    path.symlink_to(target)
    done = xl_aigc(*(argument.format("it") for argument in given))
    assert done.code == 1, done
    assert done.err
    assert "unexpected" not in done.err


@pytest.mark.parametrize(
    "name", [name for name in COMMANDS if "refresh" in name or name in ("roll", "check", "diff")]
)
def test_links_in_a_circle_are_refused_in_words(xl_aigc, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    for ending in ("csv", "xlsx", "db"):
        (tmp_path / f"loop.{ending}").symlink_to(f"loop.{ending}")
    (tmp_path / "good.csv").write_text("代码,报告期,营业收入(元)\n300418.SZ,2024H1,1\n", encoding="utf-8")
    done = xl_aigc(*(part.format("loop") for part in COMMANDS[name]))
    assert done.code == 1
    assert "symbolic links" in done.err
