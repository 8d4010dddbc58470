"""The range of trousers, jeans and shorts."""

from drawing import trousers
from drawing.articles import Article, of
from drawing.materials import (
    CANVAS,
    CORDUROY,
    DENIM,
    WOOL,
    Fabric,
    cloth,
)
from drawing.patterns import (
    gingham,
    melange,
    stripes,
    tartan,
    windowpane,
)
from drawing.trousers import LegCut

LEGS = "36, 38, 40, 42, 44"


WIDE = LegCut(knee=166, hem=184, stance=98, hip=166)


SLIM = LegCut(knee=112, hem=82)


SHORTS = LegCut(length=560, knee=160, hem=158, stance=96, top=170, crotch=400)


BERMUDA = LegCut(length=660, knee=150, hem=142, stance=94, top=150, crotch=384)


SUIT = LegCut(knee=132, hem=112)


JOGGER = LegCut(knee=128, hem=84, hip=166)


CARGO = LegCut(knee=148, hem=126, hip=172)


def _legs(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: object) -> Article:
    return Article("Trousers", name, colour, price, text, of(trousers.trousers, fabric, **kw), LEGS)


def trouser_range() -> list[Article]:
    """List the trousers, jeans and shorts."""
    return [
        _legs(
            "Straight jeans, mid blue",
            "blue",
            79.0,
            "Classic five pockets in a mid wash.",
            cloth("4a6a98", DENIM),
            style="jeans",
            thread="mustard",
        ),
        _legs(
            "Slim jeans, dark indigo",
            "navy",
            84.0,
            "Dark denim, cut close, with a turned hem.",
            cloth("2a3a5c", DENIM),
            style="jeans",
            thread="mustard",
            cut=SLIM,
            cuff=44,
        ),
        _legs(
            "Wide jeans, light wash",
            "blue",
            85.0,
            "A wide leg in pale, soft denim.",
            cloth("9db7d2", DENIM),
            style="jeans",
            thread="tan",
            cut=WIDE,
        ),
        _legs(
            "Black jeans",
            "black",
            79.0,
            "Black denim that stays black.",
            cloth("2a2b2f", DENIM),
            style="jeans",
            thread="charcoal",
            cut=SLIM,
        ),
        _legs("Chinos, sand", "beige", 65.0, "Cotton twill, a straight leg.", cloth("beige"), style="chino"),
        _legs("Chinos, olive", "green", 65.0, "Cotton twill, a straight leg.", cloth("olive"), style="chino"),
        _legs("Chinos, brick", "red", 65.0, "Cotton twill, a straight leg.", cloth("a14a38"), style="chino"),
        _legs(
            "Pinstripe trousers",
            "navy",
            92.0,
            "Wide legs, pressed creases, fine stripes.",
            Fabric(stripes("navy", [("9fb0cc", 0, 2)], 24), WOOL),
            style="suit",
            crease=True,
            cut=WIDE,
            button_colour="black",
        ),
        _legs(
            "Checked trousers, grey",
            "grey",
            88.0,
            "Grey wool with a thin windowpane check.",
            Fabric(windowpane("9a9c9f", "wine", 52, 2.6), WOOL),
            style="suit",
            crease=True,
            cut=SUIT,
            button_colour="black",
        ),
        _legs(
            "Tartan trousers",
            "green",
            86.0,
            "Green and navy tartan, slim in the leg.",
            Fabric(tartan("35573f", [("navy", 0, 34), ("mustard", 24, 3)], 66), WOOL),
            style="suit",
            cut=SLIM,
            button_colour="black",
        ),
        _legs(
            "Cord trousers, rust",
            "orange",
            78.0,
            "Warm corduroy with a relaxed leg.",
            cloth("rust", CORDUROY),
            style="chino",
            cut=CARGO,
        ),
        _legs(
            "Cargo trousers, khaki",
            "green",
            72.0,
            "Canvas with two big side pockets.",
            cloth("8a8560", CANVAS),
            style="cargo",
            cut=CARGO,
        ),
        _legs(
            "Joggers, grey",
            "grey",
            45.0,
            "Soft fleece with a drawn cord.",
            Fabric(melange("b0b1b4", 0.11)),
            style="jogger",
            cut=JOGGER,
            cuff=46,
        ),
        _legs(
            "Chino shorts, stone",
            "white",
            42.0,
            "Short chinos with a turned hem.",
            cloth("d9d0bf"),
            style="chino",
            cut=SHORTS,
            cuff=28,
        ),
        _legs(
            "Denim shorts",
            "blue",
            45.0,
            "Washed denim with a turned hem.",
            cloth("6d8fb8", DENIM),
            style="jeans",
            thread="mustard",
            cut=SHORTS,
            cuff=30,
        ),
        _legs(
            "Checked bermudas",
            "pink",
            48.0,
            "Light cotton in a pink gingham, to the knee.",
            Fabric(gingham("f6f5f1", "rose", 26)),
            style="chino",
            cut=BERMUDA,
        ),
    ]
