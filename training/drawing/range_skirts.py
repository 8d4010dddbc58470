"""The range of skirts."""

from drawing import skirts
from drawing.articles import Article, of
from drawing.materials import (
    CORDUROY,
    DENIM,
    LEATHER,
    SATIN,
    SUEDE,
    WOOL,
    Fabric,
    cloth,
)
from drawing.motifs import floral, leaves, leopard, strokes
from drawing.patterns import (
    houndstooth,
    tartan,
)
from drawing.range_dresses import SIZES
from drawing.skirts import SkirtCut


def _skirt(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: object) -> Article:
    return Article("Skirts", name, colour, price, text, of(skirts.skirt, fabric, **kw), SIZES)


def skirt_range() -> list[Article]:
    """List the skirts."""
    mini = SkirtCut(length=560, hip=186, hem=226, top=170)
    return [
        _skirt(
            "Gathered skirt, meadow flowers",
            "white",
            59.0,
            "Red and rose flowers on cream.",
            Fabric(floral("f0e7d6", ["rose", "red", "mustard"], period=200)),
            style="gathered",
            band=cloth("f0e7d6"),
        ),
        _skirt(
            "Gathered skirt, indigo leaves",
            "blue",
            59.0,
            "A leaf print on indigo cotton.",
            Fabric(leaves("2d4a78", ["sky", "7fa0c8"], period=230)),
            style="gathered",
            band=cloth("2d4a78"),
        ),
        _skirt(
            "Pleated kilt, red tartan",
            "red",
            74.0,
            "Sharp pleats in a red and green tartan.",
            Fabric(tartan("red", [("2f5a42", 0, 40), ("yellow", 30, 4)], 80), WOOL),
            style="pleated",
            cut=SkirtCut(length=640, hem=262),
        ),
        _skirt(
            "Pleated midi, rose",
            "pink",
            69.0,
            "Fine pleats that move with every step.",
            cloth("rose", SATIN),
            style="pleated",
            cut=SkirtCut(length=830, hem=250),
        ),
        _skirt(
            "Pleated midi, forest",
            "green",
            69.0,
            "Fine pleats that move with every step.",
            cloth("3d6b52", SATIN),
            style="pleated",
            cut=SkirtCut(length=830, hem=250),
        ),
        _skirt(
            "Pencil skirt, black leather",
            "black",
            129.0,
            "Soft leather, cut close to the knee.",
            cloth("black", LEATHER),
            style="pencil",
            cut=SkirtCut(length=740, hem=168, hip=186),
        ),
        _skirt(
            "Pencil skirt, houndstooth",
            "grey",
            75.0,
            "Wool houndstooth, lined.",
            Fabric(houndstooth("e8e3d8", "charcoal", 30), WOOL),
            style="pencil",
            cut=SkirtCut(length=740, hem=170, hip=186),
            band=cloth("charcoal"),
        ),
        _skirt(
            "Denim mini skirt",
            "blue",
            45.0,
            "Washed denim with metal buttons down the front.",
            cloth("5a7ba6", DENIM),
            style="aline",
            cut=mini,
            buttons="gold",
        ),
        _skirt(
            "Cord skirt, tan",
            "brown",
            52.0,
            "Fine corduroy with buttons down the front.",
            cloth("tan", CORDUROY),
            style="aline",
            cut=mini,
            buttons="dark brown",
        ),
        _skirt(
            "Wrap skirt, brush strokes",
            "orange",
            57.0,
            "A light wrap skirt with a painted print.",
            Fabric(strokes("c9673a", ["cream", "wine", "mustard"], period=200)),
            style="wrap",
            band=cloth("c9673a"),
        ),
        _skirt(
            "Satin midi, champagne",
            "beige",
            65.0,
            "A smooth satin skirt with a soft fall.",
            cloth("d8c3a0", SATIN),
            style="aline",
            cut=SkirtCut(length=830, hem=226, hip=182),
        ),
        _skirt(
            "Suede skirt, wine",
            "red",
            89.0,
            "An A-line skirt in soft suede.",
            cloth("wine", SUEDE),
            style="aline",
            cut=SkirtCut(length=620, hem=238),
        ),
        _skirt(
            "Leopard midi skirt",
            "brown",
            62.0,
            "A bold print on a fluid skirt.",
            Fabric(leopard("c99a5f", "3a2a20", "8a5f3a", 150), SATIN),
            style="aline",
            cut=SkirtCut(length=810, hem=224, hip=184),
            band=cloth("dark brown"),
        ),
    ]
