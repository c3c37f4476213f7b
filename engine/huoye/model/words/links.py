"""HY4: what huoye says about links and references."""

from huoye.model.message import Message

MESSAGES = {
    "HY401": Message(
        "error",
        "the address {url} is already that of {other}",
        "give one another `slug:`, or `id:` where the permalink has it (case is no difference)",
        "网址 {url} 已经属于 {other}",
        "给其中一篇另写一个 `slug:`，permalink 用 `id` 时另写 `id:`（比较网址时不分大小写）",
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
    "HY408": Message(
        "error",
        "{target} is no cell with a label whose result could be shown here",
        "nearest labels of that post: {near}",
        "{target} 不是带标签的代码格，没有结果可以在这里显示",
        "那一篇里最接近的标签：{near}",
    ),
    "HY430": Message(
        "warning",
        "the link to {name} holds only while drafts and future posts are shown: {post} is one",
        "publish that post first, or take the link out: `huoye build` will refuse it",
        "指向 {name} 的链接只在显示草稿与未来文章时有效：{post} 尚未发布",
        "请先发布那一篇，或去掉这个链接：`huoye build` 不会接受它",
    ),
    "HY431": Message(
        "note",
        "《{title}》 is the title of no post, so it stays text",
        "nearest titles: {near}",
        "没有文章叫《{title}》，它只是文字",
        "最接近的标题：{near}",
    ),
    "HY433": Message(
        "error",
        "the old address {url} of this post is that of {other}",
        "take it out of `aliases`: only one of them can live there",
        "本文的旧网址 {url} 现在属于 {other}",
        "请从 `aliases` 里去掉它：一个网址只能属于一篇",
    ),
    "HY434": Message(
        "error",
        "《{title}》 was the title of {post}, which was renamed: it is no link any more",
        "write the old title into `old_titles` of that post, or the new one here",
        "《{title}》曾是 {post} 的标题，那一篇已改名，这里不再是链接",
        "请在那一篇的 `old_titles` 里写上旧标题，或把这里改成新标题",
    ),
}
