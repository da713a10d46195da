"""Write docs/platforms.md from the platform profiles that the program uses.

`python scripts/export_platforms.py` writes it; `--check` writes nothing and exits 1 where the page
differs from what would be written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from chatbot.confirming import checklist, musts, stated, unknown_topics  # noqa: E402
from chatbot.platforms import Profile, Source, built_in  # noqa: E402

OUT = ROOT / "docs" / "platforms.md"
HOSTS = {
    "allowed": "allowed",
    "conditions": "allowed with conditions",
    "assist_only": "**only assist mode**",
    "unclear": "unclear",
}
MUSTS = ("The label", "The host", "A person")
HEAD = """\
# Platforms: what they allow an AI host

Made from `chatbot/data/platforms.yaml` by `scripts/export_platforms.py`.

Every source is **secondary**: notes on press reports, mirrors and issue threads, read as excerpts.
They may be wrong or out of date; what none of them says stands here as not known: ask the platform.
Nobody here gives legal advice.

`policy.platform` in the show file takes one of these names, or a list where one show goes to
several: then the strictest rhythm holds, and each checklist is confirmed. Market and order channel
follow from the platform where the show does not say them. `none` is for what goes to no platform.

- **Before the first start** `chatbot run` prints the checklist, in the room's language, and waits
  for the owner: in a terminal it asks, elsewhere it ends with exit code 3 until
  `chatbot run SHOW.yaml --confirm` or `chatbot platform confirm SHOW.yaml --by NAME`. Who confirmed
  what and when is kept in `SHOW.confirmed.yaml` beside the show and recorded in its journal. A
  profile that has changed is asked about again; one older than 180 days is warned of at the start
  and in `chatbot check`.
- **Only assist mode**: the show refuses to start (exit code 3), since it would speak by itself, but
  with `policy.mode: assist`: then [a person hosts and reads](handover.md). A save can neither move
  a running show to another platform nor change who hosts.
- **A person there**: where the profile may ask for one, somebody says “I'm here” now and then, or
  [the show falls back](handover.md).
- **The label** has the profile's words and cannot be switched off. **The host says that it is an
  AI** at least as often as the profile asks, before any answer that waits, and again when a person
  hands back to it.

`chatbot platform show NAME --lang zh` (or `fr`) prints a profile and checklist in that language.
"""


def table() -> Iterator[str]:
    """The overview, one row a platform."""
    yield "| platform | AI host | refused | the host says it is an AI | a person there | as of |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, profile in built_in().platforms.items():
        topics = built_in().topics
        refused = [topics[r.what].en for r in profile.refused if r.stand == "refused"]
        every = f"every {profile.must.disclose.every_min} min"
        cells = (
            f"`{name}`",
            HOSTS[profile.ai_host],
            ", ".join(refused) or ("" if name == "none" else "not known"),
            "" if profile.ai_host == "assist_only" else every,
            plain(profile.must.attendance.needed),
            str(profile.as_of),
        )
        yield f"| {' | '.join(cells)} |"


def section(name: str, profile: Profile) -> Iterator[str]:
    """All about one platform."""
    yield f"## {profile.title.en[0].upper()}{profile.title.en[1:]} (`{name}`)"
    yield ""
    yield f"AI host: {HOSTS[profile.ai_host]}. {stated(profile.because, name, 'en')}"
    yield ""
    for refusal in profile.refused:
        stand = "Refused" if refusal.stand == "refused" else "At risk"
        yield f"- {stand}: {stated(refusal.says, name, 'en')}"
    if name != "none":
        topics = (built_in().topics[topic].en for topic in unknown_topics(profile))
        yield f"- Not known, ask the platform: {', '.join(topics)}."
    for what, must in zip(MUSTS, musts(name, "en"), strict=True):
        yield f"- {what}: {must}"
    yield f"- Market `{profile.market}`, order channel `{profile.order_channel}` unless written."
    yield ""
    if points := checklist(name, "en"):
        yield "The owner confirms:"
        yield ""
        yield from (f"{n}. {point}" for n, point in enumerate(points, 1))
        yield ""
    if sources := built_in().sources_of(profile):
        yield "Secondary sources:"
        yield ""
        yield from (f"- {told(source)}" for source in sources)
        yield ""


def told(source: Source) -> str:
    """A source in one line."""
    return f"{source.title} ({source.dated}): {source.says}. Read at: {source.where}."


def plain(word: str) -> str:
    """A key as words."""
    return word.replace("_", " ")


def page() -> str:
    """The whole page."""
    lines = [HEAD, *table(), ""]
    for name, profile in built_in().platforms.items():
        lines += section(name, profile)
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Write or check the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if it differs")
    if not parser.parse_args().check:
        OUT.write_text(page(), encoding="utf-8")
        return 0
    if OUT.is_file() and OUT.read_text(encoding="utf-8") == page():
        return 0
    print(
        f"{OUT.relative_to(ROOT)} differs: run python scripts/export_platforms.py", file=sys.stderr
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
