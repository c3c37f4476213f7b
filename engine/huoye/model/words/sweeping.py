"""HY68: what huoye says about cells that are executed once for each of several values."""

from huoye.model.message import Message

FORM = 'write #| sweep: N=4,8,16,32 with numbers, or quoted texts: act="relu","tanh"'
FORM_ZH = '写作 #| sweep: N=4,8,16,32；值是数，或带引号的文字：act="relu","tanh"，逗号用半角'

MESSAGES = {
    "HY680": Message(
        "error",
        "sweep: {what} cannot be read",
        FORM,
        "sweep：读不懂 {what}",
        FORM_ZH,
    ),
    "HY681": Message(
        "error",
        "sweep has {what} values",
        "give it 2 to 12; more are better drawn in one figure",
        "sweep 有 {what} 个值",
        "请给 2 到 12 个值；更多的值宜画在一张图里",
    ),
    "HY682": Message(
        "error",
        "sweep has the value {what} twice",
        "remove one of the two",
        "sweep 里的值 {what} 出现了两次",
        "删去其中一个",
    ),
    "HY683": Message(
        "error",
        "this cell gives {what} a value itself, so all its frames would be of that one",
        "remove that line, or move it to an earlier cell, where Jupyter finds it",
        "此格自己给 {what} 赋了值，各帧都会用这一个值",
        "删去那一行，或移到前面的格里，供 Jupyter 使用",
    ),
    "HY684": Message(
        "error",
        "a cell with sweep cannot be meant to raise {what}",
        "remove one of the options sweep and raises",
        "带 sweep 的格不能同时写明会出错（{what}）",
        "sweep 与 raises 两个选项只留一个",
    ),
    "HY685": Message(
        "error",
        "cell {cell}: {name} is not recorded for every value of {swept}: missing for {lacking}",
        "record it in every frame: the recorded values become one list in the order of the values",
        "代码格 {cell}：{name} 没有在 {swept} 取每个值时都记录：缺 {lacking}",
        "请在每一帧里都记录它：记录下来的数按取值的顺序排成一个列表",
    ),
}
