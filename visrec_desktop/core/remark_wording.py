"""What is told of a cell that was not taken literally: one sentence for each kind of remark.

One table for the window and the command line, as `wording` is for errors. `%1` stands for the cell as it was,
`%2` for the value that was taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable

REMARKS: dict[str, str] = {
    "scientific": "“%1” was written out as %2",
    "lost_digits": "“%1” was written out as %2; its last digits may be lost",
    "date": "A date may have been made of it: “%1” is taken as %2",
    "html": "Marks of a web page were taken out",
    "several": "Several values in one cell: %2",
    "formula": "“%1” begins like a formula and is kept as text",
    "leading_zeros": "Zeros were put before “%1”: %2",
    "merged": "“%2” is taken from a merged cell",
    "too_long": "It was too long, and was cut",
    "ambiguous": "“%1” may mean two numbers; it is read as %2",
}
"""The templates, by the values of `RemarkKind`."""


def remark_words(kind: str, before: str, after: str, translate: Callable[[str], str] = str) -> str:
    """What was done to a cell.

    Args:
        kind: the value of a `RemarkKind`.
        before: the cell as it was.
        after: the value that was taken.
        translate: turns an English template into the user's language.
    """
    values = {"%1": before, "%2": after}
    return re.sub("%[12]", lambda found: values[found.group()], translate(REMARKS[kind]))
