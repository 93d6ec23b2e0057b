// Laws of the source, which are absences.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../src", import.meta.url));
const files = readdirSync(source, { recursive: true }).filter((it) => it.endsWith(".ts"));
const read = (name) => readFileSync(join(source, name), "utf8");

test("nothing parses HTML or runs text", () => {
  const forbidden =
    /\b(innerHTML|outerHTML|insertAdjacentHTML|setHTML|createContextualFragment|srcdoc|unsafeHTML|eval|Function)\b\s*[=(]|document\.write/;
  assert.deepEqual(
    files.filter((it) => forbidden.test(read(it))),
    [],
  );
});

test("only the server's own drawings are parsed, as SVG and nothing else", () => {
  const parsing = files.filter((it) => /DOMParser|parseFromString/.test(read(it)));
  assert.deepEqual(parsing, [join("message", "picture.ts")]);
  const calls = read(parsing[0]).match(/parseFromString\([^)]*\)/g);
  assert.deepEqual(calls, ['parseFromString(drawing[theme], "image/svg+xml")']);
});

test("no file of the page's names another machine", () => {
  assert.deepEqual(
    files.filter((it) => /https?:\/\/(?!www\.w3\.org\/2000\/svg)/.test(read(it))),
    [],
  );
});

test("each file says what it is for, and is short enough to be read at once", () => {
  const long = files.filter((it) => read(it).split("\n").length > 400);
  const silent = files.filter((it) => !read(it).startsWith("// "));
  assert.deepEqual({ long, silent }, { long: [], silent: [] });
});
