"""Driver for quickjs-ng, the protocol of worker.js: worker_qjs.py NODE_MODULES OPTIONS_JSON SECONDS

The engine runs in a thread of its own, because the main thread's stack is 8 MiB or less and a limit
above the real stack is a crash. SECONDS is node's guard; here the main thread watches the parent.
"""

import json
import os
import sys
import threading
from pathlib import Path

import quickjs

STACK = 64 << 20
STACK_LIMIT = 48 << 20
MEMORY_LIMIT = 512 << 20
SCRIPTS = ("lean.js", "tex.js", "outline.js", "svg.js", "mathml.js", "locate.js", "core.js")
GREETING = 'JSON.stringify({ready: huoye.ready, failed: huoye.failed, engine: "quickjs-ng"})'
INTERNAL = '{"error":{"id":"Internal"'


def start(modules: Path, options: str) -> quickjs.Context:
    """An engine in which MathJax is loaded."""
    context = quickjs.Context()
    context.set_max_stack_size(STACK_LIMIT)
    context.set_memory_limit(MEMORY_LIMIT)
    context.add_callable("hostRead", lambda name: read(modules / name))
    for name in SCRIPTS:
        context.eval(Path(__file__).with_name(name).read_text("utf-8") + "\n;0")
    context.eval(f"huoyeStart({json.dumps(options)})")
    while context.execute_pending_job():
        pass
    return context


def read(file: Path) -> str | None:
    """Text of a file; None where there is none, for the binding does not survive an exception."""
    try:
        return file.read_text("utf-8")
    except OSError:
        return None


def render(context: quickjs.Context, job: str) -> str:
    """One answer; what stops the engine itself is an Internal error."""
    try:
        answer: str = context.eval(f"huoyeRender({json.dumps(job)})")
    except Exception as error:  # stack or memory: the binding has no narrower type
        text = json.dumps(str(error).partition("\n")[0][:300])
        return f'{INTERNAL},"text":{text}}}}}'
    return answer


def serve() -> None:
    """Answer each line of input with a line of output, until an Internal error or the end."""
    context = start(Path(sys.argv[1]), sys.argv[2])
    put(context.eval(GREETING))
    ready: bool = context.eval("huoye.ready")
    for line in sys.stdin.buffer if ready else ():
        answer = render(context, line.decode("utf-8").rstrip("\n"))
        put(answer)
        if answer.startswith(INTERNAL):
            break
    os._exit(0)  # the main thread sleeps; there is nothing to tidy


def put(text: str) -> None:
    """Write one line at once."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def main() -> None:
    """Serve until the end, or until the parent is gone: a hanging formula must not outlive it."""
    threading.stack_size(STACK)
    parent = os.getppid()
    server = threading.Thread(target=serve, daemon=True)
    server.start()
    while server.is_alive() and os.getppid() == parent:
        server.join(2)
    os._exit(1)


if __name__ == "__main__":
    main()
