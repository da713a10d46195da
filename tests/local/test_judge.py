"""The second judge: a classification model beside the room tells the moderators, and only them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from chatbot.checking import check_paths
from chatbot.connections import JudgeConfig
from chatbot.errors import ConfigErrors
from chatbot.events import AudienceMember, ChatMessage
from chatbot.judging import SecondJudge, TextJudge
from chatbot.loading import load_show
from chatbot.show.acts import Fate

pytestmark = pytest.mark.timeout(120)
NICE = ("you are kind", "this lamp is lovely", "is this lamp kind", "you are lovely")
RUDE = ("you are rubbish", "this lamp is rubbish", "you dolt", "are you a dolt")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole model of transformers, as small as they come, that has learnt to tell eight lines."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("judge")
    words = sorted({word for line in NICE + RUDE for word in line.split()})
    vocabulary = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words)
    tokens = {word: at for at, word in enumerate(vocabulary)}
    tokenizer = BertTokenizerFast(vocab=tokens, model_max_length=32)
    torch.manual_seed(1)
    network = BertForSequenceClassification(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=32,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            id2label={0: "civil", 1: "insult"},
            label2id={"civil": 0, "insult": 1},
        )
    )
    lines = tokenizer([*NICE, *RUDE], padding=True, return_tensors="pt")
    labels = torch.tensor([0] * len(NICE) + [1] * len(RUDE))
    optimiser = torch.optim.Adam(network.parameters(), lr=0.01)
    for _ in range(60):
        optimiser.zero_grad()
        network(**lines, labels=labels).loss.backward()
        optimiser.step()
    network.eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def chat(text: str, number: int = 1) -> ChatMessage:
    viewer = AudienceMember(id="u1", nick="Ann", role="viewer")
    return ChatMessage(id=f"m-{number}", source="room", viewer=viewer, text=text)


def told_by(judge: JudgeConfig) -> tuple[SecondJudge, list[tuple[str, str, str]]]:
    told: list[tuple[str, str, str]] = []
    return SecondJudge(judge, lambda *what: told.append(what)), told


def write_show(folder: Path, line: str) -> Path:
    (folder / "catalog.yaml").write_text("[{name: Lamp, price: 20}]", encoding="utf-8")
    path = folder / "show.yaml"
    path.write_text(f"persona: lan\ncatalog: catalog.yaml\n{line}\n", encoding="utf-8")
    return path


def test_one_line_names_the_judge_and_without_it_there_is_none(tmp_path: Path) -> None:
    assert load_show(write_show(tmp_path, "")).show.judge is None
    path = write_show(tmp_path, "judge: {type: transformers, model: some/classifier}")
    judge = load_show(path).show.judge
    assert judge == JudgeConfig(type="transformers", model="some/classifier")
    with pytest.raises(ConfigErrors, match=r"show\.yaml:3"):
        load_show(write_show(tmp_path, "judge: {type: transformers}"))


def test_the_check_names_a_judge_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    line = f"judge: {{type: transformers, model: {(tmp_path / 'empty').as_posix()}}}"
    (problem,) = check_paths([write_show(tmp_path, line)])
    assert (problem.level, problem.line) == ("warning", 3)
    assert "LLM=1" in problem.message or "no config.json" in problem.message


async def test_a_judge_that_cannot_be_loaded_leaves_the_rules_alone(tmp_path: Path) -> None:
    judge, told = told_by(JudgeConfig(type="transformers", model=str(tmp_path)))
    await judge.run()
    assert [state for state, _, _ in told] == ["starting", "error"]
    assert "the rules judge alone" in told[-1][2]


@pytest.mark.local
def test_it_names_the_label_and_how_sure_it_is(model: Path) -> None:
    judge = TextJudge(JudgeConfig(type="transformers", model=str(model)))
    insult, nice, _ = judge.judge(["you are rubbish", "this lamp is lovely", "You are  RUBBISH"])
    assert nice is None
    assert insult is not None
    assert insult[0] == "insult"
    assert 0.8 <= insult[1] <= 1
    assert judge.judge(["You are  RUBBISH"]) == [insult]


@pytest.mark.local
def test_labels_and_threshold_are_the_shops(model: Path) -> None:
    wanted = JudgeConfig(type="transformers", model=str(model), labels=("civil",))
    (found,) = TextJudge(wanted).judge(["you are kind"])
    assert found is not None
    assert found[0] == "civil"
    strict = JudgeConfig(type="transformers", model=str(model), threshold=1.0)
    assert TextJudge(strict).judge(["you are rubbish"]) == [None]
    with pytest.raises(ValueError, match=r"known: .*insult"):
        TextJudge(JudgeConfig(type="transformers", model=str(model), labels=("toxic",)))


@pytest.mark.local
async def test_moderators_hear_once_of_what_the_rules_let_through(model: Path) -> None:
    told: list[tuple[str, str, str]] = []
    done = asyncio.Event()

    def tell(state: str, about: str, text: str) -> None:
        told.append((state, about, text))
        if about == "room/m-5":
            done.set()

    judge = SecondJudge(JudgeConfig(type="transformers", model=str(model)), tell)
    judge.saw(chat("you are lovely", 1), ())
    judge.saw(chat("you are rubbish", 2), ())
    judge.saw(chat("you dolt", 3), (Fate("room/m-3", "blocked", "abuse"),))
    judge.saw(chat("you are rubbish", 4), (Fate("room/m-4", "ignored", "chit_chat"),))
    judge.saw(chat("this lamp is rubbish", 5), ())
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(judge.run())
        await done.wait()
        running.cancel()
    assert [state for state, _, _ in told] == ["starting", "up", "warning", "warning"]
    assert [about for state, about, _ in told if state == "warning"] == ["room/m-2", "room/m-5"]
    assert "insult" in told[2][2]
    assert "you are rubbish" in told[2][2]
