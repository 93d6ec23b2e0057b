// Takes out of Discord's OpenAPI document what the page needs to judge an answer: the bodies of an
// interaction's callback and of Create Message, and every schema that they refer to.
//
//   node openapi/extract.mjs [document]           writes openapi/messages.json
//   node openapi/extract.mjs --check [document]   says whether it still is what the document says

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const EXTRACT = here("messages.json");

/** Where the document lies in a workplace that has it; it is too large to go along. */
const DOCUMENT = here("../../../shared/discord/openapi.json");

const BODIES = {
  callback: "/interactions/{interaction_id}/{interaction_token}/callback",
  message: "/channels/{channel_id}/messages",
};

function extract(document) {
  const bodies = {};
  const schemas = {};
  const take = (part) => {
    if (Array.isArray(part)) return part.forEach(take);
    if (part === null || typeof part !== "object") return;
    const name = typeof part.$ref === "string" && part.$ref.split("/").at(-1);
    if (name && !(name in schemas)) {
      schemas[name] = document.components.schemas[name];
      take(schemas[name]);
    }
    Object.values(part).forEach(take);
  };
  for (const [name, path] of Object.entries(BODIES)) {
    bodies[name] = document.paths[path].post.requestBody.content["application/json"].schema;
    take(bodies[name]);
  }
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    $comment: "Part of Discord's OpenAPI document, https://github.com/discord/discord-api-spec; MIT, see LICENSE",
    info: { title: document.info.title, version: document.info.version },
    bodies,
    components: { schemas: sorted },
  };
}

const [first, second] = process.argv.slice(2);
const isCheck = first === "--check";
const path = (isCheck ? second : first) ?? DOCUMENT;
if (isCheck && !existsSync(path)) {
  console.log(`skipped: Discord's OpenAPI document is not here (${path})`);
  process.exit(0);
}
const text = `${JSON.stringify(extract(JSON.parse(readFileSync(path, "utf8"))), null, 1)}\n`;
if (!isCheck) {
  writeFileSync(EXTRACT, text);
} else if (readFileSync(EXTRACT, "utf8") === text) {
  console.log("openapi/messages.json is what Discord's document says");
} else {
  console.error("openapi/messages.json differs from Discord's document: npm run openapi");
  process.exit(1);
}
