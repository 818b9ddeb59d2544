"""Every error dxmeet raises.

An error carries facts, never sentences: ``code`` names what happened and stays stable for scripts; ``facts`` are the
names and numbers a sentence may need. ``dxmeet.messages`` turns both into what a person reads (what happened / what is
safe / what to do), in Japanese and English; a test checks that every code below has one.

DxmeetError
├── ProfileError
│   ├── ProfileMissing            profile-missing        no profile at this place yet                     path
│   ├── ProfileExists             profile-exists         setup would overwrite one                        path
│   ├── ProfileNewer              profile-newer          written by a later version of dxmeet             found, known
│   ├── ProfileDamaged            profile-damaged        profile.json or the database cannot be read      path
│   ├── ProfileDenied             profile-denied         the profile's folder cannot be written           path
│   ├── ProfileInUse              profile-in-use         another window, command or program has it        path
│   ├── PassphraseNeeded          passphrase-needed      this profile opens with a passphrase
│   ├── PassphraseWrong           passphrase-wrong
│   ├── PassphraseWeak            passphrase-weak        shorter than the minimum                         minimum
│   ├── KeyringUnavailable        keyring-unavailable    no keyring that encrypts, and no passphrase given
│   │   └── KeyringClosed         keyring-closed         the keyring that holds the key cannot be asked now
│   ├── KeyLost                   key-lost               the keyring has no key for this profile
│   ├── ProfileLocked             profile-locked         locked by `dxmeet lock`
│   ├── OrderedLock               ordered-lock           locked by an admin's order; the share lifts it
│   └── OrderedForget             ordered-forget         everything was erased by an admin's order
├── ShareError
│   ├── ShareUnreachable          share-unreachable      path
│   ├── ShareNotPrepared          share-not-prepared     no dxmeet.toml there                             path
│   ├── ShareWrong                share-wrong            another share's dxmeet.toml                      path
│   ├── ShareDamaged              share-damaged          dxmeet.toml cannot be understood                 path, case, line, key
│   ├── ShareDenied               share-denied           no permission                                    path
│   ├── ShareFull                 share-full             path
│   └── ShareBusy                 share-busy             another program holds the file                   path
├── PacketError
│   ├── PacketUnknown             packet-unknown         packet
│   ├── MaterialUnknown           material-unknown       material
│   ├── MaterialNotReady          material-not-ready     material, state
│   ├── MaterialNotOffline        material-not-offline   kept off this machine by the packet's policy     material
│   ├── PacketNotPublished        packet-not-published   a plain folder cannot be replaced or withdrawn   packet
│   ├── PacketChanged             packet-changed         somebody else published meanwhile                packet
│   └── PrintingOff               printing-off           distributed not to be printed                    material
├── PdfError
│   ├── PdfInvalid                pdf-invalid            not a PDF                                        name
│   ├── PdfDamaged                pdf-damaged            a PDF that cannot be opened or has no page       name
│   ├── PdfPasswordNeeded         pdf-password-needed    name
│   ├── PdfPasswordWrong          pdf-password-wrong     name
│   ├── PdfTooLarge               pdf-too-large          name, size, limit
│   ├── PageUnknown               page-unknown           page, pages
│   ├── PageFailed                page-failed            this page cannot be drawn                        page
│   ├── PrintingDenied            printing-denied        the PDF's author does not allow printing         name
│   └── ExportFailed              export-failed          the written copy did not verify                  path
├── NoteError
│   ├── NoteUnknown               note-unknown           note
│   └── NoteInvalid               note-invalid           JSON or geometry that is not a note              reason
├── LedgerError
│   ├── FiguresDiffer             figures-differ         recomputed totals are not the exported ones      where, exported, recomputed
│   ├── EntriesInvalid            entries-invalid        path, line
│   ├── NothingToCompare          nothing-to-compare     path
│   ├── EntryUnknown              entry-unknown          no own entry of this number                      entry
│   ├── EntryCorrected            entry-corrected        it was corrected before                          entry
│   └── PurchasesInvalid          purchases-invalid      a line of the file is no purchase                path, line
├── FileError
│   ├── FileMissing               file-missing           path
│   ├── FileIsFolder              file-is-folder         path
│   ├── FileEmpty                 file-empty             path
│   ├── FileDenied                file-denied            path
│   ├── FileExists                file-exists            an export never overwrites a source              path
│   ├── FileInvalid               file-invalid           not in the form it should have                   path, reason
│   └── DiskFull                  disk-full              path
├── PrintError
│   ├── PrinterMissing            printer-missing        no printer of this name, or none at all          printer
│   ├── PrinterRefused            printer-refused        paper, sides or copies it does not do            printer
│   └── PrinterFailed             printer-failed         it did not take the job                          printer
├── VaultError
│   └── SealBroken                seal-broken            a sealed file was cut, changed or swapped        revision
├── WorkerError
│   ├── WorkerDied                worker-died            worker
│   ├── WorkerHung                worker-hung            worker, seconds
│   └── WorkerFailed              worker-failed          worker, cause
├── QtMissing                     qt-missing             Qt's system libraries are not installed          library
├── Cancelled                     cancelled              the person pressed やめる
└── InputInvalid                  input-invalid          a value of a command or a field                  field, value
"""

from typing import Any, ClassVar


class DxmeetError(Exception):
    """The root. ``facts`` are plain values (str, int, float); they survive pickling between processes."""

    code: ClassVar[str] = "unexpected"

    def __init__(self, **facts: str | int | float) -> None:
        super().__init__(self.code, facts)
        self.facts: dict[str, str | int | float] = facts

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.facts)

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


def _rebuild(kind: type[DxmeetError], facts: dict[str, str | int | float]) -> DxmeetError:
    return kind(**facts)


class ProfileError(DxmeetError):
    """The folder on this machine that holds everything of one reader."""


class ProfileMissing(ProfileError):
    code = "profile-missing"


class ProfileExists(ProfileError):
    code = "profile-exists"


class ProfileNewer(ProfileError):
    code = "profile-newer"


class ProfileDamaged(ProfileError):
    code = "profile-damaged"


class ProfileDenied(ProfileError):
    code = "profile-denied"


class ProfileInUse(ProfileError):
    code = "profile-in-use"


class PassphraseNeeded(ProfileError):
    code = "passphrase-needed"


class PassphraseWrong(ProfileError):
    code = "passphrase-wrong"


class PassphraseWeak(ProfileError):
    code = "passphrase-weak"


class KeyringUnavailable(ProfileError):
    code = "keyring-unavailable"


class KeyringClosed(KeyringUnavailable):
    code = "keyring-closed"


class KeyLost(ProfileError):
    code = "key-lost"


class ProfileLocked(ProfileError):
    code = "profile-locked"


class OrderedLock(ProfileLocked):
    code = "ordered-lock"


class OrderedForget(ProfileError):
    code = "ordered-forget"


class ShareError(DxmeetError):
    """The shared folder."""


class ShareUnreachable(ShareError):
    code = "share-unreachable"


class ShareNotPrepared(ShareError):
    code = "share-not-prepared"


class ShareWrong(ShareError):
    code = "share-wrong"


class ShareDamaged(ShareError):
    code = "share-damaged"


class ShareDenied(ShareError):
    code = "share-denied"


class ShareFull(ShareError):
    code = "share-full"


class ShareBusy(ShareError):
    code = "share-busy"


class PacketError(DxmeetError):
    """A packet or one of its materials."""


class PacketUnknown(PacketError):
    code = "packet-unknown"


class MaterialUnknown(PacketError):
    code = "material-unknown"


class MaterialNotReady(PacketError):
    code = "material-not-ready"


class MaterialNotOffline(PacketError):
    code = "material-not-offline"


class PacketNotPublished(PacketError):
    code = "packet-not-published"


class PacketChanged(PacketError):
    code = "packet-changed"


class PrintingOff(PacketError):
    code = "printing-off"


class PdfError(DxmeetError):
    """A PDF or one of its pages."""


class PdfInvalid(PdfError):
    code = "pdf-invalid"


class PdfDamaged(PdfError):
    code = "pdf-damaged"


class PdfPasswordNeeded(PdfError):
    code = "pdf-password-needed"


class PdfPasswordWrong(PdfError):
    code = "pdf-password-wrong"


class PdfTooLarge(PdfError):
    code = "pdf-too-large"


class PageUnknown(PdfError):
    code = "page-unknown"


class PageFailed(PdfError):
    code = "page-failed"


class PrintingDenied(PdfError):
    code = "printing-denied"


class ExportFailed(PdfError):
    code = "export-failed"


class NoteError(DxmeetError):
    """A note."""


class NoteUnknown(NoteError):
    code = "note-unknown"


class NoteInvalid(NoteError):
    code = "note-invalid"


class LedgerError(DxmeetError):
    """Figures of the ledger."""


class FiguresDiffer(LedgerError):
    code = "figures-differ"


class EntriesInvalid(LedgerError):
    code = "entries-invalid"


class NothingToCompare(LedgerError):
    code = "nothing-to-compare"


class EntryUnknown(LedgerError):
    code = "entry-unknown"


class EntryCorrected(LedgerError):
    code = "entry-corrected"


class PurchasesInvalid(LedgerError):
    code = "purchases-invalid"


class FileError(DxmeetError):
    """A file or folder a person named."""


class FileMissing(FileError):
    code = "file-missing"


class FileIsFolder(FileError):
    code = "file-is-folder"


class FileEmpty(FileError):
    code = "file-empty"


class FileDenied(FileError):
    code = "file-denied"


class FileExists(FileError):
    code = "file-exists"


class FileInvalid(FileError):
    code = "file-invalid"


class DiskFull(FileError):
    code = "disk-full"


class PrintError(DxmeetError):
    """A printer."""


class PrinterMissing(PrintError):
    code = "printer-missing"


class PrinterRefused(PrintError):
    code = "printer-refused"


class PrinterFailed(PrintError):
    code = "printer-failed"


class VaultError(DxmeetError):
    """A sealed file in the vault."""


class SealBroken(VaultError):
    code = "seal-broken"


class WorkerError(DxmeetError):
    """A helper process."""


class WorkerDied(WorkerError):
    code = "worker-died"


class WorkerHung(WorkerError):
    code = "worker-hung"


class WorkerFailed(WorkerError):
    code = "worker-failed"


class QtMissing(DxmeetError):
    code = "qt-missing"


class Cancelled(DxmeetError):
    code = "cancelled"


class InputInvalid(DxmeetError):
    code = "input-invalid"
