"""The AIGC functions, host-free: what a cell calls, from one catalogue.

`CATALOGUE` holds every function; `find` gets one by any of its names; `Function.call` takes what a host hands over and
never raises. `use_facts` puts another store behind the lookup functions.
"""

# Importing a module enters its functions in the catalogue, and this is the order of the reference.
# isort: off
from xl_aigc.functions import growth, intensity, cohort, ranking, price, screen, lookup, money  # noqa: F401
from xl_aigc.functions import guide, why, series, lists  # noqa: F401

# isort: on
from xl_aigc.functions.catalogue import CATALOGUE, Argument, Function, find
from xl_aigc.functions.cells import Cell, Grid, Result
from xl_aigc.functions.descriptions import Example
from xl_aigc.functions.found import Found
from xl_aigc.functions.log import log_path
from xl_aigc.functions.reader import FactsReader, facts, use_facts

__all__ = [
    "CATALOGUE",
    "Argument",
    "Cell",
    "Example",
    "FactsReader",
    "Found",
    "Function",
    "Grid",
    "Result",
    "facts",
    "find",
    "log_path",
    "use_facts",
]
