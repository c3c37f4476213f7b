"""Figures in a page: colours of the theme, ids of their own, nothing that acts."""

import re

import pytest

from huoye.model.palette import INK, PALETTE, SERIES, sentinels
from huoye.model.record import Figure
from huoye.pages.figure import bare, fixed, themed
from huoye.pages.harmless import harm

PIXELS = "iVBORw0KGgoid="
SVG = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="331pt" height="208pt" viewBox="0 0 331 208" \
xmlns="http://www.w3.org/2000/svg" version="1.1">
 <metadata><rdf:RDF>x</rdf:RDF></metadata>
 <defs><style type="text/css">*{{stroke-linejoin: round}}</style>
  <path id="m1" d="M 0 0"/><clipPath id="c1"><rect width="3"/></clipPath></defs>
 <!-- learning on = 1 -->
 <g id="axes_1" clip-path="url(#c1)"><use xlink:href="#m1" style="fill: #0b0c00; stroke: #010203"/>
 <image id="i1" xlink:href="data:image/png;base64,{PIXELS}" width="3"/>
 <path style="fill: #070809; stroke: #040506; color: #ABCDEF"/></g>
</svg>
"""
FIGURE = Figure("fig-a.svg", "x", 442, 278.5)


def shown(svg: str = SVG) -> str:
    return themed(svg, FIGURE, "fig-a-1", '图 "1" <a>')


def test_sentinels_become_variables_with_the_light_colour_to_fall_on() -> None:
    text = shown()
    for colour in PALETTE[:4]:
        assert f"var({colour.variable},{colour.light})" in text
        assert colour.sentinel not in text
    assert "#ABCDEF" in text, "a colour the author chose stays"


def test_ids_and_references_get_the_prefix() -> None:
    text = shown()
    ids = re.findall(r'\bid="([^"]*)"', text)
    assert ids == ["fig-a-1", *(f"fig-a-1-{name}" for name in ("m1", "c1", "axes_1", "i1"))]
    assert 'xlink:href="#fig-a-1-m1"' in text
    assert "url(#fig-a-1-c1)" in text


def test_the_root_says_what_it_is_and_how_large() -> None:
    root = shown()[: shown().index(">") + 1]
    assert root == (
        '<svg id="fig-a-1" role="img" aria-label="图 &quot;1&quot; &lt;a&gt;" '
        'width="442" height="278.5" viewBox="0 0 331 208">'
    )


def test_a_style_sheet_is_confined_to_its_figure() -> None:
    assert "[id='fig-a-1']{*{stroke-linejoin: round}}" in shown()


def test_pixels_are_left_as_they_are() -> None:
    assert PIXELS in shown()
    assert "<!--" not in shown()
    assert "metadata" not in shown()


def test_plain_colours_for_each_ground() -> None:
    for dark in (False, True):
        text = fixed(SVG, dark=dark)
        assert (INK.dark if dark else INK.light) in text
        assert not re.search("|".join(colour.sentinel for colour in SERIES), text)
        assert 'xmlns="http://www.w3.org/2000/svg"' in text, "a file of its own"


def test_what_is_no_svg_shows_nothing() -> None:
    assert bare("<p>text</p>") == shown("") == ""


def test_the_palette_tells_its_colours_apart() -> None:
    for field in ("sentinel", "variable", "light", "dark"):
        assert len({getattr(colour, field) for colour in PALETTE}) == len(PALETTE)
    assert sentinels()["series"] == [colour.sentinel for colour in SERIES]


def test_a_drawing_is_harmless() -> None:
    assert harm(SVG) == ""


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        "<svg:script>a</svg:script>",
        "<foreignObject><p/></foreignObject>",
        '<a href="https://a.example"><path/></a>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<set attributeName="onload" to="a()"/>',
        '<path onload="alert(1)"/>',
        "<path onload=alert(1) />",
        "<path title='>' onclick='a()'/>",
        '<path d="M0"onclick="a()"/>',
        '<use href="https://a.example/x.svg#a"/>',
        '<use xlink:href="x.svg#a"/>',
        '<image href="https://a.example/pixel.png"/>',
        '<image href="data:image/svg+xml;base64,AA"/>',
        '<image href="&#106;avascript:alert(1)"/>',
        '<path style="fill: url(https://a.example/)"/>',
        "<style>@import 'https://a.example/a.css';</style>",
        "<style>* { background: url(//a.example/a) }</style>",
        "<style>* { background: u\\72l(//a.example/a) }</style>",
        "<![CDATA[<script>]]>",
        "<!-- open",
        '<path d="M0',
        "<iframe src='x'/>",
        "<metadata><script>a</script></metadata><script>b</script>",
    ],
)
def test_what_acts_or_fetches_is_found(inner: str) -> None:
    assert harm(f'<svg viewBox="0 0 1 1">{inner}</svg>')


def test_comments_in_which_browsers_disagree_are_never_shown() -> None:
    svg = "<svg><!--><script>alert(1)</script>--></svg>"
    assert harm(svg) == ""
    assert bare(svg) == "<svg></svg>"


def test_a_label_cannot_break_out_of_an_id() -> None:
    text = themed(SVG, FIGURE, 'a"><b>\\1', "")
    assert text.startswith('<svg id="a_22__3e__3c_b_3e__5c_1"')
    assert "<b>" not in text
