"""Baskets of other markets and currencies: data folders written as a person would write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

COMPANIES = "ticker,name_zh,name_en,layer,segment,archetype,membership\n"
FIGURES = "ticker,period,item,value,kind,sources,currency\n"
RATES = "currency,period,average,closing,source\n"
SOURCES = "id,address\nF1,annual reports as filed\nR1,yearly rates of a central bank\n"
ITEMS = ("revenue", "net_profit", "rd_expense", "selling_expense")

Years = tuple[tuple[float | None, ...], tuple[float | None, ...]]
"""Figures of 2024FY and 2023FY in millions, in the order of `ITEMS`."""

US: Mapping[str, tuple[str, str, Years]] = {
    "AAPL": ("Apple", "downstream", ((391035, 93736, 31370, 26097), (383285, 96995, 29915, 24932))),
    "MSFT": ("Microsoft", "midstream", ((245122, 88136, 29510, 24456), (211915, 72361, 27195, 22759))),
    "NVDA": ("NVIDIA", "upstream", ((60922, 29760, 8675, 2654), (26974, 4368, 7339, 2440))),
    "GOOGL": ("Alphabet", "midstream", ((350018, 100118, 49326, 27808), (307394, 73795, 45427, 27917))),
    "META": ("Meta Platforms", "downstream", ((164501, 62360, 43873, 11347), (134902, 39098, 38483, 12301))),
    "BRK.B": ("Berkshire Hathaway", "", ((371433, 88995, None, None), (364482, 96223, None, None))),
    "IBM": ("IBM", "midstream", ((62753, 6023, 7479, None), (61860, 7502, 6775, None))),
}
HONG_KONG: Mapping[str, tuple[str, str, Years]] = {
    "0005.HK": ("HSBC", "", ((513000, 178000, None, None), (516000, 175000, None, None))),
    "0066.HK": ("MTR", "downstream", ((60011, 15772, None, None), (56982, 7784, None, None))),
    "0001.HK": ("CK Hutchison", "downstream", ((281351, 17088, None, None), (275575, 23500, None, None))),
    "0388.HK": ("HKEX", "midstream", ((22374, 13050, None, None), (20516, 11862, None, None))),
    "80737.HK": ("Expressway", "", ((900, -120, None, None), (950, 130, None, None))),
}
FOUR: Mapping[str, tuple[str, str, str, Years]] = {
    "AAPL": ("Apple", "downstream", "USD", ((391035, 93736, 31370, 26097), (383285, 96995, 29915, 24932))),
    "0005.HK": ("HSBC", "", "HKD", ((513000, 178000, None, None), (516000, 175000, None, None))),
    "7203.T": ("Toyota", "downstream", "JPY", ((45095325, 4944933, 1202400, None), (37154298, 2451318, 1241600, None))),
    "005930.KS": ("Samsung", "upstream", "KRW", ((300870903, 33621363, 35001000, None), (258935494, 14473401, 28352000, None))),
}  # fmt: skip
JAPAN: Mapping[str, tuple[str, str, Years]] = {
    "7203.T": ("Toyota", "downstream", ((45095325, 4944933, 1202400, None), (37154298, 2451318, 1241600, None))),
    "6758.T": ("Sony", "midstream", ((13020768, 970573, 742800, 2156156), (10974373, 1005277, 735698, 1969170))),
    "9984.T": ("SoftBank Group", "upstream", ((6756500, -227646, None, 2982383), (6570439, -970144, None, 2695328))),
    "7974.T": ("Nintendo", "downstream", ((1671865, 490602, 137700, 354000), (1601677, 432768, 108400, 331000))),
    "4385.T": ("Mercari", "downstream", ((187407, 13461, None, None), (172064, 13070, None, None))),
}  # fmt: skip
AVERAGE = {"HKD": (0.128, 0.1277), "JPY": (0.0066, 0.0071), "KRW": (0.00073, 0.00077)}
"""Average rates to the dollar of 2024FY and 2023FY."""


def write_us(folder: Path) -> Path:
    """Seven companies of the United States in dollars, as they filed."""
    return _one_market(folder, US, "us8", "us", {"en": "US companies", "zh": "若干公司", "ko": "몇몇 기업"})


def write_hong_kong(folder: Path) -> Path:
    """Five companies of Hong Kong; the currency is that of the market."""
    return _one_market(folder, HONG_KONG, "hk5", "hk", {"en": "Five of Hong Kong"})


def write_japan(folder: Path) -> Path:
    """Five companies of Japan, whose fiscal years end in March, and an index with a name in each language."""
    _one_market(folder, JAPAN, "jp5", "jp", {"en": "Five of Japan"})
    with (folder / "basket.yaml").open("a", encoding="utf-8") as file:
        file.write('year_end: "03-31"\nindices:\n')
        file.write(
            "- {index: N225, name: {en: Nikkei 225, zh: 日经225指数, ko: 닛케이 225}, change_ytd: 0.1}\n"
        )
    rows = [f"{ticker},2023-03-31,2024-03-29,0.2,adjusted\n" for ticker in JAPAN]
    header = "ticker,base_date,date,change,basis\n"
    (folder / "price_changes.csv").write_text(header + "".join(rows), encoding="utf-8")
    return folder


def write_four(folder: Path) -> Path:
    """One company of each of four markets, in four currencies, shown in dollars."""
    companies = {ticker: (name, layer) for ticker, (name, layer, _, _) in FOUR.items()}
    rows = [row for ticker, (*_, currency, years) in FOUR.items() for row in _rows(ticker, years, currency)]
    _write(folder, companies, rows)
    head = "key: four\nname: Four markets\nmarket: [hk, us, kr, jp]\ncurrency: USD\n"
    (folder / "basket.yaml").write_text(f"{head}period: 2024FY\nas_of: 2025-05-31\n", encoding="utf-8")
    rates = [
        f"{currency},{period},{rate},,R1"
        for currency, of_years in AVERAGE.items()
        for period, rate in zip(("2024FY", "2023FY"), of_years, strict=True)
    ]
    (folder / "rates.csv").write_text(RATES + "\n".join(rates) + "\n", encoding="utf-8")
    return folder


def _one_market(
    folder: Path,
    companies: Mapping[str, tuple[str, str, Years]],
    key: str,
    market: str,
    name: Mapping[str, str],
) -> Path:
    rows = [row for ticker, (_, _, years) in companies.items() for row in _rows(ticker, years, "")]
    _write(folder, {ticker: (named, layer) for ticker, (named, layer, _) in companies.items()}, rows)
    names = ", ".join(f"{language}: {text}" for language, text in name.items())
    text = f"key: {key}\nname: {{{names}}}\nmarket: {market}\nperiod: 2024FY\nas_of: 2025-02-28\n"
    (folder / "basket.yaml").write_text(text, encoding="utf-8")
    return folder


def _write(folder: Path, companies: Mapping[str, tuple[str, str]], rows: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    listed = [f"{ticker},,{name},{layer},,," for ticker, (name, layer) in companies.items()]
    (folder / "companies.csv").write_text(COMPANIES + "\n".join(listed) + "\n", encoding="utf-8")
    (folder / "figures.csv").write_text(FIGURES + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")


def _rows(ticker: str, years: Years, currency: str) -> list[str]:
    return [
        f"{ticker},{period},{item},{value}000000,stated,F1,{currency}"
        for period, values in zip(("2024FY", "2023FY"), years, strict=True)
        for item, value in zip(ITEMS, values, strict=True)
        if value is not None
    ]
