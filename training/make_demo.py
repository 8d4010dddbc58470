"""Draw the demo shop: product pictures, client photos and their lists.

Run as `python training/make_demo.py`. The same code gives the same bytes at every run.
"""

import argparse
import csv
import os
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cv2
from drawing.photos import SHOTS, take
from drawing.stock import Item, items
from drawing.studio import Picture, shop_picture
from PIL import Image

PRODUCT_QUALITY = 85
PHOTO_QUALITY = 84
PRODUCT_COLUMNS = (
    "sku",
    "name",
    "category",
    "brand",
    "colour",
    "size",
    "price",
    "currency",
    "stock",
    "description",
    "image",
)


def save(picture: Picture, path: Path, quality: int) -> None:
    """Write a picture as JPEG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(path, "JPEG", quality=quality, optimize=True, progressive=True)


def draw_product(number: int, folder: Path) -> None:
    """Draw the picture of one item of the stock."""
    cv2.setNumThreads(1)
    item = items()[number]
    a = item.article
    picture = shop_picture(a.draw, item.sku + a.name, standing=a.standing, fill=a.fill)
    save(picture, folder / "products" / f"{item.sku}.jpg", PRODUCT_QUALITY)


def photo_name(number: int) -> str:
    """Give the file name of a photo."""
    return f"photo-{number + 1:02d}-{SHOTS[number].name}.jpg"


def draw_photo(number: int, folder: Path) -> None:
    """Take one client photo."""
    cv2.setNumThreads(1)
    shot = SHOTS[number]
    article = next(i.article for i in items() if i.article.name == shot.product)
    save(take(shot, article.draw), folder / "photos" / photo_name(number), PHOTO_QUALITY)


def product_row(item: Item) -> list[str]:
    """Give the row of an item in the product list."""
    a = item.article
    return [
        item.sku,
        a.name,
        a.category,
        item.brand,
        a.colour,
        a.size,
        f"{a.price:.2f}",
        "EUR",
        str(item.stock),
        a.text,
        f"products/{item.sku}.jpg",
    ]


def write_lists(folder: Path) -> None:
    """Write the product list and the list that says which product each photo shows."""
    stock = items()
    with (folder / "products.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(PRODUCT_COLUMNS)
        rows.writerows(product_row(i) for i in stock)
    sku = {i.article.name: i.sku for i in stock}
    with (folder / "photos.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("photo", "sku"))
        rows.writerows((photo_name(n), sku[s.product]) for n, s in enumerate(SHOTS))


def make(folder: Path, jobs: int) -> None:
    """Draw everything into a folder."""
    with ProcessPoolExecutor(jobs) as pool:
        work = [pool.submit(draw_product, n, folder) for n in range(len(items()))]
        work += [pool.submit(draw_photo, n, folder) for n in range(len(SHOTS))]
        for done in work:
            done.result()
    write_lists(folder)


def main() -> None:
    """Draw into a folder beside the target, then put it in its place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("resources/demo"), help="folder to write")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="pictures drawn at a time")
    options = parser.parse_args()
    target: Path = options.out.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".demo-", dir=target.parent))
    try:
        make(fresh, options.jobs)
        fresh.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    files = [f for f in target.rglob("*") if f.is_file()]
    size = sum(f.stat().st_size for f in files) / 2**20
    print(f"{len(items())} products, {len(SHOTS)} photos, {size:.2f} MiB in {target}")


if __name__ == "__main__":
    main()
