"""Growth over a prior period, and the words for it."""

from typing import Annotated

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.catalogue import Example, Takes, function
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.functions.vocabulary import spoken_word
from xl_aigc.labels import LANGUAGES


@function(
    en="Returns year-on-year growth, (current - prior) / |prior|; the sign holds over a loss. 0.2 is 20%. "
    "#DIV/0! if prior is 0, #N/A if a figure is missing.",
    zh="返回同比增速：（本期－上年同期）/|上年同期|，上年同期亏损时方向仍正确。0.2即20%。上年同期为0返回"
    "#DIV/0!，缺数据返回#N/A。",
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
    prior: Annotated[float, Takes("number", "Same figure, year earlier", "上年同期数")],
) -> object:
    """Growth of one figure."""
    return metrics.yoy(current, prior)


@function(
    en="Returns the change in a figure that may be a loss, in words: up, down, flat, to profit, to loss, loss "
    "wider, loss cut, loss flat.",
    zh="返回盈利状态：增长、下降、持平、扭亏为盈、由盈转亏、亏损扩大、减亏、亏损持平。",
    examples=(
        Example("=AIGC_STATUS(-389000000,358000000)", "to loss"),
        Example('=AIGC_STATUS(416421.26,-17241392.69,"zh")', "扭亏为盈"),
        Example('=AIGC_STATUS(-50802700,-51858300,"ko")', "적자축소"),
    ),
    spreads=True,
)
def status(
    current: Annotated[float, Takes("number", "Figure of this period", "本期数")],
    prior: Annotated[float, Takes("number", "Same figure, year earlier", "上年同期数")],
    language: Annotated[
        str, Takes("text", "en, zh or ko; en if omitted", "语言：en、zh或ko，默认en", LANGUAGES)
    ] = "en",
) -> object:
    """The status word of one figure."""
    key = metrics.growth_status(current, prior)
    return spoken_word(key, language_key(language)) if isinstance(key, str) else key


@function(
    en="Returns the compound annual growth rate. #NUM! unless first is above 0, last is 0 or more and years "
    "is above 0.",
    zh="返回复合年增长率。期初须大于0，期末不小于0，年数大于0，否则返回#NUM!。",
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
    en="Returns one quarter's figure from cumulative reports. For the first quarter pass 0 as the second "
    "argument.",
    zh="由累计数返回单季度数。一季度的第二个参数填0。",
    examples=(
        Example("=AIGC_QUARTER(3364600,-2584800)", 5949400),
        Example('=AIGC_QUARTER(3364600,"n.a.")', CellError.NA),
    ),
    spreads=True,
)
def quarter(
    cumulative: Annotated[float, Takes("number", "Cumulative figure at quarter-end", "至本季末的累计数")],
    cumulative_before: Annotated[
        float,
        Takes(
            "number",
            "Cumulative figure at prior quarter-end; 0 for Q1",
            "至上季末的累计数，一季度填0",
        ),
    ],
) -> object:
    """The single quarter of one figure."""
    return metrics.single_quarter(cumulative, cumulative_before)


@function(
    en="Returns the trailing twelve months: prior full year plus year to date less prior year to date.",
    zh="返回滚动十二个月数：上年全年＋本年累计－上年同期累计。",
    examples=(Example("=AIGC_TTM(60,100,45)", 115),),
    spreads=True,
)
def ttm(
    ytd: Annotated[float, Takes("number", "This year to date", "本年累计数")],
    full_year_before: Annotated[float, Takes("number", "Prior full year", "上年全年数")],
    ytd_before: Annotated[float, Takes("number", "Prior year to date", "上年同期累计数")],
) -> object:
    """The trailing twelve months of one figure."""
    return metrics.trailing_twelve_months(ytd, full_year_before, ytd_before)
