"""The bundled reference facts, read with the standard library alone: they also serve in Pyodide and in LibreOffice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from xl_aigc.data.layers import USUAL_SORTS, Sorts
from xl_aigc.data.markets import MARKETS, USUAL
from xl_aigc.data.period import Period
from xl_aigc.data.rows import number
from xl_aigc.data.spelling import normalised
from xl_aigc.data.tickers import DEFAULT
from xl_aigc.errors import Place
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.company_names import tickers_by_name
from xl_aigc.functions.found import Found
from xl_aigc.functions.segment_words import bundled_segments
from xl_aigc.labels import in_language

FOLDER: Final = Path(__file__).parents[1] / "data" / "reference"
CLAIMS: Final = Path(__file__).parent / "claims.csv"
BASKET: Final = "aigc"
TITLE: Final[Mapping[str, str]] = {"en": "AIGC concept stocks", "zh": "AIGC概念股", "ko": "AIGC 테마주"}
"""Its name, as `basket.yaml` has it."""


@dataclass(frozen=True, eq=False)
class ReferenceFacts:
    """The reference facts of one basket and one vintage, by ticker, item and period."""

    companies: Mapping[str, Mapping[str, str]]
    figures: Mapping[tuple[str, str, str], Found]
    newest: str
    as_of: date
    claims_file: Path = CLAIMS

    @classmethod
    def read(cls, folder: Path = FOLDER, claims: Path = CLAIMS) -> "ReferenceFacts":
        """Read them from a folder of CSV files.

        Raises:
            DataError: a file is missing or a cell is no number or date; the message names file and key.
        """
        addresses = {row["id"]: row["address"] for row in bundled_table(folder / "sources.csv")}
        prices = bundled_table(folder / "price_changes.csv")
        as_of = max(date.fromisoformat(row["date"]) for row in prices)
        rows = bundled_table(folder / "figures.csv")
        newest = str(max(Period(row["period"]) for row in rows))
        figures = {
            (row["ticker"], row["item"], row["period"]): Found(
                number(
                    row["value"],
                    Place(folder / "figures.csv", key=f"{row['ticker']} {row['item']} {row['period']}"),
                ),
                row["kind"],
                tuple(addresses[source] for source in row["sources"].split()),
                as_of,
            )
            for row in rows
        } | {
            (row["ticker"], "price_change", newest): Found(
                number(row["change"], Place(folder / "price_changes.csv", key=row["ticker"])),
                "stated",
                (f"{row['base_date']} to {row['date']}, {row['basis']}",),
                as_of,
            )
            for row in prices
        }
        companies = {row["ticker"]: row for row in bundled_table(folder / "companies.csv")}
        return cls(companies, figures, newest, as_of, claims)

    @property
    def days(self) -> Sequence[date]:
        """The one day."""
        return (self.as_of,)

    @property
    def baskets(self) -> Sequence[str]:
        """The one basket there is."""
        return (BASKET,)

    @property
    def markets(self) -> tuple[str, ...]:
        """The usual market, which the reference basket is of."""
        return DEFAULT

    @property
    def items(self) -> Sequence[str]:
        """The items that have a figure."""
        return tuple(dict.fromkeys(item for _, item, _ in self.figures))

    def newest_period(self, basket: str) -> str:  # noqa: ARG002  one basket
        """The newest period that has figures, which is the one that it reports."""
        return self.newest

    @cached_property
    def periods(self) -> Sequence[str]:
        """The periods that have a figure, the newest first."""
        return tuple(map(str, sorted({Period(period) for _, _, period in self.figures}, reverse=True)))

    def tickers(self, basket: str, as_of: date | None = None) -> Sequence[str]:
        """The companies in the order of the file, unless they were not yet known on that day."""
        known = as_of is None or as_of >= self.as_of
        return tuple(self.companies) if known and basket == BASKET else ()

    def home(self, ticker: str) -> str:  # noqa: ARG002  one basket
        """The basket."""
        return BASKET

    def company(self, ticker: str, basket: str | None = None) -> Mapping[str, str] | None:  # noqa: ARG002  one basket
        """A company's row of `companies.csv`."""
        return self.companies.get(ticker)

    def named(self, name: str) -> Sequence[str]:
        """The companies of a name."""
        return self._names.get(normalised(name), ())

    @cached_property
    def _names(self) -> Mapping[str, Sequence[str]]:
        return tickers_by_name(self.companies)

    def figure(self, ticker: str, item: str, period: str, as_of: date | None) -> Found | None:
        """A figure, unless it was not yet known on that day."""
        if as_of is not None and as_of < self.as_of:
            return None
        return self.figures.get((ticker, item, period))

    def giants(self, basket: str) -> Sequence[str]:  # noqa: ARG002  as every reader is asked
        """None: only measures of a basket's own ask."""
        return ()

    def currency(self, basket: str) -> str:  # noqa: ARG002  as above
        """The currency of the usual market."""
        return MARKETS[USUAL].currency

    def limits(self, basket: str) -> Mapping[str, float]:  # noqa: ARG002  as above
        """None of its own."""
        return {}

    def single_quarters(self, basket: str) -> bool:  # noqa: ARG002  as above
        """Cumulative half-years."""
        return False

    def year_end(self, basket: str) -> str:  # noqa: ARG002  as above
        """That of the usual market."""
        return MARKETS[USUAL].shared_year_end

    def title(self, basket: str, language: str) -> str:  # noqa: ARG002  as above
        """The name that the store has of it too."""
        return in_language(TITLE, language)

    def measures(self, basket: str) -> str | None:  # noqa: ARG002  as above
        """None: the reference basket has no measures of its own."""
        return None

    def segments(self, basket: str) -> Mapping[str, Mapping[str, str]]:  # noqa: ARG002  as above
        """Those of the bundled basket."""
        return self._segments

    @cached_property
    def _segments(self) -> Mapping[str, Mapping[str, str]]:
        return bundled_segments()

    def sorts(self, basket: str) -> Sorts:  # noqa: ARG002  as above
        """The usual ones."""
        return USUAL_SORTS

    @property
    def claims(self) -> Sequence[str]:
        """The ids of that table."""
        return tuple(self._claims)

    def claim(self, key: str) -> Mapping[str, str] | None:
        """A claim's row of the table that the measures wrote.

        Raises:
            DataError: that table is missing or can't be read.
        """
        return self._claims.get(key)

    @cached_property
    def _claims(self) -> Mapping[str, Mapping[str, str]]:
        return {row["id"]: row for row in bundled_table(self.claims_file)}
