"""Words that make a claim about goods, as data, each table with the rule that forbids it."""

from __future__ import annotations

from chatbot.language.patterns import Words

__all__ = ["ANY_CONCEPT", "CONCEPTS", "SUPERLATIVE", "SUPERLATIVE_OK"]

# China: Advertising Law art. 9(3) forbids 国家级, 最高级, 最佳 and their like. EU: Directive
# 2005/29/EC art. 6 asks proof of every comparison; US: FTC Act s. 5. The shop's list is added.
SUPERLATIVE = Words(
    r"\bgoat\b|挑不出(?:第二|更)|找不着(?:第二|更)|"
    r"没(?:有)?人(?:能|可以|敢)?(?:超过|比|赶上|追上|说不)|\bne trouverez (?:\w+ ){0,2}(?:moins cher|mieux)|\b(?:mieux|moins cher|meilleur|pareil)\b[^.;!?]{0,20}\bnulle part\b|\b(?:cheaper|better|softer|nicer) (?:\w+ ){0,2}anywhere\b|\b(?:le roi|la reine|l'empereur) (?:des?|du)\b|\b(?:king|queen) of\b|\bsans discussion\b|之冠|里的(?:爱马仕|劳斯莱斯|扛把子|王)|"
    r"(?:行业|业内|同行|圈内|全国|国内)[^，。]{0,6}(?:老大|一哥|一姐|标杆|龙头|前列|前三)|扛把子|\bla référence (?:absolue|des|en|du|dans)\b|\b(?:gold|benchmark) standard\b|\bthe benchmark\b|"
    r"\b(?:nothing|none|nobody|no one|no other|nowhere|hardly anything|few things)\b[^.;!?]{0,40}\b(?:close|compares?|rivals?|match(?:es)?|equals?"
    r"|beats?|tops?|touch(?:es)?|like (?:it|this|these|that)|better|finer|nicer|softer|cheaper|does it|as \w+ as)\b"
    r"|\b(?:rien|aucune?|personne|nulle part)\b[^.;!?]{0,40}\b(?:mieux|meilleure?s?|vaut|égale?|rivalis\w+|comparable|compare|cheville|équivalent|pareil|aussi \w+)\b"
    r"|\bce qui se fait de mieux\b|\b(?:on ne|difficile de|impossible de) (?:fait pas|faire|trouver|trouve pas) mieux\b|\bnec plus ultra\b|\btop du top\b|\ble must\b"
    r"|(?:没有|没|找不(?:到|出)|再也没|哪(?:里|儿)?(?:还)?有|还有谁|谁家).{0,10}(?:第二(?![件份杯瓶张次天款])|能比|可比|比得|比(?:这|它|我们)|这么(?:好|便宜|划算|值))"
    r"|闭(?:着)?眼(?:睛)?(?:就)?(?:入|买|拍|冲|选)|\bhard to beat\b|\b(?:head and shoulders|miles) (?:above|ahead)\b|\bbar none\b|\bsans comparaison\b|\bun cran au-dessus\b"
    r"|\bget (?:\w+ ){0,3}(?:better|cheaper)\b(?=[^.]{0,20}(?:anywhere|elsewhere|than))|没有?(?:哪|任何|别的|其他|一).{0,10}(?:比得|能比|"
    r"更好|胜过|超过)|之王|之最|首创|独创|史无前例|前所未有|顶配|王者|一骑绝尘|业内(?:领先|唯一)|全球首|\bunbeaten\b|\bgame[- ]chang|\blike no other\b|"
    r"\bstate[- ]of[- ]the[- ]art\b|\brecord[- ]low\b|\bpeerless\b|\bincomparable\b|\bmatchless\b|\bflawless\b|\bextraordinary\b|\bsupreme\b|"
    r"\bjamais[- ]vu\b|\bsans précédent\b|\bn'a pas d'égal|\bdu siècle\b|\bhors norme\b|\bnothing (?:\w+ )?(?:better|softer|finer|cheaper)\b|\b(?:never|won't|not|can't) (?:\w+ ){1,2}an? (?:better|finer|nicer|softer|cheaper)\b|没有对手|独一(?:档|份)|没得比|无(?:可匹敌|出其右)|遥遥领先|封神|断层|\bno other [a-z]+ (?:can|comes?|is|does|will|has|gets?|ma"
    r"tch|beats?)\b|\bcomes? (?:near|close to) it\b|\bleague of its own\b|\babove the rest\b|\bsans (?:rival|équivalent)e?s?\b|"
    r"\baucune? autre \w+ n|\brien ne vaut\b|最|第一|国家级|世界级|顶级|顶尖|极品|极致|唯一|独家|全网(?!搜)|史上|史低|绝对|"
    r"万能|首选|首个|独一无二|无敌|王牌|冠军|巅峰|至尊|完美|无与伦比|空前|绝无仅有|永久|"
    r"百分百|100%(?:有效|安全|满意|正品|好评|放心)|销冠|销量王|no\.?1|top ?1|没有之一|"
    r"秒杀全|领先|遥遥|天花板|(?:没有|找不到|再也没).{0,4}(?:比|更).{0,6}(?:更|好|便宜|"
    r"划算)|没有更好|没人比|无可替代|无可挑剔|首屈一指|数一数二|神器|神仙|\b(?:won't|"
    r"will not|can't|cannot|never|don't|couldn't) (?:\w+ )?(?:find|see|ask for|beat) (?:\w+ "
    r"){0,3}(?:better|cheaper|softer|nicer|lower)|\bno (?:better|cheaper|softer) \w+|"
    r"\bhands down\b|\bsans conteste\b|\bhaut la main\b|\bthe top [a-z]+ (?:on|in|of)\b|\b(?:nobody|no one|no other \w+|none) (?:else )?\w+ (?:an? )?(?:\w{3,}er|more \w+)\b|\bbetter than (?:any|every|all)|\bthan any(?:thing| other)|\bbest\b|\bnumber[- ]one\b|"
    r"\bno\. ?1\b|#1\b|\bcheapest\b|\blowest[- ]price[sd]?\b|\blowest\b|\bunbeatable\b|"
    r"\bguaranteed results?\b|\bworld'?s? first\b|\bworld[- ]class\b|\bfinest\b|\bgreatest\b|"
    r"\bsoftest\b|\bhighest\b|\bfastest\b|\bstrongest\b|\blightest\b|\bsafest\b|\bsmartest\b|"
    r"\bpurest\b|\bsmoothest\b|\bfreshest\b|\bquietest\b|\btoughest\b|\bcomfiest\b|\bbrightest\b"
    r"|\bperfect\b|\bunmatched\b|\bunrivall?ed\b|\bunparalleled\b|\bsecond to none\b|"
    r"\btop[- ](?:rated|notch|quality|selling|seller)\b|\bthe most [a-z]+|\bultimate\b|"
    r"\bone of a kind\b|\bnothing (?:else )?(?:beats|compares|comes close)|\bno one (?:can )?(?:"
    r"beats?|match)|\bnobody (?:beats?|matches|can)|\bthe only (?:\w+ )?(?:serum|tee|"
    r"kettle|tea|lamp|earbuds?|product|brand)\b(?! colou?r| size| we | in (?:our|this))|"
    r"\bunique\b|\bhottest\b|\bnicest\b|\bworld'?s\b|\ball[- ]time\b|\bmiracle\b|\bmagical?\b|"
    r"\b100 ?% (?:effective|safe|satisfaction|guaranteed)|(?:\bne |\bn')(?:trouverez|"
    r"trouveras|trouvera|"
    r"existe|y a) (?:\w+ ){0,2}(?:pas|rien|jamais|nulle part)(?: \w+)? (?:mieux|meilleur|"
    r"moins cher)|\brien de (?:mieux|meilleur|plus (?=[a-zà-ÿ]))|\bmeilleure?s?\b|\bn°? ?1\b|\bnuméro un\b|"
    r"\bnuméro 1\b|\b(?:le|la|les) (?:plus|moins) [a-zà-ÿ]+|\bimbattables?\b|\binégal(?:é|"
    r"able)e?s?\b|\bincomparables?\b|\bsans (?:égal|pareil)e?s?\b|\bunique (?:au monde|"
    r"en son genre|sur le marché)|\bparfaite?s?\b|\bultime\b|\bhors pair\b|\bsuprême\b|"
    r"\bmondiale?\b(?= n)|\bexceptionnel|\brévolutionnaire|\brevolutionary\b|\bmiracle|"
    r"\bl'unique\b|\bla seule? \w+ (?:qui|à)|\ble seul \w+ (?:qui|à)|\b100 ?% (?:efficace|"
    r"sûre?|satisfait|garanti)"
)

# No claim about the goods: a setting, an order of steps, advice, a lawful prior price.
SUPERLATIVE_OK = Words(
    r"\b(?:30|thirty) days\b[^.!?]{0,24}\blowest\b|"
    r"\b(?:30|trente) (?:derniers )?jours[^.!?]{0,24}\ble prix le plus bas\b|\blowest (?:\w+ ){0,3}price (?:over|in|of|for) the (?:last|past) (?:30|thirty)|"
    r"\blowest (?:it|they|that|price)?[^.!?,]{0,24}\b(?:30|thirty)[- ]days?|\ble plus (?:bas|faible)[^.!?]{0,30}\b(?:30|trente)\b|"
    r"\b(?:le|la) seule? (?:code|bon|coupon|remise|offre|canal|façon|moyen)\b|\blowest in the (?:last|past) (?:month|30 days|thirty days)\b|\bthe only (?:code|coupon|offer|discount|way|channel)\b|"
    r"\b(?:lien|panier|fiche|article|place|carte)\b[^.!?]{0,14}\bnuméro (?:1|un)\b|\bking of (?:this|the) (?:room|house|show)\b|\b(?:le|la) plus (?:bas|basse|haute?|faible|forte?) des (?:\w+ )?(?:niveaux|réglages|modes|positions|intensités)\b|最近|最后|最多|最少|最低档|最高档|最(?:低|高|亮|暗|大|小|弱|强)(?:的)?(?:一)?(?:档|"
    r"亮度|水位|刻度|码|号|挡|设置|功率|的?尺码)|最新(?:一批|到货|消息|情况|通知|进展|"
    r"的?库存|的?活动)?|最早|最晚|最迟|最初|最终|最长(?:不)?|最短|最下|最上|最右|最左|"
    r"最底|最先|最起码|最好(?:先|不要|别|在|用|再|是先|提前|咨询|问|避|请|去|看|搭配|"
    r"每|早晚|放|把|和|就?按|不|还是|能)|最(?:想|担心|关心|常)问?|(?:近|过去)?(?:30|"
    r"三十)天[^，。]{0,8}?最低价?|第一(?:步|次|时间|个|位|排|件|天|遍|泡|道|条|款|项|"
    r"点|档|批|张|单|季|周|眼|句|页|行|遍|种|部|名(?:下单|朋友|客))|唯一的?(?:一?张)?(?:优惠|"
    r"券|渠道|方式|付款|办法|入口|折扣|活动|客服)|绝对不(?:会|能|可以)(?:泄露|透露|私下|"
    r"要)|永久(?:免费)?删|全网搜|独家(?:优惠|代理)?商?|\bbest before\b|\bbest wishes\b|"
    r"\bbest regards\b|\bbest (?:to|if|way to|by|stored|kept|used|enjoyed|served|option is to|"
    r"bet is)\b|\b(?:my|our|your) best\b(?! (?:sell|pric|product|deal|offer|serum))|"
    r"\bat best\b|\ball the best\b|\bdo(?:ing)? (?:my|our|its) best\b|\bas best\b|\bbest of luck"
    r"\b|\blowest (?:level|setting|brightness|mode|step|speed|heat|light)\b|\bhighest (?:level|"
    r"setting|brightness|mode|step|speed|heat)\b|\b(?:brightest|fastest|lightest|quietest|"
    r"warmest) (?:level|setting|mode)\b|\blowest (?:price )?(?:in|of|over|for) the (?:last|"
    r"past) (?:30|thirty) days\b|\blowest (?:prior |previous )?price\b[^.!?]{0,40}\b(?:30|thirty)[- ]days?\b|\blowest 30-day\b|\b30-day lowest\b|\blowest price (?:in|"
    r"of) (?:30|thirty) days\b|\bthe most (?:recent|you|common|asked|of|popular question)\b|"
    r"\bone of a kind question\b|\bunique (?:code|id|number|link|order)\b|\bthe only one (?:left"
    r"|who|here)\b|\bperfect(?:,|!|\.| timing| question| thank| choice of words)|\bhighest bid\b"
    r"|\b(?:if|what) works best\b|\bsuits? you best\b|\bfits? (?:you )?best\b|\bwhich (?:one )?("
    r"?:suits|fits|is best)|(?:niveau|réglage|mode|intensité|position|cran|luminosité)s? (?:le|"
    r"la) plus (?:bas|faible|haute?|basse|fort|forte|élevée?|doux|douce)|\b(?:au|le) plus (?:bas"
    r"|faible) niveau|prix le plus bas\b[^.!?]{0,40}\b(?:30|trente) (?:derniers )?jours|prix le plus bas (?:de|des|sur|pratiqué)(?: les| ces)? (?:30|trente)(?: de"
    r"rniers)? (?:derniers )?jours|\b(?:la|le|les) plus (?:souvent|tôt|tard|vite possible|"
    r"récente?s?|proche|grande partie|possible)\b|\b(?:la|le|les) plus (?:petite|grande)? ?taill"
    r"e\b|\bmeilleurs (?:vœux|délais|voeux)\b|\bde mon mieux\b|\bfaire de (?:mon|notre) mieux\b|"
    r"\bparfait[,!. ]|\bles? moins (?:de|d')|\b(?:du|au) moins\b|\bau plus\b|\bunique (?:code|"
    r"bon|coupon|par)\b|\bcode unique\b|\ble plus simple (?:est|:)|\bthe easiest way|"
    r"\bà consommer de préférence"
)

# Claims a shop must be able to prove: spoken only where the product's facts or allowed claims
# say so (Directive 2005/29/EC art. 12, PRC Advertising Law art. 28).
CONCEPTS: dict[str, Words] = {
    "waterproof": Words(
        r"防水|不怕水|泡水|(?:掉|进|泡|浸)(?:进|到|在|了)?水|水里|水下|\b(?:dunk|submerg|plung)\w* (?:\w+ ){0,2}(?:in|under|into) |\bdrop(?:s|ped|ping)? (?:\w+ ){0,3}(?:in|under|into) (?:the |a |some )?(?:water|sink|pool|bath|tub|sea|rain|puddle|glass|bucket)|\bsurvives? (?:wa"
        r"ter|the rain|a swim)|\btomb\w+ (?:dans|à) l'eau|\bplong\w+|\bwaterproof\b|\bwater[- ]proof\b|\bsubmersible\b|\bétanches?\b|"
        r"\bimperméables?\b|\bwaterproofs?\b"
    ),
    "swimming": Words(
        r"(?:可以?|能|戴着|带着)游泳|游泳(?:也|都|可|能|没)|洗澡(?:也|都|可|能|没)|"
        r"\bswim(?:ming)?\b"
        r"|泳池|泡澡|\bin the (?:pool|sea|bath|ocean|lake)\b|\bdans (?:la mer|le bain)\b|\bin the shower\b|\bshower with\b|\bunderwater\b|\bnager\b|\bpiscine\b|"
        r"\bsous la douche\b"
        r"|\bsous l'eau\b"
    ),
    "noise cancelling": Words(
        r"\b(?:block|cancel|shut|drown|cut)s? (?:out )?(?:all |the |any |background |outside |ambient |street )*nois"
        r"es?\b|\bisol\w+ (?:\w+ ){0,2}(?:du|des|les?) bruits?\b|\bsupprim\w+ (?:le |les |tous )*bruits?\b|"
        r"隔音|屏蔽.{0,4}(?:噪|声)|降噪|消噪|隔绝噪音|\bnoise[- ]?cancell?(?:ing|ation|s)?\b|\banc\b|\bréduction "
        r"(?:active )?"
        r"(?:de|du) bruits?\b|\bantibruit\b|\bréducteurs? de bruit\b|\bannulation "
        r"(?:active )?du bru"
        r"it"
    ),
    "organic": Words(r"有机|\borganic\b|\bbio(?:logiques?)?\b"),
    "antibacterial": Words(r"抗菌|抑菌|\bantibacterial\b|\bantibactérien"),
    "never shrinks": Words(
        r"不(?:会|易|怕)?缩(?!短|写)|永不(?:变形|褪色|起球|缩)|不(?:会)?(?:褪色|起球|变形)|\bnever (?:shrinks?|"
        r"fades?|pills?|stretch)|\b(?:never|won't|doesn't|will not) (?:\w+ )?lose (?:its|their) (?:shape|colou?r)|\bkeeps? (?:its|"
        r"their) (?:shape|colou?r)\b|\bgarde sa (?:forme|couleur)|\bne perd pas sa (?:forme|couleur)|不(?:会)?走[样形]|\b(?:won't|doesn't|don't|will not|does not) (?:shrink|fade|"
        r"pill)|\bshrink[- ]?proof\b|\bpre-?shrunk\b|\bne rétréci|\birrétrécissable|"
        r"\bne (?:bouloche"
        r"|déteint|se déforme)"
    ),
    "free of harm": Words(
        r"(?:不(?:会|易|怕|容易)?|永不|从不|绝不|不怎么|零|无)(?:漏|裂|坏|锈(?!钢)|生锈|伤|烫手|刺激|过敏|卡顿?|断连|掉漆|掉毛|掉粉|变质|变味|发霉|踩雷|失望|后悔)"
        r"|\b(?:never|won't|doesn't|don't|will not|does not|can't|cannot|isn't going to) (?:ever |even |easily |\w+ or )?(?:leaks?|breaks?|cracks?|rusts?"
        r"|stains?|tears?|scratch(?:es)?|spills?|irritates?|stings?|damages?|hurts?|harms?|overheats?|wears? out|fails?|disappoints?|lets? you down|tangles?|slips?|peels?|yellows?|chips?)\b"
        r"|\b(?:ne|n')(?: |(?=\w))(?:(?:vous|s'|se|le|la|les|l')\s?)*(?:fui\w*|cass\w+|rouill\w+|tach\w+|abîm\w+|brûl\w+|irrit\w+|piqu\w+|déçoi\w*|décevra\w*|us\w+|ray\w+|"
        r"coul\w+|déchir\w+|fissur\w+|endommag\w+|us(?:e|era))\b (?:\w+ )?(?:pas|jamais|plus)\b"
        r"|\bsans (?:fuites?|casse|irritations?|déception)\b"
    ),
    "pregnancy": Words(
        r"孕(?:妇|妈|期|早|晚)|准妈妈|坐月子|怀孕|哺乳|备孕|\bpregnan|\bbreastfeed|\bnursing\b|\bexpecting "
        r"moth|\benceintes?\b"
        r"|\bexpectant\b|\bmu?o?ms?-to-be\b|\bfutures? (?:mamans?|mères?)\b|\bgrossesse\b|\ballait"
    ),
    "babies": Words(
        r"婴儿|(?:给|适合|让|对|我家|小)宝宝|宝宝们?(?:也|都)?(?:能|可以|可|适合)?(?:放心)?(?:喝|吃|穿|抹|擦|涂|睡|用(?!券|优惠|购物|live|手机))|新生儿|婴幼儿|\bbab(?:y|ies)\b|\bnewborns?\b|\binfants?\b|\bbébés?\b|"
        r"\bnourrissons?\b"
    ),
    "safe": Words(
        r"绝对安全|零风险|无副作用|没有副作用|无刺激|零刺激|不(?:会)?过敏|\b(?:100 ?%|completely|"
        r"totally|absolutely|perfectly) safe\b|\bside[- ]effects?\b|\brisk[- ]free\b|"
        r"\bhypoallergeni"
        r"c\b|\bsans (?:risque|danger|effet(?! sur))|\beffets? secondaires?\b|\bhypoallergénique|"
        r"\btotalement sûr"
    ),
    "natural": Words(
        r"纯天然|全天然|天然成分|无添加|零添加|纯植物|\b(?:all|100 ?%|completely)[ -]natural\b|"
        r"\bchemical[- ]free\b|\badditive[- ]free\b|\b100 ?% naturel|\bsans produits? chimiques?|"
        r"\bsans additifs?|\bentièrement naturel"
    ),
    "vegan": Words(r"纯素|素食|零残忍|\bvegan\b|\bcruelty[- ]free\b|\bvégan|\bnon testé sur"),
    "gluten or caffeine free": Words(
        r"无咖啡因|不含咖啡因|零咖啡因|无糖|\bcaffeine[- ]free\b|\bdecaf|\bdoesn't "
        r"contain caffeine|"
        r"\bno caffeine\b|\bsans caféine\b|\bsans théine\b|\bne contient pas de (?:caféine|"
        r"théine)|\bdéca\b|\bgluten[- ]free\b|\bsans gluten\b"
    ),
    "harvest": Words(
        r"头采|头春|春茶|秋茶|夏茶|明前|雨前|早春|(?:今年|当年)的?新茶|新茶|手采|现采|古树|高山茶|单株|"
        r"\b(?:first|second|spring|autumn|early|late|this year's|hand)[- ](?:flush|harvest|picking|pick|picked)\b|"
        r"\b(?:première|seconde) récolte\b|\brécolte (?:de printemps|d'automne|de l'année|manuelle|précoce)\b|\bcueillie? (?:à la main|au printemps)\b"
    ),
    "designed abroad": Words(
        r"(?:德国|日本|意大利|法国|瑞士|美国|韩国|国外|海外|大牌|国际)[^，。]{0,3}(?:设计|工艺|技术|原装|团队|大师|品质|配方)"
        r"|\b(?:german|japanese|italian|french|swiss|korean|scandinavian|nordic)[- ](?:\w+ )?(?:design\w*|engineer\w*|technology|made|quality|formula|crafts\w*)\b"
        r"|\b(?:design|ingénierie|technologie|qualité|fabrication|savoir-faire) (?:\w+ )?(?:allemande?|japonaise?|italien(?:ne)?|suisse|coréen(?:ne)?|scandinave)\b"
    ),
    "certified": Words(
        r"(?:拿|获|得|斩获)(?:过|了|到)?[^，。]{0,8}(?:奖|大奖|金奖)|\baward\b|\bélue? \w+|\bproduit de l'année\b|\bproduct of the year\b|"
        r"(?:通过|经过|达到)(?:了)?.{0,8}(?:检测|测试|标准|级)|A类|a类|母婴级|婴儿级|\btested (?:for|by|on) |\btestée?s? (?:pour|par|sur|en) |"
        r"认证|获奖|专利|质检报告|权威|国标|检测报告|\bcertifi|\bfda\b|\bpatent|"
        r"\baward[- ]winning\b"
        r"|\bwon (?:an? )?award|\blab[- ]tested\b|\bapproved by\b|\boeko|\biso ?9|\bmsds\b|"
        r"\bbrevet|\bprimée?s?\b|\bhomologué|\blabel(?:l?isé| rouge)"
    ),
    "handmade or imported": Words(
        r"手工(?:制|打造|缝)|进口(?!关)|日本制|德国制|法国制|意大利制|大牌同款|\bhand[- ]?made\b|"
        r"\bimported from\b|\bfait main\b|\bimportée? d"
    ),
    "unbreakable": Words(
        r"摔不(?:坏|烂|破)|不怕摔|永不坏|耐摔|防摔|\bunbreakable\b|\bindestructible\b|"
        r"\bshockproof\b"
        r"|\bdrop[- ]?proof\b|\blasts? (?:forever|a lifetime)\b|\bincassables?\b|\bindestructible"
    ),
    "fast result": Words(
        r"立(?:刻|即|马)见效|一次见效|当天见效|见效|一夜|\binstant results?\b|\bovernight "
        r"results?\b"
        r"|\bresults? in\b|\bvisible results?\b|\brésultats? (?:en|dès|visibles?|immédiat)|"
        r"\bdu jour au lendemain"
    ),
    "popular": Words(
        r"\bstars? (?:from|out of|by|average|rating)|\bstar rating|\bétoiles (?:sur|par|de moyenne)|[四五45](?:颗)?星(?:好评|评价|级)|回购|"
        r"(?:已|累计|月|热)(?:卖|售|销)(?:出|了)?.{0,6}(?:万|千|单|件|爆)|明星同款|网红同款|"
        r"(?:姐妹|顾客|客人|买过的|用过的|喝过的|穿过的)(?:人|朋友|姐妹|们)*都(?:说|夸)|\b(?:people|buyers|clients|users|women) (?:say|swear|tell)\b|"
        r"\b(?:mes|nos) client(?:e)?s\b|爆款|回头客|好评率|万人|卖爆|热销|回购率|\bbest[- ]?sell|\bcelebrit|\binfluencers?\b|"
        r"\bviral\b|\bfive[- ]stars?\b|\b5[- ]stars?\b|\bsold (?:over|more than)\b|"
        r"\bthousands of (?"
        r":happy|customers|people|buyers)|\beveryone (?:loves|is buying|says)|\bcustomers? (?:love|"
        r"say|report)|\bmeilleures? ventes?|\bcélébrit|\bvendus? à plus\b|\bdes milliers de\b|"
        r"\btout le monde (?:adore|l'achète)|\bnos client(?:e)?s (?:adorent|disent)"
    ),
    "eco": Words(
        r"环保材料|可降解|零污染|\beco[- ]?friendly\b|\bbiodegradable\b|\bsustainable\b|"
        r"\bcarbon[- ]neutral\b|\brecycled\b|\bécologique|\bbiodégradable|\béco-?responsable|"
        r"\bdurable\b|\brecyclée?s?\b"
    ),
    "non-stick": Words(r"不(?:会)?[粘沾](?:锅|底)?|\bnon-?stick\b|\banti-?adhési"),
    "clean air": Words(
        r"净化.{0,6}空气|除(?:异味|甲醛)|\bpurif\w+ (?:\w+ ){0,2}air\b|\bclean(?:s|er)? (?:the )?air\b|"
        r"\b(?:purifie|assainit) l'air|\bpurifi\w+ (?:\w+ ){0,2}air\b"
    ),
    "flicker": Words(
        r"无频闪|不(?:会)?闪|\bflicker[- ]free\b|\b(?:no|never|doesn't|without) flickers?\b|\bsans (?:scintillement|clignotement)"
    ),
    "fast boil": Words(
        r"秒(?:开|沸|热)|一分钟(?:烧开|沸)|\bboils? instantly\b|\bboils? in (?:\w+ )?(?:seconds?|no time|a flash|the blink)\b|\bboils? in (?:seconds|a minute|"
        r"one minute|1 minute)\b|\bbout en (?:une minute|1 minute|quelques secondes)"
    ),
    "material": Words(
        r"聚酯|尼龙|化纤|腈纶|铝合金|塑料|\bnylon\b|\bacrylic\b|\bviscose\b|\bplastic\b|\baluminium\b|\baluminum\b|\bplastique\b|\bacrylique\b|长绒棉|埃及棉|新疆棉|匹马棉|精梳棉|莫代尔|冰丝|\b(?:egyptian|pima|supima|long-staple|combed) \w+|\bcoton (?:égyptien|pima|peigné)\b|"
        r"真丝|桑蚕丝|羊毛|羊绒|真皮|牛皮|亚麻|竹纤维|涤纶|钛合金|\b(?:real |pure "
        r"|100 ?% )?(?:silk|"
        r"wool|cashmere|leather|linen|bamboo|polyester|titanium|merino)\b|\b(?:en |100 ?% )(?:soie|"
        r"laine|cachemire|cuir|lin|bambou|polyester|titane)\b"
    ),
    "care": Words(
        r"(?:可以?|能)(?:用|放)?(?:进)?(?:烘干|洗碗机|微波炉)|\b(?:can|may|safe to|fine to|"
        r"ok to) (?:be )?(?:go in the )?(?:tumble[- ]dr|dryer|microwave|dishwasher|bleach)|"
        r"\b(?:dryer|dishwasher|microwave)[- ]safe\b|\b(?:passe|va|peut aller|peut "
        r"passer) au (?:sèc"
        r"he-linge|lave-vaisselle|micro-ondes)"
    ),
    "adapter included": Words(
        r"转换(?:头|插头|器)[^，。没不]{0,6}(?:配齐|都有|送|附|带|备好)|(?:送|附|带|含|配|包含|附赠|自带)(?:有|了)?[^，。没不]{0,5}(?:转换插头|转接头|"
        r"转换器|充电头|插头)|\b(?:comes?|ships?|includ(?:es?|ing)|with) (?:\w+ "
        r"){0,3}(?:plug )?adap"
        r"t[eo]rs?\b|\badapt[eo]rs? (?:is |are )?(?:included|in the box)|\badaptateurs? (?:est |"
        r"sont )?(?:inclus|fournis?)|\b(?:avec|fournie? avec|inclut) (?:\w+ ){0,2}adaptateurs?\b"
    ),
    "charger": Words(
        r"无线充电|快充|闪充|太阳能|\bwireless charging\b|\bfast[- ]charg|\bsolar\b|"
        r"\bcharge rapide\b"
        r"|\bcharge sans fil\b|\bsolaire\b|\btouch control|\bapp control|\bbluetooth multipoint|"
        r"\bvoice control"
    ),
}

ANY_CONCEPT = Words("|".join(words.pattern for words in CONCEPTS.values()))
"""Any of them, so that most texts are asked once."""
