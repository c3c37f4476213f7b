"""Recipes to HTML: the one door to jinja2."""
