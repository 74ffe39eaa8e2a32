"""The five flags of the screen, as columns and as formulas.

The limits are named cells: `median_price` is the median price change of the basket, `median_rd_upstream` and its kin the
median R&D intensity of each layer (of the basket, where too few of the layer are known).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc import metrics
from xl_aigc.measures.frame import number
from xl_aigc.measures.mask import Mask, everyone, where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xl_aigc.measures.frame import Frame, Value
    from xl_aigc.metrics import Number, ScreenResult

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
        frame.cache["_screen"] = _screened(frame)
    found: Sequence[ScreenResult] = frame.cache["_screen"]
    return found


def _screened(frame: Frame) -> Sequence[ScreenResult]:
    """The screen of the basket; a company that left is held against the medians of those that stayed."""
    staying = everyone(frame)
    left = Mask("", [not chosen for chosen in staying.chosen])
    rules = metrics.ScreenRules(
        price_below=frame.limit("limit_screen_price"),
        price_median=_middle(staying.numbers(frame, "price_change")),
        min_layer=frame.limit("limit_screen_layer"),  # type: ignore[arg-type]  # a reader may type 7.5
        min_known=frame.limit("limit_screen_known"),  # type: ignore[arg-type]  # as above
    )
    inside = iter(metrics.screen(_table(frame, staying), rules=rules))
    outside = iter(_outsiders(frame, left, rules))
    return [next(inside if stays else outside) for stays in staying.chosen]


def _table(frame: Frame, mask: Mask) -> dict[str, list[Value]]:
    return {key: mask.pick(frame[key]) for key in INPUTS}


def _outsiders(frame: Frame, left: Mask, rules: metrics.ScreenRules) -> Iterator[ScreenResult]:
    """The screen of companies that count in no median."""
    table = _table(frame, left)
    if rules.price_median is None:
        table["price_change"] = [None] * len(table["price_change"])
    middles = {layer: layer_median(frame, layer) for layer in LAYERS}
    ratios, layers = left.pick(frame["rd_intensity"]), table["layer"]
    for one, ratio, layer in zip(metrics.screen(table, rules=rules), ratios, layers, strict=True):
        own, middle = number(ratio), number(middles.get(str(layer)))
        below = None if own is None or middle is None else own < middle
        flags = (*one.flags[:-1], below)
        true, known = flags.count(True), len(flags) - flags.count(None)
        yield metrics.ScreenResult(flags, true, known, true if known >= rules.min_known else None)


def _middle(numbers: Sequence[float]) -> float | None:
    found = metrics.median(numbers)
    return found if isinstance(found, float) else None


def layer_median(frame: Frame, layer: str) -> Number:
    """The median R&D intensity of a layer; of the basket, where too few of the layer are known."""
    members = everyone(frame) & where(frame, "layer", layer)
    numbers = members.numbers(frame, "rd_intensity")
    enough = len(numbers) >= frame.limit("limit_screen_layer")
    return metrics.median(numbers if enough else everyone(frame).numbers(frame, "rd_intensity"))


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
