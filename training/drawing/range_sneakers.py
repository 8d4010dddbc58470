"""The range of sneakers."""

from drawing import sneakers
from drawing.articles import Article, of
from drawing.materials import (
    CANVAS,
    LEATHER,
    SUEDE,
    Fabric,
    cloth,
)
from drawing.motifs import floral
from drawing.patterns import (
    checker,
)
from drawing.range_boots import SHOES
from drawing.sneaker_parts import Last

HIGH = Last(collar=250, throat=214)


RUNNER = Last(sole=112, chunk=1.0)


def _sneaker(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: object) -> Article:
    return Article(
        "Sneakers", name, colour, price, text, of(sneakers.sneaker, fabric, **kw), SHOES, standing=True
    )


def sneaker_range() -> list[Article]:
    """List the sneakers."""
    return [
        _sneaker(
            "Court sneaker, white and green",
            "white",
            89.0,
            "White leather with a green heel.",
            cloth("white", LEATHER),
            heel=cloth("green", LEATHER),
            badge="bars",
            badge_colour="green",
        ),
        _sneaker(
            "Court sneaker, white and navy",
            "white",
            89.0,
            "White leather with a navy heel.",
            cloth("white", LEATHER),
            heel=cloth("navy", LEATHER),
            badge="bars",
            badge_colour="navy",
        ),
        _sneaker(
            "Court sneaker, all black",
            "black",
            89.0,
            "Black leather on a black sole.",
            cloth("black", LEATHER),
            sole="black",
            tread="black",
            laces="black",
            lining="charcoal",
            badge="bars",
            badge_colour="charcoal",
        ),
        _sneaker(
            "Canvas low-top, red",
            "red",
            59.0,
            "Red canvas with a rubber toe.",
            cloth("red", CANVAS),
            toe="white",
            stripe="red",
        ),
        _sneaker(
            "Canvas low-top, navy",
            "navy",
            59.0,
            "Navy canvas with a rubber toe.",
            cloth("navy", CANVAS),
            toe="white",
            stripe="red",
        ),
        _sneaker(
            "Canvas low-top, floral",
            "multicolour",
            65.0,
            "Printed canvas with a rubber toe.",
            Fabric(floral("f0e7d6", ["rose", "lilac"], period=150), CANVAS),
            toe="white",
        ),
        _sneaker(
            "Canvas high-top, black",
            "black",
            69.0,
            "Black canvas over the ankle.",
            cloth("black", CANVAS),
            last=HIGH,
            toe="white",
            stripe="black",
            badge="disc",
            badge_colour="white",
        ),
        _sneaker(
            "Canvas high-top, mustard",
            "yellow",
            69.0,
            "Mustard canvas over the ankle.",
            cloth("mustard", CANVAS),
            last=HIGH,
            toe="white",
            stripe="brown",
            badge="disc",
            badge_colour="cream",
        ),
        _sneaker(
            "Leather high-top, white",
            "white",
            99.0,
            "White leather with a red wave.",
            cloth("white", LEATHER),
            last=HIGH,
            overlay=cloth("white", LEATHER),
            badge="wave",
            badge_colour="red",
            heel=cloth("red", LEATHER),
        ),
        _sneaker(
            "Runner, grey and orange",
            "grey",
            109.0,
            "Light mesh on a thick sole.",
            cloth("grey", CANVAS),
            last=RUNNER,
            overlay=cloth("navy", SUEDE),
            badge="wave",
            badge_colour="orange",
            tread="orange",
            stripe="orange",
        ),
        _sneaker(
            "Runner, pink and teal",
            "pink",
            109.0,
            "Light mesh on a thick sole.",
            cloth("pink", CANVAS),
            last=RUNNER,
            overlay=cloth("teal", SUEDE),
            badge="wave",
            badge_colour="white",
            tread="teal",
            stripe="teal",
        ),
        _sneaker(
            "Runner, black and yellow",
            "black",
            109.0,
            "Dark mesh with a bright sole.",
            cloth("charcoal", CANVAS),
            last=RUNNER,
            overlay=cloth("black", SUEDE),
            badge="bars",
            badge_colour="yellow",
            tread="black",
            stripe="yellow",
            laces="black",
        ),
        _sneaker(
            "Suede trainer, tan",
            "brown",
            95.0,
            "Tan suede with a gum sole.",
            cloth("tan", SUEDE),
            overlay=cloth("c49a6a", SUEDE),
            sole="cream",
            tread="tan",
            badge="wave",
            badge_colour="cream",
        ),
        _sneaker(
            "Slip-on, checked",
            "black",
            49.0,
            "Easy on, easy off, in black and white.",
            Fabric(checker("f3f1ec", "black", 60), CANVAS),
            slip=True,
        ),
        _sneaker(
            "Slip-on, sage",
            "green",
            49.0,
            "Easy on, easy off, in washed canvas.",
            cloth("sage", CANVAS),
            slip=True,
            tread="tan",
        ),
    ]
