// Live edits: changes recorded in the script, their flags, and the ghost of the previous run.

import assert from 'node:assert/strict';
import { PHONE, pageTest } from './browser.mjs';
import {
  addRule, button, details, diagram, eventually, handwrittenLink, inspector, packetTexts, ready, selectAcl, timeline, told,
} from './playground.mjs';

/** A login that carries data every two seconds. */
const LOGIN = {
  portcullis: 1,
  title: 'A login',
  vpcs: [{ id: 'vpc', cidr: '10.0.0.0/16' }],
  subnets: [{ id: 'public-a', vpc: 'vpc', cidr: '10.0.1.0/24', acl: 'acl-public', routes: 'rtb' }],
  gateways: [{ id: 'igw', kind: 'internet', vpc: 'vpc' }],
  route_tables: [{ id: 'rtb', vpc: 'vpc', routes: [{ to: '0.0.0.0/0', via: 'igw' }] }],
  hosts: [
    { id: 'admin', ip: '203.0.113.10' },
    { id: 'bastion', subnet: 'public-a', ip: '10.0.1.20', public_ip: '198.51.100.20', groups: ['sg-bastion'], listen: ['tcp 22'] },
  ],
  security_groups: [{ id: 'sg-bastion', vpc: 'vpc', inbound: ['tcp 22 from 203.0.113.10/32'], outbound: [] }],
  network_acls: [{ id: 'acl-public', vpc: 'vpc', inbound: ['100 allow all from 0.0.0.0/0'], outbound: ['100 allow all to 0.0.0.0/0'] }],
  script: [
    { open: { id: 'login', from: 'admin', to: 'bastion', port: 22, request: 1, response: 1, close: 'never' } },
    { at: 2, data: { flow: 'login', bytes: 40 } },
    { at: 4, data: { flow: 'login', bytes: 40 } },
    { at: 6, data: { flow: 'login', bytes: 40 } },
  ],
};

/** Selects a security group on the diagram. */
async function selectGroup(page, name) {
  const ring = diagram(page).getByRole('button', { name: new RegExp(`^security group ${name}\\b`) });
  await ring.first().focus();
  await page.keyboard.press('Enter');
}

/** Steps forward until the playhead's clock says at least `seconds`. */
async function stepTo(page, seconds) {
  const slider = page.getByRole('slider', { name: 'Playhead' });
  const now = async () => Number.parseFloat(await slider.getAttribute('aria-valuetext'));
  for (let step = 0; step < 200 && (await now()) < seconds; step += 1) {
    await button(page, 'Step forward').click();
  }
  assert((await now()) >= seconds, `the playhead stops before ${seconds} s`);
}

const flags = (page) => timeline(page).getByRole('button', { name: /^At \d/ });

pageTest('removing a group’s rule leaves a tracked connection open; an ACL deny cuts it', async ({ visit }) => {
  const page = await visit(handwrittenLink(LOGIN));
  await ready(page);
  await button(page, 'Restart').click();
  await stepTo(page, 2);

  await selectGroup(page, 'sg-bastion');
  await inspector(page).getByRole('radio', { name: 'At this moment' }).click();
  await inspector(page).getByRole('button', { name: /^Remove inbound/ }).click();
  await flags(page).first().waitFor();
  assert.match(await flags(page).first().getAttribute('aria-label'), /remove inbound tcp 22 from 203\.0\.113\.10\/32 from sg-bastion/);
  let rows = await packetTexts(page);
  assert.equal(rows.filter((row) => /len 40/.test(row)).length, 3, rows.join('\n'));
  assert(rows.every((row) => /ALLOWED$/.test(row)), `what is remembered goes on:\n${rows.join('\n')}`);

  await button(page, 'Restart').click();
  await stepTo(page, 4.1);
  await selectAcl(page, 'acl-public');
  await addRule(page, 'Inbound rule', '90 deny all from 203.0.113.10/32');
  await eventually(async () => assert.equal(await flags(page).count(), 2));
  await diagram(page).getByText(/login: .*, before: connected/).waitFor();
  rows = await packetTexts(page);
  const data = rows.filter((row) => /len 40/.test(row));
  assert.match(data[0], /ALLOWED$/);
  assert.match(data[1], /ALLOWED$/);
  assert(data.length > 3 && data.slice(2).every((row) => /acl-public inbound: rule 90$/.test(row)), data.join('\n'));
});

pageTest('a flag opens its change, which can be moved in time and removed', async ({ visit }) => {
  const page = await visit(handwrittenLink(LOGIN));
  await ready(page);
  await button(page, 'Restart').click();
  await stepTo(page, 2);
  await selectAcl(page, 'acl-public');
  await inspector(page).getByRole('radio', { name: 'At this moment' }).click();
  await addRule(page, 'Inbound rule', '90 deny all from 0.0.0.0/0');
  await flags(page).first().click();
  const at = inspector(page).getByRole('textbox', { name: 'Happens at (s)' });
  await at.fill('5');
  await at.press('Enter');
  await timeline(page).getByRole('button', { name: /^At 5\.000 s: add inbound 90 deny/ }).waitFor();
  await inspector(page).getByRole('button', { name: 'Remove change' }).click();
  await eventually(async () => assert.equal(await flags(page).count(), 0));
});

pageTest('the previous run stays as a ghost until it is hidden', async ({ visit }) => {
  const page = await visit(handwrittenLink(LOGIN), { viewport: PHONE });
  await ready(page);
  await selectAcl(page, 'acl-public');
  await addRule(page, 'Inbound rule', '90 deny all from 0.0.0.0/0');
  const note = diagram(page).getByText(/login: .*, before: connected/);
  await note.waitFor();
  await told(page, /before: connected/).waitFor({ state: 'attached' });
  await button(page, 'Hide the previous run').click();
  await note.waitFor({ state: 'hidden' });
});
