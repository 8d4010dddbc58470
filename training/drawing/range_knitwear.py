"""The range of knitwear."""

from dataclasses import replace

from drawing import knits
from drawing.articles import Article, Painter, of
from drawing.knits import JUMPER
from drawing.materials import (
    CABLE,
    CHUNKY,
    KNIT,
    RIB,
    Fabric,
    cloth,
)
from drawing.motifs import fairisle
from drawing.patterns import (
    argyle,
    blocks,
    melange,
    plain,
    stripes,
    within,
    zigzag,
)
from drawing.range_shirts import SIZES

CROP = replace(JUMPER, length=700, chest=232, waist=232, hem=214, sleeve=0.98)


def _knit(
    name: str, colour: str, price: float, text: str, draw: Painter, *, fabric: Fabric, **kw: object
) -> Article:
    return Article("Knitwear", name, colour, price, text, of(draw, fabric, **kw), SIZES)


def knitwear() -> list[Article]:
    """List the knitwear."""
    snow = within(
        plain("navy"),
        fairisle("navy", [("star", "white"), ("seed", "red"), ("tooth", "sky"), ("seed", "red")], 10),
        -250,
        60,
    )
    allover = fairisle(
        "cream", [("diamond", "red"), ("seed", "green"), ("fir", "green"), ("seed", "red")], 10
    )
    block = blocks([("cream", -600), ("teal", -60), ("navy", 120)])
    return [
        _knit(
            "Cable jumper, cream",
            "white",
            95.0,
            "Thick cables in undyed wool.",
            knits.jumper,
            fabric=cloth("cream", CABLE),
        ),
        _knit(
            "Cable jumper, sage",
            "green",
            95.0,
            "Thick cables in soft green wool.",
            knits.jumper,
            fabric=cloth("sage", CABLE),
        ),
        _knit(
            "Chunky roll-neck, grey",
            "grey",
            109.0,
            "A deep roll collar and a heavy stitch.",
            knits.jumper,
            fabric=Fabric(melange("grey", 0.10), CHUNKY),
            neck="roll",
        ),
        _knit(
            "Chunky roll-neck, rust",
            "orange",
            109.0,
            "A deep roll collar and a heavy stitch.",
            knits.jumper,
            fabric=cloth("rust", CHUNKY),
            neck="roll",
        ),
        _knit(
            "Snow star jumper",
            "navy",
            119.0,
            "White stars across the chest, as knitted in the north.",
            knits.jumper,
            fabric=Fabric(snow, KNIT),
            trim=cloth("navy", RIB),
        ),
        _knit(
            "Fair Isle jumper, cream",
            "multicolour",
            125.0,
            "Bands of small figures in red and green.",
            knits.jumper,
            fabric=Fabric(allover, KNIT),
            trim=cloth("red", RIB),
        ),
        _knit(
            "Colour-block jumper",
            "multicolour",
            79.0,
            "Three calm blocks of colour in merino.",
            knits.jumper,
            fabric=Fabric(block, KNIT),
            trim=cloth("navy", RIB),
        ),
        _knit(
            "Striped crew jumper",
            "black",
            72.0,
            "Black and cream stripes, a round neck.",
            knits.jumper,
            fabric=Fabric(stripes("cream", [("black", 0, 30)], 60, across=True), KNIT),
            trim=cloth("black", RIB),
        ),
        _knit(
            "V-neck jumper, wine",
            "red",
            69.0,
            "Fine wool to wear over a shirt.",
            knits.jumper,
            fabric=cloth("wine", KNIT),
            neck="vee",
        ),
        _knit(
            "Argyle vest, navy",
            "navy",
            59.0,
            "Sleeveless, with grey diamonds.",
            knits.jumper,
            fabric=Fabric(argyle("navy", "grey", "cream", 128), KNIT),
            neck="vee",
            cut=replace(JUMPER, sleeve=0.0),
            trim=cloth("navy", RIB),
        ),
        _knit(
            "Cropped jumper, pink",
            "pink",
            65.0,
            "A short jumper with a high neck and full sleeves.",
            knits.jumper,
            fabric=cloth("pink", CHUNKY),
            neck="high",
            cut=CROP,
        ),
        _knit(
            "Zigzag jumper",
            "multicolour",
            88.0,
            "Pointed bands in warm colours.",
            knits.jumper,
            fabric=Fabric(zigzag(["rust", "cream", "mustard", "wine"], 80, 34), KNIT),
            trim=cloth("wine", RIB),
        ),
        _knit(
            "Cardigan, mustard",
            "yellow",
            85.0,
            "Six buttons, two pockets, made to live in.",
            knits.cardigan,
            fabric=cloth("mustard", KNIT),
        ),
        _knit(
            "Cardigan, charcoal cable",
            "grey",
            98.0,
            "Cables all over, with dark horn buttons.",
            knits.cardigan,
            fabric=cloth("5a5d63", CABLE),
            buttons="dark brown",
            pockets=False,
        ),
        _knit(
            "Hooded sweatshirt, green",
            "green",
            64.0,
            "Brushed inside, with a pouch pocket.",
            knits.hoodie,
            fabric=Fabric(melange("4f7f57", 0.08)),
        ),
        _knit(
            "Zip hoodie, grey melange",
            "grey",
            68.0,
            "A zip hoodie with black sleeves.",
            knits.hoodie,
            fabric=Fabric(melange("b4b5b7", 0.12)),
            zipped=True,
            sleeve=cloth("black"),
            cords="black",
        ),
        _knit(
            "Hooded sweatshirt, lilac",
            "purple",
            64.0,
            "Brushed inside, with a pouch pocket.",
            knits.hoodie,
            fabric=cloth("lilac"),
        ),
    ]
