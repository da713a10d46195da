"""Where there is no cart: a code on the screen and a link in the chat, told as stories."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.commands import PointToBuy, Reply, Say
from chatbot.errors import ConfigErrors
from chatbot.events import (
    ChatMessage,
    ModeratorAction,
    PlatformResult,
    ProductSignal,
    SourceChanged,
)
from chatbot.language.cart_words import CART, needs_cart
from chatbot.loading import ShowFiles, load_show
from chatbot.performing import resolve
from chatbot.phrases import built_in_phrases
from chatbot.rehearsal import Performed, Rehearsal
from chatbot.show.acts import Platform, Raise
from chatbot.show.gate import GateContext, judge
from chatbot.testing import chat, viewers
from tests.onair import CATALOG, CLERK, SELLER

LINK = "https://shop.example/silk"
LANGS = ("zh", "en", "fr")
ASKED = {
    "en": "how do i buy the silk scarf?",
    "zh": "Silk scarf怎么下单？",
    "fr": "comment commander le silk scarf ?",
}


def show_of(folder: Path, policy: str, *, seller: bool = False, lang: str = "en") -> ShowFiles:
    """A small show with this policy."""
    text = f"language: {lang}\npersona: ./host.yaml\ncatalog: catalog.yaml\nseed: 7\n{policy}\n"
    (folder / "show.yaml").write_text(text, encoding="utf-8")
    (folder / "host.yaml").write_text(SELLER if seller else CLERK, encoding="utf-8")
    catalog = CATALOG.replace("aliases: [scarf]", 'aliases: [scarf, "丝巾", foulard]')
    (folder / "catalog.yaml").write_text(catalog, encoding="utf-8")
    return load_show(folder / "show.yaml")


def twitch(folder: Path, *, seller: bool = False, lang: str = "en") -> ShowFiles:
    """A room without a cart."""
    policy = f"policy: {{platform: twitch, order_link: '{LINK}', link_every_min: 5}}"
    return show_of(folder, policy, seller=seller, lang=lang)


def posts(show: Rehearsal) -> list[str]:
    """What was posted in the chat, in order."""
    replies = [a.command for a in show.acts if isinstance(a, Platform)]
    return [command.text for command in replies if isinstance(command, Reply)]


def posted_where(show: Rehearsal) -> list[str]:
    """On which platform each of them was posted, "" for all of them."""
    return [act.source for act in show.acts if isinstance(act, Platform)]


def up(source: str, *can: str) -> SourceChanged:
    return SourceChanged(id=f"up-{source}", source=source, state="up", can=can)


def pointed(performed: list[Performed]) -> int:
    return sum(isinstance(c, PointToBuy) for p in performed if p.passed for c in p.commands)


def asked(at_s: float, text: str, nick: str) -> tuple[int, ChatMessage]:
    return round(at_s * 1000), replace(chat(text, nick=nick, id=f"q-{nick}"), at_ms=0)


@pytest.mark.parametrize("lang", LANGS)
def test_who_asks_how_to_order_is_shown_the_code_and_the_link_is_posted_once(
    tmp_path: Path, lang: str
) -> None:
    show = Rehearsal(twitch(tmp_path, lang=lang), silent_programme=True)
    show.feed([asked(1, ASKED[lang], "Ann")])
    show.run_until(20_000)
    assert pointed(show.performed) == 1
    (line,) = [p.text for p in show.performed if p.passed and p.text]
    assert {"zh": "屏幕", "en": "screen", "fr": "écran"}[lang] in line
    assert "shop.example" not in line
    (post,) = posts(show)
    assert post.endswith(f" {LINK}")

    show.feed([asked(60, ASKED[lang], "Bo")])
    show.run_until(120_000)
    assert pointed(show.performed) == 2
    assert len(posts(show)) == 1  # five minutes have not passed

    show.feed([asked(320, ASKED[lang], "Cy")])
    show.run_until(340_000)
    assert pointed(show.performed) == 3
    assert len(posts(show)) == 2


def test_sold_out_means_a_truthful_line_no_pointing_and_no_link(tmp_path: Path) -> None:
    show = Rehearsal(twitch(tmp_path), silent_programme=True)
    gone = ProductSignal(id="p", source="gw", sku="SCARF", action="sold_out")
    show.feed([(500, gone), asked(10, ASKED["en"], "Ann")])
    show.run_until(30_000)
    answer = next(p.text for p in show.performed if "test/q-Ann" in p.answers)
    assert "sold out" in answer or "No more" in answer
    assert pointed(show.performed) == 0
    assert posts(show) == []


def test_the_card_carries_address_and_code_only_while_there_is_something_to_order(
    tmp_path: Path,
) -> None:
    from chatbot.commands import ShowProduct

    state = Rehearsal(twitch(tmp_path)).state
    card = resolve(state, ShowProduct("SCARF"))
    assert card is not None
    assert (card["order"], card["link_no"]) == ("link", None)
    assert card["link"]["url"] == LINK
    assert card["link"]["text"] == "shop.example/silk"
    assert len(card["link"]["code"]) == len(card["link"]["code"][0])
    assert set(card["link"]["code"][0]) == {"0"}  # the quiet zone
    sold_out = resolve(state, ShowProduct("BOWL"))
    assert sold_out is not None
    assert "link" not in sold_out


def test_the_link_comes_with_the_first_call_to_action_of_the_programme(tmp_path: Path) -> None:
    show = Rehearsal(twitch(tmp_path, seller=True))
    show.feed([(100, viewers(50))])
    show.run_until(280_000)
    first = next(p for p in show.performed if any(isinstance(c, PointToBuy) for c in p.commands))
    assert any(isinstance(c, Reply) for c in first.commands)
    assert len(posts(show)) == 1
    show.run_until(900_000)
    assert 2 <= len(posts(show)) <= 3
    said = [p.text for p in show.performed if p.passed and p.text]
    assert not [text for text in said if CART.search(text)]
    assert any("code" in text for text in said)


def test_where_nobody_can_post_a_person_is_told_and_no_line_speaks_of_it(tmp_path: Path) -> None:
    show = Rehearsal(twitch(tmp_path), silent_programme=True)
    show.feed([asked(1, ASKED["en"], "Ann")])
    show.run_until(15_000)
    refused = PlatformResult(id="r", cause="u-1.0", result="refused", action="reply", detail="no")
    show.feed([(16_000, refused)])
    told = [act.text for act in show.acts if isinstance(act, Raise)]
    assert f"post the link by hand: {LINK} (no)" in told
    for number in range(8):
        show.feed([asked(60 + 40 * number, ASKED["en"], f"V{number}")])
    show.run_until(299_000)
    lines = [p.text for p in show.performed if p.passed and p.text]
    assert len(lines) > 4
    assert not [line for line in lines if "chat" in line]


def test_the_link_goes_to_the_platforms_that_asked_and_each_has_its_own_five_minutes(
    tmp_path: Path,
) -> None:
    show = Rehearsal(twitch(tmp_path), silent_programme=True)
    show.feed([asked(1, ASKED["en"], "Ann")])
    show.run_until(20_000)
    assert posted_where(show) == ["test"]
    # while the host speaks of the bowl, three platforms ask the same: two have no link yet
    show.feed([(59_900, replace(chat("is the rice bowl sold out?", nick="Tom"), at_ms=0))])
    for nick, source in (("Bo", "test"), ("Cy", "there"), ("Di", "else")):
        at_ms, message = asked(60, ASKED["en"], nick)
        show.feed([(at_ms, replace(message, source=source))])
    show.run_until(90_000)
    assert posted_where(show) == ["test", "there", "else"]
    show.feed([asked(302, ASKED["en"], "Ed")])
    show.run_until(320_000)
    assert posted_where(show) == ["test", "there", "else", "test"]
    refs = [act.ref for act in show.acts if isinstance(act, Platform)]
    assert len(set(refs)) == len(refs)


def test_who_asks_the_same_elsewhere_during_the_answer_gets_the_link_too(tmp_path: Path) -> None:
    show = Rehearsal(twitch(tmp_path), silent_programme=True)
    show.feed([asked(1, ASKED["en"], "Ann")])
    at_ms, message = asked(2, ASKED["en"], "Bo")
    show.feed([(at_ms, replace(message, source="there"))])
    show.run_until(30_000)
    assert posted_where(show) == ["test", "there"]
    assert len([p for p in show.performed if p.passed and p.text]) == 1
    refs = [act.ref for act in show.acts if isinstance(act, Platform)]
    assert refs == ["u-1.0", "u-1.1"]


def test_what_is_posted_for_all_goes_where_it_is_not_yet(tmp_path: Path) -> None:
    show = Rehearsal(twitch(tmp_path, seller=True))
    show.feed([(10, up("test", "reply")), (20, up("there", "reply")), (30, up("mute"))])
    show.feed([(100, viewers(50)), asked(1, ASKED["en"], "Ann")])
    show.run_until(280_000)
    assert posted_where(show) == ["test", "there"]  # there with the programme's first call
    show.run_until(900_000)
    assert posted_where(show)[2] == ""  # and in its time once more for all


def test_who_asks_where_nobody_can_write_is_not_sent_to_the_chat(tmp_path: Path) -> None:
    show = Rehearsal(twitch(tmp_path), silent_programme=True)
    show.feed([(10, up("test")), (20, up("there", "reply"))])
    for number in range(4):
        show.feed([asked(1 + 50 * number, ASKED["en"], f"V{number}")])
    there = asked(210, ASKED["en"], "Ann")[1]
    show.feed([(210_000, replace(there, source="there"))])
    show.run_until(219_000)
    here = [p.text for p in show.performed if p.passed and p.text]
    assert len(here) >= 5
    assert not [line for line in here if "chat" in line]
    for number in range(4):
        again = asked(260 + 50 * number, ASKED["en"], f"W{number}")[1]
        show.feed([(260_000 + 50_000 * number, replace(again, source="there"))])
    show.run_until(480_000)
    said = [p.text for p in show.performed if p.passed and p.text]
    assert any("chat" in line for line in said)


@pytest.mark.parametrize("lang", LANGS)
def test_where_nothing_is_sold_nobody_is_pointed_anywhere(tmp_path: Path, lang: str) -> None:
    policy = "policy: {market: us, order_channel: none}"
    show = Rehearsal(show_of(tmp_path, policy, seller=True, lang=lang))
    show.feed([(100, viewers(50)), asked(5, ASKED[lang], "Ann")])
    show.run_until(600_000)
    said = [p.text for p in show.performed if p.passed and p.text]
    assert len(said) > 20
    assert not [text for text in said if CART.search(text)]
    assert pointed(show.performed) == 0
    assert posts(show) == []
    assert not [a for a in show.acts if isinstance(a, Platform)]
    point = ModeratorAction(id="m", source="console", action="point", by="owner", sku="SCARF")
    show.feed([(601_000, point)])
    show.run_until(610_000)
    assert pointed(show.performed) == 0


def test_the_shop_may_say_where_to_order_instead(tmp_path: Path) -> None:
    files = show_of(tmp_path, "policy: {market: us, order_channel: none}")
    shop = files.catalog.shop.model_copy(update={"order_channel": {"en": "our shop in Lyon"}})
    state = Rehearsal(files, silent_programme=True)
    state.state.catalog = files.catalog.model_copy(update={"shop": shop})
    state.feed([asked(1, ASKED["en"], "Ann")])
    state.run_until(20_000)
    assert any("our shop in Lyon" in p.text for p in state.performed)


def context(files: ShowFiles, links: tuple[str, ...], channel: str = "link") -> GateContext:
    state = Rehearsal(files).state
    return GateContext(
        catalog=files.catalog, room_lang="en", languages=LANGS, market="us", wall=state.wall,
        order_channel=channel, links=links,
    )  # fmt: skip


def test_the_gate_lets_exactly_this_link_into_the_chat_and_none_into_the_mouth(
    tmp_path: Path,
) -> None:
    files = twitch(tmp_path)
    posted, spoken = context(files, (LINK,)), context(files, ())
    assert judge(f"You can order here: {LINK}", "en", posted).passed
    for other in (
        f"{LINK}/more", f"{LINK}?ref=1", "https://shop.example", "http://shop.example/silk",
        "https://shop-example.com/silk", "https://shop.example.evil.com/silk", f"{LINK}.com",
        "www.shop.example/silk", f"{LINK} https://evil.com",
    ):  # fmt: skip
        verdict = judge(f"You can order here: {other}", "en", posted)
        assert "external_link" in verdict.reasons, other
    for words in (f"Order at {LINK}", "Order at shop.example slash silk dot com now"):
        assert "external_link" in judge(words, "en", spoken).reasons, words


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Open the cart and tap link 3."),
        ("en", "It's in the cart below."),
        ("zh", "点购物车里的3号链接。"),
        ("zh", "小黄车已经上架了。"),
        ("fr", "Ouvrez le panier en dessous."),
        ("fr", "Touchez le lien 3."),
    ],
)
def test_the_gate_sends_nobody_to_a_cart_that_is_not_there(
    tmp_path: Path, lang: str, words: str
) -> None:
    files = twitch(tmp_path)
    for channel in ("link", "none"):
        assert "invented_fact" in judge(words, lang, context(files, (), channel)).reasons
    said = judge(words, lang, context(files, (), "cart"))
    assert "there is no cart" not in said.detail


def test_scanning_is_for_the_code_on_the_screen_only(tmp_path: Path) -> None:
    files = twitch(tmp_path)
    allowed, cart = context(files, ()), context(files, (), "cart")
    assert judge("Scan the code on the screen.", "en", allowed).passed
    assert not judge("Scan the code on the screen.", "en", cart).passed
    for words in ("Scan my code to pay me.", "Scan the code on the screen and add me on WeChat."):
        assert "off_platform" in judge(words, "en", allowed).reasons


@pytest.mark.parametrize("channel", ["link", "none"])
def test_no_line_of_the_bank_speaks_of_a_cart_where_there_is_none(channel: str) -> None:
    book = built_in_phrases().for_persona({}, channel)
    for name in book.lines:
        own = "@" not in name and not name.startswith("vote.")
        for lang in LANGS if own else ():
            for line in book.get(name, lang):
                assert not CART.search(line), (name, line)
                assert "{link_no}" not in line
    assert needs_cart("点{link_no}号链接")


WRONG = {
    "policy: {platform: twitch}": "needs the link: write 'order_link: https://shop.example/…'",
    "policy: {platform: twitch, order_link: 'http://shop.example'}": "does not begin with https://",
    "policy: {platform: twitch, order_link: 'https://me:pw@shop.example'}": "user or password",
    "policy: {platform: twitch, order_link: 'https://shop.example/?token=abc'}": "a secret",
    "policy: {platform: twitch, order_link: 'https://10.0.0.1/'}": "no host name",
    f"policy: {{market: us, order_link: '{LINK}'}}": "write 'order_channel: link', or take it out",
}


@pytest.mark.parametrize("policy", WRONG)
def test_a_link_that_cannot_be_is_told_with_its_line(tmp_path: Path, policy: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        show_of(tmp_path, policy, seller=True)
    assert WRONG[policy] in str(caught.value)
    assert "show.yaml:5" in str(caught.value)


def test_a_product_may_have_its_own_link_on_the_same_host(tmp_path: Path) -> None:
    twitch(tmp_path)
    catalog = tmp_path / "catalog.yaml"
    text = catalog.read_text(encoding="utf-8")
    own = text.replace("stock: 12", "stock: 12, link: 'https://shop.example/scarf'")
    catalog.write_text(own, encoding="utf-8")
    show = Rehearsal(load_show(tmp_path / "show.yaml"), silent_programme=True)
    show.feed([asked(1, ASKED["en"], "Ann")])
    show.run_until(20_000)
    assert posts(show)[0].endswith(" https://shop.example/scarf")
    catalog.write_text(own.replace("shop.example/scarf", "other.example/x"), encoding="utf-8")
    with pytest.raises(ConfigErrors, match="another host than the show's order_link"):
        load_show(tmp_path / "show.yaml")


def test_speech_never_says_what_was_posted(tmp_path: Path) -> None:
    show = Rehearsal(twitch(tmp_path, seller=True))
    show.feed([(100, viewers(50))])
    show.run_until(600_000)
    said = [c.text for p in show.performed for c in p.commands if isinstance(c, Say)]
    assert said
    assert not [text for text in said if "shop.example" in text]
