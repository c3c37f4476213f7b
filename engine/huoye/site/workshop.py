"""What a build works with, opened once: sources, records, formulas, theme."""

from pathlib import Path
from types import TracebackType

from huoye.math.typesetter import Typesetter
from huoye.model.event import Report
from huoye.site.borne import Borne
from huoye.site.good import LastGood
from huoye.site.library import Library
from huoye.site.opened import Site
from huoye.theme.engine import Theme
from huoye.theme.find import theme_folders
from huoye.theme.static import StaticFile, static_files


class Workshop:
    """Lives as long as a command; `serve` keeps it, so that an edit finds everything warm."""

    def __init__(self, site: Site, report: Report) -> None:
        self.site, self.report = site, report
        self.library = Library(site.root, site.config)
        self.good = LastGood(site.cache / "good")
        self.borne = Borne(site.cache / "titles.json")
        math = site.config.math
        self.typesetter = Typesetter(site.cache, math.packages, math.deadline, mathml=math.mathml)
        self.reload_theme()

    def reload_theme(self) -> None:
        """Read templates and static files anew."""
        folders: list[Path] = theme_folders(self.site.root, self.site.config.site.theme)
        self.theme = Theme(folders)
        self.static: dict[str, StaticFile] = dict(static_files(folders))

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.typesetter.close()
