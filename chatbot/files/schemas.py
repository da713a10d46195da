"""JSON Schemas of the files that people write, for editors that complete and check as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatbot.avatar import AvatarFile
from chatbot.catalog import Catalog
from chatbot.config import Show
from chatbot.errors import ConfigError, did_you_mean
from chatbot.files.renderer_words import RENDERERS
from chatbot.persona import Persona
from chatbot.rundown import FACTS, SLOTS, Rundown
from chatbot.values import LANGUAGES

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["SCHEMAS", "schema"]

SCHEMAS: dict[str, type[BaseModel]] = {
    "show": Show,
    "persona": Persona,
    "catalog": Catalog,
    "rundown": Rundown,
    "avatar": AvatarFile,
}

_DURATION = "seconds, or 90s, 15m, 24h, 2d"
_SAID = {
    "Show.name": "the show's name, for the console and the journal",
    "Show.language": "the room's language; answers follow the viewer's where the persona speaks it",
    "Show.persona": "a persona's name or the path of its file",
    "Show.catalog": "the catalog's file (.yaml .json .csv), seen from the show",
    "Show.rundown": "the rundown's file; without one the host goes through the products in turn",
    "Show.documents": "files and folders (.md .txt .pdf) that a clerk answers from",
    "Show.items": "the news that a presenter reads: a feed (address or file) or a folder of items",
    "Show.adapters": "where the chat comes from",
    "Show.renderers": "avatars and displays driven beside the stage page",
    "Show.pacer": "which stage client gives the clock, by its name; else the first with sound",
    "Show.responder": "who answers; the next one takes over where one cannot",
    "Show.embedder": "what likens messages to known ones where the rules are not sure",
    "Show.judge": "a second reader of the chat, whose finds the moderators see; absent: none",
    "Show.speech": "the voice",
    "Show.avatar": "what stands on the stage page: svg is the drawn host",
    "AvatarConfig.type": "svg: the drawn host; png: pictures; clips: short videos; vrm: a model",
    "AvatarConfig.dir": "the folder of its pictures or clips, seen from the show",
    "AvatarConfig.file": "the VRM model, seen from the show",
    "AvatarFile.real_person": "whether a real person is shown: then they have consented",
    "AvatarFile.consent": "who agreed to be shown, where their signed page is, and when",
    "AvatarFile.size": "how large it stands, 1 is as made for",
    "AvatarFile.x": "how far to the right it stands, in shares of the frame",
    "AvatarFile.y": "how far down it stands, in shares of the frame",
    "AvatarFile.points": "to which side the pointing finger goes, as a viewer sees it",
    "AvatarFile.mirror": "whether pictures may be mirrored to point to the other side",
    "AvatarFile.point_at_ms": "when the finger is there, from the beginning of the clip",
    "AvatarFile.fit": "cover: clips fill the frame; stand: they stand beside the card",
    "Consent.name": "who agreed",
    "Consent.file": "the document that says so, beside this file",
    "Consent.date": "the day they agreed, such as 2026-11-28",
    "Show.say_as": "how a word is pronounced, by language; captions keep the written form",
    "Show.plugins": "plugins by name or path",
    "Show.timezone": "the shop's time zone, such as Asia/Shanghai",
    "Show.hours": "when the avatar is on, such as 00:00-08:00; outside it a human is",
    "Show.start": "now, live (a trusted source says so) or obs (OBS starts to stream)",
    "Show.plans": "lines for certain times, such as a holiday's greeting",
    "Show.policy": "what the shop allows",
    "Show.alerts": "who is told, in this order, where nobody looks at the console",
    "AlertConfig.to": "an address of apprise; secrets as ${NAME}: ntfys://ntfy.sh/${TOPIC}",
    "AlertConfig.min": "the least that it is told of: warning or urgent",
    "Show.retention": "how long viewers' names and journals are kept; applied by journal prune",
    "Retention.viewers": "after this age a pseudonym stands for each viewer, such as 30d; or never",
    "Retention.journals": "after this age what was recorded is removed, such as 365d; or never",
    "Retention.at_start": "apply it each time the show starts, without asking",
    "Show.costs": "what models and bought voices cost, for the console and the report",
    "CostConfig.currency": "the currency of these prices, such as USD",
    "CostConfig.tokens": "per million tokens: {input: 0.15, output: 0.60}, or one number for both",
    "CostConfig.models": "the same for single models, by the name in responder.model",
    "CostConfig.characters": "per million characters of a bought voice",
    "TokenPrice.input": "per million tokens sent to the model",
    "TokenPrice.output": "per million tokens that it writes",
    "Show.web": "where the pages are served",
    "Show.seed": "fixes the choice among variants; a new one each show where absent",
    "StartConfig.when": "what the host waits for before it says a word",
    "StartConfig.url": "the address of OBS's WebSocket server",
    "StartConfig.password": "${OBS_PASSWORD}; taken from there where absent",
    "Plan.on": "which day: 12-25 of each year, or 2027-02-06; alone: each full hour of it",
    "Plan.at": "the times of day, such as 02:00, in the show's time zone",
    "Plan.cron": "minute hour day month weekday (by name), such as 0 * * * *",
    "Plan.say": "the line by language, or several in turn; slots: host, shop, address",
    "CatalogConfig.file": "the catalog's file, seen from the show",
    "CatalogConfig.fresh_for": "how long a fact may be spoken after it was last confirmed",
    "DocumentConfig.file": "a file (.md .txt .pdf) or a folder of them, seen from the show",
    "DocumentConfig.name": "what it is called aloud; its title where absent",
    "DocumentConfig.language": "what it is written in; else the fr of fees.fr.md, else the room's",
    "ItemsConfig.feed": "an RSS or Atom feed: http(s):// address, or a file seen from the show",
    "ItemsConfig.folder": "a folder of items (.md .yaml), seen from the show",
    "ItemsConfig.source": "the source said aloud for items that name none",
    "ItemsConfig.language": "the language of items that name none; else the room's",
    "ItemsConfig.fresh_for": f"an older item is not read as news: {_DURATION}",
    "ItemsConfig.every": f"how often a feed at an address is asked: {_DURATION}",
    "FreshFor.price": _DURATION,
    "FreshFor.stock": _DURATION,
    "AdapterConfig.type": "the kind of chat source",
    "AdapterConfig.name": "its name in journal and console, where there are several",
    "AdapterConfig.mode": "client: we connect to url; listen: the gateway connects to us",
    "AdapterConfig.url": "ws:// or wss:// address; parts may be ${NAME}",
    "AdapterConfig.room": "the room; messages of others are dropped",
    "AdapterConfig.token": "${NAME} of an environment variable or a line in .env",
    "AdapterConfig.dialect": "the form of the gateway's messages",
    "AdapterConfig.trust": "what the gateway may raise or start on its own word",
    "AdapterConfig.origins": "web origins that may connect in mode listen",
    **RENDERERS,
    "TwitchConfig.type": "the kind of chat source",
    "TwitchConfig.name": "its name in journal and console, where there are several",
    "TwitchConfig.channel": "the channel: the last part of twitch.tv/…",
    "TwitchConfig.account": "who reads and writes there; who signed in with `chatbot twitch login`",
    "TwitchConfig.announce": "the order link is posted as an announcement, where that is allowed",
    "TwitchConfig.trust": "live: Twitch's word that the stream began or ended is acted on",
    "RecordingConfig.type": "a recorded chat, played again for a rehearsal",
    "RecordingConfig.name": "its name in journal and console, where there are several",
    "RecordingConfig.file": "a journal, Twitch JSON, Bilibili XML, JSON lines; seen from the show",
    "RecordingConfig.speed": "1 as it was, 2 twice as fast",
    "ResponderConfig.type": "facts: the catalog; openai: a model server; transformers: in-process",
    "ResponderConfig.base_url": "the server's address, such as http://127.0.0.1:11434/v1",
    "ResponderConfig.model": "its name on the server; the folder of one in this process",
    "ResponderConfig.api_key": "${NAME} of an environment variable or a line in .env",
    "ResponderConfig.headers": "more headers of the request; secrets as ${NAME}",
    "ResponderConfig.max_tokens": "the longest answer",
    "ResponderConfig.temperature": "0 says the likeliest, 1 varies",
    "ResponderConfig.first_token_s": "seconds until it must have begun",
    "ResponderConfig.total_s": "seconds until it must have ended",
    "ResponderConfig.tokens_per_minute": "tokens a minute; the facts answer beyond",
    "ResponderConfig.tokens_per_night": "tokens a show; the facts answer beyond",
    "EmbedderConfig.type": "usem comes along; sentence-transformers takes any model of it",
    "EmbedderConfig.model": "a folder, an installed package that ships one, or a name of the hub",
    "JudgeConfig.type": "transformers: a text-classification model in this process",
    "JudgeConfig.model": "the folder of the model, or its name on the hub",
    "JudgeConfig.labels": "what is raised; none: every label but those that mean no harm",
    "JudgeConfig.threshold": "how sure it must be, 0 to 1",
    "PluginConfig.name": "a plugin's name or the path of its file",
    "PluginConfig.config": "the plugin's own settings",
    "SpeechConfig.engine": "auto takes the first that works here; openai asks a speech server",
    "SpeechConfig.base_url": "the speech server, such as http://127.0.0.1:8880/v1",
    "SpeechConfig.model": "the name the server knows the model by",
    "SpeechConfig.voice": "the server's name of the voice, or one for each language",
    "SpeechConfig.api_key": "${OPENAI_API_KEY}",
    "SpeechConfig.real_person": "whether the voice is a real person's: then they have consented",
    "SpeechConfig.consent": "who agreed to be heard, where their signed page is, and when",
    "Policy.platform": "where the room is, one or a list: their rules and safe areas hold",
    "Policy.market": "decides the currency: cn CNY, eu EUR, us USD",
    "Policy.autonomy": "script: approved lines only; grounded: what rests on no fact waits; free",
    "Policy.held": "what becomes of an answer that waits for a person (autonomy: grounded)",
    "Held.for_s": "how many seconds it waits, 5 to 600",
    "Held.then": "drop: it is not said; say: it is said where the gate lets it pass",
    "Policy.order_channel": "how viewers order",
    "Policy.mode": "host: the avatar hosts; assist: it whispers to a person who hosts",
    "Policy.attended": "how often a person has to say that they are there",
    "Attended.every_min": "at least every so many minutes",
    "Attended.on_absence": "holding: a card and silence; script_only: approved lines only",
    "Policy.order_link": "where they order: https://…, shown as a QR code (order_channel: link)",
    "Policy.link_every_min": "the link is posted in chat once in so many minutes at most",
    "WebConfig.host": "the address to serve at",
    "WebConfig.port": "the port; 0 takes any free one",
    "WebConfig.public_url": "where people elsewhere find it: https://show.example.com",
    "WebConfig.proxy": "the address your proxy connects from, or several; its word counts",
    "WebConfig.tls": "a certificate of your own, where no proxy encrypts",
    "WebConfig.healthz": "serve /healthz: whether the show runs",
    "WebConfig.metrics": "serve /metrics: figures for Prometheus",
    "Tls.cert": "the certificate with its chain (PEM), seen from the show file",
    "Tls.key": "its key (PEM)",
    "Show.cohost": "a second host, who takes turns with the persona",
    "Line.by": "which of two hosts says it; else the one who did not speak last",
    "Persona.name": "the host's name",
    "Persona.kind": "seller sells the catalog, clerk answers when asked, presenter reads news, "
    "character only talks",
    "Persona.languages": "the languages it speaks, its own first",
    "Persona.about": "who it is",
    "Persona.tone": "how it speaks",
    "Persona.voice": "which voice speaks each language",
    "Persona.avatar": "how it looks, where it has a look of its own",
    "Persona.disclosure": "how it says, in its own words, that it is an AI",
    "Persona.lines": "lines of its own, by occasion and language",
    "Persona.gestures": "which motion goes with an occasion",
    "Persona.taboos": "words and subjects it never touches",
    "Persona.topics": "what it likes to talk about; one with lines can be voted on",
    "Persona.vote": "when the chat votes on the topics",
    "Persona.gags": "jokes that return, each time with the next line",
    "Gag.name": "the gag's name, for the console",
    "Gag.words": "who writes one of these brings it",
    "Gag.when": "what else brings it",
    "Gag.every": "every so many times",
    "Gag.cooldown_s": "it does not return before so many seconds",
    "Gag.lines": "its lines by language, in the order in which it grows",
    "Topic.name": "its name as a choice in a vote",
    "Topic.words": "words that vote for it",
    "Topic.lines": "what is told once it has won, by language",
    "Vote.first_min": "the first vote comes so many minutes into the show",
    "Vote.every_min": "the next one so many minutes after the last",
    "Vote.open_s": "how long it is open",
    "Vote.choices": "how many topics there are to choose from",
    "Persona.pitch": "how the pitch follows the size of the audience",
    "Persona.mood": "how the chat's mood moves face, voice and small gestures",
    "MoodRules.dwell_s": "a mood stays for so many seconds at least",
    "MoodRules.release": "a mood goes below this share of what brought it",
    "MoodRules.once_s": "one viewer counts once in so many seconds",
    "MoodRules.viewers": "fewer different viewers than this change nothing",
    "MoodRules.gesture_every_s": "at most one small gesture in so many seconds",
    "MoodRules.warm": "praise, orders and greetings",
    "MoodRules.playful": "laughter",
    "MoodRules.hurried": "impatience, or many questions that wait long",
    "MoodRules.sober": "complaints: nothing is sold meanwhile",
    "Hurried.questions": "so many waiting questions make a hurry by themselves",
    "Hurried.wait_s": "once the oldest of them has waited so many seconds",
    "Sober.no_pitch_s": "no selling for so many seconds after the complaints became few",
    **{
        f"{mood}.{key}": said
        for mood in ("Warm", "Playful", "Hurried", "Sober")
        for key, said in {
            "half_life_s": "after so many seconds without more, half of the feeling is gone",
            "at_least": "about how many messages close together bring the mood",
            "share": "and which share of those who write",
            "face": "the face of lines that have none of their own",
            "gestures": "small gestures that go with it",
            "pace": "times the usual pace",
        }.items()
    },
    "Voice.zh": "the voice for Chinese",
    "Voice.en": "the voice for English",
    "Voice.fr": "the voice for French",
    "Voice.pace": "1.0 is the voice's own speed",
    "PitchRules.smoothing_s": "the viewer count is averaged over so many seconds",
    "PitchRules.hysteresis": "how far past the border, as a share, before the tier changes",
    "PitchRules.dwell_s": "how long past the border before the tier changes",
    "PitchRules.tiers": "the sizes of room, rising, the first from 0 viewers",
    "Tier.name": "the tier's name, for the console",
    "Tier.viewers": "from how many viewers on",
    "Tier.pace": "how fast to speak, 1.0 is usual",
    "Tier.length": "how long the lines are",
    "Tier.address": "how the room is addressed, by language",
    "Tier.call_to_action_every_s": "at most one call to buy in so many seconds",
    "Tier.point_every_s": "at most one finger on the buy button in so many seconds",
    "Tier.greet_by_name": "greet newcomers by name",
    "Tier.answers_in_a_row": "how many answers before the pitch goes on",
    "Catalog.schema": "the format's name",
    "Catalog.note": "a note to yourself",
    "Catalog.now": "when this was written; only a note",
    "Catalog.shop": "who sells",
    "Catalog.currencies": "the currencies of the prices",
    "Catalog.products": "what is sold",
    "Catalog.promotions": "the coupons that exist",
    "Catalog.shipping": "fees and days, by region",
    "Catalog.returns": "the rules, by region",
    "Catalog.faq": "questions that the shop answers itself",
    "Catalog.policy": "rules of the shop",
    "Product.sku": "its code, without spaces; made from the name where absent",
    "Product.link_no": "its number in the cart; its position where absent",
    "Product.link": "its own page, where viewers order by a link",
    "Product.name": "its name, in one language or each",
    "Product.aliases": "what viewers call it",
    "Product.price": "the amount for one `per`, by currency",
    "Product.per": "what the price is for: piece, 500 g, 斤, kg, l",
    "Product.prior_price_30d_lowest": "the lowest price of the 30 days before the offer",
    "Product.offer": "a price reduction that runs now",
    "Product.stock": "how many are left; not said where absent",
    "Product.restock_date": "when there will be more, such as 2026-12-31",
    "Product.variants": "sizes and colours",
    "Product.facts": "what is known about it; the host says nothing else",
    "Product.allowed_claims": "what may be praised, by language",
    "Product.forbidden_claims": "what must not be said",
    "Product.returnable_after_opening": "whether an opened one can be sent back",
    "Product.image": "its picture",
    "Product.off_air": "true keeps it out of the show",
    "Offer.type": "the kind of offer",
    "Offer.starts_at": "when it starts, with offset: 2026-12-01T00:00:00+08:00",
    "Offer.ends_at": "when it ends, with offset: 2026-12-31T23:59:59+08:00",
    "Variants.sizes": "the sizes",
    "Variants.colours": "the colours, each in its spellings: black/黑色/noir",
    "Variants.stock": "how many are left, by colour then size, by colour, or by size",
    "Promotion.code": "what the buyer enters",
    "Promotion.effect": "what comes off, by currency",
    "Promotion.min_order": "from which order on, by currency",
    "Promotion.starts_at": "when it starts, with offset",
    "Promotion.ends_at": "when it ends, with offset",
    "Promotion.limit": "who may use it how often",
    "Promotion.note": "a note to yourself",
    "Faq.id": "its name",
    "Faq.q": "the question, by language",
    "Faq.a": "the answer, by language",
    "Host.name": "the host's name in this shop",
    "Host.is_ai": "whether the host is an AI",
    "Host.disclosure": "the sentence that says so",
    "Shop.name": "the shop's name",
    "Shop.official_store": "whether the brand itself sells",
    "Shop.own_brand": "whether the goods are the shop's own brand",
    "Shop.invoice": "which invoice there is",
    "Shop.host": "the host as the shop names it",
    "Shop.languages": "the languages of the shop",
    "Shop.payment": "how to pay",
    "Shop.order_channel": "where to order",
    "Rundown.segments": "the parts of the evening, in order",
    "Rundown.loop": "start again after the last one",
    "Rundown.pause_s": "how long the host breathes between two lines while nobody asks",
    "Segment.title": "its title, for the console",
    "Segment.sku": "the product it is about, by its sku or its name",
    "Segment.minutes": "how long it lasts; its lines come again until then",
    "Segment.on": "which day: 12-25 of each year, or 2027-02-06; alone: each full hour of it",
    "Segment.at": "the times of day, such as 02:00, in the show's time zone",
    "Segment.cron": "minute hour day month weekday (by name), such as 0 * * * *",
    "Segment.lines": "what is said; a text alone is in the room's language",
    "Line.text": "the line by language; slots: " + ", ".join(f"{{{slot}}}" for slot in SLOTS),
    "Line.beat": "lines of a segment with the same beat take turns: one each time round",
    "Line.facts": "what the line rests on: " + "; ".join(FACTS.values()),
    "Line.gesture": "the motion that goes with it",
    "Line.mood": "the face that goes with it",
    "Line.point": "point at the buy button; a [buy] mark in the text does so on its word",
}
_AMOUNT = {"anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string"}]}


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one kind of file, every key described.

    Raises:
        ConfigError: there is no such kind.
    """
    if kind not in SCHEMAS:
        near = did_you_mean(kind, SCHEMAS) or f" (known: {', '.join(SCHEMAS)})"
        raise ConfigError(f"unknown schema {kind!r}{near}")
    made = SCHEMAS[kind].model_json_schema(mode="validation")
    records = {**made.get("$defs", {}), SCHEMAS[kind].__name__: made}
    for name, record in records.items():
        for key, field in record.get("properties", {}).items():
            if (said := _SAID.get(f"{name}.{key}")) is not None:
                field["description"] = said
        record.get("properties", {}).pop("price_on_hold", None)
    if kind == "catalog":
        made = _with_short_forms(made)
    elif kind == "show":
        _with_languages_beside(made["$defs"]["Line"])
    elif kind == "rundown":
        _with_languages_beside(made["$defs"]["Line"])
        lines = made["$defs"]["Segment"]["properties"]["lines"]
        lines["items"] = {"anyOf": [lines["items"], {"type": "string", "minLength": 1}]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def _with_short_forms(made: dict[str, Any]) -> dict[str, Any]:
    """Let the schema take lists of name and price too."""
    records = made.pop("$defs")
    product = records["Product"]
    product["required"] = ["name"]
    product["properties"]["price"] = {
        "anyOf": [*_AMOUNT["anyOf"], {"type": "object", "additionalProperties": _AMOUNT}],
        "description": _SAID["Product.price"] + "; or one amount, such as 129 or 12元/斤",
    }
    product["properties"]["currency"] = {
        "type": "string",
        "description": "the currency of a price that is one amount; else the market's",
    }
    pair = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": _AMOUNT,
    }
    items = {"anyOf": [{"$ref": "#/$defs/Product"}, pair]}
    made["properties"]["products"]["items"] = items
    records["Catalog"] = made
    return {
        "title": "Catalog",
        "description": made["description"] + "\n\nA list of names and prices is enough.",
        "anyOf": [
            {"$ref": "#/$defs/Catalog"},
            {"type": "array", "items": items, "minItems": 1},
            {
                "type": "object",
                "not": {"required": ["products"]},
                "minProperties": 1,
                "additionalProperties": _AMOUNT,
            },
        ],
        "$defs": records,
    }


def _with_languages_beside(line: dict[str, Any]) -> None:
    """Let the schema take a line's languages beside its other keys."""
    line.pop("required", None)
    for lang in LANGUAGES:
        line["properties"][lang] = {"type": "string", "description": f"the line in {lang!r}"}
    line["anyOf"] = [{"required": [key]} for key in ("text", *LANGUAGES)]
