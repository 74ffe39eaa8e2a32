"""olefile and oletools as the readers of others. oletools 0.60.2 calls names that its own parser library has deprecated."""

from __future__ import annotations

import io
import warnings

import olefile

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from oletools.olevba import VBA_Parser, decompress_stream


def ole(content: bytes) -> olefile.OleFileIO:
    """A compound file without any defect that olefile knows."""
    opened = olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_UNSURE)
    assert opened.parsing_issues == []
    return opened


def macros(project: bytes) -> dict[str, str]:
    """The text of each module by its name, as olevba reads it; it ends lines by LF."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = VBA_Parser("vbaProject.bin", data=project)
        found = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_all_macros()}
        parser.close()
    return {name: code.replace("\r\n", "\n") for name, code in found.items()}


def decompressed(container: bytes) -> bytes:
    return bytes(decompress_stream(bytearray(container)))
