// The author's side: files as they are saved, and what is wrong with them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answered, keys, Preview, screenshot, suggested } from "./harness.mjs";

const PCAP = "python-institute/certifications/pcap.toml";

let preview;
before(async () => (preview = await Preview.start()));
after(() => preview.stop());

test("a saved file is live at once, and the answer that is shown with it", async () => {
  const page = await preview.open("#/cert/pcap");
  await answered(page, "The second step of the general track");
  await page.locator("#tab-knowledge").click();
  await page.locator("#knowledge-bar").getByText("19 certifications").waitFor();
  preview.edit(PCAP, (it) => it.replace(/^summary = .*$/m, 'summary = "A sentence that was just written."'));
  const message = await answered(page, "A sentence that was just written.");
  await message.getByText("(edited)").waitFor();
  const changes = page.locator(".changes");
  await changes.getByText("+0 −0 ~1").waitFor();
  await changes.getByText(PCAP).waitFor();
  await changes.getByText("~ pcap").waitFor();
  assert.match(await page.locator("#json").textContent(), /A sentence that was just written/);
  await page.locator("#said").filter({ hasText: "The knowledge has changed: +0 −0 ~1" }).waitFor({ state: "attached" });
  await preview.close(page);
});

test("errors are drawn beside the channel while the last good knowledge answers", async () => {
  const page = await preview.open("#/cert/pcep");
  await answered(page, "Certified Entry-Level Python Programmer");
  let sound;
  preview.edit(PCAP, (it) => {
    sound = it;
    return it.replace(/^level = .*$/m, 'level = "nonsense"');
  });
  await page.locator("#panel-knowledge").getByText("The last good knowledge goes on answering.").waitFor();
  const drawn = await page.locator("#diagnostics").textContent();
  assert.match(drawn, /^error\[unknown-id\]: .*\n +--> python-institute\/certifications\/pcap\.toml:\d+:\d+\n/);
  assert.match(drawn, /\| level = "nonsense"\n +\| +\^+/);
  assert.equal(await page.locator("#tab-knowledge .badge").textContent(), "1");
  await screenshot(page, "error");
  await page.locator("#words").focus();
  await keys(page, "/cert pcap");
  await suggested(page, "Python");
  await keys(page, "{Enter}{Enter}");
  await answered(page, "Certified Associate Python Programmer");
  preview.edit(PCAP, () => sound);
  await page.locator("#knowledge-bar").getByText("19 certifications").waitFor();
  await page.locator("#tab-knowledge").click();
  await page.getByText("not taken over: 1 error").waitFor();
  assert.equal(await page.locator("#tab-knowledge .badge").count(), 0);
  await preview.close(page);
});

test("a new certification can be asked for", async () => {
  const page = await preview.open();
  const path = "python-institute/certifications/pcap.toml";
  preview.edit(path, (it) => it.replace(/^short_name = .*$/m, 'short_name = "PCAQ"'));
  await page.locator("#knowledge-bar .delta").waitFor();
  await keys(page, "/cert PCAQ");
  await suggested(page, "PCAQ");
  await keys(page, "{Enter}{Enter}");
  await answered(page, "PCAQ: Certified Associate Python Programmer");
  await preview.close(page);
});

test("markup in a file stays text", async () => {
  const page = await preview.open();
  const hostile =
    "<img src=x onerror=globalThis.harmed=1><script>globalThis.harmed=1</script> **bold** [here](javascript:alert(1)) <:x:123456789012345678> <@1100000000000000010> ||s|| `c`";
  preview.edit(PCAP, (it) =>
    it
      .replace(/^summary = .*$/m, `summary = '${hostile}'`)
      .replace(/^name = .*$/m, "name = '<b onclick=alert(1)>Bold</b> <:x:123456789012345678>'"),
  );
  await page.locator("#knowledge-bar .delta").waitFor();
  await keys(page, "/cert pcap");
  await suggested(page, "Python");
  await keys(page, "{Enter}{Enter}");
  const message = await answered(page, "Bold");
  assert.ok(
    (await message.locator(".embed-text").textContent()).includes(hostile),
    await message.locator(".embed-text").textContent(),
  );
  assert.match(
    await message.locator(".embed-title").textContent(),
    /<b onclick=alert\(1\)>Bold<\/b> <:x:123456789012345678>/,
  );
  assert.equal(
    await message
      .locator(".embed-text img, .embed-text script, .embed-title b, [onclick], a[href^='javascript']")
      .count(),
    0,
  );
  assert.equal(await message.locator("discord-mention, .spoiler").count(), 0);
  assert.equal(await page.evaluate(() => globalThis.harmed), undefined);
  await preview.close(page);
});
