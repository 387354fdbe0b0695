"""Where the pages that are measured together begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.intp]


class Layout(NamedTuple):
    """Places are those of the blocks of all pages, one page after the other."""

    here: Places  # each block's own place
    page: Places  # the number of its page
    start: Places  # the first place of its page
    end: Places  # behind the last place of its page
    starts: Places  # of each page
    ends: Places

    def pages(self) -> Iterator[tuple[int, int]]:
        """The place of the first block of each page, and the one behind its last."""
        return zip(self.starts.tolist(), self.ends.tolist(), strict=True)

    def occurrences(self, texts: Sequence[str]) -> tuple[list[int], list[int]]:
        """How often the text of each block has stood in its page so far, itself counted; and how
        often it does in all."""
        so_far: list[int] = []
        in_all: list[int] = []
        for start, end in self.pages():
            page = texts[start:end]
            times: dict[str, int] = {}
            for text in page:
                times[text] = number = times.get(text, 0) + 1
                so_far.append(number)
            in_all += map(times.__getitem__, page)
        return so_far, in_all

    def shifted(self, columns: NDArray[Any], by: int, fill: float) -> NDArray[Any]:
        """The value that a column, or each of several, has `by` blocks further on; `fill` beyond the
        page."""
        import numpy as np

        place = self.here + by
        inside = place >= self.start if by < 0 else place < self.end
        return np.where(inside, columns.take(place, axis=-1, mode="clip"), fill)


def layout(sizes: Sequence[int]) -> Layout:
    """Of pages one after the other, each with so many blocks, at least one."""
    import numpy as np

    ends = np.cumsum(sizes, dtype=np.intp)
    starts = ends - sizes
    page = np.arange(len(sizes)).repeat(sizes)
    return Layout(np.arange(len(page)), page, starts[page], ends[page], starts, ends)
