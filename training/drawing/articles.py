"""An article of the shop: what it is called, what it costs and how it is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from drawing.canvas import Canvas

Painter = Callable[..., None]  # takes a canvas, then the measures of one kind of product


@dataclass(frozen=True, eq=False)
class Drawing:
    """How one product is drawn: a kind of product, and its measures.

    Attributes:
        painter: paints that kind.
        args: what it is made of.
        kwargs: how it is cut.
    """

    painter: Painter
    args: tuple[object, ...]
    kwargs: Mapping[str, object]

    def __call__(self, canvas: Canvas) -> None:
        """Paint it on a canvas."""
        self.painter(canvas, *self.args, **self.kwargs)


@dataclass(frozen=True)
class Article:
    """One product.

    Attributes:
        category: shelf it stands on.
        name: what the shop calls it.
        colour: plain colour name.
        price: in euros.
        text: one or two plain sentences.
        draw: paints it on a canvas.
        size: sizes kept, empty where there are none.
        standing: stands on the ground rather than lies on it.
        fill: share of the picture that it fills.
    """

    category: str
    name: str
    colour: str
    price: float
    text: str
    draw: Callable[[Canvas], None]
    size: str = ""
    standing: bool = False
    fill: float = 0.84


def of(draw: Painter, *args: object, **kwargs: object) -> Drawing:
    """Bind a drawing to its measures, leaving the canvas open."""
    return Drawing(draw, args, kwargs)
