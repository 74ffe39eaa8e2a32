"""What a folder says of its basket, and what follows where it says nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.files.failures import FolderError


def basket(folder, text):
    (folder / "basket.yaml").write_text(text, encoding="utf-8")
    return folder


def test_without_basket_yaml_everything_follows_from_the_figures(folder):
    facts = load_facts(folder)
    assert (facts.key, facts.name) == (folder.name, dict.fromkeys(("en", "zh", "ko"), folder.name))
    assert (facts.period, facts.compare, facts.newest_period) == (
        Period("2024H1"),
        Period("2023H1"),
        Period("2024H1"),
    )
    assert facts.as_of == dt.date(2024, 9, 12)  # the newer of the two price dates
    assert (facts.giants, facts.indices, facts.claims, facts.article) == ((), (), (), None)


def test_basket_yaml_decides(folder):
    facts = load_facts(
        basket(
            folder,
            "key: two\nname: {zh: 两家, en: Two}\ngiants: [600002.SH]\nperiod: 2023H1\ncompare: 2022FY\nas_of: 2025-01-31\n"
            "indices:\n  - {index: 000300.SH, name: CSI 300, change_ytd: -0.07}\n",
        )
    )
    assert (facts.key, facts.giants) == ("two", ("600002.SH",))
    assert facts.name == {"en": "Two", "zh": "两家", "ko": "Two"}
    assert (facts.period, facts.compare) == (Period("2023H1"), Period("2022FY"))
    assert facts.as_of == dt.date(2025, 1, 31)
    assert [(index.index, index.change_ytd) for index in facts.indices] == [("000300.SH", -0.07)]


def test_without_prices_the_as_of_date_must_be_given(folder):
    (folder / "price_changes.csv").unlink()
    with pytest.raises(DataError) as caught:
        load_facts(folder)
    assert (caught.value.place.file, caught.value.place.key) == (folder / "basket.yaml", "as_of")
    assert "Add a line 'as_of: " in str(caught.value)
    assert load_facts(basket(folder, "as_of: 2024-08-31")).as_of == dt.date(2024, 8, 31)


def test_without_figures_the_period_must_be_given(folder):
    header = (folder / "figures.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "figures.csv").write_text(header, encoding="utf-8")
    with pytest.raises(DataError, match="Add a line 'period: "):
        load_facts(folder)
    facts = load_facts(basket(folder, "period: 2024H1"))
    assert (facts.periods, facts.newest_period) == ((), Period("2024H1"))
    assert facts.column("revenue", facts.period) == [None, None, None]


@pytest.mark.parametrize(
    ("text", "line", "key", "said"),
    [
        (
            "name: A\ngiant: [600002.SH]",
            2,
            "giant",
            "basket.yaml has no key 'giant'. Expected one of archetypes, as_of, compare, currency, giants, giants_by, indices, key, layers, limits, market, name, period, periods, segments, year_end. Did you mean 'giants'?",
        ),
        ("giants:\n  - 600002.SH\n  - 600009.SH", 3, "giants[2]", "600009.SH is not in companies.csv"),
        (
            "key: a\nmarket: usa",
            2,
            "market",
            "There is no market 'usa'. Expected one of a_share, any, b_share, hk, jp,",
        ),
        ("market: [us, any]", 1, "market", "The market any stands alone"),
        ("market: []", 1, "market", "Expected at least one entry"),
        ("market: 7", 1, "market", "Expected a list"),
        ("currency: usd", 1, "currency", "'usd' is no currency. Expected a code of ISO 4217"),
        ("currency: $", 1, "currency", "is no currency"),
        ("market: any", 1, "currency", "Add a line 'currency: USD' to basket.yaml"),
        ("market: [a_share, us]", 1, "currency", "Add a line 'currency: USD' to basket.yaml"),
        ("giants: 600002.SH", 1, "giants", "Expected a list"),
        ("name: A\n\nperiod: 2024Q2", 3, "period", "Write 2024H1"),
        ("compare: 2024", 1, "compare", "Expected a text"),
        ("periods: quarterly", 1, "periods", "Expected 'cumulative' or 'single'"),
        ("year_end: 09-31", 1, "year_end", "'09-31' is no day of a year. Expected MM-DD"),
        ("year_end: September", 1, "year_end", "is not accepted"),
        ("limits: {limit_rd: 1}", 1, "limits.limit_rd", "Did you mean"),
        ("limits:\n  limit_price_up: -1", 2, "limits.limit_price_up", "Expected a number of 0 or more"),
        ("limits:\n  limit_rd_100m: 2e9", 2, "limits.limit_rd_100m", "is not below limit_rd_1bn"),
        ("giants_by: {item: profit, share: 0.5}", 1, "giants_by.item", "is no item"),
        ("giants_by: {item: revenue, share: 1}", 1, "giants_by.share", "Expected less than 1"),
        (
            "giants: [600002.SH]\ngiants_by: {item: revenue, share: 0.5}",
            2,
            "giants_by",
            "a list of giants too",
        ),
        ("as_of: 12 September 2024", 1, "as_of", "Expected a date as YYYY-MM-DD"),
        ("as_of: 2024-09-12 10:00:00", 1, "as_of", "Expected a date as YYYY-MM-DD"),
        ("name: {de: Zwei}", 1, "name", "Expected a text or 'en', 'zh' or 'ko'"),
        ("name: {}", 1, "name", "Expected a text or at least one entry"),
        ("indices: [{index: A, name: B}]", 1, "indices[1].change_ytd", "needs the key 'change_ytd'"),
        (
            "indices: [{index: A, name: B, change_ytd: -30.7}]",
            1,
            "indices[1].change_ytd",
            "a fraction not below -1",
        ),
        ("indices: [{index: A, name: B, change_ytd: .nan}]", 1, "indices[1].change_ytd", "a number"),
        ("indices: [{index: A, change_ytd: 0}]", 1, "indices[1].name", "needs the key 'name'"),
        ("indices: [A]", 1, "indices[1]", "Expected keys with values"),
        ("key: a\nkey: b", 2, "key", "The key stands twice (first in line 1)"),
        ("key: &a x\nname: *a", 1, None, "Anchors and aliases (& and *) are not accepted"),
        ("- a", 1, None, "Expected keys with values"),
        ("key: 'a", 1, None, "This is not YAML"),
        ("key: !!python/object:os.system x", 1, None, "Tags (beginning with !) are not accepted"),
        ("key: a\n? [b]\n: c", 2, None, "A key is not a word"),
        (
            "indices: [{index: A, name: B, change_ytd: " + "9" * 400 + "}]",
            1,
            "indices[1].change_ytd",
            "a number",
        ),
        ("as_of: 2024-13-45", 1, "as_of", "Expected a date as YYYY-MM-DD"),
        ("as_of: 1:1:1:1", 1, "as_of", "Expected a date as YYYY-MM-DD"),
        ("key: a\ngiants: " + "[" * 1_000_000, 2, None, "nested more than 20 deep"),
        ("key: a\x07", 1, None, "the character U+0007"),
        ("key: /x/abs", 1, "key", "'/x/abs' is not accepted"),
        ("key: ../up", 1, "key", "'../up' is not accepted"),
        ("key: a\\b", 1, "key", "is not accepted"),
        ("key: 'C:'", 1, "key", "is not accepted"),
        ("key: " + "k" * 65, 1, "key", "is not accepted"),
        ('key: "a\\n"', 1, "key", "is not accepted"),
        ('name: "a\\nb"', 1, "name", "a line break or a control character"),
        ('name: "\\e[31m"', 1, None, "the character U+001B"),
        ('name: "a\\x9b"', 1, None, "the character U+009B"),
        ('name: {en: "a\\u2028"}', 1, "name", "a line break or a control character"),
        ("name: " + "n" * 2001, 1, "name", "at most 2000 characters"),
    ],
)
def test_a_mistake_in_basket_yaml_is_told_by_line_and_key(folder, text, line, key, said):
    with pytest.raises(DataError) as caught:
        load_facts(basket(folder, text))
    place = caught.value.place
    assert place.file == folder / "basket.yaml"
    assert said in str(caught.value)
    assert (place.line, place.key) == (line, key)


def test_every_mistake_of_a_file_is_told_at_once(folder):
    with pytest.raises(FolderError) as caught:
        load_facts(basket(folder, "kee: a\nperiod: 2024Q2\ngiants: [600009.SH, 1]\nas_of: soon\n"))
    places = [(error.place.line, error.place.key) for error in caught.value.failures]
    assert places == [(1, "kee"), (2, "period"), (3, "giants[1]"), (3, "giants[2]"), (4, "as_of")]


def test_a_subset_keeps_the_order_and_loses_the_others_figures(folder):
    facts = load_facts(folder).subset(["830003.BJ", "000001.SZ"])
    assert facts.tickers == ("000001.SZ", "830003.BJ")
    assert {figure.ticker for figure in facts.figures} == {"000001.SZ"}
    assert [change.ticker for change in facts.price_changes] == ["000001.SZ"]


def test_a_company_that_is_not_there_is_named(folder):
    with pytest.raises(DataError, match=r"no company '300418\.SZ'"):
        load_facts(folder).company("300418.SZ")


def test_names_fall_back_to_the_other_language(folder):
    company = load_facts(folder).company("000001.SZ")
    assert [company.name(language) for language in ("en", "zh", "ko")] == ["First", "甲公司", "First"]


def test_only_web_addresses_are_links(folder):
    assert [source.link for source in load_facts(folder).sources] == ["https://example.org/1", None]


def test_an_empty_layer_is_unknown_and_an_empty_archetype_is_other(folder):
    company = load_facts(folder).company("830003.BJ")
    assert (company.layer, company.archetype) == (None, "other")


def test_single_quarters_are_the_periods_of_every_file(folder):
    """The basket's own figures are of 2024H1, which is no quarter: each row is named, then the key of basket.yaml."""
    with pytest.raises(
        DataError,
        match=r"figures\.csv, line 2, key period: '2024H1' is no period\. Expected a year and Q1, Q2",
    ):
        load_facts(basket(folder, "periods: single"))
    path = folder / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("H1", "Q2"), encoding="utf-8")
    assert load_facts(basket(folder, "periods: single\nperiod: 2024Q2")).compare == Period.stored("2023Q2")
    with pytest.raises(DataError, match=r"line 2, key period: '2024H1' is no period"):
        load_facts(basket(folder, "periods: single\nperiod: 2024H1"))


def test_the_largest_are_giants_until_they_hold_the_share(folder):
    rows = [
        "600002.SH,2024H1,revenue,60,stated,",
        "000001.SZ,2024H1,revenue,25,stated,",
        "830003.BJ,2024H1,revenue,15,stated,",
    ]
    header = (folder / "figures.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "figures.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    (folder / "sources.csv").unlink(missing_ok=True)
    of_share = {
        share: load_facts(basket(folder, f"giants_by: {{item: revenue, share: {share}}}")).giants
        for share in (0.6, 0.61, 0.9)
    }
    assert of_share == {
        0.6: ("600002.SH",),
        0.61: ("600002.SH", "000001.SZ"),
        0.9: ("600002.SH", "000001.SZ", "830003.BJ"),
    }
