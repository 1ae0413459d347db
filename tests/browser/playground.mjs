// Finds the parts of the page by role and name. When a name changes, change it here.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const SFTP_TITLE = 'SFTP through a network ACL that forgot the reply';

/** The Packets table's verdict on a reply that the ACL denied outbound. */
export const DROPPED = /acl-public outbound: default rule \*/;

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PICTURES = new URL('../../target/screenshots/', import.meta.url);

export const diagram = (page) => page.getByRole('main', { name: 'Network diagram' });
export const inspector = (page) => page.getByRole('complementary', { name: 'Inspector' });
export const timeline = (page) => page.getByRole('region', { name: 'Timeline' });
export const details = (page) => page.getByRole('region', { name: 'Details' });
export const button = (page, name) => page.getByRole('button', { name, exact: true });

/** The page's heading, which is the title of the drawing. */
export const titled = (page, title) => page.getByRole('heading', { level: 1, name: title, exact: true });

/** A status message, which a screen reader announces politely. */
export const told = (page, text) => page.getByRole('status').filter({ hasText: text }).first();

/** Waits until the drawing can be played. */
export async function ready(page) {
  await button(page, 'Play').or(button(page, 'Pause')).first().waitFor();
}

/** The rows of the Packets table, without its header. */
export async function packets(page) {
  await details(page).getByRole('tab', { name: /^Packets/ }).click();
  return details(page).getByRole('row').filter({ has: page.getByRole('cell') });
}

/** The texts of the Packets table at the end of the run, one for each row. */
export async function packetTexts(page) {
  await toTheEnd(page);
  const rows = await packets(page);
  await rows.first().waitFor();
  return (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, ' ').trim());
}

/** Moves the playhead to the end by key, with no tab focused: there the key switches tabs. */
export async function toTheEnd(page) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.locator('body').press('End');
}

/** Moves to the end and selects the first packet that the ACL dropped. */
export async function showTheDrop(page) {
  await toTheEnd(page);
  const dropped = (await packets(page)).filter({ hasText: DROPPED }).first();
  await dropped.click();
  return dropped;
}

/** Opens the menu of examples and returns its items. */
export async function examples(page) {
  await button(page, 'Examples').click();
  const items = page.getByRole('list', { name: 'Examples' }).getByRole('button').or(page.getByRole('menuitem'));
  await items.first().waitFor();
  return items;
}

/** Opens the menu of the visitor's drawings, unless it is open, and returns the list. */
export async function drawings(page) {
  const menu = button(page, 'New drawing');
  if (!(await menu.isVisible())) {
    // On a phone it is inside another menu.
    if (!(await button(page, 'Drawings').isVisible())) await button(page, 'Menu').click();
    await button(page, 'Drawings').click();
  }
  await menu.waitFor();
  return page.getByRole('list', { name: 'Your drawings' });
}

/** The button that opens a drawing of that list. */
export function item(page, title) {
  const list = page.getByRole('list', { name: 'Your drawings' });
  const name = page.getByText(title, { exact: true });
  return list.getByRole('button').filter({ has: name }).first();
}

/** The save state beside the title. */
export function saved(page, words) {
  const place = page.getByRole('banner').locator('h1 + *');
  return words ? place.and(page.getByText(words, { exact: true })) : place;
}

/** Waits until no autosave is pending: the last one succeeded or was refused. */
export async function autosaved(page) {
  await saved(page).and(page.locator(':not([aria-busy])')).waitFor({ state: 'attached' });
}

/** Waits until playback has moved the playhead by `steps`; its slider has 10 000. */
export async function played(page, steps = 1) {
  const start = await playhead(page);
  await eventually(async () => assert((await playhead(page)) >= start + steps, 'the playhead moves'));
}

/** Selects a network ACL on the diagram. */
export async function selectAcl(page, name) {
  const gate = diagram(page).getByRole('button', { name: new RegExp(`^network ACL ${name}\\b`) });
  await gate.first().focus();
  await page.keyboard.press('Enter');
}

/** Shows the Inbound, Outbound or Used by tab of the selected gate. */
export async function showRules(page, way) {
  await inspector(page).getByRole('tab', { name: new RegExp(`^${way}`) }).click();
}

/** Adds a rule to the selected gate, by line. */
export async function addRule(page, box, rule) {
  await showRules(page, box.split(' ')[0]);
  await inspector(page).getByRole('textbox', { name: box }).fill(rule);
  await inspector(page).getByRole('button', { name: 'Add', exact: true }).click();
}

/** The value of the playhead's slider. */
export async function playhead(page) {
  const slider = page.getByRole('slider', { name: 'Playhead' });
  return slider.evaluate((element) => Number(element.getAttribute('aria-valuenow') ?? element.value));
}

/** Clicks "Share link" and returns the copied link. */
export async function shareLink(page) {
  await button(page, 'Share link').click();
  return eventually(async () => {
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^http:\/\/127\.0\.0\.1:\d+\/[^#]*#z1\.[A-Za-z0-9_-]+/);
    return copied;
  });
}

/** A link to a scenario, in the format that a person can write. */
export function handwrittenLink(scenario, query = '') {
  return `/${query}#j1.${encodeURIComponent(JSON.stringify(scenario))}`;
}

/** A scenario in which fifty hosts send `flows` datagrams, each answered. */
export function many(flows) {
  const hosts = Array.from({ length: 50 }, (_, index) => ({ id: `h${index}`, ip: `203.0.113.${index + 1}`, listen: ['udp 53'] }));
  const script = hosts.map(({ id }, index) => ({
    send: {
      id: `f${index}`, from: id, to: hosts[(index + 1) % hosts.length].id, port: 53,
      count: flows / hosts.length, every: 0.01, request: 40, response: 40,
    },
  }));
  return { portcullis: 1, hosts, script };
}

/** The explanation that a damaged link shows instead of a drawing. */
export function explanation(page) {
  const heading = page.getByRole('heading', { name: /link/i });
  return heading.or(page.getByRole('alert').filter({ hasText: /link/i })).first();
}

/** Waits until `attempt` no longer throws, and returns what it returns. */
export async function eventually(attempt) {
  const end = Date.now() + 10_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Fails on every violation that axe-core reports, with its target. */
export async function assertAccessible(page) {
  await page.addScriptTag({ path: AXE });
  const violations = await page.evaluate(async () => {
    const result = await axe.run(document, { resultTypes: ['violations'] });
    return result.violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.failureSummary}`),
    );
  });
  assert.deepEqual(violations, [], 'axe-core finds nothing');
}

/** Saves a screenshot to target/screenshots. */
export async function picture(page, name) {
  const path = fileURLToPath(new URL(`${name}.png`, PICTURES));
  await mkdir(dirname(path), { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  return page.screenshot({ path, animations: 'disabled' });
}
