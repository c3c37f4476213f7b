"""A worker that speaks the protocol and misbehaves as the formula tells it: no MathJax, no waiting."""

import json
import os
import sys
import time

GREETING = {"ready": True, "failed": None, "engine": "fake"}


def main() -> None:
    if "broken" in sys.argv:
        sys.exit(1)
    if "failed" in sys.argv:
        print(json.dumps({"ready": False, "failed": "no fonts", "engine": "fake"}), flush=True)
        sys.exit(0)
    print(json.dumps(GREETING), flush=True)
    for line in sys.stdin:
        tex = json.loads(line)["tex"]
        if tex.startswith("hang"):
            time.sleep(60)
        if tex.startswith("die") or (tex.startswith("once") and not os.path.exists(sys.argv[1])):
            with open(sys.argv[1], "a") as log:  # noqa: PTH123
                log.write(tex + "\n")
            os._exit(1)
        if tex.startswith("internal"):
            print(json.dumps({"error": {"id": "Internal", "text": "stack"}}), flush=True)
            os._exit(0)
        if tex.startswith("garbage"):
            print("{", flush=True)
            continue
        picture = {
            "html": tex,
            "width": 1,
            "height": 1,
            "depth": 0,
            "parts": 1,
            "rows": [],
            "glyphs": [],
            "outlines": {},
        }
        print(json.dumps(picture), flush=True)


if __name__ == "__main__":
    main()
