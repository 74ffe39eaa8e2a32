"""The names of the functions as formulas of any host spell them."""

from typing import Final

from xl_aigc.functions.catalogue import PREFIX

_OPENINGS: Final = tuple(prefix.upper() for prefix in PREFIX.values())
_XLL: Final = "_XLL."


def is_own(name: str) -> bool:
    """Return whether a function's name is one of ours, those of other versions of the program included.

    Args:
        name: as a formula in a file has it.

    Example:
        >>> [is_own(name) for name in ("AIGC_YOY", "_xldudf_AIGC_YOY", "aigc.yoy", "SUM", "MY_AIGC_YOY")]
        [True, True, True, False, False]
    """
    return name.upper().removeprefix(_XLL).startswith(_OPENINGS)
