// Several people at once, each in a browser of their own, until the test is over.
import { test as base, expect, login, watch } from './app.mjs';

const PHONE = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  // Somewhere in 舞钢.
  geolocation: { latitude: 33.3133, longitude: 113.5213, accuracy: 12 },
  permissions: ['geolocation'],
};

class People {
  constructor(browser) {
    this.browser = browser;
    this.known = new Map();
    this.faults = [];
  }

  // A fresh browser in which nobody is logged in.
  async nobody(options = {}) {
    const context = await this.browser.newContext(options);
    const page = await context.newPage();
    watch(page, this.faults);
    return page;
  }

  // Somebody at a desk, who logs in through the form when first needed.
  async desk(username) {
    return this.person(username, {});
  }

  // Somebody with a phone.
  async phone(username) {
    return this.person(username, PHONE);
  }

  // Nobody, with a phone.
  async passer() {
    return this.nobody(PHONE);
  }

  async person(username, options) {
    let page = this.known.get(username);
    if (!page) {
      page = await this.nobody(options);
      await login(page, username);
      this.known.set(username, page);
    }
    return page;
  }

  async leave() {
    for (const context of this.browser.contexts()) await context.close();
    expect(this.faults, 'faults of the pages').toEqual([]);
  }
}

export const test = base.extend({
  people: async ({ browser }, use) => {
    const people = new People(browser);
    await use(people);
    await people.leave();
  },
});
