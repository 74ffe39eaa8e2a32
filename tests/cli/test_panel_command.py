"""`panel` writes a table of a store, and refuses a file that it would lose."""

from __future__ import annotations

import pytest
from support.expression_engine import require_panel

from xl_aigc.cli.run import run as run_program
from xl_aigc.store.opening import open_store


@pytest.fixture
def run(tmp_path, capsys):
    """Runs the command over a new store; gives its exit code and what it says."""
    require_panel()
    place = tmp_path / "store.sqlite"
    open_store(place)

    def command(*arguments: str) -> tuple[int, str]:
        code = run_program(["panel", "--store", str(place), *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


def test_a_range_of_periods_becomes_a_file(run, tmp_path):
    out = tmp_path / "panel.csv"
    code, said = run(
        "--measures", "net_profit_yoy,rd_intensity", "--periods", "2015H1..2024H1", "--output", str(out)
    )
    assert (code, said.strip()) == (0, f"Wrote {out}: 110 rows")
    assert out.read_text().startswith('"ticker","period","net_profit_yoy","rd_intensity"\n')


@pytest.mark.parametrize(
    ("name", "says"), [("panel.txt", "ending .parquet or .csv"), ("there.csv", "there already")]
)
def test_a_file_of_another_kind_or_of_somebody_is_refused(name, says, run, tmp_path):
    (tmp_path / "there.csv").write_text("mine")
    code, said = run("--measures", "revenue", "--output", str(tmp_path / name))
    assert code == 1
    assert says in said
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_a_store_that_is_named_and_not_there_is_refused(tmp_path, monkeypatch, capsys):
    require_panel()
    monkeypatch.setenv("XL_AIGC_STORE", str(tmp_path / "mistyped.sqlite"))
    code = run_program(["panel", "--measures", "net_margin", "--output", str(tmp_path / "a.csv")])
    assert code == 1
    assert "XL_AIGC_STORE names a store that is not there." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
