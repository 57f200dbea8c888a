"""A stand-in for Windows, for the tests: on PYTHONPATH it takes away what that system lacks.

No module of POSIX, no signal or flag that only POSIX has, no name that Windows forbids, a code page without
Thai letters. It cannot show how Windows itself opens, locks and ends things.
"""

import ctypes
import importlib.abc
import os
import signal
import sys
from pathlib import Path

POSIX_MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "nis", "crypt"}
POSIX_NAMES = {
    os: "fork forkpty killpg getpgid setpgid getuid geteuid getgid umask mkfifo mknod sched_getaffinity "
    "O_NOFOLLOW O_NONBLOCK fchown chown chroot setsid nice pread pwrite",
    signal: "SIGKILL SIGHUP SIGALRM SIGUSR1 SIGUSR2 alarm setitimer pause pthread_kill",
}
OURS = tuple(
    str(Path(__file__).parents[3] / part) for part in ("extract", "normalize", "pipelines", "samples")
)
FORBIDDEN = set('<>:"|?*\\') | {chr(code) for code in range(32)}
DEVICES = {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}


def ours():
    """Whether this repository's code asks: the standard library and others' know what to do on Windows."""
    frame = sys._getframe(2)
    while frame is not None and "importlib" in frame.f_code.co_filename:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename.startswith(OURS)


class Absent(importlib.abc.MetaPathFinder):
    """Finds no module of POSIX for this repository."""

    def find_spec(self, name, path=None, target=None):
        if name in POSIX_MODULES and ours():
            raise ModuleNotFoundError(f"No module named {name!r} (as on Windows)", name=name)


def no_handle(name, *more, **options):
    """`ctypes.CDLL(None)` is a TypeError on Windows."""
    if name is None:
        raise TypeError("LoadLibrary() argument 1 must be str, not None")
    return library(name, *more, **options)


def written(event, arguments):
    """Refuses to make files and folders with names that Windows forbids."""
    if (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) or event == "os.mkdir":
        name = arguments[0]
    elif event == "os.rename":
        name = arguments[1]
    else:
        return
    if not isinstance(name, (str, bytes, os.PathLike)):
        return
    for part in os.fsdecode(name).split("/"):
        stem = part.split(".")[0].strip().lower()
        bad = FORBIDDEN & set(part) or stem in DEVICES or (part.strip(".") and part[-1] in ". ")
        if bad and not os.fsdecode(name).startswith("/dev/"):
            raise OSError(22, "the name is not allowed (as on Windows)", os.fsdecode(name))


def hide(module, names):
    """Take names off a module for this repository's code."""
    kept = {name: module.__dict__.pop(name) for name in names.split() if hasattr(module, name)}

    def asked(name):
        if name in kept and not ours():
            return kept[name]
        raise AttributeError(f"module {module.__name__!r} has no attribute {name!r} (as on Windows)")

    module.__getattr__ = asked


for module in POSIX_MODULES:
    sys.modules.pop(module, None)
sys.meta_path.insert(0, Absent())
library, ctypes.CDLL = ctypes.CDLL, no_handle
for module, names in POSIX_NAMES.items():
    hide(module, names)
sys.addaudithook(written)
