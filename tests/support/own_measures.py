"""The bundled basket with five measures of its own, claims on them, and a sheet that ranks, charts and sums them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from xl_aigc.data.folder import REFERENCE
from xl_aigc.report.layout import templates_folder

if TYPE_CHECKING:
    from pathlib import Path

MEASURES = """\
measures:
  my_profit_per_rd:
    is: net_profit / rd_expense
    shows: ratio
    label: {en: Profit per yuan of R&D, zh: 每元研发对应利润, ko: 연구개발비 1원당 순이익}
  costs: {is: rd_expense + selling_expense, shows: money, label: R&D and selling expense}
  cost_ratio: {is: costs / revenue, shows: percent, label: {en: Cost ratio, zh: 研发与销售费用率}}
  thin: {is: net_margin < 0.05 and cost_ratio > 0.2, label: Thin margin}
basket:
  own_cost_ratio: {is: sum(costs) / sum(revenue), shows: percent, label: Cost ratio of all}
  thin_companies: {is: count(thin), label: Companies with a thin margin}
"""
CLAIMS = """\
claims:
  - {id: own_of_company, section: rd, ticker: 300418.SZ, measure: cost_ratio, stated: 0.4, relation: above}
  - {id: own_money, section: rd, ticker: 300418.SZ, measure: costs, stated: 1600000000, relation: about, tolerance: 0.5}
  - {id: own_of_basket, section: rd, key: own_cost_ratio, stated: 0.1, relation: below}
  - {id: own_count, section: rd, key: thin_companies, stated: 5, relation: at_least}
"""
SHEET = """\
sheet: own
title: Own
blocks:
  - {block: kpis, title: Own figures, measures: [own_cost_ratio, thin_companies]}
  - {block: ranking, id: leaders, title: Leaders, by: my_profit_per_rd, measures: [costs, thin], where: [{measure: cost_ratio, is: above, than: 0.1}]}
  - {block: chart, title: Bars, table: leaders, series: [my_profit_per_rd]}
  - {block: scatter, x: cost_ratio, y: my_profit_per_rd, by: layer, correlation: true}
  - {block: ranked_bars, by: cost_ratio}
  - {block: summary, title: By layer, rows: layer, measures: [own_cost_ratio, thin_companies]}
"""


def write_basket(folder: Path) -> Path:
    """Write the basket's folder."""
    shutil.copytree(REFERENCE, folder)
    (folder / "measures.yaml").write_text(MEASURES, "utf-8")
    claims = folder / "claims.yaml"
    claims.write_text(claims.read_text("utf-8").replace("claims:\n", CLAIMS, 1), "utf-8")
    return folder


def write_layouts(folder: Path) -> Path:
    """Write a folder of layouts with the sheet of the measures, and those that its formulas rest on."""
    folder.mkdir()
    (folder / "03_own.yaml").write_text(SHEET, "utf-8")
    for name in ("02_overview", "08_claims", "20_companies", "21_data", "24_checks", "25_changes"):
        source = templates_folder() / "report" / f"{name}.yaml"
        if source.exists():
            (folder / source.name).write_text(source.read_text("utf-8"), "utf-8")
    return folder
