"""Programs beside MathJax: they import nothing of huoye."""
