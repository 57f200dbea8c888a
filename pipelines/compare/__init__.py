"""Localities compared: coverage of standard measures, budgets, adoption, text reuse, frameworks."""
