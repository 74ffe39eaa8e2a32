"""VBA projects that we write: readers of others read them, and what we did not write is as it was."""

from __future__ import annotations

import struct

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.ole_readers import decompressed, macros, ole

from xl_aigc.errors import WorkbookError
from xl_aigc.files.compound_file import read_streams, write_streams
from xl_aigc.hosts.excel.vba.ovba import compress, decompress
from xl_aigc.hosts.excel.vba.project import Source, read_sources, rebuilt
from xl_aigc.hosts.excel.vba.standalone import standalone_project
from xl_aigc.hosts.excel.vba.wrappers import document, module, module_text

KEPT = ("xlwings", "Dictionary")


@pytest.fixture(scope="module")
def template():
    return standalone_project()


@pytest.fixture(scope="module")
def project(template):
    sheets = [
        document("ThisWorkbook", "workbook"),
        *(document(f"Sheet{n}", "worksheet") for n in range(1, 16)),
    ]
    return rebuilt(template, KEPT, [*sheets, module()])


# The examples of [MS-OVBA] 3.2: no compression, normal, and the most that a chunk takes.
@pytest.mark.parametrize(
    ("container", "source"),
    [
        (
            "0119B000616263646566676800696A6B6C6D6E6F7000717273747576 2E",
            b"abcdefghijklmnopqrstuv.",
        ),
        (
            "012FB0002361616162636465826600706167 68696A0138 08616B6C00306D6E6F7006710270041072737475761077 78797A003C",
            b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa",
        ),
        ("0103B002614500", b"a" * 73),
    ],
)
def test_the_containers_of_the_specification_are_read(container, source):
    assert decompress(bytes.fromhex(container)) == source


def test_the_containers_of_the_specification_are_written():
    assert compress(b"abcdefghijklmnopqrstuv.") == bytes.fromhex(
        "0119B000616263646566676800696A6B6C6D6E6F70007172737475762E"
    )
    assert compress(b"a" * 73) == bytes.fromhex("0103B002614500")


lines = st.lists(
    st.sampled_from(["Dim x As Long\r\n", "End Function\r\n", "abc", "    ", "é", "\0"]), max_size=900
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(lines.map("".join).map(lambda text: text.encode("cp1252")), st.binary(max_size=3600)))
def test_compressed_text_comes_back_here_and_in_oletools(source):
    container = compress(source)
    assert decompress(container) == source
    assert decompressed(container) == source


def test_source_text_shrinks_at_least_by_half():
    source = module_text().encode("ascii")
    assert len(compress(source)) < 0.5 * len(source)


@pytest.mark.parametrize(
    "damaged", [b"", b"\x02", b"\x01\x19", b"\x01\x19\xb0\x00abc", b"\x01\x02\xb0\x01\xff\xff"]
)
def test_a_damaged_container_is_refused(damaged):
    with pytest.raises(WorkbookError):
        decompress(damaged)


def noise(size, seed=1):
    return struct.pack(
        f"<{size // 4 + 1}I", *((seed + n) * 2654435761 % 2**32 for n in range(size // 4 + 1))
    )[:size]


def test_a_full_chunk_of_noise_stands_as_it_is():
    assert decompress(compress(noise(8192))) == noise(8192)


names = st.text(
    st.characters(min_codepoint=33, max_codepoint=0xD7FF, exclude_characters="/\\:!"), min_size=1, max_size=31
)
sizes = st.sampled_from([0, 1, 63, 64, 65, 511, 512, 4095, 4096, 4097, 9000])


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["A", "Bc"]), names) | st.tuples(names), sizes, min_size=1, max_size=40
    )
)
def test_any_streams_come_back_here_and_in_olefile(wanted):
    folded = {tuple(part.upper() for part in path) for path in wanted}
    folders = {path[:1] for path in wanted if len(path) == 2}
    if len(folded) < len(wanted) or any(tuple(p.upper() for p in f) in folded for f in folders):
        return  # a directory knows no case
    streams = {path: noise(size, n) for n, (path, size) in enumerate(wanted.items())}
    content = write_streams(streams)
    assert read_streams(content) == streams
    opened = ole(content)
    assert {tuple(path) for path in opened.listdir()} == set(streams)
    for path, data in streams.items():
        assert opened.openstream(list(path)).read() == data


def black_height(entries, place, red_above=False):
    """Black nodes down to any leaf below an entry; fails where two ways differ or a red entry has a red child."""
    if place == olefile.NOSTREAM:
        return 1
    entry = entries[place]
    red = entry.color == 0
    assert not (red and red_above)
    left, right = (black_height(entries, child, red) for child in (entry.sid_left, entry.sid_right))
    assert left == right
    return left + (not red)


@pytest.mark.parametrize("count", range(1, 40))
def test_the_directory_is_a_red_black_tree_in_the_order_of_the_specification(count):
    opened = ole(write_streams({("S" * (n % 5 + 1) + str(n),): b"x" for n in range(count)}))
    entries = opened.direntries
    black_height(entries, opened.root.sid_child)
    found = []

    def walk(place):
        if place != olefile.NOSTREAM:
            walk(entries[place].sid_left)
            found.append(entries[place].name)
            walk(entries[place].sid_right)

    walk(opened.root.sid_child)
    assert found == sorted(found, key=lambda name: (len(name), name.upper()))
    assert len(found) == count


def test_a_stream_of_megabytes_takes_many_sectors_of_links():
    streams = {("big",): noise(3_000_000), ("small",): b"x"}
    assert read_streams(write_streams(streams)) == streams
    assert ole(write_streams(streams)).openstream("big").read() == streams["big",]


def test_more_than_the_header_can_name_is_refused():
    with pytest.raises(WorkbookError, match="too large"):
        write_streams({("big",): bytes(8_000_000)})


@pytest.mark.parametrize("cut", [0, 100, 512, 1500, 20_000])
def test_a_compound_file_that_is_cut_off_is_refused(template, cut):
    with pytest.raises(WorkbookError):
        read_streams(template[:cut])


def test_our_reader_agrees_with_olefile_on_xlwings_own_project(template):
    opened = ole(template)
    assert read_streams(template) == {
        tuple(path): opened.openstream(path).read() for path in opened.listdir()
    }


def test_our_reader_of_sources_agrees_with_olevba_on_xlwings_own_project(template):
    # Two of its modules begin their source at once, the others behind what a compiler has left: MODULEOFFSET says where.
    read = {name: text.replace("\r\n", "\n") for name, text in read_sources(template).items()}
    assert read == macros(template)


def test_olevba_reads_back_exactly_our_source(project):
    assert macros(project)["xl_aigc"] == module_text().replace("\r\n", "\n")
    assert read_sources(project)["xl_aigc"] == module_text()


def test_every_stream_that_we_did_not_write_is_unchanged(template, project):
    before, after = ole(template), ole(project)
    for path in (["VBA", "xlwings"], ["VBA", "Dictionary"], ["VBA", "_VBA_PROJECT"]):
        assert after.openstream(path).read() == before.openstream(path).read()
    for name in KEPT:
        assert macros(project)[name] == macros(template)[name]


def test_the_sample_modules_of_xlwings_are_gone(project):
    assert {path[-1] for path in ole(project).listdir()} == {
        "PROJECT",
        "PROJECTwm",
        "dir",
        "_VBA_PROJECT",
        "ThisWorkbook",
        "xl_aigc",
        *KEPT,
        *(f"Sheet{n}" for n in range(1, 16)),
    }


def test_all_lists_of_modules_agree(project):
    opened = ole(project)
    listing = opened.openstream("PROJECT").read().decode("cp1252")
    listed = [
        line.partition("=")[2].partition("/")[0]
        for line in listing.split("\r\n")
        if line.startswith(("Document=", "Module=", "Class="))
    ]
    windows = [
        line.partition("=")[0] for line in listing.partition("[Workspace]\r\n")[2].split("\r\n") if line
    ]
    wide = opened.openstream("PROJECTwm").read()
    held = list(read_sources(project))
    assert sorted(listed) == sorted(windows) == sorted(held)
    assert len(held) == 19
    expected = b"".join(name.encode() + b"\0" + name.encode("utf-16-le") + b"\0\0" for name in held)
    assert wide == expected + b"\0\0"
    assert listing.startswith('ID="{')
    assert "Class=Dictionary\r\n" in listing
    assert "Module=xl_aigc\r\n" in listing
    directory = decompressed(opened.openstream(["VBA", "dir"]).read())
    place = directory.index(struct.pack("<HI", 0x0F, 2))
    assert struct.unpack_from("<H", directory, place + 6) == (19,)


def test_what_protects_the_project_is_as_it_was(template, project):
    def kept(content):
        lines = ole(content).openstream("PROJECT").read().split(b"\r\n")
        return [
            line
            for line in lines
            if line.startswith((b"ID=", b"CMG=", b"DPB=", b"GC=", b"Name=", b"[Host", b"&H"))
        ]

    assert kept(project) == kept(template)
    assert len(kept(project)) == 7


def test_the_same_input_gives_the_same_bytes(template, project):
    sheets = [
        document("ThisWorkbook", "workbook"),
        *(document(f"Sheet{n}", "worksheet") for n in range(1, 16)),
    ]
    assert rebuilt(template, KEPT, [*sheets, module()]) == project


@pytest.mark.parametrize("name", ["", "1st", "two words", "x" * 32, "数据", "a-b"])
def test_a_name_that_vba_does_not_take_is_refused(template, name):
    with pytest.raises(WorkbookError, match="No VBA module"):
        rebuilt(template, KEPT, [Source(name, "module", "")])


def test_two_modules_of_one_name_are_refused(template):
    with pytest.raises(WorkbookError, match="one name"):
        rebuilt(template, KEPT, [Source("XLWINGS", "module", "")])


def test_a_letter_outside_the_code_page_is_refused(template):
    with pytest.raises(WorkbookError, match="cp1252 has no '亿'"):
        rebuilt(template, KEPT, [Source("m", "module", "' 亿元")])


def test_a_project_with_compiled_code_is_refused(template):
    streams = read_streams(template)
    streams["VBA", "_VBA_PROJECT"] = bytes.fromhex("cc61b200000300ff") + bytes(2000)
    with pytest.raises(WorkbookError, match="compiled code"):
        rebuilt(write_streams(streams), KEPT, [])


def test_a_module_to_keep_that_is_not_there_is_named(template):
    with pytest.raises(WorkbookError, match="Ribbon"):
        rebuilt(template, ("Ribbon",), [])
