"""Reasons of errors beside the cell: a single error value goes out with its sentence, which Excel's side shows as hover text.

xlwings' own script hands an error value on as it is. The addition to it that is served here throws it as an error of custom functions, the
only kind to which Excel shows a message; the cell shows the same error value as before.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.refusals import CALLER, Caller, forget_cell, recall
from xl_aigc.functions.why import sentence

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, MutableMapping

    from xl_aigc.hosts.office_js import Answer

    Message = MutableMapping[str, Any]
    Send = Callable[[Message], Awaitable[None]]

CODE: Final = "/xlwings/custom-functions-code.js"
_OLDEST_RUNTIME: Final = 1.4
"""The first runtime of custom functions to which error values go as objects."""
ERROR_TYPES: Final[Mapping[str, str]] = {
    CellError.DIV0.value: "Div0",
    CellError.NA.value: "NotAvailable",
    CellError.NAME.value: "Name",
    CellError.NULL.value: "Null",
    CellError.NUM.value: "Num",
    CellError.REF.value: "Ref",
    CellError.VALUE.value: "Value",
}
"""Error values by their texts, as Excel's side calls them."""
SCRIPT: Final = """
{
  const plain = base;
  const codes = {
    Div0: "divisionByZero", NotAvailable: "notAvailable", Name: "invalidName", Null: "nullReference",
    Num: "invalidNumber", Ref: "invalidReference", Value: "invalidValue",
  };
  base = async function (...given) {
    const result = await plain(...given);
    const cell = Array.isArray(result) && result.length === 1 && result[0].length === 1 ? result[0][0] : null;
    if (cell?.type === "Error" && cell.message && Office.context.requirements.isSetSupported("CustomFunctionsRuntime", "1.2")) {
      throw new CustomFunctions.Error(CustomFunctions.ErrorCode[codes[cell.errorType]], cell.message);
    }
    return result;
  };
}
"""


def caller_of(call: Mapping[str, object]) -> Caller:
    """Return the cell that calls, and whose, from the body of the call."""
    return Caller(
        str(call.get("session_id") or ""),
        str(call.get("caller_address") or ""),
        explains=float(str(call["runtime"])) >= _OLDEST_RUNTIME,
    )


def enter_call(call: Mapping[str, object]) -> None:
    """Note which cell of which person calls, from the body of the call."""
    CALLER.set(caller_of(call))
    forget_cell()


def explains() -> bool:
    """Tell whether Excel's side takes error values as objects, as far as the running call says."""
    return CALLER.get().explains


def with_reason(call: Callable[[], Answer | list[list[Answer]]]) -> Any:
    """Call a function; a single error value comes back as Excel's object for it, with the sentence that says why."""
    before = recall()
    outcome = call()
    refusal = recall()
    if refusal is None or refusal is before or refusal.reason is None or not explains():
        return outcome
    if outcome != refusal.error.value or outcome not in ERROR_TYPES:
        return outcome
    return [[{"type": "Error", "errorType": ERROR_TYPES[str(outcome)], "message": sentence(refusal)}]]


def with_script(send: Send, script: str) -> Send:
    """Add a script to the end of the one that is served."""
    added = False

    async def sent(message: Message) -> None:
        nonlocal added
        if message["type"] == "http.response.start":
            added = message["status"] == HTTPStatus.OK
            message["headers"] = [each for each in message["headers"] if each[0].lower() != b"content-length"]
        elif added and not message.get("more_body", False):
            message["body"] = message.get("body", b"") + script.encode()
        await send(message)

    return sent
