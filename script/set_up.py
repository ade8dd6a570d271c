"""Set up the app's own virtual environment and the system libraries Qt lacks; quick when nothing changed.

Used by script/run and script/test (and their .cmd twins). Only the standard library: nothing is installed yet.
"""

from __future__ import annotations

import argparse
import compileall
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# What Qt loads on a bare Debian or Ubuntu, by the name of the library and of the package that brings it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What main.py imports of ours.
PACKAGES = ("desktop", "ui", "db", "printing", "loyalty")
TEST_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool", "setxkbmap": "x11-xkb-utils"}


def can_load(library: str) -> bool:
    """Whether the dynamic linker finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(for_tests: bool) -> list[str]:
    """Debian packages that are needed and not there; empty on other systems."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for library, package in QT_LIBRARIES.items() if not can_load(library)]
    if for_tests:
        missing += [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    return missing


def root_prefix() -> list[str] | None:
    """The words to put before apt-get so that it may install, or None when we may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install_packages(packages: list[str]) -> None:
    """Install Debian packages when allowed; otherwise name the one command that does, and stop."""
    command = "apt-get install --no-install-recommends -y " + " ".join(packages)
    prefix = root_prefix() if shutil.which("apt-get") else None
    if prefix is None:
        sys.exit(f"These system packages are missing; please install them, then try again:  sudo {command}")
    print(f"Installing system packages: {' '.join(packages)}", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*prefix, *command.split()]
    if subprocess.run(install, env=environment, stdout=sys.stderr).returncode == 0:
        return
    subprocess.run([*prefix, "apt-get", "update"], env=environment, stdout=sys.stderr)
    if subprocess.run(install, env=environment, stdout=sys.stderr).returncode != 0:
        sys.exit(f"The system packages could not be installed. Please run:  sudo {command}")


def make_environment() -> None:
    """Create the virtual environment, bringing Debian's venv package first where it is split off."""
    print("Making the virtual environment .venv", file=sys.stderr)
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, stdout=sys.stderr).returncode == 0:
        return
    if sys.platform.startswith("linux"):
        install_packages([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"])
        if subprocess.run(command, stdout=sys.stderr).returncode == 0:
            return
    sys.exit("The virtual environment could not be made; the lines above say why.")


def fingerprint(requirements: Path) -> str:
    """Changes when the pins or the interpreter change."""
    return hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()


def install_requirements(requirements: Path) -> None:
    """Install the pinned libraries unless this very list is already in place."""
    stamp = VENV / f"{requirements.stem}.installed"
    wanted = fingerprint(requirements)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing the libraries of {requirements.name} (once)", file=sys.stderr)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if subprocess.run([*command, "-r", str(requirements)], stdout=sys.stderr).returncode != 0:
        sys.exit("The libraries could not be installed; the lines above say why. A network is needed this once.")
    stamp.write_text(wanted)


def install(for_tests: bool) -> None:
    """Make the virtual environment and fill it; nothing when it holds what is wanted."""
    requirements = ROOT / ("requirements-dev.txt" if for_tests else "requirements.txt")
    # The test list holds the whole running list as well.
    ready = VENV / "requirements-dev.installed"
    if not for_tests and ready.exists() and ready.read_text() == fingerprint(ROOT / "requirements-dev.txt"):
        return
    if not PYTHON.exists() or subprocess.run([str(PYTHON), "-c", ""], capture_output=True).returncode != 0:
        make_environment()
    install_requirements(requirements)


def compile_sources(root: Path) -> None:
    """Keep our own modules compiled, as pip keeps the libraries: only what changed is compiled.

    Python does so by itself after a first start, but not where it is told to write no bytecode
    (`PYTHONDONTWRITEBYTECODE`): there every start would take a quarter longer. A folder that cannot be written stays as
    it is.
    """
    for package in PACKAGES:
        compileall.compile_dir(root / package, quiet=2)


def main() -> None:
    """Bring everything into place, then return."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", action="store_true", help="also what the tests and checks need")
    arguments = parser.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is told the truth by
        sys.exit(f"Regulars needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    packages = missing_packages(arguments.tests)
    if packages:
        install_packages(packages)
    install(arguments.tests)
    compile_sources(ROOT)


if __name__ == "__main__":
    main()
