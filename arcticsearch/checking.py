"""What only a type checker needs. A query waits for no `typing`, which takes as long to load as 1,000
files to be looked at: what is imported below `if TYPE_CHECKING` stands in annotations alone.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Generic, Protocol
else:
    Any = object

    class Protocol:
        """The base of a class that says what others can do."""

    class Generic:
        """The base of a class that says of what kind its parts are."""

        def __class_getitem__(cls, kinds: object) -> type:
            return cls


__all__ = ["TYPE_CHECKING", "Any", "Generic", "Protocol"]
