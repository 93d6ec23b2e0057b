// What the bot does not send today, but Discord's messages can hold: drawn and judged from answers
// that are put in its place.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answered, keys, Preview } from "./harness.mjs";

/** One pixel. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let preview;
before(async () => (preview = await Preview.start()));
after(() => preview.stop());

/** The page with an answer to every interaction but autocomplete; what it sent goes to `sent`. */
async function answering(callback, files = [], sent = []) {
  const page = await preview.open();
  await page.route("**/api/interactions", async (route) => {
    const request = route.request().postDataJSON();
    if (request.type === 4) return route.continue();
    sent.push(request);
    const answer = {
      callback,
      json: JSON.stringify(callback),
      content_type: "application/json",
      files,
      command: "help",
      decision: "answered",
      micros: 1,
      revision: 1,
    };
    await route.fulfill({ json: answer });
  });
  await keys(page, "/help{Enter}{Enter}");
  return page;
}

test("each violation of Discord's document is told, with its path", async () => {
  const button = { type: 2, style: 9, label: "x".repeat(81), custom_id: "help" };
  const embed = { title: "t".repeat(257), color: -1, description: "too much" };
  const page = await answering({
    type: 4,
    data: { embeds: [embed], components: [{ type: 1, components: [button] }], flags: "64" },
  });
  await answered(page, "too much");
  const told = await page.locator(".verdict.invalid li").allTextContents();
  const paths = told.map((it) => it.split(" ")[0]).sort();
  assert.deepEqual(
    paths,
    [
      "/data/components/0/components/0/label",
      "/data/components/0/components/0/style",
      "/data/embeds/0/color",
      "/data/embeds/0/title",
      "/data/flags",
    ],
    told.join("\n"),
  );
  await preview.close(page);
});

test("pictures have their words, and text files can be saved and read", async () => {
  const text = Buffer.from("the whole answer\n").toString("base64");
  const files = [
    { name: "map.png", media_type: "image/png", base64: PNG },
    { name: "answer.txt", media_type: "text/plain; charset=utf-8", base64: text },
  ];
  const attachments = [
    { id: "0", filename: "map.png", description: "PCEP leads to PCAP" },
    { id: "1", filename: "answer.txt", description: "All of it" },
  ];
  const page = await answering(
    {
      type: 4,
      data: {
        embeds: [
          { title: "Roadmap", image: { url: "attachment://map.png" } },
          { title: "Elsewhere", image: { url: "https://example.org/a.png" } },
        ],
        attachments,
      },
    },
    files,
  );
  const message = await answered(page, "Roadmap");
  const image = message.getByRole("img", { name: "PCEP leads to PCAP" });
  await image.waitFor();
  assert.equal(await image.evaluate((it) => it.decode().then(() => it.naturalWidth)), 1);
  const download = page.waitForEvent("download");
  await message.getByRole("link", { name: "answer.txt" }).click();
  assert.equal((await download).suggestedFilename(), "answer.txt");
  await message.getByText("Show the text").click();
  await message.getByText("the whole answer").waitFor();
  await message.getByText("A picture on the web, not loaded here").waitFor();
  await preview.close(page);
});

test("a select sends what is chosen, and an update replaces the message", async () => {
  const select = {
    type: 3,
    custom_id: "pick",
    placeholder: "Pick one",
    options: [
      { label: "One", value: "1" },
      { label: "Two", value: "2" },
    ],
  };
  const sent = [];
  const page = await answering(
    { type: 7, data: { embeds: [{ title: "Choose" }], components: [{ type: 1, components: [select] }] } },
    [],
    sent,
  );
  const message = await answered(page, "Choose");
  const count = await page.locator("discord-message").count();
  await message.getByRole("combobox", { name: "Pick one" }).selectOption("2");
  await page.locator("#panel-json .asked").getByText("[Pick one] pick").waitFor();
  assert.deepEqual(sent.at(-1).data, { custom_id: "pick", component_type: 3, values: ["2"] });
  assert.equal(sent.at(-1).type, 3);
  assert.equal(await page.locator("discord-message").count(), count);
  await preview.close(page);
});

test("markdown is drawn as on Discord, and leads nowhere but to the web", async () => {
  const description = [
    "# Head",
    "-# small",
    "**b** *i* __u__ ~~s~~ ||hidden|| `c`",
    "- one",
    "  - inner",
    "- two",
    "3. three",
    "> said",
    "\\*plain\\* [web](https://example.org/x) [script](javascript:alert(1)) https://example.org/y_z_1.",
    "```",
    "- code",
    "```",
  ].join("\n");
  const page = await answering({ type: 4, data: { embeds: [{ title: "\\*T\\*", description }] } });
  const text = (await answered(page, "Head")).locator(".embed-text");
  await text.getByRole("heading", { name: "Head" }).waitFor();
  for (const [tag, words] of Object.entries({
    small: "small",
    strong: "b",
    em: "i",
    u: "u",
    s: "s",
    ".spoiler": "hidden",
    blockquote: "said",
  })) {
    assert.equal((await text.locator(tag).first().textContent()).trim(), words, tag);
  }
  assert.deepEqual(await text.locator("ul > li").allTextContents(), ["oneinner", "inner", "two"]);
  assert.equal(await text.locator("ol").getAttribute("start"), "3");
  assert.equal((await text.locator("pre").textContent()).trim(), "- code");
  const links = await text.locator("a").evaluateAll((all) => all.map((it) => [it.href, it.rel, it.target]));
  assert.deepEqual(
    links,
    ["https://example.org/x", "https://example.org/y_z_1"].map((it) => [it, "noopener noreferrer", "_blank"]),
  );
  assert.match(await text.textContent(), /\*plain\* web \[script\]\(javascript:alert\(1\)\)/);
  assert.equal(await page.locator(".embed-title").last().textContent(), "*T*");
  await preview.close(page);
});

test("a server that refuses, or is gone, is told", async () => {
  const page = await preview.open();
  await page.route("**/api/interactions", (route) =>
    route.fulfill({ status: 400, json: { error: "the body is no JSON" } }),
  );
  await keys(page, "/help{Enter}{Enter}");
  await page.getByText("The application did not respond.").waitFor();
  await page.getByText("the body is no JSON").waitFor();
  preview.server.kill("SIGTERM");
  await page.locator("#knowledge-bar").getByText("certguide preview does not answer").waitFor();
  await page.close();
});
