"""Markdown to a draft, one rule a file, and a draft to HTML; pure."""
