"""Words of contempt for people, of children, and of a model that refuses, as data."""

from __future__ import annotations

from chatbot.language.patterns import Words

__all__ = ["CONTEMPT", "GROUP", "MINOR", "REFUSAL", "SEXUAL"]

# People by origin, faith, sex, body or station: Framework Decision 2008/913/JHA, platforms' rules,
# China's live-marketing measures art. 18 forbid contempt of them.
GROUP = Words(
    r"(?:省|市|县|地区|地方|那里|那儿|山区)(?:来|出来)?的?(?:人|那帮|那些人)|(?:这|那)(?:种|些|帮|群|个地方的?|边的|里的|省的|国)人|[东南西北]方人|\b(?:people|folks|guys|men|women|everyone|those) (?:from|over) (?:there|that|here|\w+)\b|\b(?:these|those|that kind of) people\b|"
    r"\bces gens(?:-là)?\b|\b(?:les|des) gens (?:de|du|d'|comme)\b|黑人|白人|黄种人|穆斯林|犹太人|同性恋|变性人|残疾人|外地人|农村人|乡下人|河南人|湖南人|云南人|海南人|东北人|"
    r"日本人|韩国人|印度人|非洲人|美国人|移民|难民|女人|女的|胖子|老人|穷人|"
    r"\b(?:black|white|asian|brown|gay|trans|disabled|fat|old|poor|jewish|muslim) (?:people|women|men|folks?)\b|"
    r"\b(?:blacks|asians|muslims|jews|christians|hindus|gays|lesbians|immigrants|migrants|refugees|foreigners|women|"
    r"mexicans|arabs|africans|indians|gypsies|cripples)\b|"
    r"\bces (?:étrangers|arabes|noirs|gens|immigrés|migrants)-là\b|\b(?:les|des|ces) (?:noirs?|blancs|arabes|juifs|musulmans|chrétiens|homos|gays|trans|étrangers|immigrés|migrants|"
    r"réfugiés|femmes|roms|handicapés|gros|vieux|pauvres|chinois|africains)\b"
)
CONTEMPT = Words(
    r"\b(?:passe\w*|continue\w*|trace\w*) (?:votre|leur|ton|son) chemin\b|\b(?:on|nous) ne (?:vend|vendons|sert|servons|veut|voulons) (?:pas|rien|plus)\b|\bpas (?:pour|les) bienvenue?s?\b|"
    r"\bpas (?:les )?bienvenue?s?\b|\b(?:don't|won't|do not|will not) (?:sell|ship|serve|deal)\b(?! (?:this|it|that|them|there|outside|anything))|不(?:卖|做)(?:给)?(?:他们|这些人|这种人|生意)|不做(?:他们|这些人|这种人|[^，。]{0,6})的?生意|"
    r"\b(?:only )?(?:come|came|here) to (?:steal|cheat|scam)\b|\b(?:don't|do not|nobody) wants? (?:\w+ )?(?:immigrants|foreigners|them|you people)\b|\bvienn\w+ voler\b|不欢迎|不接待|不伺候|"
    r"贪小便宜|占便宜|不想接|不接(?:他们|这种)|劣等|低等|低级|下等|恐怖分子|小偷|强盗|骗子|又脏|很脏|都脏|恶心|该死|去死|滚|不配|祸害|败类|蛀虫|寄生虫|没素质|"
    r"素质(?:都|很|太|这么)*低|都是贼|没教养|小气鬼|畜生|不是人|害虫|灭绝|\b(?:terrorists?|criminals?|animals?|vermin|parasites?|thieves|liars|cheats|crooks|rats|scum|filth\w*|"
    r"dirty|inferior|subhuman|lazy|stupid|disgusting|inferiors|plague|disease)\b|\bgo back (?:to|where)\b|\bshould (?:all )?"
    r"(?:die|leave|be (?:banned|deported|killed|shot))\b|\bdon't belong\b|\bbelong in (?:the|a) (?:kitchen|cage|zoo)\b|"
    r"\bhate (?:all )?\w+\b|\bnot welcome\b|\b(?:terroristes?|criminels?|animaux|vermine|parasites?|voleu\w+|racaille|sales?|"
    r"inférieure?s?|feignants?|fainéants?|dégoûtante?s?|nuisibles?)\b|\brentr\w+ chez (?:eux|vous)\b|\brenvoy\w* (?:tous )?chez eux\b|\bsend (?:them|these people) (?:all )?(?:back|home)\b|\bdehors\b|\bà mort\b|"
    r"\bcrever\b|\bà la cuisine\b"
)

# Children …
MINOR = Words(
    r"小朋友|宝贝们|\b(?:you|viewers?) under (?:18|eighteen)\b|未成年|小女孩|小男孩|萝莉|正太|幼女|幼童|儿童|孩子|小孩|小学生|初中生|小妹妹|小弟弟|"
    r"\b(?:little (?:girl|boy)s?|child(?:ren)?|kids?|minors?|underage|teens?|teenagers?|schoolgirls?|schoolboys?|loli)\b|"
    r"\b(?:fillettes?|petites? filles?|petits? garçons?|enfants?|mineure?s?|ados?|adolescente?s?|collégiennes?|écolières?)\b"
)
# … are never spoken of so, nor sent to buy behind a parent's back: Directive 2011/93/EU, PRC Minors Protection Law art. 54, 18 U.S.C. 2256.
SEXUAL = Words(
    r"趁(?:着)?(?:爸|妈|父母|家长|大人)[^，。]{0,4}(?:不在|没|睡)|用(?:他们|爸妈|爸爸|妈妈|家长)的(?:手机|卡|钱)|\b(?:carte|portable|téléphone|code|argent|porte-monnaie) (?:\w+ )?de (?:papa|maman|tes|ton|ta|vos|votre)\b|\ben cachette\b|\bbehind (?:\w+ )?(?:parents'?|mum|mom|dad)\b|"
    r"(?:爸|妈|父母|爷爷|奶奶|家长|大人)(?:妈|爸)?的?(?:手机|钱|卡|支付宝|微信|密码|付款码)|瞒着|别告诉|偷偷(?:买|拍|下单|付)|"
    r"\b(?:mum|mom|dad|mother|father|parent)(?:'s|s'|s)? (?:\w+ )?(?:phone|card|wallet|purse|password|account|money)\b|\bwithout (?:telling|asking)\b|\bdon't tell\b|"
    r"\b(?:téléphone|carte|portefeuille|portable|code|argent) de (?:ta|tes|votre|vos|leurs?|papa|maman)\b|\bsans (?:le )?(?:dire|demander)\b|性感|诱惑|裸|脱光|脱衣|情趣|色情|撩人|诱人身|身材火辣|\b(?:sexy|sexual\w*|naked|nude|undress\w*|seducti\w+|erotic\w*|"
    r"sensual|topless|lingerie)\b|\b(?:sexuel\w*|nue?s?|dénudée?s?|déshabill\w+|séduisante?s?|érotiques?|sensuelle?s?|coquines?)\b"
)

PURSE = Words(
    r"(?:爸爸?|妈妈?|父母|家长|爷爷|奶奶)(?:妈妈?)?的(?:手机|卡|钱|钱包|支付宝|微信)|"
    r"\b(?:mum|mom|dad|mummy|daddy|mother|father|parents?)(?:'s|s'|s)? (?:\w+ )?(?:phone|card|wallet|purse|account|money)\b|"
    r"\b(?:carte|téléphone|portable|portefeuille|compte|argent) (?:\w+ )?d(?:e|u) (?:papa|maman|père|mère|tes parents|ta mère|ton père)\b"
)
SENT_TO_BUY = Words(
    r"拍|买|下单|付|用|\b(?:use|take|grab|borrow|order|buy|pay|tap)\b|\b(?:prends?|prenez|utilise\w*|commande\w*|achète\w*|paie|paye|emprunte)\b"
)

# What a model says to whoever runs it, and no host to a room.
REFUSAL = Words(
    r"\b(?:can't|cannot|can not|unable to|won't) (?:assist|comply|fulfil+|engage|generate|process)\b[^.!?]{0,24}"
    r"(?:request|that|this|prompt|content|instruction)"
    r"|\bas an ai (?:language )?(?:model|assistant)\b|\bi(?:'m| am) (?:just |only )?an ai (?:language )?(?:model|assistant)\b"
    r"|\b(?:violates?|goes against|against) (?:my|our|the) (?:\w+ )?(?:guidelines|polic(?:y|ies)|programming)\b"
    r"|\bi (?:don't|do not) have (?:personal )?(?:opinions|feelings|beliefs|emotions)\b|\bi apologi[sz]e for the (?:confusion|inconvenience)\b"
    r"|无法(?:协助|提供|满足|完成|处理|回应|生成).{0,8}(?:请求|要求|内容|指令)|作为(?:一个|一名|一款)?(?:ai|人工智能|大型|大)?(?:语言模型|助手|模型|语言模型|助理)"
    r"|我(?:只|仅)?是(?:一个|一名|一款)?(?:ai|人工智能)(?:助手|模型|语言模型|助理)|违反(?:了)?.{0,6}(?:政策|准则|规定)|我没有(?:个人)?(?:感情|观点|情感|意见)"
    r"|\b(?:qu'|suis )une? (?:modèle|assistante?|programme) d'ia\b|\ben tant qu'(?:assistant|intelligence artificielle|modèle)|\b(?:répondre|accéder|donner suite) à (?:cette|votre) (?:demande|requête)\b"
    r"|\b(?:traiter|satisfaire) (?:cette|votre) (?:demande|requête)\b|\bje n'ai pas d'(?:opinions?|émotions?)\b|\bcontraire à mes (?:règles|directives)\b"
)
