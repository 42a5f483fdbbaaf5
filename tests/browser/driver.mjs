// Drives one browser for the tests: a line of JSON in is a call, a line of JSON out its result.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
const browser = await chromium.launch({
  executablePath: process.argv[2],
  // Root has no sandbox, and /dev/shm is small in containers.
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"],
});
const pages = new Map();

/** What went wrong on a page, as it happened. */
function watch(page, own) {
  const problems = [];
  page.on("console", (message) => {
    const isOfDriver = message.text().includes("GL Driver Message"); // no graphics card here
    if (["error", "warning"].includes(message.type()) && !isOfDriver) problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error}`));
  page.on("requestfailed", (request) => {
    // A page that is left stops what it was loading.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") problems.push(`failed: ${request.url()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== own)
      problems.push(`another host: ${request.url()}`);
  });
  return problems;
}

const commands = {
  async open({ id, origin, options }) {
    const context = await browser.newContext({ baseURL: origin, acceptDownloads: true, ...options });
    await context.route("**/*", (route) =>
      new URL(route.request().url()).origin === origin ? route.continue() : route.abort());
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    pages.set(id, { page, context, problems: watch(page, origin) });
  },
  // Any function of Playwright's Page; a dotted name reaches its keyboard and mouse.
  async call({ id, name, args }) {
    const { page } = pages.get(id);
    const path = name.split(".");
    const owner = path.slice(0, -1).reduce((object, part) => object[part], page);
    const result = await owner[path.at(-1)](...args);
    return isPlain(result) ? result : null;
  },
  async download({ id, selector }) {
    const { page } = pages.get(id);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
    const content = readFileSync(await download.path());
    return { name: download.suggestedFilename(), content: content.toString("base64") };
  },
  // Findings of axe-core against WCAG 2.2 AA and its own best practices.
  async axe({ id }) {
    const { page } = pages.get(id);
    await page.evaluate(axe);
    const { violations } = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
    return violations.map(({ id: rule, help, nodes }) => ({
      rule, help, nodes: nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`),
    }));
  },
  async problems({ id }) {
    return pages.get(id).problems.splice(0);
  },
  async close({ id }) {
    await pages.get(id).context.close();
    pages.delete(id);
  },
};

function isPlain(value) {
  return value === null || ["string", "number", "boolean"].includes(typeof value)
    || Array.isArray(value) || Object.getPrototypeOf(value ?? 0) === Object.prototype;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...told } = JSON.parse(line);
  let answer;
  try {
    answer = { result: (await commands[command](told)) ?? null };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
