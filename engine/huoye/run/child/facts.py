"""The machine to the few facts of it that a run card may tell (run.md §10).

Never: host, user, paths, process ids, addresses, a card's serial, the environment, time of day.
"""

import platform
import resource
import sys
from typing import Any

Fact = str | int | float | bool
TOLD = ("numpy", "torch", "matplotlib", "scipy", "sklearn", "pandas", "jax")
"""libraries whose version is told, where loaded"""


def gather() -> dict[str, Fact]:
    """Facts about this process, now."""
    facts: dict[str, Fact] = {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cpu": _cpu(),
        "ram_peak_mb": _peak(),
    }
    for name in TOLD:
        version = getattr(sys.modules.get(name), "__version__", None)
        if version is not None:
            facts[name] = str(version)
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(torch, "get_num_threads"):
        facts["threads"] = torch.get_num_threads()
        facts["deterministic"] = torch.are_deterministic_algorithms_enabled()
        facts |= _card(torch)
    return facts


def reset_peaks() -> None:
    """Before a cell: its peaks of memory, not those of an earlier one."""
    _reset_resident()
    torch: Any = sys.modules.get("torch")
    if torch is not None and _uses_card(torch):
        for index in range(torch.cuda.device_count()):
            torch.cuda.reset_peak_memory_stats(index)


def _uses_card(torch: Any) -> bool:
    return hasattr(torch, "cuda") and bool(torch.cuda.is_initialized())


def _card(torch: Any) -> dict[str, Fact]:
    """The card a cell computed on; nothing where no cell has touched one."""
    if not _uses_card(torch):
        return {}
    index = torch.cuda.current_device()
    torch.cuda.synchronize(index)
    card = torch.cuda.get_device_properties(index)
    return {
        "gpu": card.name,
        "gpus": torch.cuda.device_count(),
        "vram_mb": card.total_memory >> 20,
        "vram_peak_mb": torch.cuda.max_memory_allocated(index) >> 20,
        "vram_reserved_peak_mb": torch.cuda.max_memory_reserved(index) >> 20,
        "capability": f"{card.major}.{card.minor}",
        "cuda": str(torch.version.cuda),
        "cudnn": str(torch.backends.cudnn.version()),
        "tf32": bool(torch.backends.cuda.matmul.allow_tf32),
    }


def _reset_resident() -> None:
    """Linux counts the peak of a process anew after a 5 in clear_refs; elsewhere it stays."""
    try:
        with open("/proc/self/clear_refs", "w", encoding="ascii") as file:  # noqa: PTH123
            file.write("5")
    except OSError:
        pass


def _peak() -> int:
    """Peak of resident memory in MB: of the cell where it could be reset, else of the process."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as lines:  # noqa: PTH123
            told = dict(line.split(":", 1) for line in lines if ":" in line)
        return int(told["VmHWM"].split()[0]) >> 10
    except (OSError, KeyError, ValueError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS counts bytes
        return peak >> (20 if sys.platform == "darwin" else 10)


def _cpu() -> str:
    """Model of the processor."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123 (light start)
            for line in lines:
                if line.startswith(("model name", "Hardware")):
                    return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
