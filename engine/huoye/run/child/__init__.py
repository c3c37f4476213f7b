"""Programs inside a kernel: standard library only, nothing of huoye imported."""
