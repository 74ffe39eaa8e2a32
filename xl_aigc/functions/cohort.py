"""Cohorts of a table, or of the default basket where no table is given."""

from dataclasses import fields
from typing import Annotated, Final

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.basket import table_or_basket
from xl_aigc.functions.catalogue import Example, Takes, function
from xl_aigc.functions.grouping import Grouping, cohort_key, group
from xl_aigc.functions.selection import shown
from xl_aigc.functions.shapes import Rows
from xl_aigc.functions.table_numbers import row_columns, whole_column
from xl_aigc.functions.tables import Table
from xl_aigc.functions.vocabulary import headings, spoken_word
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.labels import LANGUAGES
from xl_aigc.metrics.summary import COLUMNS

SHOWN: Final = tuple(field.name for field in fields(metrics.CohortSummary))
RULE_KEYS: Final = tuple(metrics.RULES)

TableOrBasket = Annotated[
    Table | None, Takes("table", "Table with header; default basket if omitted", "带表头的区域，默认样本")
]
Rule = Annotated[
    str, Takes("text", "Rule or column; growth if omitted", "分组规则或列名，默认growth", RULE_KEYS)
]
Edges = Annotated[Rows | None, Takes("values", "Band edges, for a column of numbers", "数值列的分界点")]
Language = Annotated[str, Takes("text", "en, zh or ko; en if omitted", "语言：en、zh或ko，默认en", LANGUAGES)]


@function(
    en="Returns a table of cohorts with header and total: companies, share, sums, growth of matched pairs, "
    "medians. Rules: growth, status, layer, archetype, rd_scale, rd_intensity, price, or any column.",
    zh="返回分组汇总（含表头与合计）：家数、占比、合计、可比同比、中位数。规则：growth、status、layer、"
    "archetype、rd_scale、rd_intensity、price或任一列。",
    examples=(
        Example(
            '=INDEX(AIGC_COHORT({"revenue","revenue_prior","net_profit","net_profit_prior";120,100,12,10;90,100,-5,-8;'
            "130,100,5,9}),2,1)",
            "both up",
        ),
        Example("=INDEX(AIGC_COHORT(),2,2)", 11),
        Example('=INDEX(AIGC_COHORT(,"unheard_of"),1,1)', CellError.VALUE),
    ),
    heavy=True,
)
def cohort(
    table: TableOrBasket = None, rule: Rule = "growth", edges: Edges = None, language: Language = "en"
) -> object:
    """A header, a row per cohort, a total row."""
    spoken = language_key(language)
    held = table_or_basket(table).without_blank_rows()
    grouping = group(held, rule, edges)
    columns = {key: whole_column(held, key) for key in COLUMNS if key in held}
    columns |= {key: whole_column(held, key) for key in grouping.inputs if key not in columns}
    summary = metrics.summarise(columns, grouping.key, grouping.edges)
    rows = [[getattr(each, key) for key in SHOWN] for each in (*summary.rows, summary.total)]
    words = [[spoken_word(row[0], spoken), *row[1:]] for row in rows]
    return [[headings(spoken)[key] for key in SHOWN], *words]


@function(
    en="Returns the cohort of each row, in row order, without header. #N/A if a figure the rule needs is "
    "missing.",
    zh="返回每行所属分组，按行顺序，不含表头；规则所需数据缺失返回#N/A。",
    examples=(
        Example(
            '=AIGC_COHORT_OF({"revenue","revenue_prior","net_profit","net_profit_prior";120,100,12,10;90,100,-5,-8;'
            '130,100,5,"n.a."})',
            [["both up"], ["profit only up"], [CellError.NA]],
        ),
        Example(
            '=AIGC_COHORT_OF({"研发费用(亿元)";0.99;1;16.5},"rd_scale",,"zh")',
            [["1亿元及以下"], ["1亿元及以下"], ["10亿至100亿元（含）"]],
        ),
        Example('=AIGC_COHORT_OF({"staff";5;50},"staff",{10,20})', [["(-inf, 10]"], ["(20, inf)"]]),
        Example('=INDEX(AIGC_COHORT_OF({"staff";5;50},"staff",{10,20}),2,1)', "(20, inf)"),
    ),
    heavy=True,
)
def cohort_of(
    table: TableOrBasket = None, rule: Rule = "growth", edges: Edges = None, language: Language = "en"
) -> object:
    """A column of words."""
    spoken = language_key(language)
    held = table_or_basket(table)
    cohorts, errors = _row_cohorts(held, group(held, rule, edges))
    if not cohorts:
        return CellError.NA
    words = (None if each is None else spoken_word(each, spoken) for each in cohorts)
    return [[error or word] for error, word in zip(errors, words, strict=True)]


@function(
    en="Returns the rows of one cohort, with header. Name the cohort by its key or its word in any language; "
    "unknown is allowed.",
    zh="返回某一分组的成员明细（含表头）。分组可填英文键、任一语言的名称或unknown。",
    examples=(
        Example(
            '=AIGC_MEMBERS({"name","layer";"A","上游";"B","下游";"C","上游"},"layer","upstream","name")',
            [["name"], ["A"], ["C"]],
        ),
        Example('=ROWS(AIGC_MEMBERS(,"growth","增收增利"))', 12),
    ),
    heavy=True,
)
def members(
    table: TableOrBasket = None,
    rule: Rule = "growth",
    cohort: Annotated[
        str, Takes("text", "Cohort, such as both_up", "分组，如both_up或增收增利", required=True)
    ] = "",
    columns: Annotated[
        Rows | None, Takes("values", "Headers to show, all if omitted", "要显示的列，默认全部")
    ] = None,
) -> object:
    """A header and the rows of a cohort."""
    held = table_or_basket(table).without_blank_rows()
    grouping = group(held, rule, None)
    columns_held = {key: whole_column(held, key) for key in grouping.inputs}
    cohorts = metrics.assign(columns_held, grouping.key)
    wanted = cohort_key(cohort, grouping, cohorts)
    places = [place for place, each in enumerate(cohorts) if each == wanted]
    return shown(held, places, columns, "en" if table is None else None)


def _row_cohorts(table: Table, grouping: Grouping) -> tuple[list[str | None], list[CellError | None]]:
    """Each row's cohort, and the error value that stands in a row where the rule reads."""
    columns, errors = row_columns(table, grouping.inputs)
    return metrics.assign(columns, grouping.key, grouping.edges), errors
