"""An article of the shop: what it is called, what it costs and how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from drawing.canvas import Canvas

Painter = Callable[..., None]  # takes a canvas, then the measures of one kind of product


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


def of(draw: Painter, *args: object, **kwargs: object) -> Callable[[Canvas], None]:
    """Bind a drawing to its measures, leaving the canvas open."""
    return lambda canvas: draw(canvas, *args, **kwargs)
