"""Every documented example and edge case, through the real xlwings Server over HTTP."""

from __future__ import annotations

import re

import pytest
from support.office_js_calls import CELL_CASES, EXAMPLES, RANGES, agree, evaluate, payload
from support.server_process import need_server, running

from xl_aigc.errors import HostError
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts import headless
from xl_aigc.hosts.office_js import parameter_name
from xl_aigc.hosts.xlwings_server import write_project


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    need_server()
    with running(tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture(scope="module")
def client(server):
    with server.client() as found:
        yield found


@pytest.mark.parametrize(("key", "example"), EXAMPLES, ids=lambda value: getattr(value, "formula", value))
def test_an_example_gives_its_documented_result(key, example, client, monkeypatch):
    assert f"AIGC_{key}(" in example.formula
    got = evaluate(example.formula, client.call, monkeypatch)
    assert agree(got, example.result), f"{example.formula} gave {got!r}"


@pytest.mark.parametrize("row", CELL_CASES, ids=lambda row: f"{row['function']}: {row['case']}")
def test_the_table_of_edge_cases_holds(row, client, monkeypatch):
    got = evaluate(row["formula"], client.call, monkeypatch, RANGES)
    expected = headless.evaluate(row["expected"])
    assert agree(got, expected), f"{row['formula']} gave {got!r}, expected {expected!r}"


def test_an_argument_too_many_for_a_function_without_any_is_refused(client):
    assert client.post(payload("AS_OF", [1])).status == 422


def test_excel_is_told_of_every_function_under_its_name(client):
    told = {
        each["name"]: each for each in client.get("/xlwings/custom-functions-meta.json").json["functions"]
    }
    assert set(told) == set(CATALOGUE)
    for key, function in CATALOGUE.items():
        assert told[key]["description"] == function.en
        shown = [(each["name"], each["description"]) for each in told[key]["parameters"]]
        assert shown == [(parameter_name(each), each.en) for each in function.arguments]
        optional = [each.get("optional", False) for each in told[key]["parameters"]]
        assert optional == sorted(optional), "Office.js takes required arguments before optional ones only"
        assert "volatile" not in told[key]["options"]


def test_every_function_is_associated_with_its_javascript(client):
    told = {each["id"] for each in client.get("/xlwings/custom-functions-meta.json").json["functions"]}
    code = client.get("/xlwings/custom-functions-code.js").body.decode()
    assert set(re.findall(r'CustomFunctions\.associate\("(\w+)"', code)) == told
    # A top-level function of these names would clash with the browser's window.
    assert not re.findall(r"async function (top|name|status|help)\(", code)


def test_the_namespace_is_the_one_that_formulas_carry(client):
    manifest = client.get("/manifest.xml").body.decode()
    assert re.findall(r'Functions\.Namespace" DefaultValue="(\w+)"', manifest) == ["AIGC"]


def test_the_task_pane_asks_for_no_token_in_development(client):
    page = client.get("/taskpane.html").body.decode()
    assert "AIGC.HELP()" in page
    assert "aigc-login" not in page


def test_what_is_printed_names_address_and_login(server):
    printed = server.output.read_text(encoding="utf-8")
    assert f"http://127.0.0.1:{server.port}/manifest.xml" in printed
    assert "only this machine can call" in printed


def test_a_project_keeps_what_was_changed_in_it(tmp_path):
    need_server()
    written = write_project(tmp_path / "project", "zh")
    functions, settings = (
        tmp_path / "project" / "custom_functions" / "__init__.py",
        tmp_path / "project" / "pyproject.toml",
    )
    assert {functions, settings} <= set(written)
    assert 'language="zh"' in functions.read_text(encoding="utf-8")
    functions.write_text("# mine", encoding="utf-8")
    identities = settings.read_text(encoding="utf-8")
    assert write_project(tmp_path / "project") == []
    assert functions.read_text(encoding="utf-8") == "# mine"
    assert settings.read_text(encoding="utf-8") == identities


def test_two_projects_are_two_add_ins_to_excel(tmp_path):
    need_server()
    texts = []
    for name in ("one", "two"):
        write_project(tmp_path / name)
        texts.append((tmp_path / name / "pyproject.toml").read_text(encoding="utf-8"))
    identities = [set(re.findall(r'manifest_id_\w+ = "([-0-9a-f]{36})"', text)) for text in texts]
    assert len(identities[0] | identities[1]) == 10


def test_a_project_where_a_file_stands_is_told(tmp_path):
    need_server()
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(HostError, match=r"taken"):
        write_project(tmp_path / "taken")
