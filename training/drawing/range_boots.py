"""The range of boots."""

from drawing import boots
from drawing.articles import Article, of
from drawing.boots import BootLast
from drawing.materials import (
    LEATHER,
    PATENT,
    RIB,
    SUEDE,
    Fabric,
    cloth,
)
from drawing.motifs import leopard

SHOES = "36, 37, 38, 39, 40, 41, 42"


TALL = BootLast(top=110, heel=46, shaft=232)


HEELED = BootLast(top=420, heel=140, block=78, toe=0.7, sole=12)


ROUND = BootLast(toe=0.0, sole=30, heel=40)


def _boot(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: object) -> Article:
    return Article("Boots", name, colour, price, text, of(boots.boot, fabric, **kw), SHOES, standing=True)


def boot_range() -> list[Article]:
    """List the boots."""
    return [
        _boot(
            "Chelsea boot, brown",
            "brown",
            139.0,
            "Brown leather with elastic sides.",
            cloth("brown", LEATHER),
        ),
        _boot(
            "Chelsea boot, black",
            "black",
            139.0,
            "Black leather with elastic sides.",
            cloth("black", LEATHER),
            sole="black",
        ),
        _boot(
            "Chelsea boot, sand suede",
            "beige",
            145.0,
            "Sand suede on a light sole.",
            cloth("c9ab7e", SUEDE),
            sole="tan",
        ),
        _boot(
            "Lace-up boot, tan",
            "brown",
            155.0,
            "A sturdy boot on a lugged sole.",
            cloth("tan", LEATHER),
            last=ROUND,
            style="lace",
            lug=True,
            sole="black",
            welt="mustard",
        ),
        _boot(
            "Lace-up boot, black",
            "black",
            155.0,
            "A sturdy boot on a lugged sole.",
            cloth("black", LEATHER),
            last=ROUND,
            style="lace",
            lug=True,
            sole="black",
            welt="yellow",
            laces="black",
            metal="silver",
        ),
        _boot(
            "Hiking boot, green",
            "green",
            165.0,
            "Green suede with red laces.",
            cloth("5f6b48", SUEDE),
            last=ROUND,
            style="lace",
            lug=True,
            sole="dark brown",
            laces="red",
            metal="silver",
            cuff=cloth("charcoal", RIB),
        ),
        _boot(
            "Riding boot, black",
            "black",
            199.0,
            "A tall boot with a strap and a side zip.",
            cloth("black", LEATHER),
            last=TALL,
            style="riding",
            sole="black",
        ),
        _boot(
            "Riding boot, cognac",
            "brown",
            199.0,
            "A tall boot with a strap and a side zip.",
            cloth("9a5a30", LEATHER),
            last=TALL,
            style="riding",
        ),
        _boot(
            "Heeled ankle boot, wine",
            "red",
            149.0,
            "Wine suede on a steady heel.",
            cloth("wine", SUEDE),
            last=HEELED,
            style="zip",
        ),
        _boot(
            "Heeled ankle boot, black patent",
            "black",
            149.0,
            "A high shine and a wooden heel.",
            cloth("black", PATENT),
            last=HEELED,
            style="zip",
            metal="silver",
            wood=True,
            sole="brown",
        ),
        _boot(
            "Heeled ankle boot, leopard",
            "brown",
            155.0,
            "A bold print on a steady heel.",
            Fabric(leopard("c99a5f", "3a2a20", "8a5f3a", 150), SUEDE),
            last=HEELED,
            style="zip",
            sole="black",
        ),
        _boot(
            "Western boot, caramel",
            "brown",
            185.0,
            "Stitched leather with a stacked heel.",
            cloth("a86a38", LEATHER),
            last=BootLast(top=220, heel=84, block=104, toe=0.8, sole=14, shaft=246),
            style="western",
            wood=True,
            sole="brown",
        ),
        _boot(
            "Rain boot, yellow",
            "yellow",
            69.0,
            "Rubber from toe to calf.",
            cloth("yellow", PATENT),
            last=BootLast(top=200, heel=34, shaft=250, toe=0.0, sole=28),
            style="rain",
            sole="navy",
            lug=True,
        ),
        _boot(
            "Rain boot, navy",
            "navy",
            69.0,
            "Rubber from toe to calf.",
            cloth("navy", PATENT),
            last=BootLast(top=200, heel=34, shaft=250, toe=0.0, sole=28),
            style="rain",
            sole="cream",
            lug=True,
        ),
    ]
