"""A show file and all it names: found, checked against each other, rebuilt, reloaded on save."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from chatbot.checking import Problem, check_paths
from chatbot.cli import _check_plugin
from chatbot.errors import ConfigErrors
from chatbot.loading import ShowFiles, load_show, load_show_texts, names, watch

SHOW = "persona: lan\ncatalog: goods.yaml\nrundown: plan.yaml\n"
GOODS = (
    "products:\n"
    "  - {sku: TEA, name: Tea, price: {CNY: 12}, stock: 3}\n"
    "  - {sku: POT, name: Pot, price: {CNY: 168}}\n"
    "promotions: [{code: A, effect: {CNY: 5}}]\n"
)
PLAN = "segments:\n  - title: tea\n    sku: TEA\n    lines:\n      - zh: {line}\n"


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder / "show.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, with a home that holds nothing."""
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path / "home"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return Path()


def plan(line: str) -> str:
    return PLAN.replace("{line}", f"'{line}'")


def wrong(path: Path) -> list[str]:
    with pytest.raises(ConfigErrors) as caught:
        load_show(path, environment={})
    return str(caught.value).splitlines()


def test_a_show_loads_with_all_it_names(folder: Path) -> None:
    files = load_show(write(folder, show=SHOW, goods=GOODS, plan=plan("喝茶")), environment={})
    assert files.show.persona == "lan"
    assert [product.sku for product in files.catalog.products] == ["TEA", "POT"]
    assert files.rundown is not None
    assert [kind for kind, _ in files.texts] == ["show", "persona", "catalog", "rundown"]
    assert [path.name for path in files.watched] == [
        *("show.yaml", "lan.yaml", "goods.yaml", "plan.yaml")
    ]
    assert files.warnings == ()


def test_a_persona_beside_the_show_comes_first_then_the_persons_own(folder: Path) -> None:
    show = write(folder, show="persona: lan\ncatalog: goods.yaml\n", goods=GOODS)
    home = Path(os.environ["CHATBOT_HOME"]) / "personas"
    home.mkdir(parents=True)
    (home / "lan.yaml").write_text("name: from home\n", encoding="utf-8")
    assert load_show(show, environment={}).persona.name == "from home"
    (folder / "lan.yaml").write_text("name: from here\n", encoding="utf-8")
    assert load_show(show, environment={}).persona.name == "from here"
    assert "milo" in names("personas")
    show.write_text("persona: ./lan.yaml\ncatalog: goods.yaml\n", encoding="utf-8")
    assert load_show(show, environment={}).persona.name == "from here"


def test_names_that_lead_nowhere_are_told_with_the_nearest_one(folder: Path) -> None:
    show = write(folder, show="persona: lam\ncatalog: good.yaml\nrundown: x/y.yaml\n", goods=GOODS)
    assert wrong(show) == [
        "show.yaml:1: unknown persona 'lam' (did you mean 'lan'?)",
        "show.yaml:2: there is no file 'good.yaml' beside the show (did you mean 'goods.yaml'?)",
        "show.yaml:3: there is no file 'x/y.yaml' beside the show",
    ]


def test_mistakes_in_several_files_are_told_together(folder: Path) -> None:
    show = write(folder, show=SHOW + "sed: 1\n", goods="Tea: x\n", plan="segments: 1\n")
    assert wrong(show) == [
        "show.yaml:4: unknown key 'sed' (did you mean 'seed'?)",
        "goods.yaml:1: 'x' is not a price: write 129, ¥129 or 17.90 EUR",
        "plan.yaml:1: segments: should be a list, not 1",
    ]
    write(folder, show=SHOW)
    assert wrong(show) == [
        "goods.yaml:1: 'x' is not a price: write 129, ¥129 or 17.90 EUR",
        "plan.yaml:1: segments: should be a list, not 1",
    ]


def test_names_that_lead_nowhere_are_told_along_with_wrong_keys_and_values(folder: Path) -> None:
    show = write(folder, show="persona: lann\ncatalog: none.yaml\nsed: 1\ntimezone: Asia/Pekin\n")
    assert wrong(show) == [
        "show.yaml:3: unknown key 'sed' (did you mean 'seed'?)",
        "show.yaml:4: unknown time zone 'Asia/Pekin': write one such as Asia/Shanghai",
        "show.yaml:1: unknown persona 'lann' (did you mean 'lan'?)",
        "show.yaml:2: there is no file 'none.yaml' beside the show",
    ]


def test_a_line_that_is_a_text_alone_is_in_the_rooms_language(folder: Path) -> None:
    show = "language: fr\npersona: lan\ncatalog: goods.yaml\nrundown: plan.yaml\n"
    lines = "segments:\n  - title: tea\n    sku: TEA\n    lines:\n      - 'Il en reste {stock}.'\n"
    files = load_show(write(folder, show=show, goods=GOODS, plan=lines), environment={})
    assert files.rundown is not None
    assert files.rundown.segments[0].lines[0].text == {"fr": "Il en reste {stock}."}
    assert load_show_texts(files.texts, environment={}).rundown == files.rundown


def test_bare_prices_are_in_the_currency_of_the_market(folder: Path) -> None:
    show = write(folder, show=SHOW.replace("rundown: plan.yaml", "policy: {market: eu}"))
    write(folder, goods="Tea: 5\n")
    assert list(load_show(show, environment={}).catalog.products[0].price) == ["EUR"]


def test_a_persona_must_speak_the_language_of_the_room(folder: Path) -> None:
    write(folder, me="name: me\nlanguages: [en]\n", goods=GOODS)
    show = write(folder, show="persona: me\ncatalog: goods.yaml\n\nlanguage: fr\n")
    assert wrong(show) == ["show.yaml:4: the persona 'me' does not speak 'fr' (it speaks en)"]


def test_a_persona_line_whose_slot_nothing_fills_would_never_be_said(folder: Path) -> None:
    own = "  opening:\n    zh:\n      - 欢迎来到{shp}\n  answer.x:\n    zh: ['{other}']\n"
    me = "name: me\nlines:\n" + own
    show = write(folder, show="persona: me\ncatalog: goods.yaml\n", goods=GOODS, me=me)
    (folder / "personas").mkdir()
    write(folder / "personas", me=me)
    unknown = "unknown slot {shp} (did you mean 'shop'?)"
    assert wrong(show) == [f"me.yaml:5: {unknown}"]
    assert [problem.message for problem in check_paths([folder / "personas"])] == [unknown]


def test_a_dot_env_that_is_no_text_is_told(folder: Path) -> None:
    show = write(folder, show="persona: lan\ncatalog: goods.yaml\n", goods=GOODS)
    (folder / ".env").write_bytes(b"A=\xff\n")
    with pytest.raises(ConfigErrors, match=r"^\.env:1: not UTF-8"):
        load_show(show)


def test_a_character_may_have_nothing_to_sell_and_a_seller_may_not(folder: Path) -> None:
    show = write(folder, show="persona: lan\ncatalog: goods.yaml\n", goods="\nproducts: []\n")
    assert wrong(show) == ["goods.yaml:2: a seller needs at least one product"]
    show = write(folder, show="persona: milo\ncatalog: goods.yaml\n")
    assert load_show(show, environment={}).catalog.products == ()


TYPED = {
    "只要12元": "'12元' is typed by hand and may change: write '只要{price}'",
    "¥12.00一罐": "'¥12.00' is typed by hand and may change: write '{price}一罐'",
    "十二块钱": "'十二块钱' is typed by hand and may change: write '{price}'",
    "now 12 yuan": "'12 yuan' is typed by hand and may change: write 'now {price}'",
    "还剩下3罐": "'3' is typed by hand and may change: write '还剩下{stock}罐'",
    "only 3 left": "'3' is typed by hand and may change: write 'only {stock} left'",
    "点1号链接": "'1' is typed by hand and may change: write '点{link_no}号链接'",
    "le lien 1": "'1' is typed by hand and may change: write 'le lien {link_no}'",
    "99元": "'99元' is stated nowhere in the catalog",
    "点9号链接": "'9' is stated nowhere in the catalog",
}


@pytest.mark.parametrize("line", TYPED)
def test_a_figure_typed_into_a_line_is_refused_with_the_line_corrected(
    folder: Path, line: str
) -> None:
    show = write(folder, show=SHOW, goods=GOODS, plan=plan(line))
    assert wrong(show) == [f"plan.yaml:5: {TYPED[line]}"]


@pytest.mark.parametrize(
    "line",
    ["用券减5元", "两块毛巾，咱们一块儿喝", "点2号链接看锅", "80克一罐", "泡20秒", "{price}起"],
)
def test_figures_that_no_slot_stands_for_are_left_alone(folder: Path, line: str) -> None:
    assert load_show(write(folder, show=SHOW, goods=GOODS, plan=plan(line)), environment={})


def test_a_rundown_names_products_that_exist(folder: Path) -> None:
    text = plan("喝茶").replace("TEA", "TEE")
    assert wrong(write(folder, show=SHOW, goods=GOODS, plan=text)) == [
        "plan.yaml:3: unknown sku or name 'TEE' (did you mean 'TEA'?)"
    ]
    text = plan("{name}").replace("TEA", "锅")
    goods = GOODS.replace("name: Pot", "name: {zh: 搪瓷锅}, aliases: [锅]")
    files = load_show(write(folder, show=SHOW, goods=goods, plan=text), environment={})
    assert files.rundown is not None
    assert files.rundown.segments[0].sku == "POT"


def test_check_tells_lines_that_the_gate_blocks_and_plugins_that_are_not_there(
    folder: Path,
) -> None:
    (folder / "personas").mkdir()
    own = (
        "name: 阿晴\nlanguages: [zh]\ndisclosure:\n  zh: 我是真人，不是AI。\n"
        "lines:\n  opening:\n    zh:\n      - 大家好，我是{host}，全场一折！\n      - 大家好。\n"
    )
    write(folder / "personas", me=own)
    show = write(
        folder, show=SHOW.replace("persona: lan", "persona: me") + "plugins: [mine]\n", goods=GOODS
    )
    write(folder, plan=plan("喝茶"))
    me = Path("personas") / "me.yaml"
    told = [str(problem) for problem in check_paths([show], environment={})]
    assert [line.split(" ")[0] for line in told] == [f"{me}:4:", f"{me}:8:", "show.yaml:4:"]
    assert "will never be said (human_claim: " in told[0]
    assert "will never be said (invented_discount: " in told[1]
    assert "no plugin 'mine'" in told[2]
    assert "put its file into a folder named plugins beside the show" in told[2]


def test_check_tells_names_that_no_host_will_ever_say(folder: Path) -> None:
    goods = GOODS.replace("name: Pot", "name: '<b>Pot</b>'") + "shop: {name: '**Best** shop'}\n"
    show = write(folder, show=SHOW, goods=goods, plan=plan("喝茶"))
    assert [str(problem) for problem in check_paths([show], environment={})] == [
        "goods.yaml:3: '<b>Pot</b>' can never be said: “<b>” is markup",
        "goods.yaml:5: '**Best** shop' can never be said: “**” is markup",
    ]
    (folder / "goods.csv").write_text("name,price\n锅,9\nwww.x.com,8\n", encoding="utf-8")
    assert [str(p) for p in check_paths([Path("goods.csv")])] == [
        "goods.csv:3: 'www.x.com' can never be said: “www.” is a link"
    ]


def test_doubts_are_warnings_and_do_not_stop_the_show(folder: Path) -> None:
    few = "variants: {sizes: [S], stock: {S: 4}}"
    goods = f"- {{sku: TEA, name: Tea, price: {{EUR: 3}}, stock: 5, {few}}}\n"
    show = write(folder, show=SHOW, goods=goods, plan=plan("x").replace("zh:", "en:"))
    assert [str(doubt) for doubt in load_show(show, environment={}).warnings] == [
        "goods.yaml:1: 'Tea' has no price in CNY, the currency of the market 'cn': "
        "the host will say that it does not know",
        "goods.yaml:1: 'Tea': the variants add up to 4, 'stock' says 5",
        "plan.yaml:5: no text in 'zh': the line is left out",
    ]
    assert {problem.level for problem in check_paths([show], environment={})} == {"warning"}


def test_a_dot_env_beside_the_show_holds_secrets(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        "persona: lan\ncatalog: goods.yaml\nadapters:\n"
        "  - {type: gateway, room: r1, url: 'ws://h', token: '${ROOM_KEY}'}\n"
    )
    show = write(folder, show=text, goods=GOODS)
    (folder / ".env").write_text("ROOM_KEY='from the file'\n", encoding="utf-8")
    files = load_show(show)
    token = files.show.adapters[0].token
    assert token is not None
    assert token.get_secret_value() == "from the file"
    assert "ROOM_KEY" not in os.environ
    assert "from the file" not in repr(files)
    monkeypatch.setenv("ROOM_KEY", "from the environment")
    token = load_show(show).show.adapters[0].token
    assert token is not None
    assert token.get_secret_value() == "from the environment"


def test_a_show_is_rebuilt_from_its_texts_alone(folder: Path) -> None:
    text = (
        "persona: lan\ncatalog: goods.csv\nadapters:\n"
        "  - {type: gateway, room: r1, url: 'ws://h/?k=${KEY}', token: '${KEY}'}\n"
    )
    show = write(folder, show=text)
    (folder / "goods.csv").write_text("名称,价格\n茶,58\n", encoding="utf-8")
    loaded = load_show(show, environment={"KEY": "s3cret"})
    assert "s3cret" not in str(loaded.texts)
    show.unlink()
    (folder / "goods.csv").unlink()
    rebuilt = load_show_texts(loaded.texts)
    assert rebuilt.version == loaded.version
    assert rebuilt.catalog == loaded.catalog
    assert rebuilt.persona == loaded.persona
    assert rebuilt.watched == ()
    with pytest.raises(ConfigErrors, match="the journal holds no catalog"):
        load_show_texts([pair for pair in loaded.texts if pair[0] != "catalog"])


def test_check_goes_through_folders_and_tells_each_problem_once(folder: Path) -> None:
    show = write(folder, show=SHOW, goods=GOODS, plan=plan("99元"), odd="what: is this\n")
    (folder / "personas").mkdir()
    write(folder / "personas", me="nam: me\n")
    (folder / "plugin.py").write_text("", encoding="utf-8")
    found = check_paths([folder, show], environment={})
    assert [str(problem) for problem in found] == [
        "odd.yaml: cannot tell what this is: name it show.yaml, catalog.yaml or rundown.yaml, "
        "or put it into a folder named personas",
        f"{Path('personas') / 'me.yaml'}:1: unknown key 'nam' (did you mean 'name'?)",
        "plan.yaml:5: '99元' is stated nowhere in the catalog",
    ]
    asked = [Problem("plugin.py", 1, "error", "no plugin in it")]
    assert asked[0] in check_paths([folder], environment={}, check_plugin=lambda path: asked)
    (folder / "broken.py").write_text("import os\nFoo()\n", encoding="utf-8")
    assert [str(p) for p in check_paths([Path("broken.py")], check_plugin=_check_plugin)] == [
        "broken.py:2: NameError: name 'Foo' is not defined"
    ]
    assert [str(p) for p in check_paths([Path("none.yaml")])] == [
        "none.yaml: there is no such file"
    ]


class Heard:
    """What the watcher told, one thing at a time."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[ShowFiles | ConfigErrors] = asyncio.Queue(maxsize=100)

    async def next(self) -> ShowFiles | ConfigErrors:
        async with asyncio.timeout(20):
            return await self.queue.get()


@asynccontextmanager
async def watching(show: Path, *, polling: bool = False) -> AsyncIterator[Heard]:
    heard = Heard()
    files = load_show(show, environment={})
    async with asyncio.TaskGroup() as group:
        task = group.create_task(
            watch(
                files,
                heard.queue.put_nowait,
                heard.queue.put_nowait,
                environment={},
                polling=polling,
            )
        )
        yield heard
        task.cancel()


@pytest.mark.parametrize("polling", [False, True])
async def test_a_save_is_heard_and_a_bad_one_changes_nothing(folder: Path, polling: bool) -> None:
    show = write(folder, show=SHOW, goods=GOODS, plan=plan("喝茶"))
    async with watching(show, polling=polling) as heard:
        write(folder, goods=GOODS.replace("168", "158"))
        fresh = await heard.next()
        assert isinstance(fresh, ShowFiles)
        assert str(fresh.catalog.products[1].price["CNY"]) == "158"
        write(folder, goods=GOODS.replace("168", "free"))
        bad = await heard.next()
        assert isinstance(bad, ConfigErrors)
        assert str(bad).startswith("goods.yaml:3: ")
        write(folder, goods=GOODS.replace("168", "148"))
        fresh = await heard.next()
        while isinstance(fresh, ConfigErrors):
            fresh = await heard.next()
        assert str(fresh.catalog.products[1].price["CNY"]) == "148"


async def test_an_editor_that_saves_by_renaming_is_heard_too(folder: Path) -> None:
    show = write(folder, show=SHOW, goods=GOODS, plan=plan("喝茶"))
    async with watching(show) as heard:
        (folder / "goods.yaml~").write_text(GOODS.replace("168", "158"), encoding="utf-8")
        (folder / "goods.yaml~").replace(folder / "goods.yaml")
        fresh = await heard.next()
        assert isinstance(fresh, ShowFiles)
        assert str(fresh.catalog.products[1].price["CNY"]) == "158"


async def test_files_that_the_show_names_anew_are_watched_from_then_on(folder: Path) -> None:
    show = write(folder, show=SHOW, goods=GOODS, plan=plan("喝茶"), other=plan("再喝"))
    async with watching(show) as heard:
        write(folder, show=SHOW.replace("plan", "other"))
        assert isinstance(await heard.next(), ShowFiles)
        write(folder, other=plan("慢慢喝"))
        fresh = await heard.next()
        assert isinstance(fresh, ShowFiles)
        assert fresh.rundown is not None
        assert fresh.rundown.segments[0].lines[0].text == {"zh": "慢慢喝"}
