"""Execution: cells to sealed records."""
