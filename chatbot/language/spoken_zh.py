"""Chinese: numbers, money and units as a seller says them (两百五十九块, 百分之二, 三到五天)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from chatbot.language.spoken_parts import Reading, is_string_of_digits, split_code

_DIGITS: Final = "零一二三四五六七八九"
_UNITS: Final = {
    "ml": "毫升", "cl": "厘升", "l": "升", "mg": "毫克", "g": "克", "kg": "公斤", "mm": "毫米",
    "cm": "厘米", "m": "米", "km": "公里", "m²": "平方米", "cm²": "平方厘米", "°C": "摄氏度",
    "°F": "华氏度", "°": "度", "V": "伏", "W": "瓦", "kW": "千瓦", "kWh": "度电", "mAh": "毫安时",
    "Hz": "赫兹", "GHz": "吉赫兹", "dB": "分贝", "GB": "G", "G": "G", "TB": "T", "MB": "兆", "h": "小时",
    "min": "分钟", "s": "秒", "oz": "盎司", "lb": "磅", "in": "英寸",
}  # fmt: skip
_MONEY: Final = {"EUR": "欧元", "USD": "美元", "HKD": "港币", "GBP": "英镑"}
_MEASURES: Final = (
    "个件只瓶条双套盒包袋块天年小时分钟次位斤公升升层人款支片张台杯罐箱把份种周星期米倍克毫元颗"
    "点粒滴勺口排根枚单束串朵间家场轮招步句遍下者"
)
_OF_WHAT: Final = re.compile("(?![的以左上下到是都就和或与啊哦呢吧吗了啦哟呀])[一-鿿]{2}")
_PER: Final = {
    "piece": "一件", "pièce": "一件", "pcs": "一件", "pc": "一件", "unit": "一件", "each": "一件",
    "unité": "一件", "month": "一个月", "mois": "一个月", "paire": "一双", "pair": "一双",
    "bottle": "一瓶", "bouteille": "一瓶", "box": "一盒", "boîte": "一盒",
}  # fmt: skip


_TWO = re.compile(r"^二(?=[百千万亿])|(?<=[万亿零])二(?=千)")


@lru_cache(maxsize=1024)
def _cardinal(number: int) -> str:
    """A whole number in full; two is 两 before 百 (not within a number), 千, 万 and 亿."""
    import cn2an  # third of a second at its first import

    if number >= 10**15:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    return _TWO.sub("两", str(cn2an.an2cn(str(number), "low")))


def _digits(raw: str) -> str:
    return "".join(_DIGITS[int(char)] if char.isdigit() else "点" for char in raw)


def _code_number(raw: str) -> str:
    """`LIVE10` ends in 十, `AB400` in 四零零: short ones as numbers, others by digits."""
    return _cardinal(int(raw)) if len(raw) <= 2 and raw[0] != "0" else _digits(raw)


class Chinese:
    """The spoken Mandarin of a live room; amounts in yuan are said in 块."""

    lang: Final = "zh"
    comma_decimal: Final = False
    by: Final = "乘"
    to: Final = "到"

    def number(self, reading: Reading, after: str = "", before: str = "") -> str:
        if is_string_of_digits(reading):
            return _digits(reading.raw)
        if reading.raw == "618" and not after.startswith(tuple(_MEASURES)):
            return "六一八"
        if reading.decimals:
            return self._plain(reading)
        return self._counted(reading, after, before)

    def minus(self, sign: str | None) -> str:
        return {"-": "负", "−": "负", "+": "加"}.get(sign or "", "")

    def money(self, low: Reading, high: Reading | None, currency: str) -> str:
        if high is not None:
            first = self._amount(low, currency, bare=True)
            return f"{first}到{self._amount(high, currency)}"
        return self._amount(low, currency)

    def per(self, count: Reading | None, unit: str) -> str:
        if count is None:
            return _PER.get(unit.lower()) or "一" + _UNITS.get(unit, unit)
        return "每" + self.measure(count, None, unit)

    def measure(self, low: Reading, high: Reading | None, unit: str, after: str = "") -> str:
        if unit in "%‰":
            kind = "百分之" if unit == "%" else "千分之"
            if high is not None:
                return f"{kind}{self._plain(low)}到{self._plain(high)}"
            if unit == "%" and low.raw == "100":
                return "百分之百"
            # 二透 is heard as 二十: a seller sets the number apart with 的.
            return kind + self._plain(low) + ("的" if _OF_WHAT.match(after) else "")
        name = _UNITS.get(unit, unit)
        if unit == "kg" and not low.decimals and low.value == 1 and high is None:
            return "一公斤"
        first = self._counted(low, name)
        return f"{first}到{self._counted(high, name)}{name}" if high is not None else first + name

    def span(self, low: Reading, high: Reading, after: str) -> str:
        if is_string_of_digits(low) or is_string_of_digits(high):
            return f"{_digits(low.raw)}杠{_digits(high.raw)}"
        after = re.sub(r"^\s*", "", after)
        return f"{self._counted(low, after)}到{self._counted(high, after)}"

    def date(self, month: int, day: int, year: int | None) -> str:
        said = f"{_cardinal(month)}月{_cardinal(day)}号"
        return f"{self.year(year)}年{said}" if year else said

    def year(self, year: int) -> str:
        return _digits(str(year))

    def clock(self, hour: int, minute: int, half: str, before: str) -> str:
        if half == "pm" and hour < 12:
            hour += 12
        part = ""
        named = re.search(r"(早上?|上午|中午|下午|傍晚|晚上?|今晚|明晚|凌晨|夜里)\s*$", before)
        if hour >= 13 and hour < 24:
            part = "" if named else "晚上" if hour >= 18 else "下午"
            hour -= 12
        said = ("两" if hour == 2 else _cardinal(hour)) + "点"
        if minute == 30:
            return part + said + "半"
        if minute:
            said += ("零" if minute < 10 else "") + _cardinal(minute) + "分"
        return part + said

    def ratio(self, part: Reading, whole: Reading, after: str) -> str:
        if part.decimals or (whole.whole in (5, 10) and part.whole == whole.whole):
            return f"{self._plain(part)}分，满分{self._plain(whole)}分"
        if part.value < whole.value <= 10:
            return f"{self._plain(whole)}分之{self._plain(part)}"
        if part.value <= 12 and 1 <= whole.value <= 31:
            return self.date(part.whole, whole.whole, None)
        return f"{self._plain(part)}、{self._plain(whole)}"

    def ordinal(self, number: int, suffix: str) -> str:
        return f"第{_cardinal(number)}"

    def discount(self, raw: str) -> str:
        return _digits(raw.replace(".", ""))

    def code(self, code: str) -> str | None:
        pieces = split_code(code)
        said = [_code_number(text) if kind == "digits" else text for kind, text in pieces]
        return " ".join(said)

    def mark(self, mark: str) -> str:
        return {
            "+": "加",
            "=": "等于",
            "±": "正负",
            ">": "大于",
            "<": "小于",
            "&": "和",
            "/": "、",
            "#": "",
            "№": "第",
        }.get(mark, "")

    def _plain(self, reading: Reading) -> str:
        said = _cardinal(reading.whole)
        return f"{said}点{_digits(reading.decimals)}" if reading.decimals else said

    def _counted(self, reading: Reading, after: str, before: str = "") -> str:
        """A number before what it counts: two is 两 there, but 二 after 第 and before 月, 号, 楼."""
        if reading.decimals:
            return self._plain(reading)
        counts = bool(after) and after[0] in _MEASURES and not after.startswith("年级")
        if reading.value == 2 and counts and not before.endswith(("第", "星期", "周")):
            return "两"
        return _cardinal(reading.whole)

    def _amount(self, reading: Reading, currency: str, *, bare: bool = False) -> str:
        if currency != "CNY":
            name = "" if bare else _MONEY.get(currency, currency)
            decimals = reading.decimals.rstrip("0")
            plain = Reading(reading.value, decimals, reading.raw)
            return self._counted(plain, "元") + name
        ten, one = divmod(reading.cents, 10)
        if len(reading.decimals) > 2:
            return self._plain(reading) + ("" if bare else "块")
        if not reading.value:
            return "零元"
        if reading.whole == 0 and reading.cents:
            return ("" if not ten else self._two(ten) + "毛") + (
                "" if not one else self._two(one) + "分"
            )
        said = "两" if reading.whole == 2 else _cardinal(reading.whole)
        if not reading.cents:
            return said if bare else said + "块"
        if not ten:
            return f"{said}块零{_DIGITS[one]}分"
        return f"{said}块{_DIGITS[ten]}" + (f"毛{_DIGITS[one]}" if one else "")

    @staticmethod
    def _two(number: int) -> str:
        return "两" if number == 2 else _DIGITS[number]
