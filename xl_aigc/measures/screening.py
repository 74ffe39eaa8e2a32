"""The five flags of the screen, as columns and as formulas.

The limits are named cells: `median_price` is the median price change of the basket, `median_rd_upstream` and its kin the
median R&D intensity of each layer (of the basket, where too few of the layer are known).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc import metrics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xl_aigc.measures.frame import Frame, Value
    from xl_aigc.metrics import ScreenResult

FLAGS: Final = metrics.FLAGS
INPUTS: Final = (
    *("revenue", "revenue_prior", "net_profit", "net_profit_prior", "rd_expense"),
    *("selling_expense", "selling_expense_prior", "price_change", "layer"),
)
LAYERS: Final = ("upstream", "midstream", "downstream")

LAYER_MEDIAN: Final = (
    "IF([layer]={upstream},median_rd_upstream,IF([layer]={midstream},median_rd_midstream,"
    'IF([layer]={downstream},median_rd_downstream,"n.a.")))'
)

NATIVE: Final = {
    "price_flag": "IF(COUNT([price_change],median_price)=2,IF(AND([price_change]<limit_screen_price,[price_change]<median_price),{yes},{no}),{unknown})",
    "profit_flag": 'IF([net_profit_status]="n.a.",{unknown},'
    "IF(OR([net_profit_status]={decreased},[net_profit_status]={turned_to_loss},[net_profit_status]={loss_widened}),{yes},{no}))",
    "loss_flag": "IF(ISNUMBER([net_profit]),IF([net_profit]<0,{yes},{no}),{unknown})",
    "selling_flag": "IF(COUNT([revenue],[revenue_prior])=2,IF([revenue]>[revenue_prior],{no},"
    "IF(COUNT([selling_ratio],[selling_ratio_prior])=2,IF([selling_ratio]>[selling_ratio_prior],{yes},{no}),{unknown})),{unknown})",
    "rd_flag": f"IF(COUNT([rd_intensity],{LAYER_MEDIAN})=2,IF([rd_intensity]<{LAYER_MEDIAN},{{yes}},{{no}}),{{unknown}})",
}
TRUE: Final = "+".join(f"([{flag}]={{yes}})" for flag in FLAGS)
KNOWN: Final = "+".join(f"([{flag}]<>{{unknown}})" for flag in FLAGS)


def results(frame: Frame) -> Sequence[ScreenResult]:
    """The screen of every company, computed once for a frame."""
    if "_screen" not in frame.cache:
        table = {key: frame[key] for key in INPUTS}
        frame.cache["_screen"] = metrics.screen(table)
    found: Sequence[ScreenResult] = frame.cache["_screen"]
    return found


def flag(key: str) -> Callable[[Frame], Sequence[Value]]:
    """The column of one flag: yes, no or unknown."""
    place = FLAGS.index(key)
    words = {True: "yes", False: "no", None: "unknown"}
    return lambda frame: [words[result.flags[place]] for result in results(frame)]


def true_flags(frame: Frame) -> Sequence[Value]:
    """How many flags are true."""
    return [result.true for result in results(frame)]


def known_flags(frame: Frame) -> Sequence[Value]:
    """How many flags are known."""
    return [result.known for result in results(frame)]


def score(frame: Frame) -> Sequence[Value]:
    """The number of true flags where enough are known."""
    return [result.score for result in results(frame)]


def order(frame: Frame) -> Sequence[Value]:
    """True flags, then known flags as tenths: what the screen table is sorted by."""
    return [None if r.score is None else r.true + r.known / 10 for r in results(frame)]
