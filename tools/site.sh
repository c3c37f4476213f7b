#!/bin/sh
# Runs what is stale, then builds, even when a run failed; the exit code tells of both.
set -u
huoye=.venv/bin/huoye
code=0
"$huoye" run --yes || code=1
"$huoye" build || code=1
printf '\n%s\n%s\n' "The site is in public/ (open public/index.html)." "To see it while you write: make serve"
exit $code
