"""Every block of docs/measures.md runs: the measures load, the sheet is drawn, the claims are tested."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from support.openpyxl_reading import load_workbook

from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.frame import build_frame
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.layout import templates_folder

PAGE = (Path(__file__).parents[2] / "docs" / "measures.md").read_text("utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)


def block(first):
    """The block that begins with a key."""
    return next(text for text in BLOCKS if text.startswith(f"{first}:"))


@pytest.fixture(scope="module")
def basket(tmp_path_factory):
    """A basket's folder with the measures and the claims of the guide."""
    folder = tmp_path_factory.mktemp("guide") / "my_basket"
    shutil.copytree(REFERENCE, folder)
    (folder / "measures.yaml").write_text(block("measures"), "utf-8")
    (folder / "texts.yaml").unlink()
    for name, first in (("article", "published"), ("claims", "claims")):
        (folder / f"{name}.yaml").write_text(block(first), "utf-8")
    return folder


def test_the_guide_has_no_other_kind_of_block():
    assert [text.partition(":")[0] for text in BLOCKS] == [
        "measures",
        "measures",
        "sheet",
        "published",
        "claims",
        "measures",
    ]
    assert set(re.findall(r"```(\w+)", PAGE)) == {"yaml", "sh", "python", "text"}


def test_the_sheet_of_the_guide_is_drawn(basket, tmp_path):
    layouts = tmp_path / "my_layouts"
    layouts.mkdir()
    (layouts / "03_own.yaml").write_text(block("sheet"), "utf-8")
    for name in ("20_companies.yaml", "21_data.yaml"):
        shutil.copy(templates_folder() / "report" / name, layouts)
    built = build(tmp_path / "guide.xlsx", load_facts(basket), BuildOptions(layouts=layouts))
    assert (built.sheets[0], built.charts) == ("Costs", 2)
    sheet = load_workbook(tmp_path / "guide.xlsx")["Costs"]
    assert "Costs" in [cell.value for cell in sheet[3]], "a sheet without a finding has its title as headline"


def test_a_workbook_with_the_claims_of_the_guide_is_built(basket, tmp_path):
    built = build(tmp_path / "claims.xlsx", load_facts(basket))
    assert "Claims" in built.sheets


def test_the_claims_of_the_guide_are_tested(basket):
    facts = load_facts(basket)
    results = {result.claim.id: result for result in evaluate(build_frame(facts, facts.period))}
    # Kunlun: (757 m of R&D + 934 m of selling) / 2,502 m of revenue = 67.6%; its selling expense is the article's own figure.
    assert results["costs_of_kunlun"].evidence.measured == pytest.approx((757 + 934) / 2502)
    assert results["costs_of_kunlun"].verdict == "article_only"
    assert results["thin_margins"].verdict in {"reproduced", "differs", "undecided"}
