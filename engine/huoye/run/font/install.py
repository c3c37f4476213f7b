"""The one place that knows where the Chinese font of figures lies and how it comes there.

Used by `huoye setup`, and by hand: python -m huoye.run.font.install
"""

from pathlib import Path

from huoye.disk.npm import Bundle, bring, is_current

HERE = Path(__file__).resolve().parent
PACKAGE = "@expo-google-fonts/noto-sans-sc"
FONT = Bundle(
    name="the font Noto Sans SC",
    project=HERE,
    target=HERE.parent.parent / "_vendor" / "font",
    keep=(f"{PACKAGE}/400Regular/*.ttf", f"{PACKAGE}/LICENSE_FONT"),
    base=f"{PACKAGE}/400Regular",
)


def install() -> bool:
    """Bring the font into the package; False when there already. Raises Halt with the mend."""
    return bring(FONT)


def installed() -> bool:
    """Whether the committed lock's font is there."""
    return is_current(FONT)


def font_file() -> Path | None:
    """The one regular face, None before `install`."""
    return next(iter(sorted(FONT.target.glob("*.ttf"))), None) if installed() else None


if __name__ == "__main__":
    install()
