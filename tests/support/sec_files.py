"""Writes files of the form that the SEC documents: a quarter of the Financial Statement Data Sets, and `companyfacts`."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SUB = [
    "adsh",
    "cik",
    "name",
    "sic",
    "countryba",
    "stprba",
    "cityba",
    "zipba",
    "bas1",
    "bas2",
    "baph",
    "countryma",
    "stprma",
    "cityma",
    "zipma",
    "mas1",
    "mas2",
    "countryinc",
    "stprinc",
    "ein",
    "former",
    "changed",
    "afs",
    "wksi",
    "fye",
    "form",
    "period",
    "fy",
    "fp",
    "filed",
    "accepted",
    "prevrpt",
    "detail",
    "instance",
    "nciks",
    "aciks",
]
NUM = ["adsh", "tag", "version", "ddate", "qtrs", "uom", "segments", "coreg", "value", "footnote"]
OLD_NUM = ["adsh", "tag", "version", "coreg", "ddate", "qtrs", "uom", "value", "footnote"]
"""The columns of `num.txt` until 2024."""


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    lines = [columns, *([str(row.get(column, "")) for column in columns] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def filing(
    adsh: str, form: str, period: int, year: int, part: str, filed: object, **more: object
) -> dict[str, object]:
    """A row of `sub.txt`; the CIK is the first part of the filing's number."""
    accepted = f"{str(filed)[:4]}-{str(filed)[4:6]}-{str(filed)[6:]} 16:05:00.0"
    stated = {
        "adsh": adsh,
        "form": form,
        "period": period,
        "fy": year,
        "fp": part,
        "filed": filed,
        "accepted": accepted,
    }
    return {"cik": int(adsh[:10]), "name": "ALPHA CORP", "fye": "1231", "prevrpt": 0, **stated, **more}


def number(adsh: str, tag: str, day: int, quarters: int, value: object, **more: object) -> dict[str, object]:
    """A row of `num.txt`, in dollars and of the whole group if nothing else is said."""
    stated = {"adsh": adsh, "tag": tag, "ddate": day, "qtrs": quarters, "value": value}
    return {"version": "us-gaap/2024", "uom": "USD", **stated, **more}


def data_set(
    filings: Iterable[Mapping[str, object]],
    numbers: Iterable[Mapping[str, object]],
    columns: Sequence[str] = NUM,
) -> bytes:
    return zipped(
        {
            "sub.txt": table(SUB, filings),
            "num.txt": table(columns, numbers),
            "tag.txt": "tag\tversion\n",
            "pre.txt": "adsh\n",
        }
    )


def zipped(entries: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in entries.items():
            target.writestr(name, text)
    return file.getvalue()


def company_facts(facts: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]], cik: int = 101) -> str:
    """A file of one company: the values of each tag by unit."""
    tags = {tag: {"label": tag, "description": "", "units": units} for tag, units in facts.items()}
    return json.dumps({"cik": cik, "entityName": "Alpha Corp", "facts": {"dei": {}, "us-gaap": tags}})
