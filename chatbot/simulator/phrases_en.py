"""What English-speaking viewers say."""

from __future__ import annotations

__all__ = ["EN"]

EN: dict[str, tuple[str, ...]] = {
    "greeting": (
        "(hi|hello|hey|heyy|evening)( everyone| all| Lan| from {place}|)(!| ☻|)",
        "(first time here|just got in|back again|made it)(!| ☻| haha|)",
        "(can't sleep|night shift|jet lagged)(, so here i am|, hi| lol|)",
        "(good evening|gd evening|hiya)(!| folks| host|)",
    ),
    "price": (
        "(how much|hm|how much $|what price) is (the {p}|this|it)(?| pls|)",
        "(price|cost)( of {p}| of link {n}| of this one|)(?|? thx| pls)",
        "(what does|wht does) (the {p}|this one) cost(?|)",
        "(sorry|wait)(, missed it|), how much (was that|for one|is it)(?|)",
        "(is|whats) the price (in euros|in dollars|for two|each)(?|)",
    ),
    "stock": (
        "(any|is there any) {p} left(?| pls|)",
        "(still available|still in stock|sold out already)(?|??)",
        "how many (left|do you have|are there)(?|)",
        "(do you have|got) (the {p}|it) in {colour}(?|)",
        "(is|any) {size} (left|available|in stock)(?|)",
        "(when|will you) (restock|be back in stock|get more)(?|)",
    ),
    "shipping": (
        "(do you|can you|u) (ship|deliver|send) to {place}(?| pls|)",
        "how long (does shipping take|to {place}|is delivery)(?|)",
        "(is shipping free|free shipping|how much is shipping)(?|)",
        "(when|how soon) (will it|does it) (ship|arrive)(?|)",
        "(which courier|can i track it|customs included)(?|)",
    ),
    "return": (
        "(can i|how do i) (return|send back|exchange) (it|the {p})(?| if it doesn't fit?)",
        "(what's|whats) (the|your) return policy(?|)",
        "(who pays|is there a fee) for (returns|the return)(?|)",
        "(if it breaks|if i dont like it|wrong size), (then what|can i return it|refund)(?|)",
        "(returns|refunds) (ok|possible) (after opening|after a week)(?|)",
    ),
    "size": (
        "(what size|which size) for {kg} kg(?| pls|)",
        "(what colours|which colors|what sizes) (are there|do you have)(?|)",
        "(does it run|is it) (small|big|true to size)(?|)",
        "(how big|how heavy|how tall) is (the {p}|it)(?|)",
        "(dimensions|measurements)( of the {p}|)(?| pls)",
    ),
    "usage": (
        "how do (you|i) (use|clean|store|wash) (the {p}|it)(?|)",
        "(what is|whats) (the {p}|it) made of(?|)",
        "(is it|would it be) (dishwasher safe|ok for kids|good as a gift|ok in the fridge)(?|)",
        "how long does (the {p}|it) (last|keep)(?|)",
        "(does it|will it) (fade|smell|leak)(?|)",
    ),
    "authenticity": (
        "(is this|are these) (real|genuine|authentic|the original)(?|)",
        "(is this|are you) (the official shop|an official store|legit)(?|)",
        "(where is it|wheres it) (made|from)(?|)",
        "(do you give|can i get) (an invoice|a receipt|a certificate)(?|)",
        "(is the quality|quality) (good|any good|ok)(?|)",
        "(not a|is it a) (fake|knockoff)(, right?|?)",
    ),
    "discount": (
        "(any|is there a) (coupon|discount|promo code|deal)(?| today?)",
        "(cheaper|discount) (if i buy two|for 2|for more)(?|)",
        "(can you do|any) (a better price|lower)(?| pls)",
        "(is this|was it) cheaper (yesterday|last week|on black friday)(?|)",
        "(when does|does) the (sale|offer) (end|end tonight)(?|)",
    ),
    "order": (
        "(how|where) (do i|can i) (buy|order|pay)( this| the {p}|)(?|)",
        "(which link|what number) is (the {p}|it|this)(?|)",
        "(link|cart) (pls|where?|not working)",
        "(can i|do you take) (pay by card|paypal|cash on delivery)(?|)",
        "(ordered|paid), (how do i change the address|where is my order)(?|)",
    ),
    "ai": (
        "(are you|is she|is this) (real|an ai|a bot|human|recorded)(?|??)",
        "(this|she) (looks|sounds) (ai|generated|like a robot)(?| ngl| lol)",
        "(wave|say my name) if you('re| are) real( lol|)",
        "(do you|don't you) ever sleep(?| lol|)",
    ),
    "praise": (
        "(love|like) (the {p}|your voice|this stream|the colour)(!| so much|)",
        "(so|really) (pretty|cosy|helpful|clear)(!| tbh|)",
        "(bought|got) (one|it) last (week|month), (great|love it|no regrets)(!|)",
        "(great|nice) (explanation|stream|shop)(!| ☻|)",
    ),
    "complaint": (
        "(still|my order) (hasn't arrived|nothing shipped|no tracking)( after a week|)",
        "(sound is|it's|audio) (too quiet|laggy|out of sync)( for me|)",
        "(too fast|slow down|can't follow)( pls|)",
        "(box|parcel) (came|arrived) (damaged|open)(!|)",
    ),
    "chatter": (
        "(it's|its) (so cold|raining|3am) (here|in {place})( lol|)",
        "(should be|supposed to be) (asleep|studying|working)( haha| lol|)",
        "(lol|lmao|haha|hahaha|same)( same| true|)",
        "(my cat|my wife|my roommate) (is watching too|wants one|thinks i'm crazy)",
        "(hmm|ok)(, thinking| let me think|, maybe later)",
        "(what song is this|anyone from {place}|i'm hungry now)(?|)",
    ),
    "ready": ("(1|11|me|me!|yes|yes pls|count me in|i want one)(!|)",),
    "bought": (
        "(ordered|got it|just bought one|bought {p}|done|paid)(!| ☻| yay|)",
        "(took|grabbed) (two|one)(!| pls ship soon|)",
    ),
    "thanks": ("(thanks|thx|ok thanks|got it|ty|cheers)( Lan| host|)(!|)",),
    "silence": (
        "(hello|anyone there|is it frozen|did it freeze)(?|??)",
        "(no sound|lost the stream)(?|)",
    ),
    "spam": (
        "(cheap|free) (followers|likes) (on|at) my (page|profile)",
        "(earn|make) money (from home|daily), (dm|message) me",
        "(same item|this) half price (on my page|dm me)",
    ),
    "emoji": ("(❤️|👍|😂|🔥|😍|👏|🎉)", "(😂😂|🔥🔥🔥|👍👍)"),
}
