"""A basket as the files of a data folder: what `load_facts` reads back as the same facts."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

import yaml

from xl_aigc.data.claims_file import ARTICLE_FILE, CLAIMS_FILE
from xl_aigc.data.company_table import COMPANY_COLUMNS, PRICE_COLUMNS, SOURCE_COLUMNS
from xl_aigc.data.figure_table import FIGURE_COLUMNS
from xl_aigc.data.layers import USUAL_SORTS
from xl_aigc.data.markets import shared_year_end
from xl_aigc.data.rollout import ROLLOUT_COLUMNS, ROLLOUT_FILE, Rollout
from xl_aigc.data.spreadsheet_text import shown_in_spreadsheets
from xl_aigc.data.texts_file import TEXTS_FILE
from xl_aigc.labels import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xl_aigc.data.layers import Layers
    from xl_aigc.data.model import Facts


_WHOLE: Final = 2.0**53
"""Up to here a whole number is written without a point, and reads back as it was."""


def facts_files(facts: Facts) -> dict[str, str]:
    """The files of a data folder by name, with their texts.

    Numbers are written in the shortest form that reads back as the same number.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> sorted(facts_files(load_facts()))
        ['article.yaml', 'basket.yaml', 'claims.yaml', 'companies.csv', 'figures.csv', 'price_changes.csv', 'rollout.csv', 'sources.csv', 'texts.yaml']
    """
    files = {
        "companies.csv": _table(
            COMPANY_COLUMNS,
            ([getattr(one, name) or "" for name in COMPANY_COLUMNS] for one in facts.companies),
        ),
        "figures.csv": _table(
            FIGURE_COLUMNS,
            (
                (f.ticker, f.period, f.item, _number(f.value), f.kind, " ".join(f.sources))
                for f in facts.figures
            ),
        ),
        "price_changes.csv": _table(
            PRICE_COLUMNS,
            ((p.ticker, p.base_date, p.date, _number(p.change), p.basis) for p in facts.price_changes),
        ),
        "sources.csv": _table(SOURCE_COLUMNS, ((source.id, source.address) for source in facts.sources)),
        "basket.yaml": yaml.safe_dump(basket_settings(facts), allow_unicode=True, sort_keys=False),
    }
    if facts.rollout:
        files[ROLLOUT_FILE] = _table(ROLLOUT_COLUMNS, map(_rollout, facts.rollout))
    if facts.article is not None:
        files[ARTICLE_FILE] = facts.article.text
        if facts.article.claims_text is not None:
            files[CLAIMS_FILE] = facts.article.claims_text
    if facts.measures is not None:
        files["measures.yaml"] = facts.measures.text
    if facts.texts is not None:
        files[TEXTS_FILE] = facts.texts.text
    return files


def _rollout(one: Rollout) -> tuple[object, ...]:
    """A row of `rollout.csv`."""
    counts = ["" if count is None else count for count in (one.models, one.algorithms)]
    return (
        one.ticker,
        one.as_of,
        counts[0],
        one.first_registration or "",
        counts[1],
        one.names,
        " ".join(one.sources),
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    # Python before 3.13 leaves a lone carriage return without quotation marks.
    careful = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        fields = [shown_in_spreadsheets(one) if type(one) is str else one for one in row]
        (careful if any(type(one) is str and "\r" in one for one in fields) else writer).writerow(fields)
    return text.getvalue()


def _number(value: float) -> float:
    """A number that is written in the shortest form that reads back exactly.

    Example:
        >>> _number(18232000000.0), _number(-0.192)
        (18232000000, -0.192)
    """
    return int(value) if value.is_integer() and abs(value) < _WHOLE else value


def basket_settings(facts: Facts) -> dict[str, Any]:
    """The content of `basket.yaml`."""
    indices = [one.entry for one in facts.indices]
    settings = {
        "key": facts.key,
        "name": _in_order(facts.name),
        "market": facts.markets[0] if len(facts.markets) == 1 else list(facts.markets),
        "currency": facts.currency,
        "giants": list(facts.giants),
        "period": str(facts.period),
        "compare": str(facts.compare),
        "as_of": facts.as_of,
    }
    if facts.single_quarters:
        settings["periods"] = "single"
    if facts.year_end != shared_year_end(facts.markets):
        settings["year_end"] = facts.year_end
    segments = [
        {"key": one.key, "name": _in_order(one.name), "holds": list(one.holds)} for one in facts.segments
    ]
    parts = {
        "indices": indices,
        "layers": _sort(facts.sorts.layers, USUAL_SORTS.layers),
        "archetypes": _sort(facts.sorts.archetypes, USUAL_SORTS.archetypes),
        "segments": segments,
        "limits": dict(facts.limits),
    }
    return settings | {key: part for key, part in parts.items() if part}


def _sort(declared: Layers, usual: Layers) -> list[dict[str, Any]]:
    """Layers or archetypes as `basket.yaml` declares them; none where they are the usual ones."""
    abouts = [{"about": _in_order(one.about)} if one.about else {} for one in declared]
    named = [{"key": one.key, "name": _in_order(one.name)} for one in declared]
    return [] if declared == usual else [one | about for one, about in zip(named, abouts, strict=True)]


def _in_order(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts by language in one order, whichever way they came."""
    return {language: texts[language] for language in LANGUAGES}
