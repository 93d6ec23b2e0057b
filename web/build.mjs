// Builds the page into dist/, which the program embeds.
//
//   node build.mjs           writes dist/
//   node build.mjs --check   builds elsewhere and says whether dist/ is that, byte for byte

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import esbuild from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");

/** What an answer can be; each is judged by its own schema, so that what is wrong can be told. */
const SCHEMAS = {
  message: "MessageCreateRequest",
  pong: "PongInteractionCallbackRequest",
  reply: "CreateMessageInteractionCallbackRequest",
  update: "UpdateMessageInteractionCallbackRequest",
  suggestions: "ApplicationCommandAutocompleteCallbackRequest",
  form: "ModalInteractionCallbackRequest",
};

/** Code that judges by the schemas, made here: in the browser it would need `eval`. */
function validators() {
  const { components } = JSON.parse(readFileSync(join(root, "openapi/messages.json"), "utf8"));
  tellApart(components, components.schemas);
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    inlineRefs: false,
    code: { source: true, esm: true, lines: false },
  });
  addFormats(ajv, ["uri", "date-time"]);
  // Ranges and patterns stand beside these in the schemas.
  for (const format of ["int32", "int64", "double", "snowflake", "nonce"]) ajv.addFormat(format, true);
  ajv.addSchema({ $id: "discord", components });
  const names = Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => [name, `discord#/components/schemas/${schema}`]),
  );
  return standaloneCode(ajv, names);
}

/**
 * Says the same in words that the validator tells more by. Where one of several shapes is allowed,
 * and `type` says which was meant, only that one complains.
 */
function tellApart(part, schemas) {
  if (part === null || typeof part !== "object") return;
  Object.values(part).forEach((it) => tellApart(it, schemas));
  const { oneOf } = part;
  if (!Array.isArray(oneOf)) return;
  if (oneOf.every((it) => "const" in it)) {
    part.enum = oneOf.map((it) => it.const);
    delete part.oneOf;
    return;
  }
  const meant = oneOf.map((it) => schemas[it.$ref?.split("/").at(-1)]);
  if (meant.every((it) => it?.properties?.type?.enum && it.required?.includes("type"))) {
    const types = meant.map((it) => it.properties.type.enum);
    const is = (list) => ({ type: "object", properties: { type: { enum: list } }, required: ["type"] });
    part.allOf = [is(types.flat()), ...oneOf.map((it, index) => ({ if: is(types[index]), then: it }))];
    delete part.oneOf;
  }
}

const discordSchemas = {
  name: "discord-schemas",
  setup(build) {
    build.onResolve({ filter: /^discord-schemas$/ }, (it) => ({ path: it.path, namespace: "discord-schemas" }));
    build.onLoad({ filter: /.*/, namespace: "discord-schemas" }, () => ({
      contents: validators(),
      resolveDir: root,
    }));
  },
};

async function bundle(out) {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { app: "src/main.ts" },
    outdir: out,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022", "chrome111", "firefox115", "safari16.4"],
    // The library sets colours by a `style` attribute, which a strict policy refuses.
    alias: { "lit/directives/style-map.js": "./src/look/style-map.ts" },
    plugins: [discordSchemas],
    loader: { ".woff2": "file", ".otf": "file" },
    assetNames: "fonts/[name]",
    entryNames: "[name]",
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  cpSync(join(root, "static"), out, { recursive: true });
  writeFileSync(join(out, "licences.txt"), licences(result.metafile));
}

/** The notices of everything that is in the bundle. */
function licences(metafile) {
  const packages = new Set(["discord-api-spec"]);
  for (const input of Object.keys(metafile.inputs)) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name) packages.add(name);
  }
  // Packages without a file of their own are all under this licence.
  const permission = readFileSync(join(root, "openapi/LICENSE"), "utf8").split("\n\n").slice(2).join("\n\n").trim();
  const notices = [...packages].sort().map((name) => {
    if (name === "discord-api-spec") {
      return `${name} (MIT)\n\n${readFileSync(join(root, "openapi/LICENSE"), "utf8").trim()}`;
    }
    const folder = join(root, "node_modules", name);
    const { version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((it) => /^licen[cs]e/i.test(it));
    const by = typeof author === "string" ? author : (author?.name ?? "its authors");
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Copyright ${by}\n\n${permission}`;
    return `${name} ${version} (${license})\n\n${text}`;
  });
  return `What this page is made of besides certguide's own code.\n\n${notices.join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
}

function files(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((it) => it.isFile())
    .map((it) => relative(folder, join(it.parentPath ?? it.path, it.name)))
    .sort();
}

function differences(left, right) {
  const names = new Set([...files(left), ...files(right)]);
  const read = (folder, name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : null);
  return [...names].filter((name) => {
    const [a, b] = [read(left, name), read(right, name)];
    return a === null || b === null || !a.equals(b);
  });
}

if (process.argv.includes("--check")) {
  const out = mkdtempSync(join(tmpdir(), "certguide-web-"));
  await bundle(out);
  const different = differences(dist, out);
  rmSync(out, { recursive: true });
  if (different.length > 0) {
    console.error(`dist/ is not what the source builds: ${different.join(", ")}\nnpm run build`);
    process.exit(1);
  }
  console.log("dist/ is what the source builds");
} else {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  await bundle(dist);
}
