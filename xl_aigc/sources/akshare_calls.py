"""The functions of AkShare that are used, and what their answers must hold (as of AkShare 1.19)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT: Final = "stock_yjbb_em"
STATEMENT: Final = "stock_financial_report_sina"
PRICES: Final = "stock_zh_a_hist"
ANNOUNCED: Final = "最新公告日期"

REQUIRED: Final = {
    REPORT: ("股票代码", "股票简称", "营业总收入-营业总收入", "净利润-净利润", ANNOUNCED),
    STATEMENT: ("报告日", "币种"),
    PRICES: ("日期", "收盘"),
}
"""The columns without which an answer is refused. A bank's statement has no 研发费用, so no item is required there."""


@dataclass(frozen=True, slots=True)
class AkShare:
    """The functions, as AkShare names them; each gives a DataFrame."""

    stock_yjbb_em: Callable[..., Any]
    stock_financial_report_sina: Callable[..., Any]
    stock_zh_a_hist: Callable[..., Any]


def installed() -> AkShare:
    """The functions of the installed AkShare.

    Raises:
        DataError: it is not installed.
    """
    # AkShare draws bars of its own with tqdm, through ours.
    os.environ.setdefault("TQDM_DISABLE", "1")
    try:
        import akshare  # noqa: PLC0415  an extra, and slow to load
    except ImportError as error:
        raise DataError(
            f"AkShare is not installed ({error}).",
            remedy='Install it: python -m pip install "xl-aigc[akshare]".',
        ) from None
    return AkShare(akshare.stock_yjbb_em, akshare.stock_financial_report_sina, akshare.stock_zh_a_hist)
