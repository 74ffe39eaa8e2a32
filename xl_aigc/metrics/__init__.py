"""Pure functions over numbers."""
