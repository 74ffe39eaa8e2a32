"""The bundled basket computed in plain pandas from its CSV files: nothing of the package is imported here.

Money is in CNY million, shares and growth are fractions. NaN is missing, infinity is undefined.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "xl_aigc" / "data" / "reference"
NOW, BEFORE = "2024H1", "2023H1"
MILLION = 1e6
GIANTS = ("600941.SH", "601728.SH", "000333.SZ", "600690.SH")
INDEX = -0.3070
"""Wind AIGC concept index, 2024 to 12 September: stated by the article."""
UNIT = " (CNY m)"

WORDS = (
    pd.read_csv(ROOT / "xl_aigc" / "labels" / "words.csv", keep_default_na=False)
    .set_index("key")["en"]
    .to_dict()
)


def ratio(above: pd.Series, below: pd.Series) -> pd.Series:
    """A ratio to something that must be positive."""
    return (above / below).where(below > 0, np.inf).where(above.notna() & below.notna())


def growth(now: pd.Series, then: pd.Series) -> pd.Series:
    """Growth over the size of what it was before."""
    return ((now - then) / then.abs()).where(then != 0, np.inf).where(now.notna() & then.notna())


def words(conditions: list[pd.Series], keys: list[str], known: pd.Series) -> pd.Series:
    """The word of the first condition that holds."""
    chosen = np.select(conditions, [WORDS[key] for key in keys], default="?")
    return pd.Series(chosen, index=known.index, dtype=object).where(known)


def intervals(values: pd.Series, edges: list[float], keys: list[str]) -> pd.Series:
    """The interval of each number; a bound belongs to the interval below it."""
    cut = pd.cut(values, [-np.inf, *edges, np.inf], labels=keys, right=True).astype(object)
    return cut.map(WORDS, na_action="ignore")


@cache
def companies() -> pd.DataFrame:
    """One row per company in the order of the file: figures, and every measure, by key."""
    frame = pd.read_csv(REFERENCE / "companies.csv", keep_default_na=False).set_index("ticker", drop=False)
    figures = pd.read_csv(REFERENCE / "figures.csv")
    wide = figures.pivot_table(index="ticker", columns=["item", "period"], values="value", aggfunc="sum")
    for item in ("revenue", "net_profit", "rd_expense", "rd_investment", "selling_expense"):
        for basis, period in (("", NOW), ("_prior", BEFORE)):
            frame[item + basis] = wide[item, period].reindex(frame.index) / MILLION
    prices = pd.read_csv(REFERENCE / "price_changes.csv").set_index("ticker")
    frame["price_change"] = prices["change"].reindex(frame.index)
    _rollout(frame)
    frame["giant"] = np.where(frame["ticker"].isin(GIANTS), "yes", "no")
    frame["row"] = range(1, len(frame) + 1)
    frame["in_basket"] = 1
    for column in ("layer", "archetype"):
        frame[column] = frame[column].map(WORDS)
    named = frame["membership"] == "named in the article"
    frame["membership"] = np.where(named, WORDS["named"], WORDS["added"])
    _measures(frame)
    _screen(frame)
    return frame


def _rollout(f: pd.DataFrame) -> None:
    """Registrations; a company without a model has no days since its first."""
    rows = pd.read_csv(REFERENCE / "rollout.csv", parse_dates=["as_of", "first_registration_date"])
    rows = rows.set_index("ticker").reindex(f.index)
    f["models_registered"] = rows["models_registered"]
    f["algorithms_registered"] = rows["algorithms_registered"]
    f["days_since_model"] = (rows["as_of"] - rows["first_registration_date"]).dt.days


def folded() -> dict[str, list[str]]:
    """What companies do, as companies.csv says it, by the segment that basket.yaml folds it into."""
    basket = yaml.safe_load((REFERENCE / "basket.yaml").read_text(encoding="utf-8"))
    return {one["name"]["en"]: one["holds"] for one in basket["segments"]}


def _measures(f: pd.DataFrame) -> None:
    for item in ("revenue", "net_profit", "rd_expense", "rd_investment", "selling_expense"):
        f[f"{item}_yoy"] = growth(f[item], f[f"{item}_prior"])
    now, then = f["net_profit"], f["net_profit_prior"]
    both = now.notna() & then.notna()
    loss = then < 0
    status = {
        "turned_profitable": loss & (now > 0),
        "turned_to_loss": ~loss & (now < 0),
        "loss_widened": loss & (now < then),
        "loss_narrowed": loss & (now > then),
        "loss_unchanged": loss & (now == then),
        "increased": now > then,
        "decreased": now < then,
        "unchanged": now == then,
    }
    f["net_profit_status"] = words(list(status.values()), list(status), both)
    f["net_profit_change"] = now - then
    more, richer = f["revenue"] > f["revenue_prior"], now > then
    cohort = {
        "both_up": more & richer,
        "revenue_only_up": more & ~richer,
        "profit_only_up": ~more & richer,
        "both_down": ~more & ~richer,
    }
    f["growth_cohort"] = words(
        list(cohort.values()), list(cohort), both & f["revenue"].notna() & f["revenue_prior"].notna()
    )
    f["net_margin"] = ratio(now, f["revenue"])
    f["rd_intensity"] = ratio(f["rd_expense"], f["revenue"])
    f["rd_intensity_prior"] = ratio(f["rd_expense_prior"], f["revenue_prior"])
    f["rd_gap"] = (f["rd_expense_yoy"] - f["revenue_yoy"]) * 100
    f["capitalised_share"] = ratio(f["rd_investment"] - f["rd_expense"], f["rd_investment"])
    f["selling_ratio"] = ratio(f["selling_expense"], f["revenue"])
    f["selling_ratio_prior"] = ratio(f["selling_expense_prior"], f["revenue_prior"])
    f["selling_ratio_change"] = (f["selling_ratio"] - f["selling_ratio_prior"]) * 100
    f["rd_to_selling"] = ratio(f["rd_expense"], f["selling_expense"])
    f["price_vs_index"] = (f["price_change"] - INDEX) * 100
    f["rd_scale"] = intervals(f["rd_expense"], [100, 1000, 10000], RD_SCALE)
    f["rd_intensity_cohort"] = intervals(f["rd_intensity"], [0.05, 0.1, 0.2], RD_INTENSITY)
    f["price_cohort"] = intervals(f["price_change"], [-0.4, -0.2, 0, 0.2], PRICE[::-1])


RD_SCALE = ["up_to_100m", "from_100m_to_1bn", "from_1bn_to_10bn", "above_10bn"]
RD_INTENSITY = ["up_to_5pct", "from_5_to_10pct", "from_10_to_20pct", "above_20pct"]
PRICE = [
    "price_above_20pct",
    "from_0_to_20pct",
    "from_minus_20_to_0",
    "from_minus_40_to_minus_20",
    "minus_40_or_worse",
]
FLAGS = ("price_flag", "profit_flag", "loss_flag", "selling_flag", "rd_flag")


def flag(true: pd.Series, known: pd.Series) -> pd.Series:
    return pd.Series(
        np.where(known, np.where(true, WORDS["yes"], WORDS["no"]), WORDS["unknown"]), index=true.index
    )


def layer_medians(f: pd.DataFrame) -> pd.Series:
    """Median R&D intensity of each layer; of the basket where fewer than 8 of the layer are known."""
    by_layer = f.groupby("layer")["rd_intensity"].agg(["median", "count"])
    return by_layer["median"].where(by_layer["count"] >= 8, f["rd_intensity"].median())


def _screen(f: pd.DataFrame) -> None:
    price = f["price_change"]
    f["price_flag"] = flag((price < 0) & (price < price.median()), price.notna())
    worse = f["net_profit_status"].isin(
        [WORDS[key] for key in ("decreased", "turned_to_loss", "loss_widened")]
    )
    f["profit_flag"] = flag(worse, f["net_profit_status"].notna())
    f["loss_flag"] = flag(f["net_profit"] < 0, f["net_profit"].notna())
    grew = f["revenue"] > f["revenue_prior"]
    rose = f["selling_ratio"] > f["selling_ratio_prior"]
    ratios = f["selling_ratio"].notna() & f["selling_ratio_prior"].notna()
    revenues = f["revenue"].notna() & f["revenue_prior"].notna()
    f["selling_flag"] = flag(rose & ~grew, revenues & (grew | ratios))
    f["rd_flag"] = flag(f["rd_intensity"] < f["layer"].map(layer_medians(f)), f["rd_intensity"].notna())
    f["screen_true"] = (f[list(FLAGS)] == WORDS["yes"]).sum(axis=1)
    f["screen_known"] = (f[list(FLAGS)] != WORDS["unknown"]).sum(axis=1)
    enough = f["screen_known"] >= 3
    f["screen_score"] = f["screen_true"].where(enough)
    f["screen_order"] = (f["screen_true"] + f["screen_known"] / 10).where(enough)
    figures = [
        item + basis
        for item in ("revenue", "net_profit", "rd_expense", "selling_expense")
        for basis in ("", "_prior")
    ]
    f["figures_known"] = f[figures].notna().sum(axis=1)
    f["newest_period"] = "n.a."
    f.loc[f[figures[1::2]].notna().any(axis=1), "newest_period"] = "2023H1"
    f.loc[f[figures[::2]].notna().any(axis=1), "newest_period"] = "2024H1"
