// Holds every page to what only a browser (axe-core in Chromium) and the W3C's Nu checker can tell.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { launch } from "./browser.mjs";
import { pages } from "./pages.mjs";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const faults = [];
let name = "";
const fault = (text) => faults.push(`${name}: ${text}`);

const all = pages();
const browser = await launch();

/** Opens a page and notes whatever it asks for, refuses or throws. */
async function open(path, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("request", (request) => {
    if (request.url() !== `file://${path}`) { fault(`asks for ${request.url()}`); }
  });
  page.on("console", (message) => fault(`says ${message.text()}`));
  page.on("pageerror", (error) => fault(`throws ${error}`));
  page.on("dialog", (dialog) => { fault("opens a dialog"); dialog.dismiss(); });
  await page.goto(`file://${path}`);
  return [page, context];
}

async function accessible(page, where) {
  const { violations, incomplete } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations", "incomplete"] }));
  for (const one of violations) {
    fault(`axe ${where}: ${one.id}, ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
  }
  return incomplete.map((one) => `${one.id} × ${one.nodes.length}`);
}

/** Nothing is wider than the window but what scrolls by itself, and no text covers another. */
async function fits(page, width) {
  await page.setViewportSize({ width, height: 800 });
  const wide = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth + 1;
    const out = [...document.querySelectorAll("body *")].filter((one) =>
      (!one.closest(".large") || one.matches(".large")) && !one.matches(".evitement") &&
      one.getBoundingClientRect().right > limit);
    return [document.documentElement.scrollWidth > limit, out.slice(0, 3).map((one) => `${one.tagName} ${one.textContent.slice(0, 40)}`)];
  });
  if (wide[0] || wide[1].length > 0) { fault(`${width} px: overflows: ${wide[1].join(" | ")}`); }
}

const outline = (page) => page.evaluate(() =>
  [...document.querySelectorAll("h1, h2, h3, h4")].filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1])));

for (const { path, heavy } of all) {
  name = basename(path);
  const began = Date.now();
  const [page, context] = await open(path, { viewport: { width: 1440, height: 900 } });
  if (await page.evaluate(() => "touche" in window)) { fault("a user's text acted"); }
  const levels = await outline(page);
  if (levels.filter((level) => level === 1).length !== 1) { fault("not one h1"); }
  levels.forEach((level, at) => { if (at > 0 && level > levels[at - 1] + 1) { fault(`h${levels[at - 1]} then h${level}`); } });
  for (const width of [360, 320, 1440]) { await fits(page, width); }
  let unsure = [];
  if (!heavy) {
    await page.evaluate(axe);
    unsure = await accessible(page, "1440 px");
    await page.setViewportSize({ width: 360, height: 800 });
    await accessible(page, "360 px");
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 718, height: 1000 });
    await accessible(page, "print");
    await page.emulateMedia({ media: "screen" });
  }
  // From the keyboard: the first stop leads to the content, and a wide table takes the focus.
  await page.keyboard.press("Tab");
  if (await page.evaluate(() => document.activeElement.className) !== "evitement") { fault("the first stop is not the way to the content"); }
  await page.keyboard.press("Enter");
  if (await page.evaluate(() => document.activeElement.id) !== "contenu") { fault("the way to the content does not lead there"); }
  await tools(page).catch((error) => fault(error.message.split("\n")[0]));
  await context.close();
  await withoutScript(path);
  console.log(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s${unsure.length > 0 ? `; to be judged by eye: ${unsure.join(", ")}` : ""}`);
}

/** The tools filter and fold the screen, never the paper. */
async function tools(page) {
  const total = await page.locator("article").count();
  if (total === 0) { return; }
  const shown = () => page.evaluate(() => [...document.querySelectorAll("article")].filter((one) => one.checkVisibility()).length);
  await page.selectOption("#filtre-niveau", "recommandation");
  const kept = await page.locator("article[data-niveau=recommandation]").count();
  if (await shown() !== kept) { fault(`the level keeps ${await shown()} articles, not ${kept}`); }
  await page.emulateMedia({ media: "print" });
  if (await shown() !== total) { fault("the paper is filtered"); }
  await page.emulateMedia({ media: "screen" });
  await page.selectOption("#filtre-niveau", "");
  await page.check("#replier");
  if (await page.locator("article ul").first().isVisible()) { fault("folding hides nothing"); }
  await page.uncheck("#replier");
  const first = await page.locator("article").first().getAttribute("id");
  await page.fill("#filtre-mots", first.toLowerCase());
  if (await shown() < 1 || (total > 20 && await shown() === total)) { fault("words filter nothing"); }
  await page.fill("#filtre-mots", "");
  if (await shown() !== total) { fault("what was filtered does not come back"); }
}

/** Without script, all is there but the tools. */
async function withoutScript(path) {
  const words = async (javaScriptEnabled) => {
    const [page, context] = await open(path, { javaScriptEnabled });
    const text = await page.locator("main").innerText();
    const visible = await page.locator("#outils").isVisible();
    await context.close();
    return [text, visible];
  };
  const [[full], [bare, visible]] = [await words(true), await words(false)];
  if (visible) { fault("the tools show without script"); }
  if (!bare || full.length < bare.length) { fault("something is missing without script"); }
}

await browser.close();

const jar = require.resolve("vnu-jar/build/dist/vnu.jar");
name = "Nu";
try {
  execFileSync("java", ["-Xss2m", "-jar", jar, "--stdout", "--format", "gnu", ...all.map(({ path }) => path)], { encoding: "utf8", maxBuffer: 1 << 26 });
} catch (failure) {
  failure.stdout.trim().split("\n").slice(0, 40).forEach(fault);
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`${all.length} pages: no fault.`);
