"""A basket out of the store as a data folder, in the form that `load_facts` reads."""

from __future__ import annotations

import csv
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from xl_aigc.data.claims_file import read_article
from xl_aigc.data.company_table import COMPANY_COLUMNS, PRICE_COLUMNS, SOURCE_COLUMNS
from xl_aigc.data.figure_table import FIGURE_COLUMNS
from xl_aigc.data.yaml_file import parse_yaml
from xl_aigc.errors import DataError, Place, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xl_aigc.data.model import Facts

_WHOLE = 2.0**53
"""Up to here a whole number is written without a point, and reads back as it was."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        folder: where.
        files: the names of the files.
        article_left_out: why the article is not among them; None where it is, or there is none.
    """

    folder: Path
    files: tuple[str, ...]
    article_left_out: str | None = None


def write_folder(folder: Path, facts: Facts, article: str | None) -> Exported:
    """Write a data folder, whole or not at all.

    Args:
        folder: a folder that is not there yet, or is empty.
        facts: what it shall hold.
        article: the text of its `claims.yaml`. It is left out where it speaks of companies that have left.

    Raises:
        StoreError: the folder holds something, or can't be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(
            "it is there and not empty.", Place(folder), expected="a new folder or an empty one."
        )
    reason = None if article is None else _misfit(article, facts)
    texts = {"basket.yaml": _basket(facts)}
    if article is not None and reason is None:
        texts["claims.yaml"] = article
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as beside:
            made = Path(beside, "made")
            made.mkdir()
            _tables(made, facts)
            for name, text in texts.items():
                (made / name).write_text(text, encoding="utf-8", newline="")
            files = tuple(sorted(path.name for path in made.iterdir()))
            if folder.exists():
                folder.rmdir()
            shutil.move(made, folder)
    except OSError as error:
        raise StoreError(
            f"the folder can't be written: {error.strerror or error}.",
            Place(folder),
            remedy="Name another folder.",
        ) from error
    return Exported(folder, files, reason)


def _tables(folder: Path, facts: Facts) -> None:
    _write(
        folder / "companies.csv",
        COMPANY_COLUMNS,
        ([getattr(company, name) or "" for name in COMPANY_COLUMNS] for company in facts.companies),
    )
    _write(
        folder / "figures.csv",
        FIGURE_COLUMNS,
        ([f.ticker, f.period, f.item, _number(f.value), f.kind, " ".join(f.sources)] for f in facts.figures),
    )
    _write(
        folder / "price_changes.csv",
        PRICE_COLUMNS,
        ([p.ticker, p.base_date, p.date, _number(p.change), p.basis] for p in facts.price_changes),
    )
    _write(folder / "sources.csv", SOURCE_COLUMNS, ([s.id, s.address] for s in facts.sources))


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _number(value: float) -> str:
    """A number that reads back exactly.

    Example:
        >>> _number(18232000000.0), _number(-0.192)
        ('18232000000', '-0.192')
    """
    return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(value)


def _basket(facts: Facts) -> str:
    indices = [{k: v for k, v in asdict(index).items() if v is not None} for index in facts.indices]
    settings: dict[str, Any] = {
        "key": facts.key,
        "name": dict(facts.name),
        "giants": list(facts.giants),
        "period": str(facts.period),
        "compare": str(facts.compare),
        "as_of": facts.as_of,
    }
    if indices:
        settings["indices"] = indices
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=120)


def _misfit(article: str, facts: Facts) -> str | None:
    """Why an article can't go with a folder of these companies."""
    try:
        read_article(parse_yaml(article, "claims.yaml"), facts.tickers)
    except DataError as error:
        return error.problem
    return None
