"""Addresses of databases are shown without their secrets, and told apart or refused."""

from __future__ import annotations

import pytest

from xl_aigc.addresses import is_unclear, shown_address, without_secrets


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://anna@db/figures", "postgresql://anna@db/figures"),
        ("postgresql://db:5432/figures?sslmode=require", "postgresql://db:5432/figures?sslmode=require"),
        ("postgresql://anna:s@db/figures", "postgresql://anna:***@db/figures"),
        ("postgresql://:s@db/figures", "postgresql://:***@db/figures"),
        ("sqlite:///folder/figures.db", "sqlite:///folder/figures.db"),
        ("figures.csv", "figures.csv"),
        ("host=db password='a b' user=anna", "host=db password=*** user=anna"),
        ("Driver={ODBC};PWD={a;b};UID=anna", "Driver={ODBC};PWD=***;UID=anna"),
    ],
)
def test_an_address_is_shown_without_its_secrets(address, shown):
    assert shown_address(address) == shown


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://anna:s%40x@db:5432/figures",
        "postgresql://anna@db/figures?sslmode=require",
        "sqlite:///folder@home/figures.db",
        "C:\\figures\\store.sqlite",
        "figures 2024 (password removed).csv",
    ],
)
def test_an_address_whose_parts_can_be_told_apart_is_taken(address):
    assert not is_unclear(address)


def test_a_driver_that_repeats_the_password_in_any_spelling_does_not_show_it():
    address = "postgresql://anna:p%40s+s@db/figures?token=a%20b"
    for spelling in ("p@s+s", "p%40s+s", "a b", "a%20b", "a+b"):
        assert without_secrets(f"tried {spelling}.", address) == "tried ***."


@pytest.mark.parametrize(
    "address", ["anna:secret@db/figures", "anna:secret@127.0.0.1:5432/figures", "anna:secret@db"]
)
def test_an_address_without_its_scheme_is_shown_nowhere(address):
    assert is_unclear(address)
