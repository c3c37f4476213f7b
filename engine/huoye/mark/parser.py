"""The dialect as an ordered list of rules: the one place where markdown-it is set up."""

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType

from huoye.mark.alerts import read_alerts
from huoye.mark.cells import read_cells
from huoye.mark.definitionlists import definition_list
from huoye.mark.directive import directive
from huoye.mark.footnotes import gather_inline_notes, use_footnotes
from huoye.mark.fullwidth import full_width, full_width_note
from huoye.mark.glue import glue_formulas
from huoye.mark.imageattributes import read_image_attributes
from huoye.mark.images import caption_images
from huoye.mark.inline import InlineParser, parse_inline_blocks
from huoye.mark.links import bare_address
from huoye.mark.mathblock import display_paragraph
from huoye.mark.mathinline import definition, math
from huoye.mark.more import more
from huoye.mark.nesting import DEEPEST, BlockParser
from huoye.mark.references import reference
from huoye.mark.softbreak import join_chinese_lines
from huoye.mark.subequations import subequations
from huoye.mark.tablecaption import table_caption
from huoye.mark.tables import table
from huoye.mark.tasks import mark_tasks
from huoye.mark.title import mark_titles
from huoye.mark.values import value

BLOCK_ENDS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
TABLE_ENDS: RuleOptionsType = {"alt": ["paragraph", "reference"]}
WIDE_ENDS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
"""what a rule may end without a blank line"""


def parser(*, html: bool) -> MarkdownIt:
    """A parser for one post; `html` lets raw HTML through."""
    md = MarkdownIt("commonmark", {"html": html, "maxNesting": DEEPEST})
    md.inline, md.block = InlineParser(), BlockParser()
    md.enable(["table", "strikethrough"])
    _set_blocks(md)
    _set_inlines(md)
    _set_core(md)
    return md


def _set_blocks(md: MarkdownIt) -> None:
    rules = md.block.ruler
    rules.at("table", table, TABLE_ENDS)
    rules.before("html_block", "more", more, BLOCK_ENDS)
    rules.before("fence", "directive", directive, BLOCK_ENDS)
    rules.before("table", "table_caption", table_caption, {"alt": ["blockquote"]})
    rules.before("lheading", "display_paragraph", display_paragraph)
    rules.before("display_paragraph", "full_width", full_width, WIDE_ENDS)
    rules.before("paragraph", "definition_list", definition_list, WIDE_ENDS)


def _set_inlines(md: MarkdownIt) -> None:
    """Before `escape`, because \\( and \\[ are escapes to CommonMark."""
    rules = md.inline.ruler
    rules.before("escape", "subequations", subequations)
    rules.before("escape", "math", math)
    rules.before("escape", "definition", definition)
    rules.before("escape", "reference", reference)
    rules.before("backticks", "value", value)
    rules.before("link", "bare_address", bare_address)
    use_footnotes(md)
    md.inline.add_terminator_char("［")
    rules.after("footnote_ref", "full_width_note", full_width_note)


def _set_core(md: MarkdownIt) -> None:
    rules = md.core.ruler
    rules.after("block", "cells", read_cells)
    rules.after("block", "alerts", read_alerts)
    rules.at("inline", parse_inline_blocks)
    rules.after("inline", "inline_notes", gather_inline_notes)
    rules.after("inline", "image_attributes", read_image_attributes)
    rules.after("image_attributes", "image_captions", caption_images)
    rules.push("tasks", mark_tasks)
    rules.push("softbreak", join_chinese_lines)
    rules.push("titles", mark_titles)
    rules.push("glue", glue_formulas)
