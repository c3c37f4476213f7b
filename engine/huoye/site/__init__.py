"""Opens a site: settings, sources, records, formulas, theme; one module a command."""
