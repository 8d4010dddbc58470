"""The stock list: every article with its number, brand, price and count, the same at each run."""

from dataclasses import dataclass

from drawing import range_accessories, range_home, range_shirts, range_wear
from drawing.articles import Article
from drawing.noise import generator

SHELVES = (
    range_shirts.shirts,
    range_shirts.tees,
    range_shirts.knitwear,
    range_wear.dress_range,
    range_wear.skirt_range,
    range_wear.trouser_range,
    range_wear.jacket_range,
    range_accessories.sneaker_range,
    range_accessories.boot_range,
    range_accessories.bag_range,
    range_accessories.pack_range,
    range_accessories.hat_range,
    range_accessories.scarf_range,
    range_accessories.watch_range,
    range_accessories.shades_range,
    range_home.mug_range,
    range_home.vase_range,
    range_home.cushion_range,
    range_home.lamp_range,
)

WEAR = ("Plainfold", "Saltweft", "Moorthread", "Tidelinen")
CARRY = ("Quillstep", "Oakenloop", "Saltweft")
TRINKET = ("Brightdial", "Oakenloop")
HOME = ("Fernkiln", "Dunecroft")
BRANDS: dict[str, tuple[str, ...]] = {
    "Sneakers": ("Quillstep", "Oakenloop"),
    "Boots": ("Quillstep", "Oakenloop"),
    "Handbags": CARRY,
    "Backpacks": CARRY,
    "Hats": ("Moorthread", "Saltweft"),
    "Scarves": ("Moorthread", "Tidelinen"),
    "Watches": ("Brightdial",),
    "Sunglasses": TRINKET,
    "Mugs": HOME,
    "Vases": HOME,
    "Cushions": ("Dunecroft", "Tidelinen"),
    "Lamps": HOME,
}


@dataclass(frozen=True)
class Item:
    """An article on the shelf.

    Attributes:
        sku: the shop's number, such as SHI-0104.
        article: what it is.
        brand: who makes it.
        stock: how many are left.
    """

    sku: str
    article: Article
    brand: str
    stock: int


def _code(category: str) -> str:
    return {
        "T-shirts": "TEE",
        "Sneakers": "SNK",
        "Handbags": "HBG",
        "Backpacks": "BPK",
        "Sunglasses": "SUN",
    }.get(category, category[:3].upper())


def _count(sku: str) -> int:
    """Draw how many are left: mostly a few, sometimes one or none."""
    rng = generator("stock", sku)
    chance = rng.uniform()
    if chance < 0.06:
        return 0
    return 1 if chance < 0.13 else int(min(40, 2 + rng.gamma(2.0, 5.0)))


def items() -> list[Item]:
    """List the whole stock, shelf by shelf."""
    out: list[Item] = []
    for number, shelf in enumerate(SHELVES, 1):
        for place, article in enumerate(shelf(), 1):
            sku = f"{_code(article.category)}-{number:02d}{place:02d}"
            makers = BRANDS.get(article.category, WEAR)
            maker = makers[int(generator("brand", article.name.split(",")[0]).integers(len(makers)))]
            out.append(Item(sku, article, maker, _count(sku)))
    return out
