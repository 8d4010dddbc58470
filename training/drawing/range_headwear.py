"""The range of hats and scarves."""

from drawing import hats, scarves
from drawing.articles import Article, Painter, of
from drawing.materials import (
    CANVAS,
    CHUNKY,
    CORDUROY,
    KNIT,
    LEATHER,
    RIB,
    SATIN,
    STRAW,
    WOOL,
    Fabric,
    cloth,
)
from drawing.motifs import fairisle, floral, leaves, strokes
from drawing.patterns import (
    dots,
    herringbone,
    ombre,
    stripes,
    tartan,
)


def _hat(
    name: str, colour: str, price: float, text: str, draw: Painter, *, fabric: Fabric, **kw: object
) -> Article:
    return Article("Hats", name, colour, price, text, of(draw, fabric, **kw), "S/M, L/XL", standing=True)


def _scarf(
    name: str, colour: str, price: float, text: str, draw: Painter, *, fabric: Fabric, **kw: object
) -> Article:
    return Article("Scarves", name, colour, price, text, of(draw, fabric, **kw))


def hat_range() -> list[Article]:
    """List the hats and caps."""
    return [
        _hat(
            "Baseball cap, navy",
            "navy",
            25.0,
            "Six panels and a stitched peak.",
            hats.cap,
            fabric=cloth("navy"),
            patch="cream",
        ),
        _hat(
            "Baseball cap, two-tone",
            "red",
            27.0,
            "Cream crown, red peak.",
            hats.cap,
            fabric=cloth("e9dfc9"),
            peak=cloth("red"),
        ),
        _hat(
            "Trucker cap, green",
            "green",
            27.0,
            "A mesh back keeps it airy.",
            hats.cap,
            fabric=cloth("green"),
            mesh=Fabric(dots("f0ece0", "b9b6ac", 11, 3)),
            patch="cream",
        ),
        _hat(
            "Corduroy cap, tan",
            "brown",
            32.0,
            "Soft corduroy with a curved peak.",
            hats.cap,
            fabric=cloth("tan", CORDUROY),
        ),
        _hat(
            "Bobble hat, mustard",
            "yellow",
            35.0,
            "A chunky knit with a bobble.",
            hats.beanie,
            fabric=cloth("mustard", CHUNKY),
            pom=cloth("cream"),
        ),
        _hat(
            "Bobble hat, Fair Isle",
            "multicolour",
            39.0,
            "Small figures in four colours.",
            hats.beanie,
            fabric=Fabric(
                fairisle("navy", [("seed", "cream"), ("star", "cream"), ("tooth", "red")], 12), KNIT
            ),
            pom=cloth("red"),
            turn_up=cloth("navy"),
        ),
        _hat(
            "Beanie, charcoal",
            "grey",
            29.0,
            "A plain ribbed beanie.",
            hats.beanie,
            fabric=cloth("charcoal", RIB),
            tall=-30,
        ),
        _hat(
            "Beanie, orange",
            "orange",
            29.0,
            "A plain ribbed beanie.",
            hats.beanie,
            fabric=cloth("orange", RIB),
            tall=-30,
        ),
        _hat(
            "Straw hat, black band",
            "beige",
            49.0,
            "Plaited straw with a wide brim.",
            hats.brimmed,
            fabric=cloth("d9c294", STRAW),
            band=cloth("black"),
            brim=430,
        ),
        _hat(
            "Boater, striped band",
            "beige",
            45.0,
            "A flat crown and a striped ribbon.",
            hats.brimmed,
            fabric=cloth("e2cf9f", STRAW),
            band=Fabric(stripes("navy", [("f3f1ec", 0, 16)], 40, across=True)),
            brim=370,
            crown="flat",
        ),
        _hat(
            "Felt fedora, grey",
            "grey",
            69.0,
            "Wool felt with a pinched crown.",
            hats.brimmed,
            fabric=cloth("7d8086", WOOL),
            band=cloth("black", SATIN),
            brim=390,
            bow=True,
        ),
        _hat(
            "Felt fedora, wine",
            "red",
            69.0,
            "Wool felt with a pinched crown.",
            hats.brimmed,
            fabric=cloth("wine", WOOL),
            band=cloth("dark brown", LEATHER),
            brim=390,
        ),
        _hat(
            "Bucket hat, olive",
            "green",
            32.0,
            "Washed canvas, easy to pack.",
            hats.bucket_hat,
            fabric=cloth("olive", CANVAS),
        ),
        _hat(
            "Bucket hat, dots",
            "black",
            32.0,
            "White dots on black cotton.",
            hats.bucket_hat,
            fabric=Fabric(dots("black", "f3f1ec", 40, 8)),
        ),
        _hat(
            "Beret, red",
            "red",
            35.0,
            "Boiled wool with a small stalk.",
            hats.beret,
            fabric=cloth("red", WOOL),
        ),
        _hat(
            "Beret, black",
            "black",
            35.0,
            "Boiled wool with a small stalk.",
            hats.beret,
            fabric=cloth("34353a", WOOL),
        ),
    ]


def scarf_range() -> list[Article]:
    """List the scarves."""
    classic = tartan("cbb28a", [("black", 0, 30), ("red", 42, 6), ("f3f1ec", 20, 6)], 90)
    return [
        _scarf(
            "Tartan scarf, camel",
            "beige",
            49.0,
            "Soft wool in a classic check.",
            scarves.scarf,
            fabric=Fabric(classic, WOOL),
            fringe="beige",
        ),
        _scarf(
            "Tartan scarf, red",
            "red",
            49.0,
            "Soft wool in red and green.",
            scarves.scarf,
            fabric=Fabric(tartan("red", [("2f5a42", 0, 34), ("mustard", 44, 5)], 88), WOOL),
            fringe="red",
        ),
        _scarf(
            "Striped scarf, long",
            "multicolour",
            45.0,
            "Broad stripes in six colours.",
            scarves.scarf,
            fabric=Fabric(
                stripes(
                    "navy",
                    [
                        ("rust", 0, 40),
                        ("cream", 40, 40),
                        ("teal", 80, 40),
                        ("mustard", 120, 40),
                        ("wine", 160, 40),
                    ],
                    240,
                    across=True,
                ),
                KNIT,
            ),
            fringe="navy",
        ),
        _scarf(
            "Chunky scarf, cream",
            "white",
            55.0,
            "A heavy knit to wind twice.",
            scarves.scarf,
            fabric=cloth("cream", CHUNKY),
            wide=200,
        ),
        _scarf(
            "Chunky scarf, teal",
            "green",
            55.0,
            "A heavy knit to wind twice.",
            scarves.scarf,
            fabric=cloth("teal", CHUNKY),
            wide=200,
        ),
        _scarf(
            "Herringbone scarf, grey",
            "grey",
            52.0,
            "Grey herringbone with a short fringe.",
            scarves.scarf,
            fabric=Fabric(herringbone("c5c5c4", "5f6268", 20), WOOL),
            fringe="grey",
        ),
        _scarf(
            "Plain scarf, burgundy",
            "red",
            39.0,
            "Fine wool in one deep colour.",
            scarves.scarf,
            fabric=cloth("wine", WOOL),
            fringe="wine",
        ),
        _scarf(
            "Dip-dye scarf, blue",
            "blue",
            42.0,
            "Runs from white to blue.",
            scarves.scarf,
            fabric=Fabric(ombre("eef1f2", "3f6ea8", 40, 560)),
            fringe="3f6ea8",
        ),
        _scarf(
            "Fair Isle scarf",
            "multicolour",
            58.0,
            "Figures all along, in red and cream.",
            scarves.scarf,
            fabric=Fabric(
                fairisle(
                    "red",
                    [("star", "cream"), ("seed", "cream"), ("diamond", "cream"), ("tooth", "cream")],
                    10,
                ),
                KNIT,
            ),
            fringe="red",
        ),
        _scarf(
            "Silk square, leaves",
            "green",
            65.0,
            "Printed silk with a rolled edge.",
            scarves.square_scarf,
            fabric=Fabric(leaves("teal", ["sage", "mustard"]), SATIN),
            border="cream",
        ),
        _scarf(
            "Silk square, flowers",
            "pink",
            65.0,
            "Printed silk with a rolled edge.",
            scarves.square_scarf,
            fabric=Fabric(floral("f0dcd8", ["rose", "wine"], period=220), SATIN),
            border="wine",
        ),
        _scarf(
            "Silk square, dots",
            "navy",
            59.0,
            "White dots on navy silk.",
            scarves.square_scarf,
            fabric=Fabric(dots("navy", "f3f1ec", 48, 8), SATIN),
            border="f3f1ec",
        ),
        _scarf(
            "Silk square, brush strokes",
            "orange",
            65.0,
            "A painted print in warm colours.",
            scarves.square_scarf,
            fabric=Fabric(strokes("eadfc8", ["rust", "mustard", "wine"]), SATIN),
            border="rust",
        ),
    ]
