"""A show's rundown opened for work: what it says, what is wrong with it, who approved what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.approvals import Approvals, approvals_beside
from chatbot.errors import ConfigError
from chatbot.files import crosscheck, parse, read_text, validate
from chatbot.loading import load_show
from chatbot.rundown import Rundown
from chatbot.scripting.lint import lint

if TYPE_CHECKING:
    from chatbot.files import At, Document
    from chatbot.loading import ShowFiles

__all__ = ["OpenScript", "open_script", "rundown_path", "shown"]


@dataclass(frozen=True)
class OpenScript:
    """A rundown on the desk; `wrong` says by the place of a line's text what the lint finds."""

    files: ShowFiles
    path: Path
    document: Document
    rundown: Rundown
    approvals: Approvals
    wrong: dict[At, ConfigError]

    @property
    def approvals_path(self) -> Path:
        """Where its approvals are kept."""
        return approvals_beside(self.path)


def rundown_path(show: Path, files: ShowFiles) -> Path:
    """Where the show's rundown is or would be: beside it, under the name that it gives."""
    return show.absolute().parent / Path(files.show.rundown or "rundown.yaml").expanduser()


def shown(path: Path) -> str:
    """The path as a person would write it from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def open_script(show: Path) -> OpenScript:
    """Read a show with its rundown, even one whose lines are wrong.

    Raises:
        ConfigErrors: a file cannot be read as what it should be.
        ConfigError: there is no rundown.
    """
    files = load_show(show, rundown=False)
    path = rundown_path(show, files)
    if files.show.rundown is None or not path.is_file():
        raise ConfigError(
            f"there is no rundown yet: chatbot script draft {shown(show.absolute())}", path=show
        )
    document = parse(read_text(path, shown=shown(path)), shown(path))
    return script_from(files, path, document)


def script_from(files: ShowFiles, path: Path, document: Document) -> OpenScript:
    """The same from a text that may not be saved yet.

    Raises:
        ConfigErrors: it is no rundown.
    """
    rundown = validate(Rundown, document, {"language": files.show.language})
    rundown = crosscheck.with_skus(rundown, files.catalog)
    wrongs = lint(rundown, files.catalog, files.show.language)
    kept = approvals_beside(path)
    approvals = Approvals()
    if kept.is_file():
        approvals = validate(Approvals, parse(read_text(kept, shown=shown(kept)), shown(kept)))
    wrong = {wrong.at: document.error(wrong.message, wrong.at) for wrong in wrongs}
    return OpenScript(files, path, document, rundown, approvals, wrong)
