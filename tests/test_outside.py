"""What a text from outside may hold, how long it may be, how it is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_aigc.errors import DataError, Place
from xl_aigc.outside import MAX_LINK, flaw, is_link, printable

KEPT = {"\t", "\n", "\r"}
TURNED = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


def test_refused_are_the_controls_but_three_the_halves_of_characters_and_what_turns_the_direction():
    refused = {chr(code) for code in range(0x110000) if flaw(chr(code)) is not None}
    controls = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in {"Cc", "Cs"}}
    assert refused == (controls - KEPT) | TURNED | {"\ufffe", "\uffff"}


@pytest.mark.parametrize(
    "text", ["昆仑　万维", "नमस्ते", "a\u200db", "\u200e5\u200f", "R&D\u00a0", "😀", "a\r\n\tb"]
)
def test_what_real_names_hold_is_taken(text):
    assert flaw(text) is None


def test_the_length_is_told_before_the_character():
    assert flaw("\x00" * 5, 4) == "has 5 characters, more than 4"
    assert flaw("\x9b", 1) == "holds the character U+009B"


@given(st.text())
def test_what_is_shown_holds_no_control_character(text):
    shown = printable(text)
    assert all(sign.isprintable() or unicodedata.category(sign) == "Zs" for sign in shown)
    assert printable(shown) == shown


def test_wide_blanks_are_shown_as_they_are():
    assert printable("昆仑　万维\u00a0\u2028") == "昆仑　万维\u00a0\\u2028"


def test_an_error_shows_what_it_quotes_and_keeps_its_lines():
    error = DataError("'a\x1b[31m' is no\n  ticker\x9b.", Place("x\x07.csv", key="k\ney"))
    assert str(error) == "x\\x07.csv, key k\\ney: 'a\\x1b[31m' is no\n  ticker\\x9b."


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://example.com/a?b=c#d", True),
        ("http://例子.cn/年报", True),
        ("https://" + "a" * (MAX_LINK - 8), True),
        ("https://" + "a" * (MAX_LINK - 7), False),
        ("https://a b", False),
        ("https://a\nb", False),
        ("https://a\u3000b", False),
        (" https://a", False),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("the annual report", False),
    ],
)
def test_a_link_is_one_that_excel_takes(address, is_one):
    assert is_link(address) is is_one
