"""A signature to the words that readers see of it: when, on what, at which commit."""

from huoye.model.record import Signature

DEVICES = {"cuda": "GPU", "cpu": "CPU"}


def signature_words(given: Signature) -> str:
    """2026-11-24，NVIDIA H100，torch 2.13.0: day, device and the version that counts."""
    return "，".join(filter(None, (given.at, machine_words(given))))


def machine_words(given: Signature) -> str:
    """NVIDIA H100，torch 2.13.0: a post without torch is told by its Python."""
    device = given.gpu or DEVICES.get(given.device, given.device)
    version = f"torch {given.torch}" if given.torch else given.python and f"Python {given.python}"
    small = "小规模" if given.preset == "quick" else ""
    return "，".join(filter(None, (device, version, small)))


def commit_words(given: Signature) -> str:
    """提交 1a2b3c4; empty where the rerun was made in no repository."""
    return (
        f"提交 {given.commit}{'（含未提交的改动）' if given.dirty else ''}" if given.commit else ""
    )
