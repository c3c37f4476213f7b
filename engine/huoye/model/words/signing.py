"""HY65: what huoye says about signing what a rerun reproduced."""

from huoye.model.message import Message

MESSAGES = {
    "HY650": Message(
        "warning",
        "cell {cell} was reproduced but not signed: its record or an input changed meanwhile",
        "verify it again",
        "代码格 {cell} 已复现，但未签名：运行记录或输入在此期间有变",
        "请重新核验",
    ),
    "HY651": Message(
        "error",
        "the signed record cannot be written to {file}: {reason}",
        "make the folder writable; what was signed before stays signed",
        "签过名的记录无法写入 {file}：{reason}",
        "请让该文件夹可写；先前签好的仍然有效",
    ),
}
