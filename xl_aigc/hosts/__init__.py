"""Where the functions run: Excel through xlwings, LibreOffice Calc, or none of them."""
