"""The corpus's own names for sources, from a `sources.toml` at its top.

"Example Institute" = ["EI", "example.org"]
"""

from __future__ import annotations

from pathlib import Path

from arcticsearch.corpus.files import content
from arcticsearch.corpus.listing import unreadable
from arcticsearch.errors import SeedSkipped

FILE = "sources.toml"


def read_aliases(corpus: Path, *, follow: bool = False) -> dict[str, str]:
    """Alias → the name to show. Empty without the file; where it is a link, unless those are followed.

    Raises SeedSkipped with the reason when the file cannot be read or understood; OSError when no
    handle or memory is left.
    """
    path = corpus / FILE
    try:
        if not path.is_file() or (path.is_symlink() and not follow):
            return {}
        text = content(path).decode("utf-8")
        import tomllib  # few corpora have such a file

        names = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SeedSkipped(unreadable(error)) from error
    except UnicodeDecodeError as error:
        raise SeedSkipped("cannot be read as names of sources: it is not UTF-8") from error
    except (ValueError, RecursionError) as error:  # no TOML; nested too deeply
        raise SeedSkipped(f"cannot be read as names of sources: {error}") from error
    aliases: dict[str, str] = {}
    for name, others in names.items():
        if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
            raise SeedSkipped(f'cannot be read as names of sources: "{name}" needs a list of names')
        aliases |= dict.fromkeys(others, name)
    return aliases
