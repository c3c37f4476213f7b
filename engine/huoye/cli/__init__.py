"""Commands and console: the only place that prints or exits."""
