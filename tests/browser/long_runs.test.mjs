// A run too long for one frame: a worker simulates it while the page stays responsive.

import assert from 'node:assert/strict';
import { pageTest } from './browser.mjs';
import { button, details, eventually, handwrittenLink, many, packets, ready, toTheEnd } from './playground.mjs';

const count = (page) => page.locator('#packet-count').innerText().then(Number);
const rest = (page) => page.getByRole('status').filter({ hasText: 'Simulating the rest' });

pageTest('a worker simulates a long run while its beginning can be played', async ({ visit }) => {
  const workers = [];
  // Delay the worker, so that the incomplete run can be checked.
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  const page = await visit();
  page.on('worker', (worker) => workers.push(worker));
  await page.context().route(/\.js$/, async (route) => {
    if (route.request().serviceWorker() === null && workers.length > 0) await held;
    await route.continue();
  });
  await ready(page);
  await page.goto(new URL(handwrittenLink(many(50_000)), page.url()).href);
  await page.reload();
  await ready(page);
  await rest(page).waitFor();
  const begun = await count(page);
  assert(begun > 1_000 && begun < 100_000, `${begun} packets are there at once`);
  const slider = page.getByRole('slider', { name: 'Playhead' });
  await button(page, 'Restart').click();
  const before = await slider.getAttribute('aria-valuetext');
  await button(page, 'Step forward').click();
  assert.notEqual(await slider.getAttribute('aria-valuetext'), before, 'it is watched');
  const first = await (await packets(page)).first().innerText();
  const at = await slider.getAttribute('aria-valuetext');

  go();
  await rest(page).waitFor({ state: 'hidden', timeout: 60_000 });
  assert(workers.length > 0, 'a worker did it');
  await eventually(async () => assert.equal(page.workers().length, 0, 'it goes when it is done'));
  assert.equal(await count(page), 100_000);
  assert.equal((await slider.getAttribute('aria-valuetext')).split(' of ')[0], at.split(' of ')[0], 'the playhead stays');
  assert.equal(await (await packets(page)).first().innerText(), first);
  await toTheEnd(page);
  await details(page).getByRole('button', { name: 'packet 100000', exact: true }).waitFor();
});
