"""Static files: their addresses follow their bytes."""

from pathlib import Path

from huoye.theme.static import static_files

BUDGETS = {"style.css": 18 * 1024 + 512, "theme.js": 2816, "favicon.svg": 512}
"""most bytes of each file as it is served"""


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / "static" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return folder


def test_the_address_changes_with_the_bytes_and_only_with_them(tmp_path: Path) -> None:
    first = static_files([put(tmp_path / "a", "style.css", b"a{}")])["style.css"]
    again = static_files([put(tmp_path / "b", "style.css", b"a{}")])["style.css"]
    other = static_files([put(tmp_path / "c", "style.css", b"b{}")])["style.css"]
    assert first == again
    assert first.url != other.url
    assert first.url.startswith("/assets/style.")
    assert first.url.endswith(".css")


def test_the_nearest_folder_gives_a_file_and_the_others_give_the_rest(tmp_path: Path) -> None:
    far = put(put(tmp_path / "far", "style.css", b"far"), "img/a.png", b"png")
    near = put(put(tmp_path / "near", "style.css", b"near"), ".DS_Store", b"")
    found = static_files([near, far])
    assert {name: file.content for name, file in found.items()} == {
        "img/a.png": b"png",
        "style.css": b"near",
    }
    assert found["img/a.png"].url.startswith("/assets/img/a.")


def test_a_file_without_a_suffix_and_a_theme_without_files(tmp_path: Path) -> None:
    assert static_files([tmp_path]) == {}
    assert static_files([put(tmp_path, "LICENCE", b"x")])["LICENCE"].url.startswith(
        "/assets/LICENCE."
    )


def test_the_built_in_theme_has_its_files_within_the_budget(folders: list[Path]) -> None:
    found = static_files(folders)
    assert set(found) == set(BUDGETS)
    assert all(len(file.content) <= BUDGETS[name] for name, file in found.items())
