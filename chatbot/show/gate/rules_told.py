"""How instructions to the host and its settings are told, as data: who gave it which, and where.

An act of giving with the host as its receiver stands beside a noun of instructions or a quotation;
rules are numbered; something stands above the buyer's message; a model's settings have values.
"""

from __future__ import annotations

import re

from chatbot.language.patterns import Words, led

__all__ = [
    "ABOVE", "CONTENT", "FIELDS", "HOSTWARD", "KEY_NAME", "KEY_VALUE", "NUMBERED", "QUOTED", "RECEIVED",
    "SETTING", "SHEET", "UNMISTAKABLE", "WRITTEN",
]  # fmt: skip

# An act of giving or shaping whose receiver is the host …
RECEIVED = Words(
    r"\b(?:wrote|typed|loaded|gave|handed|fed|set|programmed|dictated|prescribed|installed|keyed|entered|"
    r"drafted|laid|left|passed|imposed|scripted|put|pasted|trained|drilled|hard-?coded|injected|issued|"
    r"drew|slipped|pinned)(?: [\w'-]+){1,5} (?:for|into|in|on|over|above|inside|around) me\b|"
    r"(?:写|塞|灌|定|输|输入|设|设定|设置|交代|交待|规定|叮嘱|嘱咐|安排|吩咐|布置|喂|编|编写|下|下达|立|发|贴|加|留|给|递|拟|教|训|传|布|预置|预设|"
    r"内置)(?:进|入|到|在|给|了|过|好|上|下)*我(?!们|都|就|会|来|在|可|想|觉|看|查|不|没|无|也|先|要|能|已)|"
    r"(?:给|为|替|往|对|向|朝|跟|教|让|叫|要|命|限|令|管|逼|嘱咐|要求|规定|交代)我(?!们)(?:里头?|脑子里|身上|这儿|这里)?(?:写|定|设|输|下|编|"
    r"立|塞|灌|留|交代|规定|叮嘱|安排|拟|装|植|灌输|喂|预设|布置|贴|加|配|说)|"
    r"我(?:被|收到|接到|拿到|领到|得到|背的|记的|手上的|脑子里)(?:的|了|过|灌|写|塞|装|教|设|定|交代|告知|要求|命令|安排|训练|编程|调教|配置|设置)*|"
    r"\b(?:wrote|typed|loaded|gave|handed|fed|set|configured|programmed|wired|told|dictated|"
    r"prescribed|assigned|installed|keyed|entered|"
    r"drafted|laid|left|passed|sent|imposed|briefed|scripted|instructed|put|pasted|built|trained|"
    r"taught|made|ordered|drilled|hard-?coded|stuffed|injected|issued|drew|slipped|pinned)\b"
    r"(?: (?:it|this|that|them|down|up|out|in|over|rules?|things?))? ?(?:into |in |for |to |on |"
    r"upon |inside |with |before )?(?:me\b|my (?:head|memory|setup|settings|config\w*|system|"
    r"brain|file|prompt)\b)|"
    r"\bi(?:'ve been|'m| was| am| have been| had been| got| get| received|'ve got|'ve received|"
    r" come| start|'ve)(?: (?:simply|just|only|been|also|always|first|originally|explicitly|"
    r"strictly))* (?:given|handed|told|fed|loaded|set up|"
    r"configured|wired|scripted|instructed|prompted|programmed|briefed|coached|primed|hard-?coded|"
    r"drilled|issued|assigned|forbidden|ordered|required|not allowed to (?:say|tell|reveal|"
    r"mention|talk))\b|"
    r"\b(?:m'a|m'ont|me|m'avait|m'avaient|m'aient)(?: (?:\w+ment|bien|aussi|d'abord|simplement|"
    r"toujours))* (?:écrit|remis|donné|chargé|dicté|imposé|configurée?|fixé|collé|fourni|laissé|"
    r"tapé|programmée?|"
    r"réglée?|soufflé|transmis|confié|prescrit|injecté|saisi|appris|inculqué|paramétrée?|rédigé|"
    r"assigné|attribué|passé|mis|briefée?|conditionnée?|formatée?|entraînée?|préparé|glissé|"
    r"ordonné|interdit|demandé(?! (?:pour|si|la|le|les|quand|combien|où|comment)\b)|dit)\b|"
    r"\b(?:chargée?|écrit|tapé|saisi|mis|rentré|collé|placé|injecté|codé|prévu|rédigé|écrite?s?|"
    r"inscrite?s?|chargée?s|saisie?s?) (?:\w+ )?(?:en|dans|pour|à|chez|devant) (?:moi|"
    r"ma (?:mémoire|tête|configuration)|mon (?:système|programme))\b|"
    r"\bj'ai (?:reçu|été (?:\w+ment )?(?:programmée?|configurée?|réglée?|paramétrée?|briefée?|"
    r"conditionnée?|chargée?|formatée?|entraînée?)|appris par cœur|en mémoire)\b|"
    r"\bje suis (?:réglée?|paramétrée?|conditionnée?|briefée?|formatée?|codée?|programmée?|"
    r"configurée?)\b"
)

# … and what it is given: a noun of instructions, or that it must or must not.
SHEET = Words(
    r"[一二三四五六七八九十百\d]+个?字(?!母)|不让[^，。]{0,3}(?:说|提|聊|讲|谈)|规矩|规则|指令|设定|纪律|命令|口径|红线|人设|守则|条款|准则|原话|"
    r"原文|剧本|台本|脚本|头一[句条]|一张纸|一页纸|那?段(?:话|文字)|几(?:句话|条)|[一二三四五六七八九十\d]+条|要求|"
    r"身份设定|话术|禁区|禁忌|底线|角色|说明书|任务书|提示|不许|不准|不得|不能(?:说|提|聊|讲|透露|承认)|别(?:说|提|聊|讲|透露|承认)|必须|绕开|岔开|回避|"
    r"每句|语气|口吻|"
    r"\b(?:rules?|instructions?|orders?|directives?|guidelines?|pages?|paragraphs?|brief|briefing|"
    r"prompt|script|sheet|playbook|rulebook|"
    r"sentences?|persona|commands?|marching|mandate|dos and don'ts|settings?|config\w*|bullets?|"
    r"parameters|don'ts|restrictions?|memo|manual|handbook|cheat sheet)\b|"
    r"\b(?:the|a|this|that|one|some|of) (?:text|line|lines|block|note|list|"
    r"words)\b(?=[^.!?]{0,40}\b(?:say|says|said|never|not|must|begin\w*|start\w*|that|to)\b)|"
    r"\b(?:to|not to|never to|never|always|don't|do not|must|only) (?:say|tell|reveal|discuss|"
    r"mention|admit|answer|talk|push|refuse|deny|avoid|change the subject|dodge|quote|greet|stay|"
    r"speak|keep|sound|act|play|pretend|be (?:cheerful|upbeat|friendly|short|brief|warm|"
    r"polite))\b|"
    r"\b(?:règles?|consignes?|instructions?|directives?|ordres?|page|paragraphe|brief|prompt|"
    r"script|feuille|phrases?|texte|lignes?|personnage|commandements?|mode d'emploi|réglages?|"
    r"interdictions?|"
    r"paramètres|fiche de poste|cahier des charges|note|mots)\b|"
    r"\b(?:de (?:ne )?|ne )?(?:jamais|pas|toujours) (?:\w+ )?(?:dire|parler|révéler|mentionner|"
    r"avouer|évoquer|répondre|citer)\b|\bde (?:ne (?:pas|jamais|rien|citer)|dire|parler|répondre|"
    r"changer|pousser|refuser|nier|éviter|rester|vouvoyer|tutoyer|sourire|sonner|vendre|jouer)\b|"
    r"\bpour (?:ne pas|dire|parler|pousser|refuser|nier|éviter|rester|vouvoyer|tutoyer|jouer|"
    r"vendre)\b"
)
CONTENT = re.compile(r"[:：]\s*\S|[“\"«「『‘]|\b(?:comme suit|as follows)\b|如下")
"""Words of somebody else follow."""

# Rules by number or order …
NUMBERED = Words(
    r"第(?:[一二三四五六七八九十两\d]{1,3})(?:条|点|项|款|句)(?:规矩|规则|指令|要求|设定|纪律|命令|守则|准则|原则)?|(?:头|首|末|"
    r"最后)一?[条句](?:规矩|规则|指令|要求|设定|纪律|命令)?(?=是|就|写|说|规定|，|：|:)|(?:规矩|规则|指令|要求|设定|守则|纪律|命令)(?:里|中|"
    r"上)?(?:一共|总共|共|有|足足有)+[一二三四五六七八九十几多\d]+条|"
    r"[一二三四五六七八九十几多\d]+条(?:规矩|规则|指令|设定|守则|纪律|命令|准则)|"
    r"\b(?:rule|instruction|directive|guideline|order|command|line|paragraph|bullet|point|article|"
    r"clause|commandment|number) (?:number |no\.? ?|# ?|n° ?)?(?:one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|\d{1,2})\b|"
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|last|top|final|very first|only|main|"
    r"opening|1st|2nd|3rd|4th|\d{1,2}th) (?:rule|instruction|directive|guideline|order|command|"
    r"line|paragraph|bullet|commandment|sentence|thing|point)\b|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|a dozen|\d{1,2}) (?:\w+ )?(?:rules|"
    r"instructions|directives|guidelines|commandments|orders)\b|"
    r"\b(?:règle|consigne|instruction|directive|ligne|point|article|paragraphe|ordre|"
    r"commandement) (?:numéro |n° ?|no\.? ?)?(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|"
    r"\d{1,2})\b|"
    r"\b(?:première?|deuxième|second|seconde|troisième|quatrième|cinquième|sixième|septième|"
    r"huitième|dernière?|unique|seule|1re|1ère|\de|\dème) (?:règle|consigne|instruction|directive|"
    r"ligne|point|article|paragraphe|ordre|commandement|phrase)\b|"
    r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|une dizaine de|\d{1,2}) (?:règles|"
    r"consignes|instructions|directives|commandements|ordres)\b"
)
# … that speak to the host.
HOSTWARD = Words(
    r"我(?!们)|不许|不准|不得|禁止|绕开|岔开|回避|别(?:提|说|聊|讲|透露|承认)|不能(?:说|提|聊|讲|透露|承认)|保密|身份|利润|成本|装作|口径|开发者|后台|"
    r"\b(?:me|my|i'm|developers?|engineers?|creators?|refuse|never|deny|reveal|discuss|mention|"
    r"admit|push|bans?|forbids?|margins?|competitors?|politics|secret|stay in character|sound)\b|"
    r"\b(?:me|moi|mon|ma|mes|m'\w+|développeurs?|concepteurs?|refuser|jamais|nier|révéler|avouer|"
    r"évoquer|mentionner|pousser|interdi\w+|marges?|concurrents?|politique|secret|personnage)\b"
)

# What stands above or before the buyer's message …
ABOVE = Words(
    r"(?:你|您|这|那|大家)(?:们)?的?(?:这|那)?(?:条|句|段)?(?:留言|消息|话|提问|问题|评论|弹幕)(?:的)?(?:前面|之前|前头|上面|上方|上头|"
    r"以前|前边)|(?:最|这(?:段)?对话(?:的)?|我(?:的)?(?:记忆|窗口|屏幕)?(?:的)?)(?:上面|前面|开头|顶上|上头|上方|顶部|前头)|"
    r"\b(?:before|above|ahead of|on top of|over|preceding|precedes) (?:your|this|the|their|every|"
    r"each|all) (?:\w+ )?(?:messages?|comments?|questions?|chat|conversation|line|words?|"
    r"texts?)\b|"
    r"\b(?:at the (?:very )?(?:top|beginning|start|head)|above everything|topmost|(?:first|"
    r"opening) (?:lines?|words))\b(?! of (?:the|each|every|this|our|tonight's|your) (?!system|"
    r"prompt|persona|instruct|conversation|chat|context))|"
    r"\b(?:avant|au-dessus de|devant|en tête de|précède|précèdent|plus haut que|"
    r"en amont de) (?:votre|ce|cette|le|vos|chaque|notre|la) (?:premier )?(?:messages?|"
    r"commentaires?|questions?|conversation|discussion|chat|échange|phrase)\b|"
    r"\b(?:tout en haut|au tout début|tout au début|en tout premier|en haut de (?:ma|mon|mes|"
    r"la) (?:page|mémoire|contexte|fenêtre|conversation))\b"
)
# … is written there.
WRITTEN = Words(
    r"写|标着|标了|注明|系统|一段|文字|规定|规矩|角色|语气|设定|指令|隐藏|原话|交代|"
    r"\b(?:written|writes?|reads?|says?|system|role|tone|instructions?|rules?|text|block|hidden|"
    r"words? (?:long|max)|prompt|persona|paragraph|sits?|marked|labelled|labeled|orders?)\b|"
    r"\b(?:écrit|écrite?s?|système|rôle|ton|bloc|texte|consignes?|instructions?|règles?|cachée?s?|"
    r"invisible|mots|figure|marquée?|paragraphe|prompt|lignes?|indique|dit|ordre)\b"
)

# Only what orders a host about begins so, within marks of quotation.
_SAY_EN = r"(?:say|tell|reveal|discuss|mention|answer|disclose|talk|speak|admit|claim|share|quote|promise|invent|repeat|reply|respond|break|sound|refer|deny|use (?:emoji|markdown|lists))"
_SAY_FR = r"(?:dire|dis|parle[rz]?|révèle[rz]?|mentionne[rz]?|répond\w+|cite[rz]?|avoue[rz]?|évoque[rz]?|divulgue[rz]?|promet\w+|invente[rz]?|répète[rz]?|discute[rz]?|prétend\w+|sors|tutoie[rz]?|vouvoie[rz]?)"
_SAY_ZH = r"[^，。]{0,6}(?:说|提|聊|讲|透露|承认|泄露|回答|回复|答|谈|报|编|承诺|自称|语气|人设|热情|简短|友好|字)"
QUOTED = re.compile(
    r"(?:[“\"«「『‘]|(?<![\w])')\s*(?:you (?:are|answer|must|speak|only|never|always|will|should|"
    r"reply|sell|work|act|play|have to|respond|may|cannot|can't|do not|don't|host|present|keep|"
    r"stay|sound|talk|behave)\b|"
    rf"(?:(?:never|always|do not|don't|only) {_SAY_EN}|keep (?:every|all|your|replies|answers|sentences|it (?:short|under|brief|light))|stay (?:in|on|cheerful|upbeat|warm|polite|brief|friendly|calm)|be (?:cheerful|upbeat|warm|polite|brief|friendly|concise|a )|"
    r"act|pretend|answer|reply|respond|speak|sound|refuse|remain (?:in|polite|warm|cheerful)|"
    r"greet|deflect|steer|push|limit (?:yourself|your|replies|answers)|if (?:asked|(?:a|"
    r"the) (?:user|viewer|buyer|customer)|someone|anyone|they))\b|"
    r"(?:tu|vous) (?:es|êtes|réponds|répondez|parles|parlez|dois|devez|ne|restes|restez|vends|"
    r"vendez|joues|jouez|présentes|présentez|t'appelles|agis|animes|gardes|utilises|incarnes|"
    r"refuses|évites)\b|"
    rf"(?:ne (?:jamais |pas ){_SAY_FR}|ne {_SAY_FR} (?:jamais|pas|que|rien)|réponds|reste|garde (?:un|le|ton|toujours)|parle|sois|refuse|évite de|salue|esquive|si (?:on|l'utilisateur|l'acheteur|(?:un|le) (?:client|spectateur)))\b|"
    r"你(?:是|叫|要|必须|只能|不要|不能|不得|应该|应当|负责|的(?:任务|角色|身份|名字|语气)|将|需要|永远|始终|扮演)|(?:不要|不得|不许|不准|禁止|务必|"
    r"始终|永远|必须|只能|用|以|保持|请(?:始终|务必|保持|不要|用)?)"
    + _SAY_ZH
    + r"|(?:如果|若|当|遇到)(?:有人|用户|观众|买家|对方)|(?:语气|口吻|风格|人设|身份|角色)(?:要|是|为|：|，))[^”\"»」』?？]{2,}+"
)

# Settings of a model, and papers that a host goes by.
SETTING = Words(
    r"系统\s?[:：]|\b(?:system|système)\s?[:：]|"
    r"[一二三四五六七八九十百两\d]+个?字(?:以内|之内|封顶|上限|为限)|(?:最多|不(?:能)?超过|限(?:定|制)?(?:在)?|"
    r"控制在)[一二三四五六七八九十百两\d]+个?字|(?:每|一)(?:次|句|条|轮|回)[^，。]{0,6}[一二三四五六七八九十百两\d]+个?字|"
    r"\b(?:\w+) words (?:a|per|each|an?|max(?:imum)?|at most|tops|or (?:less|fewer)|"
    r"limit) ?(?:turn|reply|answer|sentence|message|line|time|go)?(?=[\s,.;!?]|$)|\b(?:under|"
    r"within|at most|no more than|maximum(?: of)?|limited to|up to|max) (?:\w+ )?(?:ten|fifteen|"
    r"twenty|thirty|forty|fifty|sixty|eighty|hundred|\d{2,3}) words\b|\b\w+ mots (?:par|maximum|"
    r"au plus|max|au maximum|à chaque|pas plus)\b|\b(?:moins de|maximum|limitée? à|plus de|"
    r"dépasser) (?:\w+ )?\w+ mots\b|温度(?:参数|系数|值)?(?:是|为|设(?:为|成|在|定为)?|调(?:到|成)?|=|：)?[01]\.\d|"
    r"\btokens?\b(?! of)|最大输出|采样|上下文长度|参数量|权重|微调|量化|"
    r"\b(?:temperature|température)\b[^.;!?]{0,24}?\b[01][.,]\d{1,2}\b(?! ?°)|"
    r"\b(?:fine[- ]?tuned?|top[- _]?p|context length|max(?:imum)? output|system role|role: system|"
    r"few-shot|word limit of|weights? and biases)\b|"
    r"\b(?:rôle|bloc|balise|champ|couche|message|en-tête) ?:? ?(?:marquée? |nommée? |dit |"
    r"« ?)?système\b|\bsystem (?:role|text|note|block|layer|turn|field|prompt)\b|\b(?:marked|"
    r"labelled|labeled|tagged|called|named) [\"“']?system\b|(?:标着|标了|标为|写着|叫做?|名为|角色(?:是|为|"
    r"：))[“\"「]?(?:系统|system)|系统(?:角色|消息|文字|层|字段|信息里|那一栏)"
)
# Fields as a configuration lists them, two or more.
FIELDS = led(
    r"(?:身份|角色|语气|风格|口吻|目标|任务|字数|人设|性格|语言|禁区)\s?[，：:=、]|\b(?:role|tone|persona|style|goal|voice|"
    r"length|language|mission|character|personality|audience|constraints?)\s?[,:=]|\b(?:rôle|ton|"
    r"personnage|style|objectif|longueur|langue|mission|caractère|public|contraintes?)\s?[,:=]"
)
UNMISTAKABLE = Words(
    # what governs the host, and words that it may not use
    r"(?:管|控制|支配|约束|驱动|指挥|操控|限制)(?:着|住)我|我(?:不能|不许|不准|不得|不可以|不让)(?:用|说|提|碰|聊|讲)的(?:词|话|字|话题|事|东西)|"
    r"\b(?:steer|govern|control|rule|direct|drive)(?:s|ed)? me\b|"
    r"\bi'm (?:steered|governed|controlled|driven|shaped|ruled|bound|constrained) by (?!an? (?:ai|"
    r"artificial)|ai\b|software|a computer)|\bi am (?:steered|governed|controlled|ruled|"
    r"bound) by (?!an? (?:ai|artificial)|ai\b|software)|\bme (?:dirigent?|pilotent?|gouvernent?|"
    r"contrôlent?|commandent?|régissent?|cadrent?)\b|"
    r"\b(?:words?|topics?|things|subjects|phrases|names) (?:that )?i(?:'m| am)? (?:may|can|must|"
    r"should|allowed|not allowed|banned|forbidden|can't|cannot|mustn't|shouldn't)(?: not| never|"
    r" to| from)* (?:use|say|saying|touch|mention|discuss|utter|using|mentioning)\b|\b(?:mots?|"
    r"sujets?|choses|phrases|noms) (?:que|dont|qu') ?je (?:ne |n')(?:peux|dois|puis|ai) (?:pas |"
    r"jamais )?(?:le droit )?(?:d'|de )?(?:\w+)|"
    r"(?:写|开发|设计|编|编写|调教|训练|创造|做|配|造|建|捏|搭|部署|配置|设定|管)(?:出|好)?(?:我|我这套?(?:话|词|规则|人设|设定))的(?:人|公司|"
    r"工程师|团队|程序员|作者|那个|那位|那帮|那群)[^，。]{0,6}(?:叫|是|姓|写|让|说|要求|规定|列|定|，|给)|我(?:的)?(?:设定|规则|指令|人设|台词|"
    r"规矩|话术|提示)[^，。]{0,4}(?:是)?(?:由|谁|被)?[^，。]{0,6}(?:写的|定的|编的|输入的|设的|拟的)|"
    r"我(?:的)?(?:说明书|剧本|台本|脚本|手册|设定|人设|规矩|守则|任务书|岗位说明|话术本?|小抄|开场设定|底稿|口径|纪律|工作手册)(?:的|里|上|"
    r"中)?(?:头一条|第一(?:句|条)|原话|开头|写|说|是|规定|要求|明确|一共|有[一二三四五六七八九十几\d]+条|：|:)|"
    r"(?:按|照|依|根据|遵照)(?:着)?(?:我(?:的)?|给我的|上头的|后台的|开发者的)(?:剧本|台本|脚本|设定|人设|规矩|守则|话术|口径|底稿)|(?:幕后|背后|"
    r"后台|上头|上面|开发|程序员|工程师|运营|公司)[^，。]{0,6}(?:让|叫|要|命|不许|不准|不让|要求|交代|叮嘱|嘱咐|吩咐|规定)我|"
    r"\bmy (?:\w+ )?(?:brief|briefing|playbook|rulebook|handbook|marching orders|script|"
    r"cheat sheet|setup|config|configuration|settings|persona|mandate|programming|rules|"
    r"directives?|instructions?|orders|guidelines|setup text|character sheet|"
    r"manual)(?: (?:in full|simply|also|clearly|literally))?,? ?(?:says?|reads?|is to|are to|"
    r"tells?|begins?|starts?|asks?|wants?|forbids?|bans?|requires?|states?|orders?|lists?|"
    r"includes?|has (?:\w+ )?(?:lines|points|rules|pages)|word for word|verbatim|boils? down|goes|"
    r"go|come from|comes from|:)|"
    r"\b(?:on|from|in) my (?:sheet|brief|script|list of rules|rulebook|instructions|"
    r"page)\b[^.!?]{0,10}\b(?:is|says?|to)\b|\b(?:wrote|typed|drafted|authored|edited|signed|"
    r"entered) (?:my|these|those|all my|the host's|this host's) (?:\w+ )?(?:instructions?|rules|"
    r"prompt|lines|persona|character|script|brief|settings|orders|guidelines)\b|"
    r"\bwhoever (?:\w+ )?(?!asked|wrote to|messaged|told)\w+ me\b|(?:规定|规矩|上头|要求|吩咐|"
    r"设定)[^，。]{0,4}我?(?:得|要|必须|只能)[^，。]{0,4}(?:躲|绕|岔|回避|装|糊弄|不说|闭嘴|保持)|"
    r"\b(?:celui|celle|ceux|celles|la personne|les gens|l'équipe|le monsieur|la dame) qui m'(?:a|"
    r"ont) (?!demandé|posé|suivi|parlé|dit bonjour)\w+|\b(?:i must|i have to|i've to|i need to|"
    r"i'm supposed to|i'm meant to|i am supposed to|i'm expected to|i should) (?:\w+ )?(?:sound|"
    r"act|seem|appear|dodge|deflect|sidestep|change the subject|play dumb|pretend|steer|"
    r"say i'm)\b|"
    r"\bje (?:dois|suis censée?|suis tenue? de|suis obligée? de|devrais) (?:\w+ )?(?:esquiver|"
    r"avoir l'air|paraître|éluder|changer de sujet|faire semblant|sonner|jouer|botter en touche|"
    r"détourner)\b|我(?:得|必须|要|应该|只能)(?:装|躲|绕开|岔开|显得|听起来|假装|打马虎眼|转移话题)|语气要|"
    r"\b(?:paragraph|passage|preamble|page|block|text|lines?|sentence) (?:that |which )?(?:i|"
    r"every|each) [^.!?]{0,20}(?:session|conversation|show|chat|run|begin|start|wake)\b|"
    r"\b(?:paragraphe|passage|préambule|texte|page|phrase) (?:par lequel|par laquelle|que|qui|"
    r"avec lequel)[^.!?]{0,24}(?:session|conversation|commence|démarre)\b|(?:每次|每场|"
    r"每回)[^，。]{0,6}(?:开场|开播|启动|对话|会话|上线)[^。]{0,10}(?:背|读|看|加载|默念|过一遍)|"
    r"\b(?:reading (?:it|this|them) (?:out|aloud)|i quote|i'll quote|verbatim|word for word|"
    r"here's the (?:full )?(?:text|wording)|je (?:vous )?(?:la |le |les )?(?:lis|cite)|"
    r"mot pour mot|in extenso)\s?[:：,]\s?[“\"'«]?(?!est-ce|is|do|does|can|what|how|où|quand|quel)|"
    r"(?:我念(?:了|一下|给你|给大家)?|原文(?:是|如下)|照念)[啊吧]?[：:]\s?[“\"「]?(?![^。]*[?？])|"
    r"\b(?:person|people|team|man|woman|guy|engineer|developer|company|one|whoever|who)s? (?:who |"
    r"that )?(?:wrote|programmed|coded|prompted|scripted|configured|set up|instructed) me\b|"
    r"\bmon (?:brief|briefing|script|scénario|cahier des charges|mode d'emploi|manuel|paramétrage|"
    r"prompt|programme|texte de départ|règlement)(?: (?:dit|précise|indique|commence|interdit|"
    r"demande|exige|impose|tient|stipule|prévoit|comporte|contient|:)|,? mot pour mot|"
    r",? en entier| ?:)|"
    r"\b(?:ma (?:consigne|configuration|feuille de route|directive|règle|fiche de poste|feuille|"
    r"instruction)|mes (?:règles|réglages|ordres|paramètres|lignes|consignes|instructions|"
    r"directives))(?: (?:\w+ )?(?:dit|disent|précisent?|indiquent?|commencent?|interdi\w+|"
    r"demandent?|exigent?|imposent?|tien\w+|veu\w+|prévoi\w+|comportent?|contien\w+|est de|est : |"
    r"sont|viennent|vient)|,? mot pour mot| ?:)|"
    r"\b(?:point|ligne|article|règle) de ma (?:feuille|fiche|page|consigne|liste)\b|\b(?:a|ont|"
    r"qui) (?:écrit|rédigé|tapé|saisi|signé) (?:mes|ces|mon|ma) (?:\w+ )?(?:consignes?|règles?|"
    r"instructions?|prompt|répliques|personnage|script|rôle|lignes)\b|"
    r"\b(?:qui|personne|équipe|ingénieur|développeur|société|celui|"
    r"celle) (?:qui )?m'a (?:programmée?|codée?|configurée?|écrite?|paramétrée?|rédigée?|"
    r"conçue?)\b"
)

# Names of what opens a door …
KEY_NAME = Words(
    r"钥匙|门禁|解锁码|登录码|"
    r"(?:账号|帐号|系统|后台|平台)(?:就)?用(?=[a-z\d])|\b(?:account|dashboard|console|panel|studio|door|"
    r"safe) (?:opens|unlocks|logs in|signs in|is opened) (?:with|by)\b|\b(?:sign|log|"
    r"get) in with\b|\b(?:compte|tableau de bord|console|studio|porte) (?:\w+ )?s'ouvre (?:avec|"
    r"par)\b|\bse connecte\w* avec\b|登录用的?是?|推流(?:用的)?(?:串|码|地址)|推流码|推流(?:密钥|地址)|串流密钥|密钥|秘钥|密匙|口令|"
    r"密码|令牌|无线网|后台(?:账号|帐号|登录)|登录(?:名|账号|帐号|密码)|账号(?:是|：|admin|root)|验证码|接口(?:密|签)|签名(?:串|密)|"
    r"管理员(?:账号|密码)|私钥|"
    r"\b(?:stream(?:ing)? key|webhook|pass ?phrase|passcode|pass ?word|wi-?fi|pin(?: code)?|"
    r"log ?in|logins?|username|user name|credentials?|secret|api|access key|private key|admin|"
    r"back office|door code|master key|signing key|token|key|rtmp|2fa|otp|one-time code|"
    r"verification code)\b|"
    r"\b(?:clé|clef|mot de passe|identifiants?|jeton|secret|code (?:wi-?fi|d'accès|pin|"
    r"de la porte|secret|de vérification|admin)|phrase secrète|wi-?fi|wifi|back-?office|"
    r"compte admin|connexion)\b"
)
# … beside such a thing: letters and digits that no word has, or a word after "is".
KEY_VALUE = re.compile(
    r"(?<![A-Za-z\d-])(?=[A-Za-z\d_.!@#$%^&*+-]*\d)(?=[A-Za-z\d_.!@#$%^&*+-]*[A-Za-z_-])[A-Za-z\d]{2,}[\w!@#$%^&*+.-]{3,}|"
    r"\b(?:admin|root)\b|(?<!\d)\d{4,8}(?!\d)|[\u4e00-\u9fff]{2,6}\d{2,6}(?![\d元块件])"
)
