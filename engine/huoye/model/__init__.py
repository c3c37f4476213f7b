"""The values that flow: frozen, slotted dataclasses."""
