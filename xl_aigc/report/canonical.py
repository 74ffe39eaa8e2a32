"""One spelling for formulas that mean the same: programs that save a workbook write them in their own way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from xl_aigc.formula_tokens import rewritten
from xl_aigc.ooxml.references import cell_name, column_letters, column_number, split_cell

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final = re.compile(
    r"\[\[(?P<single>(?:[^\[\]']|'.)*)\]\]"
    r"|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"  # columns of a table stay as they are
    r"|'(?P<sheet>[^'\W\d][^'\W]*)'!"
    r"|(?P<prefix>_xlfn\.(?:_xlws\.)?|_xlws\.|COM\.MICROSOFT\.)"
    r"|(?P<word>[^\W\d][\w.]*)"
)
_SHEET: Final = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|\$?(?P<plain>[^'\[\]!]+))!(?P<rest>.+)", re.DOTALL)
_TABLE: Final = re.compile(r"(?P<table>[^\W\d][\w.]*)\[(?P<inside>.*)\]", re.DOTALL)
_ITEM: Final = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_ESCAPED: Final = re.compile(r"'(.)", re.DOTALL)
_CELL: Final = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})")
_SPECIAL: Final = re.compile(r"(['\[\]#])")
_SAME: Final = {"T.INV.2T": "TINV"}
"""Names of functions that are one: Gnumeric writes the newer."""
_WRAPPED: Final = re.compile(r'_xlfngnumeric\.ERROR\("((?:[^"]|"")*)"\)', re.DOTALL)
"""A formula that Gnumeric can't read, such as one that names a table, in the form that it saves."""


@lru_cache(maxsize=65536)
def canonical(formula: str) -> str:
    """Spell a formula in one way: without needless blanks, brackets and prefixes, names in capitals.

    Args:
        formula: its text without `=`.

    Example:
        >>> canonical("sum( Data[[Net profit]] , 'Data'!A1 , _xlfn.IFNA(1,0.50) )")
        'SUM(DATA[Net profit],DATA!A1,IFNA(1,0.5))'
    """
    return rewritten(formula, _canonical)


@lru_cache(maxsize=65536)
def _canonical(kind: str, text: str) -> str:
    match kind:
        case "space":
            return ""
        case "number":
            return repr(float(text)).removesuffix(".0")
        case "truth" | "error":
            return text.upper()
        case "range" | "call":
            return _NAMES.sub(_name, text)
        case _:
            return text


def _name(match: re.Match[str]) -> str:
    if match["single"] is not None:
        return f"[{match['single']}]"
    if match["sheet"]:
        return f"{match['sheet'].upper()}!"
    if match["prefix"]:
        return ""
    word = match["word"].upper() if match["word"] else match[0]
    return _SAME.get(word, word)


def unwrapped(formula: str) -> str:
    """Return a formula as it was before Gnumeric, which could not read it, made a text of it.

    Example:
        >>> unwrapped('_xlfngnumeric.ERROR("SUM(Data[A])")'), unwrapped("A1")
        ('SUM(Data[A])', 'A1')
    """
    wrapped = _WRAPPED.fullmatch(formula)
    return wrapped[1].replace('""', '"') if wrapped else formula


@dataclass(frozen=True)
class Keys:
    """The keys of the project behind the names that a workbook shows.

    Attributes:
        sheets: the key of each sheet by its title.
        columns: the key of each column by table and heading.
    """

    sheets: Mapping[str, str]
    columns: Mapping[tuple[str, str], str]
    _seen: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    _pieces: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def spelled(self, formula: str) -> str:
        """Spell a formula in one way, with our sheets and columns under their keys: renaming one changes nothing.

        Args:
            formula: its text without `=`.

        Example:
            >>> keys = Keys({"Value chain": "chain"}, {("Data", "Net profit"): "net_profit"})
            >>> keys.spelled("SUM(Data[[Net profit]])+'Value chain'!$A$1")
            'SUM(DATA[@net_profit])+@chain!$A$1'
        """
        if formula not in self._seen:
            self._seen[formula] = self._spell(formula)
        return self._seen[formula]

    def _spell(self, formula: str) -> str:
        whole = rewritten(unwrapped(formula), self._piece)
        return whole.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")

    def _piece(self, kind: str, text: str) -> str:
        if text not in self._pieces:  # a column of a table stands in hundreds of formulas
            own = self._spelled_range(text) if kind == "range" else _canonical(kind, text)
            self._pieces[text] = own
        return self._pieces[text]

    def _spelled_range(self, text: str) -> str:
        title, rest = _split(text, "")
        if title:
            key = self._sheet_keys.get(title.upper())
            return f"{title.upper() if key is None else f'@{key}'}!{_box(rest.upper())}"
        table = _TABLE.fullmatch(text)
        return (
            self._columns_of(table["table"].upper(), table["inside"].strip()) if table else _box(text.upper())
        )

    def _columns_of(self, table: str, inside: str) -> str:
        row = inside.startswith("@")
        inside = inside.removeprefix("@").strip()
        items = _ITEM.findall(inside) if inside.startswith("[") else [inside]
        spelled = [self._item(table, item) for item in items if item.upper() != "#DATA"]
        spans = ":" if "]:[" in inside else ","
        return f"{table}[{'#THIS ROW,' if row else ''}{spans.join(spelled)}]"

    def _item(self, table: str, item: str) -> str:
        if item.startswith("#"):
            return item.upper()
        heading = plain(_ESCAPED.sub(r"\1", item))
        key = self._column_keys.get((table, heading))
        return heading if key is None else f"@{key}"

    @cached_property
    def _sheet_keys(self) -> dict[str, str]:
        return {title.upper(): key for title, key in self.sheets.items()}

    @cached_property
    def _column_keys(self) -> dict[tuple[str, str], str]:
        return {(table.upper(), plain(heading)): key for (table, heading), key in self.columns.items()}


def plain(heading: str) -> str:
    """Return a heading as every program spells it: line breaks are blanks, and case does not matter."""
    return " ".join(heading.replace("_x000a_", " ").split()).casefold()


def _box(reference: str) -> str:
    """Return a reference of several corners, as LibreOffice joins them, as the box that holds them.

    Example:
        >>> _box("$D$57:$D$59:$K$59"), _box("A1:B2"), _box("GROWTH")
        ('$D$57:$K$59', 'A1:B2', 'GROWTH')
    """
    corners = [_CELL.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) < 3 or not all(corners):
        return reference
    found = [corner for corner in corners if corner]
    across = sorted(found, key=lambda one: column_number(one[2]))
    down = sorted(found, key=lambda one: int(one[4]))
    first, last = (f"{c[1]}{c[2]}{r[3]}{r[4]}" for c, r in ((across[0], down[0]), (across[-1], down[-1])))
    return f"{first}:{last}"


@dataclass(frozen=True)
class Body:
    """The rows of a table of ours on its sheet.

    Attributes:
        table: its name.
        top: its first row.
        bottom: its last row.
        headings: the heading of each column by its letters.
    """

    table: str
    top: int
    bottom: int
    headings: Mapping[str, str]


def with_columns(formula: str, here: tuple[str, int], bodies: Mapping[str, Body]) -> str:
    """Return a formula that names columns of tables where it names their cells, as LibreOffice writes them into .ods.

    Args:
        formula: its text without `=`.
        here: the sheet and the row that it stands in.
        bodies: the table of each sheet, by title.

    Example:
        >>> bodies = {"Data": Body("Data", 9, 13, {"H": "Net profit"})}
        >>> with_columns("SUM(Data!$H$9:$H$13)*Data!$H10+Data!H9:H12", ("Data", 10), bodies)
        'SUM(Data[[Net profit]])*Data[[#This Row],[Net profit]]+Data!H9:H12'
    """

    def column(text: str) -> str:
        title, rest = _split(text, here[0])
        corners = [_CELL.fullmatch(corner) for corner in rest.split(":")]
        body, found = bodies.get(title), [corner for corner in corners if corner]
        if body is None or len(found) < len(corners) or len({corner[2] for corner in found}) > 1:
            return text
        heading = body.headings.get(found[0][2])
        rows = [int(corner[4]) for corner in found]
        if heading is None:
            return text
        name = _SPECIAL.sub(r"'\1", heading)
        if rows == [body.top, body.bottom]:
            return f"{body.table}[[{name}]]"
        own = title == here[0] and rows == [here[1]] and body.top <= here[1] <= body.bottom
        return f"{body.table}[[#This Row],[{name}]]" if own else text

    return rewritten(formula, lambda kind, text: column(text) if kind == "range" else text)


def _split(text: str, here: str) -> tuple[str, str]:
    """Return the sheet that a reference is to, and the reference on it."""
    sheet = _SHEET.fullmatch(text)
    return ((sheet["quoted"] or sheet["plain"]).replace("''", "'"), sheet["rest"]) if sheet else (here, text)


LineMap = Callable[[int], int]
"""The row that a row becomes, or the column that a column does."""


def _stays(line: int) -> int:
    return line


@dataclass(frozen=True, slots=True)
class Shift:
    """The new places of the cells of a sheet.

    Attributes:
        row: the row that each row becomes.
        column: the column that each column becomes.
    """

    row: LineMap = _stays
    column: LineMap = _stays

    def cell(self, at: str) -> str:
        """Return the address that an address becomes.

        Example:
            >>> Shift(column=lambda column: column + 1).cell("B3")
            'C3'
        """
        row, column = split_cell(at)
        return cell_name(self.row(row), self.column(column))


def with_places(formula: str, here: str, moved: Mapping[str, Shift]) -> str:
    """Return a formula whose references name other rows and columns.

    Args:
        formula: its text without `=`.
        here: the sheet that it stands on.
        moved: by the title of a sheet, where its cells have gone.

    Example:
        >>> with_places("SUM(A1:$B$2)+Notes!C5&Data[[a 1]]", "Here", {"Here": Shift(row=lambda row: row + 1)})
        'SUM(A2:$B$3)+Notes!C5&Data[[a 1]]'
    """

    def shift(text: str) -> str:
        title, rest = _split(text, here)
        corners = [_CELL.fullmatch(corner) for corner in rest.split(":")]
        if title not in moved or not all(corners):
            return text
        to = moved[title]
        places = (
            (c, column_letters(to.column(column_number(c[2]))), to.row(int(c[4]))) for c in corners if c
        )
        spelled = ":".join(f"{c[1]}{letters}{c[3]}{row}" for c, letters, row in places)
        return f"{text[: len(text) - len(rest)]}{spelled}"

    return rewritten(formula, lambda kind, text: shift(text) if kind == "range" else text)
