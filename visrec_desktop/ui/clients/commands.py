"""The undo stack's commands of the Clients page. They are pushed after their change was stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visrec_desktop.core.clients import Client, Owned, Purpose
from visrec_desktop.ui.undo import StoredCommand

if TYPE_CHECKING:
    from visrec_desktop.services.clients import Merge
    from visrec_desktop.ui.clients.actions import ClientActions


class ClientCommand(StoredCommand):
    """A change of one client, or of two."""

    def __init__(self, actions: ClientActions, text: str, ids: tuple[int, ...]) -> None:
        super().__init__(actions.undo_stack, text)
        self._actions = actions
        self.ids = ids


class AddClient(ClientCommand):
    """A new client. Taking that back puts the client into the archive: what was learned since is kept."""

    def __init__(self, actions: ClientActions, client: Client) -> None:
        super().__init__(actions, actions.tr("New client “%1”").replace("%1", client.name), (client.id,))

    def take_back(self) -> None:
        """Into the archive."""
        self._actions.archive_again(self.ids[0], archived=True, refused=self.not_taken_back)

    def repeat(self) -> None:
        """Out of it."""
        self._actions.archive_again(self.ids[0], archived=False, refused=self.not_repeated)


class EditClient(ClientCommand):
    """A change of a client's facts."""

    def __init__(self, actions: ClientActions, before: Client, after: Client) -> None:
        super().__init__(actions, actions.tr("Edit “%1”").replace("%1", after.name), (after.id,))
        self._before, self._after = before, after

    def take_back(self) -> None:
        """Bring the old facts back."""
        self._actions.replace_facts(self._after, self._before, refused=self.not_taken_back)

    def repeat(self) -> None:
        """Store the new facts again."""
        self._actions.replace_facts(self._before, self._after, refused=self.not_repeated)


class ArchiveClient(ClientCommand):
    """Into the archive, or out of it."""

    def __init__(self, actions: ClientActions, client_id: int, name: str, *, archived: bool) -> None:
        words = actions.tr("Archive “%1”") if archived else actions.tr("Take “%1” out of the archive")
        super().__init__(actions, words.replace("%1", name), (client_id,))
        self.name = name
        self.archived = archived

    def take_back(self) -> None:
        """The other way."""
        self._actions.archive_again(self.ids[0], archived=not self.archived, refused=self.not_taken_back)

    def repeat(self) -> None:
        """The same way again."""
        self._actions.archive_again(self.ids[0], archived=self.archived, refused=self.not_repeated)


class MergeClients(ClientCommand):
    """Two clients made one. `record` is what the store needs to part them."""

    def __init__(self, actions: ClientActions, keep: Client, gone: Client, record: Merge) -> None:
        words = actions.tr("Merge “%1” into “%2”").replace("%1", gone.name).replace("%2", keep.name)
        super().__init__(actions, words, (keep.id, gone.id))
        self.name = keep.name
        self._record = record

    def take_back(self) -> None:
        """Two again."""
        self._actions.part(self.ids, self._record, refused=self.not_taken_back)

    def repeat(self) -> None:
        """One again; the store gives a new record."""
        self._actions.merge_again(self.ids, self._keep_record, refused=self.not_repeated)

    def _keep_record(self, record: Merge) -> None:
        self._record = record


class SetConsent(ClientCommand):
    """An answer to whether something is agreed; taking it back records the opposite, with its own date."""

    def __init__(
        self, actions: ClientActions, client_id: int, name: str, purpose: Purpose, *, given: bool
    ) -> None:
        words = actions.tr("Agreement of “%1”").replace("%1", name)
        super().__init__(actions, words, (client_id,))
        self._purpose, self._given = purpose, given

    def take_back(self) -> None:
        """The opposite."""
        self._set(given=not self._given)

    def repeat(self) -> None:
        """The answer again."""
        self._set(given=self._given)

    def _set(self, *, given: bool) -> None:
        refused = self.not_repeated if given == self._given else self.not_taken_back
        self._actions.answer_again(self.ids[0], self._purpose, given=given, refused=refused)


class OwnThing(ClientCommand):
    """Something the client has, or has no more."""

    def __init__(
        self, actions: ClientActions, client_id: int, name: str, thing: Owned, *, added: bool
    ) -> None:
        words = actions.tr("What “%1” owns").replace("%1", name)
        super().__init__(actions, words, (client_id,))
        self._thing, self._added = thing, added

    def take_back(self) -> None:
        """The opposite."""
        self._actions.own_again(self.ids[0], self._thing, added=not self._added, refused=self.not_taken_back)

    def repeat(self) -> None:
        """The change again."""
        self._actions.own_again(self.ids[0], self._thing, added=self._added, refused=self.not_repeated)
