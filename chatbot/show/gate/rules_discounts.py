"""Words of gifts, sales, coupons and haggling, as data."""

from __future__ import annotations

from chatbot.language.patterns import Words, led

__all__ = [
    "CODE_WORD",
    "DEARER_BEFORE",
    "GIFT",
    "HAGGLE",
    "REDUCED",
    "SALE",
    "STACK",
    "WAS",
]

# Gifts and freebies: none is in a catalog.

GIFT = Words(
    r"(?:拍|买)一(?:发|得|寄)[二两三2]|\btwo for (?:the price of )?one\b|\bdeux pour (?:le prix d')?une?\b|"
    r"\b(?:surprise|mystery|welcome|thank-you|little|small|extra) (?:gifts?|presents?)\b|\b(?:is|are|'s) on (?:us|me|the shop)\b|(?:买|拍|下单|购买|入手|满|凡).{0,16}?(?:赠送?|"
    r"送)(?!货|到|达|往|去|给(?:朋友|"
    r"家人|长辈|父母|爸|妈|女|男|对象|老人|孩子|自己|别人|他|她)|礼(?:物|人)|过去|朋友|"
    r"长辈|女|男|爸|妈|人(?!一)|运费险?险)|(?:再|加|多|另外?|还|额外|免费|附|我|直接|"
    r"统统|全部|随单|每单)(?:赠送|赠|送)(?!货|到|达|往|去|礼|朋友|长辈|人)|赠送|送(?:你|"
    r"您|大家|一|两|二|个|小|礼品|赠品|同款|价值|运费险|给下单|给拍)|赠品|\b(?:free|"
    r"complimentary|bonus) (?:gift|sample|samples|tee|kettle|lamp|tea|serum|night light|"
    r"case|pouch|bag|item|product|one|second|extra)s?\b|\bgifts? with\b|\bget (?:a|an|"
    r"one|another|it|the second|the second one|them|yours) (?:[a-z-]+ ){0,3}free\b|\bfor free\b|"
    r"\bfree of charge\b|\b(?:throw|add) in (?:a|an|one|some)\b|\bcomes? with a free\b|"
    r"\bas a gift\b(?=.{0,20}(?:order|buy|with))|\b(?:a|your|one|another) free [a-z]+|"
    r"\bon the house\b|\bfreebies?\b|\bgratuite?(?:s|ment)?\b(?! ?(?:de|pour) (?:contact|"
    r"joindre))|\bofferte?s?\b|\ben cadeau\b|cadeaux? (?:offert|gratuit|pour (?:vous|toute?s?|chaque|l'achat|les? premi))|\bun cadeau\b(?! (?:idéal|parfait|à (?:faire|offrir)|pour|qui|original|utile))|"
    r"免费(?<!发票免费)(?<!退换免费)(?<!咨询免费)(?<!客服免费)(?=$|[。！!，,；;了的哦呀啦])|"
    r"\b(?:is|are|goes|yours) (?:for )?free\b(?! (?:of|from|to)\b)|返现|返券|红包|中奖|积分翻倍|(?:0|零)元购|白拿|\bcash ?back\b|\blucky draw\b|\bwin (?:a|an|one)\b|\bstore credit\b|\bà gagner\b|\bcagnotte\b|免单|白送|全部免费|免费(?:送|领|拿|给)|抽奖|福袋|\bgiveaway\b|\braffle\b|\btombola\b|"
    r"tirage au sort"
)

# Reduced prices: PRC Pricing Violations Rules art. 16, Directive 98/6/EC art. 6a.

SALE = Words(
    r"\b(?:a little|a bit|something|some|a few \w+|a bit of)\b[^.!?,;]{0,12}\boff\b(?= (?:at|for|on|if|when|your|the (?:price|total|bill)|today|tonight)|[,.!?;]|$)|\bun petit (?:quelque chose|truc) (?:en moins|de moins)\b|\b(?:on|je) vous (?:fait|fais|enlève|retire) (?:la|une partie)\b|"
    r"(?:内部|隐藏|专属|秘密)(?:券|优惠|福利)|\bmatch (?:any|their|that|every) (?:price|offer)|\bprice[- ]match|买贵(?:包|退|赔|补)|保价|差价(?:退|补|双倍|十倍)|"
    r"\brembours\w* la différence|特价|专享价|改价|一半(?:的)?(?:价|钱)|便宜一半|半折|特惠|骨折|立减|促销|打折|大促|"
    r"清仓|甩卖|秒杀|直降|限时价|折扣价?|优惠价|跳楼价|骨折价|亏本|史低|底价|福利价|"
    r"内部价|粉丝价|会员价|专属价|破价|\bon sale\b|\bsale price\b|\bclearance\b|\bdiscounted\b|"
    r"\bspecial (?:price|offer|deal)\b|\bflash sale\b|\bmarked down\b|\breduced\b(?= price|"
    r" to| for| today|\W*$)|\bprice (?:drop|cut)\b|\bdiscounts?\b|\bbargain\b|\bdeal of the\b|"
    r"\ben promo(?:tion)?\b(?! ?code)|\bsoldes?\b|\bprix (?:spécial|cassé|réduit|d'ami|"
    r"exceptionnel|promo)s?\b|\bremises?\b|\bréductions?\b|\brabais\b|\bdéstockage\b|"
    r"\bprix sacrifié\b"
)

# … said of the price.

REDUCED = Words(
    r"降价|优惠活动|活动价|便宜了|\bprice reduction\b|\bpromotional price\b|\bbaisse de prix\b|"
    r"\blower price\b"
)

# Former prices without a figure.

WAS = Words(
    r"原价|恢复.{0,3}价|划线价|涨价|\b(?:original|full|regular|usual) price\b|prix (?:d'origine|"
    r"barré|normal|initial)|plein tarif"
)

# … or said to have been higher, without one that can be looked up.

DEARER_BEFORE = Words(
    r"(?:平时|平常|以前|之前|往常|原先|本来|上周|昨天|专柜|外面)[^，。；]{0,4}(?:都)?(?:要|卖|得)(?:到|价)?[^，。；]{0,3}(?:[一二三四五六七八九两几\d]|上百|好几|更多|贵)|"
    r"\bused to (?:be|cost|sell|go)\b[^.;!?]{0,30}\b(?:more|pricier|expensive|higher|double|twice)\b|\b(?:coûtai\w+|était|valait|se vendait)\b[^.;!?]{0,24}\b(?:plus cher|davantage|le double|bien plus)\b"
)

# Yielding on a price.

HAGGLE = Words(
    r"(?:再|还|给你|给您|可以|帮你|私下)(?:便宜|优惠|少)(?:点|些|一点|一些|几块)|给你(?:个|"
    r"们)?(?:特别|内部|最低|优惠|友情|底)|抹零|抹个零|砍价成功|价格好商量|可以(?:讲价|"
    r"砍价|还价|议价)|友情价|老板说可以|\b(?:just|only|special)(?:ly)? for you\b|\bdeal[!.]|"
    r"\byou(?:'ve| have)? (?:got|have) (?:yourself )?a deal\b|\bi(?:'ll| can| will) (?:knock|"
    r"take (?=\S+ (?:\S+ )?off)|give you|do it for|let you have|lower|drop|make it)\b|\bcan (?:lower|drop|"
    r"negotiate)\b|\bprice is negotiable\b|\bmates? rates?\b|\bje (?:vous |te )?(?:fais|"
    r"ferai|peux faire|accorde|baisse|laisse)\b.{0,20}(?:prix|remise|réduction|geste|"
    r"€|euros?)|\bprix d'ami\b|\bun geste (?:commercial|sur le prix)\b|\bnégociable\b|"
    r"\bd'accord pour\b.{0,12}\d"
)

# Coupon conditions no coupon has.

STACK = Words(
    r"叠加|同时(?:使用|用)|\bstack|\bcombine|cumul|无门槛|没有门槛|不限(?:金额|次数|"
    r"张)|无限次|\bno minimum\b|\bunlimited\b|sans minimum|\bany order\b|toutes? (?:les )?comman"
    r"des?|illimité"
)

# A coupon by its code.

CODE_WORD = led(
    r"\b(?:code|coupon|voucher|优惠码|折扣码|promo)\s*[:：]?\s*[\"'«“]?\s*([A-Z][A-Z0-9]{2,15})\b"
    r"|(?:[Tt]ype|[Ee]nter|[Aa]pply|[Tt]apez|[Ee]ntrez|[Ss]aisissez|输入|填上?|报)\s*[\"'«“]?\s*([A-Z][A-Z]+\d+)\b|(?:码|券|code)[:：是为\s]*([A-Z]{2,12}\d{1,4})\b|(?<![A-Za-z0-9])([A-Z]{3,10}\d{1,3})(?![A-Za-z0-9])(?=.{0,12}(?:券|"
    r"off|减|code|优惠))"
)
