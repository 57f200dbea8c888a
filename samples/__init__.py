"""Typeset and scanned plans of fictional localities, with exact ground truth.

`python -m samples raw data/raw` makes the sample documents of the repository;
`python -m samples set DIR --count 100` makes a graded set in many layouts with planted inconsistencies.
Localities, people and figures are invented.
"""
