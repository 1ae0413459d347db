// The main task: see the network ACL drop the reply, and fix it.

import assert from 'node:assert/strict';
import { pageTest } from './browser.mjs';
import {
  DROPPED, addRule, button, eventually, inspector, packetTexts, packets, ready, selectAcl, showTheDrop, told, toTheEnd,
} from './playground.mjs';

const RULE = '110 allow tcp 32768-60999 to 203.0.113.10/32';

pageTest('acl-public drops the SYN-ACK outbound, by the default rule', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  const dropped = await showTheDrop(page);
  assert.match(await dropped.innerText(), /SYN.?ACK/);
  const path = inspector(page);
  await path.getByText(/acl-public/).first().waitFor();
  assert.match(await path.innerText(), /sg-sftp[\s\S]*acl-public/, 'the group is passed before the ACL');
});

pageTest('stepping announces the drop politely in one sentence', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await button(page, 'Restart').click();
  const sentence = told(page, /acl-public/);
  for (let steps = 0; steps < 40 && (await sentence.count()) === 0; steps += 1) {
    await button(page, 'Step forward').click();
  }
  await sentence.waitFor({ state: 'attached' });
  assert.equal(await page.getByRole('alert').count(), 0, 'nothing interrupts');
});

pageTest('a rule typed into the Inspector lets the connection through', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await selectAcl(page, 'acl-public');
  await addRule(page, 'Outbound rule', RULE);
  await inspector(page).getByText(RULE).first().waitFor();
  await toTheEnd(page);
  await told(page, /\bconnected\b/i).waitFor({ state: 'attached' });
  const rows = await packetTexts(page);
  assert(rows.every((row) => !DROPPED.test(row)), `no packet is dropped any more:\n${rows.join('\n')}`);

  await button(page, 'Undo').click();
  await eventually(async () => {
    const again = await packetTexts(page);
    assert(again.some((row) => DROPPED.test(row)), 'undone, the reply is dropped again');
  });
});

pageTest('an invalid rule is refused with the reason, and nothing changes', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  const before = await packetTexts(page);
  await selectAcl(page, 'acl-public');
  const box = inspector(page).getByRole('textbox', { name: 'Outbound rule' });
  await box.fill('110 allow tcp 443 to 10.0.0.5');
  await inspector(page).getByText('10.0.0.5/32').first().waitFor();
  await box.press('Enter');
  assert.deepEqual(await packetTexts(page), before);
  assert.equal(await (await packets(page)).count(), before.length);
});
