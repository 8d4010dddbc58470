"""The range of cushions."""

from drawing import interior
from drawing.articles import Article, Painter, of
from drawing.materials import (
    CANVAS,
    CHUNKY,
    CORDUROY,
    KNIT,
    SATIN,
    SUEDE,
    WOOL,
    Fabric,
    cloth,
)
from drawing.motifs import fairisle, floral, leaves, strokes
from drawing.patterns import (
    blocks,
    herringbone,
    stripes,
    tartan,
    zigzag,
)


def _cushion(
    name: str,
    colour: str,
    price: float,
    text: str,
    fabric: Fabric,
    *,
    draw: Painter = interior.cushion,
    size: str = "45 x 45 cm",
    **kw: object,
) -> Article:
    return Article("Cushions", name, colour, price, text, of(draw, fabric, **kw), size, fill=0.74)


def cushion_range() -> list[Article]:
    """List the cushions."""
    return [
        _cushion(
            "Zigzag cushion, navy",
            "navy",
            39.0,
            "Woven points with four bobbles.",
            Fabric(zigzag(["cream", "navy", "teal"], 90, 40), CANVAS),
            edge="pompom",
            trim="navy",
        ),
        _cushion(
            "Velvet cushion, mustard",
            "yellow",
            35.0,
            "Soft pile with contrast piping.",
            cloth("mustard", SUEDE),
            piping="brown",
        ),
        _cushion(
            "Velvet cushion, forest",
            "green",
            35.0,
            "Soft pile with contrast piping.",
            cloth("2f5a42", SUEDE),
            piping="mustard",
        ),
        _cushion(
            "Tufted cushion, rust",
            "orange",
            42.0,
            "Four buttons draw the cover in.",
            cloth("rust", SUEDE),
            tufts=4,
        ),
        _cushion(
            "Cable-knit cushion, cream",
            "white",
            45.0,
            "A knitted cover in a heavy stitch.",
            cloth("cream", CHUNKY),
        ),
        _cushion(
            "Fair Isle cushion, red",
            "red",
            48.0,
            "Knitted figures for winter evenings.",
            Fabric(
                fairisle(
                    "red", [("star", "cream"), ("seed", "cream"), ("fir", "cream"), ("tooth", "cream")], 13
                ),
                KNIT,
            ),
        ),
        _cushion(
            "Tartan cushion, green",
            "green",
            37.0,
            "Wool tartan with a fringe.",
            Fabric(tartan("35573f", [("navy", 0, 44), ("red", 30, 6)], 92), WOOL),
            edge="fringe",
            trim="35573f",
        ),
        _cushion(
            "Striped cushion, blue",
            "blue",
            32.0,
            "Ticking stripes on cotton.",
            Fabric(stripes("eee9dc", [("blue", 0, 18), ("blue", 16, 4), ("blue", -16, 4)], 64), CANVAS),
        ),
        _cushion(
            "Leaf cushion",
            "green",
            36.0,
            "Large leaves on natural cloth.",
            Fabric(leaves("ece5d4", ["green", "sage", "olive"], period=280), CANVAS),
            piping="olive",
        ),
        _cushion(
            "Flower cushion, blush",
            "pink",
            36.0,
            "Flowers on a blush ground.",
            Fabric(floral("ecd2cc", ["rose", "wine", "cream"], period=230), CANVAS),
        ),
        _cushion(
            "Brush-stroke cushion",
            "multicolour",
            34.0,
            "Loose strokes of paint.",
            Fabric(strokes("ece5d4", ["navy", "rust", "mustard"], period=230), CANVAS),
            edge="tassel",
            trim="navy",
        ),
        _cushion(
            "Herringbone cushion, grey",
            "grey",
            36.0,
            "Grey wool in a large herringbone.",
            Fabric(herringbone("cfcfcd", "6b6e73", 30), WOOL),
            piping="charcoal",
        ),
        _cushion(
            "Colour-block cushion",
            "multicolour",
            33.0,
            "Three blocks in calm colours.",
            Fabric(blocks([("e0b4ae", -600), ("eadfc8", -110), ("27345a", 110)]), CANVAS),
        ),
        _cushion(
            "Long cushion, cord teal",
            "green",
            39.0,
            "A long shape in wide corduroy.",
            cloth("teal", CORDUROY),
            size="60 x 40 cm",
            rx=400,
            ry=255,
        ),
        _cushion(
            "Round cushion, rose",
            "pink",
            44.0,
            "Gathered satin with a button.",
            cloth("rose", SATIN),
            draw=interior.round_cushion,
            size="40 cm",
        ),
        _cushion(
            "Round cushion, purple velvet",
            "purple",
            44.0,
            "Gathered velvet with a button.",
            cloth("65508c", SUEDE),
            draw=interior.round_cushion,
            size="40 cm",
            piping="mustard",
        ),
    ]
