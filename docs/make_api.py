"""Writes docs/api.md, the reference of the public functions, from their docstrings.

usage: python docs/make_api.py
"""

from __future__ import annotations

import inspect
import re
import textwrap
from pathlib import Path

import xl_aigc as xa

TARGET = Path(__file__).with_name("api.md")
OPENING = """# Python API

`import xl_aigc as xa` offers these names in a notebook or a script. Names load when they are first used; pandas loads when a
DataFrame is asked for. This page is made by `python docs/make_api.py` from the docstrings.

```python
>>> import xl_aigc as xa
>>> basket = xa.load()
>>> int((basket.measures("2024H1")["net_profit_status"] == "turned_to_loss").sum())
{turned}

```

Every metric takes numbers, sequences, NumPy arrays or pandas Series, and returns the like. A missing number is `None` or NaN and
gives a missing result, never 0. Every error is an `xa.AigcError` that names file, sheet, cell, line or key.
"""
GROUPS = {
    "A basket": ("load", "Basket"),
    "Sources": ("read", "Reading"),
    "Workbooks": ("refresh", "RefreshResult", "check", "diff", "Differences", "freeze"),
    "Formulas, store, errors": ("evaluate", "open_store", "Store", "AigcError"),
}


def markdown() -> str:
    """Return the page."""
    named = {name for names in GROUPS.values() for name in names}
    groups = GROUPS | {"Metrics": tuple(name for name in xa.__all__ if name not in named)}
    turned = (xa.load().measures("2024H1")["net_profit_status"] == "turned_to_loss").sum()
    lines = [OPENING.replace("{turned}", str(turned))]
    for title, names in groups.items():
        lines.append(f"## {title}\n")
        for name in names:
            lines += _entry(name, getattr(xa, name), "###")
    return "\n".join(lines).rstrip() + "\n"


def _entry(name: str, found: object, level: str) -> list[str]:
    """Return the section of a function, or of a class and its methods."""
    lines = [f"{level} `{name}{_signature(found)}`\n", *_text(inspect.getdoc(found) or ""), ""]
    if inspect.isclass(found) and found.__module__.startswith("xl_aigc.api"):
        for key, member in vars(found).items():
            if not key.startswith("_") and inspect.isfunction(member):
                lines += _entry(f"{name}.{key}", member, "####")
    return lines


def _signature(found: object) -> str:
    """Return the arguments of a function; nothing for a class, whose instances a function makes."""
    if inspect.isclass(found):
        return ""
    signature = inspect.signature(inspect.unwrap(found))  # type: ignore[arg-type]
    plain = [one.replace(annotation=one.empty) for one in signature.parameters.values()]
    return str(signature.replace(parameters=plain, return_annotation=signature.empty))


def _text(doc: str) -> list[str]:
    """Turn a docstring of the Google form into Markdown."""
    sections = {
        "Args:": "Arguments",
        "Attributes:": "Attributes",
        "Returns:": "Returns",
        "Raises:": "Raises",
        "Example:": "Example",
    }
    lines: list[str] = []
    body: list[str] = []

    def close(title: str) -> None:
        text = textwrap.dedent("\n".join(body)).strip("\n")
        if title == "Example":
            lines.extend(["```python", *_imports(text), text, "", "```"])
        elif title in {"Arguments", "Attributes", "Raises"}:
            lines.extend([f"{title}:\n", *_items(text)])
        elif title == "Returns":
            lines.append(f"Returns: {' '.join(text.split())}")
        else:
            lines.append(text)
        lines.append("")
        body.clear()

    title = ""
    for line in doc.splitlines():
        if line in sections:
            close(title)
            title = sections[line]
        else:
            body.append(line)
    close(title)
    return lines


def _imports(example: str) -> list[str]:
    """Return the imports that an example takes from the module around it, where it has none of its own."""
    if "import" in example:
        return []
    public = [name for name in xa.__all__ if re.search(rf"\b{name}\(", example)]
    inner = [name for name in ("DataError", "Place") if re.search(rf"\b{name}\(", example)]
    lines = [f">>> from xl_aigc import {', '.join(public)}"] if public else []
    return [*lines, f">>> from xl_aigc.errors import {', '.join(inner)}"] if inner else lines


def _items(text: str) -> list[str]:
    """Turn `name: text` entries, with their continuation lines, into a list."""
    found: list[str] = []
    for line in text.splitlines():
        if line and not line.startswith(" "):
            name, _, rest = line.partition(": ")
            found.append(f"- `{name}`: {rest}")
        elif found and line:
            found[-1] += f" {line.strip()}"
    return found


if __name__ == "__main__":
    TARGET.write_text(markdown(), encoding="utf-8")
