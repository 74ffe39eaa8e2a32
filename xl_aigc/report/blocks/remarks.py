"""Sentences below a block: what its note says, and what is said of subjects that a basket has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.data.layers import keys_of
from xl_aigc.expressions.native.literal import quoted
from xl_aigc.measures.frame import number
from xl_aigc.measures.mask import everyone, where
from xl_aigc.report.claims_sentences import percent_in_words
from xl_aigc.report.lists import first_names
from xl_aigc.report.live import Live, choice, sentence
from xl_aigc.report.subjects import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xl_aigc.report.report import Report

NAMED: Final = 4
"""Companies that a sentence names before it counts the others."""
_PLACES: Final = re.compile(r"\{(\w+)\}")


def _giants(report: Report) -> Live:
    mask = everyone(report.frame) & where(report.frame, "giant", "yes")
    return first_names(report, mask, NAMED, report.text("notes.and_more", k="{k}"))


def _giants_share(report: Report) -> Live:
    return percent_in_words(_share(report))


def _share(report: Report) -> Live:
    live = report.number('sum(revenue, giant == "yes") / sum(revenue)')
    return report.workings.held(live, report.text("charts.giants"), "percent") if report.workings else live


def _rd_compared(report: Report) -> Live:
    """Return each layer with the companies whose R&D to revenue is known, and whose median its companies are compared with."""
    parts: list[Live] = []
    for layer in keys_of(report.facts.sorts.layers):
        name, mask = report.word(layer), everyone(report.frame) & where(report.frame, "layer", layer)
        n = report.known("rd_intensity", mask)
        n = report.workings.held(n, name, "count") if report.workings else n
        limit = report.limit("limit_screen_layer")
        enough = Live(float(n.value) >= float(limit.value), f"{n.native}>={limit.native}")
        of_layer, of_basket = (
            sentence(report.text(f"notes.median_of_{of}", layer=name, n="{n}"), n=n)
            for of in ("layer", "basket")
        )
        parts.append(choice(enough, of_layer, of_basket))
    gap = "，" if report.language == "zh" else ", "
    return Live(
        gap.join(str(one.value) for one in parts), f'&"{gap}"&'.join(str(one.native) for one in parts)
    )


PARTS: Final[Mapping[str, Callable[[Report], Live]]] = {
    "giants": _giants,
    "giants_share": _giants_share,
    "rd_compared": _rd_compared,
}
"""Parts of sentences that follow the figures, by their names in the labels."""
_ABOUT: Final = {"giants_share": "revenue", "rd_compared": "rd_intensity"}
"""The subject without which a sentence that names a part is not said."""


def remarks(report: Report, stem: str, note: str | None) -> Live | str | None:
    """Return the sentences below a block; None for none.

    Args:
        report: the report.
        stem: key of the block's labels; `<stem>.note_<subject>` is said where the basket has the subject, and
            `<stem>.note_lacks.<measure>.<ticker with _ for .>` while the company has no number of the measure.
        note: what is said in any case.
    """
    keys = (f"{stem}.note_{subject}" for subject in SUBJECTS if subject not in report.absent)
    texts = (report.labels.texts[key] for key in keys if key in report.labels.texts)
    said = [text for text in texts if report.absent.isdisjoint(map(_ABOUT.get, _PLACES.findall(text)))]
    lacks = _lacks(report, f"{stem}.note_lacks.")
    told = _told(report, said, note) if said else note
    if not lacks:
        return told
    parts = {f"part{place}": part for place, part in enumerate(lacks)}
    return sentence("{told}" + "".join(f"{{{part}}}" for part in parts), told=told or "", **parts)


def _lacks(report: Report, stem: str) -> list[Live]:
    """Return what is said while companies have no number of a measure, each behind a gap; blank once it has one."""
    parts, gap = [], report.text("claim_words.sentence_separator")
    for key, text in report.labels.texts.items():
        measure, _, company = key.removeprefix(stem).partition(".")
        ticker = company.replace("_", ".")
        if not key.startswith(stem) or measure not in report.shown_measures or not report.tickers([ticker]):
            continue
        value = report.frame[measure][report.facts.tickers.index(ticker)]
        known = f"ISNUMBER(INDEX([{measure}],MATCH({quoted(ticker)},[ticker],0)))"
        parts.append(choice(Live(number(value) is not None, known), Live(""), Live(f"{gap}{text}")))
    return parts


def _told(report: Report, said: Sequence[str], note: str | None) -> Live | str:
    """Return a note and sentences, in which parts follow the figures; one of giants is blank where no revenue is theirs."""
    gap = report.text("claim_words.sentence_separator")
    texts = [*([note] if note else []), *said]
    names = [name for name in dict.fromkeys(_PLACES.findall(gap.join(texts))) if name in PARTS]
    if not names:
        return gap.join(texts)
    parts = {name: PARTS[name](report) for name in names}
    told: list[Live] = []
    for text in texts:
        own = {name: part for name, part in parts.items() if f"{{{name}}}" in text}
        one = sentence(f"{gap if told else ''}{text}", **own)
        if "giants" in own:
            share = _share(report)
            there = Live(not isinstance(share.value, str), f"ISNUMBER({share.native})")
            one = choice(there, one, Live(""))
        told.append(one)
    places = {f"part{place}": part for place, part in enumerate(told)}
    return sentence("".join(f"{{{place}}}" for place in places), **places)
