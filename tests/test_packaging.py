"""What stands beside pyproject.toml says what it says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_conda_recipe_needs_what_the_package_needs():
    recipe = yaml.safe_load((ROOT / "packaging" / "conda" / "recipe.yaml").read_text("utf-8"))
    needed = [
        re.sub(r"(?=[<>])", " ", text.partition(";")[0].strip(), count=1) for text in PROJECT["dependencies"]
    ]
    due = [f"python {PROJECT['requires-python']}", *map(str.lower, needed)]
    assert recipe["requirements"]["run"] == due
    assert recipe["package"] == {"name": PROJECT["name"], "version": PROJECT["version"]}
    assert recipe["build"]["python"]["entry_points"] == [
        f"{name} = {target}" for name, target in PROJECT["scripts"].items()
    ]
