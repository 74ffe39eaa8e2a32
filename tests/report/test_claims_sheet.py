"""The sheet of claims: what it shows is what was evaluated, and its formulas follow the figures."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

import openpyxl
import pytest
from support.claims_sheet import copy_layouts, read_claims
from support.office import convert, recalculate
from support.openpyxl_reading import load_workbook

from xl_aigc.data.folder import load_facts
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period
from xl_aigc.labels import LANGUAGES, load_labels, word
from xl_aigc.measures.claims.conclusions import conclude
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.claims.result import VERDICTS
from xl_aigc.measures.frame import build_frame
from xl_aigc.report.builder import BuildOptions, build

FACTS = load_facts()
NOW, BEFORE = Period("2024H1"), Period("2023H1")

COME_IN = (
    Figure("600941.SH", NOW, "rd_expense", 11.9e9, "stated", ("S007",)),  # nearly 12 bn, and above 10 bn
    Figure("600690.SH", NOW, "rd_expense", 4.9e9, "stated", ("S013",)),  # in place of 5.08 bn: not above 5 bn
    Figure(
        "301171.SZ", BEFORE, "net_profit", 140e6, "stated", ("S021",)
    ),  # 132.3 m after it: one of the nine fell
    Figure(
        "688039.SH", BEFORE, "net_profit", -10e6, "stated", ("S088",)
    ),  # a loss of 41.8 m after it: widened
    Figure("300418.SZ", BEFORE, "selling_expense", 700e6, "stated", ("S001",)),
)
"""Figures that come in, one of them in place of another, with values that move verdicts."""


@pytest.fixture(scope="module")
def layouts(tmp_path_factory):
    return copy_layouts(tmp_path_factory.mktemp("layouts"))


@pytest.fixture(scope="module")
def claims_built(tmp_path_factory, layouts):
    path = tmp_path_factory.mktemp("claims") / "claims.xlsx"
    build(path, options=BuildOptions(layouts=layouts))
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_shows_the_verdict_of_every_claim(language, tmp_path, layouts):
    path = tmp_path / "claims.xlsx"
    build(path, options=BuildOptions(language=language, layouts=layouts))
    shown = {id_: row["verdict"] for id_, row in read_claims(path, language).items()}
    assert shown == {r.claim.id: word(r.verdict, language) for r in evaluate(build_frame(FACTS, NOW))}


@pytest.mark.slow
def test_libreoffice_computes_what_the_file_holds(claims_built, tmp_path):
    ours, theirs = read_claims(claims_built), read_claims(recalculate(claims_built, tmp_path))
    for id_, row in ours.items():
        for key, value in row.items():
            if isinstance(value, (int, float)):
                assert theirs[id_][key] == pytest.approx(value, rel=1e-9, abs=1e-12), (id_, key)
            else:
                assert (theirs[id_][key] or "") == (value or ""), (id_, key)


def with_figures(figures):
    """The bundled facts with a few figures more, or in place of those that were there."""
    given = {(f.ticker, f.period, f.item) for f in figures}
    others = (f for f in FACTS.figures if (f.ticker, f.period, f.item) not in given)
    return replace(FACTS, figures=(*others, *figures))


def type_in(path, figures, target):
    """Type figures into the Data table, as a person would."""
    book = load_workbook(path)
    sheet = book["Data"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Ticker")
    columns = {cell.value: cell.column for cell in head}
    rows = {sheet.cell(row, 1).value: row for row in range(head[0].row + 1, sheet.max_row + 1)}
    for figure in figures:
        name = f"{word(figure.item, 'en')} {figure.period}"
        sheet.cell(rows[figure.ticker], columns[name]).value = figure.value
    book.save(target)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_verdicts_follow_the_figures_that_are_typed_in(claims_built, tmp_path):
    type_in(claims_built, COME_IN, tmp_path / "typed.xlsx")
    shown = read_claims(recalculate(tmp_path / "typed.xlsx", tmp_path))
    more = with_figures(COME_IN)
    results = {r.claim.id: r for r in evaluate(build_frame(more, NOW))}
    assert results["china_mobile_rd"].verdict == "reproduced"
    assert results["haier_rd"].verdict == "differs"
    assert results["both_up_members"].verdict == "differs"
    # Its selling expense of 2024H1 is the article's own.
    assert results["kunlun_selling_yoy"].verdict == "article_only"
    for id_, result in results.items():
        assert shown[id_]["verdict"] == word(result.verdict, "en"), id_
    for id_ in (
        "rd_above_1bn",
        "rd_above_10bn",
        "both_up_count",
        "losses_widened",
        "both_up_members",
        "rd_top10",
    ):
        low, high = shown[id_]["low"], shown[id_]["high"]
        result = results[id_]
        if isinstance(result.evidence.low, tuple):
            stated = set(result.claim.stated)
            assert (low, high) == (
                len(stated & set(result.evidence.low)),
                len(stated & set(result.evidence.high)),
            ), id_
        else:
            assert (low, high) == (result.evidence.low, result.evidence.high), id_


def test_a_report_on_another_period_shows_claims_as_values_of_their_own(tmp_path, layouts):
    path = tmp_path / "later.xlsx"
    build(path, options=BuildOptions(period=Period("2024FY"), layouts=layouts))
    shown = {id_: row["verdict"] for id_, row in read_claims(path).items()}
    assert shown == {r.claim.id: word(r.verdict, "en") for r in evaluate(build_frame(FACTS, NOW))}
    sheet = load_workbook(path)["Claims"]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert not [text for text in formulas if "{" in text]
    measured = {row["id"]: row["measured"] for row in read_claims(path).values()}
    assert measured["both_up_count"] == 11


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "The article's conclusions, tested (2024H1)"),
        ("zh", "（2024H1）"),
        ("ko", "(2024H1)"),
    ],
)
def test_what_is_of_the_articles_period_says_so_in_a_report_of_another(tmp_path, language, heading):
    path = tmp_path / "earlier.xlsx"
    build(path, options=BuildOptions(language, period=Period("2023H1")))
    book = load_workbook(path, data_only=True)
    texts = [
        str(cell.value)
        for sheet in (book.worksheets[0], book.worksheets[6])
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert sum(heading in text for text in texts) >= (1 if language == "en" else 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_the_article_has_words_in_every_language(language):
    article = FACTS.article
    texts = {**load_labels(language).texts, **FACTS.texts.by_language[language]}
    assert all(claim.text[language] for claim in article.claims)
    wanted = {f"claim_words.relations.{claim.relation}" for claim in article.claims}
    wanted |= {f"sheets.{claim.section}.title" for claim in article.claims}
    assert not wanted - set(texts)
    own = [one.text for one in (*article.conclusions, *article.background)]
    own += [one.tests for one in article.conclusions] + [one.measured for one in article.conclusions]
    own += [part for one in article.renderings_disagree for part in (one.fact, one.en, one.ko, one.taken)]
    assert all(
        words[language] for words in (*own, *article.against_itself, article.publisher, article.series)
    )


def test_counts_that_stand_before_the_table_read_it_too(tmp_path):
    """A front page counts verdicts of a table that is drawn later; without the table it holds values."""
    folder = copy_layouts(tmp_path)
    front = "sheet: front\nkind: front\ntitle: Front\nblocks:\n  - block: verdict_kpis\n"
    (folder / "01_front.yaml").write_text(front, "utf-8")
    assert {"reproduced", "differs"} <= counted_words(folder, tmp_path / "with.xlsx")
    (folder / "08_claims.yaml").unlink()
    assert counted_words(folder, tmp_path / "without.xlsx") == set()


def test_each_part_of_the_article_counts_what_holds_in_it(claims_built):
    """The row above the claims of a part counts their verdicts, by formula; the verdicts themselves are proved above."""
    values, formulas = (load_workbook(claims_built, data_only=data)["Claims"] for data in (True, False))
    rows = list(values.iter_rows())
    head = re.compile(r"\d+ of \d+ reproduced, \d+ differ|\d+ undecided")
    heads = [(n, cell) for n, row in enumerate(rows) for cell in row if head.fullmatch(str(cell.value))]
    column = next(cell.column for row in rows for cell in row if cell.value == "Verdict")
    assert len(heads) == 5
    for (place, told), end in zip(heads, [*(n for n, _ in heads[1:]), len(rows)], strict=True):
        below = (row[column - 1].value for row in rows[place + 1 : end])
        verdicts = list(takewhile(lambda verdict: verdict is not None, below))
        n, held, apart = len(verdicts), verdicts.count("reproduced"), verdicts.count("differs")
        assert told.value == (
            f"{held} of {n} reproduced, {apart} differ" if held + apart else f"{n} undecided"
        )
        assert str(formulas[told.coordinate].value).startswith("=IF(COUNTIF(claims_")


def counted_words(folder, path):
    """The verdicts that the front page counts by formula; each count must be that of the evaluation."""
    build(path, options=BuildOptions(layouts=folder))
    formulas, values = (
        load_workbook(path)["Front"],
        load_workbook(path, data_only=True)["Front"],
    )
    results = evaluate(build_frame(FACTS, NOW))
    found = set()
    for verdict in VERDICTS:
        label = next(c for row in values.iter_rows() for c in row if c.value == word(verdict, "en"))
        assert values.cell(label.row + 1, label.column).value == sum(r.verdict == verdict for r in results)
        text = str(formulas.cell(label.row + 1, label.column).value)
        if text.startswith("=COUNTIF(claims_verdicts,"):
            found.add(verdict)
    return found


def test_the_overview_shows_each_conclusion_with_its_verdict(claims_built):
    sheet = load_workbook(claims_built, data_only=True)["Overview"]
    shown = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for result in conclude(build_frame(FACTS, NOW)):
        assert result.conclusion.text["en"] in shown
        assert word(result.verdict, "en") in shown
    # 36 of the 50 with both years earned less; 12 grew in revenue only.
    assert "Profit fell at 36 of 50; revenue rose without profit at 12 of 50." in shown
    # 4 rich groups (China Mobile, China Telecom, Haier, Midea), 2 clear models (Kingsoft, Focus).
    assert "Both up at 11; 6 are well funded or have a clear business model, 4 are unclassified." in shown


STATED = {
    "en": {"profit_decline_share": "> 70%", "falls_over_100pct": "≥ 1 company", "both_up_count": "13 companies", "wondershare_quarter_loss": "< 0", "haier_rd": "> CNY 5,000m", "china_mobile_rd": "≈ CNY 12,000m", "kunlun_profit_yoy": "(208.64%)", "rd_above_10bn": "1 company"},
    "zh": {"profit_decline_share": "> 70%", "falls_over_100pct": "≥ 1家", "both_up_count": "13家", "wondershare_quarter_loss": "< 0", "haier_rd": "> 50亿元", "china_mobile_rd": "≈ 120亿元", "kunlun_profit": "−3.89亿元", "kunlun_profit_yoy": "−208.64%"},
    "ko": {"profit_decline_share": "> 70%", "falls_over_100pct": "≥ 1개사", "both_up_count": "13개사", "wondershare_quarter_loss": "< 0", "haier_rd": "> 50억 위안", "kunlun_profit": "−3.89억 위안"},
}  # fmt: skip
"""What the article says, in the words of `claims.yaml`, as the column shows it."""
SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_article_states_shows_its_unit_and_its_bound(built, tmp_path, language):
    """Each cell in a sheet of its own, which LibreOffice writes as the texts that it shows."""
    title = load_labels(language).text("sheets.claims.title")
    rows = {row[1].value: row[5] for row in load_workbook(built(language), data_only=True)[title].iter_rows()}
    words = {claim.id: claim.text[language] for claim in FACTS.claims}
    book = openpyxl.Workbook()
    for row, id_ in enumerate(STATED[language], 1):
        cell = rows[words[id_]]
        book.active.cell(row, 1, cell.value).number_format = cell.number_format
    book.save(tmp_path / "shown.xlsx")
    (text,) = convert([tmp_path / "shown.xlsx"], tmp_path / "csv", SHOWN)
    told = [line.strip().strip('"') for line in text.read_text(encoding="utf-8").splitlines()]
    assert [one.strip() for one in told] == list(STATED[language].values())
