#!/bin/sh
# Everything that must hold: style, types, layers, then the tests on real kernels and a real browser.
set -eu
bin=.venv/bin
"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/mypy"
"$bin/lint-imports"
exec "$bin/python" -m pytest "$@"
