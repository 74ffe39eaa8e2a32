"""Addresses of databases without their secrets: as messages may show them, and what drivers say of them.

Standard library only: the functions ask it too, inside an office that has nothing else.
"""

import re
from typing import Final
from urllib.parse import quote, quote_plus, unquote, unquote_plus

HIDDEN: Final = "***"
EXPECTED: Final = (
    "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with signs of a password such as @ / # ? : [ and blanks written "
    "as %40 %2F %23 %3F %3A %5B %20."
)
"""The form of an address whose parts can be told apart."""

_URL: Final = re.compile(r"(?s)\s*([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)")
_USER: Final = re.compile(r"(?s)(://[^/?#\s:@]*):.*@")
_QUERY: Final = re.compile(r"(?s)([?&])([^=&#?]{0,200})=([^&]*)")
_OPTION: Final = re.compile(
    r"(?is)((?:pass\w{0,40}|pwd|sslpassword|token|secret|\w{0,40}key)\s{0,9}=\s{0,9})('(?:[^'\\]|\\.){0,500}'|\{[^}]{0,500}\}|[^\s;&]+)"
)
_OTHER_FORM: Final = re.compile(
    r"(?i)(?:^|[\s;?&])(?:password|passwd|pwd)\s*="
    r"|^\s*jdbc:"
    r"|^\s*(?:postgres(?:ql)?|mysql|mariadb|mssql|oracle)\b[\w+]*(?::/|//|:[^\\/]*@)"
    r"|^\s*[\w.+-]{2,60}:[^\s:/\\@]{1,200}@[\w.-]{1,200}(?:[:/]|$)"
)
"""A connection string that is no URL, or a URL with a slip in its scheme, or without one."""
_HARMLESS: Final = frozenset(
    [
        "sslmode",
        "mode",
        "uri",
        "driver",
        "charset",
        "host",
        "port",
        "user",
        "dbname",
        "application_name",
        "connect_timeout",
        "cache",
        "target_session_attrs",
        "service",
        "warehouse",
        "role",
        "schema",
    ]
)
"""Parameters whose values are no secrets."""


def is_unclear(address: str) -> bool:
    """Return whether a password in an address can't be told from its other parts; such an address is shown nowhere.

    Example:
        >>> is_unclear("postgresql://anna:p%40ss@db/figures"), is_unclear("postgresql://anna:p@ss@db/figures")
        (False, True)
        >>> is_unclear("host=db user=anna password=secret"), is_unclear("figures.csv")
        (True, False)
    """
    url = _URL.fullmatch(address)
    if url is None:
        return _OTHER_FORM.search(address) is not None or ("://" in address and "@" in address)
    authority, rest = url[2], url[3]
    if not authority:
        return False
    return address.count("@") > 1 or "@" in rest or re.search(r"\s", authority) is not None


def shown_address(address: str) -> str:
    """Return an address, or a text that holds one, as a message may show it.

    Example:
        >>> shown_address("postgresql://anna:p%40ss@db/figures?password=x y&sslmode=require")
        'postgresql://anna:***@db/figures?password=***&sslmode=require'
        >>> shown_address("mssql+pyodbc:///?odbc_connect=Driver%3DODBC%3BPWD%3Dsecret")
        'mssql+pyodbc:///?odbc_connect=***'
    """
    text = _USER.sub(rf"\1:{HIDDEN}@", address)
    if "://" in text:
        text = _QUERY.sub(_parameter, text)
    return _OPTION.sub(rf"\1{HIDDEN}", text)


def without_secrets(said: str, address: str) -> str:
    """Return the words of a driver without the secrets of the address that it was given.

    Example:
        >>> without_secrets('no role "anna", tried p@ss', "postgresql://anna:p%40ss@db/figures")
        'no role "anna", tried ***'
    """
    for secret in sorted(_secrets(address), key=len, reverse=True):
        said = said.replace(secret, HIDDEN)
    return said


def _parameter(match: re.Match[str]) -> str:
    harmless = match[2].casefold() in _HARMLESS
    return match[0] if harmless else f"{match[1]}{match[2]}={HIDDEN}"


def _secrets(address: str) -> set[str]:
    """Return every spelling of the password and of the parameters that may be secret."""
    url = _URL.fullmatch(address)
    if url is None:
        found = [match[2] for match in _OPTION.finditer(address)]
    else:
        found = [url[2].rpartition("@")[0].partition(":")[2]]
        found += [match[3] for match in _QUERY.finditer(url[3]) if match[2].casefold() not in _HARMLESS]
        found += [match[2] for value in found for match in _OPTION.finditer(unquote_plus(value))]
    decoded = {spelling(secret) for secret in found for spelling in (str, unquote, unquote_plus)}
    spelled = (
        spelling(secret)
        for secret in decoded
        for spelling in (str, quote, quote_plus, lambda text: quote(text, safe=""))
    )
    return {secret for secret in spelled if secret}
