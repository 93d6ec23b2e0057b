// The switches, the link that reproduces a view, and how the views look and read.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, answered, fitsInWidth, keys, Preview, screenshot, suggested } from "./harness.mjs";

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

let preview;
before(async () => (preview = await Preview.start()));
after(() => preview.stop());

const choose = (page, name) => page.getByRole("radio", { name, exact: true }).check({ force: true });
const hash = (page) => decodeURIComponent(new URL(page.url()).hash);

test("private answers are shown as Discord shows them, and the link says so", async () => {
  const page = await preview.open("#/cert/pcap");
  await answered(page, "Certified Associate Python Programmer");
  await choose(page, "Private");
  const message = await answered(page, "Only you can see this");
  assert.match(await message.getAttribute("class"), /private/);
  assert.equal(hash(page), "#/cert/pcap?private=1");
  assert.match(await page.locator("#json").textContent(), /"flags": 64/);
  await preview.close(page);
});

test("a direct message needs no mention", async () => {
  const page = await preview.open();
  await choose(page, "DM");
  await page.locator("#channel-head").getByText("certguide").waitFor();
  await page.locator("#words").focus();
  await keys(page, "passed pcap, what next{Enter}");
  await answered(page, "After PCAP");
  await page.locator(".sent summary").click();
  const request = await page.locator(".sent pre").textContent();
  assert.doesNotMatch(request, /guild_id/);
  assert.equal(hash(page), "#/@/passed pcap, what next?place=dm");
  await preview.close(page);
});

test("the locale goes along", async () => {
  const page = await preview.open("#/cert/pcap?locale=de");
  await answered(page, "Certified Associate Python Programmer");
  assert.equal(await page.locator("#locale").inputValue(), "de");
  assert.match(await page.locator(".sent pre").textContent(), /"locale": "de"/);
  await preview.close(page);
});

test("a link reproduces the view, and back and forward go through what was asked", async () => {
  const page = await preview.open("#/cert?certification=pcpp2&view=exam&place=dm&private=1&theme=light&width=phone");
  await answered(page, "PCPP2");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "light");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.width), "phone");
  for (const name of ["DM", "Private", "Light", "Phone"])
    assert.ok(await page.getByRole("radio", { name, exact: true }).isChecked(), name);
  await page.locator("#words").focus();
  await keys(page, "/help{Enter}{Enter}");
  await answered(page, "What I can answer");
  assert.match(hash(page), /^#\/help\?/);
  await choose(page, "Dark");
  await page.goBack();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "light");
  await page.goBack();
  assert.match(hash(page), /^#\/cert\?certification=pcpp2/);
  await page.locator(".selected .embed-title").getByText("PCPP2").waitFor();
  const count = await page.locator("discord-message").count();
  await page.goForward();
  await page.locator(".selected .embed-title").getByText("What I can answer").waitFor();
  assert.equal(await page.locator("discord-message").count(), count, "what was answered is not asked again");
  await page.getByRole("button", { name: "Copy link" }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  await preview.close(page);
});

test("the link of an answer to a button gives the same answer", async () => {
  const page = await preview.open("#/help");
  await answered(page, "What I can answer");
  for (const [label, title, link] of [
    ["/compare pcep pcap", "PCEP or PCAP", "#/compare/pcep/pcap"],
    ["/ask do i need pcep before pcap?", "Before PCAP", "#/ask/do i need pcep before pcap?"],
  ]) {
    await page.locator("discord-button").getByText(label, { exact: true }).click();
    await answered(page, title);
    assert.equal(hash(page), link);
    const other = await preview.open(new URL(page.url()).hash);
    await answered(other, title);
    await preview.close(other);
  }
  await preview.close(page);
});

test("what is no command is told", async () => {
  const page = await preview.open("#/nonsense/1");
  await page.locator("#said").filter({ hasText: "There is no command /nonsense." }).waitFor({ state: "attached" });
  await preview.close(page);
});

for (const theme of ["dark", "light"]) {
  test(`every main view fits and can be read by anybody, ${theme}`, async () => {
    const views = {
      card: "#/cert/pcpp2",
      help: "#/help",
      compare: "#/compare/pcep/pcap",
      question: "#/@/%40certguide%20pcap%20cost%3F",
      private: "#/cert/pca?private=1",
      dm: "#/path/pcpp2?place=dm",
    };
    for (const [name, address] of Object.entries(views)) {
      const themed = `${address}${address.includes("?") ? "&" : "?"}theme=${theme}`;
      for (const [kind, size] of [
        ["desktop", DESKTOP],
        ["phone", PHONE],
      ]) {
        const page = await preview.open(themed, size);
        await page.locator("discord-message[bot] .embed-title").waitFor();
        await fitsInWidth(page);
        await accessible(page, `${name}, ${theme}, ${kind}`);
        await screenshot(page, `${name}-${theme}-${kind}`);
        await preview.close(page);
      }
    }
  });

  test(`lists, menus and panels too, ${theme}`, async () => {
    const page = await preview.open(`#/?theme=${theme}`);
    await keys(page, "/");
    await suggested(page, "/cert");
    await accessible(page, `list of commands, ${theme}`);
    await screenshot(page, `commands-${theme}`);
    await keys(page, "cert p");
    await suggested(page, "PCEP");
    await accessible(page, `autocomplete, ${theme}`);
    await screenshot(page, `autocomplete-${theme}`);
    await keys(page, "{Escape}{Escape}{ArrowUp}{Enter}");
    await page.getByRole("menuitem").first().waitFor();
    await accessible(page, `menu, ${theme}`);
    await screenshot(page, `menu-${theme}`);
    await keys(page, "{Escape}");
    await page.locator("#tab-knowledge").click();
    await accessible(page, `knowledge, ${theme}`);
    await preview.close(page);

    const phone = await preview.open(`#/cert/pcap?theme=${theme}`, PHONE);
    await answered(phone, "Certified Associate Python Programmer");
    await phone.getByRole("button", { name: "View" }).click();
    await phone.getByRole("group", { name: "How the channel is looked at" }).waitFor();
    await fitsInWidth(phone);
    await screenshot(phone, `switches-${theme}-phone`);
    for (const name of ["Knowledge", "JSON"]) {
      await phone.getByRole("tab", { name }).click();
      await accessible(phone, `${name} on a phone, ${theme}`);
      assert.equal(await phone.locator("#client").isVisible(), false);
      await fitsInWidth(phone);
    }
    await screenshot(phone, `json-${theme}-phone`);
    await keys(phone, "{ArrowLeft}{ArrowLeft}");
    await phone.locator("#client").waitFor();
    await preview.close(phone);

    const framed = await preview.open(`#/cert/pcap?theme=${theme}&width=phone`);
    await answered(framed, "Certified Associate Python Programmer");
    const box = await framed.locator("#client").boundingBox();
    assert.equal(Math.round(box.width), 406, "390 within a frame of 8");
    await fitsInWidth(framed);
    await screenshot(framed, `framed-${theme}`);
    await framed.locator("#words").focus();
    await keys(framed, "/compare pcap");
    await suggested(framed, "PCAP");
    await keys(framed, "{Enter}");
    await suggested(framed, "PCEP");
    await fitsInWidth(framed);
    await screenshot(framed, `framed-options-${theme}`);
    await preview.close(framed);
  });
}
