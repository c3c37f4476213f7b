"""HY5: what huoye says about records and values."""

from huoye.model.message import Message

MESSAGES = {
    "HY501": Message(
        "warning",
        "the result of cell {cell} is stale: {why}",
        "run it again: huoye run {post}#{cell}",
        "代码格 {cell} 的结果已过时：{why_zh}",
        "重新运行：huoye run {post}#{cell}",
    ),
    "HY502": Message(
        "warning",
        "cell {cell} was never run",
        "run it: huoye run {post}#{cell}",
        "代码格 {cell} 尚未运行",
        "运行它：huoye run {post}#{cell}",
    ),
    "HY503": Message(
        "error",
        "the result of cell {cell} is damaged: {why}",
        "check out one side of the merge whole, or run it again: huoye run {post}#{cell}",
        "代码格 {cell} 的结果已损坏：{why_zh}",
        "整个取出合并的某一方，或重新运行：huoye run {post}#{cell}",
    ),
    "HY504": Message(
        "error",
        "no cell records {name}, which {expression} needs",
        'recorded: {known}; a cell records it by record("{own}", value)',
        "没有代码格记录 {name}，而 {expression} 要用它",
        '已记录的有：{known}；在代码格里写 record("{own}", 值) 即可记录',
    ),
    "HY505": Message(
        "error",
        "{expression} cannot be evaluated: {why}",
        "recorded names, their elements and f-strings of them in {{eval}}; "
        "comparisons of arithmetic and abs() in check",
        "无法求值 {expression}：{why_zh}",
        "{{eval}} 里只能用已记录的名字、其元素及由它们组成的 f-string；"
        "check 里只能用算术、abs() 与比较",
    ),
    "HY506": Message(
        "error",
        "the check {check} of cell {cell} does not hold: {values}",
        "the recorded values contradict the text: mend the code or the claim",
        "代码格 {cell} 的检查 {check} 不成立：{values}",
        "记录的数值与所称不符：请改代码或改说法",
    ),
    "HY507": Message(
        "warning",
        "the text shows {name} of cell {cell}, whose result is stale",
        "run it again: huoye run {post}#{cell}",
        "正文所用的 {name} 由代码格 {cell} 记录，而它的结果已过时",
        "重新运行：huoye run {post}#{cell}",
    ),
    "HY691": Message(
        "note",
        "{typed} is what the post recorded as {name}: typed, it stays when the result moves",
        "write {eval}",
        "{typed} 正是本文记录的 {name}：手写的数不会随结果更新",
        "写成 {eval}",
    ),
    "HY692": Message(
        "note",
        "{typed} in this formula is what the post recorded as {name}: it stays when that moves",
        "a formula cannot look it up: show it outside, as {eval}",
        "公式里的 {typed} 正是本文记录的 {name}：手写的数不会随结果更新",
        "公式里不能取用记录，请在公式外写 {eval}",
    ),
}
