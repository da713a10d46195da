"""Platform profiles: what they may claim, what follows from them, how mistakes in them are told."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from chatbot.config import Policy, Show
from chatbot.errors import ConfigErrors
from chatbot.files import parse, validate
from chatbot.platforms import (
    MOST_MINUTES,
    PLATFORMS,
    agreed,
    built_in,
    disclose_every_min,
    label_of,
    load,
    outdated,
    profiles,
    refusing,
)

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "chatbot" / "data" / "platforms.yaml"
SHOW = "persona: lan\ncatalog: c.csv\n"


def policy_of(text: str) -> Policy:
    return validate(Show, parse(SHOW + text, "show.yaml")).policy


def test_every_platform_has_a_profile_whose_claims_have_secondary_sources() -> None:
    known = built_in()
    assert tuple(known.platforms) == PLATFORMS
    for name, profile in known.platforms.items():
        claims = [refusal.says for refusal in profile.refused]
        if profile.ai_host in ("conditions", "assist_only"):
            claims.append(profile.because)
        for claim in claims:
            assert known.statements[claim].sources, f"{name}: {claim} has no source"
        assert all(source.secondary for source in known.sources_of(profile))


def test_where_no_source_speaks_of_an_ai_host_the_profile_says_not_known() -> None:
    for name in (n for n, p in built_in().platforms.items() if p.ai_host == "unclear"):
        because = built_in().statements[built_in().platforms[name].because]
        assert "ask the platform" in because.en
        assert "请问平台" in because.zh
        assert "demandez à la plateforme" in because.fr
        assert "asked" in built_in().platforms[name].confirm


def test_nothing_that_is_told_is_left_over() -> None:
    known = built_in()
    told = {says for profile in known.platforms.values() for _, says in profile.says()}
    assert told == set(known.statements)
    assert {n for s in known.statements.values() for n in s.sources} == set(known.sources)
    assert {n for p in known.platforms.values() for n in p.confirm} == set(known.points)


def test_an_owner_on_any_platform_has_something_to_confirm_and_off_them_nothing() -> None:
    for name, profile in built_in().platforms.items():
        assert bool(profile.confirm) == (name != "none")


def test_assist_mode_is_all_that_two_platforms_leave() -> None:
    assert refusing(PLATFORMS) == ("wechat_channels", "tiktok_us")


def test_of_several_platforms_the_strictest_rhythm_holds() -> None:
    assert disclose_every_min(("none",)) == MOST_MINUTES
    assert disclose_every_min(("twitch", "douyin")) == disclose_every_min(("douyin",)) < 15
    assert all(disclose_every_min((name,)) <= MOST_MINUTES for name in PLATFORMS)


def test_the_label_has_words_in_every_language_and_one_wording_is_said_once() -> None:
    assert label_of(("douyin", "twitch")) == {
        "zh": "AI生成",
        "en": "AI-generated",
        "fr": "Généré par IA",
    }


def test_a_profile_is_outdated_after_180_days() -> None:
    since = profiles(["douyin"])["douyin"].as_of.toordinal()
    assert outdated(["douyin", "none"], date.fromordinal(since + 180)) == ()
    assert outdated(["douyin", "none"], date.fromordinal(since + 181)) == ("douyin",)


def test_market_and_order_channel_follow_from_the_platform_unless_the_show_says_them() -> None:
    assert (policy_of("").market, policy_of("").order_channel) == ("cn", "cart")
    twitch = policy_of("policy: {platform: twitch}")
    assert (twitch.platform, twitch.market, twitch.order_channel) == (("twitch",), "us", "link")
    assert policy_of("policy: {platform: twitch, market: eu}").market == "eu"
    both = policy_of("policy: {platform: [taobao, douyin]}")
    assert (both.platform, both.market) == (("taobao", "douyin"), "cn")
    assert agreed(["douyin", "twitch"]) == (None, None)


WRONG_POLICIES = {
    "{platform: tiktok}": "unknown platform 'tiktok' (did you mean 'tiktok_us' or 'tiktok_eu'?)",
    "{platform: [douyin, tiktok]}": "unknown platform 'tiktok' (did you mean 'tiktok_us' or "
    "'tiktok_eu'?)",
    "{platform: doyin}": "unknown platform 'doyin' (did you mean 'douyin'?)",
    "{platform: [twitch, twitch]}": "'twitch' is named twice: keep one",
    "{platform: [douyin, none]}": "'none' stands alone: take it out",
    "{platform: []}": "policy.platform: must not be empty",
    "{platform: [douyin, tiktok_eu]}": "douyin and tiktok_eu differ: write 'market' into the "
    "policy",
    "{platform: 3}": "policy.platform: should be a list, not 3",
}


@pytest.mark.parametrize("policy", WRONG_POLICIES)
def test_a_mistaken_platform_is_told_by_line_and_remedy(policy: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        policy_of(f"policy: {policy}")
    assert str(caught.value) == f"show.yaml:3: {WRONG_POLICIES[policy]}"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("ai_host: conditions", "ai_host: sure", "unknown ai host 'sure'"),
        ("because: twitch_host", "because: twich_host", "(did you mean 'twitch_host'?)"),
        ("[read_rules, channel,", "[read_rulez, channel,", "(did you mean 'read_rules'?)"),
        ("sources: [twitch_cases]", "sources: [twitch]", "unknown source 'twitch'"),
        ("  bilibili:", "  bilibilli:", "(did you mean 'bilibili'?)"),
        (
            "disclose: {says: disclose_ours, every_min: 15}",
            "disclose: {says: disclose_ours, every_min: 16}",
            "must be 15 or less",
        ),
        (
            "zh: Twitch, en: Twitch, fr: Twitch",
            "zh: Twitch, en: Twitch",
            "'fr' is missing",
        ),
        ("secondary: true", "secondary: false", "secondary"),
        ("as_of: 2026-11-22", "as_of: last week", "as_of"),
    ],
)
def test_a_mistake_in_a_profile_is_told_by_file_and_line(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    text = DATA.read_text(encoding="utf-8")
    line = text[: text.rindex(right)].count("\n") + 1
    (tmp_path / "mine.yaml").write_text(wrong.join(text.rsplit(right, 1)), encoding="utf-8")
    with pytest.raises(ConfigErrors) as caught:
        load(tmp_path / "mine.yaml", shown="mine.yaml")
    first = str(caught.value).splitlines()[0]
    assert first.startswith(f"mine.yaml:{line}: ")
    assert said in str(caught.value)


def test_the_page_about_platforms_says_what_the_program_uses() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "export_platforms.py"), "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"run scripts/export_platforms.py: {done.stdout}{done.stderr}"


def test_the_readme_names_where_an_ai_may_host_and_where_only_assist_mode_is() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    first = page[: page.index("## Your own shop")]
    row_of = {
        host: next(line for line in first.splitlines() if line.startswith(f"| {words} |"))
        for host, words in {
            "conditions": "allowed, with conditions",
            "unclear": "unclear: ask the platform",
            "assist_only": "only assist mode",
        }.items()
    }
    for name, profile in built_in().platforms.items():
        if name != "none":
            assert f"`{name}`" in row_of[profile.ai_host]
    dates = {str(profile.as_of) for profile in built_in().platforms.values()}
    assert all(date in first for date in dates)
    assert "secondary sources" in first
    assert "legal advice" in first
