// A packet in the Inspector: its header diagram and its bytes.

import assert from 'node:assert/strict';
import { pageTest } from './browser.mjs';
import { button, eventually, inspector, packets, ready, showTheDrop } from './playground.mjs';

pageTest('the SYN-ACK’s header has the two ports, named, and its bytes can be copied', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await showTheDrop(page);
  const view = inspector(page);
  await view.getByText('TCP header').waitFor();
  const words = await view.innerText();
  assert.match(words, /Source port\s+22\s+ssh/);
  const [, port] = words.match(/Destination port\s+(\d+)\s+ephemeral/);
  assert.match(words, /Flags\s+SYN ACK/);
  await view.getByText('44 bytes').click();
  const hex = await view.getByLabel('Bytes in hexadecimal').innerText();
  const written = Number(port).toString(16).match(/../g).join(' ');
  assert.match(hex, new RegExp(`00 16 ${written}`), 'the ports stand in the bytes');
  await button(page, 'Copy hex').click();
  await eventually(async () => {
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^0000 {2}45 00 00 2c/);
  });
});

pageTest('an expanded section stays expanded for the next packet', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await showTheDrop(page);
  await inspector(page).getByText('IPv4 header').click();
  await inspector(page).getByText('Source address').waitFor();
  await (await packets(page)).nth(0).click();
  await inspector(page).getByText('Packet 1', { exact: true }).waitFor();
  assert(await inspector(page).getByText('Source address').isVisible());
  assert.match(await inspector(page).innerText(), /Destination address\s+10\.0\.1\.20/, 'as it arrived: translated');
});
