// Commands, autocomplete, buttons and menus, by keyboard alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answered, keys, lastMessage, Preview, suggested, suggestions } from "./harness.mjs";

let preview;
before(async () => (preview = await Preview.start()));
after(() => preview.stop());

test("a slash opens the list of commands, and more letters narrow it", async () => {
  const page = await preview.open();
  await keys(page, "/");
  const options = suggestions(page);
  await options.first().waitFor();
  const all = await options.count();
  assert.ok(all >= 10, `${all} commands`);
  assert.match(await options.filter({ hasText: "/cert" }).first().textContent(), /Explain a certification/);
  await keys(page, "pat");
  assert.equal(await options.count(), 1);
  const words = page.getByRole("combobox", { name: "Message #certifications" });
  assert.equal(await words.getAttribute("aria-expanded"), "true");
  const active = await words.getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
  await keys(page, "{Escape}");
  assert.equal(await options.count(), 0);
  await preview.close(page);
});

test("an option is completed by the server, and the answer is what was chosen", async () => {
  const page = await preview.open();
  await keys(page, "/cer{Enter}");
  const option = page.getByRole("combobox", { name: /^certification/ });
  await option.waitFor();
  await keys(page, "pcpp2");
  await suggested(page, "PCPP2");
  await keys(page, "{Enter}");
  assert.match(await option.inputValue(), /PCPP2/);
  await keys(page, "{Enter}");
  await answered(page, "Certified Professional Python Programmer Level 2");
  assert.equal(new URL(page.url()).hash, "#/cert/pcpp2");
  assert.match(await page.locator("#said").textContent(), /^certguide answers\. PCPP2: .* buttons\.$/);
  await page.locator("#panel-json .verdict.valid").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "words");
  await preview.close(page);
});

test("options follow one another, and optional ones are added from a list", async () => {
  const page = await preview.open();
  await keys(page, "/compare ");
  await page.getByRole("combobox", { name: /^first/ }).waitFor();
  await keys(page, "pcep");
  await suggested(page, "PCEP");
  await keys(page, "{Tab}");
  await page.locator(".option:has-text('second') input:focus").waitFor();
  await keys(page, "pcap");
  await suggested(page, "PCAP");
  await keys(page, "{Enter}");
  await page.locator(".more-options:focus").waitFor();
  await keys(page, "priv{Enter}");
  await suggested(page, "True");
  await keys(page, "{Enter}{Enter}");
  const message = await answered(page, "PCEP or PCAP");
  await message.getByText("Only you can see this").waitFor();
  await preview.close(page);
});

test("a required option that is missing is asked for, and Escape leaves the command", async () => {
  const page = await preview.open();
  await keys(page, "/prereqs{Enter}");
  const option = page.getByRole("combobox", { name: /^certification/ });
  await option.waitFor();
  await suggested(page, /./);
  await keys(page, "{Escape}{Enter}");
  assert.equal(await option.getAttribute("aria-invalid"), "true");
  await keys(page, "{Escape}");
  assert.equal(await option.count(), 0);
  await keys(page, "/prereqs{Enter}");
  await suggested(page, /./);
  await keys(page, "{Backspace}");
  assert.equal(await page.locator("#words").inputValue(), "/prereqs");
  await preview.close(page);
});

test("free words are sent as they are", async () => {
  const page = await preview.open();
  await keys(page, "/ask do i need pcep before pcap?{Enter}");
  await answered(page, "Before PCAP");
  assert.equal(decodeURIComponent(new URL(page.url()).hash), "#/ask/do i need pcep before pcap?");
  await preview.close(page);
});

test("buttons are one stop, arrows go along them, and Enter presses", async () => {
  const page = await preview.open("#/cert/pcap");
  const message = await answered(page, "Certified Associate Python Programmer");
  await message.locator("discord-button button[tabindex='0']").waitFor();
  await keys(page, "{ArrowUp}");
  await page.locator("discord-message:focus").waitFor();
  assert.equal(
    await page.locator("discord-message:focus").getAttribute("data-id"),
    await lastMessage(page).getAttribute("data-id"),
  );
  // Links in the card come first.
  for (let stop = 0; stop < 5; stop += 1) {
    await keys(page, "{Tab}");
    if (await message.locator("discord-button button:focus").count()) break;
  }
  assert.equal((await message.locator("discord-button:has(button:focus)").textContent()).trim(), "What next");
  await keys(page, "{ArrowRight}");
  assert.equal((await message.locator("discord-button:has(button:focus)").textContent()).trim(), "What before");
  await keys(page, "{ArrowLeft}{Enter}");
  const next = await answered(page, "After PCAP");
  assert.equal(await next.locator("discord-reply").count(), 1);
  assert.equal(new URL(page.url()).hash, "#/next-after/pcap");
  await preview.close(page);
});

test("a message's menu explains it", async () => {
  const page = await preview.open();
  await keys(page, "{ArrowUp}{ArrowUp}");
  assert.match(await page.locator("discord-message:focus").getAttribute("aria-label"), /^Maya: /);
  await keys(page, "{Shift+F10}");
  await page.getByRole("menuitem", { name: "Explain certifications" }).waitFor();
  await keys(page, "{Enter}");
  const message = await answered(page, "2 certifications in that message");
  await message.locator("discord-command").getByText("Maya").waitFor();
  assert.match(decodeURIComponent(new URL(page.url()).hash), /^#\/Explain certifications\/should I take PCEP/);
  await preview.close(page);
});

test("a mention is answered with a reply, and other words are not", async () => {
  const page = await preview.open();
  await keys(page, "@cer");
  await suggested(page, "certguide");
  await keys(page, "{Enter}pcap cost?{Enter}");
  const message = await answered(page, "USD 295");
  assert.equal(await message.locator("discord-reply discord-mention").textContent(), "certguide");
  await page.getByText("MessageCreateRequest").waitFor();
  const before = await page.locator("discord-message").count();
  await keys(page, "what about pcap{Enter}");
  await page.locator("#said").filter({ hasText: "certguide says nothing to that." }).waitFor();
  assert.equal(await page.locator("discord-message").count(), before + 1);
  await preview.close(page);
});

test("a private answer can be dismissed", async () => {
  const page = await preview.open("#/cert/pcep?private=1");
  const message = await answered(page, "Only you can see this");
  await message.getByRole("button", { name: "Dismiss message" }).focus();
  await keys(page, "{Enter}");
  await message.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "words");
  await preview.close(page);
});

test("what a command says of privacy is in its link", async () => {
  const page = await preview.open();
  await keys(page, "/help{Enter}priv{Enter}");
  await suggested(page, "True");
  await keys(page, "{Enter}{Enter}");
  await answered(page, "Only you can see this");
  assert.equal(new URL(page.url()).hash, "#/help?private=1");
  await preview.close(page);
});
