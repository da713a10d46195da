"""Heavy libraries, imported in a worker thread while the room goes on."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

__all__ = ["import_torch", "import_transformers", "undisturbed"]

_TORCH_PARTS = ("c10", "torch_cpu", "torch")
_one = threading.Lock()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Import or unpack inside without full garbage collections; what was made is never searched.

    Each of them would hold every thread up for 0.1 to 0.2 s, and find nothing in modules.
    """
    with _one:
        was_on = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            gc.freeze()
            if was_on:
                gc.enable()


def import_torch() -> None:
    """Import torch and hold it to one thread: the voice and the room need the others."""
    os.environ.setdefault("TQDM_DISABLE", "1")  # no progress bars across the room's own lines
    if "torch" not in sys.modules:
        _open_libraries()
    import torch

    torch.set_num_threads(1)


def import_transformers() -> None:
    """Import torch and transformers, without what transformers takes along for training.

    scipy and scikit-learn, where installed, cost half a second and serve detection losses only.
    """
    import_torch()
    import transformers
    from transformers import utils

    utils.is_scipy_available = utils.is_sklearn_available = lambda: False
    transformers.utils.logging.disable_progress_bar()


def _open_libraries() -> None:
    """Open torch's libraries ahead of the import, which would hold every thread up meanwhile.

    They register thousands of operators as they are opened (0.2 s). A foreign call lets the other
    threads run; Python's own opening does not. Where it cannot be done the import does it.
    """
    spec = find_spec("torch")
    if os.name != "posix" or spec is None or spec.origin is None:
        return
    suffix = "dylib" if sys.platform == "darwin" else "so"
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes, dlopen.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    for part in _TORCH_PARTS:
        path = Path(spec.origin).parent / "lib" / f"lib{part}.{suffix}"
        dlopen(os.fsencode(path), os.RTLD_NOW)
