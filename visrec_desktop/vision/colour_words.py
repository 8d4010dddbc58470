"""Whether the colour that a sheet states is among those that a picture shows.

Generous: a word stands for a family of neighbouring names, since light, cloth and cameras move colours, and a
false alarm annoys more than a missed one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LEAST_SHARE = 0.12
"""Of the product: less of a colour than this may be a label or a shadow."""

# What a picture may show of each: names of `colour_names.NAMES`.
_FAMILIES = {
    "black": "black, charcoal, dark brown, dark green",
    "charcoal": "black, charcoal, grey, slate",
    "grey": "grey, light grey, charcoal, slate, taupe",
    "silver": "grey, light grey, white, charcoal, slate, taupe",
    "white": "white, light grey",
    "cream": "white, beige, yellow",
    "navy": "navy, blue, slate, black",
    "blue": "blue, light blue, navy, teal, slate",
    "light blue": "light blue, blue, teal, slate",
    "teal": "teal, blue, light blue, green, sage, dark green, slate",
    "green": "green, dark green, sage, olive, teal",
    "olive": "olive, dark green, sage, green, brown, taupe",
    "yellow": "yellow, orange",
    "gold": "yellow, beige, brown, orange, olive, taupe",
    "orange": "orange, red, brown, yellow",
    "peach": "orange, pink, beige",
    "red": "red, burgundy, pink, orange",
    "burgundy": "burgundy, red, plum, purple, pink, brown, dark brown",
    "pink": "pink, red, purple",
    "magenta": "pink, purple, burgundy, red",
    "purple": "purple, plum, pink, burgundy",
    "lilac": "purple, plum, pink, light blue",
    "brown": "brown, dark brown, taupe, burgundy, beige, plum",
    "copper": "brown, dark brown, taupe, orange, beige, pink",
    "beige": "beige, brown, taupe, white",
    "khaki": "beige, brown, taupe, olive, sage",
}
_ANYTHING = ""
# The words of sheets for each family, English then Chinese.
_WORDS = {
    "black": "black blk onyx jet ebony noir 黑 玄",
    "charcoal": "charcoal anthracite graphite gunmetal 炭 铁灰",
    "grey": "grey gray gry ash slate smoke pewter lead 灰",
    "silver": "silver steel chrome platinum metallic metal nickel 银 钢",
    "white": "white wht snow 白",
    "cream": "offwhite ivory cream ecru pearl vanilla eggshell natural 米白 奶白 象牙 珍珠 本白 奶油",
    "navy": "navy midnight indigo 藏青 藏蓝 海军 深蓝 靛 墨蓝",
    "blue": "blue blu cobalt royal denim azure sapphire petrol 蓝 牛仔",
    "light blue": "sky aqua cyan baby powder ice 天蓝 浅蓝 湖蓝 冰蓝 水蓝",
    "teal": "teal turquoise mint aquamarine jade 青 薄荷 松石 孔雀",
    "green": "green grn emerald lime bottle forest sage pistachio 绿 翠",
    "olive": "olive army military moss 橄榄 军绿 墨绿",
    "yellow": "yellow ylw lemon mustard canary ochre amber 黄 柠檬",
    "gold": "gold golden brass champagne 金 香槟",
    "orange": "orange tangerine rust terracotta coral apricot 橙 橘 桔 珊瑚 铁锈",
    "peach": "peach salmon nude skin blush 桃 肉 肤 裸 杏",
    "red": "red scarlet crimson cherry ruby 红 朱",
    "burgundy": "burgundy maroon wine bordeaux oxblood claret 酒红 枣红 暗红 勃艮第",
    "pink": "pink rose fuchsia hotpink 粉 玫",
    "magenta": "magenta cerise raspberry 洋红 玫红 品红",
    "purple": "purple violet plum aubergine eggplant grape mauve 紫 茄",
    "lilac": "lilac lavender orchid wisteria 薰衣草 丁香 浅紫",
    "brown": "brown coffee chocolate mocha cocoa tan camel cognac chestnut walnut espresso "
    "棕 褐 咖 驼 巧克力 焦糖",
    "copper": "copper bronze 铜",
    "beige": "beige sand stone taupe oatmeal biscuit almond 米 沙 燕麦",
    "khaki": "khaki 卡其",
    _ANYTHING: "multi multicolour multicolor multicoloured multicolored assorted mixed various rainbow "
    "printed print patterned floral camouflage camo tiedye clear transparent 多 彩 混 花 杂 迷彩 透明",
}
_FAMILY_OF = {word: family for family, words in _WORDS.items() for word in words.split()}
_PHRASES = {"off white": "offwhite", "off-white": "offwhite", "tie dye": "tiedye", "hot pink": "hotpink"}
_CHINESE = re.compile("|".join(sorted((w for w in _FAMILY_OF if not w.isascii()), key=len, reverse=True)))
_ENGLISH = re.compile(r"[a-z]+")


def colour_fits(sheet_colour: str, colours: Sequence[tuple[str, float]]) -> bool | None:
    """Whether a picture shows the colour that a sheet states.

    Args:
        sheet_colour: the sheet's cell, in English or Chinese: “Navy Blue”, “Off White/Red”, “Multi”, “深蓝”.
        colours: names and shares as `colour_names.named_colours` tells them.

    Returns:
        True when one of the colours in the cell has a real share, or the cell says that there are many;
        False when none has; None when the cell names no colour that is known here.
    """
    families = _families(sheet_colour)
    if not families:
        return None
    if _ANYTHING in families:
        return True
    accepted = {name for family in families for name in _FAMILIES[family].split(", ")}
    return sum(share for name, share in colours if name in accepted) >= LEAST_SHARE


def _families(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    for phrase, word in _PHRASES.items():
        plain = plain.replace(phrase, word)
    words = [*_ENGLISH.findall(plain), *_CHINESE.findall(plain)]
    return {_FAMILY_OF[word] for word in words if word in _FAMILY_OF}
