// The pictures of the guide, from the page of the shipped example: `npm run screenshots`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./browser.mjs";
import { root } from "./pages.mjs";

const images = join(root, "docs/images");
mkdirSync(images, { recursive: true });
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
await page.goto(`file://${join(root, "examples/ent-lycees/rapport.html")}`);

/** From the top of an element, so many pixels. */
async function take(name, selector, height) {
  const top = await page.locator(selector).evaluate((one) => one.getBoundingClientRect().top + window.scrollY);
  const { width } = page.viewportSize();
  await page.screenshot({ path: join(images, name), fullPage: true, clip: { x: 0, y: top - 16, width, height } });
}

await take("rapport-synthese.png", "#s1", 760);
await page.selectOption("#filtre-statut", "non_conforme");
await take("rapport-detail.png", "#outils", 560);
await page.selectOption("#filtre-statut", "");
await page.setViewportSize({ width: 360, height: 740 });
await take("rapport-telephone.png", "#s1", 1000);
await browser.close();
