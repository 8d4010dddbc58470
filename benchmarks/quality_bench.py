"""What the parts of the quality benchmark share: sizes, baselines, and catalogs that several search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import quality_sets as sets
from benchmarks.baselines import Baselines
from benchmarks.figures import Options
from benchmarks.measures import DEPTH
from benchmarks.program import Answer, Shop
from benchmarks.quality_sets import Case, Sizes
from benchmarks.quality_tables import Compared, compare

_FASHION_COLUMNS = "sku=id,name=name,category=articleType,colour=baseColour,image=image"


class Bench:
    """The workplace of a run.

    Args:
        options: how to run.
        folder: for catalogs; gone afterwards.
    """

    def __init__(self, options: Options, folder: Path) -> None:
        self.options = options
        self.sizes = Sizes.of(options)
        self.baselines = Baselines()
        self._folder = folder
        self._shops: dict[str, Shop] = {}

    def shop(self, name: str, fill: Callable[[Shop], object]) -> Shop:
        """A catalog by its name, filled where it is not there yet."""
        if name not in self._shops:
            print(f"importing: {name}", flush=True)
            shop = Shop(self._folder / name)
            fill(shop)
            self._shops[name] = shop
        return self._shops[name]

    def grocery_shop(self) -> Shop:
        """The shop's pictures as a folder, nothing else said about them."""
        pictures = self.options.data("grocery") / "catalog"
        return self.shop("grocery", lambda shop: shop.take_in(pictures))

    def fashion_shop(self) -> Shop:
        """The other shop's sheet; a part of it when it has to be quick."""
        if self.options.quick:
            products = sets.fashion(self.options, self.sizes.fashion)
            return self.shop("fashion", lambda shop: shop.fill(products))
        sheet = self.options.data("fashion") / "products.csv"
        return self.shop("fashion", lambda shop: shop.take_in("--sheet", sheet, "--map", _FASHION_COLUMNS))

    def own_shop(self, name: str, case: Case) -> Shop:
        """Exactly the catalog of a set."""
        return self.shop(name, lambda shop: shop.fill(case.gallery))

    def ask(self, shop: Shop, photos: Sequence[Path], top: int = DEPTH) -> list[Answer]:
        """Search for photos."""
        print(f"searching: {len(photos):,} photos, {shop.added:,} products", flush=True)
        return shop.search(photos, top)

    def compared(self, shop: Shop, case: Case) -> Compared:
        """The program's answers and the baselines', judged."""
        return compare(case, self.ask(shop, case.queries), self.baselines)

    def notes(self, *told: Compared) -> list[str]:
        """What was left out, or failed."""
        failed = sum(each.failed for each in told)
        return [*self.baselines.notes, *([f"{failed} photos could not be read."] if failed else [])]
