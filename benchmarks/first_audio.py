"""First audio of an answer that is in no cache, with the real voice, clause by clause.

    python benchmarks/first_audio.py [--engine auto] [--languages zh,en,fr] [--lines 18] [--stage]

Prints one JSON object. For each language: seconds from the request to the first part (p50, p95,
worst), the longest gap between two parts when each is played as it comes (0: no stutter), seconds
of work for one second of speech, and how many lines the fallback spoke. Memory is the resident
size of this process with the voice loaded; it grows with the longest clause. With `--stage` the
lines are spoken once more while headless Chromium draws the idle stage page (540 x 960, software
rendering), and `ratio` compares the two medians.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from chatbot.speech import SpeechRequest
from chatbot.speech.choose import Voice, open_engine

LINES = {
    "zh": [
        "有货的，现在还剩86件，喜欢的宝宝可以直接拍。",
        "小雨问得好，这款精华现在是¥129，一瓶30ml。",
        "可以的，七天无理由退货，运费我们这边说明一下，请看详情页。",
        "发货很快，今天拍明天就发，一般3-5天能到。",
        "这款是2%透明质酸，敏感肌建议先在耳后试一下。",
        "有白色和薄荷绿两个颜色，你想要哪一个？",
        "点一下右下角的小黄车，选1号链接就能下单。",
        "现在没有额外的优惠券，价格就是页面上的¥129。",
        "我是AI主播，店里的小伙伴也在后台看着大家的问题。",
        "尺码从S到XL都有，平时穿M的拍M就可以。",
        "谢谢夸奖，你的支持就是我继续介绍的动力！",
        "这个问题我这边没有资料，我请客服确认之后再回复你。",
        "杯子的容量是350ml，可以装热水，不能进微波炉。",
        "两件一起拍也是单价¥59，暂时没有组合价。",
        "苹果按斤卖，¥12.8一斤，产地在详情页写着。",
        "很抱歉给你带来不便，请把订单号发给客服，我们马上处理。",
        "欢迎刚进来的朋友，我们正在介绍这款保温杯。",
        "支持USB-C充电，充满大概需要2小时。",
    ],
    "en": [
        "Yes, it's in stock, and there are 86 left right now.",
        "Good question, Mia! The serum is $18.90 for 30 ml.",
        "You can send it back within 30 days, and the details are on the product page.",
        "Shipping to France takes 3-5 days, once the order is packed.",
        "It has 2% hyaluronic acid, so please test it behind your ear first.",
        "There are two colours, white and mint. Which one do you like?",
        "Tap the yellow cart at the bottom, and choose link number 1.",
        "There is no coupon for this one, the price is the one on the page.",
        "I'm an AI host, and the people of the shop read along.",
        "Sizes go from S to XL, and they run true to size.",
        "Thank you so much, that makes my evening!",
        "I don't have that fact here, so I'll ask the shop to answer you.",
        "It holds 350 ml, it keeps tea warm, and it's not for the microwave.",
        "Two of them are $39.80, there is no bundle price.",
        "The apples are sold by weight, at $3.20 per 500 g.",
        "I'm sorry about that. Please send your order number to support.",
        "Welcome to everyone who just joined, we're looking at the thermos.",
        "It charges over USB-C, and a full charge takes about 2 hours.",
    ],
    "fr": [
        "Oui, il est en stock, il en reste 86 en ce moment.",
        "Bonne question, Mia ! Le sérum est à 17,90 € les 30 ml.",
        "Vous pouvez le renvoyer sous 30 jours, tout est sur la fiche produit.",
        "La livraison prend 3 à 5 jours, une fois la commande préparée.",
        "Il contient 2 % d'acide hyaluronique, faites d'abord un essai.",
        "Il y a deux couleurs, blanc et menthe. Laquelle préférez-vous ?",
        "Touchez le panier jaune en bas, puis choisissez le lien numéro 1.",
        "Il n'y a pas de code pour celui-ci, le prix est celui de la page.",
        "Je suis une animatrice IA, et l'équipe de la boutique lit avec moi.",
        "Les tailles vont du S au XL, prenez votre taille habituelle.",
        "Merci beaucoup, ça me fait très plaisir !",
        "Je n'ai pas cette information, je demande à la boutique.",
        "Il contient 350 ml, garde le thé au chaud, et ne va pas au micro-ondes.",
        "Deux pièces font 35,80 €, il n'y a pas de prix par lot.",
        "Les pommes sont vendues au poids, à 3,20 € le kilo.",
        "Je suis désolée. Envoyez votre numéro de commande au service client.",
        "Bienvenue à ceux qui arrivent, nous regardons la gourde.",
        "Il se charge en USB-C, et il faut environ 2 heures.",
    ],
}


async def one(voice: Voice, request: SpeechRequest) -> dict[str, float]:
    """Seconds to the first part, worst gap (s), seconds of audio and of work, other engine?"""
    began = time.perf_counter()
    first = gap = audio = 0.0
    dry = None
    others = 0
    async for part in voice.speak(request):
        now = time.perf_counter()
        if dry is None:
            first = now - began
        else:
            gap = max(gap, now - dry)
        dry = max(dry or 0.0, now) + part.duration_ms / 1000
        audio += part.duration_ms / 1000
        others += part.engine != voice.name
    work = time.perf_counter() - began
    return {"first": first, "gap": gap, "audio": audio, "work": work, "others": float(others > 0)}


def summary(rows: list[dict[str, float]]) -> dict[str, float | int]:
    firsts = sorted(row["first"] for row in rows)
    return {
        "lines": len(rows),
        "first_audio_p50_s": round(statistics.median(firsts), 3),
        "first_audio_p95_s": round(firsts[min(len(firsts) - 1, int(len(firsts) * 0.95))], 3),
        "first_audio_worst_s": round(firsts[-1], 3),
        "longest_gap_s": round(max(row["gap"] for row in rows), 3),
        "lines_with_a_gap": sum(row["gap"] > 0.001 for row in rows),
        "work_per_second_of_speech": round(
            sum(row["work"] for row in rows) / sum(row["audio"] for row in rows), 3
        ),
        "lines_by_the_fallback": int(sum(row["others"] for row in rows)),
    }


@contextlib.contextmanager
def stage_drawn() -> Iterator[None]:
    """Headless Chromium with the stage page open."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    named = os.environ.get("CHATBOT_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not named:
        sys.exit("no Chromium here: install one or set CHATBOT_CHROMIUM")

    class Pages(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *about: object) -> None:
            pass

    root = Path(__file__).resolve().parent.parent / "chatbot" / "web"
    pages = functools.partial(Pages, directory=str(root))
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), pages) as server,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = subprocess.Popen(
            [
                named, "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=540,960",
                "--remote-debugging-port=0", f"--user-data-dir={profile}",
                f"http://127.0.0.1:{server.server_port}/stage/index.html",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            time.sleep(5)  # the page has to be up before the first line is timed
            yield
        finally:
            browser.terminate()
            browser.wait()
            server.shutdown()


async def speak_all(
    voice: Voice, languages: list[str], lines: int, pace: float
) -> dict[str, list[dict[str, float]]]:
    return {
        lang: [
            await one(voice, SpeechRequest(text=text, lang=lang, pace=pace))
            for text in LINES[lang][:lines]
        ]
        for lang in languages
    }


async def measure(engine: str, languages: list[str], lines: int, stage: bool) -> dict[str, object]:
    process = psutil.Process()
    before = process.memory_info().rss
    notices: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        voice = await open_engine(
            engine, languages=languages, cache_dir=Path(folder), on_notice=notices.append
        )
        opened = time.perf_counter() - began
        try:
            rows = await speak_all(voice, languages, lines, 1.0)
            beside: dict[str, object] = {}
            if stage:
                with stage_drawn():
                    drawn = await speak_all(voice, languages, lines, 1.01)  # no cached line fits
                with_stage = summary([row for each in drawn.values() for row in each])
                alone = summary([row for each in rows.values() for row in each])
                ratio = with_stage["first_audio_p50_s"] / alone["first_audio_p50_s"]
                beside = {"beside_the_stage": with_stage, "ratio": round(ratio, 2)}
        finally:
            await voice.aclose()
    return {
        "benchmark": "first_audio",
        "engine": voice.name,
        "cores": os.cpu_count(),
        "load_1min": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "open_s": round(opened, 2),
        "memory_before_mb": before >> 20,
        "memory_mb": process.memory_info().rss >> 20,
        "all": summary([row for each in rows.values() for row in each]),
        **{lang: summary(each) for lang, each in rows.items()},
        **beside,
        "notices": notices,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--languages", default="zh,en,fr")
    parser.add_argument("--lines", type=int, default=18)
    parser.add_argument("--stage", action="store_true")
    args = parser.parse_args()
    result = asyncio.run(measure(args.engine, args.languages.split(","), args.lines, args.stage))
    print(json.dumps(result, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
