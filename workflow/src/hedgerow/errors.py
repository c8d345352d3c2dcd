"""Errors that a user can cause and mend."""

from __future__ import annotations


class UserError(Exception):
    """One clear sentence naming the file, key or document at fault and what to do about it.

    The command line prints it without a traceback and exits with status 1.
    """
