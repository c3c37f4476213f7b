"""HY67: what huoye says about whose code it is."""

from huoye.model.message import Message

MESSAGES = {
    "HY670": Message(
        "error",
        "{folder} is no git repository with a commit: nothing tells it from another in its place",
        "run: git init, git add ., git commit; or answer each run: --yes",
        "{folder} 不是有提交的 git 仓库：若被换成别的文件夹，无从分辨",
        "运行：git init、git add .、git commit；或每次运行时加 --yes",
    ),
    "HY671": Message(
        "error",
        "{folder} cannot be written, so nothing is remembered: {reason}",
        "give yourself the right to write there, or name a folder by XDG_STATE_HOME",
        "{folder} 无法写入，因而什么也没有记住：{reason}",
        "请取得写入权限，或用 XDG_STATE_HOME 另指文件夹",
    ),
    "HY672": Message(
        "error",
        "nothing was run: this executes code, and there is nobody here to ask",
        "if it may run: --yes; on a machine of your own, once and for all: huoye trust",
        "什么也没有运行：这要执行代码，而这里没有人可问",
        "若可以运行：加 --yes；在自己的机器上可一次说定：huoye trust",
    ),
    "HY673": Message(
        "error",
        "serve --run executes code at every save, and this repository was not called your own",
        "if it is: huoye trust, then huoye serve --run; without --run nothing is executed",
        "serve --run 每次存盘都执行代码，而这个仓库还没有说明是你自己的",
        "若是：先 huoye trust，再 huoye serve --run；不加 --run 则什么也不执行",
    ),
    "HY674": Message(
        "error",
        "nothing was run: {files} files with {lines} lines of code came from others since {commit}",
        "read them: git diff {commit}; then answer huoye run in a terminal, or say --yes",
        "什么也没有运行：自 {commit} 以来有 {files} 个文件、{lines} 行代码来自他人",
        "先读一读：git diff {commit}；再在终端里回答 huoye run，或加 --yes",
    ),
    "HY675": Message(
        "error",
        "not published: the repository's own settings name a program that git would run: {keys}",
        "if the repository is your own: huoye trust; else look: git config --local --list",
        "没有发布：仓库自己的设置里写有 git 会运行的程序：{keys}",
        "若仓库是你自己的：huoye trust；否则请查看：git config --local --list",
    ),
    "HY676": Message(
        "error",
        "not published: {remote} lies in the site, and the hooks in it would be run",
        "publish to a repository elsewhere: [publish.NAME] repository",
        "没有发布：{remote} 在站点之内，其中的钩子会被运行",
        "请发布到别处的仓库：[publish.NAME] 的 repository",
    ),
    "HY677": Message(
        "error",
        "{file} is a link that leads out of the site: nothing is written through it",
        "delete the link; what lies there can be made anew at any time",
        "{file} 是通往站点之外的链接：不会经它写入",
        "请删除这个链接；那里的东西随时可以重新生成",
    ),
}
