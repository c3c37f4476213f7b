"""The program as it is to the drawn parts of docs/guide.md: draw_guide.py [--check].

Two parts stand between marks: the settings of huoye.toml, their types and defaults read from the
schema, and every message of the program in its Chinese words. With --check nothing is written;
exit code 1 says that the guide no longer tells what the program does.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from huoye.model.message import Message
from huoye.model.messages import MESSAGES
from huoye.site.schema import Row, rows

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "guide.md"
LEVELS: Mapping[str, str] = {"error": "错误", "warning": "警告", "note": "提示"}
FAMILIES: Mapping[str, str] = {
    "HY0": "命令行与设置", "HY1": "文首设置与文件", "HY2": "Markdown", "HY3": "公式",
    "HY4": "链接与引用", "HY5": "运行记录与数值", "HY6": "运行代码格", "HY7": "生成与发布",
}  # fmt: skip
TOLD: Mapping[str, str] = {
    "site.title": "站名，出现在每一页顶部",
    "site.url": "首页的完整网址；可以带路径，末尾的斜杠可有可无",
    "site.author": "作者；单篇文章可以另写",
    "site.description": "一句话介绍，供搜索引擎使用",
    "site.language": "页面的语言代码",
    "site.timezone": "没有写时区的日期属于哪个时区",
    "site.permalink": "文章地址，可用 `{slug}`、`{id}`、`{year}`、`{month}`、`{day}`",
    "site.per_page": "列表每页几篇",
    "site.licence": "页脚的许可说明",
    "site.licence_url": "许可说明链到哪里；空为不链",
    "site.series_from_title": "从标题《漫谈（二）：…》认出系列“漫谈”",
    "site.theme": "主题的文件夹名，先找站点的 `themes/`，再找自带的",
    "site.menu": "顶部菜单；空为归档、系列、标签、公式、单页与订阅",
    "site.footer": "页脚另加的几行，HTML 原样输出",
    "markdown.html": "正文里的 HTML 原样输出，还是当作文字显示",
    "markdown.links": "站内链接、图片、引用无着落时是错误还是警告",
    "markdown.strictness": "`import`：坏公式显示成带框的源码，文章照常生成，最后列出待修的公式",
    "markdown.title_links": "《标题》自动成为链接",
    "math.macros": '全站的宏，名字不带反斜杠；`"[2]…#1…#2…"` 带两个参数',
    "math.packages": "另外加载的 MathJax 宏包，例如 `physics`",
    "math.deadline": "一个公式最多排多少秒",
    "math.mathml": "每个公式另带一份看不见的 MathML，读屏软件读它而不读 TeX",
    "run.preset": "`huoye run` 不带 `--preset` 时的规模",
    "run.timeout": "一个代码格最多运行多少秒",
    "run.jobs": "同时运行几个内核；`0` 为按核数与空闲内存自动决定",
    "run.threads": "一个内核用几个线程；各台机器取同一个数，结果的末位才相同",
    "run.memory": "一个内核的内存上限；**目前只检查写法，不起作用**",
    "run.env": "代码格可以看见的环境变量名",
    "run.font": "图中文字所用字体文件的路径；空为自带的字体",
    "run.scripts": "运行卡是否提供脚本；脚本公开所用的代码格、站内模块与数据文件",
    "feed.entries": "订阅源里有几篇",
    "feed.math": "订阅源里的公式；**目前只检查写法，总是图片**",
    "links.arxiv": "`arxiv:2402.15345` 通往哪里，`{id}` 处填编号",
    "links.doi": '`doi:10.1000/182` 通往哪里；可以另加自己的前缀，例如 `wiki = "https://zh.wikipedia.org/wiki/{id}"`',
    "publish.NAME.kind": "发布方式",
    "publish.NAME.repository": "git 远程的名字或地址",
    "publish.NAME.branch": "存放网站的分支，只放网站",
    "publish.NAME.cname": "自己的域名，写入 CNAME 文件",
}
"""table.key → its sentence; a key that is missing here or gone from the schema ends the drawing"""


class Blank(str):
    """What a placeholder of a message is printed as, whatever is asked of it."""

    def __repr__(self) -> str:
        return str(self)


class Blanks(dict[str, Blank]):
    """A value for every placeholder."""

    def __missing__(self, name: str) -> Blank:
        return Blank("…")


def plain(text: str) -> str:
    """A message without its values, safe in a cell of a table."""
    filled = text.format_map(Blanks())
    for mark in "\\|*_[]$<>":
        filled = filled.replace(mark, f"\\{mark}")
    return filled


def settings() -> Iterator[str]:
    """One table for each table of huoye.toml."""
    known = [*rows()]
    names = {f"{row.table}.{row.key}" for row in known}
    if names != TOLD.keys():
        sys.exit(f"draw_guide.py: TOLD and the schema differ in {sorted(names ^ TOLD.keys())}")
    for table, group in groupby(known, key=lambda row: row.table):
        yield from (f"**`[{table}]`**", "", *heads("项", "写法", "默认值", "说明"))
        yield from (_setting(row) for row in group)
        yield ""


def _setting(row: Row) -> str:
    cells = (code(row.key), code(row.type), code(row.default), TOLD[f"{row.table}.{row.key}"])
    return f"| {' | '.join(cells)} |"


def code(text: str) -> str:
    """Text as it is typed, in a cell of a table."""
    return f"`{text}`".replace("|", "\\|")


def messages() -> Iterator[str]:
    """One table for each family of codes."""
    for family, group in groupby(sorted(MESSAGES), key=lambda name: name[:3]):
        yield from (f"**{family}　{FAMILIES[family]}**", "")
        yield from heads("编号", "级别", "出了什么事", "怎么办")
        yield from (_message(name, MESSAGES[name]) for name in group)
        yield ""


def _message(name: str, message: Message) -> str:
    cells = (name, LEVELS[message.level], plain(message.zh), plain(message.zh_hint))
    return f"| {' | '.join(cells)} |"


def heads(*names: str) -> tuple[str, str]:
    """The first two lines of a table."""
    return f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}"


def redrawn(text: str, part: str, lines: Iterable[str]) -> str:
    """The document with what stands between the marks of a part replaced."""
    begin, end = f"<!-- drawn by tools/draw_guide.py: {part} -->", f"<!-- end of {part} -->"
    before, _, rest = text.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        sys.exit(f"draw_guide.py: {DOCUMENT.name} has no marks for {part}")
    return "\n".join((f"{before}{begin}", "", *lines)) + end + after


def main() -> int:
    """Write, or compare."""
    text = DOCUMENT.read_text("utf-8")
    new = redrawn(redrawn(text, "settings", settings()), "messages", messages())
    if "--check" in sys.argv[1:]:
        return 0 if new == text else 1
    DOCUMENT.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
