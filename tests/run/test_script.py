"""A downloaded script, run in an empty folder, gives the figure and its recorded numbers again."""

from huoye.site.scaffold import scaffold  # noqa: F401
