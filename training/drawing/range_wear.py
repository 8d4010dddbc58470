"""The range of dresses, skirts, trousers, jackets and coats."""

from dataclasses import replace
from typing import Any

from drawing import bottoms, dresses, jackets
from drawing.articles import Article, of
from drawing.bottoms import LegCut, SkirtCut
from drawing.dresses import DRESS
from drawing.materials import CANVAS, CORDUROY, COTTON, DENIM, LEATHER, NYLON, RIB, SATIN, SUEDE, WOOL, Fabric, cloth
from drawing.motifs import floral, leaves, strokes
from drawing.patterns import (
    blocks,
    dots,
    gingham,
    herringbone,
    houndstooth,
    leopard,
    melange,
    ombre,
    stripes,
    tartan,
    windowpane,
)

SIZES = "34, 36, 38, 40, 42"
LEGS = "36, 38, 40, 42, 44"
LONG = replace(DRESS, sleeve=1.0, spread=3, loose=1.0)
BARE = replace(DRESS, sleeve=0.0)
WIDE = LegCut(knee=166, hem=184, stance=98, hip=166)
SLIM = LegCut(knee=112, hem=82)
SHORTS = LegCut(length=560, knee=160, hem=158, stance=96, top=170, crotch=400)
BERMUDA = LegCut(length=660, knee=150, hem=142, stance=94, top=150, crotch=384)
SUIT = LegCut(knee=132, hem=112)
JOGGER = LegCut(knee=128, hem=84, hip=166)
CARGO = LegCut(knee=148, hem=126, hip=172)


def _dress(name: str, colour: str, price: float, text: str, fabric: Fabric, draw: Any = dresses.dress, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Dresses", name, colour, price, text, of(draw, fabric, **kw), SIZES)


def _skirt(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Skirts", name, colour, price, text, of(bottoms.skirt, fabric, **kw), SIZES)


def _legs(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Trousers", name, colour, price, text, of(bottoms.trousers, fabric, **kw), LEGS)


def _jacket(name: str, colour: str, price: float, text: str, draw: Any, fabric: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Jackets", name, colour, price, text, of(draw, fabric, **kw), "S, M, L, XL")


def dress_range() -> list[Article]:
    """List the dresses."""
    shirt_dress = {"neck": "shirt", "style": "aline", "length": 800, "hem": 190}
    return [
        _dress("Floral tea dress, navy", "navy", 98.0, "Pink and cream flowers on navy, with a gathered skirt.",
               Fabric(floral("navy", ["pink", "cream"], period=140))),
        _dress("Floral tea dress, cream", "white", 98.0, "Red and rose flowers on cream, with a gathered skirt.",
               Fabric(floral("f0e7d6", ["red", "rose"], period=140))),
        _dress("Wrap dress, red", "red", 89.0, "Wraps and ties at the waist; falls softly to the knee.",
               cloth("red"), neck="wrap", sash=cloth("red"), style="aline", length=790),
        _dress("Wrap dress, emerald leaf", "green", 92.0, "A leaf print on deep green, tied at the waist.",
               Fabric(leaves("2f6148", ["4f8a62", "8fb592"], period=210)), neck="wrap", sash=cloth("2f6148"), style="aline", length=850, hem=230, cut=LONG),
        _dress("Shirt dress, blue stripe", "blue", 95.0, "Buttons all the way, with a leather belt.",
               Fabric(stripes("f6f5f1", [("blue", 0, 8)], 18)), buckle="gold", sash=cloth("brown", LEATHER), cut=LONG, cuffs=True, **shirt_dress),
        _dress("Shirt dress, khaki", "green", 95.0, "Buttons all the way, with a canvas belt.",
               cloth("olive"), buckle="silver", sash=cloth("olive", CANVAS), buttons="brown", **shirt_dress),
        _dress("Slip dress, sage satin", "green", 79.0, "Cut on the bias with thin straps.", cloth("sage", SATIN), dresses.slip),
        _dress("Slip dress, black satin", "black", 79.0, "Cut on the bias with thin straps.", cloth("black", SATIN), dresses.slip, length=800, hem=170),
        _dress("Colour-block shift", "multicolour", 85.0, "A straight dress in black, white and red.",
               Fabric(blocks([("black", -600), ("f3f1ec", -190), ("red", 30)])), dresses.shift_dress, cut=BARE, trim=cloth("black")),
        _dress("Knitted dress, grey", "grey", 105.0, "Fine ribs, long sleeves, a straight line.",
               Fabric(melange("grey", 0.06), RIB), dresses.shift_dress, cut=LONG, length=800, hem=150),
        _dress("Tiered dress, mustard", "yellow", 110.0, "Three gathered tiers to the ankle.", cloth("mustard"), tiers=3, length=900, hem=270),
        _dress("Tiered dress, gingham", "black", 99.0, "Black gingham in two gathered tiers.",
               Fabric(gingham("f6f5f1", "black", 20)), tiers=2, length=760, hem=236, cut=BARE, trim=cloth("black")),
        _dress("Dotted swing dress", "red", 84.0, "White dots on red, a full skirt and a black belt.",
               Fabric(dots("red", "f6f5f1", 26, 4.6)), buckle="gold", sash=cloth("black", LEATHER), hem=260, length=760),
        _dress("Pleated dress, lilac", "purple", 112.0, "A plain bodice over sharp pleats.",
               cloth("lilac"), style="pleated", length=880, hem=215, neck="vee", sash=cloth("lilac")),
        _dress("Ombre maxi dress", "blue", 118.0, "Runs from white to deep blue, down to the floor.",
               Fabric(ombre("eef1f2", "27548a", -300, 380)), style="aline", length=930, hem=230, neck="vee", cut=BARE),
        _dress("Houndstooth shift", "black", 96.0, "A short straight dress in a clear houndstooth.",
               Fabric(houndstooth("f3f1ec", "black", 34), WOOL), dresses.shift_dress, length=700, hem=165, trim=cloth("black")),
    ]  # fmt: skip


def skirt_range() -> list[Article]:
    """List the skirts."""
    mini = SkirtCut(length=560, hip=186, hem=226, top=170)
    return [
        _skirt("Gathered skirt, meadow flowers", "white", 59.0, "Red and rose flowers on cream.",
               Fabric(floral("f0e7d6", ["rose", "red", "mustard"], period=200)), style="gathered", band=cloth("f0e7d6")),
        _skirt("Gathered skirt, indigo leaves", "blue", 59.0, "A leaf print on indigo cotton.",
               Fabric(leaves("2d4a78", ["sky", "7fa0c8"], period=230)), style="gathered", band=cloth("2d4a78")),
        _skirt("Pleated kilt, red tartan", "red", 74.0, "Sharp pleats in a red and green tartan.",
               Fabric(tartan("red", [("2f5a42", 0, 40), ("yellow", 30, 4)], 80), WOOL), style="pleated", cut=SkirtCut(length=640, hem=262)),
        _skirt("Pleated midi, rose", "pink", 69.0, "Fine pleats that move with every step.",
               cloth("rose", SATIN), style="pleated", cut=SkirtCut(length=830, hem=250)),
        _skirt("Pleated midi, forest", "green", 69.0, "Fine pleats that move with every step.",
               cloth("3d6b52", SATIN), style="pleated", cut=SkirtCut(length=830, hem=250)),
        _skirt("Pencil skirt, black leather", "black", 129.0, "Soft leather, cut close to the knee.",
               cloth("black", LEATHER), style="pencil", cut=SkirtCut(length=740, hem=168, hip=186)),
        _skirt("Pencil skirt, houndstooth", "grey", 75.0, "Wool houndstooth, lined.",
               Fabric(houndstooth("e8e3d8", "charcoal", 30), WOOL), style="pencil", cut=SkirtCut(length=740, hem=170, hip=186), band=cloth("charcoal")),
        _skirt("Denim mini skirt", "blue", 45.0, "Washed denim with metal buttons down the front.",
               cloth("5a7ba6", DENIM), style="aline", cut=mini, buttons="gold"),
        _skirt("Cord skirt, tan", "brown", 52.0, "Fine corduroy with buttons down the front.",
               cloth("tan", CORDUROY), style="aline", cut=mini, buttons="dark brown"),
        _skirt("Wrap skirt, brush strokes", "orange", 57.0, "A light wrap skirt with a painted print.",
               Fabric(strokes("c9673a", ["cream", "wine", "mustard"], period=200)), style="wrap", band=cloth("c9673a")),
        _skirt("Satin midi, champagne", "beige", 65.0, "A smooth satin skirt with a soft fall.",
               cloth("d8c3a0", SATIN), style="aline", cut=SkirtCut(length=830, hem=226, hip=182)),
        _skirt("Suede skirt, wine", "red", 89.0, "An A-line skirt in soft suede.",
               cloth("wine", SUEDE), style="aline", cut=SkirtCut(length=620, hem=238)),
        _skirt("Leopard midi skirt", "brown", 62.0, "A bold print on a fluid skirt.",
               Fabric(leopard("c99a5f", "3a2a20", "8a5f3a", 40), SATIN), style="aline", cut=SkirtCut(length=810, hem=224, hip=184), band=cloth("dark brown")),
    ]  # fmt: skip


def trouser_range() -> list[Article]:
    """List the trousers, jeans and shorts."""
    return [
        _legs("Straight jeans, mid blue", "blue", 79.0, "Classic five pockets in a mid wash.", cloth("4a6a98", DENIM), style="jeans", thread="mustard"),
        _legs("Slim jeans, dark indigo", "navy", 84.0, "Dark denim, cut close, with a turned hem.",
              cloth("2a3a5c", DENIM), style="jeans", thread="mustard", cut=SLIM, cuff=44),
        _legs("Wide jeans, light wash", "blue", 85.0, "A wide leg in pale, soft denim.",
              cloth("9db7d2", DENIM), style="jeans", thread="tan", cut=WIDE),
        _legs("Black jeans", "black", 79.0, "Black denim that stays black.", cloth("2a2b2f", DENIM), style="jeans", thread="charcoal", cut=SLIM),
        _legs("Chinos, sand", "beige", 65.0, "Cotton twill, a straight leg.", cloth("beige"), style="chino"),
        _legs("Chinos, olive", "green", 65.0, "Cotton twill, a straight leg.", cloth("olive"), style="chino"),
        _legs("Chinos, brick", "red", 65.0, "Cotton twill, a straight leg.", cloth("a14a38"), style="chino"),
        _legs("Pinstripe trousers", "navy", 92.0, "Wide legs, pressed creases, fine stripes.",
              Fabric(stripes("navy", [("9fb0cc", 0, 2)], 24), WOOL), style="suit", crease=True, cut=WIDE, button_colour="black"),
        _legs("Checked trousers, grey", "grey", 88.0, "Grey wool with a thin windowpane check.",
              Fabric(windowpane("9a9c9f", "wine", 52, 2.6), WOOL), style="suit", crease=True, cut=SUIT, button_colour="black"),
        _legs("Tartan trousers", "green", 86.0, "Green and navy tartan, slim in the leg.",
              Fabric(tartan("35573f", [("navy", 0, 34), ("mustard", 24, 3)], 66), WOOL), style="suit", cut=SLIM, button_colour="black"),
        _legs("Cord trousers, rust", "orange", 78.0, "Warm corduroy with a relaxed leg.", cloth("rust", CORDUROY), style="chino", cut=CARGO),
        _legs("Cargo trousers, khaki", "green", 72.0, "Canvas with two big side pockets.", cloth("8a8560", CANVAS), style="cargo", cut=CARGO),
        _legs("Joggers, grey", "grey", 45.0, "Soft fleece with a drawn cord.", Fabric(melange("b0b1b4", 0.11)), style="jogger", cut=JOGGER, cuff=46),
        _legs("Chino shorts, stone", "white", 42.0, "Short chinos with a turned hem.", cloth("d9d0bf"), style="chino", cut=SHORTS, cuff=28),
        _legs("Denim shorts", "blue", 45.0, "Washed denim with a turned hem.", cloth("6d8fb8", DENIM), style="jeans", thread="mustard", cut=SHORTS, cuff=30),
        _legs("Checked bermudas", "pink", 48.0, "Light cotton in a pink gingham, to the knee.", Fabric(gingham("f6f5f1", "rose", 26)), style="chino", cut=BERMUDA),
    ]  # fmt: skip


def jacket_range() -> list[Article]:
    """List the jackets and coats."""
    return [
        _jacket("Denim jacket, mid blue", "blue", 99.0, "The classic trucker with metal buttons.", jackets.denim_jacket, cloth("5778a4", DENIM)),
        _jacket("Denim jacket, black", "black", 99.0, "The classic trucker in black.", jackets.denim_jacket, cloth("34363b", DENIM), thread="grey", buttons="silver"),
        _jacket("Cord-collar jacket, tan", "brown", 115.0, "Tan canvas with a brown cord collar.", jackets.denim_jacket,
                cloth("b08a5c", CANVAS), thread="cream", collar=cloth("brown", CORDUROY)),
        _jacket("Bomber jacket, olive", "green", 109.0, "A light bomber with ribbed trims.", jackets.bomber, cloth("olive", NYLON), rib=cloth("5d5e3a")),
        _jacket("Varsity jacket, navy", "navy", 129.0, "A wool body with cream leather sleeves.", jackets.bomber,
                cloth("navy", WOOL), rib=cloth("navy"), sleeve=cloth("cream", LEATHER)),
        _jacket("Satin bomber, rose", "pink", 112.0, "A soft shine and tonal ribs.", jackets.bomber, cloth("rose", SATIN), rib=cloth("rose")),
        _jacket("Down jacket, orange", "orange", 149.0, "Light down in level channels.", jackets.puffer, cloth("orange", NYLON)),
        _jacket("Down jacket, black", "black", 149.0, "Light down in level channels.", jackets.puffer, cloth("34363b", NYLON)),
        _jacket("Down vest, teal", "green", 95.0, "A warm layer without sleeves.", jackets.puffer, cloth("teal", NYLON), sleeve=False, length=740),
        _jacket("Herringbone blazer", "grey", 159.0, "Soft wool herringbone, two buttons.", jackets.blazer, Fabric(herringbone("b0b0b0", "charcoal", 15), WOOL)),
        _jacket("Blazer, navy", "navy", 149.0, "A plain navy blazer with gold buttons.", jackets.blazer, cloth("navy", WOOL), buttons="gold"),
        _jacket("Checked blazer, brown", "brown", 165.0, "Brown wool with a wide check.", jackets.blazer,
                Fabric(windowpane("8a6a4c", "cream", 66), WOOL), lining="navy"),
        _jacket("Double-breasted coat, camel", "brown", 229.0, "A long wool coat with six buttons.", jackets.blazer,
                cloth("c19a64", WOOL), double=True, length=940, lining="cream"),
        _jacket("Double-breasted coat, charcoal", "grey", 229.0, "A long wool coat with six buttons.", jackets.blazer,
                Fabric(melange("565a61", 0.12), WOOL), double=True, length=940, buttons="black"),
        _jacket("Trench coat, stone", "beige", 189.0, "Cotton gabardine with a tied belt.", jackets.blazer,
                cloth("d2c0a0", COTTON), double=True, length=940, belt=True, lining="grey"),
        _jacket("Biker jacket, black", "black", 249.0, "Soft leather with a slanted zip.", jackets.biker, cloth("black", LEATHER)),
        _jacket("Biker jacket, cognac", "brown", 249.0, "Soft leather with a slanted zip.", jackets.biker, cloth("8e5530", LEATHER), metal="gold"),
        _jacket("Parka, khaki", "green", 139.0, "A hooded coat with deep pockets.", jackets.parka, cloth("7c7a52", CANVAS)),
        _jacket("Raincoat, yellow", "yellow", 119.0, "Proof against rain, with a hood and deep pockets.", jackets.parka, cloth("yellow", NYLON), cords="navy"),
    ]  # fmt: skip


