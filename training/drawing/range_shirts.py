"""The range of shirts and T-shirts."""

from dataclasses import replace

from drawing import tops
from drawing.articles import Article, of
from drawing.materials import (
    CORDUROY,
    COTTON,
    DENIM,
    SATIN,
    Fabric,
    Material,
    cloth,
)
from drawing.motifs import floral, leaves, strokes
from drawing.patterns import (
    camouflage,
    dots,
    gingham,
    melange,
    ombre,
    stripes,
    tartan,
    windowpane,
)
from drawing.tops import SHIRT, TEE

SIZES = "XS, S, M, L, XL"


SHORT = replace(SHIRT, sleeve=0.42, spread=16, loose=1.35)


BOXY = replace(TEE, sleeve=0.46, spread=18, chest=226, waist=224, hem=226, shoulder=240, length=800)


LONG_TEE = replace(TEE, sleeve=1.0, spread=4, loose=1.0)


VEE_TEE = replace(TEE, vee=True, drop=120, neck=84)


def _shirt(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: object) -> Article:
    return Article("Shirts", name, colour, price, text, of(tops.shirt, fabric, **kw), "S, M, L, XL")


def _tee(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: object) -> Article:
    return Article("T-shirts", name, colour, price, text, of(tops.tee, fabric, **kw), SIZES)


def _check(
    base: str, bars: list[tuple[str, float, float]], period: float = 84, on: Material = COTTON
) -> Fabric:
    return Fabric(tartan(base, bars, period), on)


def shirts() -> list[Article]:
    """List the shirts."""
    bold = [("navy", 0.0, 40.0), ("cream", 30.0, 4.0)]
    return [
        _shirt(
            "Gingham shirt, button-down",
            "blue",
            59.0,
            "Crisp cotton in a small blue gingham, with a button-down collar.",
            Fabric(gingham("f6f5f1", "blue", 24)),
            studs=True,
        ),
        _shirt(
            "Gingham shirt, red",
            "red",
            59.0,
            "Crisp cotton in a small red gingham, with a button-down collar.",
            Fabric(gingham("f6f5f1", "red", 24)),
            studs=True,
        ),
        _shirt(
            "Checked flannel shirt, wine",
            "red",
            69.9,
            "Brushed flannel in wine and navy. Two chest pockets.",
            _check("wine", bold),
            pockets=2,
        ),
        _shirt(
            "Checked flannel shirt, forest",
            "green",
            69.9,
            "Brushed flannel in green and navy. Two chest pockets.",
            _check("3f6b4c", [("navy", 0, 40), ("mustard", 30, 4)]),
            pockets=2,
            buttons="cream",
        ),
        _shirt(
            "Work shirt, buffalo check",
            "black",
            74.0,
            "A heavy check in red and black with flap pockets.",
            _check("red", [("black", 0, 52)], 104),
            pockets=2,
            flaps=True,
            buttons="black",
        ),
        _shirt(
            "Oxford shirt, white",
            "white",
            55.0,
            "The white shirt that goes with everything, in soft oxford cotton.",
            cloth("white"),
            studs=True,
        ),
        _shirt(
            "Oxford shirt, sky",
            "blue",
            55.0,
            "Soft oxford cotton in pale blue, with a button-down collar.",
            Fabric(melange("sky", 0.07)),
            studs=True,
        ),
        _shirt(
            "Striped poplin shirt",
            "blue",
            62.5,
            "Smooth poplin with even blue stripes and a white collar.",
            Fabric(stripes("f6f5f1", [("blue", 0, 11)], 23)),
            contrast=cloth("white"),
        ),
        _shirt(
            "Banker stripe shirt, rose",
            "pink",
            62.5,
            "Fine rose stripes on white, with white collar and cuffs.",
            Fabric(stripes("f6f5f1", [("rose", 0, 6), ("rose", 10, 2)], 26)),
            contrast=cloth("white"),
            pockets=0,
        ),
        _shirt(
            "Denim shirt, mid blue",
            "blue",
            79.0,
            "Washed denim with two flap pockets and pearl buttons.",
            cloth("5a7ba6", DENIM),
            pockets=2,
            flaps=True,
            buttons="cream",
        ),
        _shirt(
            "Cord shirt, mustard",
            "yellow",
            75.0,
            "Fine corduroy with a warm hand. Wear it open or closed.",
            cloth("mustard", CORDUROY),
            pockets=2,
            buttons="brown",
        ),
        _shirt(
            "Collarless linen shirt",
            "beige",
            68.0,
            "Airy linen with a plain open neck and one pocket.",
            Fabric(melange("d9c8ab", 0.14, (26, 4))),
            collar="band",
            buttons="brown",
        ),
        _shirt(
            "Floral shirt, navy",
            "navy",
            72.0,
            "Small pink and cream flowers on navy cotton.",
            Fabric(floral("navy", ["pink", "cream"], period=170)),
            pockets=0,
        ),
        _shirt(
            "Camp shirt, palm leaves",
            "green",
            64.0,
            "A relaxed summer shirt with an open collar and a leaf print.",
            Fabric(leaves("f0ece0", ["green", "teal", "sage"], period=260)),
            cut=SHORT,
            collar="camp",
            tails=8,
            pockets=0,
        ),
        _shirt(
            "Camp shirt, brush strokes",
            "multicolour",
            64.0,
            "Short sleeves, open collar, loose strokes of paint.",
            Fabric(strokes("27345a", ["rust", "cream", "teal"], period=210)),
            cut=SHORT,
            collar="camp",
            tails=8,
            pockets=0,
        ),
        _shirt(
            "Short-sleeve shirt, dots",
            "black",
            49.0,
            "White dots on black cotton with short turned sleeves.",
            Fabric(dots("black", "f3f1ec", 30, 4.6)),
            cut=SHORT,
            buttons="black",
        ),
        _shirt(
            "Windowpane shirt",
            "white",
            62.0,
            "A wide thin check in green on white.",
            Fabric(windowpane("f6f5f1", "3f6b4c", 58)),
            collar="wide",
        ),
        _shirt(
            "Satin blouse, wine",
            "red",
            82.0,
            "A fluid blouse with a soft sheen and covered cuffs.",
            cloth("wine", SATIN),
            pockets=0,
            buttons="wine",
            collar="wide",
            tails=30,
        ),
    ]


def tees() -> list[Article]:
    """List the T-shirts."""
    return [
        _tee(
            "Basic tee, white", "white", 19.9, "Heavy cotton jersey, made to be washed often.", cloth("white")
        ),
        _tee(
            "Basic tee, black", "black", 19.9, "Heavy cotton jersey, made to be washed often.", cloth("black")
        ),
        _tee(
            "Basic tee, rust", "orange", 19.9, "Heavy cotton jersey, made to be washed often.", cloth("rust")
        ),
        _tee(
            "Breton tee, navy stripe",
            "navy",
            32.0,
            "Navy stripes on cream, with long sleeves.",
            Fabric(stripes("eee7d8", [("navy", 0, 14)], 40, across=True)),
            cut=LONG_TEE,
            trim=cloth("eee7d8"),
        ),
        _tee(
            "Striped tee, red",
            "red",
            28.0,
            "Short sleeves and even red stripes.",
            Fabric(stripes("f3f1ec", [("red", 0, 22)], 44, across=True)),
            trim=cloth("red"),
        ),
        _tee(
            "Multi-stripe tee",
            "multicolour",
            29.5,
            "Stripes of four colours on a soft knit.",
            Fabric(
                stripes("cream", [("teal", 0, 18), ("mustard", 36, 18), ("rust", 72, 18)], 108, across=True)
            ),
            trim=cloth("teal"),
        ),
        _tee(
            "Sunset print tee",
            "navy",
            34.0,
            "Navy jersey with a printed sun.",
            cloth("navy"),
            chest_mark="sun",
            mark="orange",
        ),
        _tee(
            "Peaks print tee",
            "green",
            34.0,
            "Sage jersey with printed mountains.",
            cloth("sage"),
            chest_mark="peaks",
            mark="3f5a48",
        ),
        _tee(
            "Rings print tee",
            "grey",
            34.0,
            "Grey melange with two printed rings.",
            Fabric(melange("grey")),
            chest_mark="rings",
            mark="red",
        ),
        _tee(
            "Ringer tee, yellow",
            "yellow",
            26.0,
            "Cream body, yellow collar and sleeves.",
            cloth("eee7d8"),
            sleeve=cloth("yellow"),
            trim=cloth("yellow"),
        ),
        _tee(
            "Pocket tee, lilac",
            "purple",
            24.0,
            "A boxy tee with a chest pocket.",
            cloth("lilac"),
            cut=BOXY,
            pocket=True,
        ),
        _tee(
            "V-neck tee, grey",
            "grey",
            22.0,
            "Fine grey melange with a V neck.",
            Fabric(melange("b9babb", 0.10)),
            cut=VEE_TEE,
        ),
        _tee(
            "Dip-dye tee, blue",
            "blue",
            36.0,
            "Dyed by hand from white to blue.",
            Fabric(ombre("f3f1ec", "3f6ea8", -40, 340)),
            cut=BOXY,
        ),
        _tee(
            "Camouflage tee",
            "green",
            29.0,
            "Soft jersey in four greens.",
            Fabric(camouflage(["76774a", "4d5a38", "a59a70", "3a3c2c"], 120)),
        ),
    ]
