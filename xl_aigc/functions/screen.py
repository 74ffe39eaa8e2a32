"""The screen for "naked swimmers"."""

from dataclasses import fields
from typing import Annotated, Any, Final

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.basket import table_or_basket
from xl_aigc.functions.catalogue import Example, Takes, function
from xl_aigc.functions.cells import ArgumentError, number
from xl_aigc.functions.cohort import Language, TableOrBasket
from xl_aigc.functions.shapes import Rows, each_cell
from xl_aigc.functions.table_numbers import row_columns
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.functions.vocabulary import spoken_word
from xl_aigc.metrics.screen import NUMBERS

INPUTS: Final = (*NUMBERS, "layer")


@function(
    en="Returns the number of warning flags raised per row, of five; #N/A below three testable. With detail "
    "TRUE, returns the five flags with header: price, profit, loss, selling, R&D; unknown is #N/A.",
    zh="返回每行触发的警示项数（共五项），可判定不足三项返回#N/A。detail为TRUE时列出五项（含表头）：股价、利润"
    "、亏损、销售费用、研发，未知为#N/A。",
    examples=(
        Example(
            '=AIGC_SCREEN({"revenue","revenue_prior","net_profit","net_profit_prior","selling_expense",'
            '"selling_expense_prior","price_change";90,100,-1,2,20,20,-0.3;120,100,9,8,20,20,0.1})',
            [[4], [0]],
        ),
        Example(
            '=AIGC_SCREEN({"net_profit","net_profit_prior";-1,2;9,8},TRUE,,"zh")',
            [
                [
                    "跌幅超中位数",
                    "利润恶化",
                    "当期亏损",
                    "销售费用率上升而营收未增",
                    "研发费用率低于环节中位数",
                ],
                [CellError.NA, True, True, CellError.NA, CellError.NA],
                [CellError.NA, False, False, CellError.NA, CellError.NA],
            ],
        ),
        Example(
            '=INDEX(AIGC_SCREEN({"net_profit","net_profit_prior","price_change";-1,2,-0.3;9,8,0.1}),1,1)', 3
        ),
    ),
    heavy=True,
)
def screen(
    table: TableOrBasket = None,
    detail: Annotated[bool, Takes("flag", "TRUE for the five flags", "TRUE列出五项")] = False,  # noqa: FBT002  a cell passes it by place
    thresholds: Annotated[
        Rows | None,
        Takes(
            "values",
            "Price-change limit, median to compare, fewest per layer, fewest testable",
            "涨跌幅阈值、对照中位数、环节最少家数、最少可判定项数",
        ),
    ] = None,
    language: Language = "en",
) -> object:
    """A column of counts, or a header and five columns of flags."""
    held = table_or_basket(table)
    present = [key for key in INPUTS if key in held]
    if not present:
        raise ArgumentError(
            "the table has no column for the screen.", expected=f"some of {', '.join(INPUTS)}."
        )
    columns, errors = row_columns(held, present)
    results = metrics.screen(columns, rules=_rules(thresholds))
    spoken = language_key(language)
    if detail:
        flags = [[error or each for each in row.flags] for row, error in zip(results, errors, strict=True)]
        return [[spoken_word(key, spoken) for key in metrics.FLAGS], *flags]
    if not results:
        return CellError.NA
    return [[error or row.score] for row, error in zip(results, errors, strict=True)]


def _rules(thresholds: Rows | None) -> metrics.ScreenRules:
    """Thresholds in the order of `ScreenRules`; a blank one keeps its default.

    Raises:
        ArgumentError: a text or an error value among them, or too many.
    """
    if thresholds is None:
        return metrics.ScreenRules()
    given = each_cell(thresholds, number)
    names = [field.name for field in fields(metrics.ScreenRules)]
    if len(given) > len(names):
        raise ArgumentError(
            f"{len(given)} thresholds were given.", expected=f"at most {len(names)}: {', '.join(names)}."
        )
    error = next((value for value in given if isinstance(value, CellError)), None)
    if error is not None:
        raise ArgumentError("a threshold is a text or an error value.", expected="numbers.", error=error)
    chosen: dict[str, Any] = {
        name: value for name, value in zip(names, given, strict=False) if value is not None
    }
    return metrics.ScreenRules(**chosen)
