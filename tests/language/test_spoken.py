"""What a host says for what is written: three languages, and the way back to the writing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.language.clauses import split_clauses
from chatbot.language.spoken import spoken_form

SAID = [
    ("zh", "现在只要¥129！", "现在只要一百二十九块！"),
    ("zh", "原价259元", "原价两百五十九块"),
    ("zh", "2件17.90元", "两件十七块九"),
    ("zh", "¥17.95", "十七块九毛五"),
    ("zh", "0.5元", "五毛"),
    ("zh", "￥１２９", "一百二十九块"),
    ("zh", "25.8元/斤", "二十五块八一斤"),
    ("zh", "¥19.9/500g", "十九块九每五百克"),
    ("zh", "CN¥99-199", "九十九到一百九十九块"),
    ("zh", "€17.90和$18", "十七点九欧元和十八美元"),
    ("zh", "3-5天就能到", "三到五天就能到"),
    ("zh", "2-3天", "两到三天"),
    ("zh", "2%透明质酸", "百分之二的透明质酸"),
    ("zh", "100%纯棉", "百分之百纯棉"),
    ("zh", "500ml，2L装", "五百毫升，两升装"),
    ("zh", "11月30日20:00开播", "十一月三十号晚上八点开播"),
    ("zh", "今晚20:30", "今晚八点半"),
    ("zh", "2026年买2送1", "二零二六年买二送一"),
    ("zh", "第2件半价，12件", "第二件半价，十二件"),
    ("zh", "2个月后，20个", "两个月后，二十个"),
    ("zh", "9.5折", "九五折"),
    ("zh", "IPX4防水", "IPX 四防水"),
    ("zh", "好看😍哦", "好看哦"),
    ("zh", "双11", "双十一"),
    ("zh", "5G网络，128G内存，5000mAh", "五G网络，一百二十八G内存，五千毫安时"),
    ("zh", "满2元 3件", "满两块 三件"),
    ("zh", "支持USB-C充电，AB400", "支持USB C充电，AB 四零零"),
    ("zh", "9:00-22:00在线", "九点到晚上十点在线"),
    ("zh", "3/4杯，11/30截止", "四分之三杯，十一月三十号截止"),
    ("zh", "5℃~30℃，PM2.5", "五到三十摄氏度，PM 二点五"),
    ("zh", "库存>10，SPF50+", "库存大于十，SPF 五十加"),
    ("zh", "2%以上", "百分之二以上"),
    ("en", "It's ¥129 tonight!", "It's one hundred twenty nine yuan tonight!"),
    ("en", "$18.90 or €17.90", "eighteen dollars ninety or seventeen euros ninety"),
    ("en", "17,90 €", "seventeen euros ninety"),
    ("en", "$0.50", "fifty cents"),
    ("en", "$1,299.00", "one thousand two hundred ninety nine dollars"),
    ("en", "$12/kg", "twelve dollars per kilo"),
    ("en", "CN¥9.50 per 500 g", "nine point five yuan per five hundred grams"),
    ("en", "3-5 days", "three to five days"),
    ("en", "30 Nov at 8:30 pm", "November thirtieth at eight thirty PM"),
    ("en", "2% off, 30ml", "two percent off, thirty milliliters"),
    ("en", "code LIVE10", "code live ten"),
    ("en", "IPX4 and USB-C", "IPX four and USB C"),
    ("en", "the 1st and 22nd", "the first and twenty second"),
    ("en", "Until 30 Nov. At 8 pm.", "Until November thirtieth. At eight PM."),
    ("en", "it may 3 times", "it may three times"),
    ("en", "the 90s", "the ninety s"),
    ("fr", "le 30 nov. à 20h", "le trente novembre à vingt heures"),
    ("en", "The No. 1 link, mid-2026", "The number one link, mid-two thousand twenty six"),
    ("en", "9:00-22:00, 4.9/5", "nine AM to ten PM, four point nine out of five"),
    ("en", "3/4 cup, SPF50+", "three quarters cup, SPF fifty plus "),
    ("en", "10 x 20 cm", "ten by twenty centimeters"),
    ("fr", "Seulement 17,90 € !", "Seulement dix-sept euros quatre-vingt-dix !"),
    ("fr", "17.90€", "dix-sept euros quatre-vingt-dix"),
    ("fr", "1 299 €", "mille deux cent quatre-vingt-dix-neuf euros"),
    ("fr", "129 yuans", "cent vingt-neuf yuans"),
    ("fr", "0,50 €", "cinquante centimes"),
    ("fr", "12 €/kg", "douze euros le kilo"),
    ("fr", "de 5 à 7 €", "de cinq à sept euros"),
    ("fr", "3-5 jours", "trois à cinq jours"),
    ("fr", "1 pièce, 1 jour", "une pièce, un jour"),
    ("fr", "20h30", "vingt heures trente"),
    ("fr", "le 1er décembre", "le premier décembre"),
    ("fr", "2 % d'acide", "deux pour cent d'acide"),
    ("fr", "-20 % sur la 2e paire", "moins vingt pour cent sur la deuxième paire"),
]


@pytest.mark.parametrize(("lang", "written", "said"), SAID, ids=[row[1] for row in SAID])
def test_a_host_says(lang: str, written: str, said: str) -> None:
    assert spoken_form(written, lang).text == said


def test_the_lexicon_wins_and_the_caption_keeps_the_name() -> None:
    spoken = spoken_form("试试HydraGlow，¥129", "zh", {"HydraGlow": "海卓格洛"})
    assert spoken.text == "试试海卓格洛，一百二十九块"
    at = spoken.text.index("格洛")
    assert spoken.written[slice(*spoken.written_range(at, at + 2))] == "HydraGlow"


def test_a_spoken_price_leads_back_to_the_written_one() -> None:
    spoken = spoken_form("Only $18.90, yes.", "en")
    at = spoken.text.index("ninety")
    assert spoken.written[slice(*spoken.written_range(at, at + 6))] == "$18.90"
    at = spoken.text.index("yes")
    assert spoken.written[slice(*spoken.written_range(at, at + 3))] == "yes"


ANY = st.text(
    st.one_of(st.sampled_from("0123456789.,:%¥€$-/ x元块月日号折h"), st.characters()), max_size=60
)


@given(ANY, st.sampled_from(["zh", "en", "fr", "xx"]))
def test_any_text_has_a_spoken_form_whose_spans_cover_both(text: str, lang: str) -> None:
    spoken = spoken_form(text, lang)
    assert "".join(spoken.text[span.at : span.to] for span in spoken.spans) == spoken.text
    assert "".join(text[span.start : span.end] for span in spoken.spans) == text
    for at in range(len(spoken.text)):
        start, end = spoken.written_range(at, at + 1)
        assert 0 <= start <= end <= len(text)


@given(ANY, st.sampled_from(["zh", "en", "fr"]))
def test_clauses_cover_any_text(text: str, lang: str) -> None:
    assert "".join(text[start:end] for start, end in split_clauses(text, lang)) == text


@pytest.mark.parametrize(
    ("lang", "clauses"),
    [
        ("zh", ["宝宝们，", "今晚直播价只要¥1,299，", "全国包邮，三到五天就能送到。"]),
        ("en", ["Yes, it ships to France in 3-5 days, ", "for €17.90, ", "and returns are free."]),
        ("fr", ["Bonne question ! ", "Ce soir il est à 17,90 €, ", "et il en reste 85."]),
        ("fr", ["Oui, M. Dupont, ", "c'est bien 1 299 €."]),
        ("en", ["See www.shop.example, ", "it costs $1,299.00."]),
        ("zh", ["好"]),
    ],
)
def test_a_line_is_cut_where_a_speaker_breathes(lang: str, clauses: list[str]) -> None:
    text = "".join(clauses)
    assert [text[start:end] for start, end in split_clauses(text, lang)] == clauses
