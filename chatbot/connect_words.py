"""What `chatbot connect` says, in Chinese, English and French."""

from __future__ import annotations

__all__ = ["LANGUAGES", "said"]

LANGUAGES = ("zh", "en", "fr")

_WORDS: dict[str, tuple[str, str, str]] = {
    "head": (
        "正在查找：{titles}。最多等 {wait:g} 秒，按 Ctrl-C 结束。",
        "Looking for {titles}. At most {wait:g} s; Ctrl-C ends it.",
        "Recherche : {titles}. Au plus {wait:g} s ; Ctrl-C arrête.",
    ),
    "waiting": ("等待第一条消息", "waiting for the first message", "attente du premier message"),
    # where we connect to a bridge
    "absent": (
        "{title}：{url} 上没有程序。{start}",
        "{title}: nothing is at {url}. {start}",
        "{title} : rien à {url}. {start}",
    ),
    "open": (
        "{title}：已连接 {url}。请用另一个账号在直播间发一条消息。",
        "{title}: connected to {url}. Write a line in the room from another account.",
        "{title} : connecté à {url}. Écrivez un message dans le salon depuis un autre compte.",
    ),
    "odd": (
        "{url} 上是别的程序（{detail}），不是 {title}：把它关掉，"
        "或在 {title} 里换一个端口并加上 --port。",
        "{url}: something else is there ({detail}), not {title}: end it, or set another port in "
        "{title} and add --port.",
        "{url} : c’est un autre programme ({detail}), pas {title} : fermez-le, ou changez le port "
        "dans {title} et ajoutez --port.",
    ),
    "refused": (
        "{url} 要求令牌（{detail}）。这里不会把令牌发给未知程序：在节目文件的适配器里写 "
        "token: ${{CHATBOT_GATEWAY_TOKEN}}，再用 chatbot run。",
        "{url} wants a token ({detail}). None is sent to a program that is not known yet: write "
        "token: ${{CHATBOT_GATEWAY_TOKEN}} at the adapter of the show file, and use chatbot run.",
        "{url} demande un jeton ({detail}). Aucun n’est envoyé à un programme inconnu : écrivez "
        "token: ${{CHATBOT_GATEWAY_TOKEN}} à l’adaptateur du fichier, puis chatbot run.",
    ),
    "spoken": (
        "对方使用的格式：{detail}。",
        "It speaks {detail}.",
        "Il parle {detail}.",
    ),
    "strange": (
        "{title}：{url} 传来的内容不属于这里认识的任何工具。",
        "{title}: what comes from {url} belongs to no bridge that is known here.",
        "{title} : ce qui vient de {url} n’est d’aucun outil connu ici.",
    ),
    "closed": (
        "{title}：连接断开，正在重试。",
        "{title}: the connection ended; trying again.",
        "{title} : la connexion est tombée ; nouvel essai.",
    ),
    # where a bridge connects to us
    "listening": (
        "{title}：把这个地址填给它：{url}\n  {start}",
        "{title}: give it this address: {url}\n  {start}",
        "{title} : donnez-lui cette adresse : {url}\n  {start}",
    ),
    "let_in": (
        "{title}：{detail} 已连接。请用另一个账号在直播间发一条消息。",
        "{title}: {detail} is connected. Write a line in the room from another account.",
        "{title} : {detail} est connecté. Écrivez un message depuis un autre compte.",
    ),
    "somebody": ("一个程序", "a program", "un programme"),
    "taken": (
        "{title}：端口 {port} 已被占用（{detail}），可能是正在直播的节目：把它停掉，"
        "或用 --listen 换一个端口。",
        "{title}: port {port} is in use ({detail}), perhaps by a running show: end it, or choose "
        "another by --listen.",
        "{title} : le port {port} est pris ({detail}), peut-être par une émission en cours : "
        "arrêtez-la, ou choisissez-en un autre avec --listen.",
    ),
    "page": (
        "拒绝了来自 {detail} 的网页。如果那是你的直播间网页，请重新运行并加上 --origin {detail}",
        "A page of {detail} was refused. If it is your room's, start this again with "
        "--origin {detail}",
        "Une page de {detail} a été refusée. Si c’est celle de votre salon, relancez avec "
        "--origin {detail}",
    ),
    "no_address": (
        "拒绝了一个没有地址的网页（本地文件或沙盒框架），这种网页无法放行："
        "请从 http://localhost:5173 这样的地址打开它。",
        "A page without an address of its own (a file, a sandboxed frame) was refused, and cannot "
        "be let in: open it from a server, such as http://localhost:5173",
        "Une page sans adresse propre (fichier, cadre isolé) a été refusée, et ne peut être "
        "admise : ouvrez-la depuis un serveur, par exemple http://localhost:5173",
    ),
    "no_token": (
        "{detail} 想连接，但没有令牌：把上面的完整地址填给它，不只是端口。",
        "{detail} tried to connect without the token: give it the whole address above, not only "
        "the port.",
        "{detail} a essayé sans le jeton : donnez-lui l’adresse entière ci-dessus, pas seulement "
        "le port.",
    ),
    # how each bridge is started
    "oba": (
        "在 oba-live-tool 里打开「自动回复」的「启用 WebSocket 服务」，再点「开始监听」。"
        "如果改过端口，加上 --port。",
        "In oba-live-tool switch on 启用 WebSocket 服务 (auto reply), then press 开始监听. "
        "Where its port is another, add --port.",
        "Dans oba-live-tool activez 启用 WebSocket 服务 (réponse automatique), puis 开始监听. "
        "Si son port est un autre, ajoutez --port.",
    ),
    "grab": (
        "启动 DouyinBarrageGrab，并在它监视的浏览器里打开直播间。",
        "Start DouyinBarrageGrab and open the room in the browser that it watches.",
        "Lancez DouyinBarrageGrab et ouvrez le salon dans le navigateur qu’il surveille.",
    ),
    "ninja_local": (
        "在它的桌面程序里点 File > Enable Local Server，并打开「remote API control」和"
        "「Send chat messages to API server」。",
        "In its desktop program choose File > Enable Local Server, and switch on “remote API "
        "control” and “Send chat messages to API server”.",
        "Dans son programme de bureau : File > Enable Local Server, puis activez « remote API "
        "control » et « Send chat messages to API server ».",
    ),
    "ninja_cloud": (
        "在扩展的设置里打开「remote API control」和「Send chat messages to API server」。",
        "In the extension's settings switch on “remote API control” and “Send chat messages to "
        "API server”.",
        "Dans les réglages de l’extension activez « remote API control » et « Send chat messages "
        "to API server ».",
    ),
    "own": (
        "自己的网关，或另一个终端里的 chatbot simulate。",
        "A gateway of your own, or chatbot simulate in another terminal.",
        "Une passerelle à vous, ou chatbot simulate dans un autre terminal.",
    ),
    "script": (
        "在脚本里用它替换每一处 ws://127.0.0.1:5001，保存后刷新直播间网页。",
        "In the script put it wherever ws://127.0.0.1:5001 stands, save, and reload the room's "
        "page.",
        "Dans le script mettez-la partout où figure ws://127.0.0.1:5001, enregistrez, et "
        "rechargez la page du salon.",
    ),
    "dycast": (
        "在 dycast 里填到「WS地址」，点「转发」。",
        "In dycast put it under WS地址 and press 转发.",
        "Dans dycast mettez-la sous WS地址 et pressez 转发.",
    ),
    "anyone": (
        "填到你的工具要求 WebSocket 地址的地方。",
        "Put it where your bridge asks for a WebSocket address.",
        "Mettez-la là où votre outil demande une adresse WebSocket.",
    ),
    # the end
    "first": (
        "第一条消息　{nick}：{text}",
        "The first message  {nick}: {text}",
        "Le premier message  {nick} : {text}",
    ),
    "rooms": (
        "它传来多个直播间的消息：{rooms}。下面写的是这条消息所在的房间。",
        "It brings several rooms: {rooms}. Below is the one of this message.",
        "Il apporte plusieurs salons : {rooms}. Ci-dessous, celui de ce message.",
    ),
    "write": (
        "写进节目文件（show.yaml）：",
        "Write into the show file (show.yaml):",
        "À écrire dans le fichier de l’émission (show.yaml) :",
    ),
    "token_first": (
        "下面的地址里有令牌。要让它每次都一样，先在这里的 .env 文件里写：",
        "The address below holds a token. To have the same one each time, write into a file named "
        ".env here:",
        "L’adresse ci-dessous contient un jeton. Pour garder le même, écrivez dans un fichier .env "
        "ici :",
    ),
    "token": (
        "写进节目文件旁的 .env，地址就一直不变：",
        "Write into a file named .env beside it, so that the address stays the same:",
        "À écrire dans un fichier .env à côté, pour que l’adresse reste la même :",
    ),
    "then": (
        "然后：chatbot check show.yaml，再 chatbot run show.yaml",
        "Then: chatbot check show.yaml, and chatbot run show.yaml",
        "Ensuite : chatbot check show.yaml, puis chatbot run show.yaml",
    ),
    "us": ("美国：", "in the US: ", "aux États-Unis : "),
    "nothing": (
        "{wait:g} 秒内什么也没找到。",
        "Nothing was found within {wait:g} s.",
        "Rien n’a été trouvé en {wait:g} s.",
    ),
    "silent": (
        "{title} 已连接，但 {wait:g} 秒内没有聊天消息{others}。请确认它正在监听你的直播间，"
        "用另一个账号发一条消息，再试一次。",
        "{title} was connected, but no chat came within {wait:g} s{others}. See that it watches "
        "your room, write a line there from another account, and try again.",
        "{title} était connecté, mais aucun message en {wait:g} s{others}. Vérifiez qu’il suit "
        "votre salon, écrivez-y depuis un autre compte, et réessayez.",
    ),
    "stopped": (
        "已停止，什么也没有改动。",
        "Stopped; nothing was changed.",
        "Arrêté ; rien n’a été changé.",
    ),
    # Twitch
    "signed_in": (
        "已登录 Twitch：{login}（频道 {channel}）。",
        "Signed in to Twitch as {login}; the channel is {channel}.",
        "Connecté à Twitch comme {login} ; la chaîne est {channel}.",
    ),
    "scopes": (
        "没有同意、因此听不到的部分：{scopes}。要听到，再输入一次 chatbot twitch login。",
        "Not agreed to, and so not heard: {scopes}. To hear it, type chatbot twitch login again.",
        "Sans accord, donc pas entendu : {scopes}. Pour l’entendre, retapez chatbot twitch login.",
    ),
    "twitch_up": (
        "Twitch 的聊天已连接。请用另一个账号在 twitch.tv/{channel} 的聊天里发一条消息。",
        "Twitch's chat is read. Write a line in the chat of twitch.tv/{channel} from another "
        "account.",
        "Le chat de Twitch est lu. Écrivez un message dans le chat de twitch.tv/{channel} depuis "
        "un autre compte.",
    ),
    "twitch_state": ("Twitch：{detail}", "Twitch: {detail}", "Twitch : {detail}"),
}


def said(lang: str, key: str, **fields: object) -> str:
    """The sentence of this name in one of `LANGUAGES`."""
    return _WORDS[key][LANGUAGES.index(lang)].format(**fields)
