"""Only regular files of a bounded size are read; whatever else has a name is refused at once."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

import pytest

from xl_aigc.errors import DataError, LayoutError, StoreError
from xl_aigc.files.regular import read_bytes, regular_file
from xl_aigc.files.yaml_file import read_yaml
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.store_connection import connect
from xl_aigc.sources import Request, fetch
from xl_aigc.sources.csv_table import read_csv
from xl_aigc.store.opening import open_store


def pipe(path):
    os.mkfifo(path)


def bound_socket(path):
    # The name of a socket is at most some hundred letters long.
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind(f"{short}/s")
        Path(f"{short}/s").rename(path)


KINDS = {
    "a pipe": pipe,
    "a folder": Path.mkdir,
    "a socket": bound_socket,
    "a device": lambda path: path.symlink_to("/dev/zero"),
}
READERS = {"bytes": read_bytes, "yaml": read_yaml, "csv": read_csv, "path": regular_file}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("linked", [False, True], ids=["itself", "by a link"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_regular_file_is_refused_by_its_kind(tmp_path, kind, linked, reader):
    path = tmp_path / "it"
    KINDS[kind](path)
    if linked:
        (tmp_path / "link").symlink_to(path)
        path = tmp_path / "link"
    with pytest.raises(DataError, match=f"it is {kind}. Expected a regular file") as caught:
        READERS[reader](path)
    assert caught.value.place.file == path


def test_a_link_to_a_regular_file_is_read(tmp_path):
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert read_bytes(tmp_path / "link") == b"x"


def test_a_file_is_measured_before_it_is_read_and_the_error_is_of_the_callers_class(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"1234")
    assert read_bytes(path, 4) == b"1234"
    with pytest.raises(LayoutError, match=r"too large: 4 bytes\. Expected at most 3 bytes"):
        read_bytes(path, 3, LayoutError)
    with pytest.raises(LayoutError, match="The file is missing"):
        regular_file(tmp_path / "b", error=LayoutError)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("as_of: 2024-06-30", "2024-06-30"),
        ("as_of: 12:30", "12:30"),
        ("as_of: no", "no"),
        ("as_of: 1e9", 1e9),
        ("as_of: +5", 5),
        ("as_of: ~", None),
        ("as_of: " + "9" * 5000, float("inf")),
    ],
)
def test_plain_words_of_yaml_are_read_as_version_1_2_reads_them(tmp_path, text, value):
    (tmp_path / "a.yaml").write_text(text)
    assert read_yaml(tmp_path / "a.yaml").value == {"as_of": value}


def test_a_store_that_is_a_pipe_is_refused(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "store.sqlite")
    with pytest.raises(StoreError, match="it is a pipe"):
        open_store(tmp_path / "store.sqlite")
    monkeypatch.setenv("XL_AIGC_STORE", str(tmp_path / "store.sqlite"))
    with pytest.raises(ArgumentError, match="it is a pipe"):
        connect()


def test_a_source_that_is_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "figures.csv")
    for request in (
        Request("files", tmp_path / "figures.csv"),
        Request("database", f"sqlite:///{tmp_path}/figures.csv", query="SELECT 1"),
    ):
        with pytest.raises(DataError, match="it is a pipe"):
            fetch(request)
