"""Exports a basket from the store as a data folder that `load_facts` reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.data.claims_file import ARTICLE_FILE, CLAIMS_FILE, read_article
from xl_aigc.data.written import facts_files
from xl_aigc.errors import DataError, StoreError
from xl_aigc.files.new_folder import write_new_folder
from xl_aigc.files.yaml_file import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.data.claims import Article
    from xl_aigc.data.model import Facts


@dataclass(frozen=True, slots=True)
class Exported:
    """The files that an export wrote.

    Attributes:
        folder: where.
        files: the names of the files.
        article_left_out: why the article is not among them; None where it is, or there is none.
    """

    folder: Path
    files: tuple[str, ...]
    article_left_out: str | None = None


def write_folder(folder: Path, facts: Facts) -> Exported:
    """Write a data folder, whole or not at all.

    Args:
        folder: a folder that is not there yet, or is empty.
        facts: what it shall hold. The article is left out where it speaks of companies that have left.

    Raises:
        StoreError: the folder holds something, or can't be written.
    """
    reason = None if facts.article is None else _misfit(facts.article, facts)
    texts = facts_files(facts)
    if reason is not None:
        texts = {name: text for name, text in texts.items() if name not in (ARTICLE_FILE, CLAIMS_FILE)}
    files = write_new_folder(folder, texts, StoreError)
    return Exported(folder, files, reason)


def _misfit(article: Article, facts: Facts) -> str | None:
    """Why an article can't go with a folder of these companies."""
    try:
        claims = article.claims_text and parse_yaml(article.claims_text, CLAIMS_FILE)
        read_article(
            parse_yaml(article.text, ARTICLE_FILE), claims or None, facts.tickers, facts.markets, facts.sorts
        )
    except DataError as error:
        return error.problem
    return None
