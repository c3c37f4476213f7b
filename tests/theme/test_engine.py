"""The theme's door: which template is taken, what is escaped, and where a fault is shown."""

from pathlib import Path

import pytest

from huoye.model.halt import Halt
from huoye.model.page import Html
from huoye.theme.engine import Theme


def write(folder: Path, **templates: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in templates.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def refused(theme: Theme, template: str, **values: object) -> tuple[str, str, int | None, str]:
    with pytest.raises(Halt) as caught:
        theme.render(template, values)
    found = caught.value.problems[0]
    return found.code, found.path, found.line, found.text()


def test_the_first_folder_gives_a_template_and_may_extend_one_of_the_next(tmp_path: Path) -> None:
    near = write(
        tmp_path / "site" / "default",
        page='{% extends "base.html" %}{% block b %}near{% endblock %}',
    )
    far = write(
        tmp_path / "built" / "default", base="<{% block b %}far{% endblock %}>", page="far page"
    )
    assert Theme([near, far]).render("page.html", {}) == "<near>"
    assert Theme([far]).render("page.html", {}) == "far page"


def test_text_is_escaped_and_html_is_not(tmp_path: Path) -> None:
    theme = Theme([write(tmp_path, a="{{ x }} {{ x | html }}")])
    assert theme.render("a.html", {"x": Html("<b>&</b>")}) == "&lt;b&gt;&amp;&lt;/b&gt; <b>&</b>"


def test_plain_text_templates_are_not_escaped_and_xml_holds_no_control_characters(
    tmp_path: Path,
) -> None:
    (tmp_path / "r.txt").write_text("{{ x }}", encoding="utf-8")
    (tmp_path / "f.xml").write_text("{{ x }}", encoding="utf-8")
    theme = Theme([tmp_path])
    assert theme.render("r.txt", {"x": "a&b"}) == "a&b"
    assert theme.render("f.xml", {"x": "a&\x0b\x00\ufffe\n\tb"}) == "a&amp;\n\tb"


def test_markup_is_printed_by_one_filter_only(tmp_path: Path) -> None:
    code, path, line, _ = refused(
        Theme([write(tmp_path / "t", a="\n{{ x | safe }}")]), "a.html", x=""
    )
    assert (code, path, line) == ("HY701", "themes/t/a.html", 2)


def test_a_syntax_error_is_shown_in_the_template_that_has_it(tmp_path: Path) -> None:
    theme = Theme([write(tmp_path / "t", base="ok\n\n{% if %}", page='{% extends "base.html" %}')])
    assert refused(theme, "page.html")[:3] == ("HY701", "themes/t/base.html", 3)


def test_an_unknown_value_is_shown_at_its_line_in_an_included_template(tmp_path: Path) -> None:
    theme = Theme(
        [write(tmp_path / "t", part="1\n2\n{{ site.titel }}", page='{% include "part.html" %}')]
    )
    code, path, line, text = refused(theme, "page.html", site=object())
    assert (code, path, line) == ("HY703", "themes/t/part.html", 3)
    assert "titel" in text


def test_a_fault_of_the_templates_own_arithmetic_is_located(tmp_path: Path) -> None:
    theme = Theme([write(tmp_path / "t", page="\n{{ 1 / n }}")])
    assert refused(theme, "page.html", n=0)[:3] == ("HY703", "themes/t/page.html", 2)


def test_a_missing_template_names_itself_and_where_was_looked(tmp_path: Path) -> None:
    theme = Theme(
        [write(tmp_path / "mine", page='{% extends "bse.html" %}'), write(tmp_path / "default")]
    )
    code, path, _, text = refused(theme, "page.html")
    assert (code, path) == ("HY702", "themes/mine/page.html")
    assert "bse.html" in text


def test_a_template_outside_the_theme_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    assert refused(Theme([write(tmp_path / "t")]), "../secret.html")[0] == "HY702"
