// Screenshots of the page, for comparison with the design, and the README's picture.
//
// UPDATE_PICTURE=1 rewrites the README's picture. The tests also check that nothing
// overflows the viewport and that no text is smaller than 11 px.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { DESKTOP, PHONE, pageTest } from './browser.mjs';
import { picture, ready, showTheDrop } from './playground.mjs';

const README_PICTURE = new URL('./portcullis.png', import.meta.url);

for (const theme of ['light', 'dark']) {
  pageTest(`desktop, ${theme}`, async ({ visit }) => {
    const page = await visit('/', { theme, viewport: DESKTOP });
    await ready(page);
    await picture(page, `desktop-${theme}-opened`);
    await showTheDrop(page);
    const bytes = await picture(page, `desktop-${theme}`);
    await assertFits(page);
    if (theme === 'light' && process.env.UPDATE_PICTURE === '1') await writeFile(README_PICTURE, bytes);
  });

  pageTest(`phone, ${theme}`, async ({ visit }) => {
    const page = await visit('/', { theme, viewport: PHONE });
    await ready(page);
    await picture(page, `phone-${theme}`);
    await assertFits(page);
  });

  pageTest(`embed, ${theme}`, async ({ visit }) => {
    const page = await visit('/?embed', { theme, viewport: { width: 720, height: 360 } });
    await ready(page);
    await picture(page, `embed-${theme}`);
    await assertFits(page);
  });
}

async function assertFits(page) {
  const { overhang, small } = await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = [];
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement;
      const drawn = parent.closest('svg');
      if (!texts.currentNode.data.trim() || drawn || !parent.checkVisibility()) continue;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (size < 11) small.push(`${size} px: ${texts.currentNode.data.trim()}`);
    }
    return { overhang: document.documentElement.scrollWidth - innerWidth, small };
  });
  assert(overhang <= 0, `the page is ${overhang} px too wide`);
  assert.deepEqual(small, [], 'text is never under 11 px');
}
