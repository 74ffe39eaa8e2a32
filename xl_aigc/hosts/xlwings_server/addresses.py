"""Paths and host names that a request may use."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from xl_aigc.errors import HostError, Place
from xl_aigc.hosts.xlwings_server.payload import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HOSTS_VARIABLE: Final = "XL_AIGC_SERVER_HOSTS"
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
"""The names of this machine as the header `Host` spells them."""
_NAME: Final = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?")
_DECODINGS: Final = 5
"""A path that is still encoded after so many decodings is refused."""
_DOTS: Final = re.compile(r"[. ]+")
"""A segment such as `..`. Windows drops trailing dots and blanks, so `.. ` and `...` are refused too."""
_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f\\:]")
"""Control characters, Windows' separator, and the colon of a drive or of an NTFS stream."""
_BAD_PATH: Final = Refusal(400, "The path is not allowed.")
_BAD_HOST: Final = Refusal(400, "A request must have one header Host.")


def check_path(scope: Mapping[str, Any]) -> Refusal | None:
    r"""Refuse a path that could lead out of a folder, as sent and after every decoding.

    Args:
        scope: of a request, in the form of ASGI.

    Example:
        >>> check_path({"path": "/static/css/style.css"})
        >>> check_path({"path": "/static/%2e%2e/secret"})
        Refusal(status=400, reason='The path is not allowed.')
    """
    sent = scope.get("raw_path") or b""
    safe = all(_is_safe(text) for text in (scope["path"], sent.decode("latin-1")))
    return None if safe else _BAD_PATH


def _is_safe(path: str) -> bool:
    for _ in range(_DECODINGS):
        if _FORBIDDEN.search(path) or any(_DOTS.fullmatch(each) for each in path.split("/")):
            return False
        decoded = unquote(path)
        if decoded == path:
            return True
        path = decoded
    return False


def check_host(scope: Mapping[str, Any]) -> Refusal | None:
    """Refuse a request with no or several headers `Host`: programs differ in which one they read.

    Starlette's `TrustedHostMiddleware` compares the first one with the allowed names.
    """
    return None if sum(name == b"host" for name, _ in scope["headers"]) == 1 else _BAD_HOST


def host_name(scope: Mapping[str, Any]) -> str:
    """Return the host that a request names, without its port."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
    return re.sub(r":\d*$", "", host).lower()


def allowed_hosts(names: Iterable[str]) -> list[str]:
    """List the values of the header `Host` that are answered: this machine's own names and those given.

    Args:
        names: host names or IP addresses; blanks and wildcard addresses such as `0.0.0.0` are left out.

    Raises:
        HostError: a name is no host name.

    Example:
        >>> allowed_hosts(["0.0.0.0", "Aigc.example", "fd00::1"])
        ['localhost', '127.0.0.1', '[::1]', 'aigc.example', '[fd00::1]']
    """
    found = [_spelled(each) for each in names if each.strip()]
    return list(dict.fromkeys((*LOOPBACK, *(each for each in found if each))))


def _spelled(name: str) -> str | None:
    """Spell a name as the header `Host` does; None for an address that stands for all of a machine's."""
    name = name.strip().lower()
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        if _NAME.fullmatch(name):
            return name
        raise HostError(
            f"{name!r} is no host name.",
            Place(key=HOSTS_VARIABLE),
            expected="a name such as aigc.example.com, without scheme, port or *.",
        ) from None
    if address.is_unspecified:
        return None
    return f"[{address}]" if address.version == 6 else str(address)


def is_loopback(host: str) -> bool:
    """Tell whether an address is reached from this machine only.

    Example:
        >>> is_loopback("127.0.0.1"), is_loopback("[::1]"), is_loopback("0.0.0.0")
        (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
