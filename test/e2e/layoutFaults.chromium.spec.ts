import { expect, test } from '@playwright/test';
import { layoutFaults, unreachableByKeyboard } from './layout';

const BUTTON = 'style="width: 100px; height: 80px"';

for (const [what, html, fault] of [
  ['too wide a page', '<div style="width: 3000px; height: 1px"></div>', 'the page is 3000 px wide'],
  ['too high a page', '<div style="height: 3000px"></div>', 'the page is 3000 px high'],
  ['a small button', '<button style="width: 100px; height: 40px">A</button>', 'button. "A" is 100 × 40 px'],
  [
    'buttons one over the other',
    `<button ${BUTTON}>A</button><button style="width: 100px; height: 80px; margin-left: -20px">B</button>`,
    'button. "A" lies over button. "B"',
  ],
  [
    'words that run out of their button',
    `<button ${BUTTON}><span style="white-space: nowrap">Much too long for this</span></button>`,
    'span. "Much too long for this" runs out of button. "Much too long for this"',
  ],
  [
    'words that are cut off',
    '<p style="width: 90px; height: 20px; overflow: hidden">More than one line of words</p>',
    'p. "More than one line of words" runs out of p. "More than one line of words"',
  ],
  [
    'words over words',
    '<p style="margin: 0">One</p><p style="margin: -20px 0 0">Two</p>',
    'p. "One" is written over p. "Two"',
  ],
  [
    'a word that is cut off with dots',
    '<p style="width: 50px; overflow: hidden; text-overflow: ellipsis">Cameras</p>',
    'p. "Cameras" is a word cut off',
  ],
] as const) {
  test(`the check of the layout finds ${what}`, async ({ page }) => {
    await page.setContent(`<body style="margin: 0">${html}`);
    expect(await layoutFaults(page, false)).toEqual([fault]);
  });
}

test('the check of the layout finds nothing where all is well', async ({ page }) => {
  await page.setContent(`<button ${BUTTON}>A</button> <button ${BUTTON}>B</button><p>One</p><p>Two</p>`);
  expect(await layoutFaults(page, false)).toEqual([]);
});

test('the check of the keyboard finds what Tab passes over', async ({ page }) => {
  const trap = `<button onkeydown="event.preventDefault()">A</button><button>B</button>`;
  await page.setContent(trap);
  expect(await unreachableByKeyboard(page)).toEqual(['B']);
  await page.setContent('<button>A</button><button>B</button>');
  expect(await unreachableByKeyboard(page)).toEqual([]);
});
