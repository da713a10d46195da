"""What alerts say, in the room's language; what a plugin or a system reports stays as it came."""

from __future__ import annotations

import re

from chatbot.alert_config import Level

__all__ = ["KINDS", "TEST", "body_of", "said_in", "title_of"]

KINDS: dict[str, tuple[Level, dict[str, str]]] = {
    "gateway": ("urgent", {
        "zh": "聊天连接断了", "en": "The chat is not connected",
        "fr": "Le chat n'est pas connecté",
    }),
    "stage": ("urgent", {
        "zh": "没有画面：舞台已断开", "en": "No stage is connected",
        "fr": "Aucune scène n'est connectée",
    }),
    "label": ("urgent", {
        "zh": "没有显示AI标识", "en": "The AI label is not shown",
        "fr": "La mention IA n'est pas affichée",
    }),
    "danger": ("urgent", {
        "zh": "观众可能有危险，请查看", "en": "A viewer may be in danger: please look",
        "fr": "Un spectateur est peut-être en danger : regardez",
    }),
    "absent": ("urgent", {
        "zh": "没有人值守", "en": "Nobody attends the show", "fr": "Personne ne surveille",
    }),
    "guard": ("warning", {
        "zh": "一项防护已关闭", "en": "A guard is off", "fr": "Une protection est coupée",
    }),
    "blocked": ("warning", {
        "zh": "一分钟内拦下三句话", "en": "Three lines blocked within a minute",
        "fr": "Trois phrases bloquées en une minute",
    }),
    "restart": ("warning", {
        "zh": "节目重新启动了", "en": "The show was restarted", "fr": "L'émission a redémarré",
    }),
    "budget": ("warning", {
        "zh": "今晚的模型额度已用完", "en": "Tonight's model budget is spent",
        "fr": "Le budget du modèle est épuisé pour cette nuit",
    }),
    "show": ("urgent", {
        "zh": "节目需要你", "en": "The show needs you", "fr": "L'émission a besoin de vous",
    }),
}  # fmt: skip
"""Each kind's level, and its title in the room's language."""

TEST = "test"
_BODIES: dict[str, dict[str, str]] = {
    "gateway": {
        "zh": "{source} 断开15秒以上：观众的话收不到（{detail}）。",
        "en": "{source} has been away for 15 s: nothing that viewers write arrives ({detail}).",
        "fr": "{source} est coupé depuis 15 s : les messages du public n'arrivent plus ({detail}).",
    },
    "stage": {
        "zh": "最后一个画面已断开：观众看不到也听不到主播。",
        "en": "The last one has left: nothing is seen or heard.",
        "fr": "La dernière est partie : on ne voit et n'entend plus rien.",
    },
    "label": {
        "zh": "连接着的画面都不显示它：请把舞台页也打开。",
        "en": "No connected renderer shows it: open the stage page as well.",
        "fr": "Aucun affichage connecté ne la montre : ouvrez aussi la page scène.",
    },
    "blocked": {
        "zh": "审核没有放行其中任何一句。",
        "en": "The gate let none of them through.",
        "fr": "Le contrôle n'en a laissé passer aucune.",
    },
    "restart": {
        "zh": "中断了 {seconds} 秒。",
        "en": "It was away for {seconds} s.",
        "fr": "Elle a été absente {seconds} s.",
    },
    "budget": {
        "zh": "{model}：之后由店里资料回答。",
        "en": "{model}: from now on the facts answer.",
        "fr": "{model} : les faits de la boutique répondent désormais.",
    },
    TEST: {
        "zh": "这是 {show} 的测试，什么也没发生。",
        "en": "A test of {show}: nothing has happened.",
        "fr": "Un essai de {show} : il ne s'est rien passé.",
    },
}

_SAID: tuple[tuple[str, str, str], ...] = (
    (
        r"a viewer may be in danger: please look at this message",
        "有观众可能有危险：请看这条消息。",
        "Un spectateur est peut-être en danger : regardez ce message.",
    ),
    (
        r"a child may be in danger: please look at this message, and call for help",
        "有孩子可能有危险：请看这条消息，并求助。",
        "Un enfant est peut-être en danger : regardez ce message et appelez à l'aide.",
    ),
    (
        r"nobody has said “I'm here” for (?P<n>\d+) min: the show holds until somebody does",
        "{n} 分钟没有人点“我在”：节目暂停，直到有人点。",
        "Personne n'a dit « Je suis là » depuis {n} min : l'émission attend quelqu'un.",
    ),
    (
        r"nobody has said “I'm here” for (?P<n>\d+) min: the show keeps to its approved script "
        r"until somebody does",
        "{n} 分钟没有人点“我在”：只说审核过的稿子，直到有人点。",
        "Personne n'a dit « Je suis là » depuis {n} min : seulement le script approuvé d'ici là.",
    ),
    (
        r"a person is asked for: take over, or answer this yourself",
        "有人要找真人：请接管，或自己回答。",
        "On demande une personne : prenez la main, ou répondez vous-même.",
    ),
    (
        r"the platform shows (?P<theirs>\S+ \S+), the catalog (?P<ours>.+): its price is not "
        r"spoken until somebody confirms it",
        "平台显示 {theirs}，商品资料是 {ours}：有人确认之前不再报这个价格。",
        "La plateforme affiche {theirs}, le catalogue {ours} : ce prix n'est plus dit tant que "
        "personne ne l'a confirmé.",
    ),
    (
        r"(?P<path>.+) cannot be written \((?P<error>.*)\): free disk space; nothing new is said "
        r"until then",
        "写不了 {path}（{error}）：请清理磁盘；在那之前不说新的话。",
        "Impossible d'écrire {path} ({error}) : libérez de l'espace disque ; rien de nouveau "
        "n'est dit d'ici là.",
    ),
    (
        r"(?P<about>.+): switched off: (?P<why>.+)",
        "{about} 已关闭：{why}",
        "{about} est coupé : {why}",
    ),
    (
        r"judge: (?P<name>.+) is off, the rules judge alone: (?P<why>.+)",
        "第二道审核 {name} 已关闭，只剩规则：{why}",
        "Le second juge {name} est coupé, les règles jugent seules : {why}",
    ),
)
_PATTERNS = tuple((re.compile(en, re.DOTALL), {"zh": zh, "fr": fr}) for en, zh, fr in _SAID)


def title_of(kind: str, language: str, show: str) -> str:
    """An alert's title, such as `night: The chat is not connected`."""
    return f"{show}: {_in(KINDS[kind][1], language)}"


def body_of(kind: str, language: str, **values: str) -> str:
    """What an alert of this kind says more."""
    return _in(_BODIES[kind], language).format(**values)


def said_in(language: str, text: str) -> str:
    """A sentence of the show's own in this language; another one as it is."""
    for pattern, words in _PATTERNS:
        found = pattern.fullmatch(text)
        if found and (template := words.get(language[:2])):
            return template.format(**found.groupdict())
    return text


def _in(words: dict[str, str], language: str) -> str:
    return words.get(language[:2], words["en"])
