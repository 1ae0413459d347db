// The Details tabs: what they show at each moment, however the playhead got there.

import assert from 'node:assert/strict';
import { pageTest } from './browser.mjs';
import {
  button, details, diagram, eventually, handwrittenLink, inspector, many, packets, ready, toTheEnd, told,
} from './playground.mjs';

const TABS = ['Packets', 'Sequence', 'Sockets', 'Tracked connections', 'Ephemeral ports', 'Flow logs', 'Reachability'];

const tab = (page, name) => details(page).getByRole('tab', { name: new RegExp(`^${name}`) });

/** The text of the selected tab. */
const shown = (page) => details(page).getByRole('tabpanel').and(page.locator(':visible')).innerText();

async function everyTab(page) {
  const texts = {};
  for (const name of TABS) {
    await tab(page, name).click();
    texts[name] = await shown(page);
  }
  // While a tab has the focus, the arrow keys switch tabs.
  await page.evaluate(() => document.activeElement?.blur());
  return texts;
}

pageTest('playback runs to the end and reports the outcome', async ({ visit }) => {
  const page = await visit('/', { motion: true });
  await ready(page);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption({ label: '10×' });
  await button(page, 'Play').waitFor({ timeout: 60_000 });
  const slider = page.getByRole('slider', { name: 'Playhead' });
  assert.match(await slider.getAttribute('aria-valuetext'), /event (\d+) of \1$/, 'the last event');
  await told(page, /timed out/).waitFor({ state: 'attached' });
  await tab(page, 'Packets').click();
  assert.doesNotMatch(await shown(page), /IN FLIGHT/);
});

pageTest('stepping back shows what stepping forward showed, in every tab', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await button(page, 'Restart').click();
  const forward = [];
  for (let step = 0; step < 8; step += 1) {
    forward.push(await everyTab(page));
    await button(page, 'Step forward').click();
  }
  assert.notDeepEqual(forward[7], forward[0], 'something has happened');
  for (const before of forward.reverse()) {
    await button(page, 'Step back').click();
    assert.deepEqual(await everyTab(page), before);
  }
});

pageTest('the SYN-ACK’s pill has the ports swapped and stays where the ACL dropped it', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await button(page, 'Restart').click();
  const reply = diagram(page).getByRole('button', { name: /SYN.ACK.*22.*(→|to)/ });
  for (let step = 0; step < 20 && (await reply.count()) === 0; step += 1) {
    await button(page, 'Step forward').click();
  }
  const name = await reply.first().getAttribute('aria-label');
  assert.match(name, /22→\d{5}/);
  await toTheEnd(page);
  await reply.first().click();
  const words = await inspector(page).innerText();
  assert.match(words, /BLOCKED/);
  assert.match(words, /acl-public outbound\s+DENY/);
});

const THREE_PORTS = {
  portcullis: 1,
  hosts: [
    { id: 'client', ip: '203.0.113.10', ports: { range: [50000, 50002] } },
    { id: 'server', ip: '203.0.113.20', listen: ['tcp 22', 'tcp 443'] },
  ],
  script: [
    { open: { id: 'ssh', from: 'client', to: 'server', port: 22, count: 4, every: 0.1, close: 'never' } },
    { at: 1, open: { id: 'web', from: 'client', to: 'server', port: 443, close: 'never' } },
  ],
};

pageTest('the fourth connection finds no port in a range of three', async ({ visit }) => {
  const page = await visit(handwrittenLink(THREE_PORTS));
  await ready(page);
  await toTheEnd(page);
  await tab(page, 'Ephemeral ports').click();
  const ports = await shown(page);
  assert.match(ports, /client picks from 50000–50002: 3 of 3 ports in use; exhausted: 1 flow found no free port/);
  assert.match(ports, /none\s+203\.0\.113\.20:22\s+NEXT\s+no port is free/);
  assert.match(ports, /same port, other 4-tuple/, 'another end may share one');
  // The drawing shows it at the moment it happens.
  await button(page, 'Restart').click();
  const seen = diagram(page).getByText(/no free port: all 3 in use/);
  for (let step = 0; step < 100 && (await seen.count()) === 0; step += 1) {
    await button(page, 'Step forward').click();
  }
  await seen.first().waitFor();
});

pageTest('hovering a row highlights its item on the drawing, and the other way round', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await toTheEnd(page);
  await tab(page, 'Sockets').click();
  const row = details(page).getByRole('row').filter({ hasText: 'LISTEN' }).first();
  await row.hover();
  await page.locator('#pointed rect').waitFor({ state: 'attached' });
  await diagram(page).getByRole('button', { name: /^host sftp/ }).hover();
  await page.locator('#table-rows tr[data-pointed]').first().waitFor();
  assert.equal(await page.locator('#pointed rect').count(), 0);
});

pageTest('the table scrolls through a hundred thousand packets with few rows in the DOM', async ({ visit }) => {
  const page = await visit(handwrittenLink(many(50_000)));
  await page.waitForFunction(() => document.querySelector('#packet-count')?.textContent === '100000', null, { timeout: 60_000 });
  const pause = button(page, 'Pause');
  if (await pause.isVisible()) await pause.click();
  const rows = await packets(page);
  const panel = details(page).getByRole('tabpanel').and(page.locator(':visible'));
  for (const share of [0.25, 0.5, 0.9, 1]) {
    await panel.evaluate((element, share) => { element.scrollTop = share * element.scrollHeight; }, share);
    await eventually(async () => {
      const seen = await panel.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return [...element.querySelectorAll('tbody tr:not(.gap)')]
          .filter((row) => row.getBoundingClientRect().bottom > top && row.getBoundingClientRect().top < bottom)
          .map((row) => Number(row.cells[0].textContent));
      });
      assert(seen.length > 3, 'rows are where one looks');
      const wanted = share * 100_000;
      assert(Math.abs(seen[0] - wanted) < 50, `${seen[0]} is not near ${wanted}`);
    });
    assert(await rows.count() < 100, 'and no others');
  }
});

pageTest('the transcript can be copied as text', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await button(page, 'Playback options').click();
  await page.getByRole('button', { name: /^Transcript/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Transcript' });
  const text = await dialog.getByRole('textbox', { name: 'Transcript' }).inputValue();
  assert.match(text, /^SFTP through a network ACL that forgot the reply\n/);
  assert.match(text, /0\.020 s {2}SYN·ACK 22→\d+: Blocked by acl-public, outbound, rule \* DENY all\./);
  assert.match(text, /Outcomes:\nc1: connection timed out\n$/);
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await eventually(async () => {
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied.replaceAll('\r', ''), text);
  });
});
