"""Text to values: numerals, money, dates, places, names and standard measures. Pure functions."""
