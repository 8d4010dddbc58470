"""The range of mugs, vases, cushions and lamps."""

from typing import Any

from drawing import homeware, interior
from drawing.articles import Article, of
from drawing.materials import CANVAS, CHUNKY, CORDUROY, GLAZED, KNIT, MATT, METAL, SATIN, STRAW, SUEDE, WOOD, WOOL, Fabric, cloth
from drawing.motifs import fairisle, floral, leaves, strewn, strokes
from drawing.patterns import (
    blocks,
    dots,
    gingham,
    herringbone,
    marbled,
    ombre,
    speckle,
    stripes,
    tartan,
    zigzag,
)


def _mug(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Mugs", name, colour, price, text, of(homeware.mug, fabric, **kw), standing=True)


def _vase(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Vases", name, colour, price, text, of(homeware.vase, fabric, **kw), standing=True)


def _glass(name: str, colour: str, price: float, text: str, shade: str, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Vases", name, colour, price, text, of(homeware.glass_vase, shade, **kw), standing=True)


def _cushion(name: str, colour: str, price: float, text: str, fabric: Fabric, draw: Any = interior.cushion, size: str = "45 x 45 cm", **kw: Any) -> Article:  # noqa: ANN401
    return Article("Cushions", name, colour, price, text, of(draw, fabric, **kw), size)


def _lamp(name: str, colour: str, price: float, text: str, draw: Any, *fabrics: Fabric, standing: bool = True, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Lamps", name, colour, price, text, of(draw, *fabrics, **kw), standing=standing)


def mug_range() -> list[Article]:
    """List the mugs."""
    stone = Fabric(speckle("e4dac6", "75604a"), MATT)
    return [
        _mug("Studio mug, blue", "blue", 14.0, "Glazed stoneware for a good morning.", cloth("blue", GLAZED)),
        _mug("Studio mug, red", "red", 14.0, "Glazed stoneware for a good morning.", cloth("red", GLAZED)),
        _mug("Studio mug, black", "black", 14.0, "Glazed stoneware for a good morning.", cloth("black", GLAZED), inner="cream"),
        _mug("Dipped mug, teal", "green", 19.5, "Speckled clay, dipped by hand.", stone, shape="round", dip=cloth("teal", GLAZED), foot="tan"),
        _mug("Dipped mug, rose", "pink", 19.5, "Speckled clay, dipped by hand.", stone, shape="round", dip=cloth("rose", GLAZED), foot="tan"),
        _mug("Dipped mug, mustard", "yellow", 19.5, "Speckled clay, dipped by hand.", stone, shape="taper", dip=cloth("mustard", GLAZED), dip_at=500, foot="tan", ear="square"),
        _mug("Speckled mug, oat", "beige", 18.0, "Raw to the touch, smooth to drink from.", Fabric(speckle("d9c8a8", "6b5238", share=0.26), MATT), shape="waist", shine=0.15),
        _mug("Breakfast cup, wide", "white", 16.0, "A wide white cup for milk coffee.", cloth("f0eee8", GLAZED), shape="wide"),
        _mug("Breakfast cup, gingham", "blue", 17.5, "A wide cup with a painted check.", Fabric(gingham("f3f1ec", "blue", 58), GLAZED), shape="wide"),
        _mug("Striped mug, navy", "navy", 15.0, "Navy bands on white.", Fabric(stripes("f3f1ec", [("navy", 0, 34)], 68, across=True), GLAZED), ear="square"),
        _mug("Dotted mug, red", "red", 15.0, "Red dots on white, a cheerful start.", Fabric(dots("f3f1ec", "red", 66, 14), GLAZED), shape="taper"),
        _mug("Floral mug", "multicolour", 17.0, "Painted flowers all around.", Fabric(floral("f3f1ec", ["rose", "yellow", "lilac"], period=240), GLAZED)),
        _mug("Terrazzo mug", "multicolour", 18.5, "Chips of colour in pale clay.", Fabric(strewn("e9e4da", ["rust", "teal", "charcoal", "mustard"], period=220), MATT), shape="taper", ear="square", shine=0.2),
        _mug("Tall latte mug, sage", "green", 17.0, "Tall and ribbed, with a low handle.", cloth("sage", GLAZED), shape="tall", ribs=24, ear="low"),
        _mug("Tall latte mug, ombre", "purple", 17.0, "Runs from cream to plum.", Fabric(ombre("eadfd4", "65406e", -220, 220), GLAZED), shape="tall", ear="low"),
    ]  # fmt: skip


def vase_range() -> list[Article]:
    """List the vases."""
    return [
        _vase("Gourd vase, sage", "green", 59.0, "Two soft curves in a calm glaze.", cloth("sage", GLAZED), shape="gourd"),
        _vase("Gourd vase, cobalt", "blue", 59.0, "Two soft curves in deep blue.", cloth("2d4f9a", GLAZED), shape="gourd"),
        _vase("Amphora, rust bands", "orange", 75.0, "Two handles and painted bands.", Fabric(stripes("eadfc8", [("rust", 0, 22), ("black", 36, 6)], 92, across=True), MATT), shape="amphora", handles=True, shine=0.1),
        _vase("Amphora, black", "black", 75.0, "Two handles in matt black.", cloth("34353a", MATT), shape="amphora", handles=True, shine=0.08),
        _vase("Ribbed vase with grasses", "white", 65.0, "White ribs, sold with dried grasses.", cloth("f0eee8", MATT), shape="sphere", ribs=30, stems="beige", shine=0.1),
        _vase("Bottle vase, marbled", "grey", 55.0, "A slim neck and a stone-like glaze.", Fabric(marbled("e4e2de", "5f6268", 110), GLAZED), shape="bottle"),
        _vase("Bottle vase, oxblood", "red", 55.0, "A slim neck and a deep red glaze.", cloth("8a2c30", GLAZED), shape="bottle"),
        _vase("Tall vase, reactive blue", "blue", 68.0, "Dark glaze that runs into light.", Fabric(ombre("27548a", "cfd8d6", -160, 260), GLAZED), shape="tall"),
        _vase("Bulb vase, terracotta", "orange", 45.0, "Plain clay with a white dip.", cloth("b86a48", MATT), shape="bulb", dip=cloth("f0eadf", GLAZED), dip_at=470, shine=0.2),
        _vase("Flower bowl, speckled", "beige", 49.0, "Low and wide, for short stems.", Fabric(speckle("d9cdb6", "6b5238", 11), MATT), shape="bowl", shine=0.15),
        _vase("Fluted vase, blush", "pink", 52.0, "Opens like a flower.", cloth("e0b4ae", GLAZED), shape="flute", ribs=22),
        _vase("Cone vase, terrazzo", "multicolour", 48.0, "Chips of colour in a plain cone.", Fabric(strewn("e9e4da", ["rust", "teal", "charcoal", "mustard"], period=230), MATT), shape="cone", shine=0.15),
        _glass("Glass vase, teal", "green", 39.0, "Blown glass, clear and green.", "teal", shape="bulb"),
        _glass("Glass vase, amber", "orange", 39.0, "Blown glass the colour of honey.", "c98a3a", shape="bottle"),
        _glass("Fluted glass vase, rose", "pink", 42.0, "Ribbed glass with a rose tint.", "rose", shape="flute", ribs=16),
    ]  # fmt: skip


def cushion_range() -> list[Article]:
    """List the cushions."""
    return [
        _cushion("Zigzag cushion, navy", "navy", 39.0, "Woven points with four bobbles.", Fabric(zigzag(["cream", "navy", "teal"], 90, 40), CANVAS), edge="pompom", trim="navy"),
        _cushion("Velvet cushion, mustard", "yellow", 35.0, "Soft pile with contrast piping.", cloth("mustard", SUEDE), piping="brown"),
        _cushion("Velvet cushion, forest", "green", 35.0, "Soft pile with contrast piping.", cloth("2f5a42", SUEDE), piping="mustard"),
        _cushion("Tufted cushion, rust", "orange", 42.0, "Four buttons draw the cover in.", cloth("rust", SUEDE), tufts=4),
        _cushion("Cable-knit cushion, cream", "white", 45.0, "A knitted cover in a heavy stitch.", cloth("cream", CHUNKY)),
        _cushion("Fair Isle cushion, red", "red", 48.0, "Knitted figures for winter evenings.", Fabric(fairisle("red", [("star", "cream"), ("seed", "cream"), ("fir", "cream"), ("tooth", "cream")], 13), KNIT)),
        _cushion("Tartan cushion, green", "green", 37.0, "Wool tartan with a fringe.", Fabric(tartan("35573f", [("navy", 0, 44), ("red", 30, 6)], 92), WOOL), edge="fringe", trim="35573f"),
        _cushion("Striped cushion, blue", "blue", 32.0, "Ticking stripes on cotton.", Fabric(stripes("eee9dc", [("blue", 0, 18), ("blue", 16, 4), ("blue", -16, 4)], 64), CANVAS)),
        _cushion("Leaf cushion", "green", 36.0, "Large leaves on natural cloth.", Fabric(leaves("ece5d4", ["green", "sage", "olive"], period=280), CANVAS), piping="olive"),
        _cushion("Flower cushion, blush", "pink", 36.0, "Flowers on a blush ground.", Fabric(floral("ecd2cc", ["rose", "wine", "cream"], period=230), CANVAS)),
        _cushion("Brush-stroke cushion", "multicolour", 34.0, "Loose strokes of paint.", Fabric(strokes("ece5d4", ["navy", "rust", "mustard"], period=230), CANVAS), edge="tassel", trim="navy"),
        _cushion("Herringbone cushion, grey", "grey", 36.0, "Grey wool in a large herringbone.", Fabric(herringbone("cfcfcd", "6b6e73", 30), WOOL), piping="charcoal"),
        _cushion("Colour-block cushion", "multicolour", 33.0, "Three blocks in calm colours.", Fabric(blocks([("e0b4ae", -600), ("eadfc8", -110), ("27345a", 110)]), CANVAS)),
        _cushion("Long cushion, cord teal", "green", 39.0, "A long shape in wide corduroy.", cloth("teal", CORDUROY), size="60 x 40 cm", rx=400, ry=255),
        _cushion("Round cushion, rose", "pink", 44.0, "Gathered satin with a button.", cloth("rose", SATIN), interior.round_cushion, "40 cm"),
        _cushion("Round cushion, purple velvet", "purple", 44.0, "Gathered velvet with a button.", cloth("65508c", SUEDE), interior.round_cushion, "40 cm", piping="mustard"),
    ]  # fmt: skip


def lamp_range() -> list[Article]:
    """List the lamps."""
    linen = cloth("efe4cd", CANVAS)
    table = interior.table_lamp
    return [
        _lamp("Table lamp, teal gourd", "green", 99.0, "A glazed base and a linen shade.", table, cloth("teal", GLAZED), linen),
        _lamp("Table lamp, white gourd", "white", 99.0, "A glazed base and a linen shade.", table, cloth("f0eee8", GLAZED), linen),
        _lamp("Table lamp, navy ball", "navy", 95.0, "A round base and a cream shade.", table, cloth("navy", GLAZED), linen, shape="ball", top_r=170, low_r=260),
        _lamp("Table lamp, turned oak", "brown", 89.0, "A turned wooden base, a white drum shade.", table, cloth("b58a58", WOOD), cloth("f3f1ec", CANVAS), shape="column", top_r=220, low_r=240, shine=0.1),
        _lamp("Table lamp, brass stick", "yellow", 79.0, "A slim brass stem with a black shade.", table, cloth("gold", METAL), cloth("3a3a3d"), shape="stick", top_r=120, low_r=220, shine=0),
        _lamp("Table lamp, terracotta", "orange", 85.0, "Raw clay under a striped shade.", table, cloth("b86a48", MATT), Fabric(stripes("efe4cd", [("b86a48", 0, 10)], 40), CANVAS), shape="bottle", shine=0.1),
        _lamp("Table lamp, woven shade", "beige", 92.0, "A straw shade on a white cone.", table, cloth("ece8df", MATT), cloth("cfae78", STRAW), shape="cone", top_r=130, low_r=250, shine=0.1),
        _lamp("Mushroom lamp, orange", "orange", 69.0, "A glossy dome from another decade.", interior.mushroom_lamp, cloth("orange", GLAZED), cloth("orange", GLAZED)),
        _lamp("Mushroom lamp, sage", "green", 69.0, "A glossy dome from another decade.", interior.mushroom_lamp, cloth("sage", GLAZED), cloth("sage", GLAZED)),
        _lamp("Dome pendant, black", "black", 119.0, "A metal dome on a black cord.", interior.pendant, cloth("34353a", MATT), standing=False),
        _lamp("Dome pendant, mustard", "yellow", 119.0, "A metal dome on a grey cord.", interior.pendant, cloth("mustard", MATT), cord="grey", standing=False),
        _lamp("Paper globe pendant", "white", 49.0, "Ribbed paper that glows all round.", interior.pendant, cloth("f3efe4", CORDUROY), shape="globe", cord="grey", standing=False),
        _lamp("Cone pendant, red", "red", 105.0, "A wide cone over the table.", interior.pendant, cloth("red", MATT), shape="cone", standing=False),
        _lamp("Desk lamp, red", "red", 109.0, "Two joints and a heavy foot.", interior.desk_lamp, cloth("red", MATT)),
        _lamp("Desk lamp, navy", "navy", 109.0, "Two joints and a heavy foot.", interior.desk_lamp, cloth("navy", MATT), metal="silver"),
    ]  # fmt: skip
