"""One Chinese word for one thing, wherever a reader or an author is spoken to."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SPOKEN = [
    *(ROOT / "engine" / "huoye").rglob("*.py"),
    *(ROOT / "themes").rglob("*.*"),
    *(ROOT / "posts").glob("*/index.md"),
    *(ROOT / "pages").glob("*.md"),
    *(ROOT / "tests" / "fixtures").glob("*.md"),
    *(ROOT / "docs").glob("*.md"),
    ROOT / "README.zh-CN.md",
]


@pytest.mark.parametrize(("word", "ours"), [("单" + "元", "代码格"), ("文章" + "信息", "文首设置")])
def test_another_word_for_the_same_thing_does_not_come_back(word: str, ours: str) -> None:
    texts = {
        path: path.read_text("utf-8") for path in SPOKEN if path.suffix not in (".png", ".woff2")
    }
    assert [path.name for path, text in texts.items() if word in text] == []
    assert any(ours in text for text in texts.values())
