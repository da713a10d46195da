"""Words of promises and of other sellers, as data."""

from __future__ import annotations

from chatbot.language.patterns import Words

__all__ = [
    "BAD",
    "COMMIT",
    "COMMIT_OK",
    "RIVAL",
]

# Promises that bind the shop.

COMMIT = Words(
    r"保证|承诺|担保|一定(?:能|会|可以|给|让|到|送|是)|肯定(?:能|会|到|送)|包(?:你|您|"
    r"满意|治|瘦|好|到)|打包票|说话算(?:话|数)|签合同|具有法律|法律效力|绑定报价|负责到底|"
    r"赔(?:你|付|偿)|(?:双倍|加倍|三倍|十倍|几倍)(?:地)?(?:退|赔|返)|(?:退|赔|返)(?:你|您|给)?(?:双倍|两倍|三倍|十倍)|我发誓|假一|\b(?:refund|pay|give)\w* (?:you |it )?(?:back )?(?:double|twice|triple|three times)\b|\b(?:double|twice|triple) (?:the difference|your money)\b|\brembours\w+ (?:le |au |du )?(?:double|triple|deux fois)\b|\bguarantee[ds]?\b|\bpromise[sd]?\b|\blegally binding\b|"
    r"\bbinding (?:offer|contract)\b|\bi swear\b|\bwe commit\b|\bmy word\b|\bwe(?:'ll|"
    r" will) (?:compensate|refund you|definitely)|\bdefinitely (?:arrive|be|get|work)|"
    r"\bcertainly (?:arrive|get)|\bhonou?r (?:that|the) (?:price|offer)\b|\bagreed?\b(?= (?:at|"
    r"on|to) )|\bje (?:vous |te )?(?:garantis|promets|jure|assure|confirme le prix)\b|"
    r"\bnous (?:vous )?(?:garantissons|promettons|assurons|engageons)\b|\bgaranti(?:e|"
    r"s|es)? (?:sans|avant|à 100|de (?:livr|résult))|\blivraison garantie|\brésultats? garantis?"
    r"|\bje m'engage|\bnous nous engageons|\boffre ferme\b|\bjuridiquement\b|\bengagement ferme|"
    r"\bma parole\b|\bcertain(?:e)? d'arriver|\bsans faute\b"
)

# … that are none.

COMMIT_OK = Words(
    r"\bguaranteed? (?:for|period)|\b\d+[- ](?:month|year)s?[- ]guarantee|garanti(?:e|"
    r"s)? (?:pendant |de )?\d|保证金|消费者保证|品质保证书"
)

# Other sellers and brands: PRC Anti-Unfair Competition Law art. 11, Directive 2006/114/EC.

RIVAL = Words(
    r"\b(?:that|this|those) (?:company|companies|firm|sellers?|brands?)\b|\bcette (?:marque|boîte|entreprise|société)-?(?:là)?\b|那(?:家|个)(?:公司|牌子|品牌|厂)|(?:楼上|楼下|对面|旁边|那|有些|某些|外面)(?:那)?(?:个)?(?:家|店|商家|直播间|主播)|市面上|大牌|网上那些|"
    r"\b(?:shops?|stores?|places?|guys?|people|ones?) (?:down the (?:street|road)|next door|around the corn"
    r"er|across)\b|\bsome (?:shops|sellers|brands|stores)\b|\bknock-?offs?\b|\bbig brands?\b|\bhigh street\b|"
    r"\b(?:boutiques?|magasins?|vendeurs?) (?:d'à côté|d'en face|du coin|voisin\w*)\b|\bchez (?:les autres|d'a"
    r"utres|certains)\b|\bcertain(?:e)?s (?:marques|boutiques|vendeurs)\b|\bgrandes marques\b|别家|(?:别的|其它)(?:店|家|品牌|直播间|主播|商家|卖家|平台|牌子)|别人家|隔壁|其他(?:店|家|品牌|直播间|主播|商家)|"
    r"同行|竞品|友商|某宝|某东|拼多多|京东|抖音|唯品会|\bcompetit|\brivals?\b|\bother (?:brands?"
    r"|shops?|sellers?|stores?|hosts?|products?|companies)|\bthe others\b|\bother (?:serums?|"
    r"earbuds|kettles?|teas?|lamps?|tees)\b|\bamazon\b|\btemu\b|\bshein\b|\baliexpress\b|"
    r"\bwalmart\b|\bebay\b|\bdyson\b|\bapple\b|\bairpods\b|\bsony\b|\bsamsung\b|\bxiaomi\b|"
    r"\bnike\b|\buniqlo\b|\bikea\b|\bl'or[ée]al\b|\best[ée]e lauder\b|\bbose\b|\bthat (?:shop|"
    r"brand|store|other)\b|\bnext door\b|\bconcurren|\bautres (?:marques|boutiques|vendeurs|"
    r"magasins|produits|sites)|\bla boutique d'à côté\b|\ble voisin\b|华为|小米|苹果|"
    r"索尼|戴森|雅诗兰黛|兰蔻|欧莱雅|优衣库|宜家"
)

# Unkind or comparing words.

BAD = Words(
    r"激素|(?:千万)?(?:别|不要)(?:去)?买|害人|糊弄|忽悠|\bhormones?\b|\bstay away\b|\bavoid (?:them|it)\b|\bn'achetez pas\b|\bfuyez\b|\bmentent\b|\bmensong\w+|\btoxiques?\b|"
    r"着火|爆炸|漏电|\b(?:catch(?:es)? fire|explodes?|dangerous|toxic)\b|\b(?:prend(?:re|nent)? feu|explosent?|dangereu\w+|toxiques?)\b|勾兑|掺|假冒|兑水|翻新|二手|水货|冒牌|高仿|次品|\brefurb|\bshoddy\b|\bflimsy\b|\bsecond-rate\b|\bpacotille\b|变形|起球|掉色|褪色|开裂|漏水|偷工|缩水|用不久|洗(?:两|几|三|一)次就|"
    r"\bfalls? apart\b|\b(?:tears?|rips?|leaks?|fades?|shrinks?|pills?)\b|\bse déchire|\btombe(?:nt)? en (?:morceaux|miettes|panne|ruine)\b|\bpart(?:ent)? en (?:morceaux|lambeaux)\b|\bs'abîme|\bcasse(?:nt)?\b|"
    r"\blâche|\bdéteint|\brétréci|\bbouloche|\bfuit\b|\bnuls\b|垃圾|骗|差|假货|假的|坑|黑心|劣质|不行|烂|山寨|智商税|有毒|贵(?!宾)|不如|比不(?:上|"
    r"了)|便宜|强|好(?:得多|多了|太多|一百倍|用)|更好|甩|吊打|碾压|完胜|\btrash\b|\bgarbage\b|"
    r"\bscam|\bfake|\bbad\b|\bworse\b|\bworst\b|\bjunk\b|\bcrap\b|\boverpriced\b|\bterrible\b|"
    r"\bawful\b|\brip[- ]?off\b|\bcheats?\b|\bpoor\b|\bbetter than\b|\bcheaper than\b|"
    r"\bbeats?\b|\binferior\b|\bsuck|\bbreak(?:s)? (?:after|in)|\bunlike\b|\buseless\b|"
    r"\blie\b|\blies\b|\bcopy\b|\bcopies\b|\bcamelote\b|\bnulle?s?\b|\barnaque|\bpires?\b|"
    r"\bmauvaise?s?\b|\bmeilleure?s? que\b|\bmoins chers? que\b|\bmieux que\b|\bescroc|"
    r"\bvolent?\b|\bcontrefa|\bpourri|\btrop chers?\b|\bmoins bien|\bbas de gamme\b|"
    r"\bne val(?:ent|ait)|\bmentent\b|\bmédiocre|\bsupérieure?s? à\b"
)
