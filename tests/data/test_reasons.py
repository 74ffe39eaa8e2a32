"""Every reason for setting a row aside is used, and told in the docs with whether it counts."""

from __future__ import annotations

import re
from pathlib import Path

import xl_aigc
from xl_aigc.data import tables
from xl_aigc.data.figure_rules import BatchLimits
from xl_aigc.data.reasons import REASONS

PACKAGE = Path(xl_aigc.__file__).parent
PAGE = (PACKAGE.parent / "docs" / "sources.md").read_text(encoding="utf-8")


def test_the_docs_say_of_each_reason_whether_it_is_bad():
    told = {}
    for names, bad in re.findall(r"^\| ((?:`[a-z_0-9]+` ?)+) \| (yes|no) \|", PAGE, flags=re.MULTILINE):
        told |= dict.fromkeys(re.findall(r"`([^`]+)`", names), bad == "yes")
    assert told == {key: reason.bad for key, reason in REASONS.items()}


def test_every_reason_is_used():
    code = "".join(
        path.read_text(encoding="utf-8")
        for name in ("data", "sources")
        for path in (PACKAGE / name).rglob("*.py")
    )
    of_kinds = {row["reason"] for row in tables.rows("kinds")}
    assert [key for key in REASONS if f'"{key}"' not in code and key not in of_kinds] == []


def test_the_docs_state_the_share_from_which_on_nothing_is_taken():
    assert f"more than {BatchLimits().bad_share:.0%} of the rows are bad" in PAGE
