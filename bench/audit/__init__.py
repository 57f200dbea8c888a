"""Reconciliation and checks measured on generated plans whose truth is known."""
