"""python-escpos, brought in late and kept quiet. Import it through here only, on a printer's thread.

Its import takes a third of a second, calls logging.basicConfig() and makes a temporary folder that it never removes;
its transports log through the root logger, which calls basicConfig() again.
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from loyalty.errors import KnownError

_CACHE_VARIABLE = "ESCPOS_CAPABILITIES_PICKLE_DIR"
_lock = threading.Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """While inside, logging.basicConfig() finds a handler and so does nothing."""
    root, guard = logging.getLogger(), logging.NullHandler()
    root.addHandler(guard)
    try:
        yield
    finally:
        root.removeHandler(guard)


def file_transport(cache_folder: Path) -> Any:
    """The class escpos.printer.file.File."""
    with _importing(cache_folder):
        from escpos.printer.file import File
    return File


def network_transport(cache_folder: Path) -> Any:
    """The class escpos.printer.network.Network."""
    with _importing(cache_folder):
        from escpos.printer.network import Network
    return Network


@contextmanager
def _importing(cache_folder: Path) -> Iterator[None]:
    """The library's list of printers is cached in the folder, and no other folder is made.

    Raises KnownError printer_folder_unwritable (folder).
    """
    with _lock, quiet(), _cache_variable(cache_folder), _no_folder_for_this_thread(cache_folder):
        try:
            cache_folder.mkdir(parents=True, exist_ok=True)
            yield
        except OSError as error:
            raise KnownError("printer_folder_unwritable", folder=str(cache_folder)) from error


@contextmanager
def _cache_variable(cache_folder: Path) -> Iterator[None]:
    earlier = os.environ.get(_CACHE_VARIABLE)
    os.environ[_CACHE_VARIABLE] = str(cache_folder)
    try:
        yield
    finally:
        if earlier is None:
            del os.environ[_CACHE_VARIABLE]
        else:
            os.environ[_CACHE_VARIABLE] = earlier


@contextmanager
def _no_folder_for_this_thread(instead: Path) -> Iterator[None]:
    """The library asks for a temporary folder even when it is given one; other threads still get a real one."""
    module: Any = tempfile
    make_folder, thread = tempfile.mkdtemp, threading.get_ident()

    def mkdtemp(*args: Any, **kwargs: Any) -> Any:
        ours = threading.get_ident() == thread and not args and not kwargs
        return str(instead) if ours else make_folder(*args, **kwargs)

    module.mkdtemp = mkdtemp
    try:
        yield
    finally:
        module.mkdtemp = make_folder
