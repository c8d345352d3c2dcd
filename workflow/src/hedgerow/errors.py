"""Errors that a user can cause and mend, and those of the machine."""

from __future__ import annotations

import errno

_PLACES = {
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "it is no folder",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "its links lead in a circle",
    errno.EACCES: "you have no right to it",
    errno.EPERM: "you have no right to it",
}
"""What is wrong with a place to write to."""


_UNREADABLE = {
    errno.ENOENT: "there is no such file",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "there is no such folder",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "its links lead in a circle",
    errno.EACCES: "you have no right to read it",
    errno.EPERM: "you have no right to read it",
}
"""Why a file cannot be read."""


class UserError(Exception):
    """One clear sentence naming the file, key or document at fault and what to do about it.

    The command line prints it without a traceback and exits with status 1.
    """


def why_unreadable(error: OSError | UnicodeError) -> str:
    """Return in words why a file cannot be read, for a sentence that names it.

    >>> why_unreadable(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    'there is no such file'
    """
    if isinstance(error, UnicodeError):
        return "it is not UTF-8 text"
    return _UNREADABLE.get(error.errno or 0, error.strerror or "it cannot be opened")


def fault_of_the_machine(error: BaseException) -> str | None:
    """Return the sentence for an error that the machine causes: a full disk, too little memory, a
    place where nothing can be written.

    None for any other error.

    >>> fault_of_the_machine(OSError(errno.ENOSPC, "No space left on device"))
    'the disk is full; free some space and start again'
    """
    number = getattr(error, "errno", None)
    if number == errno.ENOSPC or "No space left on device" in str(error):
        return "the disk is full; free some space and start again"
    if number == errno.EDQUOT or "Disk quota exceeded" in str(error):
        return "your share of the disk is full; free some space and start again"
    if number == errno.EFBIG:
        return "a file would be larger than your system allows; raise the limit (ulimit -f)"
    if number == errno.EROFS:
        return (
            f"{getattr(error, 'filename', None)}: the file system can only be read; write elsewhere"
        )
    if number in _PLACES:
        return f"{getattr(error, 'filename', None)}: {_PLACES[number]}; name another place"
    if isinstance(error, MemoryError):
        return "there is too little memory; close other programs, or use more shards"
    return None
