"""The extension itself: what is in the file, what a person sees of it in Calc, and who may install it."""

from __future__ import annotations

import ast
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.office import require_office

import xl_aigc
from xl_aigc.cell_errors import CellError
from xl_aigc.cli.run import run
from xl_aigc.errors import HostError
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.libreoffice import install, office
from xl_aigc.hosts.libreoffice.cells import ERRORS, block, method
from xl_aigc.hosts.libreoffice.extension import build_oxt
from xl_aigc.hosts.libreoffice.install import install_oxt

PACKAGE = Path(xl_aigc.__file__).parent


@pytest.fixture(scope="module")
def oxt(tmp_path_factory):
    return build_oxt(tmp_path_factory.mktemp("oxt") / "aigc.oxt")


@pytest.fixture(scope="module")
def contents(oxt):
    with zipfile.ZipFile(oxt) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_package_gives_the_same_bytes(oxt, tmp_path):
    assert build_oxt(tmp_path / "again.oxt").read_bytes() == oxt.read_bytes()


def test_it_is_built_from_an_installed_package_too(oxt, tmp_path):
    site = tmp_path / "site-packages"
    shutil.copytree(PACKAGE, site / "xl_aigc", ignore=shutil.ignore_patterns("__pycache__"))
    code = (
        "import sys, pathlib, xl_aigc; from xl_aigc.hosts.libreoffice.extension import build_oxt\n"
        "build_oxt(pathlib.Path(sys.argv[1])); print(xl_aigc.__file__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "aigc.oxt")],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.startswith(str(site))
    assert (tmp_path / "aigc.oxt").read_bytes() == oxt.read_bytes()


def test_the_functions_inside_need_no_more_than_the_standard_library(oxt, tmp_path):
    with zipfile.ZipFile(oxt) as archive:
        archive.extractall(tmp_path)
    code = (
        "from xl_aigc.hosts.libreoffice.cells import method; from xl_aigc.functions import CATALOGUE\n"
        "for each in CATALOGUE.values(): print(type(method(each.key, each.call)(None)).__name__)\n"
        "print(method('COHORT', CATALOGUE['COHORT'].call)(None)[1][1])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, 'pythonpath')\n{code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert len(done.stdout.splitlines()) == len(CATALOGUE) + 1
    assert done.stdout.endswith("11.0\n")  # companies of the default basket that grew both


def test_the_text_inside_is_python_3_10_and_the_component_older_still(contents):
    for name, text in contents.items():
        if name.endswith(".py"):
            ast.parse(text.decode(), name, feature_version=(3, 10))
    ast.parse(contents["component.py"].decode(), feature_version=(3, 7))


def imported(tree):
    """The modules and names that a file imports, wherever in it; not those that only types need."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        else:
            yield from imported(node)


@pytest.mark.fast
def test_every_module_that_a_carried_one_imports_is_carried(contents):
    carried = {name.removeprefix("pythonpath/") for name in contents}
    missing = set()
    for name, text in contents.items():
        for each in imported(ast.parse(text)) if name.endswith(".py") else ():
            parts = each.split(".")
            files = {
                f"{'/'.join(parts[:end])}{tail}" for end in (-1, None) for tail in (".py", "/__init__.py")
            }
            of_ours = {file for file in files if parts[0] == "xl_aigc" and (PACKAGE.parent / file).is_file()}
            missing |= of_ours - carried
    assert missing == {"xl_aigc/measures/own.py"}, "measures of a basket's own, which Calc can't read"


def test_no_bytecode_and_no_other_floor_is_inside(contents):
    floors = {name.split("/")[2] for name in contents if name.startswith("pythonpath/")}
    assert floors == {
        "__init__.py",
        "addresses.py",
        "arguments.py",
        "formula_tokens.py",
        "expressions",
        "outside.py",
        "version.py",
        "cell_errors.py",
        "counts.py",
        "errors.py",
        "files",
        "location.py",
        "metrics",
        "labels",
        "functions",
        "data",
        "hosts",
        "store",
    }
    assert {name.rsplit(".")[-1] for name in contents} == {"py", "csv", "json", "txt", "xml", "xcu", "idl"}


def test_the_command_writes_it_and_tells_how_to_go_on(oxt, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["addin", "libreoffice"]) == 0
    assert (tmp_path / "xl_aigc.oxt").read_bytes() == oxt.read_bytes()
    assert str(tmp_path / "xl_aigc.oxt") in (said := capsys.readouterr().out)
    assert "--install" in said


@pytest.mark.slow
def test_the_command_installs_it(tmp_path, capsys):
    require_office()
    profile = tmp_path / "profile"
    assert run(["addin", "libreoffice", "--output", str(tmp_path / "a.oxt"), "--profile", str(profile)]) == 0
    assert "Installed." in capsys.readouterr().out
    assert list(profile.glob("user/uno_packages/cache/uno_packages/*/a.oxt/component.py"))


def test_a_name_that_libreoffice_would_not_take_is_refused(tmp_path):
    with pytest.raises(HostError, match=r"aigc\.zip: .*ending in \.oxt"):
        build_oxt(tmp_path / "aigc.zip")
    with pytest.raises(HostError, match="another folder"):
        build_oxt(tmp_path / "none" / "aigc.oxt")


def test_root_is_told_why_it_can_not_install_for_itself(oxt, monkeypatch):
    monkeypatch.setattr(install, "_is_root", lambda: True)
    monkeypatch.setattr(office, "find_office", lambda: Path("/opt/libreoffice/program/soffice.bin"))
    with pytest.raises(HostError, match="unopkg refuses root"):
        install_oxt(oxt)


def test_a_missing_office_or_file_is_named(oxt, tmp_path, monkeypatch):
    with pytest.raises(HostError, match=r"no\.oxt: There is no such file"):
        install_oxt(tmp_path / "no.oxt")
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(HostError, match="not installed"):
        install_oxt(oxt)


def test_a_refusal_says_what_went_wrong_in_a_line_and_the_rest_only_in_its_cause(tmp_path):
    said = "No module named 'xl_aigc.counts', traceback follows\\n  File 'pythonloader.py', line 147\\n"
    with pytest.raises(
        HostError, match=r"said: No module named 'xl_aigc\.counts'\. Close LibreOffice"
    ) as refused:
        install._run([sys.executable, "-c", f'import sys; sys.exit("{said}")'], tmp_path / "a.oxt")
    assert "line 147" in str(refused.value.__cause__)
    with pytest.raises(HostError, match=r"said: TimeoutError: no answer\. Close LibreOffice"):
        install._run([sys.executable, "-c", "raise TimeoutError('no answer')"], tmp_path / "a.oxt")


# From com.sun.star.sheet's list of errors: 503 #NUM!, 519 #VALUE!, 532 #DIV/0!, 0x7FFF #N/A; 0x7FF8 opens a quiet NaN.
@pytest.mark.parametrize(
    ("error", "bits"),
    [
        (CellError.NUM, 0x7FF80000000001F7),
        (CellError.VALUE, 0x7FF8000000000207),
        (CellError.DIV0, 0x7FF8000000000214),
        (CellError.NA, 0x7FF8000000007FFF),
    ],
)
def test_an_error_is_a_nan_with_calcs_number_in_it(error, bits):
    assert struct.unpack("<Q", struct.pack("<d", ERRORS[error])) == (bits,)


def test_a_result_is_rows_of_floats_and_texts():
    assert block([[True, 2], ["x", 2**40]]) == ((1.0, 2.0), ("x", float(2**40)))
    assert [type(each) for row in block([[True, 2], ["x", 2**40]]) for each in row] == [
        float,
        float,
        str,
        float,
    ]


def test_arguments_left_out_at_the_end_do_not_reach_the_function():
    given = []
    called = method("YOY", lambda *arguments: given.append(arguments) or 1.0)
    assert called(None, 1.0, None, 2.0, None, None) == ((1.0,),)
    assert given == [(1.0, None, 2.0)]


@pytest.fixture(scope="module")
def told(calc):
    """What Calc itself says of the functions: in its wizard, and in a Chinese office's settings."""
    steps = [{"do": "functions"}, {"do": "texts", "language": "zh-CN"}, {"do": "texts", "language": "de"}]
    wizard, chinese, german = calc.do(*steps)
    return {"wizard": wizard, "zh-CN": chinese, "de": german}


@pytest.mark.slow
def test_the_wizard_shows_every_function_with_its_arguments_in_order(told):
    shown = {
        name.removeprefix("AIGC."): [argument for argument, _ in arguments]
        for name, (_, arguments) in told["wizard"].items()
    }
    assert shown == {key: [each.name for each in function.arguments] for key, function in CATALOGUE.items()}


@pytest.mark.slow
def test_the_wizard_shows_each_text_with_names_as_calc_has_them(told):
    texts = {name.removeprefix("AIGC."): text for name, (text, _) in told["wizard"].items()}
    assert texts == {key: function.en.replace("AIGC_", "AIGC.") for key, function in CATALOGUE.items()}
    for name, (_, arguments) in told["wizard"].items():
        wanted = [
            each.en.replace("AIGC_", "AIGC.") for each in CATALOGUE[name.removeprefix("AIGC.")].arguments
        ]
        assert [text for _, text in arguments] == wanted


@pytest.mark.slow
def test_a_chinese_office_has_chinese_texts_and_any_other_english_ones(told):
    assert told["zh-CN"] == {key: each.zh.replace("AIGC_", "AIGC.") for key, each in CATALOGUE.items()}
    assert told["de"] == {key: each.en.replace("AIGC_", "AIGC.") for key, each in CATALOGUE.items()}


@pytest.mark.slow
def test_an_extension_that_does_not_start_is_refused_with_its_own_words(oxt, tmp_path):
    require_office()
    broken = tmp_path / "broken.oxt"
    with zipfile.ZipFile(oxt) as archive, zipfile.ZipFile(broken, "w") as target:
        for name in archive.namelist():
            text = archive.read(name)
            if name == "component.py":
                text = re.sub(rb"< \(3, 10\)", b"< (9, 0)", text)  # as if this office's Python were too old
            target.writestr(name, text)
    with pytest.raises(HostError, match=r"broken\.oxt: LibreOffice refused .* Python is 3\.10 or newer"):
        install_oxt(broken, tmp_path / "profile")
