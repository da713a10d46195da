"""Text as it arrives from strangers, made fit to read, show and speak."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["NICK_LIMIT", "TEXT_LIMIT", "Cleaned", "clean_nick", "clean_text", "fold"]

RAW_LIMIT = 2000
TEXT_LIMIT = 500
NICK_LIMIT = 64
MARK_RUN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """One line of at most 500 code points, NFKC, without anything invisible.

    `oddities` names what was taken out or cut: `invisible`, `control`, `surrogate`, `marks`,
    `bidi`, `lines`; it is empty for ordinary text.
    """

    text: str
    truncated: bool = False
    oddities: tuple[str, ...] = ()


_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\U0001d173-\U0001d17a"
)
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_LINES = "\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029"

_RULES = (
    ("surrogate", re.compile("[\ud800-\udfff]"), "\ufffd"),
    ("lines", re.compile(f"[{_LINES}]"), " "),
    ("bidi", re.compile(f"[{_BIDI}]"), ""),
    ("invisible", re.compile(f"[{_INVISIBLE}]"), ""),
    ("control", re.compile(f"[{_CONTROL}]"), ""),
)
_SUSPECT = re.compile(f"[\ud800-\udfff{_LINES}{_BIDI}{_INVISIBLE}{_CONTROL}]")
_SPACES = re.compile(r"\s+")
_EMOJI_JOINERS = frozenset("\u200d\ufe0f\ufe0e")


def _cap_marks(text: str) -> tuple[str, bool]:
    """Return `text` with runs of combining marks cut to three, and whether any was cut."""
    kept: list[str] = []
    run = 0
    cut = False
    for char in text:
        if char > "\u02ff" and unicodedata.category(char)[0] == "M":
            run += 1
            if run > MARK_RUN:
                cut = True
                continue
        else:
            run = 0
        kept.append(char)
    return "".join(kept), cut


def _clean(raw: str, limit: int) -> Cleaned:
    text = raw[:RAW_LIMIT]
    truncated = len(raw) > RAW_LIMIT
    oddities: list[str] = []
    if not text.isascii():
        text, cut = _cap_marks(text)
        if cut:
            oddities.append("marks")
        text = unicodedata.normalize("NFKC", text)
    if not (text.isascii() and text.isprintable()) and _SUSPECT.search(text):
        for name, pattern, put in _RULES:
            text, count = pattern.subn(put, text)
            if count and not (name == "invisible" and _only_emoji_joiners(raw)):
                oddities.append(name)
    text = _SPACES.sub(" ", text).strip()
    if len(text) > limit:
        text = text[:limit].rstrip()
        truncated = True
    return Cleaned(text=text, truncated=truncated, oddities=tuple(oddities))


def _only_emoji_joiners(raw: str) -> bool:
    """True when the invisible characters are just what emoji sequences are made of."""
    found = set(re.findall(f"[{_INVISIBLE}]", raw[:RAW_LIMIT]))
    return found <= _EMOJI_JOINERS


def clean_text(raw: str) -> Cleaned:
    """Return a chat text cleaned once: one line, NFKC, at most 500 code points.

    The text is cut to 2,000 code points and runs of combining marks to 3 before normalisation,
    which is quadratic on hostile input.
    """
    return _clean(raw, TEXT_LIMIT)


def clean_nick(raw: str) -> str:
    """Return a nickname that may be shown: one line, nothing invisible, at most 64 code points."""
    return _clean(raw, NICK_LIMIT).text


# Traditional characters of ordinary shop talk, so that Hong Kong and Taiwan are read too.
_TRADITIONAL = (
    "這这個个麼么嗎吗錢钱價价賣卖買买貨货發发運运費费優优惠惠號号碼码顏颜藍蓝綠绿紅红黃黄"
    "還还沒没現现後后來来時时間间幾几點点開开關关鏈链結结單单連连質质實实測测無无線线電电"
    "壺壶燈灯聽听機机體体國国灣湾臺台門门東东亞亚歐欧風风險险術术醫医藥药應应該该給给"
    "為为們们對对說说話话讀读寫写請请謝谢歡欢樂乐愛爱覺觉見见題题問问麗丽僅仅處处從从"
    "動动務务員员嬰婴兒儿過过敏敏試试證证書书標标準准損损壞坏換换遲迟遞递寄寄達达"
    "鐘钟歲岁塊块萬万億亿兩两雙双個个條条裝装褲裤裡里裏里邊边廣广業业產产變变濕湿乾干"
    "涼凉熱热溫温氣气網网紗纱織织絨绒綿绵純纯紙纸級级鋼钢鐵铁銀银紐纽約约約约訂订購购"
    "車车輕轻輸输週周選选適适會会學学戶户聯联繫系絡络號号聲声靜静須须願愿類类飲饮養养"
    "餘余馬马騙骗髒脏髮发魚鱼鮮鲜麵面齊齐齡龄龍龙壓压厲厉參参歷历嚴严圍围圖图團团夠够夢梦"
    "媽妈孫孙寶宝將将屬属島岛師师帶带帳账幫帮廠厂強强當当徵征恆恒慮虑戲戏捨舍掃扫掛挂採采揀拣"
    "撥拨擇择擔担據据攜携斷断於于暫暂條条樣样樓楼檢检權权殺杀決决減减滿满漲涨潔洁澤泽濃浓"
    "燒烧爐炉爾尔牆墙獎奖環环瑕瑕畫画監监盤盘確确禮礼種种稱称穩稳筆笔筒筒簡简簽签籤签"
    "糧粮緊紧繼继續续罰罚聖圣腦脑膚肤臉脸舊旧華华蓋盖藝艺蘋苹蘭兰虧亏補补複复視视親亲觀观"
    "記记許许訴诉評评詢询該该認认誰谁課课調调談谈護护變变讓让豐丰貝贝負负財财貴贵貼贴資资"
    "賬账賴赖贈赠贏赢趕赶跡迹較较載载轉转辦办農农進进遊游違违遠远郵邮醜丑釋释針针銷销錯错"
    "鎖锁鍵键鏡镜長长閉闭閒闲陸陆陽阳階阶際际隨随雖虽雞鸡離离難难雲云電电頁页頂顶項项順顺"
    "預预頓顿頭头額额顧顾顯显飛飞飽饱館馆騎骑驗验鬆松點点"
)
_SIMPLE = {ord(a): b for a, b in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True) if a != b}
_SIMPLE |= {ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'", ord("`"): "'", ord("´"): "'"}
_SIMPLE |= {ord("œ"): "oe", ord("æ"): "ae", ord("ß"): "ss", ord("ø"): "o", ord("ı"): "i"}
_SIMPLE |= {ord("。"): ".", ord("、"): ",", ord("“"): '"', ord("”"): '"'}


def fold(text: str) -> str:
    """Return `text` for comparison: lower case, no accents on Latin letters, simple characters."""
    text = text.lower()
    if text.isascii():
        return text
    text = text.translate(_SIMPLE)
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFD", text)
    if plain == text:
        return text
    # Marks of Japanese, Korean or Indic writing carry meaning; only Latin ones are dropped.
    return unicodedata.normalize("NFC", "".join(c for c in plain if not "\u0300" <= c <= "\u036f"))
