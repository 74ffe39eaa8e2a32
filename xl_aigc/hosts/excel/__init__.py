"""Excel on Windows: the VBA module, the workbooks that carry it, and the VBA projects these need."""
