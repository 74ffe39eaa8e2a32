"""The templates are found wherever the program is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from xl_aigc.errors import LayoutError
from xl_aigc.report import template_files
from xl_aigc.report.layout import (
    templates_folder,
)


def test_the_templates_of_a_checkout_are_found():
    assert templates_folder() == Path(__file__).resolve().parents[2] / "templates"


def test_the_templates_inside_an_installed_package_are_found(tmp_path):
    package = Path(template_files.__file__).parents[1]
    installed = tmp_path / "xl_aigc"
    for part in ("report", "labels", "files"):
        shutil.copytree(package / part, installed / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("__init__.py", "errors.py", "outside.py", "version.py"):
        shutil.copy(package / file, installed)
    shutil.copytree(templates_folder(), installed / "templates")
    code = "from xl_aigc.report.template_files import templates_folder; print(templates_folder())"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(run.stdout.strip()) == installed / "templates"


def test_templates_that_are_missing_are_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setattr(
        template_files, "__file__", str(tmp_path / "xl_aigc" / "report" / "template_files.py")
    )
    with pytest.raises(LayoutError, match="Install xl-aigc again"):
        templates_folder()
