// The real program on a copy of the knowledge, and a real browser in front of it. Whatever the
// page complains of, or asks of another machine, fails the test.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const built = process.env.CARGO_TARGET_DIR ?? join(repository, "target");
const program = process.env.CERTGUIDE ?? join(built, "debug/certguide");
const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const SCREENSHOTS = join(repository, "target/screenshots");

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export class Preview {
  #problems = [];

  /** Starts the program and the browser. */
  static async start() {
    const preview = new Preview();
    preview.folder = mkdtempSync(join(tmpdir(), "certguide-preview-"));
    cpSync(join(repository, "knowledge"), join(preview.folder, "knowledge"), { recursive: true });
    preview.server = spawn(program, ["preview", "--listen", "127.0.0.1:0"], {
      cwd: preview.folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: preview.server.stdout });
    const { value: first } = await lines[Symbol.asyncIterator]().next();
    preview.url = /^Preview at (http:\/\/\S+)$/.exec(first ?? "")?.[1];
    assert.ok(preview.url, `the program says where the page is: ${first}`);
    preview.context = await chromium.launchPersistentContext(join(preview.folder, "browser"), {
      executablePath: browser,
      headless: true,
      args: ARGUMENTS,
      viewport: { width: 1280, height: 800 },
    });
    preview.context.setDefaultTimeout(10_000);
    await preview.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: preview.url });
    preview.context.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:"].includes(url.protocol) && url.origin !== preview.url)
        preview.#problems.push(`request to ${url}`);
    });
    preview.context.on("weberror", (error) => preview.#problems.push(`error: ${error.error().stack}`));
    preview.context.on("console", (said) => {
      if (["error", "warning"].includes(said.type())) preview.#problems.push(`console: ${said.text()}`);
    });
    return preview;
  }

  /** Opens the page at an address, such as `#/cert/pcap`. */
  async open(hash = "#/", size = { width: 1280, height: 800 }) {
    const page = await this.context.newPage();
    await page.setViewportSize(size);
    await page.goto(`${this.url}/${hash}`);
    await page.waitForSelector("body:not([aria-busy])");
    await page.evaluate(() => document.fonts.ready);
    return page;
  }

  /** Closes a page, after which nothing must have been wrong. */
  async close(page) {
    await page.close();
    const problems = this.#problems.splice(0);
    assert.deepEqual(problems, []);
  }

  async stop() {
    await this.context.close();
    this.server.kill("SIGTERM");
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Changes a file of the knowledge, named from its folder. */
  edit(path, change) {
    const file = join(this.folder, "knowledge", path);
    writeFileSync(file, change(readFileSync(file, "utf8")));
  }
}

/** The last message of the channel. */
export const lastMessage = (page) => page.locator("discord-message").last();

/** The last answer of the bot, once it has this in it. */
export async function answered(page, words) {
  const message = page.locator("discord-message[bot]").last();
  await message.getByText(words).first().waitFor();
  return message;
}

/** The lines of the list above the place where one types. */
export const suggestions = (page) => page.locator("#suggestions [role='option']");

/** Waits until the list is for what has been typed, and has a line with `words`. */
export async function suggested(page, words) {
  await page.locator(".box input:focus[aria-activedescendant]").waitFor();
  await suggestions(page).filter({ hasText: words }).first().waitFor();
}

/** Types as a person does, and presses the keys named by `{…}`. */
export async function keys(page, text) {
  for (const part of text.split(/(\{\w+(?:\+\w+)?\})/)) {
    const key = /^\{(.+)\}$/.exec(part)?.[1];
    if (key !== undefined) await page.keyboard.press(key);
    else await page.keyboard.type(part);
  }
}

/** Keeps what the page looks like. */
export async function screenshot(page, name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.waitForTimeout(150);
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

/** Nothing on the page goes past its edge. */
export async function fitsInWidth(page) {
  const wide = await page.evaluate(() => {
    const parts = [
      document.scrollingElement,
      ...["client", "log", "composer"].map((id) => document.getElementById(id)),
    ];
    return parts.map((it) => it.scrollWidth - it.clientWidth);
  });
  assert.deepEqual(wide, [0, 0, 0, 0]);
}

/** What axe finds that keeps people out. */
export async function accessible(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  const serious = violations.filter((it) => ["serious", "critical"].includes(it.impact));
  const told = serious.map(
    (it) =>
      `${where}: ${it.id}: ${it.help}: ${it.nodes.map((node) => `${node.target} ${node.failureSummary}`).join("; ")}`,
  );
  assert.deepEqual(told, []);
}
