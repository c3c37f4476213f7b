"""The MathJax processes and their store of formulas."""
