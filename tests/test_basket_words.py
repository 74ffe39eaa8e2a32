"""The program names no company of the bundled basket: what is true of one basket alone is data of that basket."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import xl_aigc
from xl_aigc.data.folder import load_facts
from xl_aigc.report.template_files import templates_folder

PACKAGE = Path(xl_aigc.__file__).parent
SHORT = (
    "Midea",
    "Haier",
    "Hongbo",
    "Kunlun",
    "Kingsoft",
    "iFLYTEK",
    "Yingbo",
    "美的",
    "海尔",
    "鸿博",
    "昆仑",
)
"""Names that companies are called by."""
TICKER_FORM = re.compile(r"such as 300418\.SZ|如300418\.SZ")
"""Messages that show the form of a ticker."""
EXAMPLES = {"functions/examples.csv", "functions/claims.csv", "cli/examples.csv"}
"""Results that the functions have with the bundled facts, and commands that ask for them."""
VENDORS = {"data/tables/fields.csv"}
"""Headings of vendors: 同花顺 is the vendor of one and a company of the basket."""


@cache
def named() -> re.Pattern[str]:
    companies = load_facts().companies
    long = {
        name
        for one in companies
        for name in (one.name_en, one.name_zh)
        if len(name) > 3 or not name.isascii()
    }
    names = {*long, *SHORT, *(one.ticker for one in companies)} - {""}
    first = "".join({re.escape(name[0]) for name in names})  # most places of a text begin no name
    return re.compile(rf"(?<![A-Za-z])(?=[{first}])(?:{'|'.join(map(re.escape, sorted(names)))})(?![a-z])")


def texts_of_code(file: Path):
    """Every text of a module that is no docstring."""
    tree = ast.parse(file.read_text("utf-8"))
    described = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value


def found_in(texts, pattern):
    return [text for text in texts if pattern.search(TICKER_FORM.sub("", text))]


def test_no_label_table_or_template_names_a_company_of_the_bundled_basket():
    files = [
        *(one for one in PACKAGE.rglob("*") if one.suffix in {".yaml", ".csv", ".txt", ".json"}),
        *templates_folder().rglob("*.yaml"),
    ]
    apart = EXAMPLES | VENDORS
    for file in files:
        inside = file.relative_to(PACKAGE).as_posix() if file.is_relative_to(PACKAGE) else ""
        if not inside.startswith("data/reference/") and inside not in apart:
            assert found_in(file.read_text("utf-8").splitlines(), named()) == [], file


def test_no_code_names_a_company_of_the_bundled_basket():
    for file in PACKAGE.rglob("*.py"):
        assert found_in(texts_of_code(file), named()) == [], file


MONEY_AND_MARKET = re.compile(
    r"\byuan\b|\bCNY\b|(?<![美港日韩欧加澳坡单多])元|A-share|A股|위안|A주", re.IGNORECASE
)
"""The currency and the market of the bundled basket; 元 is part of other words, such as 美元 and 单元格."""
OLD_WORDS = {
    "labels/old_words.csv",
    "functions/claims.csv",
    "functions/examples.csv",
    "functions/texts.csv",
    "labels/zh/messages.csv",
}
"""Words of earlier versions, which are read; what tables of data say, in Chinese; claims of the bundled article, and examples and units of the functions, which read its figures."""
CLAIMS = re.compile(r"measures/claims/.*|report/claims_live\.py|data/claims\.py|data/numerals\.py")
"""Claims are of the bundled article; their modules name a variable for its amounts. Amounts are read with signs of a currency before them."""


def test_nothing_but_tables_of_data_names_the_currency_or_the_market_of_the_bundled_basket():
    texts = {
        one.relative_to(PACKAGE).as_posix(): one
        for one in PACKAGE.rglob("*")
        if one.suffix in {".py", ".yaml", ".csv", ".txt", ".json"}
    }
    kept = {
        name: one
        for name, one in texts.items()
        if not name.startswith(("data/tables/", "data/reference/"))
        and name not in OLD_WORDS
        and not CLAIMS.fullmatch(name)
    }
    kept |= {one.name: one for one in templates_folder().rglob("*.yaml")}
    lines = [(name, line) for name, one in kept.items() for line in one.read_text("utf-8").splitlines()]
    assert [(name, line) for name, line in lines if MONEY_AND_MARKET.search(line)] == []
