"""The range of handbags and backpacks."""

from drawing import backpacks, handbags
from drawing.articles import Article, Painter, of
from drawing.materials import (
    CANVAS,
    LEATHER,
    NYLON,
    QUILTED,
    SATIN,
    STRAW,
    SUEDE,
    Fabric,
    cloth,
)
from drawing.motifs import leaves
from drawing.patterns import (
    camouflage,
    melange,
    stripes,
)


def _bag(
    name: str, colour: str, price: float, text: str, draw: Painter, *, fabric: Fabric, **kw: object
) -> Article:
    return Article("Handbags", name, colour, price, text, of(draw, fabric, **kw), standing=True)


def _pack(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: object) -> Article:
    return Article(
        "Backpacks", name, colour, price, text, of(backpacks.backpack, fabric, **kw), standing=True
    )


def bag_range() -> list[Article]:
    """List the handbags."""
    leather = cloth("brown", LEATHER)
    return [
        _bag(
            "Canvas tote, natural",
            "white",
            49.0,
            "Natural canvas with leather handles.",
            handbags.tote,
            fabric=cloth("cream", CANVAS),
            strap=leather,
        ),
        _bag(
            "Canvas tote, navy stripe",
            "navy",
            52.0,
            "Broad stripes and rope-like handles.",
            handbags.tote,
            fabric=Fabric(stripes("eee7d8", [("navy", 0, 44)], 88, across=True), CANVAS),
            strap=cloth("navy", CANVAS),
        ),
        _bag(
            "Leather shopper, black",
            "black",
            169.0,
            "Room for a laptop, with two handles.",
            handbags.tote,
            fabric=cloth("black", LEATHER),
            stitched="grey",
            metal="silver",
        ),
        _bag(
            "Leather shopper, cognac",
            "brown",
            169.0,
            "Room for a laptop, with two handles.",
            handbags.tote,
            fabric=cloth("a3602f", LEATHER),
            stitched="cream",
        ),
        _bag(
            "Straw basket bag",
            "beige",
            55.0,
            "Woven straw for the market.",
            handbags.tote,
            fabric=cloth("d2b582", STRAW),
            strap=leather,
            flare_out=56,
            drop=260,
        ),
        _bag(
            "Satchel, brown",
            "brown",
            149.0,
            "Two straps, two buckles, one flap.",
            handbags.satchel,
            fabric=leather,
            stitched="cream",
        ),
        _bag(
            "Satchel, bottle green",
            "green",
            149.0,
            "Two straps, two buckles, one flap.",
            handbags.satchel,
            fabric=cloth("2f5a42", LEATHER),
            stitched="mustard",
        ),
        _bag(
            "Shoulder bag, red",
            "red",
            119.0,
            "A rounded flap with a turn lock.",
            handbags.satchel,
            fabric=cloth("red", LEATHER),
            straps=0,
            round_flap=True,
            tall=330,
        ),
        _bag(
            "Quilted chain bag, black",
            "black",
            159.0,
            "Quilted leather on a gold chain.",
            handbags.satchel,
            fabric=cloth("black", QUILTED),
            chain=True,
            straps=0,
            round_flap=True,
            tall=270,
        ),
        _bag(
            "Quilted chain bag, cream",
            "white",
            159.0,
            "Quilted leather on a gold chain.",
            handbags.satchel,
            fabric=cloth("e6dac3", QUILTED),
            chain=True,
            straps=0,
            round_flap=True,
            tall=270,
        ),
        _bag(
            "Bucket bag, tan",
            "brown",
            129.0,
            "Soft leather, drawn with a cord.",
            handbags.bucket,
            fabric=cloth("tan", LEATHER),
        ),
        _bag(
            "Bucket bag, mustard canvas",
            "yellow",
            79.0,
            "Canvas with leather cords.",
            handbags.bucket,
            fabric=cloth("mustard", CANVAS),
        ),
        _bag(
            "Crescent bag, teal",
            "green",
            139.0,
            "A soft half moon that sits under the arm.",
            handbags.hobo,
            fabric=cloth("teal", LEATHER),
        ),
        _bag(
            "Crescent bag, woven lilac",
            "purple",
            135.0,
            "A soft half moon in a woven look.",
            handbags.hobo,
            fabric=cloth("lilac", QUILTED),
            metal="silver",
        ),
        _bag(
            "Evening clutch, rose satin",
            "pink",
            69.0,
            "Pleated satin in a gold frame.",
            handbags.clutch,
            fabric=cloth("rose", SATIN),
        ),
        _bag(
            "Evening clutch, black velvet",
            "black",
            69.0,
            "Dark pile in a silver frame.",
            handbags.clutch,
            fabric=cloth("black", SUEDE),
            metal="silver",
        ),
    ]


def pack_range() -> list[Article]:
    """List the backpacks."""
    strap = cloth("brown", LEATHER)
    return [
        _pack(
            "Day pack, navy",
            "navy",
            69.0,
            "A plain pack with a leather base.",
            cloth("navy", CANVAS),
            base=strap,
        ),
        _pack(
            "Day pack, grey melange",
            "grey",
            69.0,
            "A plain pack with a black base.",
            Fabric(melange("a5a7aa", 0.16), CANVAS),
            base=cloth("black", CANVAS),
        ),
        _pack(
            "Day pack, red",
            "red",
            65.0,
            "Light nylon with a front pocket.",
            cloth("red", NYLON),
            patch="black",
            stitched="wine",
        ),
        _pack(
            "Day pack, leaf print",
            "green",
            72.0,
            "A leaf print with a plain pocket.",
            Fabric(leaves("e9e4d2", ["green", "teal"], period=250), CANVAS),
            pocket=cloth("green", CANVAS),
            strap=cloth("green", CANVAS),
        ),
        _pack(
            "Day pack, camouflage",
            "green",
            72.0,
            "Four greens and a black pocket.",
            Fabric(camouflage(["76774a", "4d5a38", "a59a70", "3a3c2c"], 130), CANVAS),
            pocket=cloth("black", CANVAS),
            strap=cloth("black", CANVAS),
        ),
        _pack(
            "Rucksack, olive",
            "green",
            95.0,
            "A lid, two straps and two buckles.",
            cloth("olive", CANVAS),
            style="flap",
            strap=strap,
            metal="gold",
            stitched="cream",
        ),
        _pack(
            "Rucksack, brown leather",
            "brown",
            189.0,
            "Full leather that grows old well.",
            strap,
            style="flap",
            metal="gold",
            stitched="cream",
        ),
        _pack(
            "Rucksack, sand",
            "beige",
            95.0,
            "Sand canvas with dark straps.",
            cloth("cdb48a", CANVAS),
            style="flap",
            strap=cloth("dark brown", LEATHER),
            metal="gold",
        ),
        _pack(
            "Roll-top pack, mustard",
            "yellow",
            85.0,
            "Roll it down as far as you fill it.",
            cloth("mustard", NYLON),
            style="roll",
            strap=cloth("black", CANVAS),
            base=cloth("black", CANVAS),
        ),
        _pack(
            "Roll-top pack, black",
            "black",
            85.0,
            "Roll it down as far as you fill it.",
            cloth("black", NYLON),
            style="roll",
            patch="grey",
        ),
        _pack(
            "Roll-top pack, teal",
            "green",
            85.0,
            "Roll it down as far as you fill it.",
            cloth("teal", NYLON),
            style="roll",
            strap=strap,
            metal="gold",
            base=strap,
        ),
        _pack(
            "Mini pack, lilac quilt",
            "purple",
            59.0,
            "A small quilted pack for the evening.",
            cloth("lilac", QUILTED),
            strap=cloth("lilac", LEATHER),
            metal="gold",
        ),
    ]
