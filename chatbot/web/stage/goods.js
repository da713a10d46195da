// Small pictures for the product card, chosen by the words of the title, and
// by weight as the unit of the price. A page that is not told
// what a thing looks like shows its kind; a thing of no known kind stays wrapped in its box.

const shade = (id, ...stops) =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="1" y2="1">${stops.map((c, i) => `<stop offset="${i / (stops.length - 1)}" stop-color="${c}"/>`).join("")}</linearGradient>`;
const floor = (rx = 52) => `<ellipse data-floor="1" cx="65" cy="128" rx="${rx}" ry="7" fill="#0b3b38" opacity=".2"/>`;
const fill = (d, paint, more = "") => `<path d="${d}" fill="${paint}" ${more}/>`;
const draw = (d, colour, width = 2, more = "") =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
const round = (x, y, rx, ry, paint, more = "") => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${paint}" ${more}/>`;

function nut(x, y, r, turn) {
  return `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${r / 20})">${round(0, 0, 19, 20, "url(#g-shell)", 'stroke="#5a3618" stroke-width="1.6"')}${draw("M0 -20C6 -8 -6 8 0 20", "#7a4c26", 2.4)}${draw("M-11 -13C-5 -8 -15 -1 -9 4C-5 8 -13 11 -9 16M11 -13C5 -8 15 -1 9 4C5 8 13 11 9 16M-16 -4C-12 -2 -16 3 -13 8M16 -4C12 -2 16 3 13 8", "#8f5d30", 1.6, 'opacity=".75"')}${round(-6, -9, 4.4, 5, "#fff", 'opacity=".28"')}</g>`;
}

/** A stand-up bag with a window, through which one sees `inside`; its label leaves room for a leaf. */
const pouch = (inside) =>
  shade("g-bag", "#4aa093", "#2f7d75", "#174a47") + shade("g-label", "#fffdf6", "#f3e3c8") + floor(46) +
  fill("M24 20H106C103 44 102 62 108 112Q109 127 96 127H34Q21 127 22 112C28 62 27 44 24 20Z", "url(#g-bag)") +
  fill("M84 20H106C103 44 102 62 108 112Q109 127 96 127H84C96 98 94 52 84 20Z", "#0d3a38", 'opacity=".28"') +
  fill("M24 8H106V22H24Z", "#3a8f84") + draw("M24 15H106", "#bfe6da", 1.6, 'stroke-dasharray="3 3"') + draw("M24 22H106", "#174a47", 1.4, 'opacity=".6"') +
  fill("M40 32H90Q95 32 95 37V52H35V37Q35 32 40 32Z", "url(#g-label)") + fill("M65 37C74 40 74 48 65 49C56 48 56 40 65 37Z", "#5db5a4") + draw("M44 43H54M76 43H86", "#c9a15a", 2) +
  `<clipPath id="g-window"><path d="M35 56H95C95 74 97 92 97 104Q97 112 88 112H42Q33 112 33 104C33 92 35 74 35 56Z"/></clipPath><g clip-path="url(#g-window)">${fill("M30 54H100V116H30Z", "#f7ead2")}${inside}</g>` +
  draw("M35 56H95C95 74 97 92 97 104Q97 112 88 112H42Q33 112 33 104C33 92 35 74 35 56Z", "#d9ecdf", 2) + draw("M30 34C31 56 28 84 27 108", "#fff", 3.4, 'opacity=".45"');
const grain = (x, y, turn) => round(x, y, 6.4, 4.2, "url(#g-grain)", `transform="rotate(${turn} ${x} ${y})"`);

const PICTURES = {
  nuts: () =>
    shade("g-shell", "#ecc48d", "#c98f54", "#96602f") +
    pouch(fill("M30 54H100V116H30Z", "#6e4626") + [[49, 71, 13, -24], [81, 71, 13, 28], [47, 99, 13, 26], [83, 99, 13, -22], [65, 85, 14, 6]].map((each) => nut(...each)).join("")),
  food: () =>
    shade("g-grain", "#f0c878", "#b9803a") +
    pouch(Array.from({ length: 54 }, (_, i) => grain(34 + (i % 9) * 7.6 + (Math.floor(i / 9) % 2) * 3.6, 66 + Math.floor(i / 9) * 8.4 + ((i * 5) % 7), (i * 67) % 180)).join("")),
  pot: () =>
    shade("g-enamel", "#f1695c", "#c9352e", "#7f1714") + shade("g-cover", "#f78b7a", "#cf3f36", "#8f1d19") + floor(56) +
    draw("M18 78C4 76 4 94 18 92M112 78C126 76 126 94 112 92", "#8f1d19", 6) +
    fill("M18 66H112V108Q112 126 94 126H36Q18 126 18 108Z", "url(#g-enamel)") + fill("M88 66H112V108Q112 126 94 126H78Q90 112 88 66Z", "#5a0d0b", 'opacity=".3"') +
    fill("M14 66C20 44 44 38 65 38C86 38 110 44 116 66Z", "url(#g-cover)") + draw("M14 66H116", "#fff3e6", 3.4) +
    round(65, 34, 9, 6.5, "#e0ab57") + round(63, 32, 3.4, 2, "#fff3cf") + draw("M30 58C38 50 48 46 58 45", "#fff", 4, 'opacity=".6"') + draw("M28 76V104", "#fff", 4.4, 'opacity=".5"') +
    draw("M48 22C44 16 52 12 48 5M66 20C62 14 70 10 66 3M84 22C80 16 88 12 84 5", "#7fb8ab", 2.6, 'opacity=".7"'),
  clothes: () =>
    shade("g-cloth", "#fdf1f4", "#eec8d3", "#c98fa2") + floor(44) +
    fill("M46 24L24 34L6 66L26 80L32 70V124H98V70L104 80L124 66L106 34L84 24C78 34 52 34 46 24Z", "url(#g-cloth)", 'stroke="#b57a8f" stroke-width="1.4" stroke-linejoin="round"') +
    fill("M84 24C78 34 52 34 46 24L40 27L60 52L65 44L70 52L90 27Z", "#fffafa", 'stroke="#b57a8f" stroke-width="1.2" stroke-linejoin="round"') +
    draw("M65 46V123", "#b57a8f", 1.6) + [62, 82, 102].map((y) => round(69, y, 2.6, 2.6, "#fff", 'stroke="#b57a8f"')).join("") +
    fill("M42 76H58V92Q50 96 42 92Z", "#fff", 'opacity=".55" stroke="#b57a8f" stroke-width="1"') +
    draw("M32 70C34 62 33 54 30 48M98 70C96 62 97 54 100 48M9 62L28 75M121 62L102 75", "#b57a8f", 1.8, 'opacity=".7"') + fill("M84 60H98V124H80C88 104 86 82 84 60Z", "#a0647b", 'opacity=".2"'),
  candle: () =>
    shade("g-glass", "#f6fbf6", "#cfe0d4", "#8fb2a2") + shade("g-wax", "#fff6e0", "#f0d9ac") +
    `<radialGradient id="g-halo"><stop offset="0" stop-color="#ffdf9a" stop-opacity=".95"/><stop offset="1" stop-color="#ffcf7a" stop-opacity="0"/></radialGradient>` + floor(42) +
    round(65, 34, 44, 36, "url(#g-halo)") + fill("M28 58H102V118Q102 127 92 127H38Q28 127 28 118Z", "url(#g-glass)") +
    fill("M33 70H97V116Q97 122 91 122H39Q33 122 33 116Z", "url(#g-wax)") + round(65, 58, 37, 7, "#e8f2ea") + round(65, 59, 32, 5, "#f6e6c0") +
    draw("M65 58V47", "#4a3324", 2.6) + fill("M65 16C74 28 77 34 74 41C71 48 59 48 56 41C53 34 58 26 65 16Z", "#ffb03b") + fill("M65 28C70 34 70 40 68 43C66 46 63 46 62 43C60 39 62 34 65 28Z", "#fff3c2") +
    fill("M44 82H86V110H44Z", "#fffdf8") + draw("M65 88C58 92 57 100 65 104C73 100 72 92 65 88ZM65 88V84", "#6b4a7a", 2) + draw("M37 68V112", "#fff", 4, 'opacity=".75"'),
  lamp: () =>
    shade("g-arm", "#7fc0b2", "#2f7d75", "#174a47") + shade("g-hood", "#4aa093", "#1f5a58") +
    `<linearGradient id="g-beam" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff0b8" stop-opacity=".95"/><stop offset="1" stop-color="#fff0b8" stop-opacity="0"/></linearGradient>` + floor(48) +
    fill("M20 54L62 46L86 128H8Z", "url(#g-beam)") + draw("M86 120V52C86 26 68 20 50 30", "url(#g-arm)", 7) +
    fill("M20 56C20 34 40 22 56 30L64 46Z", "url(#g-hood)") + round(42, 52, 22.6, 5.6, "#fff6d2", 'transform="rotate(-13 42 52)"') +
    fill("M58 118H114Q118 118 118 122V127H54V122Q54 118 58 118Z", "#1f5a58") + fill("M58 118H114Q118 118 118 121H55Q55 118 58 118Z", "#6fb8aa") + round(104, 122.6, 2, 2, "#ffd27a"),
  tea: () =>
    shade("g-cup", "#fffdf8", "#e6efe9", "#a9c8bd") + shade("g-tea", "#d9773a", "#9a3c18") + floor(54) +
    round(62, 121, 50, 8, "#f2f7f3") + round(62, 119, 36, 4.6, "#c7dcd3") +
    draw("M98 72C120 68 120 102 92 102", "#d5e5dd", 8) + draw("M98 72C120 68 120 102 92 102", "#f6fbf8", 4) +
    fill("M20 62H104C104 98 92 118 74 120H50C32 118 20 98 20 62Z", "url(#g-cup)") + round(62, 62, 42, 10, "#f6fbf8") + round(62, 63, 37, 7.6, "url(#g-tea)") + round(52, 61, 16, 2.6, "#ffc58f", 'opacity=".55"') +
    fill("M44 92C44 80 58 76 72 80C72 94 58 100 44 92Z", "#3a9487") + draw("M46 91C54 88 62 85 70 81", "#1f5a58", 1.6) +
    draw("M46 46C40 36 52 30 46 18M64 44C58 34 70 28 64 14M82 46C76 36 88 30 82 18", "#7fb8ab", 3.2, 'opacity=".75"'),
  towel: () =>
    shade("g-linen", "#fbf3e4", "#e6d2b4", "#bf9f78") + shade("g-blue", "#a9cfe0", "#5f96b4", "#38677f") + floor(56) +
    fill("M14 98Q10 98 10 106V118Q10 126 18 126H112Q120 126 120 118V98Z", "url(#g-blue)") + fill("M10 110H120V116H10Z", "#eef6fa", 'opacity=".8"') +
    fill("M14 72Q10 72 10 80V92Q10 99 18 99H112Q120 99 120 92V72Z", "url(#g-linen)") + draw("M12 86H118M12 90H118", "#b3453c", 2) +
    fill("M22 62C22 50 30 46 42 46H108Q118 46 118 56V66Q118 73 110 73H30Q22 73 22 62Z", "url(#g-linen)") + round(34, 59.6, 12, 13.4, "#f1e0c5") + draw("M34 66C26 66 25 53 34 53C42 53 41 63 35 62", "#a98458", 2) +
    draw("M52 47V72M57 47V72", "#b3453c", 2) + fill("M104 46H108Q118 46 118 56V66Q118 73 110 73H98Q106 62 104 46Z", "#7a5c34", 'opacity=".22"') + draw("M112 127V132M104 127V132M96 127V132M24 127V132M32 127V132M16 127V132", "#5f96b4", 1.6),
  bottle: () =>
    shade("g-flask", "#ffe9ea", "#f2b9bd", "#c47b86") + shade("g-cap", "#ffe9b0", "#e0ab57", "#8f5f25") + floor(38) +
    fill("M56 30H74V46H56Z", "url(#g-cap)") + fill("M53 8C53 2 77 2 77 8V30H53Z", "#fffaf3") + fill("M68 4C76 4 77 6 77 8V30H68Z", "#cdb8a4", 'opacity=".5"') +
    fill("M46 46H84C96 50 100 58 100 70V116Q100 127 89 127H41Q30 127 30 116V70C30 58 34 50 46 46Z", "url(#g-flask)") + fill("M84 46C96 50 100 58 100 70V116Q100 127 89 127H78C90 112 90 70 84 46Z", "#8a3f50", 'opacity=".2"') +
    fill("M40 78H90V112H40Z", "#fffaf6") + draw("M50 98H80M54 104H76", "#c47b86", 2) + fill("M65 82C70 87 71 92 65 94C59 92 60 87 65 82Z", "#5db5a4") + draw("M38 66V106", "#fff", 4.6, 'opacity=".75"'),
  gadget: () =>
    shade("g-case", "#ffffff", "#e3e8ea", "#a9b4b8") + floor(44) +
    fill("M26 62C26 34 40 26 65 26C90 26 104 34 104 62V100Q104 127 76 127H54Q26 127 26 100Z", "url(#g-case)") + fill("M26 62C26 34 40 26 65 26C90 26 104 34 104 62Z", "#fff") +
    draw("M26 62H104", "#8f9a9e", 2.4) + fill("M86 30C98 36 104 46 104 62V100Q104 127 76 127C98 116 98 52 86 30Z", "#5c6a70", 'opacity=".2"') + round(65, 78, 3, 3, "#3aa07a") + round(65, 62, 9, 3, "#b9c2c6") + draw("M38 48C40 40 46 35 54 33", "#fff", 4, 'opacity=".9"'),
  parcel: () =>
    shade("g-front", "#fffaf3", "#ecd3c0") + shade("g-side", "#e3c4ae", "#c59c86") + shade("g-bow", "#ffe3a3", "#cf9340") + floor(54) +
    fill("M18 58H86V128H22Q18 128 18 124Z", "url(#g-front)") + fill("M86 58H114V124Q114 128 110 128H86Z", "url(#g-side)") + fill("M44 58H60V128H44Z", "#2f7d75") + fill("M96 58H104V128H96Z", "#205b56") +
    fill("M12 40H88V64H12Z", "#fffdf8") + fill("M88 40H120V64H88Z", "#d9b69f") + fill("M42 40H62V64H42Z", "#3a9487") + fill("M97 40H107V64H97Z", "#26695f") +
    fill("M52 40C40 8 8 12 14 28C18 40 40 40 52 40ZM52 40C62 6 96 10 90 27C86 40 64 40 52 40Z", "url(#g-bow)", 'stroke="#a87427" stroke-width="1.5"') + draw("M52 40C44 26 28 20 22 26M52 40C60 24 76 19 82 25", "#a87427", 1.5) + round(52, 39, 8, 6.5, "#ffe9b5", 'stroke="#a87427" stroke-width="1.5"'),
};

// The first kind whose words are in the title wins: a tea towel is a towel, a reading light no book.
const KINDS = [
  ["towel", /巾|抹布|被|枕|床单|towel|linen|cloth\b|sheet|blanket|napkin|torchon|serviette|drap|couverture|nappe/i],
  ["candle", /烛|香薰|熏香|candle|incense|bougie|encens/i],
  ["lamp", /灯|lamp|(?<!ultra)\blight\b|lantern|lampe|veilleuse|luminaire|liseuse/i],
  ["pot", /锅|壶|碗|盘|铲|厨|保温杯|\bpot\b|pan\b|kettle|cook|bowl|kitchen|faitout|casserole|marmite|poêle|bouilloire|cuisine/i],
  ["clothes", /衣|裤|裙|衫|T恤|袜|帽|外套|内裤|shirt|\btee\b|dress|trousers|jeans|sweater|hoodie|coat|jacket|pyjama|pajama|sock|robe|chemise|pull|pantalon|manteau|veste|jupe|chaussette/i],
  ["bottle", /精华|乳液|面霜|护肤|洗发|沐浴|香水|口红|防晒|精油|皂|serum|sérum|cream|lotion|shampoo|perfume|soap|cosmetic|oil\b|crème|parfum|savon|shampo|huile/i],
  ["gadget", /耳机|音箱|充电|蓝牙|手机|earbud|headphone|speaker|charger|wireless|phone|écouteur|enceinte|chargeur|casque/i],
  ["tea", /茶|咖啡|\btea\b|coffee|(?<!\p{L})thé(?!\p{L})|tisane|infusion|café/iu],
  ["nuts", /核桃|坚果|杏仁|腰果|花生|瓜子|干果|零食|枣|walnut|almond|\bnuts?\b|peanut|cashew|snack|noix|amande|noisette|fruits? secs?/i],
  ["food", /大米|小米|糯米|杂粮|燕麦|[红绿黄黑]豆|面粉|面条|挂面|木耳|香菇|果脯|果干|肉干|饼干|蜜饯|糖果|\brice\b|oats?\b|beans?\b|lentils?|flour|pasta|noodle|dried|candy|cookie|biscuit|\briz\b|avoine|haricots?|lentilles|farine|pâtes|nouilles|bonbons?/i],
];
// What is sold by its weight and is of no other kind is food.
const BY_WEIGHT = /(?:\/|每|\bper\b|\bpar\b)\s*[\d.,]*\s*(?:k?g|克|公斤|千克|斤|两|lb|oz|kilos?|grammes?|livre)(?![\p{L}])/iu;

export function kindOf({ title, sku, price }) {
  const known = KINDS.find(([, words]) => words.test(title ?? sku ?? ""))?.[0];
  return known ?? (BY_WEIGHT.test(price ?? "") ? "food" : "parcel");
}

const FLOOR = /<ellipse data-floor[^>]*>/;
const frame = (markup, more = "") => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 130 140" aria-hidden="true" ${more}>${markup}</svg>`;
const ON_A_PALM = new Set(["pot", "tea", "lamp", "towel", "candle", "parcel"]); // too wide, or too easily spilt

/** Markup of the picture of a product. */
export const picture = (product) => frame(PICTURES[kindOf(product)]());

/** The same picture, lifted: without its shadow on the floor; says whether it rests on a palm. */
export const lifted = (product) => frame(PICTURES[kindOf(product)]().replace(FLOOR, ""), ON_A_PALM.has(kindOf(product)) ? 'data-rests="palm"' : "");
