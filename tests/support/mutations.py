"""Inputs spoiled at random: bytes of anything, fields of CSV, values of YAML, cells of a workbook."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    import random

TEXTS = (
    "\x1b[31m",
    "300418.SZ\x1b[31m",
    "_x001B_[31m",
    "\x9b31m",
    "\x00",
    "\x07",
    "\x7f",
    "\u202egnp.exe",
    "\u2066a\u2069",
    "\u2028",
    "\ufeff",
    "\ufffe",
    "a\nb",
    "a\r\nb",
    "\t",
    " ",
    "",
    "名" * 300,
    "s" * 256,
    "s" * 400,
    "n" * 1_001,
    "t" * 33_000,
    "1" * 100_000 + "x",
    "2024" + " " * 32_000,
    "-" * 20_000,
    "(" * 5_000,
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "''",
    '"',
    "{both_up}",
    "[revenue]",
    "{{{",
    "%s %d {0}",
    "#REF!",
    "n.a.",
    "nan",
    "inf",
    "1e999",
    "-0",
    "9" * 400,
    "１２",
    "٣",
    "2024H1",
    "2024-02-30",
    "1:1:1:1:1:1",
    "0000-00-00",
    "99999999999999999999",
    "/etc/passwd",
    "../../x",
    "C:\\x",
    "https://" + "a" * 3_000,
    "https://a b\nc",
    "javascript:alert(1)",
    "300418.XX",
    "300418abc",
    "300418.SZ'; DROP TABLE figure;--",
    "<b>&amp;</b>",
    "😀",
    "true",
    "~",
)
BYTES = (
    b"\x1b[31m",
    b"\x00",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xc2\x9b",
    b"\xef\xbb\xbf",
    b"\r",
    b'"',
    b"\n",
    b"[" * 3_000,
    b"&a *a ",
    b"!!x ",
    b"\t",
)


def text(random_: random.Random) -> str:
    """A hostile text, or some random characters."""
    if random_.random() < 0.7:
        return random_.choice(TEXTS)
    signs = (
        random_.choice((random_.randrange(0x110000), random_.randrange(0x100)))
        for _ in range(random_.randrange(1, 12))
    )
    return "".join(map(chr, signs)).encode("utf-8", "ignore").decode()


def spoiled_bytes(content: bytes, random_: random.Random) -> bytes:
    """A content with some bytes changed, cut out, doubled or put in; sometimes nothing but noise."""
    if random_.random() < 0.05:
        return random_.randbytes(random_.randrange(2_000))
    made = bytearray(content)
    for _ in range(random_.choice((1, 1, 2, 5, 40))):
        at, length = random_.randrange(len(made) + 1), random_.choice((1, 2, 8, 100))
        way = random_.randrange(5)
        if way == 0:
            made[at : at + length] = random_.randbytes(length)
        elif way == 1:
            del made[at : at + length]
        elif way == 2:
            made[at:at] = made[at : at + length] * random_.choice((1, 2, 50))
        elif way == 3:
            made[at:at] = random_.choice(BYTES)
        else:
            del made[at + random_.randrange(len(made) + 1) :]
    return bytes(made)


def spoiled_table(content: str, random_: random.Random) -> bytes:
    """A CSV text with some fields, headings or rows spoiled."""
    rows = list(csv.reader(io.StringIO(content)))
    for _ in range(random_.choice((1, 1, 2, 6))):
        row = random_.choice(rows[:6] if random_.random() < 0.7 else rows)
        way = random_.randrange(8)
        if way == 0:
            row.append(text(random_))
        elif way == 1 and len(row) > 1:
            row.pop()
        elif way == 2:
            rows.insert(random_.randrange(1, len(rows) + 1), list(row))
        elif row:
            row[random_.randrange(len(row))] = text(random_)
    made = io.StringIO()
    csv.writer(made, lineterminator=random_.choice(("\n", "\r\n"))).writerows(rows)
    return made.getvalue().encode("utf-8", "replace")


def spoiled_yaml(content: str, random_: random.Random) -> bytes:
    """A YAML text with a value, a key or a line spoiled; texts are put in with YAML's own escapes, or as they are."""
    lines = content.splitlines()
    for _ in range(random_.choice((1, 1, 3))):
        at = random_.randrange(len(lines))
        line, put = lines[at], text(random_)
        quoted = json.dumps(put, ensure_ascii=random_.random() < 0.5).replace("\\u001b", "\\e")
        way = random_.randrange(6)
        if way <= 2 and ":" in line:
            lines[at] = f"{line.split(':')[0]}: {quoted if way else put}"
        elif way == 3:
            lines.insert(at, line)
        elif way == 4:
            lines[at] = (
                " " * random_.randrange(6) + quoted + ": " + random_.choice(("1", "[]", "{}", "[[1]]", "x"))
            )
        else:
            lines[at] = random_.choice(
                (f"- {quoted}", "", f"{line} {put}", line[: random_.randrange(len(line) + 1)])
            )
    return "\n".join(lines).encode("utf-8", "replace")


def spoiled_book(content: bytes, random_: random.Random) -> bytes:
    """A workbook with the texts, numbers, attributes or bytes of some parts spoiled; sometimes the archive itself."""
    if random_.random() < 0.15:
        return spoiled_bytes(content, random_)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        chosen = set(random_.sample(names, min(len(names), random_.choice((1, 1, 2)))))
        if random_.random() < 0.6:
            chosen = {name for name in names if "sheet1." in name or "sharedStrings" in name}
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _spoiled_part(part, random_) if name in chosen else part)
    return made.getvalue()


def _spoiled_part(part: bytes, random_: random.Random) -> bytes:
    if random_.random() < 0.3:
        return spoiled_bytes(part, random_)
    pieces = part.split(b"<")
    for _ in range(random_.choice((1, 3))):
        at = random_.randrange(len(pieces))
        tag, sign, _ = pieces[at].partition(b">")
        put = escape(text(random_), {'"': "&quot;"})
        if random_.random() < 0.5:
            put = "".join(one if one.isprintable() else f"_x{ord(one):04X}_" for one in put)
        written = put.encode("utf-8", "replace")
        if random_.random() < 0.75:
            pieces[at] = tag + sign + written
        else:
            name, quote, rest = pieces[at].partition(b'"')
            pieces[at] = name + quote + written + b'"' + rest.partition(b'"')[2]
    return b"<".join(pieces)
