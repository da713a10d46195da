"""Which language a short text is in, by script and by the little words of each language."""

from __future__ import annotations

import re

__all__ = ["language_of"]

_WORDS = {
    "en": "the a an and or of to in on for with is are was it this that you your we our i my they not no yes from at by as be can will have has do does what how which so but if please thanks thank welcome here there just all more out up now about them their its it's i'm don't he she her his me us get like one when than then also hello hi everyone price shipping buy today only back not very good",
    "fr": "le la les un une des du de et ou est sont avec pour dans sur pas ne ce cette ces vous votre vos nous notre nos je mon ma il elle ils elles que qui au aux en à se plus oui non merci bonjour bienvenue mais si tout tous très bien être avoir fait ici par sans comme c'est n'est j'ai d'un d'une l' qu'il aussi ça y s'il leur son sa ses on même quand dès chez cela prix livraison tu te toi vers aujourd'hui voici voilà",
    "de": "der die das ein eine und oder ist sind mit für nicht sie ihr wir ich auf zu von dem den im auch nur heute viel wirklich aber wie was kann haben hat sehr gut bei nach noch hier jetzt uns mir es wird werden kein keine alle mehr schon über zum zur bitte danke kostet willkommen kaufen greifen einen einem einer",
    "es": "el los las una unos y o es son con para no se por su sus buenas buenos noches días tardes amigos amigas enseguida nuestra nuestro nuestros nosotros usted ustedes muy más este esta hoy qué cómo gracias hola pero también todo todos hay está están del al lo le mi tu si aquí ahora este viene vienen huele tiene tienen puede pueden quiere quieren aquel para té ella ellos señora señor amigos miren vean prueben pruébenlo envío precio cuesta bienvenidos comprar gratis sólo solo",
    "it": "il lo gli buonasera buongiorno amici ragazzi una dei delle è sono con per non si su questo questa oggi molto più anche grazie ciao ma come che di del della nel nella prezzo spedizione tutti qui ora ho hai abbiamo costa benvenuti solo perché",
    "pt": "os as boa noite bom dia gente um uma é são com para não se por seu sua hoje muito mais este esta obrigado obrigada olá mas também tudo todos há está do da no na preço frete aqui agora você vocês nós custa bem-vindos só",
    "nl": "de het een en of is zijn met voor niet u jij wij ik op van ook maar vandaag zeer goed hier nu dit dat deze bij naar prijs verzending kopen welkom dank heeft geen onze",
    "pl": "i w na z do nie jest są to się dla ten ta jak dzisiaj bardzo cena dziękuję witamy ale tylko dzień dobry co czy przez od",
    "id": "yang dan di ke dari ini itu untuk dengan tidak adalah kami kita anda saya bisa ada harga gratis terima kasih selamat juga hari",
    "tr": "ve bir bu için ile değil çok da de ne var yok fiyat bugün teşekkürler hoş geldiniz ben biz siz",
    "vi": "và của là không có cho với này được các một những bạn chúng tôi giá hôm nay xin chào cảm ơn",
    "la": "lorem ipsum dolor sit amet consectetur",
}  # fmt: skip
_SETS = {lang: frozenset(words.split()) for lang, words in _WORDS.items()}
_WORD = re.compile(r"[a-zà-öø-ÿœąćęłńśźżğışőű]+(?:'[a-zà-ÿ]+)?")
_SCRIPTS = (
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("ja", re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")),
    ("ko", re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
)  # fmt: skip
_ELISION = re.compile(r"[cdjlmnst]'|qu'")
_ONLY_FR = re.compile(r"[éèêàùçâîôûœ]")
_ONLY = {"it": re.compile(r"\bè\b|[òì]\b|issim[oaie]\b|zion[ei]\b|\bperché\b"), "de": re.compile(r"[äöüß]"), "es": re.compile(r"[ñ¿¡]"), "pt": re.compile(r"[ãõ]"),
         "pl": re.compile(r"[ąćęłńśźż]"), "tr": re.compile(r"[ğışİ]"),
         "vi": re.compile(r"[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]")}  # fmt: skip


def language_of(folded: str) -> str | None:
    """The language of a folded text where there is enough of it to be sure, else None."""
    counts = (
        {lang: len(pattern.findall(folded)) for lang, pattern in _SCRIPTS}
        if not folded.isascii()
        else {}
    )
    chinese = counts.get("zh", 0)
    for lang in ("ja", "ko", "ru", "ar", "th", "hi", "el", "he"):
        if counts.get(lang, 0) >= 2 and counts[lang] * 4 >= chinese:
            return lang
    words = _WORD.findall(folded)
    if chinese:
        latin = sum(1 for w in words if len(w) > 1)
        if chinese >= 2 and chinese >= latin * 0.8:
            return "zh"
        if latin < 4:
            return None
    if not words:
        return None
    scores = {
        lang: sum(1 for w in words if w in known or ("'" in w and w.split("'")[0] + "'" in known))
        for lang, known in _SETS.items()
    }
    scores["fr"] += sum(1 for w in words if _ONLY_FR.search(w))
    scores["fr"] += sum(1 for w in words if _ELISION.match(w)) if "'" in folded else 0
    for lang, pattern in _ONLY.items():
        scores[lang] += 2 * len(pattern.findall(folded))
    best = max(scores, key=lambda lang: scores[lang])
    runner = max(score for lang, score in scores.items() if lang != best)
    if scores[best] >= 2 and scores[best] > runner and len(words) >= 3:
        return best
    return None
