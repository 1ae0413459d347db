// A first visit: what is shown, loaded and stored.

import assert from 'node:assert/strict';
import { PHONE, pageTest } from './browser.mjs';
import {
  SFTP_TITLE, button, details, diagram, eventually, examples, inspector, packets, played, ready, selectAcl, timeline, titled, told,
} from './playground.mjs';

pageTest('the page opens on the SFTP scenario, with every part in its landmark', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await titled(page, SFTP_TITLE).waitFor();
  for (const part of [
    page.getByRole('navigation', { name: 'Tools' }),
    diagram(page),
    inspector(page),
    timeline(page),
    details(page),
  ]) {
    assert.equal(await part.count(), 1, String(part));
    assert(await part.isVisible(), String(part));
  }
  for (const name of ['Step back', 'Step forward', 'Restart', 'Undo', 'Redo', 'Share link', 'Examples', 'Theme']) {
    assert(await button(page, name).isVisible(), name);
  }
  assert((await (await packets(page)).count()) > 0, 'the Packets table has rows');
});

pageTest('hosts and gates are buttons whose names begin with their kind', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  for (const name of [/^host laptop, 203\.0\.113\.10/, /^host sftp, 10\.0\.1\.20/, /^network ACL acl-public/]) {
    assert(await diagram(page).getByRole('button', { name }).first().isVisible(), String(name));
  }
});

pageTest('on a phone the diagram and its controls are on screen at once', async ({ visit }) => {
  const page = await visit('/', { viewport: PHONE });
  await ready(page);
  for (const part of [diagram(page), timeline(page), button(page, 'Play').or(button(page, 'Pause'))]) {
    const box = await part.first().boundingBox();
    assert(box && box.y >= 0 && box.y + box.height <= PHONE.height + 1, String(part));
  }
});

pageTest('a visit that edits nothing stores nothing', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  const address = page.url();
  await button(page, 'Step forward').click();
  await page.locator('body').press('End');
  assert.equal(page.url(), address, 'the address is rewritten only by an explicit share');
});

for (const [where, address, viewport] of [
  ['embedded', '/?embed&autoplay', { width: 640, height: 400 }],
  ['on a laptop', '/', { width: 1280, height: 720 }],
  ['on a phone', '/', PHONE],
]) {
  pageTest(`${where}, a first visit plays with the first part of the program, and the first key loads the rest`, async ({ visit }) => {
    const page = await visit(address, { viewport, motion: true });
    const later = [];
    page.on('request', (request) => {
      if (request.url().includes('/later-')) later.push(request.url());
    });
    await ready(page);
    await played(page, 1_000);
    assert.deepEqual(later, [], 'nothing is loaded yet');
    await page.keyboard.press('Space');
    await button(page, 'Play').waitFor();
    await eventually(async () => assert(later.length > 0, 'the second part is loaded'));
  });
}

for (const [wanted, begin, end] of [
  ['a link', (page) => button(page, 'Share link').press('Enter'), (page) => told(page, 'Link copied').waitFor()],
  ['a dialog', (page) => page.keyboard.press('?'), (page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()],
  ['a menu', examples, () => {}],
  [
    'the rules of a gate',
    (page) => selectAcl(page, 'acl-public'),
    (page) => inspector(page).getByRole('row', { name: /^100 allow/ }).first().waitFor(),
  ],
]) {
  pageTest(`${wanted}, requested before the second part has loaded, appears once it has`, async ({ visit }) => {
    const page = await visit();
    await ready(page);
    // The prefetch never arrives; the fetch on demand does.
    await page.route('**/later-*', (route) => (route.request().resourceType() === 'fetch' ? undefined : route.continue()));
    await begin(page);
    await end(page);
  });
}

pageTest('a part of the page that loads later shows the current state', async ({ visit }) => {
  const page = await visit();
  await page.evaluate(() => localStorage.setItem('portcullis.letters', 'off'));
  await page.reload();
  await ready(page);
  await button(page, 'Keyboard shortcuts').click();
  const letters = page.getByRole('dialog').getByRole('checkbox', { name: 'Single-letter keys' });
  assert.equal(await letters.isChecked(), false);
});
