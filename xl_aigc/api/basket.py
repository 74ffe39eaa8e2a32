"""A basket of companies: its figures, measures, cohorts and claims as DataFrames, and its workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_aigc.api import frames
from xl_aigc.api.choice import known_period
from xl_aigc.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.measures.frame import Frame
    from xl_aigc.report.builder import Built


@dataclass(frozen=True)
class Basket:
    """A named set of companies with the figures that are known of them.

    `load` makes one.

    Attributes:
        facts: the companies, figures and claims.
        vintage: the vintage of the store that the figures are from; None for a basket from a folder.
        recorded: when the store recorded the vintage; empty for a basket from a folder.

    Example:
        >>> import xl_aigc as xa
        >>> basket = xa.load()
        >>> basket
        Basket('aigc', companies=55, period='2024H1')
    """

    facts: Facts = field(repr=False)
    vintage: int | None = None
    recorded: str = field(default="", repr=False)

    def __repr__(self) -> str:
        return f"Basket({self.key!r}, companies={len(self.tickers)}, period={self.period!r})"

    @property
    def key(self) -> str:
        """Return the short name of the basket."""
        return self.facts.key

    @property
    def tickers(self) -> tuple[str, ...]:
        """Return the tickers, in the order of the basket."""
        return self.facts.tickers

    @property
    def period(self) -> str:
        """Return the period that the basket reports, such as `2024H1`."""
        return str(self.facts.period)

    @property
    def periods(self) -> tuple[str, ...]:
        """Return the periods that have figures, oldest first."""
        return tuple(map(str, self.facts.periods))

    @checked
    def figures(self, period: str | None = None) -> pd.DataFrame:
        """Return the reported figures, one row each.

        Args:
            period: a period such as `2024H1`; None for all periods.

        Returns:
            Columns `ticker`, `item`, `period`, `value` (units of the currency), `kind` (`stated` or `derived`) and `sources` (their ids,
            separated by blanks). A missing figure has no row.

        Raises:
            DataError: the text is not a period, or the basket has no figure of it.

        Example:
            >>> import xl_aigc as xa
            >>> figures = xa.load().figures("2024H1")
            >>> float(figures[figures["ticker"] == "688787.SH"].set_index("item")["value"]["net_profit"])
            416421.26
        """
        wanted = None if period is None else known_period(self.facts, period)
        return frames.figures(one for one in self.facts.figures if wanted is None or one.period == wanted)

    @checked
    def measures(self, period: str | None = None, compare: str | None = None) -> pd.DataFrame:
        """Compute every measure of every company, measures of one's own too.

        Args:
            period: the period to report, such as `2024H1`; None for the basket's.
            compare: the period to compare with; None for the same one a year earlier.

        Returns:
            A row for each company; column `ticker`, then a column for each measure. Money is in units of the currency, ratios are fractions,
            a test is a nullable boolean, a word is its key. A missing or undefined number is NaN.

        Raises:
            DataError: a text is not a period, or the basket has no figure of it.

        Example:
            >>> import xl_aigc as xa
            >>> measures = xa.load().measures("2024H1").set_index("ticker")
            >>> measures.loc["300418.SZ", "net_profit_status"]
            'turned_to_loss'
        """
        return frames.measures(self._frame(period, compare))

    @checked
    def cohorts(self, rule: str = "growth", period: str | None = None) -> pd.DataFrame:
        """Summarise the companies by cohort.

        Args:
            rule: the key of a rule (`growth`, `status`, `layer`, `archetype`, `rd_scale`, `rd_intensity`, `price`), or of a column of
                words such as `segment`.
            period: the period to report; None for the basket's.

        Returns:
            A row for each cohort and a last one, `total`. Sums are in units of the currency, shares and growth are fractions; growth and ratios are
            over the companies that have both figures, whose number stands beside them.

        Raises:
            DataError: the text is not a period, or the basket has no figure of it.
            ValueError: there is no such rule or column.

        Example:
            >>> import xl_aigc as xa
            >>> int(xa.load().cohorts("growth").set_index("cohort").loc["both_up", "companies"])
            11
        """
        return frames.cohorts(self._frame(period, None), rule)

    @checked
    def panel(
        self,
        measures: Sequence[str],
        periods: Sequence[str] | str | None = None,
        *,
        by: str = "company",
        engine: Any = None,
        figures: str | None = None,
    ) -> pd.DataFrame:
        """Compute measures over many periods in a database engine, each against the year before; it needs the extra `panel`.

        Args:
            measures: keys of measures: of a company, or with `by` of many companies.
            periods: periods such as `2024H1`, or a text such as `2015H1..2024H1`; None for all with figures of the measures.
            by: a row for each `company`, for the `basket`, or for each cohort: the key of a measure that is a word.
            engine: a connection of ibis, or its URL; None for DuckDB in this process.
            figures: a table of the engine with `ticker`, `item`, `period` and `value`; None for the figures of this basket.

        Returns:
            Columns `ticker` and `period`, or `cohort` and `period`, then the measures as `Basket.measures` gives them.

        Raises:
            DataError: the extra is not installed, there is no such measure or period, or the engine can't be reached.
        """
        from xl_aigc.api.panels import Request, panel_of_facts  # noqa: PLC0415  only a panel needs an engine

        with panel_of_facts(self.facts, Request(measures, periods, by, engine, figures)) as panel:
            return panel.frame()

    def claims(self) -> pd.DataFrame:
        """Test what the article states against the figures.

        Returns:
            A row for each claim: `id`, `section`, `relation`, `stated`, `measured`, `low` and `high` (the range that missing figures
            allow), `verdict`, `reason`, `known` and `due` (how many companies or figures are known, and how many there would be).
            No row for a basket without an article.

        Example:
            >>> import xl_aigc as xa
            >>> xa.load().claims().set_index("id").loc["hongbo_worst", "verdict"]
            'reproduced'
        """
        from xl_aigc.measures.claims.evaluate import evaluate  # noqa: PLC0415  only claims need it

        return frames.claims(evaluate(self._frame(None, None)))

    @checked
    def build(  # noqa: PLR0913  one argument is one choice of a reader
        self,
        output: str | Path,
        *,
        language: str = "en",
        unit: str | None = None,
        formulas: str = "native",
        names: str = "vba",
        period: str | None = None,
        compare: str | None = None,
        layouts: str | Path | None = None,
        settings: Mapping[str, float] | None = None,
        replace: bool = False,
    ) -> Built:
        """Build the report workbook.

        Args:
            output: the file to write, .xlsx; .xlsm where it carries the functions (`formulas="udf"`, `names="vba"`).
            language: `en`, `zh` or `ko`.
            unit: unit of money: `one`, `wan`, `million`, `yi` or `billion`; None for what readers of the language expect.
            formulas: `native`, `udf` for formulas that call the AIGC functions, or `values`.
            names: where `udf` formulas run: `vba`, `officejs` or `calc`.
            period: the period to report; None for the basket's.
            compare: the period to compare with; None for the same one a year earlier.
            layouts: folder of layouts; None for the bundled ones.
            settings: limits of one's own by name, such as `limit_rd_100m`: money in units of the currency, shares as fractions.
            replace: replace a file that is somebody's too, and keep it as a numbered copy, such as `out.1.xlsx`.

        Returns:
            What was built: file, sheets, number of companies, formulas and charts.

        Raises:
            AigcError: an option, a layout or the file can't be used; the message says which.
        """
        from xl_aigc.api.building import build  # noqa: PLC0415  frames need no builder
        from xl_aigc.data.limits import read_settings  # noqa: PLC0415
        from xl_aigc.report.builder import BuildOptions  # noqa: PLC0415

        options = BuildOptions(
            language,
            unit,
            formulas,  # type: ignore[arg-type]  # refused by name where it is none
            None if period is None else known_period(self.facts, period),
            None if compare is None else known_period(self.facts, compare),
            None if layouts is None else Path(layouts),
            names,  # type: ignore[arg-type]  # as above
            vintage=self.vintage,
            recorded=self.recorded,
            settings=read_settings(
                [f"{name}={value!r}" for name, value in (settings or {}).items()], self.facts.limits
            ),
        )
        return build(Path(output), self.facts, options, replace=replace)

    def _frame(self, period: str | None, compare: str | None) -> Frame:
        """Return the measures in units of the currency, computed once for each pair of periods."""
        chosen = self.facts.period if period is None else known_period(self.facts, period)
        other = chosen.year_before if compare is None else known_period(self.facts, compare)
        if (chosen, other) not in self._frames:
            from xl_aigc.measures.frame import build_frame  # noqa: PLC0415  figures alone need no measures

            self._frames[chosen, other] = build_frame(self.facts, chosen, other, unit="one")
        return self._frames[chosen, other]

    @cached_property
    def _frames(self) -> dict[tuple[Period, Period], Frame]:
        return {}
