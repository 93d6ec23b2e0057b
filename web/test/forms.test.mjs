// Subcommands and forms, by keyboard alone. What the bot answers is made up where a form is asked
// for, so that each kind of field is there.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, answered, keys, Preview, screenshot, suggestions } from "./harness.mjs";

let preview;
before(async () => (preview = await Preview.start()));
after(() => preview.stop());

const COMMANDS = [
  {
    id: "1",
    type: 1,
    name: "certguide",
    description: "For moderators",
    default_member_permissions: "32",
    options: [
      {
        type: 2,
        name: "alias",
        description: "Names",
        options: [
          {
            type: 1,
            name: "add",
            description: "Add a name",
            options: [{ type: 3, name: "name", description: "Which", required: true, max_length: 100 }],
          },
        ],
      },
    ],
  },
  {
    id: "2",
    type: 1,
    name: "my",
    description: "Yours",
    options: [{ type: 1, name: "list", description: "List yours" }],
  },
];

const label = (text, component) => ({ type: 18, label: text, component });
const FORM = {
  custom_id: "certguide alias add",
  title: "A name of your own",
  components: [
    {
      ...label("Name", { type: 4, custom_id: "name", style: 1, required: true, max_length: 20 }),
      description: "Short",
    },
    label("More", { type: 4, custom_id: "more", style: 2, required: false, max_length: 400, value: "as it was" }),
    label("One", {
      type: 3,
      custom_id: "one",
      required: true,
      min_values: 1,
      max_values: 1,
      options: [
        { label: "A", value: "a", default: true },
        { label: "B", value: "b", description: "the other" },
      ],
    }),
    label("Some", {
      type: 3,
      custom_id: "some",
      required: false,
      min_values: 0,
      max_values: 2,
      options: ["x", "y", "z"].map((value) => ({ label: value.toUpperCase(), value, default: value === "x" })),
    }),
    label("Channel", { type: 8, custom_id: "channel", required: false, min_values: 0, max_values: 1 }),
  ],
};

/** A page of which `answer` says what the bot answers; all that it was asked. */
async function open(hash = "#/?manage=1") {
  const asked = [];
  const page = await preview.context.newPage();
  const json = (route, body) => route.fulfill({ json: body });
  await page.route("**/api/commands", (route) => json(route, COMMANDS));
  await page.route("**/api/interactions", (route) => {
    const interaction = route.request().postDataJSON();
    asked.push(interaction);
    const said = { embeds: [{ title: `Got ${interaction.type}` }], allowed_mentions: { parse: [] } };
    const callback = interaction.type === 2 ? { type: 9, data: FORM } : { type: 4, data: said };
    const sent = {
      json: JSON.stringify(callback),
      content_type: "application/json",
      files: [],
      micros: 1,
      revision: 0,
    };
    return json(route, { callback, ...sent, command: "certguide", decision: "answered" });
  });
  await page.goto(`${preview.url}/${hash}`);
  await page.waitForSelector("body:not([aria-busy])");
  return { page, asked };
}

test("a subcommand is listed by all its words, filled in, and sent below its command", async () => {
  const { page, asked } = await open();
  await keys(page, "/cer");
  await suggestions(page).filter({ hasText: "/certguide alias add" }).waitFor();
  await keys(page, "{Enter}");
  await page.getByRole("combobox", { name: /^name/ }).waitFor();
  await keys(page, "snake{Enter}");
  await page.getByRole("dialog").waitFor();
  const [{ data, member, guild_id: guild }] = asked;
  assert.equal(data.name, "certguide");
  const given = [{ name: "name", type: 3, value: "snake" }];
  const add = { name: "add", type: 1, options: given };
  assert.deepEqual(data.options, [{ name: "alias", type: 2, options: [add] }]);
  assert.equal(BigInt(member.permissions) & 32n, 32n);
  assert.match(guild, /^\d+$/);
  await preview.close(page);
});

test("a command for moderators is not shown to members", async () => {
  const { page, asked } = await open("#/");
  await keys(page, "/");
  await suggestions(page).filter({ hasText: "/my list" }).waitFor();
  assert.equal(await suggestions(page).filter({ hasText: "certguide alias" }).count(), 0);
  await keys(page, "my list {Enter}");
  await page.getByRole("dialog").waitFor();
  assert.deepEqual(asked[0].data.options, [{ name: "list", type: 1, options: [] }]);
  assert.equal(BigInt(asked[0].member.permissions) & 32n, 0n);
  await keys(page, "{Escape}{Escape}");
  await page.getByText("Moderator", { exact: true }).click();
  assert.match(new URL(page.url()).hash, /manage=1/);
  await preview.close(page);
});

test("a form is filled in and sent by keyboard, and keeps the focus", async () => {
  const { page, asked } = await open();
  await keys(page, "/certguide alias add snake{Enter}");
  const dialog = page.getByRole("dialog", { name: "A name of your own" });
  await dialog.waitFor();
  await page.locator("#panel-json .verdict.valid", { hasText: "ModalInteractionCallbackRequest" }).waitFor();
  await accessible(page, "a form");
  await screenshot(page, "form");
  // It cannot be sent without a name.
  await keys(page, "{Enter}");
  assert.equal(await dialog.isVisible(), true);
  await keys(page, "a name of more than twenty letters{Tab}, and more{Tab}");
  await page.keyboard.press("ArrowDown");
  await keys(page, "{Tab}{Tab}");
  await page.keyboard.press("Space");
  assert.equal(await dialog.getByRole("checkbox", { name: "Z" }).isDisabled(), true);
  await keys(page, "{Tab}");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  // Round once, and back.
  await keys(page, "{Tab}{Tab}{Tab}");
  assert.equal(await page.evaluate(() => document.activeElement.closest("label")?.innerText.startsWith("Name")), true);
  await keys(page, "{Shift+Tab}{Enter}");
  await answered(page, "Got 5");
  assert.equal(await dialog.count(), 0);
  const { type, data } = asked.at(-1);
  assert.equal(type, 5);
  assert.equal(data.custom_id, FORM.custom_id);
  const entered = data.components.map(({ component: { value, values } }) => value ?? values);
  assert.deepEqual(entered.slice(0, 4), ["a name of more than ", "as it was, and more", ["b"], ["x", "y"]]);
  assert.match(entered[4][0], /^\d+$/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "words");
  await preview.close(page);
});

test("Escape closes a form, and nothing is sent", async () => {
  const { page, asked } = await open("#/my%20list?manage=1");
  await page.getByRole("dialog").waitFor();
  await keys(page, "{Escape}");
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal(asked.length, 1);
  assert.equal(await page.evaluate(() => document.activeElement.id), "words");
  await preview.close(page);
});
