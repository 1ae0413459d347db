// axe-core reports no violation: both themes, desktop and phone, in the main states.

import { DESKTOP, PHONE, pageTest } from './browser.mjs';
import { assertAccessible, explanation, ready, selectAcl, showTheDrop } from './playground.mjs';

for (const theme of ['light', 'dark']) {
  pageTest(`desktop, ${theme}: as it opens, at the drop, and with an ACL selected`, async ({ visit }) => {
    const page = await visit('/', { theme, viewport: DESKTOP });
    await ready(page);
    await assertAccessible(page);
    await showTheDrop(page);
    await assertAccessible(page);
    await selectAcl(page, 'acl-public');
    await assertAccessible(page);
  });

  pageTest(`phone, ${theme}: as it opens`, async ({ visit }) => {
    const page = await visit('/', { theme, viewport: PHONE });
    await ready(page);
    await assertAccessible(page);
  });

  pageTest(`embed and damaged link, ${theme}`, async ({ visit }) => {
    const embed = await visit('/?embed', { theme });
    await ready(embed);
    await assertAccessible(embed);
    const damaged = await visit('/#z1.damaged', { theme });
    await explanation(damaged).waitFor();
    await assertAccessible(damaged);
  });
}
