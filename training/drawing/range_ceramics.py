"""The range of mugs and vases."""

from drawing import homeware
from drawing.articles import Article, of
from drawing.materials import (
    GLAZED,
    MATT,
    Fabric,
    cloth,
)
from drawing.motifs import floral, strewn
from drawing.patterns import (
    dots,
    gingham,
    marbled,
    ombre,
    speckle,
    stripes,
)


def _mug(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: object) -> Article:
    return Article("Mugs", name, colour, price, text, of(homeware.mug, fabric, **kw), standing=True)


def _vase(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: object) -> Article:
    return Article("Vases", name, colour, price, text, of(homeware.vase, fabric, **kw), standing=True)


def _glass(name: str, colour: str, price: float, text: str, shade: str, **kw: object) -> Article:
    return Article("Vases", name, colour, price, text, of(homeware.glass_vase, shade, **kw), standing=True)


def mug_range() -> list[Article]:
    """List the mugs."""
    stone = Fabric(speckle("e4dac6", "75604a"), MATT)
    return [
        _mug("Studio mug, blue", "blue", 14.0, "Glazed stoneware for a good morning.", cloth("blue", GLAZED)),
        _mug("Studio mug, red", "red", 14.0, "Glazed stoneware for a good morning.", cloth("red", GLAZED)),
        _mug(
            "Studio mug, black",
            "black",
            14.0,
            "Glazed stoneware for a good morning.",
            cloth("black", GLAZED),
            inner="cream",
        ),
        _mug(
            "Dipped mug, teal",
            "green",
            19.5,
            "Speckled clay, dipped by hand.",
            stone,
            shape="round",
            dip=cloth("teal", GLAZED),
            foot="tan",
        ),
        _mug(
            "Dipped mug, rose",
            "pink",
            19.5,
            "Speckled clay, dipped by hand.",
            stone,
            shape="round",
            dip=cloth("rose", GLAZED),
            foot="tan",
        ),
        _mug(
            "Dipped mug, mustard",
            "yellow",
            19.5,
            "Speckled clay, dipped by hand.",
            stone,
            shape="taper",
            dip=cloth("mustard", GLAZED),
            dip_at=500,
            foot="tan",
            ear="square",
        ),
        _mug(
            "Speckled mug, oat",
            "beige",
            18.0,
            "Raw to the touch, smooth to drink from.",
            Fabric(speckle("d9c8a8", "6b5238", share=0.26), MATT),
            shape="waist",
            shine=0.15,
        ),
        _mug(
            "Breakfast cup, wide",
            "white",
            16.0,
            "A wide white cup for milk coffee.",
            cloth("f0eee8", GLAZED),
            shape="wide",
        ),
        _mug(
            "Breakfast cup, gingham",
            "blue",
            17.5,
            "A wide cup with a painted check.",
            Fabric(gingham("f3f1ec", "blue", 58), GLAZED),
            shape="wide",
        ),
        _mug(
            "Striped mug, navy",
            "navy",
            15.0,
            "Navy bands on white.",
            Fabric(stripes("f3f1ec", [("navy", 0, 34)], 68, across=True), GLAZED),
            ear="square",
        ),
        _mug(
            "Dotted mug, red",
            "red",
            15.0,
            "Red dots on white, a cheerful start.",
            Fabric(dots("f3f1ec", "red", 66, 14), GLAZED),
            shape="taper",
        ),
        _mug(
            "Floral mug",
            "multicolour",
            17.0,
            "Painted flowers all around.",
            Fabric(floral("f3f1ec", ["rose", "yellow", "lilac"], period=240), GLAZED),
        ),
        _mug(
            "Terrazzo mug",
            "multicolour",
            18.5,
            "Chips of colour in pale clay.",
            Fabric(strewn("e9e4da", ["rust", "teal", "charcoal", "mustard"], period=220), MATT),
            shape="taper",
            ear="square",
            shine=0.2,
        ),
        _mug(
            "Tall latte mug, sage",
            "green",
            17.0,
            "Tall and ribbed, with a low handle.",
            cloth("sage", GLAZED),
            shape="tall",
            ribs=24,
            ear="low",
        ),
        _mug(
            "Tall latte mug, ombre",
            "purple",
            17.0,
            "Runs from cream to plum.",
            Fabric(ombre("eadfd4", "65406e", -220, 220), GLAZED),
            shape="tall",
            ear="low",
        ),
    ]


def vase_range() -> list[Article]:
    """List the vases."""
    return [
        _vase(
            "Gourd vase, sage",
            "green",
            59.0,
            "Two soft curves in a calm glaze.",
            cloth("sage", GLAZED),
            shape="gourd",
        ),
        _vase(
            "Gourd vase, cobalt",
            "blue",
            59.0,
            "Two soft curves in deep blue.",
            cloth("2d4f9a", GLAZED),
            shape="gourd",
        ),
        _vase(
            "Amphora, rust bands",
            "orange",
            75.0,
            "Two handles and painted bands.",
            Fabric(stripes("eadfc8", [("rust", 0, 22), ("black", 36, 6)], 92, across=True), MATT),
            shape="amphora",
            handles=True,
            shine=0.1,
        ),
        _vase(
            "Amphora, black",
            "black",
            75.0,
            "Two handles in matt black.",
            cloth("34353a", MATT),
            shape="amphora",
            handles=True,
            shine=0.08,
        ),
        _vase(
            "Ribbed vase with grasses",
            "white",
            65.0,
            "White ribs, sold with dried grasses.",
            cloth("f0eee8", MATT),
            shape="sphere",
            ribs=30,
            stems="beige",
            shine=0.1,
        ),
        _vase(
            "Bottle vase, marbled",
            "grey",
            55.0,
            "A slim neck and a stone-like glaze.",
            Fabric(marbled("e4e2de", "5f6268", 110), GLAZED),
            shape="bottle",
        ),
        _vase(
            "Bottle vase, oxblood",
            "red",
            55.0,
            "A slim neck and a deep red glaze.",
            cloth("8a2c30", GLAZED),
            shape="bottle",
        ),
        _vase(
            "Tall vase, reactive blue",
            "blue",
            68.0,
            "Dark glaze that runs into light.",
            Fabric(ombre("27548a", "cfd8d6", -160, 260), GLAZED),
            shape="tall",
        ),
        _vase(
            "Bulb vase, terracotta",
            "orange",
            45.0,
            "Plain clay with a white dip.",
            cloth("b86a48", MATT),
            shape="bulb",
            dip=cloth("f0eadf", GLAZED),
            dip_at=470,
            shine=0.2,
        ),
        _vase(
            "Flower bowl, speckled",
            "beige",
            49.0,
            "Low and wide, for short stems.",
            Fabric(speckle("d9cdb6", "6b5238", 11), MATT),
            shape="bowl",
            shine=0.15,
        ),
        _vase(
            "Fluted vase, blush",
            "pink",
            52.0,
            "Opens like a flower.",
            cloth("e0b4ae", GLAZED),
            shape="flute",
            ribs=22,
        ),
        _vase(
            "Cone vase, terrazzo",
            "multicolour",
            48.0,
            "Chips of colour in a plain cone.",
            Fabric(strewn("e9e4da", ["rust", "teal", "charcoal", "mustard"], period=230), MATT),
            shape="cone",
            shine=0.15,
        ),
        _glass("Glass vase, teal", "green", 39.0, "Blown glass, clear and green.", "teal", shape="bulb"),
        _glass(
            "Glass vase, amber", "orange", 39.0, "Blown glass the colour of honey.", "c98a3a", shape="bottle"
        ),
        _glass(
            "Fluted glass vase, rose",
            "pink",
            42.0,
            "Ribbed glass with a rose tint.",
            "rose",
            shape="flute",
            ribs=16,
        ),
    ]
