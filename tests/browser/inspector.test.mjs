// Editing in the Inspector: forms and the rule table.

import assert from 'node:assert/strict';
import { DESKTOP, PHONE, pageTest } from './browser.mjs';
import {
  assertAccessible, button, diagram, eventually, inspector, packetTexts, played, ready, selectAcl, shareLink, told,
} from './playground.mjs';

const field = (page, name) => inspector(page).getByRole('textbox', { name, exact: true });
const choice = (page, name) => inspector(page).getByRole('combobox', { name, exact: true });
const inside = (page, name) => inspector(page).getByRole('button', { name, exact: true });

/** Selects a host on the diagram. */
async function selectHost(page, name) {
  await diagram(page).getByRole('button', { name: new RegExp(`^host ${name}\\b`) }).first().focus();
  await page.keyboard.press('Enter');
  await field(page, 'Name').waitFor();
}

/** The completions of the rule that is being typed. */
const offered = (page) => inspector(page).getByRole('listbox', { name: 'Completions' }).getByRole('option');

/** Types into a field and confirms with Enter. */
async function set(page, name, text) {
  await field(page, name).fill(text);
  await field(page, name).press('Enter');
}

/** The table row of a rule. */
const row = (page, rule) => inspector(page).getByRole('row').filter({ hasText: rule }).first();

const rules = async (page) => {
  const texts = await inspector(page).locator('tr[data-row] .row-button .unseen').allInnerTexts();
  return texts.map((text) => text.trim());
};

pageTest('renaming a host and changing its address updates everything that refers to it', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await selectHost(page, 'sftp');
  await set(page, 'Name', 'files');
  await diagram(page).getByRole('button', { name: /^host files\b/ }).first().waitFor();
  assert.equal(await field(page, 'Name').evaluate((element) => element === document.activeElement), true, 'the focus stays');
  await set(page, 'Private IPv4 address', '10.0.1.77');
  await diagram(page).getByRole('button', { name: /^host files\b.*10\.0\.1\.77/ }).first().waitFor();
  const rows = await packetTexts(page);
  assert(rows.some((text) => text.includes('10.0.1.77')), rows.join('\n'));
  await button(page, 'Undo').click();
  await button(page, 'Undo').click();
  await diagram(page).getByRole('button', { name: /^host sftp\b.*10\.0\.1\.20/ }).first().waitFor();
});

pageTest('an error is shown below its field, which keeps the text until a valid one is entered', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await selectHost(page, 'sftp');
  const address = field(page, 'Private IPv4 address');
  await set(page, 'Private IPv4 address', '10.0.9.9');
  await inspector(page).getByText(/not inside subnet/).waitFor();
  assert.equal(await address.inputValue(), '10.0.9.9');
  assert.equal(await address.getAttribute('aria-invalid'), 'true');
  const described = await address.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby')).textContent);
  assert.match(described, /not inside subnet/);
  await address.fill('10.0.1');
  await address.press('Escape');
  assert.equal(await address.inputValue(), '10.0.9.9', 'Escape takes back what was typed since');
  await inspector(page).getByRole('button', { name: /^Use 10\.0\.1\.\d+, which is free$/ }).click();
  await eventually(async () => assert.match(await address.inputValue(), /^10\.0\.1\.\d+$/));
  assert.equal(await address.getAttribute('aria-invalid'), null);
});

pageTest('a block that would exclude a host offers one that includes it', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await selectHost(page, 'sftp');
  await set(page, 'Private IPv4 address', '10.0.1.200');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await inside(page, 'Edit scenario').click();
  await inside(page, 'vpc').click();
  await inside(page, 'public-a').click();
  await set(page, 'IPv4 CIDR block', '10.0.1.0/25');
  await inspector(page).getByText(/1 host would lie outside: sftp/i).waitFor();
  await inspector(page).getByRole('button', { name: 'Give them new addresses' }).click();
  await eventually(async () => assert.equal(await field(page, 'IPv4 CIDR block').inputValue(), '10.0.1.0/25'));
  await diagram(page).getByRole('button', { name: /^host sftp\b.*10\.0\.1\.4\b/ }).first().waitFor();
});

pageTest('text being typed stays while the run plays', async ({ visit }) => {
  const page = await visit('/', { motion: true });
  await ready(page);
  await selectHost(page, 'laptop');
  if (await button(page, 'Play').count()) await button(page, 'Play').click();
  const name = field(page, 'Name');
  await name.click();
  await name.press('End');
  await name.evaluate((element) => (window.typedIn = element));
  await name.press('ArrowLeft');
  for (const letter of 'abc') {
    await page.keyboard.press(letter);
    await played(page);
  }
  const now = await name.evaluate((element) => ({
    same: element === window.typedIn, value: element.value, caret: element.selectionStart, focus: element === document.activeElement,
  }));
  assert.deepEqual(now, { same: true, value: 'laptoabcp', caret: 8, focus: true });
});

pageTest('text is kept when another control is clicked at once', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await selectHost(page, 'laptop');
  await field(page, 'Name').fill('notebook');
  await diagram(page).getByRole('button', { name: /^host sftp\b/ }).first().click({ force: true });
  await diagram(page).getByRole('button', { name: /^host notebook\b/ }).first().waitFor();
  await eventually(async () => assert.equal(await field(page, 'Name').inputValue(), 'sftp'));
});

pageTest('services and groups of a host', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await selectHost(page, 'sftp');
  await field(page, 'Service').or(choice(page, 'Service')).first().fill('tcp 443');
  await inspector(page).getByRole('button', { name: 'Add' }).click();
  await inspector(page).getByText('tcp 443').first().waitFor();
  await inside(page, 'Remove tcp 22').click();
  await eventually(async () => assert.equal(await inspector(page).getByText('tcp 22').count(), 0));
  const group = inspector(page).getByRole('group', { name: 'Security groups' });
  await group.getByRole('checkbox', { name: 'vpc.default' }).check();
  await eventually(async () => assert(await group.getByRole('checkbox', { name: 'vpc.default' }).isChecked()));
  await inside(page, 'New group').click();
  await inspector(page).getByText('Security group', { exact: true }).waitFor();
  await inspector(page).getByText('sg-sftp-2').first().waitFor();
});

pageTest('a rule is added by line, by table and by preset', async ({ visit }) => {
  const links = [];
  for (const way of ['line', 'table', 'preset']) {
    const page = await visit();
    await ready(page);
    await selectAcl(page, 'acl-public');
    await inspector(page).getByRole('tab', { name: /^Inbound/ }).click();
    const line = field(page, 'Inbound rule');
    if (way === 'line') {
      await line.click();
      await page.keyboard.type('1');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      for (const part of ['al', 'https', 'f', '0.0']) {
        await page.keyboard.type(part);
        await offered(page).first().waitFor();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press(part === 'f' ? 'Tab' : 'Enter');
      }
      assert.equal(await line.inputValue(), '110 allow tcp 443 from 0.0.0.0/0 ');
      await page.keyboard.press('Enter');
    } else if (way === 'table') {
      await row(page, '100 allow tcp 22 from 0.0.0.0/0').getByText('TCP', { exact: true }).click();
      await inside(page, 'Duplicate').click();
      await field(page, 'Number').fill('110');
      await choice(page, 'Type').selectOption('HTTPS');
      await eventually(async () => assert.equal(await field(page, 'Ports').inputValue(), '443'));
      await inside(page, 'Save').click();
    } else {
      await choice(page, 'Add a common rule').selectOption('HTTPS');
    }
    await inspector(page).getByText('110 allow tcp 443 from 0.0.0.0/0').first().waitFor({ state: 'attached' });
    const made = await rules(page);
    assert.equal(made.length, 2, `${way}: ${made}`);
    assert.equal(made[1], '110 allow tcp 443 from 0.0.0.0/0', way);
    links.push((await shareLink(page)).replace(/[&?][a-z]+=.*/, ''));
  }
  assert.equal(links[0], links[2], 'by the line and by a preset: one document');
});

pageTest('rules of an ACL are reordered, by button and by key', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await selectAcl(page, 'acl-public');
  await inspector(page).getByRole('tab', { name: /^Inbound/ }).click();
  await choice(page, 'Add a common rule').selectOption('HTTPS');
  await eventually(async () => assert.equal((await rules(page)).length, 2));
  await inspector(page).getByRole('button', { name: '110 allow tcp 443 from 0.0.0.0/0', exact: true }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await eventually(async () =>
    assert.deepEqual(await rules(page), ['100 allow tcp 443 from 0.0.0.0/0', '110 allow tcp 22 from 0.0.0.0/0']),
  );
  await page.keyboard.press('Enter');
  await inside(page, 'Move down').click();
  await eventually(async () => {
    await inside(page, 'Cancel').click({ timeout: 500 }).catch(() => {});
    assert.deepEqual(await rules(page), ['100 allow tcp 22 from 0.0.0.0/0', '110 allow tcp 443 from 0.0.0.0/0']);
  });
});

pageTest('arrow keys switch the tabs of the rule table', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await selectAcl(page, 'acl-public');
  await inspector(page).getByRole('tab', { name: /^Outbound/ }).focus();
  await page.keyboard.press('ArrowRight');
  const used = inspector(page).getByRole('tab', { name: /^Used by/ });
  await eventually(async () => assert.equal(await used.getAttribute('aria-selected'), 'true'));
  assert(await used.evaluate((element) => element === document.activeElement));
  await inside(page, 'public-a').click();
  await inspector(page).getByText('Subnet', { exact: true }).waitFor();
});

pageTest('a row highlights its gate on the drawing', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await selectAcl(page, 'acl-public');
  await row(page, '100 allow').hover();
  await eventually(async () => assert.equal(await page.locator('#pointed rect').count(), 1));
  await button(page, 'Share link').hover();
  await eventually(async () => assert.equal(await page.locator('#pointed rect').count(), 0));
});

pageTest('notes are edited in the scenario’s form', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await page.locator('body').press('Escape');
  await inside(page, 'Edit scenario').click();
  await field(page, 'Notes').fill('First.\n\nSecond.');
  await field(page, 'Title').fill('Mine');
  await field(page, 'Title').press('Enter');
  await told(page, /Change the title/).waitFor({ state: 'attached' });
  await inside(page, 'Done').click();
  await inspector(page).getByText('Second.').waitFor();
  await inside(page, 'Edit scenario').waitFor();
});

for (const theme of ['light', 'dark']) {
  for (const [name, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    pageTest(`forms and tables are accessible: ${name}, ${theme}`, async ({ visit }) => {
      const page = await visit('/#j1.' + encodeURIComponent(JSON.stringify(WORLD)), { theme, viewport });
      await ready(page);
      if (viewport === PHONE) await button(page, 'Inspector').click();
      await page.locator('body').press('Escape');
      if (viewport === PHONE) await openSheet(page);
      await inside(page, 'Edit scenario').click();
      await field(page, 'Title').waitFor();
      await inspector(page).getByText('Settings').click();
      await assertAccessible(page);
      await inside(page, 'c1').click();
      await assertAccessible(page);
      await select(page, 'host', 'web');
      await inspector(page).getByText('More', { exact: true }).click();
      await set(page, 'Private IPv4 address', '10.9.9.9');
      await inspector(page).getByText(/not inside/).waitFor();
      await assertAccessible(page);
      await select(page, 'subnet', 'public');
      await assertAccessible(page);
      await select(page, 'acl', 'edge');
      await inspector(page).locator('.row-button').first().click();
      await field(page, 'Number').waitFor();
      await field(page, 'Outbound rule').or(field(page, 'Inbound rule')).first().fill('120 ');
      await offered(page).first().waitFor();
      await assertAccessible(page);
      if (viewport === PHONE) await assertTouchable(page);
    });
  }
}

/** On a phone, opening what is selected opens the sheet. */
async function openSheet(page) {
  if (!(await inspector(page).isVisible())) await button(page, 'Inspector').click();
}

/** Selects an item by a command of the page, wherever it is. */
async function select(page, kind, id) {
  await page.evaluate(
    ([kind, id]) => {
      const link = document.createElement('button');
      link.setAttribute('data-do', `select ${kind} ${id}`);
      document.body.append(link);
      link.click();
      link.remove();
    },
    [kind, id],
  );
}

/** Checks that every control in the Inspector is large enough for a finger. */
async function assertTouchable(page) {
  const small = await inspector(page).evaluate((root) =>
    [...root.querySelectorAll('button, select, input:not([type=checkbox]), summary, label.choice, [role=option]')]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 1)
      .map((element) => [element.textContent.slice(0, 30) || element.id, Math.round(element.getBoundingClientRect().height)])
      .filter(([, height]) => height < 40),
  );
  assert.deepEqual(small, []);
}

const WORLD = {
  portcullis: 1,
  title: 'World',
  vpcs: [{ id: 'prod', cidr: '10.0.0.0/16' }],
  subnets: [
    { id: 'public', vpc: 'prod', cidr: '10.0.1.0/24', acl: 'edge', routes: 'out' },
    { id: 'private', vpc: 'prod', cidr: '10.0.2.0/24' },
  ],
  gateways: [{ id: 'igw', kind: 'internet', vpc: 'prod' }],
  route_tables: [{ id: 'out', vpc: 'prod', routes: [{ to: '0.0.0.0/0', via: 'igw' }] }],
  hosts: [
    { id: 'laptop', ip: '203.0.113.10' },
    { id: 'web', subnet: 'public', ip: '10.0.1.20', public_ip: '198.51.100.20', groups: ['sg-web'], listen: ['tcp 443'] },
  ],
  security_groups: [{ id: 'sg-web', vpc: 'prod', inbound: ['tcp 443 from 0.0.0.0/0 # everybody'] }],
  network_acls: [
    { id: 'edge', vpc: 'prod', inbound: ['100 allow tcp 443 from 0.0.0.0/0', '110 deny tcp 22 from 0.0.0.0/0'], outbound: ['100 allow all to 0.0.0.0/0'] },
  ],
  prefix_lists: [{ id: 'office', cidrs: ['192.0.2.0/24'] }],
  script: [{ at: 0, open: { id: 'c1', from: 'laptop', to: 'web', port: 443 } }],
};
