"""The words that file names are made of: what they say about a picture beside its product."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_SEPARATORS = r"\s\-_.()\[\]{},;~/\\:*?\"<>|\u2010-\u2015\u2212\uff0d\uff3f\uff0e\uff08\uff09\u3010\u3011"
_EASTERN = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_EASTERN_VIEWS = "正面|背面|后面|反面|侧面|细节图?|特写|主图|首图|模特图?|平铺图?|白底图?|吊牌|副本"
_TOKEN = re.compile(
    rf"[{_EASTERN}]+?(?=(?:{_EASTERN_VIEWS})(?![{_EASTERN}]))|[{_EASTERN}]+|[^{_SEPARATORS}{_EASTERN}]+"
)
_ASCII_TOKEN = re.compile(rf"[^{_SEPARATORS}]+")
_NUMBER = re.compile(r"[0-9]{1,2}|0[0-9]{2}")
_GLUED = re.compile(r"([^\W\d_]+)([0-9]{1,2})")
_EXTENT = re.compile(r"[0-9]{2,4}x[0-9]{2,4}|[0-9]{2,4}(?:px|w|h)|v[0-9]{1,2}|[0-9]x")
_SIZE = re.compile(r"(?:[0-9]?x{0,3}[sl]|m|(?:eu|uk|us|fr|it|de|cn|jp|w)[0-9]{1,3}|onesize|os)")

_VIEWS: Final = {
    "main": "main primary hero cover 主图 主圖 首图 首圖",
    "front": "front frontal 正面 前面 正",
    "model": "model worn lifestyle 模特 模特图 上身 穿着 真人",
    "hover": "hover",
    "alt": "alt alternate",
    "flat": "flat packshot ghost 平铺 平铺图 白底 白底图",
    "left": "left 左 左侧",
    "right": "right 右 右侧",
    "side": "side profile 侧面 側面 侧 側",
    "back": "back rear 背面 后面 後面 背 反面",
    "top": "top above 顶部",
    "bottom": "bottom below sole 底部 鞋底",
    "inside": "inside interior 内部 里面",
    "detail": "detail details closeup macro zoom close 细节 細節 细节图 特写",
    "label": "label tag 吊牌 标签 洗标",
    "box": "box packaging pack 包装 包裝",
    "angle": "angle perspective 360",
    "copy": "copy kopie copie copia duplicate копия 副本 拷贝 コピー",
}
_CANONICAL: Final = {word: view for view, words in _VIEWS.items() for word in words.split()}
_ORDER: Final = {view: place for place, view in enumerate(_VIEWS)}
SURE_VIEWS: Final = frozenset({"main", "front", "back", "side", "detail", "hover", "alt", "model"})
"""Views whose words are hardly ever part of a product's own name, as "top" and "box" are."""
_IDLE_WORDS: Final = (
    "photo foto picture pic image img bild view shot web large small big hd hires highres lowres thumb"
    " thumbnail edited edit final original orig cropped crop resized scaled retouched transparent nobg bg"
    " 图 图片 照片 画像 写真"
)
_IDLE: Final = frozenset(_IDLE_WORDS.split())
_COLOURS: Final = (
    "amber anthracite apricot aqua azure beige black blue blush bordeaux bronze brown burgundy camel charcoal"
    " chocolate cobalt copper coral cream crimson cyan ecru emerald fuchsia gold golden graphite gray green"
    " grey indigo ivory khaki lavender lilac lime magenta maroon mauve mint multi multicolor multicolour"
    " mustard natural navy nude ochre olive orange peach pink plum purple red rose ruby rust salmon sand"
    " silver tan taupe teal terracotta turquoise violet white wine yellow"
)
_EAST_COLOURS: Final = (
    "黑 白 红 紅 蓝 藍 绿 綠 黄 黃 紫 粉 粉红 灰 棕 褐 咖啡 卡其 米 米白 橙 橘 金 银 銀 藏青 深蓝 浅蓝 杏 驼"
)
_EAST: Final = tuple(_EAST_COLOURS.split())
COLOUR_WORDS: Final = frozenset((*_COLOURS.split(), *_EAST, *(f"{word}色" for word in _EAST)))
"""Plain names of colours."""
_SHADES: Final = "bright dark deep light mid pale pastel off heather"
SHADE_WORDS: Final = frozenset(_SHADES.split())
"""Words that shade a colour; they say nothing alone."""
_CAMERA = re.compile(
    r"""(?:img|imag|image|dsc[nf]?|pxl|mvimg|gopr|dji|cimg|hpim|pict|wp|vid|photo|fb[_ ]img|screenshot|signal
        |received|burst|scan|wx[_ ]camera[_ ]|mmexport|微信图片|截图|屏幕截图)[-_ ]*[0-9]{2,}
    |p10[0-9]{5}|sam_[0-9]{4}|g[hpx][0-9]{6}
    |whatsapp[ _-]|telegram[ _-]|photo[ _]?[0-9]*[ _]?(?:on|at)?[ _]?[0-9]{4}-
    |(?:19|20)[0-9]{6}[-_ ]?[0-9]{4,}|(?:19|20)[0-9]{2}[-_.][0-9]{2}[-_.][0-9]{2}
    |[0-9a-f]{8}-[0-9a-f]{4}-""",
    re.VERBOSE,
)
View = tuple[str, ...]


def tokens(text: str) -> tuple[str, ...]:
    """The parts of a name between its separators, without differences of case and Unicode form.

    Chinese, Japanese and Korean parts, and Chinese words of a view at the end, are told from others without a
    separator: `A1衬衫正面` is `a1`, `衬衫`, `正面`.
    """
    if text.isascii():
        return tuple(_ASCII_TOKEN.findall(text.lower()))
    return tuple(fold(found) for found in _TOKEN.findall(text))


def token_ends(text: str) -> list[int]:
    """Where each of `tokens` ends in the text."""
    return [found.end() for found in _TOKEN.finditer(text)]


def fold(text: str) -> str:
    """The text without differences of case, Unicode form and full width."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())


def is_camera_name(stem: str) -> bool:
    """Whether a camera, a telephone or a messenger chose the name: its numbers are no article numbers."""
    return _CAMERA.match(fold(stem)) is not None


def is_number(token: str) -> bool:
    """Whether a token counts pictures: one or two digits, or three with zeros before."""
    return _NUMBER.fullmatch(token) is not None


def view_words(token: str) -> View | None:
    """What a token says of a picture: `('back', '2')` for `back2`, `()` for an idle `web`, else None."""
    if is_number(token):
        return (str(int(token)),)
    if token in _CANONICAL:
        return (_CANONICAL[token],)
    if token in _IDLE or _EXTENT.fullmatch(token):
        return ()
    glued = _GLUED.fullmatch(token)
    if glued and glued[1] in _CANONICAL:
        return (_CANONICAL[glued[1]], str(int(glued[2])))
    return (str(int(glued[2])),) if glued and glued[1] in _IDLE else None


def is_size(token: str) -> bool:
    """Whether a token is a size: `xl`, `eu38`."""
    return _SIZE.fullmatch(token) is not None


def loose_view(spelled: Sequence[str]) -> str:
    """The view that tokens tell, those passed over that tell none."""
    return " ".join(word for token in spelled for word in view_words(token) or ())


def view_rank(view: str) -> tuple[int, int, int, str]:
    """A sort key that puts the pictures of one product in order.

    The main one, the one without a view and the front come first, then numbers, then the other views.
    """
    words = view.split()
    number = next((int(word) for word in words if word.isdigit()), 0)
    named = [_ORDER[word] for word in words if word in _ORDER]
    if not named:
        return (1, number, 0, view) if number else (0, 1, 0, view)
    first = max(named)  # a detail of the back is a detail
    if first <= _ORDER["front"]:
        return (0, first * 2, number, view)
    return (2, first, number, view)
