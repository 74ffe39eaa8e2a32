"""What the program requires may be used as docs/trust.md says: each licence is one of those named there."""

from __future__ import annotations

import re
from importlib.metadata import distribution

import pytest
from packaging.requirements import Requirement

FREE = re.compile(r"MIT|BSD|ISC|PSF|Python Software Foundation|Apache|Zlib|CC0")
RESTRICTED = re.compile(r"GPL|AGPL|Noncommercial|Proprietary", re.IGNORECASE)


def required(name: str, found: dict[str, str]) -> dict[str, str]:
    """What a distribution requires without extras, at any depth: its name, and what says its licence."""
    for line in distribution(name).requires or []:
        one = Requirement(line)
        if (one.marker is None or one.marker.evaluate({"extra": ""})) and one.name not in found:
            about = distribution(one.name).metadata
            said = [about.get("License-Expression") or "", *(about.get_all("Classifier") or [])]
            found[one.name] = " ".join(text for text in said if not text.startswith("Programming"))
            if not FREE.search(found[one.name]):
                found[one.name] += f" {(about.get('License') or '')[:60]}"
            required(one.name, found)
    return found


def test_what_is_required_is_under_the_licences_that_the_page_names():
    try:
        licences = required("xl-aigc", {})
    except ModuleNotFoundError as missing:  # a program that is no distribution here
        pytest.skip(str(missing))
    assert {"pandas", "openpyxl", "xlwings"} <= licences.keys()
    assert [name for name, said in licences.items() if not FREE.search(said) or RESTRICTED.search(said)] == []
