// Copy and paste through the system clipboard, between two tabs.

import assert from 'node:assert/strict';
import { pageTest } from './browser.mjs';
import { diagram, eventually, handwrittenLink, ready } from './playground.mjs';

const thing = (page, name) => diagram(page).getByRole('button', { name: new RegExp(`^${name}\\b`) });

pageTest('a host copied in one tab is pasted in another with its network', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await thing(page, 'VPC vpc').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+C');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(JSON.parse(text).portcullis, 1, 'it is the text of a scenario');

  const other = await visit(handwrittenLink({ portcullis: 1 }), { beside: page });
  await ready(other);
  await other.locator('body').press('ControlOrMeta+V');
  for (const name of ['VPC vpc', 'subnet public-a', 'host sftp', 'network ACL acl-public', 'security group sg-sftp']) {
    await thing(other, name).first().waitFor();
  }
  await other.locator('body').press('ControlOrMeta+Z');
  await eventually(async () => assert.equal(await thing(other, 'host sftp').count(), 0));
});

pageTest('a host that is cut and pasted keeps its name', async ({ visit }) => {
  const page = await visit();
  await ready(page);
  await thing(page, 'host sftp').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+X');
  await eventually(async () => assert.equal(await thing(page, 'host sftp').count(), 0));
  await page.locator('body').press('ControlOrMeta+V');
  await thing(page, 'host sftp').waitFor();
});
