// The SFTP scenario, drawn from an empty page three times: with a pointer, with the
// keyboard alone, and by touch on a phone. Each results in the shipped document, except for
// positions.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { DESKTOP, PHONE, pageTest } from './browser.mjs';
import {
  assertAccessible,
  button,
  diagram,
  eventually,
  handwrittenLink,
  inspector,
  picture,
  ready,
  shareLink,
} from './playground.mjs';

const SHIPPED = new URL('../../public/scenarios/sftp.json', import.meta.url);

/** An item on the drawing, by the beginning of its name. */
const thing = (page, name) => diagram(page).getByRole('button', { name: new RegExp(`^${name}\\b`) }).first();

/** A field in the Inspector, by its label. */
const field = (page, label) => inspector(page).getByLabel(label, { exact: true });

/** The document in a share link, without positions. */
async function drawn(page) {
  const link = await shareLink(page);
  const payload = link.slice(link.indexOf('#z1.') + 4).replace(/&.*$/, '');
  return withoutPlaces(inflateRawSync(Buffer.from(payload, 'base64url')).toString());
}

function withoutPlaces(text) {
  return JSON.parse(text, (key, value) => (key === 'pos' || key === 'size' ? undefined : value));
}

/** Draws the scenario step by step, with the input device `hand`. */
async function drawSftp(page, hand) {
  const shipped = withoutPlaces(await readFile(SHIPPED, 'utf8'));
  await hand.place('Host', [130, 220], null);
  await hand.type('Name', 'laptop');
  await hand.container('VPC', [340, 60], [1010, 420]);
  await hand.container('Subnet', [500, 100], [980, 380], 'VPC vpc');
  await hand.type('Name', 'public-a');
  await hand.place('Host', [740, 240], 'subnet public-a');
  await hand.type('Name', 'sftp');
  await hand.type('Private IPv4 address', '10.0.1.20');
  await hand.type('Public IPv4 address', '198.51.100.20');
  await hand.use('Security group', 'host sftp');
  await hand.choose(/^New group/);
  await hand.rule('Inbound', 'tcp 22 from 0.0.0.0/0 # SFTP for everybody');
  await hand.removeRule('Outbound', 'all to 0.0.0.0/0');
  await hand.use('Network ACL', 'subnet public-a');
  await hand.choose(/^New ACL/);
  await hand.unfold('Name and VPC');
  await hand.type('Name', 'acl-public');
  await hand.rule('Inbound', '100 allow tcp 22 from 0.0.0.0/0');
  await hand.rule('Outbound', '100 allow tcp 443 to 0.0.0.0/0');
  await hand.use('Gateway', 'subnet public-a');
  await hand.select('subnet public-a');
  await hand.press('Its routes');
  await hand.type('Name', 'rtb-public');
  await hand.connect('host laptop', 'host sftp');
  await hand.choose(/^tcp 22/);
  await hand.pick('Outcome', 'timed_out');
  await hand.type('First blocked by', 'acl-public outbound *');
  await hand.notes();
  await hand.type('Notes', shipped.notes);
  await hand.type('Title', shipped.title);
  await hand.unfold('Settings');
  await hand.type('Seed', '7');
}

/** Actions in the Inspector, which are the same with every input device. */
function typing(page, reach) {
  return {
    async type(label, text) {
      const box = field(page, label);
      await reach(box);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(text);
      // Enter ends a single-line field; in a text area it starts a new line.
      await page.keyboard.press(label === 'Notes' ? 'Tab' : 'Enter');
      await eventually(async () => assert.equal(await field(page, label).inputValue(), text));
    },
    async rule(way, text) {
      await this.list(way);
      const box = inspector(page).getByRole('combobox', { name: `${way} rule` }).or(
        inspector(page).getByRole('textbox', { name: `${way} rule` }),
      );
      await reach(box);
      await page.keyboard.insertText(text);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      await eventually(async () => assert.equal(await box.inputValue(), ''));
    },
  };
}

/** Mouse. */
function pointer(page) {
  const middle = async (target) => {
    const { x, y, width, height } = await target.boundingBox();
    return [x + width / 2, y + height / 2];
  };
  const origin = async () => {
    const { x, y } = await diagram(page).boundingBox();
    return ([left, top]) => [x + left, y + top];
  };
  const tool = (name) => button(page, name).click();
  const click = (target) => target.click();
  return {
    ...typing(page, click),
    async container(name, from, to) {
      await tool(name);
      const at = await origin();
      await page.mouse.move(...at(from));
      await page.mouse.down();
      await page.mouse.move(...at(to), { steps: 6 });
      await page.mouse.up();
    },
    async place(name, where, on) {
      await tool(name);
      const target = on ? await middle(thing(page, on)) : (await origin())(where);
      await page.mouse.click(...target);
    },
    async use(name, on) {
      await tool(name);
      const target = thing(page, on);
      // In a corner, where there is no host.
      if (on.startsWith('subnet')) {
        const { x, y, width } = await target.boundingBox();
        await page.mouse.click(x + width - 12, y + 12);
      } else {
        await page.mouse.click(...(await middle(target)));
      }
    },
    async select(on) {
      const { x, y, width } = await thing(page, on).boundingBox();
      await page.mouse.click(x + width - 12, y + 12);
    },
    async connect(from, to) {
      await tool('Connection');
      await page.mouse.move(...(await middle(thing(page, from))));
      await page.mouse.down();
      await page.mouse.move(...(await middle(thing(page, to))), { steps: 8 });
      await page.mouse.up();
    },
    choose: (name) => page.getByRole('dialog').getByRole('button', { name }).first().click(),
    press: (name) => inspector(page).getByRole('button', { name, exact: true }).click(),
    list: (way) => inspector(page).getByRole('tab', { name: new RegExp(`^${way}`) }).click(),
    async removeRule(way, rule) {
      await this.list(way);
      await inspector(page).getByRole('button', { name: new RegExp(`^(Delete|Remove).*${rule}`) }).click();
    },
    pick: (label, value) => field(page, label).selectOption(value),
    notes: () => tool('Note'),
    unfold: (name) => inspector(page).getByText(name, { exact: true }).click(),
  };
}

/** Keyboard alone: a letter picks a tool, Tab moves to an item, Enter acts on it. */
function keyboard(page) {
  const KEYS = { VPC: 'p', Subnet: 'n', Host: 'h', 'Security group': 'g', 'Network ACL': 'a', Gateway: 'i', Connection: 'c', Note: 't' };
  const letter = async (key) => {
    // Letters pick tools only while no field has the focus.
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press(key);
  };
  const reach = async (target) => {
    await target.waitFor();
    const isThere = () => target.evaluate((element) => element === document.activeElement);
    for (let steps = 0; steps < 120; steps += 1) {
      if (await isThere()) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`Tab does not lead to ${target}`);
  };
  const enter = async (target) => {
    await reach(target);
    await page.keyboard.press('Enter');
  };
  const use = async (name, on) => {
    await letter(KEYS[name]);
    await (on ? enter(thing(page, on)) : page.keyboard.press('Enter'));
  };
  return {
    ...typing(page, reach),
    container: (name, from, to, on) => use(name, on),
    place: (name, where, on) => use(name, on),
    use,
    select: (on) => enter(thing(page, on)),
    async connect(from, to) {
      await use('Connection', from);
      await enter(thing(page, to));
    },
    choose: (name) => enter(page.getByRole('dialog').getByRole('button', { name }).first()),
    press: (name) => enter(inspector(page).getByRole('button', { name, exact: true })),
    async list(way) {
      const chosen = inspector(page).getByRole('tab', { selected: true });
      await reach(chosen);
      for (let steps = 0; steps < 3; steps += 1) {
        if ((await chosen.innerText()).startsWith(way)) return;
        await page.keyboard.press('ArrowRight');
      }
      assert.fail(`no tab ${way}`);
    },
    async removeRule(way, rule) {
      await this.list(way);
      await enter(inspector(page).getByRole('button', { name: new RegExp(`^(Delete|Remove).*${rule}`) }));
    },
    async pick(label, value) {
      await reach(field(page, label));
      const option = field(page, label).locator(`option[value="${value}"]`);
      // A menu moves to the item that starts with the typed letters.
      await page.keyboard.type(await option.innerText());
      await page.keyboard.press('Enter');
    },
    notes: () => letter('t'),
    unfold: (name) => enter(inspector(page).locator('summary', { hasText: name })),
  };
}

/** Touch, on a phone: the Inspector is a sheet. */
function touch(page) {
  const tap = (target) => target.tap();
  // The drawing fills the screen while a tool is picked.
  const tool = async (name) => {
    const sheet = page.getByRole('navigation', { name: 'Sheets' }).getByRole('button', { name: 'Inspector', pressed: true });
    if ((await sheet.count()) > 0) await tap(sheet);
    await tap(button(page, name));
  };
  const use = async (name, on) => {
    await tool(name);
    const target = thing(page, on);
    if (on.startsWith('subnet') || on.startsWith('VPC')) {
      // At its left border, where nothing covers it.
      const { x, y } = await target.boundingBox();
      await page.touchscreen.tap(x + 10, y + 60);
    } else {
      await tap(target);
    }
  };
  return {
    ...typing(page, tap),
    async container(name, from, to, on) {
      if (on) return use(name, on);
      await tool(name);
      await diagram(page).tap({ position: { x: 195, y: 300 } });
    },
    async place(name, where, on) {
      if (on) return use(name, on);
      await tool(name);
      await diagram(page).tap({ position: { x: 195, y: 60 } });
    },
    use,
    select: (on) => use('Select', on),
    async connect(from, to) {
      await use('Connection', from);
      await tap(thing(page, to));
    },
    choose: (name) => tap(page.getByRole('dialog').getByRole('button', { name }).first()),
    press: (name) => tap(inspector(page).getByRole('button', { name, exact: true })),
    list: (way) => tap(inspector(page).getByRole('tab', { name: new RegExp(`^${way}`) })),
    async removeRule(way, rule) {
      await this.list(way);
      await tap(inspector(page).getByRole('button', { name: new RegExp(`^(Delete|Remove).*${rule}`) }));
    },
    pick: (label, value) => field(page, label).selectOption(value),
    notes: () => tool('Note'),
    unfold: (name) => tap(inspector(page).getByText(name, { exact: true })),
  };
}

for (const [name, hand, viewport] of [
  ['pointer', pointer, DESKTOP],
  ['keyboard', keyboard, DESKTOP],
  ['touch', touch, PHONE],
]) {
  pageTest(`the SFTP scenario is drawn by ${name}`, async ({ visit }) => {
    const page = await visit(handwrittenLink({ portcullis: 1 }), { viewport });
    await ready(page);
    await drawSftp(page, hand(page)).catch(async (error) => {
      await picture(page, `draw-${name}-failed`);
      throw error;
    });
    // Compare canonical forms: the shipped file also states defaults.
    const example = await visit('/', { viewport });
    await ready(example);
    assert.deepEqual(await drawn(page), await drawn(example));
    await assertAccessible(page);
    await picture(page, `drawn-by-${name}`);
  });
}
