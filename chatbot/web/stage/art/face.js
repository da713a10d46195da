// The head without hair: skin with two eye openings, eyes beneath, lids, lashes, brows, nose.
import { line, oval, path, strand } from "./brush.js";
import { GOLD, JADE, SKIN } from "./tones.js";

export const NECK = [500, 468]; // the head turns here
export const MOUTH = [500, 393];
export const EYES = [[442, 294], [558, 294]];

/** Mirrors absolute path data (M L C Q Z only) about x = 500. */
export const flip = (d) => {
  let odd = false;
  return d.replace(/-?\d+(\.\d+)?/g, (v) => {
    odd = !odd;
    return odd ? String(Math.round((1000 - Number(v)) * 10) / 10) : v;
  });
};
export const both = (markup) => `${markup}<g transform="translate(1000 0) scale(-1 1)">${markup}</g>`;

const OUTLINE =
  "M378 232 C375 292 380 332 403 371 C422 402 463 438 488 443 C496 444.5 504 444.5 512 443 C537 438 578 402 597 371 C620 332 625 292 622 232 C622 150 574 104 500 104 C426 104 378 150 378 232 Z";
/** Eyes are drawn wider and lower than they are: their art and their openings are stretched about [442, 300]. */
const EYE = [442, 300, 0.95, 0.97];
const small = (markup) => `<g transform="translate(${EYE[0]} ${EYE[1]}) scale(${EYE[2]} ${EYE[3]}) translate(${-EYE[0]} ${-EYE[1]})">${markup}</g>`;
const smaller = (d) => {
  let i = 1;
  return d.replace(/-?\d+(\.\d+)?/g, (v) => {
    i = 1 - i;
    return String(Math.round((EYE[i] + (Number(v) - EYE[i]) * EYE[i + 2]) * 10) / 10);
  });
};
const HOLE = smaller("M403 293 C411 281.5 427 274.5 446 275.5 C463 277 474 290 480 306.5 C469 313.5 456 316.5 442 316.5 C424 316 410 307 403 293 Z");

/** A jade drop on a gold hook. */
export const earring = (x, y) =>
  line(`M${x} ${y}q-4 8 0 14`, GOLD.base, 2.4) + oval(x, y + 17, 3.6, 3.6, GOLD.light) +
  oval(x, y + 33, 7.5, 13, JADE.light) + path(`M${x - 4} ${y + 27}q-2 8 2 14q3-8 1-16Z`, "#d8fff2", 'opacity=".75"') +
  oval(x, y + 20, 5.6, 2.6, GOLD.base);

export const whites = () => both(path(HOLE, "url(#sclera)") + oval(478, 305, 5, 4, "#eeb0a6"));

export function iris([x, y]) {
  return (
    `<g transform="translate(${x} ${y}) scale(.92) translate(${-x} ${-y})">` + oval(x, y, 24, 25.5, "#190b0c") + oval(x, y, 22, 23.6, "url(#iris)") +
    path(`M${x - 18} ${y + 8}A19 20 0 0 0 ${x + 18} ${y + 8}A22 15 0 0 1 ${x - 18} ${y + 8}Z`, "#d99c66", 'opacity=".6"') +
    oval(x, y - 1, 10.6, 12, "#110607") + path(`M${x - 21} ${y - 8}A22 24 0 0 1 ${x + 21} ${y - 8}Q${x} ${y - 16} ${x - 21} ${y - 8}Z`, "#0d0506", 'opacity=".6"') +
    oval(x - 8, y - 9.5, 6.4, 6.8, "#fff") + oval(x + 9, y + 9, 3.6, 3.6, "#fff", 'opacity=".8"') + oval(x + 9.5, y - 9, 1.9, 2, "#fff", 'opacity=".55"') + "</g>"
  );
}

/** One upper lid, drawn for the left eye and parked above its opening; `lidEdge` fills the lash line's bow. */
export const lid = () => path("M388 150 H498 V276 H388 Z", "url(#lid)");
export const lidEdge = () => path(smaller("M386 268 L500 268 L500 311 L482 309 C475 292 463 279.5 446 278 C428 277.5 413 285 404 297 L396 304 L386 304 Z"), "url(#lid-edge)");

const soft = (markup, by = 6) => `<g filter="url(#soft${by})">${markup}</g>`;

export function skin() {
  const eyes = HOLE + flip(HOLE);
  return (
    `<clipPath id="face-in"><path clip-rule="evenodd" d="${OUTLINE}${eyes}"/></clipPath>` +
    `<path fill-rule="evenodd" fill="url(#skin-face)" d="${OUTLINE}${eyes}"/><g clip-path="url(#face-in)">` +
    // The turn of the cheek away from the key light, and under the chin.
    soft(path("M640 190 C640 300 624 350 596 388 C570 420 536 444 506 452 L660 470 Z", "#dd9079", 'opacity=".62"'), 12) +
    soft(path("M360 200 C366 300 384 356 408 388 C430 418 460 440 490 452 L350 470 Z", "#e5a089", 'opacity=".42"'), 12) +
    soft(path("M450 432 C480 446 520 446 550 432 L540 464 H460 Z", "#cf826e", 'opacity=".55"')) +
    // The fringe's shadow, warm, on brow and temples.
    soft(path("M376 250 C380 170 430 120 500 120 C570 120 620 170 624 262 C612 226 588 196 560 182 C544 172 530 164 520 158 C508 166 490 174 472 186 C436 204 400 226 376 262 Z", "#d68a72", 'opacity=".55"')) +
    soft(path("M376 240 C380 300 384 340 404 372 L370 372 Z", "#cf8570", 'opacity=".6"')) + soft(path("M624 240 C620 300 616 340 596 372 L630 372 Z", "#c9806c", 'opacity=".6"')) +
    // Sockets, a touch of rose powder on the outer lid, the light pad beneath the eye.
    both(
      soft(path("M396 292 C402 262 430 248 462 254 C482 260 486 276 482 296 C474 274 462 268 446 268 C424 268 408 280 396 292 Z", "#d98576", 'opacity=".36"')) +
        soft(path("M470 250 C482 262 486 282 482 300 C490 282 490 262 486 246 Z", "#d68c78", 'opacity=".22"')) +
        soft(oval(444, 326, 30, 6, "#fff6ee", 'opacity=".5"'), 3) +
        `<g transform="translate(424 347) scale(1 .62)"><circle r="40" fill="url(#blush)"/></g>`,
    ) +
    oval(500, 210, 46, 30, "#fff", 'opacity=".28" filter="url(#soft12)"') + oval(500, 429, 17, 7, "#fff", 'opacity=".4" filter="url(#soft6)"') +
    oval(420, 330, 22, 8, "#fff", 'opacity=".4" filter="url(#soft6)"') + oval(578, 330, 18, 7, "#fff", 'opacity=".26" filter="url(#soft6)"') +
    "</g>" +
    line("M403 371 C422 402 463 438 488 443 C496 444.5 504 444.5 512 443 C537 438 578 402 597 371", "#b9695a", 1.8, 'opacity=".45"')
  );
}

export const nose = () =>
  soft(path("M508 270 C514 304 524 334 522 350 C516 358 508 356 504 350 C508 330 506 300 508 270 Z", "#d98b76", 'opacity=".42"') + path("M484 350 C490 362 510 362 516 350 C520 362 510 370 500 370 C490 370 480 362 484 350 Z", "#cd7f6c", 'opacity=".55"'), 3) +
  path("M487.5 355 C490 352.6 494.5 353.4 496 356.4 C493.5 357.4 489.5 357.4 487.5 355 Z M512.5 355 C510 352.6 505.5 353.4 504 356.4 C506.5 357.4 510.5 357.4 512.5 355 Z", "#96483e", 'opacity=".75"') +
  line("M481.5 351 C479.5 347 481 342.5 484 341M518.5 351 C520.5 347 519 342.5 516 341", "#c27a69", 1.5, 'opacity=".42"') +
  oval(498.5, 344, 4.6, 4, "#fff", 'opacity=".75" filter="url(#soft3)"') + oval(498, 318, 3, 16, "#fff", 'opacity=".32" filter="url(#soft3)"') + oval(498, 343, 2.2, 1.8, "#fff", 'opacity=".8"');

export const philtrum = () => soft(path("M496 368 Q500 376 504 368 L504 380 Q500 383 496 380 Z", "#d98a77", 'opacity=".3"'), 3);

/** Open upper lashes with crease, left eye. */
export const lashes = () => small(
  line("M412 271 C421 263.5 434 260.5 448 261.5 C461 262.5 470 267.5 476 275", "#b06f60", 1.7, 'opacity=".5"') +
  path("M481.5 308 C475 291 463 278.5 446 277 C428 276.5 413 284 404 296.5 C399.5 294.5 395 290 391 283.5 C396 286 400.5 285.5 404.5 282 C413.5 273.5 428 270.4 446 271.2 C466 272.6 477.5 288 483 306.5 Z", "url(#lash)") +
  path("M407 280 C401.5 278.6 397.5 275.8 394.5 271.5 C400 274.6 406 275.8 412 275.4 Z", "url(#lash)"));

/** The lower lid as a cheek that rises in a smile covers the eye from below; at rest it lies beneath. */
export const cheek = () => small(
  path("M403 297 C410 308 424 317.5 442 318.5 C458 318.5 470 315 481 308 L488 314 C476 334 458 342 440 342 C420 341 404 330 397 305 Z", "url(#cheek)"));

export const lowerLashes = () => small(
  line("M412 307 C424 317 444 319.5 461 316.5 C467 315 472 312.5 476 309.5", "#a5655a", 1.4, 'opacity=".42"') + line("M403 294 C408 302 413 307.5 420 311.5", "#4a2526", 2.2, 'opacity=".5"'));

export const shutLashes = () => small(
  path("M398 298 C413 313 434 319 451 317.5 C465 316 475 312 482 305.5 C475 316 463 322 449 323 C430 324.5 411 316 398 298 Z", "#24131a") +
  path("M407 308l-10 2.5 12 2.5Z M418 315l-8.5 6 12-2Z M432 320.5l-5.5 7 9.5-5Z", "#24131a") + line("M410 284 C424 294 452 298 476 290", "#c07a6a", 1.8, 'opacity=".6"'));

export const smileLashes = () => small(
  path("M397 311 C407 289 426 278 445 279 C463 280 475 292 483 311 C473 297 460 287 445 286.5 C428 286 411 294 397 311 Z", "#24131a") +
  path("M405 299l-11-1.5 9.5 6.5Z M415 289l-8.5-5.5 4.5 9Z", "#24131a"));

export const brow = () => path(strand([[397, 253, 1.2], [410, 244.5, 4], [430, 241, 6.2], [455, 245, 6.8], [477, 252, 5]]), "url(#brow)");
