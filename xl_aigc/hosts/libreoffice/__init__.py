"""LibreOffice Calc: the functions as an add-in that a person installs like any other extension.

`extension` builds the file, `install` puts it into an office. `component` and `cells` run inside the office, on the Python
that comes with it; they keep to Python 3.10 and the standard library.
"""
