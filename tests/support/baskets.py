"""Synthetic baskets: data folders written as a person would write them, with the companies that break formulas."""

from __future__ import annotations

import csv
import random
import re
import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from xl_aigc.data.folder import REFERENCE, load_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from xl_aigc.data.model import Facts

NOW, BEFORE = "2024H1", "2023H1"
ITEMS = ("revenue", "net_profit", "rd_expense", "selling_expense", "rd_investment")
SOURCES = "id,address\nS1,https://example.org/1\nS2,an annual report\n"


@dataclass(frozen=True)
class Firm:
    """One company of a synthetic basket.

    Attributes:
        figures: text of a value by item and period, as it stands in the file; one left out is missing.
        price: text of the price change, None where there is no row.
    """

    ticker: str
    name_zh: str = "甲公司"
    name_en: str = "First"
    layer: str = "upstream"
    segment: str = "servers"
    archetype: str = "other"
    membership: str = "added"
    figures: Mapping[tuple[str, str], str] = field(default_factory=dict)
    price: str | None = "-0.1"


def ticker(number: int) -> str:
    """A ticker for the number of a company."""
    return f"{600000 + number:06d}.SH"


def figures(**pairs: tuple[object, object]) -> dict[tuple[str, str], str]:
    """Figures as (this period, the period compared with) of each item; None is missing."""
    return {
        (item, period): str(value)
        for item, pair in pairs.items()
        for period, value in zip((NOW, BEFORE), pair, strict=True)
        if value is not None
    }


def write(
    folder: Path,
    firms: Iterable[Firm],
    *,
    giants: Sequence[str] = (),
    prices: bool = True,
    sources: bool = True,
    indices: bool = True,
) -> Path:
    """Write a data folder.

    Args:
        folder: where; made if it is not there.
        firms: the companies.
        giants: tickers of the giants.
        prices: with price_changes.csv.
        sources: with sources.csv, and figures that name one.
        indices: with an index change.
    """
    folder.mkdir(parents=True, exist_ok=True)
    firms = list(firms)
    companies = [
        (f.ticker, f.name_zh, f.name_en, f.layer, f.segment, f.archetype, f.membership) for f in firms
    ]
    _table(folder / "companies.csv", "ticker,name_zh,name_en,layer,segment,archetype,membership", companies)
    cited = "S1" if sources else ""
    rows = [
        (f.ticker, period, item, value, "stated" if i % 2 else "derived", cited)
        for i, f in enumerate(firms)
        for (item, period), value in f.figures.items()
    ]
    _table(folder / "figures.csv", "ticker,period,item,value,kind,sources", rows)
    if prices:
        moves = [
            (f.ticker, "2023-12-29", "2024-09-12", f.price, "adjusted") for f in firms if f.price is not None
        ]
        _table(folder / "price_changes.csv", "ticker,base_date,date,change,basis", moves)
    if sources:
        (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    index = (
        "indices:\n- {index: X1, name: {en: An index, zh: 某指数, ko: 한 지수}, change_ytd: -0.3}\n"
        if indices
        else ""
    )
    text = f"key: synthetic\nname: Synthetic\nperiod: {NOW}\ncompare: {BEFORE}\nas_of: 2024-09-12\n{index}"
    (folder / "basket.yaml").write_text(f"{text}giants: [{', '.join(giants)}]\n", encoding="utf-8")
    return folder


def facts_in(folder: Path, firms: Sequence[Firm], **options: Any) -> Facts:
    """Write a basket into a folder, and read it."""
    return load_facts(write(folder / "data", firms, **options))


def _table(path: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


ANY = (None, "0", "1", "-1", "123456789.12", "-123456789.12", "0.01", "-0.01", "1e8", "2e9")
"""Values of an item that may be negative: missing, zero, a loss, tiny, on a limit."""
COSTS = (None, "0", "1", "123456789.12", "0.01", "1e8", "1e9", "1e10")
PRICES = (None, "0", "0.2", "-0.2", "-0.4", "-1", "5", "-0.399999999", "0.200000001", "-0.1")


def nasty(count: int = 60, seed: int = 7) -> list[Firm]:
    """Companies with every awkward pair of figures: missing, zero, negative, tiny, unchanged, on a bound."""
    chosen = random.Random(seed)

    def pair(values: Sequence[str | None], number: int) -> tuple[str | None, str | None]:
        first = values[number % len(values)]
        return first, first if number % 7 == 0 else chosen.choice(values)

    firms = []
    for number in range(count):
        given = figures(
            revenue=pair(ANY, number),
            net_profit=pair(ANY, number // 3),
            rd_expense=pair(COSTS, number),
            selling_expense=pair(COSTS, number // 2),
            rd_investment=pair(COSTS, number // 5),
        )
        firms.append(
            Firm(
                ticker(number),
                f"公司{number}",
                f"Company {number}",
                layer=("upstream", "midstream", "downstream", "")[number % 4],
                segment=("servers", "models", "games", "")[number % 4],
                archetype=("deep_pockets", "clear_model", "rigid_demand", "other")[number % 4],
                membership=("named in the article", "added")[number % 2],
                figures=given,
                price=PRICES[number % len(PRICES)],
            )
        )
    return firms


def huge() -> list[Firm]:
    """Companies whose figures reach 1e18 yuan beside some of a hundredth of a yuan."""
    sizes = ("1e18", "-3e17", "0.01", "1e12", "7.5e17", "1e-6")
    return [
        Firm(
            ticker(number),
            f"巨{number}",
            f"Huge {number}",
            layer=("upstream", "midstream", "downstream")[number % 3],
            figures=figures(
                revenue=(size, sizes[number - 1]),
                net_profit=(sizes[number - 2], size),
                rd_expense=(size.lstrip("-"), sizes[number - 3].lstrip("-")),
                selling_expense=(sizes[number - 1].lstrip("-"), size.lstrip("-")),
            ),
        )
        for number, size in enumerate(sizes)
    ]


def market(count: int = 200, seed: int = 11) -> list[Firm]:
    """Ordinary companies, as many as wanted."""
    chosen = random.Random(seed)
    layers = ("upstream", "midstream", "downstream")

    def firm(number: int) -> Firm:
        revenue = 10 ** chosen.uniform(7, 11)
        given = figures(
            revenue=(round(revenue * chosen.uniform(0.6, 1.6), 2), round(revenue, 2)),
            net_profit=(
                round(revenue * chosen.gauss(0.05, 0.1), 2),
                round(revenue * chosen.gauss(0.05, 0.1), 2),
            ),
            rd_expense=(
                round(revenue * chosen.uniform(0, 0.3), 2),
                round(revenue * chosen.uniform(0, 0.3), 2),
            ),
            selling_expense=(round(revenue * chosen.uniform(0, 0.3), 2), None),
        )
        price = f"{chosen.uniform(-0.7, 0.6):.3f}"
        return Firm(
            ticker(number),
            f"公司{number}",
            f"Company {number}",
            layers[number % 3],
            figures=given,
            price=price,
        )

    return [firm(number) for number in range(count)]


def plain() -> Firm:
    """A company with nothing special about it, to change in one place."""
    given = figures(
        revenue=(2e9, 1e9), net_profit=(1e8, 5e7), rd_expense=(2e8, 1e8), selling_expense=(3e8, 2e8)
    )
    return Firm(ticker(0), figures=given)


def renamed(names: Sequence[str]) -> list[Firm]:
    """Plain companies that carry these names in both languages."""
    return [replace(plain(), ticker=ticker(n), name_zh=name, name_en=name) for n, name in enumerate(names)]


def without(
    firms: Iterable[Firm], *, items: Sequence[str] = (), periods: Sequence[str] = (), prices: bool = True
) -> list[Firm]:
    """Companies without some items, without the figures of some periods, or without prices."""
    return [
        replace(
            firm,
            figures={
                (item, period): value
                for (item, period), value in firm.figures.items()
                if item not in items and period not in periods
            },
            price=firm.price if prices else None,
        )
        for firm in firms
    ]


RD = ("rd_expense", "rd_investment")
OF = {"rd": RD, "selling": ("selling_expense",), "revenue": ("revenue",), "profit": ("net_profit",)}
"""Items that a basket without one of these lacks."""


def lacking(folder: Path, what: str) -> Path:
    """Write a basket without an article that lacks something else too.

    Args:
        folder: where.
        what: `nothing`, `prices`, a key of `OF`, `prior`, `companies` (it has three), or `everything` but what a key of `OF` says beside R&D.
    """
    firms, all_, giants = market(24), what == "everything", (ticker(0), ticker(1))
    if what in {"companies", "everything"}:
        firms, giants = firms[:3], ()
    if all_:
        firms = [replace(firm, layer="") for firm in firms]
    prices = what != "prices" and not all_
    firms = without(
        firms,
        items=RD if all_ else OF.get(what, ()),
        periods=(BEFORE,) if what == "prior" or all_ else (),
        prices=prices,
    )
    return write(folder, firms, giants=giants, prices=prices, indices=prices)


def knowing(folder: Path, *items: str, prices: bool = False, count: int = 24) -> Path:
    """Write a basket without an article that knows some items only, of both periods, and prices or none."""
    firms = without(market(count), items=[item for item in ITEMS if item not in items], prices=prices)
    return write(folder, firms, giants=(ticker(0), ticker(1)), prices=prices, indices=prices)


LAYERS = """layers:
- {key: software, name: {en: Software, zh: 软件, ko: 소프트웨어}, about: {en: "Programs {and} services", zh: 程序}}
- {key: hardware, name: {en: Hardware, zh: 硬件, ko: 하드웨어}}
- {key: services, name: {en: '=People & "more" *?~', zh: 服务}, about: work by people}
- {key: other_x, name: Other X}
"""
"""Four layers: names that formulas could trip over, a text in braces, languages left out."""


ARCHETYPES = """archetypes:
- {key: platform, name: {en: Platform, zh: 平台, ko: 플랫폼}}
- {key: tools, name: '"Tools" & more'}
"""


def with_own_layers(folder: Path, declared: str = LAYERS) -> Path:
    """Write a basket whose layers and archetypes are its own; every ninth company is in no layer, every third of the other archetype."""
    keys = re.findall(r"key: (\w+)", declared)
    firms = [
        replace(
            firm,
            layer=keys[place % len(keys)] if place % 9 else "",
            archetype=("", "platform", "tools")[place % 3],
        )
        for place, firm in enumerate(market(30))
    ]
    write(folder, firms, giants=(ticker(3),))
    with (folder / "basket.yaml").open("a", encoding="utf-8") as file:
        file.write(declared + ARCHETYPES)
    return folder


def without_values(folder: Path) -> Path:
    """Write the bundled basket with its article, but with no value of any figure and no change of any price."""
    shutil.copytree(REFERENCE, folder)
    for name, column in (("figures.csv", "value"), ("price_changes.csv", "change")):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = [{**row, column: ""} for row in csv.DictReader(file)]
        _table(folder / name, ",".join(rows[0]), [list(row.values()) for row in rows])
    return folder
