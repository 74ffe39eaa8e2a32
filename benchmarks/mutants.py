"""How many small faults the tests find: mutants of a package, drawn at random, each run against the package's tests.

    python -m pip install "mutmut==3.8.1" ".[test]"
    python benchmarks/mutants.py metrics --count 120 --seed 14

A quarter of an hour a package and more. The work is done in a copy under `--folder`, which a second run uses again. `survivors.diff` there shows
each mutant that no test found. docs/trust.md tells the scores and the reasons.
"""

from __future__ import annotations

import argparse
import configparser
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
MUTMUT = Path(sys.executable).with_name("mutmut")
SPINNER = set("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
LEFT_OUT = (".*", "__pycache__", "dist", "build", "site")
TESTS = {
    "metrics": ("tests/metrics",),
    "expressions": ("tests/expressions", "tests/measures"),
    "functions": ("tests/functions",),
    "ooxml": ("tests/ooxml",),
    "refreshing": ("tests/refreshing",),
    "sources": ("tests/sources",),
}
"""The tests of each package."""
FAST = "fast or hypothesis"
"""Which of them run: none that builds workbooks or starts other programs."""
SLOWER = {"refreshing": "not slow"}
"""Packages whose tests all build workbooks."""
MADE_OTHERWISE = (
    "tests/metrics/test_public_names.py",
    "tests/metrics/test_light_import.py",
    "tests/functions/test_light_start.py",
    "tests/functions/test_store_facts.py::test_a_store_is_read_with_the_standard_library_alone",
)
"""Tests of how modules are made and loaded: a module that holds its mutants is made differently."""
ALSO = {
    "expressions": ("tests/expressions/test_engines.py", "tests/expressions/test_random.py"),
    "ooxml": ("tests/report/test_house_style.py",),
}
"""Tests that compare with other programs, or stand elsewhere: only mutants that no fast test found are tried against them."""


def prepare(folder: Path, package: str) -> None:
    """A copy of the project whose `setup.cfg` tells mutmut what to change and what to run."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT), dirs_exist_ok=True)
    also = [
        path.name for path in ROOT.iterdir() if path.name not in {"xl_aigc", "tests"} and path.name[0] != "."
    ]
    arguments = [
        "-n0",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        SLOWER.get(package, FAST),
        "-k",
        "not libreoffice and not gnumeric",
    ]
    arguments += [f"--deselect={test}" for test in (*MADE_OTHERWISE, *ALSO.get(package, ()))]
    settings = {
        "source_paths": ["xl_aigc/"],
        "only_mutate": [f"xl_aigc/{package}/*"],
        "do_not_mutate": ("xl_aigc/expressions/sql.py",),  # its tests need an extra and other programs
        "also_copy": also,
        "pytest_add_cli_args": arguments,
        "pytest_add_cli_args_test_selection": TESTS[package],
        "use_git_change_detection": "false",
        "process_isolation": "forkserver",  # a test of a mutant must not find what another process has cached
    }
    config = configparser.ConfigParser()
    config["mutmut"] = {
        key: value if isinstance(value, str) else "\n" + "\n".join(value) for key, value in settings.items()
    }
    with (folder / "setup.cfg").open("w", encoding="utf-8") as file:
        config.write(file)


def mutmut(folder: Path, *arguments: str) -> str:
    """What a command of mutmut prints."""
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [MUTMUT, *arguments], check=False, cwd=folder, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    return "\n".join(line for line in done.stdout.splitlines() if line[:1] not in SPINNER)


def statuses(folder: Path) -> dict[str, str]:
    """Every mutant, and what became of it."""
    lines = [line.strip().rpartition(": ") for line in mutmut(folder, "results", "--all", "1").splitlines()]
    return {name: status for name, _, status in lines if "__mutmut_" in name}


def sample(names: list[str], count: int, seed: int) -> list[str]:
    """So many mutants, from each module in proportion to its own."""
    chance = random.Random(seed)
    placed = sorted(names, key=lambda name: (name.rpartition(".")[0], chance.random()))
    step = max(len(placed) / count, 1)
    start = chance.random() * step
    return [placed[int(start + step * number)] for number in range(min(count, len(placed)))]


def found_again(folder: Path, package: str, name: str) -> bool:
    """Whether a mutant is found by an example of its module, or by any test in the files whose tests reach its function.

    It runs in a process of its own, since what a module computes when it is imported is not computed again in a fork, and with whole
    files, since mutmut counts a test whose name it can't hand to pytest as one that took too long.
    """
    inside = folder / "mutants"
    reached = json.loads((inside / "mutmut-stats.json").read_text(encoding="utf-8"))
    tests = reached["tests_by_mangled_function_name"].get(name.rpartition("__mutmut_")[0], TESTS[package])
    module = Path(*name.partition(".x")[0].split("."))
    own = next(
        path for path in (module.with_suffix(".py"), module / "__init__.py") if (inside / path).exists()
    )
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "--rootdir=.", "-p", "no:cacheprovider"]
    command += ["-k", "not __mutmut_", *(f"--deselect={test}" for test in MADE_OTHERWISE)]
    command += [
        str(own),
        *sorted({test.partition("::")[0] for test in tests}),
        *ALSO.get(package, ()),
    ]
    done = subprocess.run(
        command,
        check=False,
        cwd=inside,
        env=os.environ | {"MUTANT_UNDER_TEST": name},
        stdout=subprocess.DEVNULL,
    )
    return done.returncode not in {0, 5}  # a test failed or could not be imported; 5: there was none


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("package", choices=TESTS)
    asked.add_argument("--count", type=int, default=120, help="(usually %(default)s)")
    asked.add_argument("--seed", type=int, default=14, help="(usually %(default)s)")
    asked.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "xl_aigc_mutants"))
    asked.add_argument(
        "--again", action="store_true", help="try survivors against all tests of the package: slow"
    )
    given = asked.parse_args()
    folder = given.folder / given.package
    prepare(folder, given.package)
    first = mutmut(folder, "run", "--max-children", "1", "none")  # none has this name: the tests run once
    known = statuses(folder)
    if not known or not (folder / "mutants" / "mutmut-stats.json").exists():
        sys.exit(first)
    drawn = sample(sorted(known), given.count, given.seed)
    mutmut(folder, "run", "--max-children", "1", *drawn)
    found = statuses(folder)
    at_first = sum(found[name] == "killed" for name in drawn)
    left = [
        name for name in drawn if found[name] != "killed" and not found_again(folder, given.package, name)
    ]
    shown = "\n".join(mutmut(folder, "show", name) for name in left)
    (folder / "survivors.diff").write_text(shown, encoding="utf-8")
    print(
        f"{given.package}: {len(known):,} mutants, {len(drawn)} drawn, {at_first} found by fast tests, {len(left)} by none"
    )
    print(f"The others: {folder / 'survivors.diff'}")


if __name__ == "__main__":
    main()
