// Browser tests over running servers; `cargo xtask test browser` starts them and sets the addresses.
import { defineConfig } from '@playwright/test';

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`cargo xtask test browser\``);
  return value;
};

// A town with a past; two towns at the first working day of a year, with nothing planned yet.
const town = need('ONEDOOR_TOWN');
const sqlite = need('ONEDOOR_ROAD_SQLITE');
const postgres = need('ONEDOOR_ROAD_POSTGRES');

// By the name of the file alone: the folder somebody works in may be called anything.
const files = (...names) => names.map((name) => `**/${name}.spec.mjs`);

const desk = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

export default defineConfig({
  testDir: './tests',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // A button that does not come is told at once, not when the test's time is up.
    actionTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: need('ONEDOOR_CHROMIUM'),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking',
        '--disable-component-update', '--disable-sync'],
    },
  },
  projects: [
    // What is in the town is asked before any test changes it.
    { name: 'town', testMatch: files('town'), use: { baseURL: town } },
    { name: 'desk', testMatch: files('screens*', 'routes', 'desk*'), use: { ...desk, baseURL: town },
      dependencies: ['town'] },
    { name: 'phone', testMatch: files('screens*', 'field*'), use: { ...phone, baseURL: town },
      dependencies: ['town'] },
    // They draw the town's last free lines, which the screens want to see free.
    { name: 'ceremony', testMatch: files('ceremony*'), use: { ...desk, baseURL: town },
      dependencies: ['desk', 'phone'] },
    { name: 'road on SQLite', testMatch: files('road'), use: { ...desk, baseURL: sqlite } },
    { name: 'road on PostgreSQL', testMatch: files('road'), use: { ...desk, baseURL: postgres } },
  ],
});
