"""The words of every problem, a module for each family of codes."""
