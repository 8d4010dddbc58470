"""What a file is by its first bytes: to tell a damaged picture from a file that never was one."""

from __future__ import annotations

JPEG = b"\xff\xd8\xff"
PNG = b"\x89PNG\r\n\x1a\n"

_PICTURES = (
    JPEG,
    b"\x89PNG",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
    b"8BPS",
    b"qoif",
    b"\0\0\0\x0cjP",
    b"\xff\x4f\xff\x51",
)
_RIFF_WEBP = (b"RIFF", b"WEBP")
_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# Pictures that are drawn or developed by other programs; nothing here decodes them.
_FOREIGN = {
    b"%!PS": "PostScript",
    b"%PDF": "PDF",
    b"\xff\x0a": "JPEG XL",
    b"\0\0\0\x0cJXL ": "JPEG XL",
    b"FUJIFILMCCD-RAW": "camera raw",
    b"\x76\x2f\x31\x01": "OpenEXR",
    b"#?RADIANCE": "Radiance HDR",
    b"gimp xcf": "GIMP",
    b"FLIF": "FLIF",
    b"BPG\xfb": "BPG",
    b"\xd7\xcd\xc6\x9a": "Windows metafile",
}
_SNIFF = 1024


def is_jpeg(data: bytes) -> bool:
    """Whether the bytes begin like a JPEG."""
    return data.startswith(JPEG)


def is_png(data: bytes) -> bool:
    """Whether the bytes begin like a PNG."""
    return data.startswith(PNG)


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin like a kind of picture that can be decoded."""
    if data.startswith(_PICTURES):
        return True
    if data[:4] == _RIFF_WEBP[0]:
        return data[8:12] == _RIFF_WEBP[1]
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS


def foreign_kind(data: bytes) -> str:
    """The name of a kind of picture that cannot be decoded; empty when it is none of them."""
    for signature, name in _FOREIGN.items():
        if data.startswith(signature):
            return name
    if data[4:12] == b"ftypcrx ":
        return "camera raw"
    start = data[:_SNIFF].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "SVG" if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start) else ""
