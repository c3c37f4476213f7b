"""The one TCP port of a kernel to a socket in its private folder.

ipykernel hears the output of forked processes on 127.0.0.1, where any user of the machine can
connect and no other part of a kernel listens.
"""

import os
from typing import Any

NAME = "forks"


def close(kernel: Any) -> None:
    """Hear forked processes through the folder of the connection file from now on."""
    import zmq
    from ipykernel.connect import get_connection_file
    from zmq.eventloop.zmqstream import ZMQStream

    thread: Any = kernel.iopub_thread
    address = f"ipc://{os.path.join(os.path.dirname(get_connection_file()), NAME)}"

    def hear() -> None:
        thread._pipe_in.close()
        socket = thread.socket.context.socket(zmq.PULL)
        socket.linger = 0
        socket.bind(address)
        thread._pipe_in = ZMQStream(socket, thread.io_loop)
        thread._pipe_in.on_recv(thread._handle_pipe_msg)

    def speak() -> tuple[Any, Any]:
        context = zmq.Context()
        socket = context.socket(zmq.PUSH)
        socket.linger = 3000
        socket.connect(address)
        return context, socket

    if getattr(thread, "_pipe_flag", False):
        thread.io_loop.add_callback(hear)
        thread._setup_pipe_out = speak
