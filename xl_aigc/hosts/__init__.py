"""Hosts of the functions: Excel through xlwings, LibreOffice Calc, or neither."""
