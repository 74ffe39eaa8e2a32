"""Panels: measures of all companies over many periods, computed by a database engine where the figures are."""
