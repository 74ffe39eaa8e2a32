"""The examples in docstrings, run by name."""

from __future__ import annotations

import doctest
import inspect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def run_examples(function: Callable[..., object], name: str) -> None:
    """Run the examples of a function, which must have some.

    doctest's own collection passes by functions whose code is the mechanism's.
    """
    names = dict(inspect.unwrap(function).__globals__)
    (found,) = doctest.DocTestFinder(recurse=False).find(function, name, module=False, globs=names)
    assert found.examples, name
    report: list[str] = []
    assert doctest.DocTestRunner().run(found, out=report.append).failed == 0, "".join(report)
