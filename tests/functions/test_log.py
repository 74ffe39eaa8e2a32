"""A cell shows `#VALUE!`; the log file says why, once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE, log, log_path
from xl_aigc.functions.calls import spilling
from xl_aigc.functions.log import LOG_VARIABLE, log_refusal
from xl_aigc.functions.refusals import CALLER, Caller
from xl_aigc.hosts.headless import evaluate


def test_the_reason_of_a_refused_call_is_in_the_log_with_the_accepted_words(log_file):
    assert CATALOGUE["STATUS"].call(2.0, 1.0, "fr") is CellError.VALUE
    text = log_file.read_text(encoding="utf-8")
    assert "STATUS: There is no language 'fr'. Expected one of en, zh, ko." in text


def test_the_first_cell_is_named_where_the_host_knows_it(log_file):
    token = CALLER.set(Caller("me", "[Book1]Sheet1!B2"))
    CATALOGUE["UNIT"].call(1.0, "moon")
    CALLER.reset(token)
    assert "UNIT in [Book1]Sheet1!B2: There is no unit 'moon'." in log_file.read_text(encoding="utf-8")


def test_one_reason_is_written_once_for_a_whole_column(log_file):
    CATALOGUE["UNIT"].call([[1.0]] * 5500, "moon")
    assert len(log_file.read_text(encoding="utf-8").splitlines()) == 1


def test_of_very_many_reasons_only_the_last_are_remembered(log_file):
    for number in range(2000):
        log_refusal("UNIT", f"{'x' * 5000} {number}")
        log_refusal("UNIT", str(number))
    assert log._log_once.cache_info().currsize == log._REMEMBERED < 1000
    assert max(map(len, log_file.read_text(encoding="utf-8").splitlines())) < 600


def test_a_control_character_does_not_reach_the_log(log_file):
    log_refusal("UNIT", "a\x1b[31mb\nc\x9b")
    assert log_file.read_text(encoding="utf-8").endswith("UNIT: a\\x1b[31mb\\nc\\x9b\n")


def test_the_row_of_a_bad_cell_is_named(log_file):
    CATALOGUE["COHORT"].call([["layer", "revenue"], ["upstream", 1.0], ["upstream", "abc"]], "layer")
    assert "Row 3 of column 'revenue'" in log_file.read_text(encoding="utf-8")


def test_an_unexpected_error_is_a_value_error_and_logged_in_full(log_file):
    def broken():
        raise KeyError("a mistake of ours")

    assert spilling("BROKEN", broken, [])() is CellError.VALUE
    text = log_file.read_text(encoding="utf-8")
    assert "Traceback" in text
    assert "a mistake of ours" in text


def test_a_log_that_cannot_be_written_spoils_no_cell(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(LOG_VARIABLE, str(tmp_path / "file" / "functions.log"))
    assert CATALOGUE["UNIT"].call(1.0, "moon") is CellError.VALUE
    assert "There is no unit 'moon'" in capsys.readouterr().err


def test_missing_figures_are_no_faults_and_stay_out_of_the_log(log_file):
    assert evaluate('=AIGC_FIGURE("603888.SH","revenue")') is CellError.NA
    assert not log_file.exists()


@pytest.mark.parametrize(
    ("platform", "variable", "folder"),
    [("linux", "XDG_STATE_HOME", "state"), ("win32", "LOCALAPPDATA", "local")],
)
def test_the_log_lies_in_the_users_own_folder(platform, variable, folder, monkeypatch):
    monkeypatch.delenv(LOG_VARIABLE)
    monkeypatch.setenv(variable, folder)
    monkeypatch.setattr("sys.platform", platform)
    assert log_path() == Path(folder) / "xl_aigc" / "functions.log"


def test_without_a_folder_of_its_own_the_log_lies_where_linux_keeps_states(monkeypatch, tmp_path):
    monkeypatch.delenv(LOG_VARIABLE)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert log_path() == tmp_path / ".local" / "state" / "xl_aigc" / "functions.log"


WRITER = """
import sys
from xl_aigc.functions.log import log_failure
for number in range(int(sys.argv[2])):
    log_failure(f"{sys.argv[1]}-{number:05} {'x' * 60}", ValueError("y"))
"""


def test_several_processes_lose_no_line_when_the_file_is_full(log_file):
    """Each of four processes writes more than 300 KB; the file is put aside at 1 MB, once."""
    count = 2500
    environment = {**os.environ, LOG_VARIABLE: str(log_file), "PYTHONPATH": str(Path(__file__).parents[2])}
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(number), str(count)], env=environment)
        for number in range(4)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    earlier = log_file.with_name(f"{log_file.name}.1")
    text = earlier.read_text("utf-8") + log_file.read_text("utf-8")
    found = re.findall(r"([0-3])-([0-9]{5}) x", text)
    assert len(found) == len(set(found)) == 4 * count
    assert log_file.stat().st_mode & 0o777 == 0o600
    assert not log_file.with_name(f"{log_file.name}.lock").exists()
