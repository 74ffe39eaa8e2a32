"""Sources are found by entry point: those of the program, of another distribution, and one that is broken."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from xl_aigc.errors import DataError
from xl_aigc.sources import Request, fetch, source_names

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"
PROJECT = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
OURS = sorted(re.findall(r'^(\w+) = "xl_aigc\.sources\.\w+:fetch"$', PROJECT, re.MULTILINE))
BATCH = "def fetch(request, progress):\n    return {}\n"


def example() -> tuple[str, str]:
    """The module and the lines of pyproject.toml that docs/sources.md shows."""
    section = PAGE.read_text(encoding="utf-8").partition("## A source of your own")[2].partition("\n## ")[0]
    return re.search(r"```py\n(.*?)```", section, re.DOTALL)[1], re.search(
        r"```toml\n(.*?)```", section, re.DOTALL
    )[1]


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Puts a distribution on the path as an installer does: a module, and a folder that describes it."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def add(distribution, module, text, name):
        (tmp_path / f"{module}.py").write_text(text, encoding="utf-8")
        about = tmp_path / f"{distribution.replace('-', '_')}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n", encoding="utf-8"
        )
        (about / "entry_points.txt").write_text(
            f"[xl_aigc.sources]\n{name} = {module}:fetch\n", encoding="utf-8"
        )
        return tmp_path

    return add


def test_the_sources_of_the_program_are_entry_points():
    assert source_names() == OURS
    assert {"akshare", "database", "files", "reference", "sec", "tdx"} <= {*OURS}


def test_the_example_of_the_docs_runs_from_the_command_line(install):
    module, toml = example()
    name, target = re.search(r'^(\w+) = "(\w+):fetch"$', toml, re.MULTILINE).groups()
    folder = install("our-ledger", target, module, name)
    done = subprocess.run(
        [sys.executable, "-m", "xl_aigc", "refresh", "--source", name, "--dry-run", "--store", "own.sqlite"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, "1 restated" in done.stdout or "1 added" in done.stdout) == (0, True), (
        done.stdout + done.stderr
    )
    assert done.stdout.splitlines()[1].startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("import no_such_module", "can't be loaded (ModuleNotFoundError: No module named 'no_such_module')"),
        ("1 / 0", "can't be loaded (ZeroDivisionError: division by zero)"),
        ("", "can't be loaded (AttributeError: module 'broken' has no attribute 'fetch')"),
        ("fetch = 1", "can't be loaded (broken:fetch is no function)"),
        (BATCH, "gave dict, not a Batch"),
    ],
)
def test_a_broken_plug_in_is_named_with_its_distribution_and_stops_no_other(install, text, says):
    install("bad-thing", "broken", text, "bad")
    assert source_names() == sorted([*OURS, "bad"])
    sys.modules.pop("broken", None)
    with pytest.raises(DataError) as refused:
        fetch(Request("bad"))
    sys.modules.pop("broken", None)
    assert str(refused.value) == (
        f"The source 'bad' of the distribution bad-thing {says}. Update it (python -m pip install --upgrade bad-thing) "
        "or uninstall it (python -m pip uninstall bad-thing)."
    )
    assert fetch(Request("reference")).complete


def test_a_name_that_two_distributions_offer_is_refused_with_both(install):
    install("my-files", "other_files", BATCH, "files")
    with pytest.raises(DataError, match="The source 'files' is offered by my-files and xl-aigc"):
        fetch(Request("files", "export.csv"))


def test_an_option_that_a_source_does_not_know_is_refused():
    for source in ("reference", "files", "database", "tdx", "sec"):
        with pytest.raises(DataError, match=f"The source '{source}' has no option 'colour'"):
            fetch(Request(source, options={"colour": "red"}))
