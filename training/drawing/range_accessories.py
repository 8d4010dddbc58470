"""The range of shoes, bags, hats, scarves, watches and sunglasses."""

from typing import Any

from drawing import bags, boots, footwear, hats, timepieces
from drawing.articles import Article, of
from drawing.boots import BootLast
from drawing.footwear import Last
from drawing.materials import (
    CANVAS,
    CHUNKY,
    CORDUROY,
    KNIT,
    LEATHER,
    METAL,
    NYLON,
    PATENT,
    POLISHED,
    QUILTED,
    RIB,
    SATIN,
    STRAW,
    SUEDE,
    WOOL,
    Fabric,
    cloth,
)
from drawing.motifs import fairisle, floral, leaves, strokes
from drawing.patterns import (
    camouflage,
    dots,
    herringbone,
    leopard,
    marbled,
    melange,
    ombre,
    stripes,
    tartan,
)

HIGH = Last(collar=250, throat=214)
RUNNER = Last(sole=112, chunk=1.0)
SHOES = "36, 37, 38, 39, 40, 41, 42"
TALL = BootLast(top=110, heel=46, shaft=232)
HEELED = BootLast(top=420, heel=140, block=78, toe=0.7, sole=12)
ROUND = BootLast(toe=0.0, sole=30, heel=40)


def _sneaker(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Sneakers", name, colour, price, text, of(footwear.sneaker, fabric, **kw), SHOES, standing=True)


def _boot(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Boots", name, colour, price, text, of(boots.boot, fabric, **kw), SHOES, standing=True)


def _bag(name: str, colour: str, price: float, text: str, draw: Any, fabric: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Handbags", name, colour, price, text, of(draw, fabric, **kw), standing=True)


def _pack(name: str, colour: str, price: float, text: str, fabric: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Backpacks", name, colour, price, text, of(bags.backpack, fabric, **kw), standing=True)


def _hat(name: str, colour: str, price: float, text: str, draw: Any, fabric: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Hats", name, colour, price, text, of(draw, fabric, **kw), "S/M, L/XL", standing=True)


def _scarf(name: str, colour: str, price: float, text: str, draw: Any, fabric: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Scarves", name, colour, price, text, of(draw, fabric, **kw))


def _watch(name: str, colour: str, price: float, text: str, strap: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Watches", name, colour, price, text, of(timepieces.watch, strap, **kw))


def _shades(name: str, colour: str, price: float, text: str, frame: Fabric, **kw: Any) -> Article:  # noqa: ANN401
    return Article("Sunglasses", name, colour, price, text, of(timepieces.sunglasses, frame, **kw))


def sneaker_range() -> list[Article]:
    """List the sneakers."""
    return [
        _sneaker("Court sneaker, white and green", "white", 89.0, "White leather with a green heel.", cloth("white", LEATHER),
                 heel=cloth("green", LEATHER), badge="bars", badge_colour="green"),
        _sneaker("Court sneaker, white and navy", "white", 89.0, "White leather with a navy heel.", cloth("white", LEATHER),
                 heel=cloth("navy", LEATHER), badge="bars", badge_colour="navy"),
        _sneaker("Court sneaker, all black", "black", 89.0, "Black leather on a black sole.", cloth("black", LEATHER),
                 sole="black", tread="black", laces="black", lining="charcoal", badge="bars", badge_colour="charcoal"),
        _sneaker("Canvas low-top, red", "red", 59.0, "Red canvas with a rubber toe.", cloth("red", CANVAS), toe="white", stripe="red"),
        _sneaker("Canvas low-top, navy", "navy", 59.0, "Navy canvas with a rubber toe.", cloth("navy", CANVAS), toe="white", stripe="red"),
        _sneaker("Canvas low-top, floral", "multicolour", 65.0, "Printed canvas with a rubber toe.",
                 Fabric(floral("f0e7d6", ["rose", "lilac"], period=150), CANVAS), toe="white"),
        _sneaker("Canvas high-top, black", "black", 69.0, "Black canvas over the ankle.", cloth("black", CANVAS), last=HIGH,
                 toe="white", stripe="black", badge="disc", badge_colour="white"),
        _sneaker("Canvas high-top, mustard", "yellow", 69.0, "Mustard canvas over the ankle.", cloth("mustard", CANVAS), last=HIGH,
                 toe="white", stripe="brown", badge="disc", badge_colour="cream"),
        _sneaker("Leather high-top, white", "white", 99.0, "White leather with a red wave.", cloth("white", LEATHER), last=HIGH,
                 overlay=cloth("white", LEATHER), badge="wave", badge_colour="red", heel=cloth("red", LEATHER)),
        _sneaker("Runner, grey and orange", "grey", 109.0, "Light mesh on a thick sole.", cloth("grey", CANVAS), last=RUNNER,
                 overlay=cloth("navy", SUEDE), badge="wave", badge_colour="orange", tread="orange", stripe="orange"),
        _sneaker("Runner, pink and teal", "pink", 109.0, "Light mesh on a thick sole.", cloth("pink", CANVAS), last=RUNNER,
                 overlay=cloth("teal", SUEDE), badge="wave", badge_colour="white", tread="teal", stripe="teal"),
        _sneaker("Runner, black and yellow", "black", 109.0, "Dark mesh with a bright sole.", cloth("charcoal", CANVAS), last=RUNNER,
                 overlay=cloth("black", SUEDE), badge="bars", badge_colour="yellow", tread="black", stripe="yellow", laces="black"),
        _sneaker("Suede trainer, tan", "brown", 95.0, "Tan suede with a gum sole.", cloth("tan", SUEDE),
                 overlay=cloth("c49a6a", SUEDE), sole="cream", tread="tan", badge="wave", badge_colour="cream"),
        _sneaker("Slip-on, checked", "black", 49.0, "Easy on, easy off, in black and white.",
                 Fabric(tartan("f3f1ec", [("black", 0, 22)], 44, 0.9), CANVAS), slip=True),
        _sneaker("Slip-on, sage", "green", 49.0, "Easy on, easy off, in washed canvas.", cloth("sage", CANVAS), slip=True, tread="tan"),
    ]  # fmt: skip


def boot_range() -> list[Article]:
    """List the boots."""
    return [
        _boot("Chelsea boot, brown", "brown", 139.0, "Brown leather with elastic sides.", cloth("brown", LEATHER)),
        _boot("Chelsea boot, black", "black", 139.0, "Black leather with elastic sides.", cloth("black", LEATHER), sole="black"),
        _boot("Chelsea boot, sand suede", "beige", 145.0, "Sand suede on a light sole.", cloth("c9ab7e", SUEDE), sole="tan"),
        _boot("Lace-up boot, tan", "brown", 155.0, "A sturdy boot on a lugged sole.", cloth("tan", LEATHER), last=ROUND, style="lace", lug=True, sole="black", welt="mustard"),
        _boot("Lace-up boot, black", "black", 155.0, "A sturdy boot on a lugged sole.", cloth("black", LEATHER), last=ROUND, style="lace", lug=True, sole="black",
              welt="yellow", laces="black", metal="silver"),
        _boot("Hiking boot, green", "green", 165.0, "Green suede with red laces.", cloth("5f6b48", SUEDE), last=ROUND, style="lace", lug=True, sole="dark brown",
              laces="red", metal="silver", cuff=cloth("charcoal", RIB)),
        _boot("Riding boot, black", "black", 199.0, "A tall boot with a strap and a side zip.", cloth("black", LEATHER), last=TALL, style="riding", sole="black"),
        _boot("Riding boot, cognac", "brown", 199.0, "A tall boot with a strap and a side zip.", cloth("9a5a30", LEATHER), last=TALL, style="riding"),
        _boot("Heeled ankle boot, wine", "red", 149.0, "Wine suede on a steady heel.", cloth("wine", SUEDE), last=HEELED, style="zip"),
        _boot("Heeled ankle boot, black patent", "black", 149.0, "A high shine and a wooden heel.", cloth("black", PATENT), last=HEELED, style="zip", metal="silver", wood=True, sole="brown"),
        _boot("Heeled ankle boot, leopard", "brown", 155.0, "A bold print on a steady heel.", Fabric(leopard("c99a5f", "3a2a20", "8a5f3a", 36), SUEDE), last=HEELED, style="zip", sole="black"),
        _boot("Western boot, caramel", "brown", 185.0, "Stitched leather with a stacked heel.", cloth("a86a38", LEATHER),
              last=BootLast(top=220, heel=84, block=104, toe=0.8, sole=14, shaft=246), style="western", wood=True, sole="brown"),
        _boot("Rain boot, yellow", "yellow", 69.0, "Rubber from toe to calf.", cloth("yellow", PATENT), last=BootLast(top=200, heel=34, shaft=250, toe=0.0, sole=28), style="rain", sole="navy", lug=True),
        _boot("Rain boot, navy", "navy", 69.0, "Rubber from toe to calf.", cloth("navy", PATENT), last=BootLast(top=200, heel=34, shaft=250, toe=0.0, sole=28), style="rain", sole="cream", lug=True),
    ]  # fmt: skip


def bag_range() -> list[Article]:
    """List the handbags."""
    leather = cloth("brown", LEATHER)
    return [
        _bag("Canvas tote, natural", "white", 49.0, "Natural canvas with leather handles.", bags.tote, cloth("cream", CANVAS), strap=leather),
        _bag("Canvas tote, navy stripe", "navy", 52.0, "Broad stripes and rope-like handles.", bags.tote,
             Fabric(stripes("eee7d8", [("navy", 0, 44)], 88, across=True), CANVAS), strap=cloth("navy", CANVAS)),
        _bag("Leather shopper, black", "black", 169.0, "Room for a laptop, with two handles.", bags.tote, cloth("black", LEATHER), stitched="grey", metal="silver"),
        _bag("Leather shopper, cognac", "brown", 169.0, "Room for a laptop, with two handles.", bags.tote, cloth("a3602f", LEATHER), stitched="cream"),
        _bag("Straw basket bag", "beige", 55.0, "Woven straw for the market.", bags.tote, cloth("d2b582", STRAW), strap=leather, flare_out=56, drop=260),
        _bag("Satchel, brown", "brown", 149.0, "Two straps, two buckles, one flap.", bags.satchel, leather, stitched="cream"),
        _bag("Satchel, bottle green", "green", 149.0, "Two straps, two buckles, one flap.", bags.satchel, cloth("2f5a42", LEATHER), stitched="mustard"),
        _bag("Shoulder bag, red", "red", 119.0, "A rounded flap with a turn lock.", bags.satchel, cloth("red", LEATHER), straps=0, round_flap=True, tall=330),
        _bag("Quilted chain bag, black", "black", 159.0, "Quilted leather on a gold chain.", bags.satchel, cloth("black", QUILTED), chain=True, straps=0, round_flap=True, tall=270),
        _bag("Quilted chain bag, cream", "white", 159.0, "Quilted leather on a gold chain.", bags.satchel, cloth("e6dac3", QUILTED), chain=True, straps=0, round_flap=True, tall=270),
        _bag("Bucket bag, tan", "brown", 129.0, "Soft leather, drawn with a cord.", bags.bucket, cloth("tan", LEATHER)),
        _bag("Bucket bag, mustard canvas", "yellow", 79.0, "Canvas with leather cords.", bags.bucket, cloth("mustard", CANVAS)),
        _bag("Crescent bag, teal", "green", 139.0, "A soft half moon that sits under the arm.", bags.hobo, cloth("teal", LEATHER)),
        _bag("Crescent bag, woven lilac", "purple", 135.0, "A soft half moon in a woven look.", bags.hobo, cloth("lilac", QUILTED), metal="silver"),
        _bag("Evening clutch, rose satin", "pink", 69.0, "Pleated satin in a gold frame.", bags.clutch, cloth("rose", SATIN)),
        _bag("Evening clutch, black velvet", "black", 69.0, "Dark pile in a silver frame.", bags.clutch, cloth("black", SUEDE), metal="silver"),
    ]  # fmt: skip


def pack_range() -> list[Article]:
    """List the backpacks."""
    strap = cloth("brown", LEATHER)
    return [
        _pack("Day pack, navy", "navy", 69.0, "A plain pack with a leather base.", cloth("navy", CANVAS), base=strap),
        _pack("Day pack, grey melange", "grey", 69.0, "A plain pack with a black base.", Fabric(melange("a5a7aa", 0.16), CANVAS), base=cloth("black", CANVAS)),
        _pack("Day pack, red", "red", 65.0, "Light nylon with a front pocket.", cloth("red", NYLON), patch="black", stitched="wine"),
        _pack("Day pack, leaf print", "green", 72.0, "A leaf print with a plain pocket.", Fabric(leaves("e9e4d2", ["green", "teal"], period=250), CANVAS), pocket=cloth("green", CANVAS), strap=cloth("green", CANVAS)),
        _pack("Day pack, camouflage", "green", 72.0, "Four greens and a black pocket.", Fabric(camouflage(["76774a", "4d5a38", "a59a70", "3a3c2c"], 130), CANVAS), pocket=cloth("black", CANVAS), strap=cloth("black", CANVAS)),
        _pack("Rucksack, olive", "green", 95.0, "A lid, two straps and two buckles.", cloth("olive", CANVAS), style="flap", strap=strap, metal="gold", stitched="cream"),
        _pack("Rucksack, brown leather", "brown", 189.0, "Full leather that grows old well.", strap, style="flap", metal="gold", stitched="cream"),
        _pack("Rucksack, sand", "beige", 95.0, "Sand canvas with dark straps.", cloth("cdb48a", CANVAS), style="flap", strap=cloth("dark brown", LEATHER), metal="gold"),
        _pack("Roll-top pack, mustard", "yellow", 85.0, "Roll it down as far as you fill it.", cloth("mustard", NYLON), style="roll", strap=cloth("black", CANVAS), base=cloth("black", CANVAS)),
        _pack("Roll-top pack, black", "black", 85.0, "Roll it down as far as you fill it.", cloth("black", NYLON), style="roll", patch="grey"),
        _pack("Roll-top pack, teal", "green", 85.0, "Roll it down as far as you fill it.", cloth("teal", NYLON), style="roll", strap=strap, metal="gold", base=strap),
        _pack("Mini pack, lilac quilt", "purple", 59.0, "A small quilted pack for the evening.", cloth("lilac", QUILTED), strap=cloth("lilac", LEATHER), metal="gold"),
    ]  # fmt: skip


def hat_range() -> list[Article]:
    """List the hats and caps."""
    return [
        _hat("Baseball cap, navy", "navy", 25.0, "Six panels and a stitched peak.", hats.cap, cloth("navy"), patch="cream"),
        _hat("Baseball cap, two-tone", "red", 27.0, "Cream crown, red peak.", hats.cap, cloth("e9dfc9"), peak=cloth("red")),
        _hat("Trucker cap, green", "green", 27.0, "A mesh back keeps it airy.", hats.cap, cloth("green"), mesh=Fabric(dots("f0ece0", "b9b6ac", 11, 3)), patch="cream"),
        _hat("Corduroy cap, tan", "brown", 32.0, "Soft corduroy with a curved peak.", hats.cap, cloth("tan", CORDUROY)),
        _hat("Bobble hat, mustard", "yellow", 35.0, "A chunky knit with a bobble.", hats.beanie, cloth("mustard", CHUNKY), pom=cloth("cream")),
        _hat("Bobble hat, Fair Isle", "multicolour", 39.0, "Small figures in four colours.", hats.beanie,
             Fabric(fairisle("navy", [("seed", "cream"), ("star", "cream"), ("tooth", "red")], 12), KNIT), pom=cloth("red"), turn_up=cloth("navy")),
        _hat("Beanie, charcoal", "grey", 29.0, "A plain ribbed beanie.", hats.beanie, cloth("charcoal", RIB), tall=-30),
        _hat("Beanie, orange", "orange", 29.0, "A plain ribbed beanie.", hats.beanie, cloth("orange", RIB), tall=-30),
        _hat("Straw hat, black band", "beige", 49.0, "Plaited straw with a wide brim.", hats.brimmed, cloth("d9c294", STRAW), band=cloth("black"), brim=430),
        _hat("Boater, striped band", "beige", 45.0, "A flat crown and a striped ribbon.", hats.brimmed, cloth("e2cf9f", STRAW), band=Fabric(stripes("navy", [("f3f1ec", 0, 16)], 40, across=True)), brim=370, crown="flat"),
        _hat("Felt fedora, grey", "grey", 69.0, "Wool felt with a pinched crown.", hats.brimmed, cloth("7d8086", WOOL), band=cloth("black", SATIN), brim=390, bow=True),
        _hat("Felt fedora, wine", "red", 69.0, "Wool felt with a pinched crown.", hats.brimmed, cloth("wine", WOOL), band=cloth("dark brown", LEATHER), brim=390),
        _hat("Bucket hat, olive", "green", 32.0, "Washed canvas, easy to pack.", hats.brimmed, cloth("olive", CANVAS), band=cloth("olive", CANVAS), brim=330, crown="bucket", droop=1.2),
        _hat("Bucket hat, dots", "black", 32.0, "White dots on black cotton.", hats.brimmed, Fabric(dots("black", "f3f1ec", 40, 8)), band=cloth("black"), brim=330, crown="bucket", droop=1.2),
        _hat("Beret, red", "red", 35.0, "Boiled wool with a small stalk.", hats.beret, cloth("red", WOOL)),
        _hat("Beret, black", "black", 35.0, "Boiled wool with a small stalk.", hats.beret, cloth("34353a", WOOL)),
    ]  # fmt: skip


def scarf_range() -> list[Article]:
    """List the scarves."""
    classic = tartan("cbb28a", [("black", 0, 30), ("red", 42, 6), ("f3f1ec", 20, 6)], 90)
    return [
        _scarf("Tartan scarf, camel", "beige", 49.0, "Soft wool in a classic check.", hats.scarf, Fabric(classic, WOOL), fringe="beige"),
        _scarf("Tartan scarf, red", "red", 49.0, "Soft wool in red and green.", hats.scarf, Fabric(tartan("red", [("2f5a42", 0, 34), ("mustard", 44, 5)], 88), WOOL), fringe="red"),
        _scarf("Striped scarf, long", "multicolour", 45.0, "Broad stripes in six colours.", hats.scarf,
               Fabric(stripes("navy", [("rust", 0, 40), ("cream", 40, 40), ("teal", 80, 40), ("mustard", 120, 40), ("wine", 160, 40)], 240, across=True), KNIT), fringe="navy"),
        _scarf("Chunky scarf, cream", "white", 55.0, "A heavy knit to wind twice.", hats.scarf, cloth("cream", CHUNKY), wide=200),
        _scarf("Chunky scarf, teal", "green", 55.0, "A heavy knit to wind twice.", hats.scarf, cloth("teal", CHUNKY), wide=200),
        _scarf("Herringbone scarf, grey", "grey", 52.0, "Grey herringbone with a short fringe.", hats.scarf, Fabric(herringbone("c5c5c4", "5f6268", 20), WOOL), fringe="grey"),
        _scarf("Plain scarf, burgundy", "red", 39.0, "Fine wool in one deep colour.", hats.scarf, cloth("wine", WOOL), fringe="wine"),
        _scarf("Dip-dye scarf, blue", "blue", 42.0, "Runs from white to blue.", hats.scarf, Fabric(ombre("eef1f2", "3f6ea8", 40, 560)), fringe="3f6ea8"),
        _scarf("Fair Isle scarf", "multicolour", 58.0, "Figures all along, in red and cream.", hats.scarf,
               Fabric(fairisle("red", [("star", "cream"), ("seed", "cream"), ("diamond", "cream"), ("tooth", "cream")], 10), KNIT), fringe="red"),
        _scarf("Silk square, leaves", "green", 65.0, "Printed silk with a rolled edge.", hats.square_scarf, Fabric(leaves("teal", ["sage", "mustard"]), SATIN), border="cream"),
        _scarf("Silk square, flowers", "pink", 65.0, "Printed silk with a rolled edge.", hats.square_scarf, Fabric(floral("f0dcd8", ["rose", "wine"], period=220), SATIN), border="wine"),
        _scarf("Silk square, dots", "navy", 59.0, "White dots on navy silk.", hats.square_scarf, Fabric(dots("navy", "f3f1ec", 48, 8), SATIN), border="f3f1ec"),
        _scarf("Silk square, brush strokes", "orange", 65.0, "A painted print in warm colours.", hats.square_scarf, Fabric(strokes("eadfc8", ["rust", "mustard", "wine"]), SATIN), border="rust"),
    ]  # fmt: skip


def watch_range() -> list[Article]:
    """List the watches."""
    steel, gold = cloth("silver", METAL), cloth("gold", METAL)
    return [
        _watch("Dress watch, brown strap", "brown", 149.0, "A plain white dial on brown leather.", cloth("brown", LEATHER), stitched="cream"),
        _watch("Dress watch, black strap", "black", 149.0, "A plain white dial on black leather.", cloth("black", LEATHER), stitched="grey"),
        _watch("Dress watch, gold and wine", "red", 169.0, "A gold case on wine leather.", cloth("wine", LEATHER), case="gold", dial="cream", ink="dark brown", kind="dots"),
        _watch("Dress watch, all black", "black", 159.0, "A black dial in a black case.", cloth("black", LEATHER), case="charcoal", dial="black", ink="f3f1ec", stitched="charcoal", second="orange"),
        _watch("Square watch, tan", "brown", 155.0, "A square case on tan leather.", cloth("tan", LEATHER), shape="square", case="gold", radius=168, stitched="cream"),
        _watch("Square watch, steel", "grey", 185.0, "A square case on a steel bracelet.", steel, shape="square", bracelet=True, dial="white", kind="classic", radius=168),
        _watch("Chronograph, navy dial", "navy", 249.0, "Three small dials on a steel bracelet.", steel, bracelet=True, dial="navy", ink="f3f1ec", chrono=True, kind="sport"),
        _watch("Chronograph, cognac", "brown", 229.0, "A cream dial on cognac leather.", cloth("a3602f", LEATHER), dial="efe6d2", ink="dark brown", chrono=True, kind="classic", stitched="cream"),
        _watch("Diver, green bezel", "green", 219.0, "A turning bezel and a rubber strap.", cloth("2f4a3c", NYLON), bezel="2f6148", dial="black", ink="f3f1ec", kind="sport", radius=192),
        _watch("Diver, steel and blue", "blue", 239.0, "A blue bezel on a steel bracelet.", steel, bracelet=True, bezel="27548a", dial="27345a", ink="f3f1ec", kind="sport", radius=190),
        _watch("Mesh watch, silver", "grey", 139.0, "A fine mesh band and a quiet dial.", steel, mesh=True, dial="e9eaec", kind="minimal"),
        _watch("Mesh watch, gold", "yellow", 145.0, "A fine gold mesh and a black dial.", gold, mesh=True, case="gold", dial="black", ink="gold", second="gold"),
        _watch("Field watch, canvas", "green", 99.0, "A canvas strap and clear numerals.", cloth("olive", CANVAS), dial="black", ink="efe6d2", kind="sport", case="grey", stitched="cream"),
        _watch("Sport watch, orange", "orange", 89.0, "A bright strap for every day.", cloth("orange", NYLON), case="charcoal", dial="f3f1ec", kind="sport", bezel="charcoal"),
    ]  # fmt: skip


def shades_range() -> list[Article]:
    """List the sunglasses."""
    gold, silver = cloth("gold", POLISHED), cloth("silver", POLISHED)
    turtle = Fabric(marbled("7a4a24", "2e1c12", 60), PATENT)
    return [
        _shades("Classic sunglasses, black", "black", 79.0, "A shape that suits most faces.", cloth("black", PATENT)),
        _shades("Classic sunglasses, tortoise", "brown", 79.0, "Tortoise frames with brown lenses.", turtle, lens=("4a3526", "a5865f")),
        _shades("Classic sunglasses, red", "red", 75.0, "Red frames with grey lenses.", cloth("red", PATENT)),
        _shades("Aviators, gold and green", "green", 89.0, "Gold wire with green lenses.", gold, shape="aviator", rim=9, metal=True, lens=("3d4f35", "aeb58a")),
        _shades("Aviators, blue mirror", "blue", 95.0, "Silver wire with mirrored lenses.", silver, shape="aviator", rim=9, metal=True, lens=("2d5c94", "9fd0e8"), mirror=True),
        _shades("Round sunglasses, gold", "yellow", 85.0, "Round wire frames with brown lenses.", gold, shape="round", rim=9, metal=True, lens=("5a4030", "b89a70"), gap=190),
        _shades("Round sunglasses, clear", "white", 79.0, "Clear frames with rose lenses.", cloth("dfe3e4", PATENT), shape="round", rim=18, lens=("b0606e", "e6b8b4"), gap=194),
        _shades("Cat-eye sunglasses, leopard", "brown", 82.0, "Upswept frames in a bold print.", Fabric(leopard("b4824f", "3a2a20", "75503a", 34), PATENT), shape="cat"),
        _shades("Cat-eye sunglasses, white", "white", 82.0, "Upswept white frames with dark lenses.", cloth("f3f1ec", PATENT), shape="cat", lens=("26272b", "6b6e73")),
        _shades("Square sunglasses, navy", "navy", 79.0, "Large square frames in navy.", cloth("navy", PATENT), shape="square", lens=("38455c", "93a2b8"), rim=24, gap=204),
        _shades("Square sunglasses, olive", "green", 79.0, "Large square frames in olive.", cloth("6a6b3e", PATENT), shape="square", lens=("4a4a38", "a8a684"), rim=24, gap=204),
        _shades("Slim sunglasses, lilac", "purple", 69.0, "Slim frames with lilac lenses.", cloth("8a6fb0", PATENT), shape="slim", lens=("6a5488", "bfaedb"), rim=16, gap=206),
        _shades("Oval sunglasses, mustard", "yellow", 72.0, "Soft oval frames in mustard.", cloth("mustard", PATENT), shape="oval", lens=("5a4a30", "b8a878"), gap=204),
    ]  # fmt: skip

