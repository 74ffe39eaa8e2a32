"""The reason of an error reaches Excel with the error value, and AIGC_WHY finds it by the cell."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from support.office_js_calls import payload
from support.required import missing
from support.server_process import need_server, running

from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.xlwings_server.hover import CODE, SCRIPT


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    need_server()
    with running(tmp_path_factory.mktemp("server")) as server, server.client() as found:
        yield found


def call(client, function, arguments, **more):
    return client.call(payload(function, arguments) | more)


@pytest.mark.parametrize(
    ("function", "arguments", "kind", "sentence"),
    [
        ("YOY", ["abc", 100], "Value", "AIGC_YOY: 'abc' is not a number."),
        ("COHORT", [None, "colour"], "Value", "AIGC_COHORT: There is no rule 'colour'"),
        ("FIGURE", ["603888.SH", "revenue"], "NotAvailable", "AIGC_FIGURE: Revenue of Xinhuanet (603888.SH)"),
    ],
)
def test_a_single_error_goes_out_with_its_sentence(client, function, arguments, kind, sentence):
    [[cell]] = call(client, function, arguments)
    assert (cell["type"], cell["errorType"]) == ("Error", kind)
    assert cell["message"].startswith(sentence)


def test_an_error_that_came_in_has_no_reason_of_ours(client):
    [[cell]] = call(client, "YOY", [5, 0])
    assert cell == {"type": "Error", "errorType": "Div0"}


def test_a_runtime_without_error_objects_gets_the_text(client):
    assert call(client, "YOY", ["abc", 100], runtime="1.2") == [["#VALUE!"]]


def test_a_refused_cell_is_found_by_its_address_and_by_nobody_else(client):
    call(client, "YOY", ["abc", 100], caller_address="[Book1]Sheet1!C7", session_id="me")
    asked = {"caller_address": "[Book1]Sheet1!D7", "session_id": "me"}
    assert call(client, "WHY", ["C7"], **asked) == [["AIGC_YOY: 'abc' is not a number."]]
    [[other]] = call(client, "WHY", ["C7"], **asked | {"session_id": "another"})
    assert other.startswith("No function was refused in C7")
    call(client, "YOY", [120, 100], caller_address="[Book1]Sheet1!C7", session_id="me")
    [[again]] = call(client, "WHY", ["C7"], **asked)
    assert again.startswith("No function was refused in C7")


def test_the_script_of_the_functions_throws_errors_with_their_message(client):
    reply = client.get(CODE)
    text = reply.body.decode()
    assert text.endswith(SCRIPT)
    assert text.count("CustomFunctions.associate(") == len(CATALOGUE)


def test_the_script_turns_a_cell_with_a_message_into_an_error_of_custom_functions(tmp_path):
    node = shutil.which("node") or missing("server", "node")
    program = tmp_path / "program.js"
    program.write_text(
        """
        const CustomFunctions = {
          Error: class { constructor(code, message) { this.code = code; this.message = message; } },
          ErrorCode: { invalidValue: "#VALUE!", notAvailable: "#N/A" },
        };
        const Office = { context: { requirements: { isSetSupported: () => true } } };
        async function base(...given) { return given[0]; }
        """
        + SCRIPT
        + """
        const error = (errorType, message) => [[{ type: "Error", errorType, message }]];
        const shown = async (result) => base(result).catch((thrown) => [thrown.code, thrown.message]);
        (async () => console.log(JSON.stringify([
          await shown(error("Value", "why")), await shown(error("NotAvailable", "gone")), await shown(error("Div0")), await shown([[0.2]]),
        ])))();
        """,
        encoding="utf-8",
    )
    done = subprocess.run([node, program], capture_output=True, text=True, check=True, timeout=60)
    thrown = '[["#VALUE!","why"],["#N/A","gone"],[[{"type":"Error","errorType":"Div0"}]],[[0.2]]]'
    assert done.stdout.strip() == thrown
