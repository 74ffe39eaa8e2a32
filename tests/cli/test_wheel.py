"""The program from a real wheel, in an environment and a folder that know nothing of the checkout.

The wheel is made by pip with the build backend that is installed, and goes into a fresh environment whose further packages
are those of this one, by a .pth file: so nothing is downloaded.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def done(*command: object, folder: Path) -> str:
    """What a program says that must succeed; nothing of this checkout is on its path."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    environment |= {"PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    result = subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300,
        check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    done(
        sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "--no-build-isolation", "--no-index", "-q", "-w", folder,
        folder=folder,
    )  # fmt: skip
    return next(folder.glob("xl_aigc-*.whl"))


@pytest.fixture(scope="module")
def scripts(wheel, tmp_path_factory) -> Path:
    """The folder of programs of the fresh environment."""
    place = tmp_path_factory.mktemp("environment")
    done(sys.executable, "-m", "venv", "--without-pip", place, folder=place)
    scripts = place / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / "python"
    done(
        sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", "--find-links", wheel.parent,
        "-q", "xl-aigc", folder=place,
    )  # fmt: skip
    own = done(
        python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])", folder=place
    ).strip()
    (Path(own) / "others.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    return scripts


def test_the_wheel_carries_templates_figures_labels_and_types(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    due = {f"xl_aigc/{path.relative_to(ROOT)}" for path in (ROOT / "templates").rglob("*") if path.is_file()}
    due |= {
        str(path.relative_to(ROOT))
        for path in (ROOT / "xl_aigc").rglob("*")
        if path.suffix in {".yaml", ".csv", ".py"}
    }
    due.add("xl_aigc/py.typed")
    assert {name.replace("\\", "/") for name in due} - names == set()
    assert not any(name.endswith(".pyc") for name in names)


def test_the_installed_program_builds_the_same_bytes_as_the_checkout(scripts, tmp_path, english):
    out = done(scripts / "xl-aigc", "build", folder=tmp_path)
    target = tmp_path / "workbooks" / "aigc_2024H1.xlsx"
    assert out.startswith(f"Wrote {target}")
    same = (
        target.read_bytes() == english.read_bytes()
    )  # an assertion would compare them line by line, without end
    assert same


def test_the_installed_program_checks_and_finds_everything_of_its_own(scripts, tmp_path):
    out = done(scripts / "python", "-m", "xl_aigc", "doctor", folder=tmp_path)
    home = scripts.parent
    assert f"at {home}" in next(line for line in out.splitlines() if " xl_aigc " in line)
    assert f"at {home}" in next(line for line in out.splitlines() if " templates " in line)
    assert not any(str(ROOT / folder) in out for folder in ("xl_aigc", "templates"))
    assert "nothing wrong" in done(scripts / "xl-aigc", "layout", "check", folder=tmp_path)
    checked = done(scripts / "xl-aigc", "data", "check", folder=tmp_path)
    assert checked.startswith("AIGC concept stocks: companies 55, figures 347")
    assert "Hardly right: " not in checked
