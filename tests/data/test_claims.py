"""All that the article states is there, typed; a mistake in claims.yaml is told by line and key."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from support.case_table import cases

from xl_aigc.data.article_schema import (
    ArticleFile,
    BackgroundEntry,
    ClaimEntry,
    ConclusionEntry,
    DisagreementEntry,
)
from xl_aigc.data.claims_file import read_article
from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.files.yaml_file import parse_yaml

NAMED = (
    "600941.SH", "601728.SH", "600690.SH", "000333.SZ", "688111.SH", "002315.SZ", "301171.SZ", "600228.SH", "688787.SH",
)  # fmt: skip


@pytest.fixture(scope="module")
def article():
    return load_facts().article


@pytest.fixture(scope="module")
def written():
    texts = [(REFERENCE / name).read_text(encoding="utf-8") for name in ("article.yaml", "claims.yaml")]
    return {key: value for text in texts for key, value in yaml.safe_load(text).items()}


def test_every_claim_is_there_with_every_field(article, written):
    assert len(article.claims) == len(written["claims"]) == 47
    for claim, fields in zip(article.claims, written["claims"], strict=True):
        for name, value in fields.items():
            if name not in ("stated", "period", "watch", "correlates"):
                assert getattr(claim, name) == value
        assert claim.relation == fields.get("relation", "equal")


def test_claims_stand_in_the_sections_of_the_article(article):
    assert Counter(claim.section for claim in article.claims) == {
        "value_chain": 1, "profitability": 18, "swimmers": 11, "rd": 14, "outlook": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "name", "value"),
    [
        ("kunlun_profit", "stated", -389_000_000),
        ("kunlun_profit", "ticker", "300418.SZ"),
        ("kunlun_profit", "item", "net_profit"),
        ("kunlun_profit", "period", Period("2024H1")),
        ("kunlun_profit", "tolerance", 0.005),
        ("kunlun_status", "source", "en"),
        ("kunlun_status", "stated", "turned_to_loss"),
        ("kunlun_status", "period", None),
        ("both_up_count", "of", 55),
        ("both_up_members", "stated", NAMED),
        ("rd_top10", "stated", ("002230.SZ", "601360.SH", "688111.SH")),
        ("rd_top10", "relation", "at_least"),
        ("china_mobile_rd", "relation", "nearly"),
        ("hongbo_worst", "stated", "002229.SZ"),
        ("wondershare_quarter_loss", "period", Period("2024H1")),
        ("wondershare_quarter_loss", "quarter", "2024Q2"),
        ("iflytek_capex", "watch", ("capital expenditure", "depreciation", "rd_expense")),
    ],
)
def test_a_claim_says_what_the_article_says(article, id_, name, value):
    assert getattr(article.claim(id_), name) == value


def test_what_only_time_can_settle_is_not_testable(article):
    assert [c.id for c in article.claims if not c.testable] == [
        "iflytek_capex",
        "marketing_war",
        "rd_to_revenue",
    ]
    assert all(c.watch for c in article.claims if not c.testable)


def test_there_is_no_claim_of_an_unknown_id(article):
    assert article.claim("nothing") is None


def test_the_rest_of_the_article_is_there(article, written):
    assert (article.published, article.prices_as_of) == ("2024-09", dt.date(2024, 9, 12))
    assert article.both_up_named == NAMED
    assert set(article.layers) == {"upstream", "midstream", "downstream"}
    assert article.archetypes["rigid_demand"] == ("688787.SH",)
    assert [conclusion.id for conclusion in article.conclusions] == ["icing", "who_earns", "talk_and_money"]
    assert article.conclusions[1].tested_by == ("both_up_count", "archetypes")
    assert [(d.fact, d.en, d.ko, d.taken) for d in article.renderings_disagree] == [
        (d["fact"], d["en"], d["ko"], d["taken"]) for d in written["renderings_disagree"]
    ]
    assert list(article.against_itself) == [entry["text"] for entry in written["against_itself"]]
    assert [b.ticker for b in article.background] == [
        "688787.SH",
        "002229.SZ",
        "688111.SH",
        "002315.SZ",
        "301171.SZ",
        "300624.SZ",
        None,
        None,
        None,
    ]
    assert article.background[2].source == "ko"
    assert article.background[4].text["en"] == "AI marketing; early in models, video and digital humans."
    assert [one.subject["en"] for one in article.background[6:]] == ["Kimi", "Jack Ma", "References"]


def test_the_article_is_identified(article):
    assert (article.author, article.published, article.of_basket) == ("kiki", "2024-09", load_facts().key)
    for language in ("en", "zh", "ko"):
        assert article.publisher[language] == "Silicon-based Research Laboratory"
    assert article.series["en"] == "third of a series of four"


@pytest.mark.parametrize("name", ["article.yaml", "claims.yaml"])
def test_no_key_of_the_article_is_taken_unread(folder, name):
    """Every key at every depth: one that no schema knows is refused with its file, its line and its key."""
    (folder / "article.yaml").write_text(HEAD, encoding="utf-8")
    written = {
        "article.yaml": HEAD + "share_foo: 1\n",
        "claims.yaml": "claims:\n  - {id: a, section: b, key: k, stated: 1}\nshare_foo: 1\n",
    }
    (folder / name).write_text(written[name], encoding="utf-8")
    with pytest.raises(DataError, match="no key 'share_foo'") as caught:
        load_facts(folder)
    place = caught.value.place
    assert (place.file, place.line, place.key) == (
        folder / name,
        written[name].count("\n"),
        "share_foo",
    )


ARTICLE_MISTAKES = [
    ("conclusions:\n  - {id: a, text: x, tested_by: [b], share_foo: 1}", "conclusions[1].share_foo"),
    ("background:\n  - {text: x}", "background[1]"),
    ("background:\n  - {text: x, subject: y, share_foo: 1}", "background[1].share_foo"),
    ("against_itself:\n  - {text: {en: x, de: y}}", "against_itself[1].text"),
    ("renderings_disagree:\n  - {fact: a, en: b, ko: c}", "renderings_disagree[1].taken"),
    ("layers:\n  ground: x", "layers.ground"),
    ("author: 3", "author"),
]


@pytest.mark.parametrize(("text", "key"), ARTICLE_MISTAKES)
def test_a_mistake_in_the_article_is_told_by_line_and_key(folder, text, key):
    (folder / "article.yaml").write_text(f"{HEAD}{text}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_facts(folder)
    place = caught.value.place
    assert place.file == folder / "article.yaml"
    assert place.key.startswith(key)
    assert place.line == (HEAD + text).count("\n") + 1


def test_claims_without_an_article_are_refused(folder):
    (folder / "claims.yaml").write_text(f"{CLAIMS}  - {{id: a, section: b, key: k, stated: 1}}\n", "utf-8")
    with pytest.raises(DataError, match=r"There is no article\.yaml") as caught:
        load_facts(folder)
    assert caught.value.place.file == folder / "claims.yaml"


def test_companies_and_items_that_a_claim_names_are_known(article):
    facts = load_facts()
    assert {c.ticker for c in article.claims if c.ticker} <= set(facts.tickers)
    assert {c.item for c in article.claims if c.item} <= set(ITEMS)


HEAD = "published: 2024-09\nprices_as_of: 2024-09-12\nbasket: two\n"
CLAIMS = "# the second line is the first of the claims\nclaims:\n"


@pytest.fixture
def stated(folder):
    """The folder of an article, and how its claims are written."""
    (folder / "article.yaml").write_text(HEAD, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("claim", "key", "said"), cases("data/claim_mistakes.yaml"))
def test_a_mistake_in_a_claim_is_told_by_line_and_key(stated, claim, key, said):
    (stated / "claims.yaml").write_text(f"{CLAIMS}  - {claim}\n", encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(said)) as caught:
        load_facts(stated)
    place = caught.value.place
    assert (place.file, place.line, place.key) == (stated / "claims.yaml", 3, key)


def test_two_claims_of_one_id_are_refused(stated):
    claim = "  - {id: a, section: b, key: k, stated: 1}\n"
    (stated / "claims.yaml").write_text(CLAIMS + claim + claim, encoding="utf-8")
    with pytest.raises(DataError, match="There are two claims 'a'") as caught:
        load_facts(stated)
    assert (caught.value.place.line, caught.value.place.key) == (4, "claims[2].id")


def test_the_claims_of_a_folder_are_read(stated):
    (stated / "claims.yaml").write_text(
        f"{CLAIMS}  - {{id: a, section: b, key: k, stated: 1}}\n", encoding="utf-8"
    )
    (claim,) = load_facts(stated).claims
    assert (claim.id, claim.stated, claim.relation, claim.testable) == ("a", 1, "equal", True)


@pytest.mark.parametrize(
    "schema", [ArticleFile, ClaimEntry, ConclusionEntry, DisagreementEntry, BackgroundEntry]
)
def test_every_key_is_documented(schema):
    page = (Path(__file__).parents[2] / "docs" / "article.md").read_text("utf-8")
    assert [key for key in schema.model_fields if f"`{key}`" not in page] == []


WITH_ARCHETYPES = """published: 2024-09
prices_as_of: 2024-09-12
basket: some
archetypes: {deep_pockets: [600941.SH], rigid_demand: [688787.SH]}
conclusions: [{id: one, text: a, tested_by: [%s]%s}]
"""


@pytest.mark.parametrize(
    ("tested_by", "listed", "meant"),
    [
        ("archetypes", ", archetypes: [clear_model]", ("clear_model",)),
        ("archetypes", "", ("deep_pockets", "rigid_demand")),
        ("icing", "", ()),
    ],
)
def test_a_conclusion_is_of_the_archetypes_it_lists_or_of_all_that_the_article_names(
    tested_by, listed, meant
):
    document = parse_yaml(WITH_ARCHETYPES % (tested_by, listed), "article.yaml")
    (found,) = read_article(document, None, ["600941.SH", "688787.SH"]).conclusions
    assert found.archetypes == meant


def test_archetypes_that_test_no_conclusion_are_refused_by_line():
    document = parse_yaml(WITH_ARCHETYPES % ("icing", ", archetypes: [clear_model]"), "article.yaml")
    with pytest.raises(DataError, match=r"article\.yaml, line 5.*no 'archetypes' in tested_by"):
        read_article(document, None, ["600941.SH", "688787.SH"])
