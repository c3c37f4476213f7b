"""The Chinese face of figures: brought by npm, not part of the wheel."""
