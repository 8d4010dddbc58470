"""Makes the screenshots of this folder: every page, light and dark, on the demo catalog.

Run `make screenshots`. It needs no display.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import cv2
import numpy as np
from openpyxl import Workbook
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from visrec_desktop.app.build import App, build_app
from visrec_desktop.app.main import make_application
from visrec_desktop.core.clients import (
    Client,
    ClientId,
    EventKind,
    ImportantDate,
    Owned,
    Purpose,
    Refusal,
    Trait,
    TraitKind,
)
from visrec_desktop.core.paths import DataPaths, resources_dir
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import Filters, Photo, Sort
from visrec_desktop.services import clients, feedback
from visrec_desktop.services.demo import demo_photos
from visrec_desktop.services.health.values import Finding
from visrec_desktop.services.importing import ImportRequest
from visrec_desktop.services.workspace import Workspace
from visrec_desktop.vision.foreground import foreground

TARGET = Path(__file__).resolve().parent
SIZE = (1440, 900)
SETTLE_MS = 1500
TIMEOUT_MS = 60_000


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(condition: Callable[[], bool]) -> None:
    """Let the window live until something is true."""
    loop = QEventLoop()
    timer = QTimer(interval=30)
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start()
    QTimer.singleShot(TIMEOUT_MS, loop.quit)
    loop.exec()
    if not condition():
        raise TimeoutError("the window did not get as far as the screenshot needs")


def invent(workspace: Workspace) -> tuple[int, tuple[int, ...]]:
    """Store a client that stands for nobody; its id, and products it has not seen yet."""
    blue, shirts = Trait(TraitKind.COLOUR, "blue"), Trait(TraitKind.CATEGORY, "Shirts")
    client = clients.add(
        workspace,
        Client(
            ClientId(0),
            "Client 17",
            contact="client-17@example.com",
            sizes=("M", "40"),
            budget_min=Decimal(40),
            budget_max=Decimal(180),
            currency="EUR",
            likes=(blue, shirts),
            avoids=(Trait(TraitKind.COLOUR, "orange"), Trait(TraitKind.CATEGORY, "Hats")),
            notes="Comes in the quiet hours before noon. Two or three things are enough.",
            dates=(ImportantDate("Birthday", (date.today() + timedelta(days=12)).strftime("--%m-%d")),),
        ),
        agreed=(Purpose.PROFILE, Purpose.CONTACT),
    )
    reader = workspace.catalog()
    ids = reader.product_ids(Filters(categories=("Shirts",)), Sort.NAME)
    skus = [product.sku for product in reader.products(ids, workspace.space)]
    for sku in skus[:7]:
        feedback.give(workspace, client.id, sku, EventKind.LIKE)
    for sku, reason in zip(skus[7:9], (Refusal.TOO_DEAR, Refusal.COLOUR), strict=True):
        feedback.give(workspace, client.id, sku, EventKind.DISLIKE, reason)
    feedback.give(workspace, client.id, skus[9], EventKind.PURCHASE)
    clients.own(workspace, client.id, Owned(name="A grey wool coat"))
    for number, liked in ((3, skus[10:11]), (8, skus[11:14]), (12, []), (24, skus[14:15])):
        other = clients.add(workspace, Client(ClientId(0), f"Client {number}"))
        for sku in liked:
            feedback.give(workspace, other.id, sku, EventKind.LIKE)
    return int(client.id), tuple(int(each) for each in ids[15:21])


def make_supply(folder: Path) -> Path:
    """A folder as suppliers send them: pictures called by their SKU, and a workbook in their language."""
    folder.mkdir()
    pictures = sorted((resources_dir() / "demo" / "products").glob("*.jpg"))[40:64]
    book = Workbook()
    sheet = book.active
    sheet.title = "Lieferung"
    sheet.append(["Lieferschein 4711"])
    sheet.append([])
    sheet.append(
        ["Artikelnummer", "Bezeichnung", "Warengruppe", "Farbe", "Größe", "VK-Preis", "Bestand", "Saison"]
    )
    for number, picture in enumerate(pictures):
        sku = f"{1700 + number:06d}"
        shutil.copy(picture, folder / (f"{sku}.jpg" if number % 3 else f"{sku}_front.jpg"))
        if number % 4 == 0:
            shutil.copy(pictures[number - 1], folder / f"{sku}_back.jpg")
        size = date(2026, 2, 1) if number == 5 else "S; M; L"
        price = f"{29 + 5 * number},90 €"
        sheet.append([sku, f"Modell {sku[-3:]}", "Damen", "blau", size, price, number % 7, "Herbst"])
    book.save(folder / "Lieferung.xlsx")
    shutil.copy(pictures[0], folder / "IMG_2204.jpg")
    return folder


def lay_out(path: Path, products: dict[str, tuple[int, int, int]]) -> Path:
    """A photo of some of the demo's products on a table: their left and upper edge, and their side."""
    height, width = 1280, 960
    light = np.linspace(1, 0.86, height)[:, None, None] * np.linspace(1, 0.94, width)[None, :, None]
    photo = np.array([150, 176, 196]) * light  # blue, green, red
    for sku, (left, top, side) in products.items():
        picture = cv2.imread(str(resources_dir() / "demo" / "products" / f"{sku}.jpg"))
        product = cv2.resize(picture, (side, side))
        mask = foreground(cv2.cvtColor(product, cv2.COLOR_BGR2RGB))
        if mask is None:
            raise ValueError(f"{sku} is on no plain ground")
        cover = cv2.GaussianBlur(cv2.erode(mask, np.ones((3, 3))).astype(np.float64), (3, 3), 0)
        shade = cv2.GaussianBlur(np.roll(cover, 10, axis=0), (41, 41), 0)[..., None]
        area = photo[top : top + side, left : left + side]
        area[:] = area * (1 - 0.3 * shade) * (1 - cover[..., None]) + product * cover[..., None]
    cv2.imwrite(str(path), np.clip(photo, 0, 255).astype(np.uint8))
    return path


def neglect(workspace: Workspace) -> None:
    """Empty some cells of the demo, as a catalog has them after a year."""
    reader = workspace.catalog()
    ids = reader.product_ids(Filters(), Sort.SKU)
    with workspace.writer().transaction():
        for place, product in enumerate(reader.products(ids, workspace.space)):
            if place % 9 == 0:
                workspace.writer().overwrite(replace(product, category="", price=None), workspace.space)


class Photographer:
    """Brings the window into each state and takes its picture in both appearances."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.context = app.context
        self.window = app.window

    def take(self, name: str) -> None:
        """The window as it is, light and dark."""
        for appearance in (Appearance.LIGHT, Appearance.DARK):
            self.app.theme.set_appearance(appearance)
            wait(SETTLE_MS // 3)
            path = TARGET / f"{name}-{appearance.value}.png"
            self.window.grab().save(str(path))
            print(path.name)

    def match(self) -> None:
        """The Match page: before a photo, with its results, with a product, with several photos, failed."""
        wait_until(lambda: self.context.engine.status is not None)
        wait(SETTLE_MS)
        self.take("match-empty")
        photos = [Photo(path.name, path=path) for path in demo_photos()]
        self.open(photos[0])
        self.take("match")
        page = self.window.page("match")
        self.what_counts()
        first = self.context.match.result.hits[0].product.id
        page.results.grid.select_product(first)
        page.results.grid.chosen.emit(first)
        wait(SETTLE_MS)
        self.take("match-product")
        page.drawer.where.toggle()
        wait(SETTLE_MS)
        self.take("match-where")
        page.drawer.where.toggle()
        self.open(*photos[:5])
        self.take("match-several-photos")
        self.regions()
        with tempfile.TemporaryDirectory() as folder:
            letter = Path(folder) / "letter.jpg"
            letter.write_text("not a picture")
            self.open(Photo(letter.name, path=letter))
            self.take("match-failed")

    def what_counts(self) -> None:
        """The same photo with its colours out of account, and the sliders that say so."""
        counts = self.window.page("match").panel.counts
        counts.head.click()
        counts.sliders["colour"].setValue(0)
        counts.sliders["shape"].setValue(80)
        wait(SETTLE_MS)
        self.take("match-what-counts")
        counts.reset.click()
        counts.head.click()
        wait(SETTLE_MS)

    def regions(self) -> None:
        """A photo with several objects: a box and a row for each, then one of them alone."""
        regions = self.context.match.regions
        view = self.window.page("match").panel.view
        with tempfile.TemporaryDirectory() as folder:
            things = {"JAC-0704": (40, 60, 520), "SKI-0506": (430, 420, 520), "SNK-0803": (60, 830, 400)}
            path = lay_out(Path(folder) / "three things.jpg", things)
            self.open(Photo(path.name, path=path))
            wait_until(lambda: bool(regions.answers) and not regions.busy)
            wait(SETTLE_MS)
            self.take("match-objects")
            view.objects.box(0).click()
            wait_until(lambda: self.context.match.crop is not None and not self.context.match.busy)
            wait(SETTLE_MS)
            self.take("match-object")

    def open(self, *photos: Photo) -> None:
        """Open photos and wait for the first one's result."""
        session = self.context.match
        session.open_photos(photos)
        wait_until(lambda: session.result is not None and not session.busy)
        wait(SETTLE_MS)

    def catalog(self) -> None:
        """The Catalog page: grid, one product, table, an import that ended with failures."""
        self.context.match.set_client(None)
        self.window.show_page("catalog")
        wait(SETTLE_MS)
        self.take("catalog")
        page = self.window.page("catalog")
        page.show_product(int(self.context.catalog.ids[0]))
        wait(SETTLE_MS)
        self.take("catalog-product")
        page.toolbar.table_button.click()
        wait(SETTLE_MS)
        self.take("catalog-table")
        page.toolbar.grid_button.click()
        with tempfile.TemporaryDirectory() as folder:
            for name in ("letter.jpg", "half.png"):
                (Path(folder) / name).write_text("not a picture")
            (Path(folder) / "empty.jpg").touch()
            (Path(folder) / "SHI-0199.jpg").write_bytes(demo_photos()[0].read_bytes())
            importer = self.context.importer
            importer.start(ImportRequest((Path(folder),)))
            wait_until(lambda: importer.last_report is not None and not importer.running)
            wait(SETTLE_MS)
            self.take("catalog-import")

    def bringing_in(self) -> None:
        """The page that tells what an import will do, over a supplier's folder."""
        self.window.show_page("catalog")
        page = self.window.page("catalog")
        planning = self.context.planning
        with tempfile.TemporaryDirectory() as folder:
            supply = make_supply(Path(folder) / "Autumn delivery")
            page.adding.add([supply])
            wait_until(lambda: planning.plan is not None and planning.plan.is_final)
            wait(2 * SETTLE_MS)
            self.take("import-plan")
            planning.close()
            wait(SETTLE_MS)

    def health(self) -> None:
        """The health of the catalog: proposals for what is missing."""
        self.window.show_page("catalog")
        page = self.window.page("catalog")
        workspace = self.context.workspace
        done: list[object] = []
        self.context.runners.work.submit(lambda _token: neglect(workspace), on_done=done.append)
        wait_until(lambda: bool(done))
        self.context.catalog.refresh()
        page.show_health()
        wait(SETTLE_MS)
        wait_until(lambda: self.context.health.has_looked and not self.context.health.looking)
        page.health.findings.choose(Finding.NO_CATEGORY)
        wait(SETTLE_MS)
        self.take("catalog-health")
        page.show_products()

    def clients(self) -> None:
        """The Clients page: a client of the demo, the form, and whom new products are for."""
        client_id, fresh = self.invent_client()
        self.window.navigator.client_wanted.emit(client_id)
        page = self.window.page("clients")
        wait_until(lambda: page.brief.client_id == client_id)
        wait(SETTLE_MS)
        self.take("clients")
        self.window.navigator.clients_for_wanted.emit(fresh)
        wait_until(lambda: page.fits.model.rowCount() > 0)
        wait(SETTLE_MS)
        self.take("clients-found")

    def match_for_client(self) -> None:
        """The Match page for that client: without a photo, and a product with its reasons beside one."""
        session = self.context.match
        client = next(each for each in self.context.clients.clients if each.name == "Client 17")
        session.clear()
        self.window.navigator.match_for_wanted.emit(int(client.id))
        wait_until(lambda: session.result is not None and not session.busy)
        wait(SETTLE_MS)
        self.take("match-client-only")
        self.open(Photo(demo_photos()[0].name, path=demo_photos()[0]))
        page = self.window.page("match")
        liked = session.chosen.state.liked
        hit = next(hit for hit in session.result.hits if hit.because and hit.product.sku not in liked)
        page.results.grid.select_product(int(hit.product.id))
        page.results.grid.chosen.emit(int(hit.product.id))
        wait(SETTLE_MS)
        page.drawer.feedback.like.click()
        wait_until(self.window.notices.isVisible)
        wait(SETTLE_MS)
        self.take("match-client")
        self.window.notices.dismiss()

    def invent_client(self) -> tuple[int, tuple[int, ...]]:
        """Make clients with a little history in the throwaway data folder."""
        made: list[tuple[int, tuple[int, ...]]] = []
        workspace = self.context.workspace
        self.context.runners.work.submit(lambda _token: invent(workspace), on_done=made.append)
        wait_until(lambda: bool(made))
        return made[0]

    def settings(self) -> None:
        """The Settings page."""
        self.window.show_page("settings")
        wait(SETTLE_MS)
        self.take("settings")


def main() -> int:
    """Take all screenshots; the exit code."""
    application: QApplication = make_application()
    with tempfile.TemporaryDirectory() as folder:
        app = build_app(application, DataPaths(Path(folder) / "VisRec"), demo=True)
        app.window.resize(*SIZE)
        app.show()
        photographer = Photographer(app)
        photographer.match()
        photographer.clients()
        photographer.match_for_client()
        photographer.bringing_in()
        photographer.catalog()
        photographer.health()
        photographer.settings()
        app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
