"""No path and no host name leads the real server astray, sent over a plain socket so that no client puts it in order."""

from __future__ import annotations

import pytest
from support.server_process import need_server, running
from support.server_routes import routes

from xl_aigc.hosts.xlwings_server import write_project
from xl_aigc.hosts.xlwings_server.addresses import allowed_hosts, check_path

pytestmark = pytest.mark.slow

SECRET = b"nobody may read this"
TOKEN = "a token of sixteen"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")
UP = 8
TRAVERSALS = {
    "plain": "../" * UP + "etc/passwd",
    "dots encoded": "%2e%2e/" * UP + "etc/passwd",
    "one dot encoded": ".%2E/" * UP + "etc/passwd",
    "slash encoded": "..%2f" * UP + "etc/passwd",
    "all encoded": "%2e%2e%2f" * UP + "etc%2fpasswd",
    "encoded twice": "%252e%252e%252f" * UP + "etc/passwd",
    "encoded three times": "%25252e%25252e%25252f" * UP + "etc/passwd",
    "encoded nine times": "%" + "25" * 8 + "2e./secret.txt",
    "backslash": "..\\" * UP + "etc\\passwd",
    "backslash encoded": "..%5c" * UP + "etc%5cpasswd",
    "drive": "C:/Windows/win.ini",
    "drive encoded": "c%3a%5cWindows%5cwin.ini",
    "share": "%5c%5cserver%5cshare%5cfile",
    "NTFS stream": "css/style.css::$DATA",
    "NUL": "css/style.css%00.png",
    "NUL encoded twice": "css/style.css%2500",
    "line break": "css/%0d%0astyle.css",
    "dots and blanks": "..%20/secret.txt",
    "three dots": ".../secret.txt",
    "inside": "css/../css/style.css",
    "the project's settings": "../pyproject.toml",
    "one folder up": "../secret.txt",
}
NOT_THERE = {
    "absolute": "/etc/passwd",
    "a share": "//server/share",
    "overlong UTF-8": "%c0%ae%c0%ae/secret.txt",
    "full-width dots": "%ef%bc%8e%ef%bc%8e/secret.txt",
    "a query": "?path=../../etc/passwd",
    "a link that leads out": "link.txt",
    "a folder that leads out": "folder/secret.txt",
}
BAD_HOSTS = [
    "evil.example",
    "localhost.evil.example",
    "evil.example:80",
    "localhost@evil.example",
    "127.0.0.1:80@evil.example",
    "localhost, evil.example",
    "localhost/evil.example",
    "localhost:evil",
    "localhost.",
    "127.1",
    "2130706433",
    "127.0.0.2",
    "[::1",
    "[::2]",
    "*",
    "",
]
EVIL = b"evil.example"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with a secret beside its static files, and links that lead to it."""
    need_server()
    folder = tmp_path_factory.mktemp("open")
    write_project(folder / "project")
    (folder / "project" / "secret.txt").write_bytes(SECRET)
    static = folder / "project" / "static"
    (static / "link.txt").symlink_to(folder / "project" / "secret.txt")
    (static / "folder").symlink_to(folder / "project", target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def server(project):
    with running(project) as found:
        yield found


@pytest.fixture(scope="module")
def addresses(project):
    """A path for each route of the running application."""
    found = [path.replace("{script_name}", "x") for path, _ in routes(project / "project")]
    assert {"/", "/static", "/manifest.xml", "/xlwings/custom-functions-call"} <= set(found)
    return sorted({each.rstrip("/") for each in found})


@pytest.mark.parametrize("name", TRAVERSALS)
def test_a_path_that_leads_out_is_refused_at_every_route_by_every_method(server, addresses, name):
    for address in addresses:
        for method in METHODS:
            reply = server.ask(f"{address}/{TRAVERSALS[name]}", method)
            assert reply.status == 400, (address, method)
            assert SECRET not in reply.body
            assert b"root:" not in reply.body


@pytest.mark.parametrize("name", NOT_THERE)
def test_a_path_that_stays_inside_by_its_name_leads_to_nothing_outside(server, addresses, name):
    for address in addresses:
        reply = server.ask(f"{address}/{NOT_THERE[name]}")
        assert SECRET not in reply.body
        assert b"root:" not in reply.body
        if address == "/static":
            assert reply.status == 404


@pytest.mark.parametrize("sent", ["", f"Authorization: {TOKEN}"])
def test_a_server_for_others_refuses_the_same_with_and_without_a_login(tmp_path, addresses, sent):
    with running(tmp_path, "--environment", "prod", XL_AIGC_SERVER_TOKEN=TOKEN) as found:
        for path in TRAVERSALS.values():
            for address in addresses:
                assert found.ask(f"{address}/{path}", headers=[sent] if sent else []).status == 400


def test_the_files_of_the_pane_are_still_served(server):
    for path in ("/static/css/style.css", "/static/js/aigc_token.js", "/static/vendor/@alpinejs/../"):
        assert server.ask(path).status == (400 if ".." in path else 200)


@pytest.mark.parametrize(
    "path", ["/", "/static/a..b.js", "/static/.well/x", "/static/100%25.png", "/中文.css"]
)
def test_dots_in_a_name_are_no_fault(path):
    assert check_path({"path": path, "raw_path": path.encode()}) is None


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_a_host_that_is_not_listed_is_refused_and_never_repeated(server, host):
    for path in ("/manifest.xml", "/taskpane/", "/"):
        reply = server.ask(path, host=host)
        assert reply.status == 400
        assert EVIL not in reply.body


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Host: localhost"] * 2,
        ["Host: localhost", "Host: evil.example"],
        ["Host: evil.example", "host: localhost"],
    ],
)
def test_a_request_names_one_host(server, lines):
    for version in ("1.0", "1.1"):
        request = "\r\n".join([f"GET /manifest.xml HTTP/{version}", *lines, "Connection: close", "", ""])
        reply = server.raw(request.encode())
        assert reply.split()[1] == b"400"
        assert EVIL not in reply


@pytest.mark.parametrize("header", ["X-Forwarded-Host: evil.example", "Forwarded: host=evil.example"])
def test_the_manifest_takes_no_host_from_elsewhere(server, header):
    for target in ("/manifest.xml", "http://evil.example/manifest.xml"):
        reply = server.ask(target, headers=[header])
        assert reply.status == 200
        assert b"http://localhost/taskpane.html" in reply.body
        assert EVIL not in reply.body


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"])
def test_the_names_of_this_machine_are_answered_without_hsts(server, host):
    reply = server.raw(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert reply.startswith(b"HTTP/1.1 200")
    assert b"strict-transport-security" not in reply.lower()
    assert b"x-content-type-options: nosniff" in reply.lower()


def test_public_names_are_answered_once_they_are_listed(tmp_path):
    need_server()
    options = ["--allowed-host", "aigc.example.com", "--allowed-host", "10.0.0.7", "--host", "0.0.0.0"]
    names = {"XL_AIGC_SERVER_HOSTS": "old.example.com", "XLWINGS_HOSTNAME": "excel.example.com:8443"}
    with running(tmp_path, *options, **names, XL_AIGC_SERVER_TOKEN=TOKEN) as found:
        for host in (
            "aigc.example.com",
            "10.0.0.7:8000",
            "old.example.com",
            "excel.example.com",
            "localhost",
        ):
            assert found.ask("/", host=host).status == 200
        for host in ("evil.example", "0.0.0.0", "www.aigc.example.com", "example.com"):
            assert found.ask("/", host=host).status == 400
        reply = found.raw(b"GET / HTTP/1.1\r\nHost: aigc.example.com\r\nConnection: close\r\n\r\n")
        assert b"strict-transport-security: max-age=" in reply.lower()
        assert "aigc.example.com, 10.0.0.7" in found.output.read_text(encoding="utf-8")


def test_a_wildcard_address_is_no_name():
    assert allowed_hosts(["0.0.0.0", "::", "[::1]", " ", "A.example"]) == [
        "localhost",
        "127.0.0.1",
        "[::1]",
        "a.example",
    ]
