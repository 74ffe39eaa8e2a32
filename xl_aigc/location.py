"""Location of the store: the one that `--store` or `XL_AIGC_STORE` names, or a file in the user's data folder.

Standard library only: the functions ask it too, inside an office that has nothing else.
"""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from xl_aigc.addresses import EXPECTED, is_unclear, shown_address
from xl_aigc.errors import Place, StoreError
from xl_aigc.outside import flaw

STORE_VARIABLE: Final = "XL_AIGC_STORE"
FILE_NAME: Final = "store.sqlite"
_SAID_BY: Final = f"--store or {STORE_VARIABLE}"
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_POSTGRES: Final = frozenset({"postgresql", "postgres", "postgresql+psycopg"})
_SQLITE: Final = "sqlite"


@dataclass(frozen=True)
class Location:
    """Location of a store: a file, or a PostgreSQL database by its URL.

    Attributes:
        file: the file of a store in SQLite, else None.
        url: the URL of a store in PostgreSQL, with its password, else None.
    """

    file: Path | None = None
    url: str | None = None

    @property
    def exists(self) -> bool:
        """Return whether there is a store; a database of PostgreSQL that is named counts as one."""
        return self.file is None or self.file.exists()

    def __str__(self) -> str:
        return str(self.file) if self.url is None else shown_address(self.url)

    def __repr__(self) -> str:
        return f"Location({str(self)!r})"


def locate(where: str | Path | None = None) -> Location:
    """The place of a store.

    Args:
        where: a path or a URL; None for what `XL_AIGC_STORE` says, or the file in the user's data folder.

    Raises:
        StoreError: a URL of a kind that no store can be in, or an address whose password can't be told apart.

    Example:
        >>> str(locate("postgresql://anna:secret@db.example.com/figures"))
        'postgresql://anna:***@db.example.com/figures'
    """
    named = _given(where) or _given(os.environ.get(STORE_VARIABLE)) or data_folder() / FILE_NAME
    found = flaw(str(named))
    if found is not None:
        raise StoreError(f"The name {found}.", Place(_SAID_BY), remedy="Delete that character.")
    if is_unclear(str(named)):
        raise StoreError(
            "The address of the store can't be read; it is not shown, as it may hold a password.",
            Place(_SAID_BY),
            expected=f"the path of a file, or {EXPECTED}",
        )
    scheme = _SCHEME.match(str(named))
    if scheme is None:
        return Location(file=Path(named).expanduser())
    kind = scheme[1].lower()
    if kind in _POSTGRES:
        return Location(url=_postgres(f"postgresql://{str(named)[scheme.end() :]}"))
    rest = str(named)[scheme.end() :]
    if kind == _SQLITE and rest.startswith("/") and len(rest) > 1 and "?" not in rest:
        return Location(file=Path(unquote(rest[1:])))
    raise StoreError(
        f"A store can't be in {kind}:// of that form.",
        Place(shown_address(str(named))),
        expected="the path of a file, sqlite:///PATH, or postgresql://USER@HOST/DATABASE.",
    )


def store_to_read() -> Location | None:
    """The usual store, None where none is named and none is in the user's data folder.

    Raises:
        StoreError: the one that `XL_AIGC_STORE` names is not there, in whose place nobody expects the bundled figures; or as of `locate`.
    """
    location = locate()
    if location.exists:
        return location
    if _given(os.environ.get(STORE_VARIABLE)):
        raise StoreError(
            f"{STORE_VARIABLE} names a store that is not there.",
            Place(str(location)),
            remedy="Correct the name, or make the store: xl-aigc refresh --source reference",
        )
    return None


def _given(where: str | Path | None) -> str | Path | None:
    """An address without the blanks around it that a paste brings; a path that a program names is as it is."""
    return where.strip() if isinstance(where, str) else where


def _postgres(url: str) -> str:
    """A URL of PostgreSQL whose parts can be told apart; one that is not is repeated nowhere, since it may hold a password."""
    try:
        _ = urlsplit(url).port
    except ValueError:
        raise StoreError("The URL can't be read.", Place(_SAID_BY), expected=EXPECTED) from None
    return url


def sqlite_uri(file: Path, mode: str) -> str:
    """The address that SQLite opens a file by.

    Args:
        file: the file.
        mode: `ro` to read only; `rw` to read, and first to put in order what a killed process left; `rwc` to write, making
            the file if it is not there.
    """
    path = file.expanduser().absolute()
    # SQLite 3.40 makes a file for its readers beside the store, and else says that it is unable to open the database. Where
    # it can't, and no writer is at work, the store is opened as one that nobody changes.
    frozen = (
        mode != "rwc"
        and not os.access(path.parent, os.W_OK)
        and not path.with_name(f"{path.name}-wal").exists()
    )
    options = "mode=ro&immutable=1" if frozen else f"mode={mode}"
    text = quote(path.as_posix())
    return f"file://{text}?{options}" if text.startswith("/") else f"file:///{text}?{options}"


def data_folder() -> Path:
    """The folder for the data of this program in the user's own account, as `platformdirs` has it."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", "~/AppData/Local")).expanduser()
    elif sys.platform == "darwin":
        base = Path("~/Library/Application Support").expanduser()
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", "").strip() or "~/.local/share").expanduser()
    return base / "xl_aigc"
