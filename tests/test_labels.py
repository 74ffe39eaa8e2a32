"""Labels: the same texts in three languages, each fit for its place, each used."""

from __future__ import annotations

import csv
import re
import string
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
import yaml
from support.label_texts import own_texts, texts

import xl_aigc
from xl_aigc.data.folder import load_facts
from xl_aigc.data.limits import LIMITS
from xl_aigc.data.units import CURRENCY
from xl_aigc.labels import LANGUAGES, word, words
from xl_aigc.measures.own import program_table
from xl_aigc.metrics import RULES
from xl_aigc.report.builder import BuildOptions, make_report

FOLDER = Path(str(resources.files("xl_aigc.labels")))
PACKAGE = Path(xl_aigc.__file__).parent
UNFIT_FOR_HEADINGS = set("[]#'\n")
"""What a structured reference would have to escape, and what a table heading can't hold."""

LATIN = re.compile(r"[A-Za-z](?:[A-Za-z.&'-]*[A-Za-z.])?")
IDS = re.compile(r"(?<![A-Za-z\d])(?:\d{4}(?:Q[1-4]|H1|FY)|[AS]\d{3})(?![A-Za-z\d])")
"""Periods and sources."""

PRODUCTS = {"AI", "AIGC", "ChatGPT", "MiniMax", "SaaS", "IP", "IT", "CG", "Excel", "LibreOffice", "Wind"}
PRODUCTS |= {"xlwings", "Server", "Lite", "Calc", "Python", "Windows", "Mac"}
SIGNS = {"A", "ID", "n", "n.a.", "n.m.", "Data", "Companies", "N", "DIV", "NUM", "VALUE", "NAME", "YOY"}
"""A shares; ids; what a cell shows for no number; the names of the two tables; error values; a function."""

PROPER = {"zh": set(), "ko": {"Baichuan", "Yingbo", "Digital", "p"}}
"""Proper names beside those of the basket, whose companies a Korean report calls by their English names; %p."""


def placeholders(text: str) -> set[str]:
    """The holes of a text; one with a format is another than one without."""
    return {
        "".join(map(str, filter(None, hole)))
        for _, *hole in string.Formatter().parse(text)
        if hole[0] is not None
    }


class _OneOfEach(yaml.SafeLoader):
    """Reads YAML and refuses a key given twice, of which YAML would keep the last without a word.

    In Python alone: libyaml, where installed, also takes some texts that this reader refuses, such as `{a: really?}`.
    """

    def construct_mapping(self, node, deep=False):
        keys = Counter(key.value for key, _ in node.value)
        assert max(keys.values(), default=1) == 1, (
            f"{node.start_mark}: {keys.most_common(1)[0][0]} is given twice"
        )
        return super().construct_mapping(node, deep=deep)


def leaves(tree: dict, stem: str = ""):
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{stem}{key}.")
        else:
            yield f"{stem}{key}", value


def label_files(language: str) -> list[Path]:
    return sorted((FOLDER / language).glob("*.yaml"))


@pytest.mark.parametrize("language", ["zh", "ko"])
def test_every_language_has_the_files_of_english(language):
    assert [file.name for file in label_files(language)] == [file.name for file in label_files("en")]


@pytest.mark.parametrize("language", ["zh", "ko"])
def test_every_language_has_the_keys_of_english_in_the_same_files(language):
    for file in label_files("en"):
        own = FOLDER / language / file.name
        english, other = (dict(leaves(yaml.safe_load(f.read_text("utf-8")))) for f in (file, own))
        assert set(other) == set(english), own


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_given_twice(language):
    where: dict[str, str] = {}
    for file in label_files(language):
        tree = yaml.load(file.read_text("utf-8"), Loader=_OneOfEach)
        for key, _ in leaves(tree):
            assert where.setdefault(key, file.name) == file.name, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_a_text_without_blanks_around_it(language):
    for file in label_files(language):
        for key, value in leaves(yaml.safe_load(file.read_text("utf-8"))):
            assert isinstance(value, str), f"{file}: {key} is {value!r}; YAML takes it for something else"
            if key.endswith("_separator"):
                continue
            assert value.strip(), f"{file}: {key} is empty"
            assert value == value.strip() or key == "notes.and_more", f"{file}: {key}"


@pytest.mark.parametrize("language", ["zh", "ko"])
def test_every_text_has_the_placeholders_of_english(language):
    """But that of the currency, which a language may leave out where it stands nearby; a number may have a sign or a word or none.

    A finding may leave out the second of two numbers, since languages differ in how much fits a line. Where a case of a phrase holds
    its numbers are equal, so that a language may name any of them.
    """

    def named(text):
        return {
            re.sub(
                "_(signed|size|whole|rose|differ|lose|companies|shares|flags|giants|earn|make|are|conclusions)$",
                "",
                name,
            )
            for name in placeholders(text)
        }

    differing = {
        key: text
        for key, text in texts(language).items()
        if (named(text) ^ named(texts("en")[key])) - {"currency"}
        and not (key.endswith(".finding") and named(text) >= named(texts("en")[key]))
        and not key.startswith("phrases.")
    }
    assert differing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_braces_hold_names_alone(language):
    """A text goes through str.format, where any other brace is an error."""
    for key, text in texts(language).items():
        names = dict.fromkeys(placeholders(text), "")
        assert not set(text.format(**names)) & set("{}"), key


def names_of_the_basket() -> set[str]:
    return {part for company in load_facts().companies for part in LATIN.findall(company.name_en)}


@pytest.mark.parametrize("language", ["zh", "ko"])
def test_no_text_is_left_in_english(language):
    allowed = PRODUCTS | SIGNS | PROPER[language]
    allowed |= names_of_the_basket() if language == "ko" else set()
    left = {}
    for key, text in texts(language).items():
        bare = IDS.sub("", re.sub(r"\{\w+\}", "", text))
        strange = [
            run
            for run in LATIN.findall(bare)
            if run not in allowed and not run.startswith(("AIGC_", "AIGC."))
        ]
        if strange and not key.startswith("disagreements."):  # those quote what each rendering says
            left[key] = strange
    assert left == {}


@pytest.mark.parametrize("language", ["zh", "ko"])
def test_no_word_of_the_field_is_left_in_english(language):
    left = {key: text for key, text in words(language).items() if LATIN.search(text.replace(CURRENCY, ""))}
    assert left == {}


def test_every_word_of_the_field_is_complete_and_its_key_unique():
    with (FOLDER / "words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["key", *LANGUAGES]
    assert [row["key"] for row in rows if not all((text or "").strip() for text in row.values())] == []
    assert [key for key, count in Counter(row["key"] for row in rows).items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_can_tell_the_words_of_a_column_apart(language):
    """Formulas compare a cell with a word: two cohorts of one rule by one word would be counted together."""
    for rule in RULES.values():
        found = [word(cohort, language) for cohort in (*rule.cohorts, "unknown")]
        assert len(set(found)) == len(found), rule.key
    segments = [text for key, text in texts(language).items() if key.startswith("segments.")]
    assert len(set(segments)) == len(segments)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_of_the_two_tables_are_unique_whatever_their_case(language):
    names = make_report(load_facts(), BuildOptions(language=language)).names
    for headings in (names.companies, names.data):
        folded = Counter(heading.casefold() for heading in headings.values())
        assert [heading for heading, count in folded.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_hold_nothing_that_a_reference_must_escape(language):
    names = make_report(load_facts(), BuildOptions(language=language)).names
    headings = {**names.companies, **names.data}
    headings |= {key: text for key, text in texts(language).items() if key.startswith("basket.")}
    assert {key: text for key, text in headings.items() if set(text) & UNFIT_FOR_HEADINGS} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_have_names_that_excel_accepts(language):
    titles = [text for key, text in texts(language).items() if re.fullmatch(r"sheets\.\w+\.title", key)]
    assert len({title.casefold() for title in titles}) == len(titles)
    assert [title for title in titles if len(title) > 31 or set(title) & set(r"[]:*?/\'")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_and_every_limit_has_its_label(language):
    due = {f"measures.{key}" for key in ("ticker", *program_table().measures)}
    due |= {f"basket.{key}" for key in program_table().basket}
    due |= {f"limits.{key}" for key in LIMITS}
    assert due - set(texts(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_segment_of_the_basket_has_its_word(language):
    given = {company.segment for company in load_facts().companies}
    named = {key.removeprefix("segments.") for key in own_texts(language) if key.startswith("segments.")}
    assert named == given


def test_a_segment_stays_as_given_in_english():
    assert {
        key
        for key, text in own_texts("en").items()
        if key.startswith("segments.") and key != f"segments.{text}"
    } == set()
