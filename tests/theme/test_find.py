"""Where a theme is found: the site, the package, the checkout."""

from pathlib import Path

import pytest

from huoye.model.halt import Halt
from huoye.theme import find
from huoye.theme.find import theme_folders, theme_roots


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout in tmp_path/checkout, with a package that holds no templates of its own."""
    package = tmp_path / "checkout" / "engine" / "huoye"
    package.mkdir(parents=True)
    monkeypatch.setattr(find.huoye, "__file__", str(package / "__init__.py"))
    return tmp_path


def made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def test_the_sites_own_folder_comes_first(place: Path) -> None:
    built_in = made(place / "checkout" / "themes" / "default")
    own = made(place / "site" / "themes" / "default")
    assert theme_folders(place / "site", "default") == [own, built_in]


def test_the_package_of_a_wheel_comes_before_the_checkout(place: Path) -> None:
    checkout = made(place / "checkout" / "themes" / "default")
    wheel = made(place / "checkout" / "engine" / "huoye" / "_themes" / "default")
    assert theme_folders(place / "site", "default") == [wheel, checkout]


def test_the_checkout_serves_an_editable_install(place: Path) -> None:
    checkout = made(place / "checkout" / "themes" / "default")
    assert theme_folders(place / "site", "default") == [checkout]


def test_a_package_outside_a_checkout_has_no_checkout() -> None:
    roots = theme_roots(Path("/site"), Path("/lib/site-packages/huoye"))
    assert roots == (Path("/site/themes"), Path("/lib/site-packages/huoye/_themes"))


def test_another_theme_falls_back_on_the_built_in_one(place: Path) -> None:
    built_in = made(place / "checkout" / "themes" / "default")
    mine = made(place / "site" / "themes" / "mine")
    assert theme_folders(place / "site", "mine") == [mine, built_in]


def test_a_site_that_is_the_checkout_lists_its_folder_once(place: Path) -> None:
    built_in = made(place / "checkout" / "themes" / "default")
    assert theme_folders(place / "checkout", "default") == [built_in]


@pytest.mark.parametrize("name", ["nope", "../default", "", ".", ".."])
def test_an_unknown_theme_is_refused_and_the_known_are_named(place: Path, name: str) -> None:
    made(place / "checkout" / "themes" / "default")
    with pytest.raises(Halt) as caught:
        theme_folders(place / "site", name)
    assert caught.value.problems[0].code == "HY700"
    assert "default" in caught.value.problems[0].hint()


def test_the_built_in_theme_is_found_in_this_very_installation(tmp_path: Path) -> None:
    assert (theme_folders(tmp_path, "default")[-1] / "base.html").is_file()
