// Every screen in both languages and both colour schemes: it is whole, readable by everybody, at every width.
import { expectAccessible } from '../support/a11y.mjs';
import { expectNoSidewaysScroll } from '../support/app.mjs';
import { expectEnglish } from '../support/english.mjs';
import { expect, test } from '../support/rooms.mjs';
import { SCREENS } from '../support/screens.mjs';

// Chinese in light, English in dark: each screen is scanned in both.
const LOOKS = [{ lang: 'zh', scheme: 'light' }, { lang: 'en', scheme: 'dark' }];
const WIDTHS = { desk: [1920, 1024], phone: [360, 320] };

async function settled(page) {
  await expect(page.locator('.skeleton, [aria-busy="true"]')).toHaveCount(0);
}

for (const { lang, scheme } of LOOKS) {
  const say = (zh, en) => (lang === 'zh' ? zh : en);
  for (const [account, screens] of Object.entries(SCREENS)) {
    for (const [name, screen] of Object.entries(screens)) {
      test(`${account || 'nobody'}: ${name} in ${lang}, ${scheme}`, async ({ visit, town }, info) => {
        const of = (value) => (typeof value === 'function' ? value(town) : value);
        const as = account === 'inspector' ? town.inspector : account;
        const page = await visit({ as, lang, scheme, path: of(screen.path) });
        const heading = of(screen.heading);
        const words = Array.isArray(heading) ? say(...heading) : heading;
        await expect(page.getByRole('heading', { level: 1 })).toContainText(words);
        await settled(page);
        if (screen.open) await screen.open(page, say, town);
        await settled(page);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        if (lang === 'en') await expectEnglish(page, town.data);
        for (const width of WIDTHS[info.project.name]) {
          await page.setViewportSize({ width, height: 800 });
          await expectNoSidewaysScroll(page);
        }
      });
    }
  }
}
