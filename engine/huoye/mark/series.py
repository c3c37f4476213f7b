"""From the title of a post to the series it names: 《矩阵漫谈（一）：…》 belongs to 矩阵漫谈."""

import re

from huoye.text.fold import nfc

_NUMERAL = "[一二三四五六七八九十百零〇两壹贰叁肆伍陆柒捌玖拾]+"
_COUNT = rf"(?:{_NUMERAL}|[0-9０-９]{{1,3}})"
_WORD = rf"第?{_COUNT}[篇部章回讲节]?|[其之]{_COUNT}|[续终完]|[上中下]篇?|番外篇?|[①-⑳⑴-⒇㈠-㈩]"
# Latin letters after Latin text are an argument, as in f(X), not a number
_HAN = r"\u3400-\u9fff"
_ROMAN = rf"(?:(?<=[{_HAN}][（(])|(?<=[{_HAN}] [（(]))(?:[IVXL]+|[Ⅰ-Ⅻ])"
PART = re.compile(rf"\s*[（(](?:{_ROMAN}|{_WORD})[）)]\s*(?:[:：]|$)")


def series_of(title: str) -> str:
    """Name of the series a title belongs to, "" for a title without a part in parentheses."""
    part = PART.search(title)
    return nfc(title[: part.start()].strip()) if part else ""
