"""An upgrade gives a macro file our modules of the installed version, and touches nothing else."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
import xlwings
from openpyxl import Workbook
from support.book_bytes import saved
from support.macro_stub import stubbed_project
from support.ole_readers import macros, ole
from support.package_file import PackageFile

from xl_aigc.errors import WorkbookError
from xl_aigc.files.compound_file import read_streams, write_streams
from xl_aigc.hosts.excel.addin_file import addin_file
from xl_aigc.hosts.excel.upgrade import upgrade
from xl_aigc.hosts.excel.vba.ovba import compress, decompress
from xl_aigc.hosts.excel.vba.project import Source, rebuilt
from xl_aigc.hosts.excel.vba.renew import decrypted, renewed
from xl_aigc.hosts.excel.vba.standalone import standalone_project
from xl_aigc.hosts.excel.vba.wrappers import document, module_text, ribbon_module
from xl_aigc.hosts.excel.workbook import PROJECT, macro_workbook
from xl_aigc.ooxml.seal import sealed

OWN = 'Attribute VB_Name = "Mine"\r\nSub Mine()\r\n    Debug.Print 1\r\nEnd Sub\r\n'
OLD = 'Attribute VB_Name = "xl_aigc"\r\nFunction AIGC_YOY(a, b)\r\nEnd Function\r\n'
COMPILED = bytes.fromhex("cc61b200000300ff") + bytes(2000)
EXCELS = Path(xlwings.__file__).with_name("quickstart.xlsm")
"""A file whose project Excel itself has compiled and saved."""


def compiled(project: bytes) -> bytes:
    """A project as Excel saves it ([MS-OVBA] 2.3.4): compiled code before each text, and in streams of its own."""
    streams = read_streams(project)
    directory = bytearray(decompress(streams["VBA", "dir"]))
    for path in [path for path in streams if path[0] == "VBA" and path[1] not in {"dir", "_VBA_PROJECT"}]:
        name = path[1].encode()
        at = directory.index(struct.pack("<HI", 0x1A, len(name)) + name)
        at = directory.index(struct.pack("<HI", 0x31, 4), at) + 6
        (offset,) = struct.unpack_from("<I", directory, at)
        streams[path] = bytes(77) + streams[path][offset:]
        struct.pack_into("<I", directory, at, 77)
    streams["VBA", "dir"] = compress(bytes(directory))
    streams["VBA", "_VBA_PROJECT"] = COMPILED
    streams["VBA", "__SRP_0"] = b"compiled"
    return write_streams(streams)


def project(**texts: str) -> bytes:
    """A project with modules of the test beside those of an older xlwings."""
    sources = [document("ThisWorkbook", "workbook"), document("Sheet1", "worksheet")]
    sources += [Source(name, "module", text) for name, text in texts.items()]
    return compiled(rebuilt(stubbed_project(), ("xlwings", "Dictionary"), sources))


@pytest.fixture
def file(tmp_path):
    """A person's workbook: saved by Excel, with a module of its own and a part that no program knows."""
    package = tmp_path / "昆仑 report.xlsm"
    book = Workbook()
    book.active["A1"] = "mine"
    package.write_bytes(macro_workbook(saved(book)))
    parts = PackageFile.read(package)
    parts.parts[PROJECT] = project(Mine=OWN, xl_aigc=OLD)
    parts.parts["own/notes.bin"] = b"\x00\x01mine"
    parts.write(package)
    return package


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_our_modules_are_renewed_and_every_other_part_is_byte_for_byte_as_before(file):
    before, whole = parts(file), file.read_bytes()
    done = upgrade(file)
    after = parts(file)
    assert {name for name in before if before[name] != after[name]} == {PROJECT}
    assert list(after) == list(before)
    held = macros(after[PROJECT])
    assert held["xl_aigc"] == module_text().replace("\r\n", "\n")
    assert held["xlwings"] == macros(standalone_project())["xlwings"]
    assert sorted(done.renewed) == ["Dictionary", "xl_aigc", "xlwings"]
    assert sorted(done.kept) == ["Mine", "Sheet1", "ThisWorkbook"]
    assert done.copy.name == "昆仑 report.before-upgrade-1.xlsm"
    assert done.copy.read_bytes() == whole


def test_modules_of_a_person_keep_their_text(file):
    before = macros(parts(file)[PROJECT])
    upgrade(file)
    after = macros(parts(file)[PROJECT])
    assert after["Mine"] == OWN.replace("\r\n", "\n")
    assert after.keys() == before.keys()
    for name in ("Mine", "Sheet1", "ThisWorkbook"):
        assert after[name] == before[name]


def test_what_excel_has_compiled_is_taken_out(file):
    upgrade(file)
    opened = ole(parts(file)[PROJECT])
    assert opened.openstream(["VBA", "_VBA_PROJECT"]).read() == bytes.fromhex("cc61ffff000000")
    assert not opened.exists("VBA/__SRP_0")


def test_a_file_of_this_version_stays_as_it_is(file):
    upgrade(file)
    whole = file.read_bytes()
    assert upgrade(file).copy is None
    assert file.read_bytes() == whole


def test_the_seal_of_an_output_holds_for_the_renewed_file(tmp_path):
    path = tmp_path / "report.xlsm"
    path.write_bytes(macro_workbook(saved(Workbook()), stubbed_project()))
    upgrade(path)
    assert sealed(path) == "output"


def test_an_addin_gets_the_module_behind_its_buttons_too(tmp_path):
    path = tmp_path / "xl_aigc.xlam"
    path.write_bytes(addin_file())
    package = PackageFile.read(path)
    old = 'Attribute VB_Name = "xl_aigc_ribbon"\r\n'
    package.parts[PROJECT] = project(xl_aigc=OLD, xl_aigc_ribbon=old)
    package.write(path)
    assert "xl_aigc_ribbon" in upgrade(path).renewed
    assert macros(parts(path)[PROJECT])["xl_aigc_ribbon"] == ribbon_module().text.replace("\r\n", "\n")


def test_a_project_that_excel_itself_saved_keeps_its_other_modules():
    with zipfile.ZipFile(EXCELS) as archive:
        theirs = archive.read(PROJECT)
    text = 'Attribute VB_Name = "Module1"\r\nSub New_One()\r\nEnd Sub\r\n'
    after = macros(renewed(theirs, {"Module1": text}))
    assert after == macros(theirs) | {"Module1": text.replace("\r\n", "\n")}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        # The examples of [MS-OVBA] 2.3.1: no protection, no password, visible.
        ("0705D8E3D8EDDBF1DBF1DBF1DBF1", bytes(4)),
        ("0E0CD1ECDFF4E7F5E7F5E7", bytes(1)),
        ("1517CAF1D6F9D7F9D706", b"\xff"),
    ],
)
def test_protection_is_read_as_the_specification_shows(text, content):
    assert decrypted(bytes.fromhex(text)) == content


def encrypted(content: bytes, seed: int = 7) -> str:
    """[MS-OVBA] 2.4.3.2, for a project key of 0."""
    out = [seed, seed ^ 2, seed]
    plain = 0
    for each in bytes((seed & 6) // 2) + struct.pack("<I", len(content)) + content:
        out.append(each ^ ((out[-2] + plain) & 0xFF))
        plain = each
    return bytes(out).hex().upper()


def changed(path, edit):
    """The file with other streams in its project."""
    package = PackageFile.read(path)
    streams = read_streams(package.parts[PROJECT])
    edit(streams)
    package.parts[PROJECT] = write_streams(streams)
    package.write(path)


def lock(streams):
    text = streams["PROJECT",]
    at = text.index(b'CMG="') + 5
    new = encrypted(b"\x01\x00\x00\x00").encode()
    streams["PROJECT",] = text[:at] + new + text[text.index(b'"', at) :]


def add_form(streams):
    streams["UserForm1", "f"] = b"form"


@pytest.mark.parametrize(
    ("edit", "message"), [(lock, r"locked.*Protection"), (add_form, r"UserForm1.*form.*drag")]
)
def test_what_can_not_be_renewed_is_refused_and_stays(file, edit, message):
    changed(file, edit)
    whole = file.read_bytes()
    with pytest.raises(WorkbookError, match=message):
        upgrade(file)
    assert file.read_bytes() == whole
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_signed_project_is_refused(file):
    package = PackageFile.read(file)
    package.parts["xl/vbaProjectSignatureV3.bin"] = b"signature"
    package.write(file)
    with pytest.raises(WorkbookError, match=r"signed.*Digital Signature"):
        upgrade(file)


def test_a_file_without_the_functions_is_refused(tmp_path):
    path = tmp_path / "plain.xlsx"
    path.write_bytes(saved(Workbook()))
    with pytest.raises(WorkbookError, match="no macros"):
        upgrade(path)
    theirs = tmp_path / "theirs.xlsm"
    theirs.write_bytes(EXCELS.read_bytes())
    with pytest.raises(WorkbookError, match=r"lacks the module xl_aigc.*xl-aigc addin excel"):
        upgrade(theirs)


def test_a_code_page_that_python_lacks_is_refused(file):
    def other_page(streams):
        directory = decompress(streams["VBA", "dir"])
        page = struct.pack("<HI", 3, 2)
        at = directory.index(page) + 6
        streams["VBA", "dir"] = compress(directory[:at] + struct.pack("<H", 9999) + directory[at + 2 :])

    changed(file, other_page)
    with pytest.raises(WorkbookError, match="code page 9999"):
        upgrade(file)
