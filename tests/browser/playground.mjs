// The page as a person finds it: by role and name. The one place to change when
// a name changes.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const SFTP_TITLE = 'SFTP through a network ACL that forgot the reply';

/** The verdict of a reply that the ACL did not let out, as the Packets table has it. */
export const DROPPED = /acl-public outbound: default rule \*/;

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PICTURES = new URL('../../target/screenshots/', import.meta.url);

export const diagram = (page) => page.getByRole('main', { name: 'Network diagram' });
export const inspector = (page) => page.getByRole('complementary', { name: 'Inspector' });
export const timeline = (page) => page.getByRole('region', { name: 'Timeline' });
export const details = (page) => page.getByRole('region', { name: 'Details' });
export const button = (page, name) => page.getByRole('button', { name, exact: true });

/** The name of what is drawn, as the page's heading has it. */
export const titled = (page, title) => page.getByRole('heading', { level: 1, name: title, exact: true });

/** What the page tells as it happens, read out politely by a screen reader. */
export const told = (page, text) => page.getByRole('status').filter({ hasText: text }).first();

/** The page is ready: the drawing can be played. */
export async function ready(page) {
  await button(page, 'Play').or(button(page, 'Pause')).first().waitFor();
}

/** The rows of the Packets table under its header. */
export async function packets(page) {
  await details(page).getByRole('tab', { name: /^Packets/ }).click();
  return details(page).getByRole('row').filter({ has: page.getByRole('cell') });
}

/** What the Packets table says once everything has happened: a list of texts, a row each. */
export async function packetTexts(page) {
  await toTheEnd(page);
  const rows = await packets(page);
  await rows.first().waitFor();
  return (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, ' ').trim());
}

/** Puts the playhead at the end, with the key for it; on a tab the key would go along the tabs. */
export async function toTheEnd(page) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.locator('body').press('End');
}

/** Goes to the end, and to the first packet that the ACL dropped. */
export async function showTheDrop(page) {
  await toTheEnd(page);
  const dropped = (await packets(page)).filter({ hasText: DROPPED }).first();
  await dropped.click();
  return dropped;
}

/** Opens the menu of examples; the answer is its items. */
export async function examples(page) {
  await button(page, 'Examples').click();
  const items = page.getByRole('list', { name: 'Examples' }).getByRole('button').or(page.getByRole('menuitem'));
  await items.first().waitFor();
  return items;
}

/** Opens the menu of the visitor's drawings, unless it is open; the answer is their list. */
export async function drawings(page) {
  const menu = button(page, 'New drawing');
  if (!(await menu.isVisible())) {
    // On a phone it is behind another menu.
    if (!(await button(page, 'Drawings').isVisible())) await button(page, 'Menu').click();
    await button(page, 'Drawings').click();
  }
  await menu.waitFor();
  return page.getByRole('list', { name: 'Your drawings' });
}

/** A drawing in that list, as the button that opens it. */
export function item(page, title) {
  const list = page.getByRole('list', { name: 'Your drawings' });
  const name = page.getByText(title, { exact: true });
  return list.getByRole('button').filter({ has: name }).first();
}

/** What is said beside the title about how the drawing is kept. */
export function saved(page, words) {
  const place = page.getByRole('banner').locator('h1 + *');
  return words ? place.and(page.getByText(words, { exact: true })) : place;
}

/** Waits until no autosave is due: the last one was done, or refused. */
export async function autosaved(page) {
  await saved(page).and(page.locator(':not([aria-busy])')).waitFor({ state: 'attached' });
}

/** Waits until playback has moved the playhead by `steps` of the 10 000 that its slider has. */
export async function played(page, steps = 1) {
  const start = await playhead(page);
  await eventually(async () => assert((await playhead(page)) >= start + steps, 'the playhead moves'));
}

/** Selects a network ACL where it stands on the diagram. */
export async function selectAcl(page, name) {
  const gate = diagram(page).getByRole('button', { name: new RegExp(`^network ACL ${name}\\b`) });
  await gate.first().focus();
  await page.keyboard.press('Enter');
}

/** Shows a list of rules of what is selected: Inbound, Outbound or Used by. */
export async function showRules(page, way) {
  await inspector(page).getByRole('tab', { name: new RegExp(`^${way}`) }).click();
}

/** Types a rule into the Inspector, for what is selected. */
export async function addRule(page, box, rule) {
  await showRules(page, box.split(' ')[0]);
  await inspector(page).getByRole('textbox', { name: box }).fill(rule);
  await inspector(page).getByRole('button', { name: 'Add', exact: true }).click();
}

/** Where the playhead is, as its slider tells it. */
export async function playhead(page) {
  const slider = page.getByRole('slider', { name: 'Playhead' });
  return slider.evaluate((element) => Number(element.getAttribute('aria-valuenow') ?? element.value));
}

/** Presses "Share link", and returns the link that was copied. */
export async function shareLink(page) {
  await button(page, 'Share link').click();
  return eventually(async () => {
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^http:\/\/127\.0\.0\.1:\d+\/[^#]*#z1\.[A-Za-z0-9_-]+/);
    return copied;
  });
}

/** A link to a scenario, in the form that can be written by hand. */
export function handwrittenLink(scenario, query = '') {
  return `/${query}#j1.${encodeURIComponent(JSON.stringify(scenario))}`;
}

/** So many datagrams from fifty hosts, each answered. */
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

/** What a damaged link shows in place of a drawing: words that say so. */
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

/** Fails on anything that axe-core finds fault with, saying what and where. */
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

/** Takes a picture of what is on screen, into target/screenshots. */
export async function picture(page, name) {
  const path = fileURLToPath(new URL(`${name}.png`, PICTURES));
  await mkdir(dirname(path), { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  return page.screenshot({ path, animations: 'disabled' });
}
