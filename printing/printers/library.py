"""python-escpos and what its transports need, brought in late and kept quiet. Only here, and on a printer's thread.

Its import takes a third of a second, calls logging.basicConfig() and makes a temporary folder that it never removes;
its transports log through the root logger, which calls basicConfig() again.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from loyalty.errors import KnownError

_LIBRARY, _CACHE_VARIABLE = "escpos.capabilities", "ESCPOS_CAPABILITIES_PICKLE_DIR"
_lock = threading.Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """While inside, logging.basicConfig() finds a handler and so does nothing, and what this thread has the root logger
    say of a line opened and closed is left out.
    """
    root, guard, thread = logging.getLogger(), logging.NullHandler(), threading.get_ident()

    def matters(record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING or record.thread != thread

    root.addHandler(guard)
    root.addFilter(matters)
    try:
        yield
    finally:
        root.removeFilter(matters)
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


def serial_transport(cache_folder: Path) -> Any:
    """The class escpos.printer.serial.Serial."""
    with _importing(cache_folder):
        from escpos.printer.serial import Serial
    return Serial


def serial_port(port: str, speed: int, write_s: float) -> Any:
    """pyserial's open port, locked for us alone. Raises OSError, ValueError, or termios.error (no OSError)."""
    from serial import Serial

    return Serial(port, speed, timeout=0, write_timeout=write_s, exclusive=True)


@contextmanager
def serial_timeouts() -> Iterator[None]:
    """pyserial's timeout becomes the TimeoutError that it is not."""
    from serial import SerialTimeoutException

    try:
        yield
    except SerialTimeoutException as error:
        raise TimeoutError(str(error)) from error


def serial_ports() -> list[Any]:
    """pyserial's list of this machine's ports."""
    from serial.tools.list_ports import comports

    return list(comports())


def usb_transport(cache_folder: Path) -> Any:
    """The class escpos.printer.usb.Usb."""
    with _importing(cache_folder):
        from escpos.printer.usb import Usb
    return Usb


def usb_devices(backend: Any = None, vendor: int | None = None, product: int | None = None) -> list[Any]:
    """pyusb's devices, all or those of one make. Raises KnownError printer_usb_unavailable."""
    import libusb_package
    from usb.core import NoBackendError, USBError, find

    wanted = {"idVendor": vendor, "idProduct": product} if vendor is not None else {}
    try:
        return list(find(find_all=True, backend=backend or libusb_package.get_libusb1_backend(), **wanted))
    except (NoBackendError, USBError) as error:
        raise KnownError("printer_usb_unavailable") from error


def usb_configuration(device: Any) -> Any:
    """The device's configuration; it is set only where none is, for setting it anew makes a printer forget."""
    from usb.core import USBError

    try:
        return device.get_active_configuration()
    except USBError as error:
        if error.errno is not None:
            raise
        device.set_configuration()
        return device.get_active_configuration()


def usb_claim(device: Any, interface: int) -> None:
    """Take the interface for us alone. Raises OSError."""
    from usb.util import claim_interface

    claim_interface(device, interface)


def usb_release(device: Any, interface: int) -> None:
    """Let go of the interface. Raises OSError."""
    from usb.util import release_interface

    release_interface(device, interface)


def usb_close(device: Any) -> None:
    """Close the device, which opens itself when it is asked something."""
    from usb.util import dispose_resources

    dispose_resources(device)


@contextmanager
def usb_timeouts() -> Iterator[None]:
    """pyusb's timeout becomes the TimeoutError that it is not."""
    from usb.core import USBTimeoutError

    try:
        yield
    except USBTimeoutError as error:
        raise TimeoutError(str(error)) from error


def windows_queue_transport(cache_folder: Path) -> Any:
    """The class escpos.printer.win32raw.Win32Raw."""
    with _importing(cache_folder):
        from escpos.printer.win32raw import Win32Raw
    return Win32Raw


def win32print() -> Any:
    """pywin32's module of printer queues. Windows only."""
    import win32print

    return win32print


@contextmanager
def _importing(cache_folder: Path) -> Iterator[None]:
    """The library's list of printers is cached in the folder, and no other folder is made.

    Raises KnownError printer_folder_unwritable (folder).
    """
    with _lock, quiet(), _cache_variable(cache_folder), _no_folder_for_this_thread(cache_folder):
        try:
            cache_folder.mkdir(parents=True, exist_ok=True)
            _drop_cut_list(cache_folder)
            yield
        except OSError as error:
            raise KnownError("printer_folder_unwritable", folder=str(cache_folder)) from error


def _drop_cut_list(cache_folder: Path) -> None:
    """The library writes its list in place: of one that a power cut left half it would read no more than an error."""
    if _LIBRARY in sys.modules:
        return
    from pickletools import genops

    for kept in cache_folder.glob("*.capabilities.pickle"):
        try:
            deque(genops(kept.read_bytes()), maxlen=0)
        except ValueError:
            kept.unlink()


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
