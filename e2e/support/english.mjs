// Whether a page in English has words of the interface in Chinese left on it.
import { expect } from '@playwright/test';

// Cells, values of facts, names and addresses hold data; everything else is the interface's.
const DATA = 'td, dd, .mono, code, time, option, .door-name, .door-address, .rail-me';
// …but these are the interface's words also in a cell.
const WORDS = '.badge, button:not(.as-link), .button, .form-help, label, legend';
// What says itself in which language it is.
const MARKED = '[lang]:not(html)';

// No Chinese outside of data. What stands in the town's data, or as data on the page itself, may be named
// anywhere.
export async function expectEnglish(page, data) {
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const { texts, own } = await page.evaluate(({ dataPlaces, wordPlaces, marked }) => {
    const han = /\p{Script=Han}/u;
    const texts = [];
    const own = [];
    const isData = (element) => {
      if (element.closest(marked)) return true;
      const data = element.closest(dataPlaces);
      const words = element.closest(wordPlaces);
      return data && !(words && data.contains(words));
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const hidden = element.closest('script, style, dialog:not([open])');
      if (han.test(node.data) && !hidden) (isData(element) ? own : texts).push(node.data.trim());
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (!isData(element)) texts.push(element.getAttribute(name));
      }
    }
    return { texts, own };
  }, { dataPlaces: DATA, wordPlaces: WORDS, marked: MARKED });
  const known = [...data, ...own].sort((one, other) => other.length - one.length);
  const strange = texts
    .map((text) => [text, known.reduce(without, text)])
    .filter(([, rest]) => /\p{Script=Han}/u.test(rest))
    .map(([text, rest]) => (text === rest ? text : `${text} → ${rest}`));
  expect(strange, 'Chinese words left on the English page').toEqual([]);
}

// A name of one letter, such as a unit, only where it stands alone.
function without(text, name) {
  if (name.length > 1) return text.replaceAll(name, '');
  return text.replace(new RegExp(`(?<!\\p{Script=Han})${name}(?!\\p{Script=Han})`, 'gu'), '');
}
