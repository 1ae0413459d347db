// Every example opens, plays to its end, and lists packets.

import assert from 'node:assert/strict';
import { pageTest } from './browser.mjs';
import { eventually, examples, packetTexts, ready } from './playground.mjs';

pageTest('each example opens and has packets', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  const names = await (await examples(page)).allInnerTexts();
  assert(names.length >= 5, `at least five examples: ${names.join(', ')}`);

  const seen = new Set();
  for (const [index, name] of names.entries()) {
    const fresh = await visit();
    await ready(fresh);
    await (await examples(fresh)).nth(index).click();
    await eventually(async () => {
      const title = await fresh.getByRole('heading', { level: 1 }).innerText();
      assert(name.startsWith(title), `“${title}” is open, and “${name}” was chosen`);
    });
    const rows = await packetTexts(fresh);
    assert(rows.length > 0, `${name} has packets`);
    seen.add(rows.join('\n'));
    await fresh.close();
  }
  assert.equal(seen.size, names.length, 'each example shows something of its own');
});
