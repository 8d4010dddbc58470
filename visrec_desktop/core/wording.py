"""What each known error says to a person: what happened, why, and what to do next.

One table for the window and the command line. The window passes each template through Qt's translation
(context `errors`); `%1` stands for the subject, `%2` for the technical detail.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from visrec_desktop.core.errors import ErrorCode


@dataclass(frozen=True, slots=True)
class Explanation:
    """An error in plain words."""

    what: str
    why: str
    next_step: str

    @property
    def line(self) -> str:
        """All three on one line."""
        return " ".join(part for part in (self.what, self.why, self.next_step) if part)


_C = ErrorCode
_ENDS = (".", "!", "?", "…", "。", "！", "？")
TEMPLATES: dict[ErrorCode, tuple[str, str, str]] = {
    _C.NOT_FOUND: (
        "“%1” was not found.",
        "It was moved, renamed or deleted.",
        "Check the place and try again.",
    ),
    _C.DANGLING_LINK: (
        "“%1” could not be opened.",
        "It is a link to a file that is not there.",
        "Choose the file itself.",
    ),
    _C.LINK_OUTSIDE: (
        "“%1” was left out.",
        "It is a link to something outside the folder.",
        "Choose the file or folder itself that it leads to.",
    ),
    _C.IS_A_DIRECTORY: ("“%1” is a folder.", "A picture file was expected.", "Choose a file inside it."),
    _C.NO_PICTURES: (
        "There are no pictures in “%1”.",
        "No file in it, nor in the folders inside it, is named like a picture.",
        "Choose another folder, or the picture files themselves.",
    ),
    _C.NO_PERMISSION: (
        "“%1” could not be opened.",
        "This user account may not read it.",
        "Ask its owner for access, or copy it to a folder of your own.",
    ),
    _C.EMPTY_FILE: ("“%1” is empty.", "The file holds no data.", "Copy or download it again."),
    _C.NOT_A_PICTURE: (
        "“%1” is not a picture.",
        "What is inside is no picture format that the program knows.",
        "Open it in its own program and save it as JPEG or PNG.",
    ),
    _C.TRUNCATED_PICTURE: (
        "“%1” is cut off.",
        "The end of the picture is missing.",
        "Copy or download it again.",
    ),
    _C.DAMAGED_PICTURE: (
        "“%1” is damaged.",
        "Its contents contradict themselves.",
        "Open it in a picture program and save it anew, or take it again.",
    ),
    _C.UNSUPPORTED_PICTURE: (
        "“%1” could not be read.",
        "It uses a variant of its format that is not supported.",
        "Save it as JPEG or PNG.",
    ),
    _C.DECODER_FAILED: (
        "“%1” was left out.",
        "The decoder crashed, ran out of memory or took over 10 seconds on this file (%2).",
        "Save the picture in another format.",
    ),
    _C.PICTURE_TOO_LARGE: (
        "“%1” is too large.",
        "It has more pixels than the program reads (%2).",
        "Save a smaller copy.",
    ),
    _C.FILE_TOO_LARGE: (
        "“%1” is too large.",
        "The file is bigger than the program reads.",
        "Save a smaller copy.",
    ),
    _C.CROP_OUTSIDE: ("The chosen part lies outside “%1”.", "", "Choose a part inside the picture."),
    _C.REMOTE_PICTURE: (
        "“%1” is on a web page.",
        "Only its address came along, and this program never goes online.",
        "Save the picture and drop the file, or copy the picture itself and paste it.",
    ),
    _C.READ_FAILED: (
        "“%1” could not be read.",
        "The disk or the network reported a fault (%2).",
        "Check the device and try again.",
    ),
    _C.FILE_BUSY: (
        "“%1” is not complete yet.",
        "Another program is still writing it.",
        "Wait until it is copied or downloaded, then add it again.",
    ),
    _C.DUPLICATE_SKU: (
        "“%1” was left out.",
        "Another product has the same SKU (%2).",
        "Give it a SKU of its own and import it again.",
    ),
    _C.MISSING_SKU: ("“%1” was left out.", "It has no SKU.", "Fill in the SKU and import it again."),
    _C.BAD_VALUE: ("“%1” was not stored.", "A value is not understood: %2.", "Correct it and try again."),
    _C.UNKNOWN_PRODUCT: (
        "The product “%1” is not in the catalog.",
        "It may have been deleted, or its SKU is written differently.",
        "Look for it in the catalog.",
    ),
    _C.SHEET_UNREADABLE: (
        "The sheet “%1” could not be read.",
        "%2",
        "Save it as CSV with a heading row and try again.",
    ),
    _C.SHEET_PROTECTED: (
        "The sheet “%1” is protected by a password.",
        "The program reads only what is open.",
        "Open it with its password, save it without one and try again.",
    ),
    _C.UNKNOWN_COLUMN: (
        "The column “%1” is not in the sheet.",
        "The sheet has: %2.",
        "Name one of these columns.",
    ),
    _C.ARCHIVE_UNREADABLE: (
        "“%1” could not be unpacked.",
        "%2",
        "Get the archive again, or unpack it with another program and add the folder.",
    ),
    _C.ARCHIVE_PROTECTED: (
        "“%1” is protected by a password.",
        "The program unpacks only what is open.",
        "Unpack it with the password in another program and add the folder.",
    ),
    _C.ARCHIVE_TOO_LARGE: (
        "“%1” was not unpacked.",
        "It holds more than the program unpacks, as harmful archives do (%2).",
        "If you trust it, unpack it with another program and add the folder.",
    ),
    _C.ARCHIVE_UNSAFE: (
        "“%1” was left in the archive.",
        "It could be written to a place where it does not belong (%2).",
        "If you trust it, unpack it with another program and add the file.",
    ),
    _C.DISK_FULL: (
        "The disk is full.",
        "“%1” could not be written; what was saved before is safe.",
        "Free some space and try again.",
    ),
    _C.FOLDER_READ_ONLY: (
        "Nothing can be saved in “%1”.",
        "The folder is read-only.",
        "Choose another data folder or ask for write access.",
    ),
    _C.FOLDER_IN_USE: (
        "“%1” is already open.",
        "Another window or command of the program is using this data folder (%2).",
        "Use that window, or close it and try again.",
    ),
    _C.CATALOG_NEWER: (
        "The catalog “%1” was made by a newer version of the program.",
        "This version does not know its layout (%2).",
        "Install the newer version; the catalog was left as it is.",
    ),
    _C.CATALOG_DAMAGED: (
        "The catalog “%1” is damaged.",
        "%2",
        "It was left as it is. Put a backup in its place, or choose another data folder.",
    ),
    _C.CATALOG_LOCKED: (
        "The catalog “%1” is busy.",
        "Another program is writing to it.",
        "Wait a moment and try again.",
    ),
    _C.SETTINGS_DAMAGED: (
        "The settings “%1” could not be read.",
        "%2",
        "The usual settings are used; the file is replaced when you change one.",
    ),
    _C.DEMO_MISSING: (
        "The demo catalog “%1” is missing.",
        "The installation is not complete.",
        "Install the program again, or start with --no-demo.",
    ),
    _C.UNKNOWN_CLIENT: (
        "There is no client “%1”.",
        "The name or number is not in the list of clients, or the client was forgotten.",
        "Look at the list of clients and choose again.",
    ),
    _C.SEVERAL_CLIENTS: (
        "Several clients are called “%1”.",
        "Their numbers are %2.",
        "Give the number instead of the name.",
    ),
    _C.OWN_FILE: (
        "“%1” was not written.",
        "It lies in the program's own data folder, where it could replace what is stored.",
        "Choose another folder.",
    ),
    _C.CLIENT_CHANGED: (
        "“%1” was changed elsewhere in the meantime.",
        "Another window or command saved this client after you opened it here.",
        "Look at what is stored now, then make your change again.",
    ),
    _C.MISSING_NAME: ("The client has no name.", "A name is the one thing a client needs.", "Type a name."),
    _C.NOTHING_TO_UNDO: (
        "There is nothing to undo for “%1”.",
        "No such event is recorded, or it was undone already.",
        "Look at what is recorded about the client.",
    ),
    _C.NO_CONSENT: (
        "Nothing was kept about “%1”.",
        "It needs the client's agreement, which is not given (%2).",
        "Ask, then tick the agreement on the Clients page.",
    ),
    _C.PROFILE_UNREADABLE: (
        "The profile “%1” could not be read.",
        "%2",
        "Correct the file and try again.",
    ),
    _C.PROFILES_NEWER: (
        "The client file “%1” is from a newer version of the program.",
        "This version does not know how to read it (%2).",
        "Install the newer version; nothing was changed.",
    ),
    _C.PROFILES_DAMAGED: (
        "The client file “%1” is damaged.",
        "It could not be read (%2).",
        "Products can still be found. Restore a copy on the Clients page; the damaged file is kept aside.",
    ),
    _C.PROFILES_LOCKED: (
        "The client file “%1” is in use.",
        "Another program holds it.",
        "Close that program and try again.",
    ),
    _C.MODEL_MISSING: (
        "The model “%1” is missing.",
        "%2",
        "Install the program again, or choose another model in Settings.",
    ),
    _C.MODEL_MANIFEST: (
        "The model “%1” cannot be used.",
        "Its description is not understood: %2.",
        "Get the model again from where it came.",
    ),
    _C.MODEL_CHECKSUM: (
        "The model “%1” was changed or damaged.",
        "Its checksum is not the one it was published with.",
        "Install the program or the model again.",
    ),
    _C.MODEL_DIMENSIONS: (
        "The model “%1” does not fit.",
        "It gives other dimensions than its description says: %2.",
        "Get the model again from where it came.",
    ),
    _C.MODEL_UNUSABLE: (
        "The model “%1” could not be started.",
        "%2",
        "Choose CPU in Settings, or install the program again.",
    ),
    _C.UNKNOWN_FIELD: ("There is no field “%1”.", "The fields are: %2.", "Use one of these."),
    _C.OUTPUT_LOST: (
        "The answer could not be written.",
        "Standard output cannot be used (%2).",
        "Send it to a terminal, or to a file with room for it.",
    ),
    _C.NOTHING_TO_SEARCH: (
        "There are no product pictures to compare with yet.",
        "A photo is compared with the pictures of your own products.",
        "Add products with pictures on the Catalog page, or with `visrec import`.",
    ),
    _C.NOT_ANALYSED_YET: (
        "Your product pictures are still being looked at.",
        "They are looked at once when they are new, and again after a change of the model.",
        "Leave the window open: the answer comes by itself. Without a window, run `visrec import` again.",
    ),
}


def explain(
    code: ErrorCode, subject: str = "", detail: str = "", translate: Callable[[str], str] = str
) -> Explanation:
    """The words for an error.

    Args:
        code: the error.
        subject: the file, SKU or column it is about.
        detail: the technical detail, used where the text has room for it.
        translate: turns an English template into the user's language.
    """
    return Explanation(*(_filled(translate(text), subject, detail) for text in TEMPLATES[code]))


def _filled(text: str, subject: str, detail: str) -> str:
    """The template as a whole sentence; what would name a detail that there is not is left out."""
    detail = detail.strip().rstrip(".")
    if not detail:
        text = re.sub(r"\s*[(（:：]?\s*%2[)）]?", "", text)
    elif text == "%2":
        detail = detail[0].upper() + detail[1:]
    values = {"%1": subject, "%2": detail}
    filled = re.sub("%[12]", lambda found: values[found.group()], text).strip()
    if not filled.strip("."):
        return ""
    return filled if filled.endswith(_ENDS) else f"{filled}."
