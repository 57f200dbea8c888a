"""Bytes to pages: PDF, image and text files become pages of lines, tables and cells.

This floor knows nothing of plans, budgets or measures. See `extract.model` for the values it returns.
"""
