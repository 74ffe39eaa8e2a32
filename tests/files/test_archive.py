"""A zip archive of any kind is read within bounds, and refused in the words of what it should be."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from xl_aigc.errors import DataError, WorkbookError
from xl_aigc.files.archive import DOWNLOAD, Archive, Bounds, write_edited


def archive(**entries: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return file.getvalue()


def test_an_entry_is_read():
    with Archive(archive(a=b"one"), form=DOWNLOAD) as opened:
        assert (opened.names, opened.read("a")) == (["a"], b"one")


def test_what_is_no_archive_is_refused_in_the_words_of_its_form(tmp_path):
    file = tmp_path / "gpcw20240630.zip"
    for raw in (b"", b"no archive", archive(a=b"one" * 100)[:-30]):
        file.write_bytes(raw)
        with pytest.raises(
            DataError, match=r"gpcw20240630\.zip: The file is no zip archive, or is cut off\. Download"
        ):
            Archive(file, form=DOWNLOAD)
        with pytest.raises(WorkbookError, match=r"no \.xlsx or \.xlsm workbook"):
            Archive(file)


def test_an_archive_beyond_its_bounds_is_refused_before_it_is_unpacked():
    bomb = archive(a=bytes(20_000_000))
    assert len(bomb) < 30_000
    with pytest.raises(DataError, match="would unpack to 20 MB in 1 parts"):
        Archive(bomb, Bounds(total=10_000_000), DOWNLOAD)


def test_a_damaged_entry_and_one_that_is_not_there_are_named(tmp_path):
    raw = bytearray(archive(a=bytes(range(256)) * 40))
    raw[40:60] = bytes(20)
    with Archive(bytes(raw), form=DOWNLOAD) as opened:
        with pytest.raises(DataError, match=r"key a: The file is damaged: .* Download it again\."):
            opened.read("a")
        with pytest.raises(DataError, match="key b: The file is damaged"):
            opened.read("b")


@pytest.mark.parametrize("shift", [60, -40])
def test_an_entry_that_the_directory_places_elsewhere_is_damage_and_is_not_copied(tmp_path, shift):
    raw = bytearray(archive(a=b"one", b=b"two"))
    start = struct.unpack_from("<L", raw, len(raw) - 6)[
        0
    ]  # of the directory, as the last 22 bytes say: APPNOTE.TXT 4.3.16
    struct.pack_into("<L", raw, len(raw) - 6, start + shift)
    file = tmp_path / "book.xlsx"
    file.write_bytes(raw)
    for source in (file, bytes(raw)):
        with Archive(source) as opened, pytest.raises(WorkbookError, match="The file is damaged"):
            opened.read("a")
    with pytest.raises(zipfile.BadZipFile):
        write_edited(file, io.BytesIO(), {"c": lambda: [b"three"]}, ())
