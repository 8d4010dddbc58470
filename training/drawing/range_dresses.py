"""The range of dresses."""

from dataclasses import replace

from drawing import dresses
from drawing.articles import Article, Painter, of
from drawing.dresses import DRESS
from drawing.materials import (
    CANVAS,
    LEATHER,
    RIB,
    SATIN,
    WOOL,
    Fabric,
    cloth,
)
from drawing.motifs import floral, leaves
from drawing.patterns import (
    blocks,
    dots,
    gingham,
    houndstooth,
    melange,
    ombre,
    stripes,
)

SIZES = "34, 36, 38, 40, 42"


LONG = replace(DRESS, sleeve=1.0, spread=3, loose=1.0)


BARE = replace(DRESS, sleeve=0.0)


def _dress(
    name: str,
    colour: str,
    price: float,
    text: str,
    fabric: Fabric,
    *,
    draw: Painter = dresses.dress,
    **kw: object,
) -> Article:
    return Article("Dresses", name, colour, price, text, of(draw, fabric, **kw), SIZES)


def dress_range() -> list[Article]:
    """List the dresses."""
    return [
        _dress(
            "Floral tea dress, navy",
            "navy",
            98.0,
            "Pink and cream flowers on navy, with a gathered skirt.",
            Fabric(floral("navy", ["pink", "cream"], period=140)),
        ),
        _dress(
            "Floral tea dress, cream",
            "white",
            98.0,
            "Red and rose flowers on cream, with a gathered skirt.",
            Fabric(floral("f0e7d6", ["red", "rose"], period=140)),
        ),
        _dress(
            "Wrap dress, red",
            "red",
            89.0,
            "Wraps and ties at the waist; falls softly to the knee.",
            cloth("red"),
            neck="wrap",
            sash=cloth("red"),
            style="aline",
            length=790,
        ),
        _dress(
            "Wrap dress, emerald leaf",
            "green",
            92.0,
            "A leaf print on deep green, tied at the waist.",
            Fabric(leaves("2f6148", ["4f8a62", "8fb592"], period=210)),
            neck="wrap",
            sash=cloth("2f6148"),
            style="aline",
            length=850,
            hem=230,
            cut=LONG,
        ),
        _dress(
            "Shirt dress, blue stripe",
            "blue",
            95.0,
            "Buttons all the way, with a leather belt.",
            Fabric(stripes("f6f5f1", [("blue", 0, 8)], 18)),
            buckle="gold",
            sash=cloth("brown", LEATHER),
            cut=LONG,
            cuffs=True,
            neck="shirt",
            style="aline",
            hem=190,
        ),
        _dress(
            "Shirt dress, khaki",
            "green",
            95.0,
            "Buttons all the way, with a canvas belt.",
            cloth("olive"),
            buckle="silver",
            sash=cloth("olive", CANVAS),
            buttons="brown",
            neck="shirt",
            style="aline",
            hem=190,
        ),
        _dress(
            "Slip dress, sage satin",
            "green",
            79.0,
            "Cut on the bias with thin straps.",
            cloth("sage", SATIN),
            draw=dresses.slip,
        ),
        _dress(
            "Slip dress, black satin",
            "black",
            79.0,
            "Cut on the bias with thin straps.",
            cloth("black", SATIN),
            draw=dresses.slip,
            length=800,
            hem=170,
        ),
        _dress(
            "Colour-block shift",
            "multicolour",
            85.0,
            "A straight dress in black, white and red.",
            Fabric(blocks([("black", -600), ("f3f1ec", -190), ("red", 30)])),
            draw=dresses.shift_dress,
            cut=BARE,
            trim=cloth("black"),
        ),
        _dress(
            "Knitted dress, grey",
            "grey",
            105.0,
            "Fine ribs, long sleeves, a straight line.",
            Fabric(melange("grey", 0.06), RIB),
            draw=dresses.shift_dress,
            cut=LONG,
            length=800,
            hem=150,
        ),
        _dress(
            "Tiered dress, mustard",
            "yellow",
            110.0,
            "Three gathered tiers to the ankle.",
            cloth("mustard"),
            tiers=3,
            length=900,
            hem=270,
        ),
        _dress(
            "Tiered dress, gingham",
            "black",
            99.0,
            "Black gingham in two gathered tiers.",
            Fabric(gingham("f6f5f1", "black", 20)),
            tiers=2,
            length=760,
            hem=236,
            cut=BARE,
            trim=cloth("black"),
        ),
        _dress(
            "Dotted swing dress",
            "red",
            84.0,
            "White dots on red, a full skirt and a black belt.",
            Fabric(dots("red", "f6f5f1", 26, 4.6)),
            buckle="gold",
            sash=cloth("black", LEATHER),
            hem=260,
            length=760,
        ),
        _dress(
            "Pleated dress, lilac",
            "purple",
            112.0,
            "A plain bodice over sharp pleats.",
            cloth("lilac"),
            style="pleated",
            length=880,
            hem=215,
            neck="vee",
            sash=cloth("lilac"),
        ),
        _dress(
            "Ombre maxi dress",
            "blue",
            118.0,
            "Runs from white to deep blue, down to the floor.",
            Fabric(ombre("eef1f2", "27548a", -300, 380)),
            style="aline",
            length=930,
            hem=230,
            neck="vee",
            cut=BARE,
        ),
        _dress(
            "Houndstooth shift",
            "black",
            96.0,
            "A short straight dress in a clear houndstooth.",
            Fabric(houndstooth("f3f1ec", "black", 34), WOOL),
            draw=dresses.shift_dress,
            length=700,
            hem=165,
            trim=cloth("black"),
        ),
    ]
