"""Where elements stand in a part: bytes, not characters, whatever the part holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.escape import attribute, cell_text
from xl_aigc.ooxml.spans import attribute_span, elements, without


def spans(content, *tags):
    return [content[slice(*each.span)] for each in elements(content, "part", set(tags))]


@pytest.mark.parametrize(
    "element",
    [
        "<f>增收/>增利</f>",
        "<f/>",
        "<f />",
        "<f a='>' b=\"/>\"/>",
        "<f a='/f>'><![CDATA[</f>]]></f>",
        "<f\n>1<!-- </f> --></f\n>",
    ],
)
def test_the_span_is_the_whole_element_and_nothing_else(element):
    content = f'<?xml version="1.0"?>\n<a><c 名="甲"/>{element}<d/></a>'.encode()
    assert spans(content, "f") == [element.encode()]
    assert without(content, [each.span for each in elements(content, "part", {"f"})]) == content.replace(
        element.encode(), b""
    )


def test_a_mark_of_the_byte_order_and_prefixes_change_nothing():
    content = b"\xef\xbb\xbf<x:a xmlns:x='u'><x:f>1</x:f></x:a>"
    assert spans(content, "f") == [b"<x:f>1</x:f>"]


def test_places_hold_beyond_the_first_megabyte():
    content = b"<a>" + b"<c>x</c>" * 200_000 + b"<f>1</f></a>"
    assert spans(content, "f") == [b"<f>1</f>"]


def test_an_element_knows_what_it_is_in():
    content = b"<row><c><f>1</f></c><ext><f>2</f></ext></row>"
    assert [each.parent.tag for each in elements(content, "part", {"row", "c", "f"}) if each.tag == "f"] == [
        "c",
        "row",
    ]


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), min_size=1, max_size=6))
def test_text_and_attributes_are_those_that_lxml_reads(pairs):
    body = "".join(f'<f k="{attribute(key)}">{cell_text(text)}</f>' for key, text in pairs)
    content = f"<a>{body}</a>".encode()
    read = [(each.get("k"), each.text or "") for each in etree.fromstring(content)]
    assert [(each.attributes["k"], each.text) for each in elements(content, "part", {"f"})] == read
    assert without(content, [each.span for each in elements(content, "part", {"f"})]) == b"<a></a>"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<a><f></a>", "not well-formed"),
        (b"", "not well-formed"),
        ("<a/>".encode("utf-16"), "UTF-8"),
        (b'<?xml version="1.0" encoding="gb2312"?><a/>', "UTF-8"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "document type"),
    ],
)
def test_what_no_workbook_holds_is_refused_by_the_name_of_the_part(content, problem):
    with pytest.raises(WorkbookError, match=rf"xl/x\.xml.*{problem}"):
        list(elements(content, "xl/x.xml", {"f"}))


def test_an_attribute_goes_with_the_blank_before_it():
    tag = b"<c r='A1'\n cm = '1' t=\"str\">"
    assert without(tag, [attribute_span(tag, (0, len(tag)), "cm")]) == b"<c r='A1' t=\"str\">"
    assert attribute_span(tag, (0, len(tag)), "m") is None
