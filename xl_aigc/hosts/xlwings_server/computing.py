"""Our functions, computed as xlwings computes them; they wait for nothing, so that no event loop is needed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from xlwings import XlwingsError
from xlwings.pro.udfs_officejs import custom_functions_call

from xl_aigc.hosts.xlwings_server.hover import enter_call
from xl_aigc.hosts.xlwings_server.payload import Refusal
from xl_aigc.hosts.xlwings_server.registration import custom_functions

if TYPE_CHECKING:
    from collections.abc import Mapping

_FUNCTIONS: Final = SimpleNamespace(**custom_functions())


def computed(call: Mapping[str, object]) -> Any:
    """Compute a call that was checked.

    Args:
        call: its body.

    Returns:
        The result as xlwings' own route gives it, or a `Refusal` where that answers with an error.
    """
    enter_call(call)
    running = custom_functions_call(call, _FUNCTIONS)
    try:
        running.send(None)
    except StopIteration as done:
        return done.value
    except XlwingsError as error:
        return Refusal(400, str(error))
    running.close()
    raise RuntimeError(f"{call['func_name']} waits for something.")
