"""Exit codes, and what an error looks like."""

from __future__ import annotations

import pytest

from xl_aigc import __version__
from xl_aigc.report import render


def test_no_command_shows_the_help(xl_aigc):
    result = xl_aigc()
    assert "build" in result.out + result.err


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("build",),
        ("check",),
        ("data", "check"),
        ("layout", "check"),
        ("layout", "new"),
        ("layout", "schema"),
        ("doctor",),
    ],
)
def test_every_command_has_its_help(xl_aigc, command):
    result = xl_aigc(*command, "--help")
    assert (result.code, result.err) == (0, "")
    assert "Usage: xl-aigc" in result.out


def test_the_version(xl_aigc):
    result = xl_aigc("--version")
    assert (result.code, result.out) == (0, f"xl_aigc {__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("bild",),
        ("build", "--language", "fr"),
        ("build", "--unit", "furlongs"),
        ("check",),
        ("build", "--colour"),
    ],
)
def test_wrong_usage_is_2(xl_aigc, arguments):
    assert xl_aigc(*arguments).code == 2


def test_an_error_is_one_paragraph_without_a_traceback(xl_aigc):
    err = xl_aigc("build", "--period", "soon").err
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [("--debug", "build", "--period", "soon"), ("build", "--period", "soon", "--debug")]
)
def test_debug_shows_the_traceback_wherever_it_stands(xl_aigc, arguments):
    result = xl_aigc(*arguments)
    assert result.code == 1
    assert "Traceback (most recent call last)" in result.err
    assert "DataError" in result.err


def test_what_nobody_expected_is_70_and_says_what_to_do(xl_aigc, monkeypatch, tmp_path):
    def fail(*_: object) -> None:
        raise ZeroDivisionError("float division by zero")

    monkeypatch.setattr(render, "render", fail)
    result = xl_aigc("build", "--output", tmp_path / "a.xlsx")
    assert result.code == 70
    assert "ZeroDivisionError: float division by zero" in result.err
    assert "--debug" in result.err
    assert "Traceback" not in result.err
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_command_is_130(xl_aigc, monkeypatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(render, "render", stop)
    result = xl_aigc("build")
    assert result.code == 130
    assert "Interrupted" in result.err
