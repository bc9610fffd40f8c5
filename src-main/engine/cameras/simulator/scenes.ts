import type { CameraName } from '#contract/cameras';

/** The units in which the scenes are drawn: 4:3, as the cameras see. Other shapes crop them. */
const SCENE = { width: 1600, height: 1200 };

const COAT = '#f4eadb';
const SHADE = '#dccbb3';
const BROWN = '#8a5733';
const DARK = '#5b3820';
const HORN = '#6f6558';
const HOOF = '#3b322c';
const PINK = '#e3a79b';

/** What a simulated camera sees behind the moving tag: one and the same goat in its pen, as an SVG of so many pixels. */
export function sceneSvg(camera: CameraName, width: number, height: number): string {
  return svg(
    width,
    height,
    SCENE,
    `${VIEWS[camera]()}
    <rect x="40" y="1096" width="${camera.length * 30 + 266}" height="70" rx="35" fill="#1d2a22" fill-opacity=".72"/>
    <text x="76" y="1144" font-family="DejaVu Sans, sans-serif" font-size="38" fill="#fff">
      <tspan font-weight="bold" fill="#ffd54a">${camera.toUpperCase()}</tspan><tspan dx="20">simulated</tspan></text>`,
  );
}

/** The ear tag with a frame's number that a butterfly carries through the pen, as a square SVG of so many pixels. */
export function tagSvg(frame: number, sizePx: number): string {
  const wing = 'C -30 -40 -92 -44 -88 0 C -86 26 -44 26 0 8 C -34 26 -62 52 -40 68 C -20 78 -4 44 0 12 Z';
  const spread = frame % 2 === 0 ? 0.7 : 1;
  return svg(
    sizePx,
    sizePx,
    { width: 300, height: 300 },
    `<path d="M150 84 V128" stroke="${DARK}" stroke-width="4"/>
    <path d="M110 118 h80 l14 24 h40 q18 0 18 18 v100 q0 26 -26 26 H64 q-26 0 -26 -26 V160 q0 -18 18 -18 h40 Z"
      fill="#ffcf33" stroke="#b07b00" stroke-width="5"/>
    <circle cx="150" cy="134" r="8" fill="#b07b00"/>
    <text x="150" y="262" text-anchor="middle" font-family="DejaVu Sans, sans-serif" font-weight="bold"
      font-size="124" fill="#33240a">${frame}</text>
    <g fill="#3f7fd0" stroke="#1d3f78" stroke-width="4">
      <path transform="translate(150 50) scale(${spread} 1)" d="M0 0 ${wing}"/>
      <path transform="translate(150 50) scale(${-spread} 1)" d="M0 0 ${wing}"/>
    </g>
    <path d="M150 34 V88 M150 36 q-10 -22 -24 -26 M150 36 q10 -22 24 -26" fill="none" stroke="${HOOF}"
      stroke-width="6" stroke-linecap="round"/>`,
  );
}

const VIEWS: Record<CameraName, () => string> = { side, top, front };

function side(): string {
  return `${barn()}
  ${fence(640)}
  <ellipse cx="800" cy="992" rx="400" ry="40" fill="#6b4f1d" fill-opacity=".35"/>
  ${[656, 1002].map((x) => leg(x, 720, SHADE)).join('')}
  <path d="M548 580 C490 560 452 506 470 462 C504 488 560 520 592 560 Z" fill="${BROWN}"/>
  <path id="body" fill="${COAT}" d="M560 556 C640 520 840 556 950 520 C1000 500 1040 440 1062 372 L1172 440
    C1132 520 1128 620 1076 700 C1020 768 900 752 820 764 C720 780 620 784 572 736 C524 690 512 596 560 556 Z"/>
  <path fill="${BROWN}" d="M690 542 C760 536 840 548 914 532 C930 610 880 664 800 656 C730 652 684 610 690 542 Z"/>
  <path fill="${SHADE}" d="M572 736 C620 784 720 780 820 764 C900 752 1020 768 1076 700 C1000 736 900 716 820 726
    C720 740 620 744 556 700 Z"/>
  ${[572, 922].map((x) => leg(x, 700, COAT)).join('')}
  <path d="M1096 306 C1080 210 1010 156 918 176 C986 192 1030 250 1048 330 Z" fill="${HORN}"/>
  <path d="M1204 470 C1212 530 1196 580 1170 610 C1158 566 1146 520 1152 462 Z" fill="${SHADE}"/>
  <path fill="${BROWN}" d="M1040 344 C1060 284 1130 272 1172 306 L1276 398 C1306 424 1300 468 1264 474
    C1216 482 1166 480 1124 464 C1070 440 1026 404 1040 344 Z"/>
  <path fill="${COAT}" d="M1222 350 L1276 398 C1306 424 1300 468 1264 474 C1236 478 1212 478 1190 476
    C1176 434 1190 382 1222 350 Z"/>
  <path fill="${DARK}" d="M1084 352 C1040 352 984 386 966 446 C1018 456 1078 424 1100 380 Z"/>
  <path fill="${PINK}" d="M1074 366 C1042 370 1006 394 992 428 C1028 430 1066 408 1082 384 Z"/>
  ${eye(1152, 362)}
  <path d="M1270 420 q10 4 12 14 M1284 452 C1262 462 1234 458 1216 444" fill="none" stroke="${DARK}"
    stroke-width="7" stroke-linecap="round"/>
  ${straw(7, 90, { x: 0, y: 960, width: 1600, height: 240 })}`;
}

function front(): string {
  const half = (flip: string) => `<g transform="translate(800 0) ${flip}">
    <rect x="96" y="700" width="60" height="240" rx="26" fill="${SHADE}"/>
    <path d="M40 326 C60 220 130 150 210 170 C156 200 120 270 112 352 Z" fill="${HORN}"/>
    <path d="M126 400 C200 360 290 380 330 450 C270 500 180 490 128 450 Z" fill="${DARK}"/>
    <path d="M150 420 C206 396 264 408 294 446 C250 472 190 468 150 446 Z" fill="${PINK}"/>
  </g>`;
  const frontLeg = (x: number) => leg(x, 760, COAT, 84);
  return `${barn()}
  ${fence(660)}
  <ellipse cx="800" cy="1004" rx="320" ry="44" fill="#6b4f1d" fill-opacity=".35"/>
  ${half('')}${half('scale(-1 1)')}
  <ellipse cx="800" cy="706" rx="236" ry="196" fill="${COAT}"/>
  <path d="M596 640 C640 560 960 560 1004 640 C1010 590 960 520 800 520 C640 520 590 590 596 640 Z" fill="${BROWN}"/>
  ${frontLeg(672)}${frontLeg(844)}
  <path d="M764 690 C760 770 780 830 800 862 C820 830 840 770 836 690 Z" fill="${SHADE}"/>
  <path d="M706 590 C716 660 728 710 752 732 C790 752 810 752 848 732 C872 710 884 660 894 590 Z" fill="${SHADE}"/>
  <path d="M664 400 C664 300 730 276 800 276 C870 276 936 300 936 400 C936 500 890 560 876 640
    C868 700 836 724 800 724 C764 724 732 700 724 640 C710 560 664 500 664 400 Z" fill="${BROWN}"/>
  <path d="M776 280 C790 276 810 276 824 280 C834 400 840 470 868 590 C880 690 840 724 800 724
    C760 724 720 690 732 590 C760 470 766 400 776 280 Z" fill="${COAT}"/>
  <path d="M758 620 C770 604 830 604 842 620 C836 650 812 660 800 662 C788 660 764 650 758 620 Z" fill="${PINK}"/>
  <path d="M800 662 V684 M752 690 C776 706 824 706 848 690" fill="none" stroke="${DARK}" stroke-width="7"
    stroke-linecap="round"/>
  ${eye(712, 430)}${eye(888, 430)}
  ${straw(11, 90, { x: 0, y: 970, width: 1600, height: 230 })}`;
}

function top(): string {
  const half = (flip: string) => `<g transform="translate(0 620) ${flip}">
    <path d="M1108 40 C1096 90 1090 140 1056 172 C1024 140 1034 80 1060 44 Z" fill="${DARK}"/>
    <path d="M1098 56 C1090 96 1082 130 1060 150 C1044 124 1050 86 1068 58 Z" fill="${PINK}"/>
    <path d="M1122 20 C1086 52 1010 84 932 80 C970 54 1040 30 1086 8 Z" fill="${HORN}"/>
  </g>`;
  const plank = (y: number) => `<rect x="-800" y="${y}" width="3200" height="84" fill="#a9763f"/>
    <path d="M-800 ${y + 30} H2400 M-800 ${y + 58} H2400" stroke="#8b5d2e" stroke-width="4"/>`;
  return `<rect x="-800" y="-800" width="3200" height="2800" fill="#d9b65c"/>
  ${straw(3, 900, { x: 0, y: 0, width: 1600, height: 1200 })}
  ${plank(-10)}
  <rect x="1310" y="330" width="230" height="560" rx="36" fill="#7f8b91"/>
  <rect x="1336" y="356" width="178" height="508" rx="22" fill="#4f8f3d"/>
  ${straw(5, 120, { x: 1350, y: 370, width: 150, height: 480 }, ['#6fb04f', '#8fca62', '#3c7230'])}
  <ellipse cx="720" cy="664" rx="470" ry="200" fill="#6b4f1d" fill-opacity=".3"/>
  <path d="M312 620 C262 596 218 604 190 620 C218 636 262 644 312 620 Z" fill="${BROWN}" stroke="${BROWN}"
    stroke-width="26" stroke-linejoin="round"/>
  <path fill="${COAT}" d="M300 620 C300 500 420 440 560 450 C700 456 800 490 900 520 C980 540 1040 548 1090 560
    L1090 680 C1040 692 980 700 900 720 C800 750 700 784 560 790 C420 800 300 740 300 620 Z"/>
  <path fill="${BROWN}" d="M520 452 C600 446 690 458 760 478 C800 560 800 680 760 762 C690 782 600 794 520 788
    C560 690 560 550 520 452 Z"/>
  <path d="M330 620 H1080" stroke="${SHADE}" stroke-width="16" stroke-linecap="round"/>
  ${half('')}${half('scale(1 -1)')}
  <path fill="${BROWN}" d="M1056 620 C1056 560 1110 542 1160 556 C1220 570 1290 590 1300 620
    C1290 650 1220 670 1160 684 C1110 698 1056 680 1056 620 Z"/>
  <path fill="${COAT}" d="M1120 604 C1180 596 1240 584 1272 596 C1300 606 1304 634 1272 644 C1240 656 1180 644 1120 636 Z"/>
  <circle cx="1276" cy="610" r="6" fill="${DARK}"/><circle cx="1276" cy="630" r="6" fill="${DARK}"/>
  <ellipse cx="1172" cy="566" rx="16" ry="8" fill="#e0a526"/><ellipse cx="1172" cy="674" rx="16" ry="8" fill="#e0a526"/>`;
}

/** A wall of planks with a window, and a floor of straw. */
function barn(): string {
  const planks = Array.from({ length: 22 }, (_, index) => {
    const x = -800 + index * 146;
    return `<rect x="${x}" y="-800" width="142" height="1700" fill="${index % 3 === 0 ? '#a8713d' : '#b37c46'}"/>
      <path d="M${x + 46} -800 V900 M${x + 98} -800 V900" stroke="#99652f" stroke-width="4" stroke-opacity=".6"/>`;
  });
  return `<rect x="-800" y="-800" width="3200" height="2800" fill="#7a4f26"/>${planks.join('')}
  <rect x="110" y="110" width="330" height="260" fill="#f4f0e4"/>
  <rect x="128" y="128" width="294" height="224" fill="#9bd3f2"/>
  <circle cx="360" cy="186" r="34" fill="#ffe27a"/>
  <path d="M128 352 V300 C190 250 250 270 290 296 C330 270 380 262 422 286 V352 Z" fill="#7cb65a"/>
  <path d="M275 128 V352 M128 240 H422" stroke="#f4f0e4" stroke-width="14"/>
  <rect x="-800" y="860" width="3200" height="1200" fill="#d9b65c"/>
  ${straw(1, 420, { x: 0, y: 860, width: 1600, height: 340 })}`;
}

/** Two rails and their posts behind the goat; `y` is the upper rail's. */
function fence(y: number): string {
  const posts = [-180, 180, 540, 900, 1260, 1620].map(
    (x) => `<rect x="${x}" y="${y - 60}" width="46" height="310" rx="8" fill="#e9dcc3"/>`,
  );
  const rails = [y, y + 120].map(
    (rail) => `<rect x="-800" y="${rail}" width="3200" height="40" fill="#f5ead4"/>
      <rect x="-800" y="${rail + 32}" width="3200" height="8" fill="#cdbb98"/>`,
  );
  return posts.join('') + rails.join('');
}

function leg(x: number, y: number, colour: string, width = 68): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${960 - y}" rx="${width / 2.6}" fill="${colour}"/>
    <path d="M${x + 4} 944 h${width - 8} l8 44 h${-width - 8} Z" fill="${HOOF}"/>`;
}

/** A goat's eye: its pupil lies. */
function eye(x: number, y: number): string {
  return `<ellipse cx="${x}" cy="${y}" rx="24" ry="20" fill="#e8b02e" stroke="${DARK}" stroke-width="6"/>
    <rect x="${x - 14}" y="${y - 6}" width="28" height="12" rx="5" fill="#1c1410"/>
    <circle cx="${x - 9}" cy="${y - 10}" r="4" fill="#fff"/>`;
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Stalks strewn over an area, the same ones each time for a seed. */
function straw(seed: number, count: number, area: Area, colours = ['#f0d584', '#c49a3f', '#e6c56b']): string {
  const random = randomNumbers(seed);
  const strokes = colours.map((colour) => {
    const stalks = Array.from({ length: count / colours.length }, () => {
      const x = area.x + random() * area.width;
      const y = area.y + random() * area.height;
      return `M${x.toFixed(0)} ${y.toFixed(0)} l${(random() * 120 - 60).toFixed(0)} ${(random() * 40 - 20).toFixed(0)}`;
    });
    return `<path d="${stalks.join(' ')}" stroke="${colour}" stroke-width="5" stroke-linecap="round" fill="none"/>`;
  });
  return strokes.join('');
}

/** Numbers from 0 to 1 by the Lehmer generator of Park and Miller (1988): a drawing must not change from run to run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function svg(
  width: number,
  height: number,
  view: { width: number; height: number },
  content: string,
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"
    viewBox="0 0 ${view.width} ${view.height}" preserveAspectRatio="xMidYMid slice">${content}</svg>`;
}
