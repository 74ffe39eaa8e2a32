"""Growth over a prior period, and the words for it."""

from typing import Annotated

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.catalogue import Example, Takes, function
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.functions.vocabulary import spoken_word
from xl_aigc.labels import LANGUAGES


@function(
    en="Growth over the prior period, (current - prior) / |prior|, so that the sign is right on a loss base. 0.2 is 20%. "
    "#DIV/0! where prior is 0, #N/A where a figure is missing.",
    zh="较上年同期增长率：(本期 - 上年同期) / |上年同期|，上年同期为亏损时符号也正确。0.2 即 20%。基数为 0 时 #DIV/0!，缺数据时 #N/A。",
    examples=(
        Example("=AIGC_YOY(120,100)", 0.2),
        Example("=AIGC_YOY(-150.09,-37.055639)", -3.0503956766202305),
        Example("=AIGC_YOY(5,0)", CellError.DIV0),
        Example('=AIGC_YOY({120;90;50},{100;100;"n.a."})', [[0.2], [-0.1], [CellError.NA]]),
    ),
    spreads=True,
)
def yoy(
    current: Annotated[float, Takes("number", "Figure of this period", "本期数")],
    prior: Annotated[float, Takes("number", "Same figure, prior period", "上年同期数")],
) -> object:
    """Growth of one figure."""
    return metrics.yoy(current, prior)


@function(
    en="The status word of a figure that may be a loss: increased, decreased, turned profitable, turned to loss, "
    "loss widened, loss narrowed and so on.",
    zh="业绩变动状态：增长、下降、持平、扭亏为盈、由盈转亏、亏损扩大、减亏、亏损持平。",
    examples=(
        Example("=AIGC_STATUS(-389000000,358000000)", "turned to loss"),
        Example('=AIGC_STATUS(416421.26,-17241392.69,"zh")', "扭亏为盈"),
        Example('=AIGC_STATUS(-50802700,-51858300,"ko")', "적자축소"),
    ),
    spreads=True,
)
def status(
    current: Annotated[float, Takes("number", "Figure of this period", "本期数")],
    prior: Annotated[float, Takes("number", "Same figure, prior period", "上年同期数")],
    language: Annotated[
        str, Takes("text", "en, zh or ko; en if omitted", "语言：en、zh 或 ko，默认 en", LANGUAGES)
    ] = "en",
) -> object:
    """The status word of one figure."""
    key = metrics.growth_status(current, prior)
    return spoken_word(key, language_key(language)) if isinstance(key, str) else key


@function(
    en="Compound annual growth from the first to the last figure. #NUM! unless first is above 0, last is not negative and "
    "years is above 0.",
    zh="复合年增长率。期初须大于 0，期末不为负，年数大于 0，否则 #NUM!。",
    examples=(
        Example("=AIGC_CAGR(100,121,2)", 0.1),
        Example("=AIGC_CAGR(-5,10,3)", CellError.NUM),
    ),
    spreads=True,
)
def cagr(
    first: Annotated[float, Takes("number", "First figure", "期初数")],
    last: Annotated[float, Takes("number", "Last figure", "期末数")],
    years: Annotated[float, Takes("number", "Years between them", "相隔年数")],
) -> object:
    """Compound annual growth of one figure."""
    return metrics.cagr(first, last, years)


@function(
    en="The figure of a single quarter out of cumulative reports. For the first quarter pass 0 as the second argument.",
    zh="由累计数求单季度数。一季度的第二个参数填 0。",
    examples=(
        Example("=AIGC_QUARTER(3364600,-2584800)", 5949400),
        Example('=AIGC_QUARTER(3364600,"n.a.")', CellError.NA),
    ),
    spreads=True,
)
def quarter(
    cumulative: Annotated[
        float, Takes("number", "Cumulative figure to this quarter's end", "至本季末的累计数")
    ],
    cumulative_before: Annotated[
        float,
        Takes(
            "number",
            "Cumulative figure to the quarter before; 0 for the first",
            "至上季末的累计数，一季度填 0",
        ),
    ],
) -> object:
    """The single quarter of one figure."""
    return metrics.single_quarter(cumulative, cumulative_before)


@function(
    en="Trailing twelve months: the full year before, plus this year to date, less the same part of the year before.",
    zh="滚动十二个月：上年全年 + 本年累计 - 上年同期累计。",
    examples=(Example("=AIGC_TTM(60,100,45)", 115),),
    spreads=True,
)
def ttm(
    ytd: Annotated[float, Takes("number", "This year to date", "本年累计数")],
    full_year_before: Annotated[float, Takes("number", "Full year before", "上年全年数")],
    ytd_before: Annotated[float, Takes("number", "Same part of the year before", "上年同期累计数")],
) -> object:
    """The trailing twelve months of one figure."""
    return metrics.trailing_twelve_months(ytd, full_year_before, ytd_before)
