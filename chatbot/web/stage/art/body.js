// Neck, silk blouse with a stand collar, open jade jacket with a gold orchid sprig, pleated skirt.
import { line, oval, path } from "./brush.js";
import { both, flip } from "./face.js";
import { GOLD, INK, JADE, SILK, SKIN } from "./tones.js";

const NECK_SHAPE = "M454 396 C456 440 454 470 448 496 C442 514 426 526 402 534 L598 534 C574 526 558 514 552 496 C546 470 544 440 546 396 Z";
const JACKET =
  "M434 510 C404 528 362 542 322 556 C300 564 282 590 281 630 C282 690 300 728 310 776 C320 836 368 872 371 936 C364 1016 318 1104 296 1290 C346 1316 400 1322 448 1312 C460 1200 478 1050 505 936 L505 884 C470 800 442 660 434 510 Z";
const LAPEL = "M434 506 C418 518 400 528 388 540 C372 580 364 630 370 672 L406 664 L380 704 C408 784 456 850 504 896 C470 806 446 640 442 556 Z";

const neck = () =>
  path(NECK_SHAPE, "url(#skin-neck)") +
  `<g filter="url(#soft6)"><path d="M450 396 H550 C548 424 546 440 548 458 C520 488 478 484 452 462 C454 440 454 424 450 396 Z" fill="${SKIN.deep}" opacity=".6"/></g>` +
  line("M474 474 C480 490 486 502 494 510M528 474 C522 490 516 502 508 510", SKIN.shade, 2.6, 'opacity=".45"');

const skirt = () =>
  path("M384 1000 C360 1110 290 1210 276 1340 L262 1740 H738 L724 1340 C710 1210 640 1110 616 1000 Z", "url(#skirt)") +
  [[430, 1180, 414], [500, 1120, 498], [570, 1180, 590], [350, 1260, 330], [650, 1260, 672]]
    .map(([x, y, z]) => line(`M${x} ${y}C${x} 1300 ${z} 1440 ${z} 1740`, INK.dark, 5, 'opacity=".5"') + line(`M${x + 6} ${y + 20}C${x + 6} 1300 ${z + 6} 1440 ${z + 6} 1740`, INK.light, 2.4, 'opacity=".5"')).join("");

function blouse() {
  const fold = (d, width = 6, alpha = 0.5) => line(d, SILK.shade, width, `opacity="${alpha}"`);
  return (
    path("M430 520 C400 640 396 800 392 900 C388 960 376 1010 366 1060 H634 C624 1010 612 960 608 900 C604 800 600 640 570 520 Z", "url(#silk)") +
    `<g filter="url(#soft12)">${path("M400 800 C430 870 470 872 500 846 C530 872 570 870 600 800 C612 860 612 900 604 930 C560 900 440 900 396 930 C388 900 388 860 400 800 Z", "#cfae9a", 'opacity=".5"')}</g><g filter="url(#soft6)">` +
    fold("M452 620 C446 700 436 760 424 820", 7) + fold("M552 620 C558 700 566 760 578 820", 7) + fold("M476 900 C468 950 464 990 460 1040") + fold("M530 900 C540 950 546 990 550 1040") +
    path("M560 540 C590 640 596 800 600 900 C604 960 620 1010 634 1060 L566 1060 C566 940 556 700 560 540 Z", "#b98f7c", 'opacity=".4"') + "</g>" +
    line("M500 548 C502 680 502 860 500 1050", SILK.line, 2, 'opacity=".55"') +
    path("M446 462 C452 494 474 518 500 527 L498 560 C468 552 440 536 428 514 C438 500 442 484 446 462 Z", SILK.light) +
    path("M554 462 C548 494 526 518 500 527 L502 560 C532 552 560 536 572 514 C562 500 558 484 554 462 Z", SILK.mid) +
    line("M446 462 C452 494 474 518 500 527 C526 518 548 494 554 462", GOLD.base, 2.6, 'opacity=".9"') + line("M428 514 C446 540 474 555 500 560 C526 555 554 540 572 514", SILK.shade, 2.6, 'opacity=".8"') +
    [[500, 553], [501, 640], [501, 728]].map(([x, y]) => line(`M${x - 24} ${y}C${x - 14} ${y - 9} ${x - 8} ${y + 6} ${x} ${y}C${x + 8} ${y - 6} ${x + 14} ${y + 9} ${x + 24} ${y}`, JADE.base, 4.4) + oval(x, y, 7, 7, JADE.light) + oval(x - 2, y - 2, 2.4, 2.4, "#dffff4")).join("") +
    path("M360 1020 C440 1048 560 1048 640 1020 L648 1090 C560 1118 440 1118 352 1090 Z", "url(#skirt)") + line("M360 1028 C440 1056 560 1056 640 1028", GOLD.base, 3, 'opacity=".8"') +
    line("M500 1054C500 1080 499 1104 499 1124", INK.dark, 5, 'opacity=".5"')
  );
}

const sprig = () =>
  `<g opacity=".9">${line("M398 700 C404 660 406 620 418 584M401 672 C392 656 386 646 388 630M407 640 C416 626 424 622 426 606", GOLD.base, 2)}` +
  [[418, 580, 1], [388, 626, 0.8], [428, 602, 0.72]].map(([x, y, s]) => `<g transform="translate(${x} ${y}) scale(${s})">${[0, 72, 144, 216, 288].map((a) => `<ellipse cx="0" cy="-8" rx="4.4" ry="7.6" transform="rotate(${a})" fill="#ffe6c0"/>`).join("")}<circle r="3" fill="${GOLD.base}"/></g>`).join("") + "</g>";

const button = (x, y) => oval(x, y, 11, 11, GOLD.dark) + oval(x, y - 1, 9.6, 9.6, GOLD.base) + oval(x, y - 1, 6.4, 6.4, JADE.light) + oval(x - 2, y - 3, 2.2, 2.2, "#e8fff8");

/** The shadow that the hair casts on the jacket, as the key light comes from the upper left. */
const hairShade = () =>
  `<g clip-path="url(#jacket-in)" filter="url(#soft6)">${path("M372 516 C402 540 400 580 380 624 C404 690 404 736 346 812 L296 818 L296 560 Z", JADE.dark, 'opacity=".5"')}</g>` +
  `<g transform="translate(1000 0) scale(-1 1)"><g clip-path="url(#jacket-in)" filter="url(#soft6)">${path("M390 516 C398 560 382 620 368 664 C392 720 384 790 330 862 L276 860 L276 560 Z", JADE.dark, 'opacity=".45"')}</g></g>`;

function torso() {
  const seam = (d, width = 4, alpha = 0.5, colour = JADE.dark) => line(d, colour, width, `opacity="${alpha}"`);
  const shade = (d, alpha, colour = JADE.dark) => path(d, colour, `opacity="${alpha}"`);
  const half = () =>
    path(JACKET, "url(#jade)") +
    `<g clip-path="url(#jacket-in)"><g filter="url(#soft12)">${
      // Light on the bust, shade beneath it and along the side, a fold at the waist.
      shade("M326 650 C360 640 400 680 416 730 C420 776 384 790 352 776 C326 760 314 690 326 650 Z", 0.2, JADE.pale) +
      shade("M318 790 C350 824 398 826 432 796 C446 836 440 856 470 890 C430 900 372 880 350 850 C336 830 322 812 318 790 Z", 0.36) +
      shade("M296 720 C306 800 344 860 356 930 C344 1040 300 1150 288 1290 L330 1300 C340 1180 384 1050 384 950 C376 860 330 800 312 730 Z", 0.55)
    }</g><g filter="url(#soft6)">${shade("M376 940 C410 950 450 944 492 922 C452 960 410 966 374 958 Z", 0.5) + shade("M440 990 C426 1090 404 1200 398 1310 L420 1312 C426 1200 450 1090 480 980 Z", 0.3)}</g></g>`;
  return (
    `<clipPath id="jacket-in"><path d="${JACKET}"/></clipPath>` + blouse() +
    // The jacket's shadow on the silk, then its halves; the right one laps over and stands in the dusk.
    `<g filter="url(#soft6)">${both(path("M440 530 C450 660 474 790 512 890 L524 860 C490 780 462 660 452 540 Z", "#8d6a5c", 'opacity=".5"'))}</g>` +
    half() + path(LAPEL, "url(#lapel)") +
    `<g transform="translate(1000 0) scale(-1 1)">${half()}</g>` + path(flip(JACKET), "url(#dusk)") + path(flip(LAPEL), "url(#lapel-right)") + sprig() + hairShade() +
    both(seam("M388 540 C372 580 364 630 370 672 L406 664 L380 704 C408 784 456 850 502 894", 2.6, 0.55)) +
    line("M438 536 C444 660 468 800 503 888", "#a6e0d2", 2.4, 'opacity=".7"') + line("M562 536 C556 660 532 800 499 884", "#7cc7b8", 2, 'opacity=".55"') +
    line("M497 936 C524 1050 540 1200 552 1312", "#6dbcae", 2, 'opacity=".5"') + button(502, 908) +
    both(seam("M352 1086 C374 1079 398 1078 424 1083 L420 1107 C396 1102 370 1103 348 1110 Z", 2.4, 0.55)) +
    line("M292 572 C300 565 310 561 322 557 C362 543 402 529 428 512", "#b6ebde", 3, 'opacity=".6"') + line("M708 572 C700 565 690 561 678 557 C638 543 598 529 572 512", JADE.rim, 3.6, 'opacity=".8"')
  );
}

export const COLLAR = [500, 530];
export const WAIST = [500, 945];

/** All above the waist; it fades out over the hips, which turn beneath it, sooner where these have their edge. */
export const upperBody = () =>
  `<mask id="waist-in" maskUnits="userSpaceOnUse" x="236" y="390" width="528" height="620"><g filter="url(#soft6)">${path("M200 350H800V942L620 950L596 984H404L380 950L200 942Z", "#fff")}</g></mask>` +
  `<g mask="url(#waist-in)">${neck() + torso()}</g>`;

const POCKET = "M345 1087C374 1079 398 1078 427 1083.5L438 1136H336L346 1110Z";
/**
 * Her right pocket from its mouth down, or the left one: the same cloth once more, before a hand that
 * slips into it.
 */
export const pocket = (mirror) =>
  `<clipPath id="pocket-in"><path d="${mirror ? flip(POCKET) : POCKET}"/></clipPath><g clip-path="url(#pocket-in)">${torso()}</g>` +
  line(mirror ? "M648 1086C626 1079 602 1078 576 1083" : "M352 1086C374 1079 398 1078 424 1083", JADE.dark, 3, 'opacity=".7"');
export const POCKET_BOX = [330, 1070, 112, 70];

/** Skirt and the skirts of the jacket, to be cut off above the waist. */
export const hips = () => skirt() + torso();

/**
 * Blouse, lapels and buttons once more, fading out before the outline: swung a little about COLLAR over
 * the torso, they turn it.
 */
export const front = () =>
  `<mask id="front-in" maskUnits="userSpaceOnUse" x="300" y="480" width="400" height="540"><g filter="url(#soft12)">${path("M420 540L580 540L630 566L640 690L606 800L566 880L552 950L448 950L434 880L394 800L360 690L370 566Z", "#fff")}</g></mask>` +
  `<g mask="url(#front-in)">${torso()}</g>`;
