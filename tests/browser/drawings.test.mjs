// The visitor's drawings: autosave, several drawings, several tabs, storage that is full.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { DESKTOP, PHONE, pageTest } from './browser.mjs';
import {
  SFTP_TITLE, addRule, assertAccessible, autosaved, button, diagram, drawings, eventually, examples, handwrittenLink, inspector, item,
  packetTexts, picture, ready, saved, selectAcl, showRules, titled, told,
} from './playground.mjs';

const RULE = '110 allow tcp 32768-60999 to 203.0.113.10/32';
const OTHER_RULE = '120 allow tcp 1024-65535 to 203.0.113.10/32';
const THIRD_RULE = '130 allow udp 53 to 0.0.0.0/0';

const scenario = (title) => JSON.stringify({ portcullis: 1, title, hosts: [{ id: 'one', ip: '203.0.113.1' }] });
const file = (name, text) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

/** Opens a file, which adds it to the visitor's drawings. */
async function openFile(page, title, text = scenario(title)) {
  // The input loads with the second part of the program, at the first interaction.
  await page.keyboard.press('Shift');
  await page.getByLabel('Scenario file').setInputFiles(file(`${title}.json`, text));
  await titled(page, title).waitFor();
}

/** Adds an outbound rule, which the Inspector then shows. */
async function edit(page, rule = RULE) {
  await selectAcl(page, 'acl-public');
  await addRule(page, 'Outbound rule', rule);
  await ruleShown(page, rule).waitFor();
}

/** An outbound rule of the selected ACL, with the Outbound tab shown. */
const ruleShown = (page, rule) => {
  const cell = inspector(page).getByRole('cell').filter({ hasText: rule }).first();
  return {
    async waitFor() {
      await showRules(page, 'Outbound');
      await cell.waitFor();
    },
    async count() {
      await showRules(page, 'Outbound');
      return cell.count();
    },
  };
};

/** Makes the browser refuse to store drawings until the returned function is called. */
async function refuseToKeep(page, name = 'QuotaExceededError') {
  await page.evaluate((name) => {
    window.setItem ??= Storage.prototype.setItem;
    Storage.prototype.setItem = () => {
      throw new DOMException('No.', name);
    };
  }, name);
  return () => page.evaluate(() => {
    Storage.prototype.setItem = window.setItem;
  });
}

async function names(page) {
  const list = await drawings(page);
  return list.locator('b').allInnerTexts();
}

pageTest('editing an example creates a drawing, which is saved and survives a reload', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await button(page, 'Drawings').click();
  await page.getByText('None yet.').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await saved(page).innerText(), '', 'nothing is said of what is not the visitor’s');
  await edit(page);
  await saved(page, 'saved').waitFor();
  const rows = await packetTexts(page);
  assert.deepEqual(await names(page), [SFTP_TITLE]);
  await page.reload();
  await ready(page);
  await saved(page, 'saved').waitFor();
  assert.deepEqual(await packetTexts(page), rows);

  // The example is unchanged, and editing it again replaces nothing.
  await (await examples(page)).first().click();
  await button(page, 'Back to my drawing').waitFor();
  await edit(page, OTHER_RULE);
  await saved(page, 'saved').waitFor();
  assert.deepEqual(await names(page), [SFTP_TITLE, SFTP_TITLE]);
});

pageTest('an edit made just before leaving is not lost', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await selectAcl(page, 'acl-public');
  await addRule(page, 'Outbound rule', RULE);
  const context = page.context();
  await page.close({ runBeforeUnload: true });
  const again = await context.newPage();
  await again.goto(page.url());
  await ready(again);
  await selectAcl(again, 'acl-public');
  await ruleShown(again, RULE).waitFor();
});

pageTest('a new drawing is empty, says how to begin, and is stored once it has content', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await drawings(page);
  await button(page, 'New drawing').click();
  await titled(page, 'Untitled').waitFor();
  await page.getByText('Nothing drawn yet.').waitFor();
  await button(page, 'Play').waitFor();
  assert.deepEqual(await names(page), [], 'there is nothing to keep yet');
  await page.keyboard.press('Escape');
  await page.keyboard.press('h');
  await diagram(page).click({ position: { x: 400, y: 300 } });
  await saved(page, 'saved').waitFor();
  assert.deepEqual(await names(page), ['Untitled']);
  await button(page, 'New drawing').click();
  await titled(page, 'Untitled 2').waitFor();
  await page.reload();
  await titled(page, 'Untitled').waitFor();
});

pageTest('each drawing is opened from the list, and the current one is marked', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  for (const title of ['One', 'Two', 'Three']) await openFile(page, title);
  assert.deepEqual(await names(page), ['Three', 'Two', 'One'], 'the newest first');
  const current = page.getByRole('list', { name: 'Your drawings' }).locator('[aria-current="true"]');
  assert.match(await current.innerText(), /^Three\s+Saved just now$/);
  await item(page, 'One').click();
  await titled(page, 'One').waitFor();
  await drawings(page);
  assert.match(await current.innerText(), /^One\b/);
  await page.reload();
  await titled(page, 'One').waitFor();
});

pageTest('the current drawing is renamed in place, and undo restores its name', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await openFile(page, 'Mine');
  await drawings(page);
  await button(page, 'Rename Mine').click();
  const name = page.getByRole('textbox', { name: 'Name' });
  assert.equal(await name.inputValue(), 'Mine');
  await page.keyboard.type('Given up');
  await page.keyboard.press('Escape');
  await item(page, 'Mine').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Yours');
  await page.keyboard.press('Enter');
  await titled(page, 'Yours').waitFor();
  await item(page, 'Yours').waitFor();
  await page.keyboard.press('Escape');
  await button(page, 'Undo').click();
  await titled(page, 'Mine').waitFor();
  await saved(page, 'saved').waitFor();
  assert.deepEqual(await names(page), ['Mine']);
});

pageTest('another drawing is renamed without being opened', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await openFile(page, 'One');
  await openFile(page, 'Two');
  await drawings(page);
  await button(page, 'Rename One').click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Uno <b>');
  await page.keyboard.press('Enter');
  await item(page, 'Uno <b>').click();
  await titled(page, 'Uno <b>').waitFor();
});

pageTest('a deletion is undone with the keyboard, at the same place in the list', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  for (const title of ['One', 'Two', 'Three']) await openFile(page, title);
  await drawings(page);
  await button(page, 'Delete Two').press('Enter');
  await told(page, 'Deleted “Two”').waitFor();
  assert.deepEqual(await page.getByRole('list', { name: 'Your drawings' }).locator('b').allInnerTexts(), ['Three', 'One']);
  await assertAccessible(page);
  await page.keyboard.press('Enter');
  await item(page, 'Two').waitFor();
  assert.deepEqual(await page.getByRole('list', { name: 'Your drawings' }).locator('b').allInnerTexts(), ['Three', 'Two', 'One']);
  await titled(page, 'Three').waitFor();

  // Also for the current drawing, with the menu closed, and for two deletions in a row.
  await button(page, 'Delete Three').click();
  await titled(page, 'Two').waitFor();
  await button(page, 'Delete One').click();
  await page.keyboard.press('Escape');
  await told(page, 'Deleted “One”').waitFor();
  const undo = page.getByRole('status').getByRole('button', { name: 'Undo' });
  await undo.click();
  await told(page, 'Deleted “Three”').waitFor();
  await undo.click();
  await titled(page, 'Three').waitFor();
  assert.deepEqual(await names(page), ['Three', 'Two', 'One']);
});

pageTest('deleting the last drawing starts a new one', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await openFile(page, 'Mine');
  await drawings(page);
  await button(page, 'Delete Mine').click();
  await titled(page, 'Untitled').waitFor();
  await page.reload();
  await titled(page, SFTP_TITLE).waitFor();
});

pageTest('a second tab follows the first, edits on, and neither loses anything', async ({ visit }) => {
  const first = await visit();
  await ready(first);
  await edit(first);
  await saved(first, 'saved').waitFor();
  const second = await visit('/', { beside: first });
  await ready(second);
  for (const tab of [first, second]) await saved(tab, 'saved, in 2 tabs').waitFor();
  await selectAcl(second, 'acl-public');
  await edit(first, OTHER_RULE);
  await told(second, 'Changed in another tab').waitFor();
  await ruleShown(second, OTHER_RULE).waitFor();
  await edit(second, THIRD_RULE);
  await ruleShown(first, THIRD_RULE).waitFor();
  await button(first, 'Undo').click();
  await eventually(async () => assert.equal(await ruleShown(second, THIRD_RULE).count(), 0, 'and back'));
  assert.deepEqual(await names(first), [SFTP_TITLE], 'all on one drawing');
  await first.keyboard.press('Escape');
  await second.close();
  await saved(first, 'saved').waitFor();
});

for (const [choice, name] of [['the other version', 'Show the other version'], ['both', 'Keep both']]) {
  pageTest(`a conflict between two tabs overwrites nothing: ${choice}`, async ({ visit }) => {
    const first = await visit();
    await ready(first);
    await edit(first);
    await saved(first, 'saved').waitFor();
    const second = await visit('/', { beside: first });
    await ready(second);
    // While this tab cannot save, it has a change that the other does not know.
    const release = await refuseToKeep(second);
    await edit(second, OTHER_RULE);
    await saved(second, 'not saved').waitFor();
    await edit(first, THIRD_RULE);
    await second.getByRole('alert').filter({ hasText: 'Another tab changed this drawing' }).waitFor();
    await assertAccessible(second);
    await release();
    await button(second, name).click();
    await saved(second, /^saved/).waitFor();
    if (name === 'Keep both') {
      await titled(second, `${SFTP_TITLE} (copy)`).waitFor();
      assert.deepEqual((await names(first)).sort(), [SFTP_TITLE, `${SFTP_TITLE} (copy)`]);
      await first.keyboard.press('Escape');
      await ruleShown(second, OTHER_RULE).waitFor();
    } else {
      await ruleShown(second, THIRD_RULE).waitFor();
      assert.equal(await ruleShown(second, OTHER_RULE).count(), 0);
      await button(second, 'Undo').click();
      await ruleShown(second, OTHER_RULE).waitFor();
    }
    await ruleShown(first, name === 'Keep both' ? THIRD_RULE : OTHER_RULE).waitFor();
  });
}

pageTest('a drawing deleted in another tab stays on the page and can be kept', async ({ visit }) => {
  const first = await visit();
  await ready(first);
  await openFile(first, 'Mine');
  const second = await visit('/', { beside: first });
  await titled(second, 'Mine').waitFor();
  await drawings(second);
  await button(second, 'Delete Mine').click();
  await first.getByRole('alert').filter({ hasText: 'deleted in another tab' }).waitFor();
  await titled(first, 'Mine').waitFor();
  await button(first, 'Keep it').click();
  await saved(first, /^saved/).waitFor();
  await item(second, 'Mine').waitFor();
});

for (const [reason, error, words] of [
  ['full', 'QuotaExceededError', 'is full'],
  ['forbidden', 'SecurityError', 'let this page store data'],
]) {
  pageTest(`with storage ${reason} the work stays on the page and is saved once that is possible`, async ({ visit }) => {
    const page = await visit();
    await ready(page);
    const release = await refuseToKeep(page, error);
    await edit(page);
    await saved(page, 'not saved').waitFor();
    const notice = page.getByRole('alert').filter({ hasText: words });
    await notice.waitFor();
    await assertAccessible(page);
    await picture(page, `drawings-${reason}`);
    const [download] = await Promise.all([page.waitForEvent('download'), notice.getByRole('button', { name: 'Save file' }).click()]);
    assert.match(await readFile(await download.path(), 'utf8'), /32768-60999/);

    // Another drawing can be opened in the meantime.
    await openFile(page, 'Two');
    assert.deepEqual((await names(page)).sort(), [SFTP_TITLE, 'Two']);
    await item(page, SFTP_TITLE).click();
    await selectAcl(page, 'acl-public');
    await ruleShown(page, RULE).waitFor();

    await button(page, 'Try again').click();
    await saved(page, 'not saved').waitFor();
    // What was opened is autosaved as well. That must be refused before storage works again.
    await autosaved(page);
    await release();
    await button(page, 'Try again').click();
    await saved(page, 'saved').waitFor();
    assert(!(await notice.isVisible()));
    const again = await visit('/', { beside: page });
    await ready(again);
    assert.deepEqual((await names(again)).sort(), [SFTP_TITLE, 'Two']);
  });
}

pageTest('leaving the page asks first while unsaved work would be lost', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  const asked = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await edit(page);
  await page.reload();
  await ready(page);
  assert.deepEqual(asked, [], 'what is saved needs no question');
  await refuseToKeep(page);
  await edit(page, OTHER_RULE);
  await saved(page, 'not saved').waitFor();
  await page.reload();
  await ready(page);
  assert.deepEqual(asked, ['beforeunload']);
});

pageTest('drawings stored by an earlier release are found', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await page.evaluate(([mine, earlier]) => {
    localStorage.setItem('portcullis.drawing', mine);
    localStorage.setItem('portcullis.earlier.0', earlier);
    localStorage.setItem('portcullis.earlier.1', 'damaged');
  }, [scenario('Mine'), scenario('Earlier')]);
  await page.reload();
  await titled(page, 'Mine').waitFor();
  await saved(page, 'saved').waitFor();
  assert.deepEqual(await names(page), ['Mine', 'Earlier', 'Unreadable drawing']);
  await item(page, 'Unreadable drawing').click();
  await page.getByRole('dialog').getByText('could not be opened').waitFor();
  await page.keyboard.press('Escape');
  await titled(page, 'Mine').waitFor();
  assert.equal((await names(page)).length, 3, 'and stays');
  await item(page, 'Earlier').click();
  await titled(page, 'Earlier').waitFor();
});

pageTest('a dropped file opens, or is refused with the reason', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  const drag = (kinds, name, text) => page.evaluate(([kinds, name, text]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name, { type: 'application/json' }));
    for (const kind of kinds) {
      document.querySelector('aside').dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, [kinds, name, text]);
  const hint = page.getByText('Drop the file to open it');
  await drag(['dragenter', 'dragover'], 'mine.json', scenario('Dropped'));
  await hint.waitFor();
  await drag(['dragleave'], 'mine.json', '');
  await hint.waitFor({ state: 'hidden' });
  await drag(['dragenter', 'dragover', 'drop'], 'mine.json', scenario('Dropped'));
  await titled(page, 'Dropped').waitFor();
  await saved(page, 'saved').waitFor();
  assert(!(await hint.isVisible()));
  await drag(['drop'], 'holiday.jpg', 'no drawing');
  await page.getByRole('dialog').getByText('holiday.jpg could not be opened').waitFor();
  await page.keyboard.press('Escape');
  await titled(page, 'Dropped').waitFor();
});

pageTest('files are saved and opened by the keyboard, even while typing', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  // Playwright closes a file chooser that no test waits for.
  page.on('filechooser', () => {});
  await selectAcl(page, 'acl-public');
  await inspector(page).getByRole('textbox', { name: 'Outbound rule' }).focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  const text = await readFile(await download.path(), 'utf8');
  assert.equal(JSON.parse(text).title, SFTP_TITLE);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')]);
  await chooser.setFiles(file('again.json', text.replace(SFTP_TITLE, 'From the file')));
  await titled(page, 'From the file').waitFor();
});

pageTest('opening a file clears the link from the address', async ({ visit }) => {
  const page = await visit(handwrittenLink({ portcullis: 1, title: 'Somebody else’s' }));
  await titled(page, 'Somebody else’s').waitFor();
  await openFile(page, 'Mine');
  assert.equal(new URL(page.url()).hash, '');
  await page.reload();
  await titled(page, 'Mine').waitFor();
});

pageTest('an embedded page stores nothing', async ({ visit }) => {
  const page = await visit('/?embed');
  await page.clock.install();
  await ready(page);
  await page.keyboard.press('Control+s');
  await page.keyboard.press('End');
  // More than enough time for an autosave.
  await page.clock.runFor(60_000);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
});

for (const theme of ['light', 'dark']) {
  for (const [name, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    pageTest(`the menu on a ${name}, ${theme}`, async ({ visit }) => {
      const page = await visit('/', { theme, viewport });
      await ready(page);
      await openFile(page, 'Three tiers in two zones');
      await openFile(page, 'A bastion host, and whoever may reach it from the office over a long title');
      await openFile(page, 'Untitled');
      await drawings(page);
      await assertAccessible(page);
      await picture(page, `drawings-${name}-${theme}`);
      if (viewport === PHONE) {
        for (const control of await page.locator('#drawings button').all()) {
          const { width, height } = await control.boundingBox();
          assert(width >= 40 && height >= 40, `${await control.innerText()}: ${width} by ${height}`);
        }
      }
      await button(page, 'Rename Untitled').click();
      await picture(page, `drawings-${name}-${theme}-rename`);
      await page.keyboard.press('Escape');
      await button(page, 'Delete Untitled').click();
      await told(page, 'Deleted “Untitled”').waitFor();
      await assertAccessible(page);
      await picture(page, `drawings-${name}-${theme}-deleted`);
    });
  }
}
