"""Keys of cells, records, verdicts, values in prose; pure."""
