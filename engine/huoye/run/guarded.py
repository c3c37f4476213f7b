"""A kernel under guard as jupyter_client sees it: how it is started, asked for and spoken to.

jupyter_client's own ways wait in steps of a tenth of a second and signal process groups; here the
keeper knows the tree, and the client is ready when the kernel has said so on both channels.
"""

import time
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from huoye.run.launch import Launch, Start
from huoye.run.leash import Leash

ARGUMENTS = ("-f", "{connection_file}", "--HistoryManager.enabled=False")


class Provisioner(LocalProvisioner):
    """Starts by the manager's `launch`, and leaves every end to the keeper."""

    leash: Leash | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """As jupyter_client asks: `cmd` holds the kernel's arguments only."""
        manager = self.parent
        assert isinstance(manager, Manager), "made by our own manager"
        start = Start(tuple(cmd), Path(kwargs["cwd"]), kwargs["env"], manager.held)
        self.leash = manager.leash = manager.launch(start)
        self.pid = self.leash.pid
        return self.connection_info

    @property
    def has_process(self) -> bool:
        """Whether one was started and not yet waited for."""
        return self.leash is not None

    async def poll(self) -> int | None:
        """None while it runs, else its exit code."""
        if self.leash is None:
            return 0
        return self.leash.code if self.leash.ended() else None

    async def wait(self) -> int | None:
        """Until the keeper's last word."""
        leash, self.leash = self.leash, None
        if leash is not None:
            leash.wait()
        return leash.code if leash is not None else None

    async def send_signal(self, signum: int) -> None:
        """Only the interrupt is ever asked for."""
        if self.leash is not None:
            self.leash.interrupt()

    async def kill(self, restart: bool = False) -> None:
        """The whole tree."""
        if self.leash is not None:
            self.leash.kill()

    async def terminate(self, restart: bool = False) -> None:
        """There is no gentler way that is bounded."""
        await self.kill()


class Client(AsyncKernelClient):
    """Waits for the kernel without the fixed rests of its parent."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Until the answer to a question has come on shell, and its idle state on iopub.

        Raises RuntimeError where the kernel died or said nothing for `timeout` seconds.
        """
        end = time.monotonic() + (timeout or 60.0)
        while time.monotonic() < end:
            if await self._answers(self.kernel_info()):
                return
            if not await self._async_is_alive():
                raise RuntimeError("it ended before it answered")
        raise RuntimeError("it did not answer")

    async def _answers(self, question: str) -> bool:
        try:
            reply = await self.get_shell_msg(timeout=1)
            while not await self._idle(question):
                pass
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True

    async def _idle(self, question: str) -> bool:
        said = await self.get_iopub_msg(timeout=0.2)
        ours = said["parent_header"].get("msg_id") == question
        return bool(ours and said["content"].get("execution_state") == "idle")


class Manager(AsyncKernelManager):
    """Starts by `launch`, whatever kernel specs the machine has; never over TCP.

    `held`: see launch.Start.
    """

    client_factory = Client
    client_class = f"{__name__}.Client"

    def __init__(self, launch: Launch, held: tuple[int, ...], folder: Path) -> None:
        super().__init__(
            kernel_name="python3",
            transport="ipc",
            ip=str(folder / "k"),
            connection_file=str(folder / "c.json"),
        )
        self.launch = launch
        self.held = held
        self.leash: Leash | None = None
        """of the kernel that was started"""

    @property
    def kernel_spec(self) -> KernelSpec:
        """Of no installed kernel: its arguments alone, the launch adds the rest."""
        return KernelSpec(argv=[*ARGUMENTS], display_name="huoye", language="python")

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        """With our provisioner, not one that is looked for among installed packages."""
        self.provisioner = Provisioner(kernel_id="huoye", kernel_spec=self.kernel_spec, parent=self)
        return await super()._async_pre_start_kernel(**kw)
