"""Every block has its label, and every label is used."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from support.label_texts import own_texts, texts

import xl_aigc
from xl_aigc.data.folder import load_facts
from xl_aigc.data.limits import LIMITS
from xl_aigc.labels import LANGUAGES
from xl_aigc.measures.own import program_table
from xl_aigc.metrics import RULES
from xl_aigc.report.builder import known_keys
from xl_aigc.report.findings import PHRASES
from xl_aigc.report.layout import load_layouts
from xl_aigc.report.pages import CHART_DATA, LIMITS_SHEET

FOLDER = Path(str(resources.files("xl_aigc.labels")))
PACKAGE = Path(xl_aigc.__file__).parent


def blocks_of_layouts():
    """Sheet and block of every block of the bundled layouts, those beside each other too."""
    stack = [
        (layout.sheet, block) for layout in load_layouts(None, known=known_keys()) for block in layout.blocks
    ]
    while stack:
        sheet, block = stack.pop()
        yield sheet, block
        stack += [(sheet, child) for child in getattr(block, "blocks", ())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_of_the_layouts_has_its_title_and_its_question(language):
    sheets = {CHART_DATA, LIMITS_SHEET, *(sheet for sheet, _ in blocks_of_layouts())}
    due = {f"sheets.{sheet}.{part}" for sheet in sheets for part in ("title", "question")}
    assert due - set(texts(language)) == set()


def test_every_block_with_an_id_has_its_label():
    stems = {
        f"{sheet}.{block.id}" for sheet, block in blocks_of_layouts() if block.id and block.title is None
    }
    both = (*texts("en"), *own_texts("en"))
    labelled = {".".join(key.split(".")[1:3]) for key in both if key.startswith("blocks.")}
    assert stems - labelled == UNTITLED


UNTITLED = {"checks.headline", "checks.close_calls", "card.choice", "cover.guide"}
"""Cards at the top of a sheet whose title says enough, and frames around blocks that have titles of their own."""


@cache
def used_patterns() -> tuple[re.Pattern[str], ...]:
    """Every text of the package's code as a pattern; what is filled in at run time stands for any words."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else r".+" for p in node.values]
                found.add("".join(parts))
    sections = {key.split(".")[0] for key in texts("en")}
    return tuple(
        re.compile(text)
        for text in found
        if re.match(r"(\w+)\\\.", text + " ") and text.split("\\")[0] in sections
    )


def known_members() -> dict[str, set[str]]:
    """Sections whose keys are composed at run time, and what they may be composed of."""
    facts = load_facts()
    return {
        "measures": {"ticker", *program_table().measures},
        "basket": set(program_table().basket),
        "limits": {
            *LIMITS,
            "index_change",
            "median_price",
            *(f"median_rd_{layer}" for layer in RULES["layer"].cohorts),
        },
        "rules": {*RULES, "groups", "segment"},
        "phrases": set(PHRASES),
        "segments": {company.segment for company in facts.companies},
        "indices": {fact.index.replace(".", "_") for fact in facts.indices},
        "blocks": {f"{sheet}.{block.id}" for sheet, block in blocks_of_layouts()},
        "sheets": {CHART_DATA, LIMITS_SHEET, *(sheet for sheet, _ in blocks_of_layouts())},
    }


def test_no_label_is_left_that_nothing_uses():
    members, unused = known_members(), []
    for key in texts("en"):
        section, _, rest = key.partition(".")
        if section in members:
            depth = {"blocks": 2, "sheets": 1, "phrases": 1}.get(section)
            own = ".".join(rest.split(".")[:depth]) if depth else rest
            used = own in members[section]
        else:
            used = any(pattern.fullmatch(key) for pattern in used_patterns())
        if not used:
            unused.append(key)
    assert unused == []
