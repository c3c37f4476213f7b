#!/bin/sh
# From a bare checkout to a working .venv.  usage: setup.sh site|test
set -eu
goal=$1
venv=.venv
say() { printf '%s\n' "huoye: $*"; }

find_python() {
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    say "Python 3.11 or later is missing. On Debian: apt-get install python3 python3-venv; on macOS: brew install python" >&2
    exit 2
}

if [ ! -x "$venv/bin/python" ]; then
    python=$(find_python)
    say "making $venv with $($python --version)"
    if ! "$python" -m venv "$venv"; then
        rm -rf "$venv"
        say "the venv module does not work. On Debian: apt-get install python3-venv" >&2
        exit 2
    fi
fi
pip() { "$venv/bin/python" -m pip --disable-pip-version-check "$@"; }

say "installing the locked packages (locks/$goal.txt); the first time takes some minutes"
pip install --quiet --require-hashes -r "locks/$goal.txt"
say "installing $(cat locks/torch.txt)"
pip install --quiet "$(cat locks/torch.txt)"
if ! command -v npm >/dev/null 2>&1; then
    say "npm is missing, so its wheel is used (or, on Debian: apt-get install npm)"
    pip install --quiet --require-hashes -r locks/node.txt
fi
say "installing huoye itself, then MathJax and the font for figures"
pip install --quiet --no-build-isolation --no-deps -e .
"$venv/bin/huoye" setup

if [ "$goal" = test ]; then
    if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then
        say "chromium is missing: tests in a browser will be skipped. On Debian: apt-get install chromium"
    fi
    if ! "$venv"/lib/python*/site-packages/playwright/driver/node --version >/dev/null 2>&1; then
        say "the driver of playwright does not start: tests in a browser will fail. On Debian: apt-get install libatomic1"
    fi
    if command -v npm >/dev/null 2>&1; then
        say "installing the JavaScript reference of the tests (tests/reference/package-lock.json)"
        npm ci --prefix tests/reference --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
    else
        say "npm is missing: the comparison with the JavaScript reference will be skipped"
    fi
    touch "$venv/.site"
fi
touch "$venv/.$goal"
