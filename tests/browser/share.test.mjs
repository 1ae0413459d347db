// Share links: they contain the drawing, and a damaged one loses no work.

import assert from 'node:assert/strict';
import { pageTest } from './browser.mjs';
import {
  SFTP_TITLE, addRule, diagram, eventually, explanation, handwrittenLink, packetTexts, ready, selectAcl, shareLink, titled,
} from './playground.mjs';

const RULE = '110 allow tcp 32768-60999 to 203.0.113.10/32';

/** A visitor with a drawing: the first example with a rule added. */
async function withOwnDrawing(visit) {
  const page = await visit();
  await ready(page);
  await selectAcl(page, 'acl-public');
  await addRule(page, 'Outbound rule', RULE);
  const rows = await packetTexts(page);
  // Autosave runs shortly after the edit.
  await eventually(async () => {
    assert((await page.evaluate(() => JSON.stringify(localStorage))).includes('32768-60999'), 'kept');
  });
  return { page, rows };
}

pageTest('a share link opened elsewhere shows the same', async ({ visit }) => {
  const { page, rows } = await withOwnDrawing(visit);
  const link = await shareLink(page);
  const elsewhere = await visit(link);
  await ready(elsewhere);
  assert.deepEqual(await packetTexts(elsewhere), rows, 'for another visitor');
  const secondTab = await visit(link, { beside: page });
  await ready(secondTab);
  assert.deepEqual(await packetTexts(secondTab), rows, 'in a second tab');
});

pageTest('a link written by hand opens', async ({ visit }) => {
  const page = await visit(
    handwrittenLink({
      portcullis: 1,
      title: 'Two on the internet',
      hosts: [
        { id: 'one', ip: '203.0.113.1', pos: [40, 40] },
        { id: 'two', ip: '203.0.113.2', listen: ['tcp 80'], pos: [400, 40] },
      ],
      script: [{ at: 0, open: { id: 'c1', from: 'one', to: 'two', port: 80 } }],
    }),
  );
  await ready(page);
  await titled(page, 'Two on the internet').waitFor();
  await diagram(page).getByRole('button', { name: /^host two, 203\.0\.113\.2/ }).waitFor();
});

pageTest('a visitor’s drawing opens on their next visit', async ({ visit }) => {
  const { page, rows } = await withOwnDrawing(visit);
  const again = await visit('/', { beside: page });
  await ready(again);
  assert.deepEqual(await packetTexts(again), rows);
});

pageTest('a damaged link explains itself and leaves the visitor’s drawings unchanged', async ({ visit }) => {
  const { page, rows } = await withOwnDrawing(visit);
  const link = await shareLink(page);
  const kept = () => page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
  const before = await kept();
  for (const [damage, address] of [
    // Inside the drawing: the part after `&` only sets the view.
    ['cut short', link.replace(/.{20}(&.*)?$/, '')],
    ['no link of ours', '/#hello'],
    ['a newer version', '/#z99.AAAA'],
    ['nothing in it', '/#z1.'],
    ['a wrong letter', link.replace(/#z1\..{9}/, (start) => `${start}!`)],
    ['not a scenario', '/#j1.%7B%22portcullis%22%3A1%2C%22hosts%22%3A3%7D'],
    ['half a character', '/#j1.%E2%82'],
  ]) {
    const tab = await visit(address, { beside: page });
    await explanation(tab).waitFor();
    assert.equal(await kept(), before, `${damage}: what the visitor has is as it was`);
    await tab.close();
  }
  const again = await visit('/', { beside: page });
  await ready(again);
  assert.deepEqual(await packetTexts(again), rows);
});

pageTest('opening a shared link does not replace the visitor’s drawing', async ({ visit }) => {
  const { page, rows } = await withOwnDrawing(visit);
  const other = await visit(handwrittenLink({ portcullis: 1, title: 'Somebody else’s' }), { beside: page });
  await titled(other, 'Somebody else’s').waitFor();
  const again = await visit('/', { beside: page });
  await ready(again);
  await titled(again, SFTP_TITLE).waitFor();
  assert.deepEqual(await packetTexts(again), rows);
});
