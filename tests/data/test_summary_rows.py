"""Totals, averages and notes of a table are told from companies."""

from __future__ import annotations

import pytest

from xl_aigc.data.numerals import number_in_text
from xl_aigc.data.summary_rows import is_summary


@pytest.mark.parametrize(
    "name",
    [
        *(
            "合计",
            "总计：",
            "上游小计",
            "小计(上游)",
            "平均值",
            "行业均值",
            "中位数",
            "Total",
            "TOTAL:",
            "Subtotal (games)",
            "Grand total",
        ),
        *("合 计", "总\u3000计", "小  计", "Industry average", "Sum of above", "Max", "标准差"),
        *(
            "中值",
            "行业中值",
            "中位值",
            "平均数",
            "整体法",
            "共计",
            "AVG",
            "Avg.",
            "合计/Total",
            "Total / 合计",
        ),
        *("最高", "最低", "Count", "家数", "单位：亿元", "数据截止日期：2024-09-12", "更新时间：2024-09-12"),
        *("平均值（算术）", "Unit: CNY m", "As of: 2024-09-12"),
        *("Average of peers", "Mean for the sector", "All companies", "Peer median", "Sector medians"),
        *("全部公司", "全样本", "可比公司", "전체 기업"),
        *(
            "合计3家",
            "合计(3家)",
            "共 3 家公司",
            "Total 3 companies",
            "Σ",
            "∑",
            "全体",
            "加总",
            "累计",
            "总额",
        ),
        *("Aggregate", "Composite", "75分位", "75%分位数", "P75", "同比", "YoY", "合计同比", "其中："),
        *("Total ex. giants", "Total upstream", "Average excluding NVIDIA"),
        *(
            "（单位：亿元）",
            "（数据来源：Wind）",
            "[单位：亿元]",
            "(unit: RMB m)",
            "*未经审计",
            "截至2024-06-30",
        ),
        *(
            "报告期：2024H1",
            "币种：人民币",
            "Currency: CNY",
            "As of 30 June 2024",
            "注1：含税",
            "数据来自Wind",
        ),
        *("Summe", "Gesamt:", "Durchschnitt", "Index", "CSI 300", "CSI300", "S&P 500", "KOSPI", "KOSPI200"),
        *(
            "沪深300",
            "沪深 300",
            "恒生指数",
            "申万计算机指数",
            "指数",
            "코스피 지수",
            "Hang Seng Index",
            "MSCI China",
        ),
        *(
            "合计-软件",
            "小计-软件",
            "合计 软件",
            "평균 소프트웨어",
            "합계-반도체",
            "중위값",
            "업종 중위값",
            "중간값",
            "중위수",
            "총합",
            "최대값",
            "최댓값",
            "최소값",
            "최솟값",
            "最大",
            "最小",
            "众数",
            "其中：软件",
            "of which: cloud",
            "全部A股",
            "SPX",
            "NDX",
            "SOX",
            "沪指",
            "深成指",
            "费城半导体",
            "나스닥",
            "다우존스",
        ),
        *("Average", "Median", "합계", "数据来源：Wind", "注：截至2024年9月", "Source: Choice", "备注:"),
    ],
)
def test_a_row_that_is_no_company(name):
    assert is_summary(name)


@pytest.mark.parametrize(
    "name",
    [
        "Total Energies",
        "TotalEnergies",
        "昆仑万维",
        "汇总科技",
        "Mediana",
        "Average Joe",
        "Median Technologies",
        "All for One Group",
        "全志科技",
        "注册科技",
        "Sum Up",
        "高德红外",
        "中值科技",
        "单位传感",
        "最高科技",
        "共计科技",
        "Countrywide",
        "Avgol",
        "Total/Fina",
        *("Total Wine", "Composite Holdings", "Aggregate Industries", "All 3D", "Canopy Growth", "Sum 41"),
        *(
            "Index Ventures",
            "指数资本",
            "Hang Seng Bank",
            "Nasdaq",
            "Mean Well",
            "Star Entertainment",
            "Summerset",
        ),
        *(
            "平均律科技",
            "众数科技",
            "中值信达",
            "其中科技",
            "最大科技",
            "다우기술",
            "총합기계",
            "SOX Inc",
            "Spx Technologies",
        ),
        *("共达电声", "累计科技", "截至科技", "*ST中珠", "Currency Exchange International", "High", "Low"),
        "",
    ],
)
def test_a_company_is_one(name):
    assert not is_summary(name)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            ("120", 120),
            ("1,234", 1234),
            ("1,234,567.5", 1234567.5),
            ("12%", 0.12),
            ("12 %", 0.12),
            ("-3.5%", -0.035),
        ),
        *(
            ("(120)", -120),
            ("(1,200.5)", -1200.5),
            ("(12%)", -0.12),
            ("¥1,200", 1200),
            ("1.2e3", 1200),
            (".5", 0.5),
        ),
        *(("１２", 12), ("１，２３４", 1234), ("−5", -5), ("+5", 5)),
    ],
)
def test_a_text_that_excel_calculates_with(text, number):
    assert number_in_text(text) == pytest.approx(number)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "120亿", "12 m", "1 234", "2024-06-30", "inf", "nan", "1e999", "%", "()", "--5", "9" * 500],
)
def test_another_text_is_no_number(text):
    assert number_in_text(text) is None
