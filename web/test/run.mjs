// Runs the browser tests against the built program: `CERTGUIDE` names it, `CHROMIUM` the browser.

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const named = process.argv.slice(2);
const tests = readdirSync(folder).filter(
  (it) => it.endsWith(".test.mjs") && (named.length === 0 || named.some((name) => it.includes(name))),
);
const { status } = spawnSync(process.execPath, ["--test", "--test-concurrency=1", ...tests.map((it) => folder + it)], {
  stdio: "inherit",
});
process.exit(status ?? 1);
