// Pictures of the way, for whoever wants to look at it: set ONEDOOR_PICTURES to a folder.
const folder = process.env.ONEDOOR_PICTURES;

export async function look(page, name, path) {
  if (!folder) return;
  if (path) await page.goto(path);
  const engine = (await import('@playwright/test')).test.info().project.name.replaceAll(' ', '-');
  await page.screenshot({ path: `${folder}/${engine}-${name}.png`, fullPage: true });
}
