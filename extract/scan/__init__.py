"""Scanned pages: geometry, rules, grids, lines and cells of a page image, and their reading."""
