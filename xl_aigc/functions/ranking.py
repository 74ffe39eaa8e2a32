"""Counting above thresholds, leading rows, ranks and their correlation."""

from collections.abc import Sequence
from typing import Annotated

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.catalogue import Example, Takes, function
from xl_aigc.functions.cells import ArgumentError, Result, number, result
from xl_aigc.functions.selection import shown
from xl_aigc.functions.shapes import Rows, each_cell, first_error, folded, known
from xl_aigc.functions.tables import Table
from xl_aigc.functions.vocabulary import language as language_key


def _numbers(cells: Rows) -> list[float | None]:
    """The numbers of a range, `#N/A` and blanks as missing.

    Raises:
        ArgumentError: the range holds a text or an error value, which then is the result.
    """
    read = each_cell(cells, number)
    error = first_error(read)
    if error is not None:
        raise ArgumentError("the range holds a text or an error value.", expected="numbers.", error=error)
    return known(read)


@function(
    en="Counts the values above each threshold; missing values are not counted. #N/A if all values are "
    "missing.",
    zh="返回大于各阈值的个数，缺失值不计；全部缺失返回#N/A。",
    examples=(
        Example('=AIGC_ABOVE({120;1500;80;"n.a."},{100,1000})', [[2, 1]]),
        Example("=AIGC_ABOVE({100;200},100)", 1),
    ),
)
def above(
    values: Annotated[Rows, Takes("values", "Values", "数值区域")],
    thresholds: Annotated[Rows, Takes("values", "One or more thresholds", "一个或多个阈值")],
) -> object:
    """Counts in the shape of the thresholds."""
    held = [value for value in _numbers(values) if value is not None]
    if not held:
        return [[CellError.NA] * len(thresholds[0]) for _ in thresholds]
    return folded([_count(held, each) for each in each_cell(thresholds, number)], len(thresholds[0]))


def _count(held: Sequence[float], threshold: float | CellError | None) -> Result:
    """The count above one threshold; an error value in its place stays, a missing one is `#N/A`."""
    if isinstance(threshold, float):
        return metrics.count_above(held, [threshold])[0]
    return threshold or CellError.NA


@function(
    en="Returns the leading rows of a table by one column, with header. Ties keep table order; rows without a "
    "value are dropped. Default: 10 rows, all columns.",
    zh="按某列返回表的前几行（含表头）；并列保持原顺序，缺值的行剔除。默认10行、全部列。",
    examples=(
        Example(
            '=AIGC_TOP({"name","rd_expense";"A",5;"B",9;"C",7},"rd_expense",2)',
            [["name", "rd_expense"], ["B", 9], ["C", 7]],
        ),
        Example(
            '=AIGC_TOP({"公司","净利润";"甲",5;"乙",-9;"丙",7},"net_profit",1,"name",TRUE,"zh")',
            [["公司"], ["乙"]],
        ),
        Example('=INDEX(AIGC_TOP({"name","rd_expense";"A",5;"B",9},"rd_expense",1),2,1)', "B"),
    ),
    heavy=True,
)
def top(
    table: Annotated[Table, Takes("table", "Table with header row", "带表头的区域")],
    by: Annotated[str, Takes("text", "Header of the column to rank by", "排序列的表头")],
    n: Annotated[float, Takes("number", "Rows, 10 if omitted", "行数，默认10")] = 10,
    columns: Annotated[
        Rows | None, Takes("values", "Headers to show, all if omitted", "要显示的列，默认全部")
    ] = None,
    ascending: Annotated[bool, Takes("flag", "TRUE for the smallest first", "TRUE为从小到大")] = False,  # noqa: FBT002  a cell passes it by place
    language: Annotated[
        str | None, Takes("text", "en, zh or ko for the headers", "表头语言：en、zh或ko")
    ] = None,
) -> object:
    """Header and leading rows."""
    if not n >= 1:
        raise ArgumentError(f"{n:g} rows were asked for.", expected="1 or more.")
    held = [(value, place) for place, value in enumerate(_column_of(table, by)) if value is not None]
    held.sort(key=lambda pair: pair[0], reverse=not ascending)
    leading = [place for _, place in held[: int(min(n, len(held)))]]
    return shown(table, leading, columns, language_key(language) if language else None)


def _column_of(table: Table, by: str) -> Sequence[float | None]:
    """A column to rank by.

    Raises:
        ArgumentError: no such column, or it holds a text or an error value.
    """
    key = table.find(by)
    return _numbers([[value] for value in table.numbers(key)]) if table.rows else []


@function(
    en="Returns ranks in the shape of the values, 1 for the largest. Ties share the lower rank; blanks give "
    "#N/A.",
    zh="返回名次，1为最大；并列取较小名次，空白返回#N/A。",
    examples=(
        Example('=AIGC_RANK({30;50;"--";50})', [[3], [1], [CellError.NA], [1]]),
        Example("=AIGC_RANK({30,50,20},TRUE)", [[2, 3, 1]]),
        Example("=INDEX(AIGC_RANK({30;50;20}),1,1)", 2),
    ),
)
def rank(
    values: Annotated[Rows, Takes("values", "Values", "数值区域")],
    ascending: Annotated[bool, Takes("flag", "TRUE: 1 is the smallest", "TRUE时1为最小")] = False,  # noqa: FBT002  a cell passes it by place
) -> object:
    """Ranks of all cells together."""
    read = each_cell(values, number)
    ranks = metrics.ranks(known(read), ascending=ascending)
    cells = [
        value if isinstance(value, CellError) else place for value, place in zip(read, ranks, strict=True)
    ]
    return folded([result(each) for each in cells], len(values[0]))


@function(
    en="Returns Spearman's rank correlation of two ranges of equal size. Incomplete pairs are dropped; #N/A "
    "below three pairs. Show the number of pairs beside it.",
    zh="返回斯皮尔曼等级相关系数，并列取平均名次。剔除不完整的配对，少于三对返回#N/A。请注明对数。",
    examples=(
        Example("=AIGC_RANKCORR({1;2;3;4},{10;20;40;30})", 0.8),
        Example("=AIGC_RANKCORR({1;2},{3;4})", CellError.NA),
    ),
)
def rankcorr(
    x: Annotated[Rows, Takes("values", "First values", "第一组数值")],
    y: Annotated[Rows, Takes("values", "Second values", "第二组数值")],
) -> object:
    """One coefficient."""
    first, second = _numbers(x), _numbers(y)
    if len(first) != len(second):
        raise ArgumentError(
            f"{len(first)} values stand against {len(second)}.", expected="two ranges of equal size."
        )
    return metrics.rank_correlation(first, second).rho
