// Every example opens, plays to its end, and has packets to look at.

import assert from 'node:assert/strict';
import { pageTest } from './browser.mjs';
import { button, packetTexts, ready, toTheEnd } from './playground.mjs';

pageTest('each example opens and has packets', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  const choices = page.getByRole('menuitem');
  await button(page, 'Examples').click();
  await choices.first().waitFor();
  const names = (await choices.allInnerTexts()).map((text) => text.split('\n')[0].trim());
  assert(names.length >= 5, `at least five examples: ${names.join(', ')}`);
  await page.keyboard.press('Escape');

  const seen = new Set();
  for (const [index, name] of names.entries()) {
    const fresh = await visit();
    await ready(fresh);
    await button(fresh, 'Examples').click();
    await fresh.getByRole('menuitem').nth(index).click();
    await fresh.getByRole('banner').getByText(name).first().waitFor();
    await toTheEnd(fresh);
    const rows = await packetTexts(fresh);
    assert(rows.length > 0, `${name} has packets`);
    seen.add(rows.join('\n'));
    await fresh.close();
  }
  assert.equal(seen.size, names.length, 'each example shows something of its own');
});
