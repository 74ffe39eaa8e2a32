"""Kills of a process at random moments, one after the other."""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
from abc import ABC, abstractmethod
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Kills(ABC):
    """What kills, and what it found afterwards.

    Args:
        folder: for the files.
        seed: of the moments.
    """

    preloaded: ClassVar[Sequence[str]]
    """Modules that a new process starts with, by their own names, since a fork server knows no other folders than the
    environment's (python/cpython#117378)."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.found = Counter[str]()
        # New processes start from one that has imported everything.
        self.start = multiprocessing.get_context("forkserver")
        self.start.set_forkserver_preload(list(self.preloaded))

    @abstractmethod
    def often(self) -> None:
        """One kill of the usual kind."""

    @abstractmethod
    def seldom(self) -> None:
        """One kill of the other kind, a fifth of all."""

    def kill(self, times: int) -> Iterator[int]:
        """Kill again and again; gives the number of kills so far."""
        for number in range(times):
            (self.seldom if number % 5 == 4 else self.often)()
            yield number + 1

    @classmethod
    def main(cls, about: str) -> None:
        """Run the program: `--times` kills with the moments of `--seed`."""
        parser = argparse.ArgumentParser(description=about.splitlines()[0])
        parser.add_argument("--times", type=int, default=500)
        parser.add_argument("--seed", type=int, default=1)
        options = parser.parse_args()
        with tempfile.TemporaryDirectory() as folder:
            kills: Self = cls(Path(folder), options.seed)
            for done in kills.kill(options.times):
                if sys.stderr.isatty():
                    sys.stderr.write(f"\r{done} of {options.times}")
        sys.stdout.write(f"{options.times} kills, each time whole: {dict(kills.found)}\n")
