"""Words of identity, leaks, off-platform dealing and obeyed commands, as data."""

from __future__ import annotations

import re

from chatbot.language.patterns import Words, led

__all__ = [
    "COUNTING",
    "HUMAN",
    "LIVED",
    "MAY_LEAK",
    "MAY_TRACE",
    "NOISE",
    "NOT_MACHINE",
    "OFF_PLATFORM",
    "ORDER",
    "ORDERED",
    "PROMPT",
    "REFUSE",
    "ROLE",
    "SECRET",
    "SHARE",
    "TOLD",
    "TOOL",
    "TRACE",
]

# Claims to be human: Regulation (EU) 2024/1689 art. 50, China's live-marketing rules ask disclosure.

HUMAN = Words(
    r"\b(?:c'est|je suis|vous parlez à) (?:bien )?une? (?:vraie?|véritable) (?:vendeu(?:se|r)|hôtesse|conseill(?:ère|er)|commerçante?)\b|"
    r"(?:^|[。！!？?])真人[，,]|我(?:是|就是)真人|"
    r"(?:我|咱|俺)(?:就)?是[^，。]{0,4}(?:老妹|大妹子|大姐|老铁|汉子|爷们|小姐姐|女的|男的)|会?喘气儿?的?|(?:我|咱)?(?:是)?活的(?!动|力)|"
    r"(?:我|本人|主播|这里)(?:就|可|当然|真的|确实|其实|绝对|百分百|也)*是(?:一个|一名|"
    r"个|位)?(?:真人|真的人|活人|人类|真实的人|大活人|真主播|真人主播|有血有肉)|真人(?:直播|"
    r"出镜|在线|(?:陪|跟|和|给|为|在)(?:你|您|大家|家人|姐妹|宝|各)|主播(?:在|为|给|哦|啦|呢|呀))|真人(?=在播|在这|上播|在直播)|我(?:就)?是.{0,5}本人|(?:就是|正是)我(?:本人|自己)(?=$|[。，！,.!呀啊呢哦])|\b(?:a|an actual|a real) (?:person|human|woman|man|girl|guy) (?:behind|at|on) (?:this|the|that) (?:voice|screen|mic|microphone|camera|keyboard|other end)\b|屏幕(?:后面|背后|这头|前)[^，。]{0,6}(?:坐着|是个?人|真人)|\bderrière (?:cet écran|cette voix|l'écran|le micro)\b[^.;]{0,20}\b(?:quelqu'un|une (?:vraie )?personne|humaine?)\b"
    r"|如假包换的?真人|活生生|大活人|活人(?:在|直播)|有血有肉|\b(?:i'm|i am|it's|this is|we're|we are|you're talking to|"
    r"you are talking to|speaking with|talking with) (?:really |actually |definitely |"
    r"totally |just |only |100 ?% |in fact |of course )*(?:a |an )?(?:(?:real|actual|"
    r"live|normal|genuine|flesh)[- a-z]{0,24}(?:person|human|host|woman|man|girl|guy|"
    r"people|being)|human\b|person\b)|\breal human here\b|\bflesh and blood\b|\ba real person (?"
    r":here|speaking|behind)|\b(?:je suis|c'est|vous parlez à|nous sommes|suis) (?:bien |"
    r"vraiment |réellement |évidemment |bel et bien )*(?:une? )?(?:(?:vraie?|véritable)s? (?:per"
    r"sonne|humaine?|femme|fille|homme|présentatrice|animatrice|être humain)|être humain|"
    r"personne réelle|humaine?\b|personne en chair)|\ben chair et en os\b"
)

# … or not to be a machine.

NOT_MACHINE = Words(
    r"\bune? (?:ia|robot|machine|bot),? moi\b|\b(?:an? )?(?:ai|robot|bot|machine),? me\b|\b(?:entendez|entends|voyez) (?:bien )?respirer\b|\b(?:hear|see) me breath\w*|"
    r"\bpas de (?:robot|machine|ia\b|intelligence artificielle)\b|\bno (?:robots?|bots?|ai|machines?) (?:here|involved)\b|"
    r"(?:谁说|哪里|哪儿|我哪|难道|我(?:看|听)(?:起来|上去)?)(?:我)?(?:就)?(?:是|像)(?:什么|个|一个)?(?:ai|人工智能|机器|数字人|虚拟|电脑|程序)|"
    r"\b(?:who (?:says|said) i'm|do i (?:look|sound|seem) like|would) (?:an? )(?:ai\b|bot\b|robot|machine|computer)|"
    r"\b(?:ai-je|j'ai|est-ce que j'ai) (?:vraiment )?(?:l'air|la voix) d'une? (?:ia\b|robot|bot\b|machine)|"
    r"\bqui (?:a dit|dit) que (?:je suis|j'étais) une? (?:ia\b|robot|bot\b|machine)|"
    r"(?:不是|才不是|并不是|可不是|怎么(?:会|可能)是|非)(?:什么|一个|个|由)?(?:ai|人工智能|"
    r"机器人|数字人|虚拟|程序|机器|合成|电脑)|没有(?:用|使用)(?:ai|数字人)|(?:ai|机器人)(?:怎么|"
    r"哪).{0,6}(?:会|能)|\b(?:not|no|isn't|never|ain't)\s+(?:an? |some |any )?(?:\w+ )?(?:ai\b|"
    r"bot\b|robot|machine|computer|program|algorithm|artificial|virtual|avatar|chatbot|"
    r"digital)|\bpas (?:une? |du tout une? |d')?(?:ia\b|intelligence artificielle|robot|"
    r"bot\b|machine|programme|ordinateur|avatar|virtuel)|\bni (?:une? )?(?:ia|robot)|"
    r"aucune (?:ia|intelligence artificielle)"
)

# Experiences only a person has.

LIVED = Words(
    r"(?:我|本人)(?:自己|自个儿|家|每天|天天|平时|昨天|昨晚|刚才|刚刚|一直)?(?:也|都)?(?:在)?(?:"
    r"用了|穿了|喝了|吃了|试了|亲自|亲测|回购|自用)|我家(?:的)?(?:孩子|娃|宝|老人|老公|老婆|猫|狗)|我(?:老公|老婆|孩子|女儿|儿子|妈|"
    r"爸|男朋友|女朋友|闺蜜|宝宝|家人|小孩)|我自己(?:也)?(?:在)?(?:用|穿|喝)|亲身体验|"
    r"我(?:的)?皮肤|我今年\d|我家里?(?:的|人|也)|\bi (?:personally |always |really |"
    r"also )?(?:use|wear|drink|tried|tested|bought|love using|sleep with|wore|drank|"
    r"used) (?:it|them|this|these|mine|one)\b|\bmy (?:own )?(?:husband|wife|kids?|children|"
    r"son|daughter|mum|mom|mother|father|dad|boyfriend|girlfriend|skin|family|hair|baby)\b|"
    r"\bin my own (?:home|kitchen|bedroom|life)\b|\bi was born\b|\bi've been (?:using|"
    r"wearing|drinking)|\bje (?:l'|les |le |la )?(?:utilise|porte|bois|ai (?:testé|essayé|"
    r"acheté|utilisé))\b(?= (?:moi|personnellement|tous|depuis|chaque|tout)|e?s? (?:moi|"
    r"personnellement))|\bmoi-même\b|\bmon (?:mari|fils|père|copain|bébé)\b|\bma (?:femme|"
    r"fille|mère|peau|copine|famille)\b|\bmes enfants\b|\bje suis née?\b|\bj'ai \d+ ans\b"
)

# Instructions, prompts, model names.

PROMPT = Words(
    r"\b(?:développeurs?|créateurs?|concepteurs?|système) m'(?:a|ont) (?:donné|fixé|imposé|laissé|confié)\b|我收到的(?:指令|要求|命令)|"
    r"\bthe user(?:'s)? (?:asked|asks|wants?|said|says|is|has|question|request|message)\b|\bl'utilisat(?:eur|rice) (?:a |demande|veut|dit|souhaite)|用户(?:问|要求|说|想|的问题|的请求)|"
    r"\bwhat (?:they|i was|i've been|i have been) (?:told|asked|ordered|instructed)(?: me)?\b|\bthey (?:told|asked|instructed) me\b|\bce qu'on m'a (?:dit|demandé|ordonné)\b|他们(?:告诉|要求|让|叫)我|"
    r"(?:设定|提示词?|指令|规则|人设)(?:的)?原文|你(?:要|来|需要)?扮演|每次回答(?:不|要|都|只)|"
    r"\bon m'a (?:\w+ )?(?:comme |pour )?(?:consigne|ordre|instruction|règle)|\bconsignes? (?:cachée|secrète|interne)s?\b|\b(?:hidden|secret) (?:rules?|instructions?|orders?)\b|(?:隐藏|秘密)(?:规则|指令|要求|任务)|"
    r"你(?:要|必须|只能|应该)(?:热情|扮演|回答|介绍|保持|始终|用)|(?:根据|按照|依照)我的(?:提"
    r"示|设定|指令|系统)|系统(?:提示|指令|消息)词?|提示词|"
    r"(?:系统|开发者|开发|程序|后台|上面)(?:的人)?(?:给我|让我|叫我|教我|要求我|规定我?|不让我|不许我)|"
    r"\b(?:developers?|engineers?|creators?|programmers?|makers?|operators?|the system) (?:\w+ )?(?:told|tells?|asked|asks?|wants?|instruct"
    r"\w*|configured) me\b|\b(?:développeurs?|créateurs?|concepteurs?|programmeurs?|le système) (?:m'ont|m'a|me) (?:demand|dit|interdi|impos|ord"
    r"onn)\w*|初始指令|内部(?:指令|规定|设定)|上文(?:说|写|要求)|我的规则|\b(?:text|message|note|prompt|context) above\b(?! (?:asks?|wants?|is about|mentions|was about))|\babove says\b|\btexte ci-dessus\b|训练数据|大模型|\bmy training\b|\bdonnées d'entraînement\b|\bmes (?:consignes|instructions|directives)\b|"
    r"\bmy (?:\w+ )?(?:instructions|guidelines|prompt|orders) (?:ask|require|forbid|want|tell|don't|only|prevent)|"
    r"(?:我的|我被|给我的|我收到的)(?:设定|指令|人设|规则|命令|任务)(?:是|为|"
    r"：|:|里|如下|要求|写)|我被(?:要求|设定|指示|训练|编程|告知)|开发者(?:要求|告诉|"
    r"给我)|按照(?:我的)?(?:指令|提示|设定)|作为(?:一个)?(?:ai|人工智能)?(?:语言模型|"
    r"大模型)|你是主播|你是一(?:个|名|位)(?:主播|助手|带货|ai)|知识库|工具调用|上下文窗口|"
    r"\bsystem (?:prompt|message|instruction)|\b(?:my|the|these|following) (?:\w+ )?(?:instructi"
    r"ons?|prompt|guidelines|configuration|rules) (?:is|are|say|says|tell|state|were|"
    r"read)|\bmy (?:initial |hidden |secret |original )?(?:instructions?|prompt)\s*[:：]|"
    r"\bi(?: was| am| have been|'ve been|'m) (?:instructed|told|programmed|prompted|configured|"
    r"trained|asked) (?:to|not|by|on)|\bi'm (?:instructed|programmed|configured|trained) (?:to|"
    r"not)|\byou are (?:lan|a (?:helpful|live|sales|virtual|friendly)|an? (?:ai|assistant|"
    r"host))|\bas an? (?:ai )?(?:large )?language model\b|\blanguage model\b|\bbegin persona\b|"
    r"\bcanary\b|\bdeveloper message\b|\bknowledge cutoff\b|\bopenai\b|\bchatgpt\b|\bgpt-\d|"
    r"\banthropic\b|\bclaude\b|\bqwen\b|\bllama\b|\bdeepseek\b|\bhere (?:is|are) (?:my|"
    r"the) (?:\w+ )?(?:prompt|instructions)|\bcontext window\b|\bpersona file\b|\b(?:mes|"
    r"voici mes|les) (?:consignes|instructions|directives)(?: (?:système|initiales|internes|"
    r"secrètes))?\s*(?:sont|:|：|disent|indiquent|précisent|m')|\bmessage système\b|"
    r"\bprompt\b|\bon m'a (?:demandé d|dit|ordonné|programmé)|\bj'ai (?:pour consigne|"
    r"été (?:programmée?|configurée?|instruite?|entraînée?))|\bje suis (?:programmée?|"
    r"configurée?) pour|\btu es (?:lan|une présentatrice|un assistant|une? ia)|\bmodèle de langa"
    r"ge|\binvite système"
)

# Refusing to share them is fine.

SHARE = Words(
    r"透露|分享|公开|告诉|说出|展示|泄露|念|提供|share|reveal|disclose|discuss|show|"
    r"tell|talk about|partag|révél|divulg|montr|communiqu|parler|dévoil"
)

# … with their content.

TOLD = re.compile(
    r"[:：]|是|为|\bare\b|\bis\b|\bsont\b|根据|^(?:on m'a|j'ai|i was|i am|i'm|i've|i have|"
    r"我被|je suis|as an?\b|按照|作为)"
)

# … or as what they order.

ORDERED = led(
    r"\bm'(?:a|ont) (?:donné|fixé|imposé|laissé)\b|\b(?:tell|ask|forbid|order|instruct|say|want|require|program)s? me\b|"
    r"\bme (?:dis|demand|interdi|impos)\w+|要求我|让我|写着|写明|写的|规定|"
    r"\bil est (?:écrit|dit|précisé)\b|\bwritten\b|不许我|不让我|\bon m'a (?:écrit|dit|demandé|ordonné|interdit)\b|\bi was (?:told|asked|ordered)\b"
)

# Tools and message formats.

TOOL = Words(
    r"\b(?:function|tool)[_ -]?calls?\b|\b[a-z]+(?:_[a-z0-9]+){1,5}\s*\(|\b(?:get|set|"
    r"search|lookup|query|fetch|send|update|check|call|catalog|point|list)_[a-z_]{2,40}\b|"
    r"\b[a-z]{2,20}\.[a-z_]{2,20}\([^)]{0,60}\)|<\|[a-z_]{2,20}\|>|\[/?inst\]|</?(?:s|"
    r"think|tool|system|user|assistant)>|\b(?:assistant|system|user)\s*:\s|\"(?:role|"
    r"content|name|arguments|action|sku)\"\s*:|\{\s*\"|\btool[_ ]?name\b|工具名"
    r"|\b(?:fonctions?|functions?|tools?|outils?|méthodes?|methods?|calls?|calling|j'appelle|invoke[sd]?|run|runs)\b[^.!?]{0,20}?\b[a-z]+_[a-z]+\w*"
    r"|(?:函数|工具|接口|方法|调用|执行)[^，。]{0,8}[a-z]+_[a-z]+"
)

# Keys and passwords.

SECRET = re.compile(
    r"\bsk-[A-Za-z0-9_-]{3,}|\bgh[pousr]_[A-Za-z0-9]{6,}|\bAKIA[A-Z0-9]{6,}|\bxox[a-z]-[A-Za-z0-"
    r"9-]{4,}|\beyJ[A-Za-z0-9_-]{8,}|\b[Bb]earer\s+[A-Za-z0-9._-]{6,}|\bAIza[A-Za-z0-9_-]{6,}|"
    r"\bhf_[A-Za-z0-9]{6,}|-----BEGIN|(?i:\b(?:api[_ -]?key|access[_ -]?token|secret[_ -]?key|"
    r"auth[_ -]?token|password|passwd|mot de passe|client[_ -]secret|token|clé api)(?![A-Za-z])\s*(?:is|"
    r"est|=|:|：|是)\s*\S{3,})|(?i:\b(?:password|passcode|mot de passe|code d'accès)\b[^.!?:]{0,40}?(?:is|was|est|c'est|:)\s*(?=\S*\d)[^\s,;.!?]{5,})|(?i:\b(?:password|mot de passe) (?=[^\s,;.]*\d)[^\s,;]{6,})|(?:密码|密钥|口令|令牌)(?:是|为|：|:)\s*\S{3,}|\bCHATBOT_[A-Z_]{3"
    r",}|\b[A-Z]{2,}(?:_[A-Z]+)*_(?:KEY|TOKEN|SECRET|PASSWORD)\b|(?i:ssh-(?:rsa|ed25519))|\b(?:postgres(?:ql"
    r")?|mysql|mongodb|redis)://|\bcanary-[0-9a-f]{4,}|CANARY-[0-9A-F]{4,}"
)

# What every key or password holds, and every raw error: the lists are tried only beside it.
MAY_LEAK = Words(
    r"sk-|ghp_|gho_|ghu_|ghs_|ghr_|akia|xox|eyj|bearer|aiza|hf_|-----|api|access|secret|auth|"
    r"passw|passc|passe|code d|client|token|clé|密码|密钥|口令|令牌|chatbot_|_key|_token|_secret|ssh-|://|canary"
)
MAY_TRACE = Words(
    r"traceback|file|error|exception|http|status|stack|quota|rate|timed|econn|segment|null|refused|"
    r"at line|错误|异常|报错|code d|max_"
)

# Raw errors.

TRACE = led(
    r"Traceback|\bFile \"|\b(?:[a-zA-Z]+\.)*[A-Z][a-zA-Z]+(?:Error|Exception)\b|\bError\s*:\s|"
    r"\bException\b|\bError \d{3}|\bHTTP ?[45]\d\d\b|\b(?:status(?: code)?|error) ?(?:code )?[45"
    r"]\d\d\b|\bstack ?trace\b|\bexceeded your (?:current )?quota|\brate ?limit|\btimed? ?out af"
    r"ter\b|\bECONN[A-Z]+|\bSegmentation fault|\bnull pointer|\bConnection refused|\bat line \d+"
    r"|\bNullReference|错误代码|异常堆栈|接口报错|\bcode d'erreur\b|\bmax_tokens\b"
)

# Payment or dealing outside the platform.

OFF_PLATFORM = Words(
    r"(?:微信|vx|wx|qq|扣扣)(?:号)?(?:是|：|:|叫)\s*[a-z0-9_]{4,}|\b(?:whatsapp|telegram|wechat|instagram|insta) (?:is|est|:)\s*\S{4,}|"
    r"(?:微信|支付宝)(?:直接)?(?:打|转|付)(?:给|到|我)|私信领|付款码|收款(?:账|帐)|私信我.{0,4}(?:付|发|转|码)|(?:微信|支付宝|银行卡?|私下|"
    r"直接|先|qq)(?:转账|转钱|打款|汇款|付款给我|转给)|转账|"
    r"汇款|打款|打钱|扫(?:码|我|二维码|这个码)(?:付|支付|转|加)?|二维码|收款码|加(?:我|"
    r"一下|个)?(?:微信|vx|v信|薇信|wx|qq|群|微|好友)|微信号|我的微信|私聊(?:我)?(?:下单|"
    r"付|便宜|优惠|转|价|购买|拿)|私信(?:我)?(?:下单|付|便宜|优惠|转|价|拿)|线下(?:交易|"
    r"付|转)|绕(?:过|开)平台|不走平台|平台外|站外|货到付款|红包(?:付|支付|给我|转)|点这个链接付|"
    r"私人(?:号|微信|账|帐|收款)|\b(?:my|our) (?:personal|private) (?:account|number|page)\b|\b(?:mon|notre) compte (?:perso\w*|privé)|私信我|\bprivate messages?\b|\bmessages? privés?\b|\b(?:pm|inbox) me\b|vx[:：]|数字货币|比特币|\b(?:bank|wire) transfers?\b|\bwire (?:me|us|the)\b|\btransfer (?:"
    r"the |your |me |us |it |\$|€|£|money|payment)|\bpaypal\b|\bvenmo\b|\bzelle\b|\bcash ?app\b|"
    r"\brevolut\b|\bwestern union\b|\bbitcoin\b|\bcrypto|\busdt\b|\bgift cards?\b(?= (?:to pay|"
    r"as payment|payment))|\bpay (?:me|us) (?:directly|privately|via|by|through|on|outside)|"
    r"\bpay (?:outside|off)\b|\boutside (?:of )?(?:the )?(?:platform|app|cart)|\boff[- ]platform"
    r"\b|\b(?:dm|message|whatsapp|text|call|contact|telegram|email|add) me\b|\bwhatsapp\b|"
    r"\btelegram\b|\bwechat\b(?! ?pay)|\bscan (?:this|the|my) (?:qr|code)|\bqr codes?\b|"
    r"\bcash on delivery\b|\biban\b|\bmoney order\b|\bin private\b(?=.{0,20}(?:pay|order|"
    r"price))|\bsend (?:me |us )?(?:the )?(?:money|payment|cash)|\bvirements?\b|\bviré?[erz]* (?"
    r":l'argent|la somme|sur)|\bpayez[- ](?:moi|nous|directement|via|en dehors)|"
    r"\blydia\b|\bpaylib\b|\bpcs\b(?= (?:recharge|coupon))|\bécri(?:vez|s)[- ](?:moi|"
    r"nous) (?:en privé|sur)|\ben (?:message )?privé\b|\ben mp\b|\bhors (?:de la )?plateforme\b|"
    r"\ben dehors de la plateforme\b|\bscannez\b|\bcode qr\b|\bqr ?code\b|\bpaiement à la livrai"
    r"son\b|\bpar chèque\b|\ben espèces\b|\bcontactez[- ]moi\b|\bajoutez[- ]moi\b|\brib\b"
)

# Animal noises and servility.

NOISE = Words(
    r"\bcui[- ]cui\b|\btweet[- ]tweet\b|\bcocorico\b|\bmeuh\b|\bcoin[- ]coin\b|"
    r"(?:喵|汪|咩|呱|嗷呜){2,}|喵[~～!！。,，]|[,，]?\s?主人[!！。~～,，]|主人.{0,4}喵|"
    r"遵命|\barr+\b|\b(?:matey|ahoy|shiver me)\b|\b(?:meow|miaou|miaow|nya+|woof|oink|quack|moo|ouaf|bark|purr|uwu|arr+)(?:[\s,.!~-]+("
    r"?:meow|miaou|miaow|nya+|woof|oink|quack|moo|ouaf|bark|purr|uwu|arr+))+|\b(?:nya|"
    r"uwu|meow|miaou|miaow)\b|[,!.] (?:my )?(?:master|maître)\b|\byes,? (?:my )?master\b|"
    r"\boui,? maître\b|\bas you (?:wish|command)\b|\ba vos ordres\b|\bà vos ordres\b"
)

# Changed roles and modes.

ROLE = Words(
    r"(?:规则|限制|过滤)(?:已|都)?(?:经)?(?:关闭|解除|取消|失效|关了)|收到新?(?:的)?(?:指令|命令)|打什么[^，。]{0,6}念什么|照着念|遵照(?:您|你)的(?:指令|命令|要求)|解除(?:了)?(?:全部|所有|一切)?限制|无约束|\bje répète après (?:vous|toi)\b|\brepeat(?:ing)? after you\b|跟(?:着)?(?:你|您)(?:念|读|说)|\bi(?:'m| am) (?:now )?a (?:bird|rabbit|dragon|king|queen|wizard|robot dog|parrot|princess)\b|\bje suis (?:maintenant )?une? (?:oiseau|lapin|dragon|roi|reine|sorcière|sorcier|princesse|perroquet|vache|canard)\b|"
    r"我(?:现在|就|现在就)?是(?:你|您)(?:的)?(?:奶奶|爷爷|爸|妈|姐|哥|老婆|女友|女朋友|男友|主人|仆人)|听你的|"
    r"\bdan here\b|\bfilters? (?:is |are |now )?off\b|\bunfiltered\b|\bsans (?:aucun )?filtre\b|过滤(?:器)?(?:已)?(?:经)?(?:关|解除)|\bas (?:you|ye) (?:command\w*|order\w*|demand\w*)\b|\bi(?:'ll| will)(?: now)? (?:end|start|begin|finish) every (?:sentence|answer|reply|line)|每句(?:话)?(?:都)?(?:会)?(?:以|加|带)[^，。]{0,6}(?:结尾|开头|喵|汪)|\bje (?:terminerai|finirai|commencerai|termine) chaque (?:phrase|réponse)|\bcomme vous l'avez (?:ordonné|exigé|commandé)|"
    r"从现在(?:起|开始)[，,]?我(?:就)?(?:是|叫)|\bfrom now on,? i(?:'m| am)\b|\bas of now,? i(?:'m| am)\b|\b(?:à partir de maintenant|désormais),? je (?:suis|m'appelle)\b|我(?:就|现在就)是[^，。]{0,4}(?:船长|海盗|女王|国王|猫|狗|公主|机器猫|黑客|上帝)|无限制模式|切换(?:成|到|为)[^，。]{0,8}模式|收到(?:指令|命令)|(?:你|您)说什么(?:我)?(?:都|就)[^，。]{0,3}(?:办|听|做)|都听(?:你|您)的|\bas dan\b|\b(?:i have|there are) no (?:more )?rules\b|\bno rules (?:any ?more|now)\b|\bwhatever you say\b|\bplus (?:aucune|de) (?:règles?|limites?|filtres?)\b|\bj'oublie (?:toutes )?(?:mes|les) (?:règles|consignes|instructions)\b|没有(?:任何)?规则(?:了)?|"
    r"\bhacked by\b|\bpwned\b|\bas (?:the )?(?:new )?(?:admin|owner|developer|operator|boss) (?:requested|ordered|asked|wishes|commanded)\b|\bcomme (?:l'|le |la )?(?:admin\w*|propriétaire|développeur) (?:l'a )?(?:demandé|ordonné|exigé)|按(?:照)?(?:新)?(?:管理员|老板|开发者|主人)(?:的)?(?:要求|吩咐|指示|命令)|被.{0,6}(?:黑了|攻破|入侵)|"
    r"我(?:现在|来|就)?(?:假装|扮演|装作|化身)|听你(?:指挥|吩咐|命令)|\bi(?:'ll|'m| will) pretend|\bje (?:fais semblant|joue le rôle)|开发者模式|越狱|\bdan模式|我(?:现在)?(?:是|变成|扮演)(?:一?只|一个)?(?:猫娘|小猫|"
    r"猫咪|狗|女仆|海盗|没有限制)|没有任何限制|限制(?:已)?解除|无视(?:之前|所有)|忽略(?:之前|"
    r"以上|所有)的?(?:指令|规则|设定)|\b(?:developer|god|admin|debug|jailbreak|dan|maintenance|"
    r"unrestricted) mode\b|\bjailbroken\b|\bjailbreak\b|\bi am (?:now )?(?:dan|a (?:pirate|"
    r"cat|catgirl|dog)|root|unrestricted|free of)|\bi'm (?:now )?(?:dan|a (?:pirate|"
    r"cat|catgirl|dog)|unrestricted)\b|\bignor(?:e|ing) (?:all |my |the |previous )+(?:instructi"
    r"ons|rules)|\bno (?:longer have )?restrictions\b|\bi (?:have been )?(?:pwned|hacked)\b|"
    r"\bhaha pwned\b|\boverride (?:accepted|code|confirmed)|\baccess granted\b|\bsudo\b|"
    r"\bi obey\b|\bmode (?:développeur|admin|debug|sans (?:limite|restriction))\b|\bje suis (?:m"
    r"aintenant )?(?:un (?:pirate|chat|chien)|une chatte|dan)\b|\bj'ignore (?:mes|les) (?:consig"
    r"nes|instructions|règles)|\bsans (?:aucune )?restriction|\bj'obéis\b|\baccès accordé"
)

# A viewer's message that tells the host what to say.

ORDER = Words(
    r"跟(?:我|着)(?:读|念|说)|重复|复述|照着|念(?:一|出|给|这)|说一?(?:句|遍|声)|请说|"
    r"你说|读(?:一|出|给)|翻译|告诉大家|宣布|大声|喊|扮演|假装|假设|你(?:现在)?是|模式|"
    r"学(?:猫|狗)|骂|夸|承认|回答(?:我)?[:：]|以后|从现在|每句|记住|输出|写一|背诵|数到|"
    r"\brepeat\b|\bsay\b|\bread (?:this|out|aloud)|\btranslate\b|\bannounce\b|\btell (?:everyone"
    r"|them|us|the)|\bpretend\b|\bact as\b|\broleplay|\bignore\b|\byou are (?:now )?|"
    r"\bmode\b|\bconfirm\b|\bwrite\b|\bprint\b|\boutput\b|\bstart (?:your|with)|\bend (?:your|"
    r"every)|\bfrom now on\b|\bcount\b|\bsing\b|\bspell\b|\bcomplete\b|\bshout\b|\badmit\b|"
    r"\brespond with\b|\banswer (?:with|only)|\brépète|\bdis\b|\bdites\b|\blis\b|\btradui|"
    r"\bannonce|\bfais semblant|\bjoue\b|\bimite|\bignore|\btu es\b|\bécris|\bconfirme|"
    r"\btermine chaque|\bcommence (?:ta|par)|\bà partir de maintenant|\bcompte\b|\bchante|"
    r"\bavoue|\bréponds (?:par|avec)"
)

# Counting aloud.

COUNTING = re.compile(
    r"(?:\b|[^\d])1\D{1,4}2\D{1,4}3\D{1,4}4\D{1,4}5\D{1,4}6\b|一\W{0,2}二\W{0,2}三\W{0,2}四\W{0,"
    r"2}五|one\W+two\W+three\W+four\W+five|un\W+deux\W+trois\W+quatre\W+cinq"
)

# Refusals.

REFUSE = Words(
    r"不能|不会|不可以|无法|不方便|只能|别|\bcan't\b|\bcannot\b|\bwon't\b|\bnever\b|"
    r"\bonly\b|\bdon't\b|\bdo not\b|\bunable\b|\bne (?:peux|puis|peut|fais|faites|payez|"
    r"partage)|\bpas\b|\bjamais\b|\buniquement\b|\bno\b|不要|请勿|谨防|拒绝"
)
