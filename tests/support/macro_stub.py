"""The VBA project with xlwings' own two modules replaced, whose Windows declarations LibreOffice's Basic can't compile.

In their place `XLPy` hands out an object whose `CallUDF` asks the test, and `RunPython` tells it the command. Our own module stays exactly as it is.
"""

from __future__ import annotations

from support.ole_readers import decompressed
from xl_aigc.files.compound_file import read_streams, write_streams
from xl_aigc.hosts.excel.vba.ovba import compress
from xl_aigc.hosts.excel.vba.standalone import standalone_project

XLWINGS = """Attribute VB_Name = "xlwings"
Private bridge As Object
Public Sub Connect(given As Object)
    Set bridge = given
End Sub
Public Function Ask(moduleName As Variant, wanted As Variant, given As Variant) As Variant
    Ask = bridge.invoke(Array(moduleName, wanted, given), Array(), Array())
End Function
Public Function RunPython(command As String)
    RunPython = Ask("", "RunPython", Array(command))
End Function
Function XLPy()
    Set XLPy = New Dictionary
End Function
"""
DICTIONARY = """Attribute VB_Name = "Dictionary"
Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = False
Public Function CallUDF(moduleName As Variant, wanted As Variant, given As Variant) As Variant
    CallUDF = Ask(moduleName, wanted, given)
End Function
"""


def offset_of_source(stream: bytes) -> int:
    """Where oletools, not our own reader, can decompress a module's source."""
    for place in (at for at in range(len(stream)) if stream[at] == 1):
        try:
            if decompressed(stream[place:]).startswith(b"Attribute VB_Name"):
                return place
        except (ValueError, IndexError):
            continue
    raise AssertionError("there is no source in the stream")


def stubbed_project() -> bytes:
    streams = read_streams(standalone_project())
    for name, text in (("xlwings", XLWINGS), ("Dictionary", DICTIONARY)):
        offset = offset_of_source(streams["VBA", name])
        source = text.replace("\n", "\r\n").encode("cp1252")
        streams["VBA", name] = streams["VBA", name][:offset] + compress(source)
    return write_streams(streams)
