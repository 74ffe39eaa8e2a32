"""Names in a row, and in lines beside a table, of an entity that is not the company: a subsidiary, or another company."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from xl_aigc.data.headings import part_named
from xl_aigc.data.kinds import ENTITY, FULL_NAME
from xl_aigc.data.missing import is_missing
from xl_aigc.data.registered_names import is_registered, is_whole, may_be, registered_in
from xl_aigc.data.short_names import unlike
from xl_aigc.data.spelling import normalised
from xl_aigc.data.tickers import DEFAULT, market_of
from xl_aigc.sources.header import NOTE
from xl_aigc.sources.raw_table import Cell, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.sources.columns import Shape
    from xl_aigc.sources.mapping import Fields
    from xl_aigc.sources.reading import Reading

_SOMEBODY_ELSE: Final = re.compile(
    r"股东|控制人|审计|律师|承销|保荐|担保|券商|地址|来源|可比|竞争|auditor|sponsor|shareholder|competitor|source|address|owner",
    re.IGNORECASE,
)
"""Words in the heading of a column that names somebody else on purpose."""
_LABEL: Final = re.compile(
    r"^\s{0,4}([^:：]{2,16}?)\s{0,2}[:：]\s{0,4}([^:：]{2,60}?)(?:\s{2}|\s{0,2}(?:单位|[(（]?单位|$))"
)
_BEHIND: Final = re.compile(r"\s{1,4}[0-9(（].*$")
"""Words behind a name in its line, such as a period."""
_ELSEWHERE: Final = re.compile(r"来源|版权|审计|律师|制作|提供|source|copyright|auditor", re.IGNORECASE)
"""Words of a line that names somebody else on purpose."""
_TOGETHER: Final = re.compile(
    r"[及和与]其?(?:子公司|附属)|and (?:its )?subsidiaries|consolidated", re.IGNORECASE
)
_REMEMBERED: Final = 16_384


class Entities:
    """Tells whether names beside a figure are of the company that it is read for."""

    def __init__(self, reading: Reading, shape: Shape, fields: Fields) -> None:
        self._named = reading.request.named
        self._of: dict[str, list[str]] = {}
        for name, ticker in self._named.items():
            self._of.setdefault(ticker, []).append(name)
        self._places = [(role, place) for role, place in shape.kinds if role in {ENTITY, FULL_NAME}]
        self._places += [("name", place) for role, place in shape.twins if role == "name"]
        self._places += [("", place) for place in _naming(shape)]
        self._fields = fields
        self._judged = lru_cache(_REMEMBERED)(self._reason)
        self._unlike = lru_cache(_REMEMBERED)(lambda name, ticker: unlike(name, self._of.get(ticker, ())))

    def reason(self, cells: Sequence[Cell], ticker: str, name: str) -> tuple[str, str]:
        """The reason that a name in a row gives not to take it for a company's, and the name; empty where none does.

        Args:
            cells: the row.
            ticker: the company.
            name: its name in the row, empty where there is none.
        """
        if not ticker:
            return "", ""
        short = "" if is_registered(name) else name
        named = [(role, shown(cells[at])) for role, at in self._places if at < len(cells)]
        named += [] if short else [("name", name)]
        for role, text in named:
            if text and (reason := self._judged(text, ticker, short, role)):
                return reason, text
        return "", ""

    def unlike(self, ticker: str, name: str) -> str:
        """The known name of a company that a short name in a row is not; empty where it may be."""
        if is_missing(name) or is_registered(name):
            return ""
        return self._unlike(name, ticker)

    def is_other(self, line: str, ticker: str) -> bool:
        """Return whether a line beside a table names another entity than a company."""
        if NOTE.match(line) or _ELSEWHERE.search(line) or _TOGETHER.search(line):
            return False
        label = _LABEL.match(line)
        field = self._fields.find(label[1]) if label else None
        if label and field and field.item in {ENTITY, FULL_NAME, "name"}:
            return bool(self._judged(_BEHIND.sub("", label[2]).strip(), ticker, "", field.item))
        names = list(registered_in(line))
        return bool(names) and all(self._judged(name, ticker, "", "name") for name in names)

    def _reason(self, text: str, ticker: str, short: str, role: str) -> str:
        """The reason that a name gives; below a heading that is not known only a registered name counts."""
        owner = self._named.get(normalised(text), ticker)
        if owner != ticker and ticker in self._of:
            return "other_company"
        is_entity = role in {ENTITY, FULL_NAME}
        if (is_entity and is_whole(text)) or not (is_entity or is_registered(text)) or _TOGETHER.search(text):
            return ""
        if is_entity and (part := part_named(text)):
            return part
        known = [*self._of.get(ticker, ()), *([short] if short else [])]
        exact = role in {ENTITY, ""}
        same = may_be(text, known, exact=exact, listed=market_of([ticker]) in DEFAULT)
        if same or (same is None and not exact):
            return ""
        return "other_company" if self._is_of_another(text, ticker) else "other_entity"

    def _is_of_another(self, text: str, ticker: str) -> bool:
        plain = normalised(text)
        return any(owner != ticker and len(name) > 2 and name in plain for name, owner in self._named.items())


def _naming(shape: Shape) -> Iterator[int]:
    """The columns of words under a heading that is not known, and does not say that they name somebody else."""
    for place in shape.others:
        if not _SOMEBODY_ELSE.search(shape.headings[place].text if place < len(shape.headings) else ""):
            yield place
