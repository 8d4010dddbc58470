"""The stock list: every article with its number, brand, price and count, the same at each run."""

from dataclasses import dataclass

from drawing import (
    range_bags,
    range_boots,
    range_ceramics,
    range_cushions,
    range_dresses,
    range_headwear,
    range_knitwear,
    range_lamps,
    range_outerwear,
    range_shirts,
    range_skirts,
    range_sneakers,
    range_trinkets,
    range_trousers,
)
from drawing.articles import Article
from drawing.noise import generator

SHELVES = (
    range_shirts.shirts,
    range_shirts.tees,
    range_knitwear.knitwear,
    range_dresses.dress_range,
    range_skirts.skirt_range,
    range_trousers.trouser_range,
    range_outerwear.jacket_range,
    range_sneakers.sneaker_range,
    range_boots.boot_range,
    range_bags.bag_range,
    range_bags.pack_range,
    range_headwear.hat_range,
    range_headwear.scarf_range,
    range_trinkets.watch_range,
    range_trinkets.shades_range,
    range_ceramics.mug_range,
    range_ceramics.vase_range,
    range_cushions.cushion_range,
    range_lamps.lamp_range,
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
