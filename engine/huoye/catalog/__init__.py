"""The whole site: collect, number, resolve; pure."""
