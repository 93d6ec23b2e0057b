// Roadmaps as live pictures: what they tell, and that their certifications can be pressed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, answered, fitsInWidth, keys, Preview, screenshot } from "./harness.mjs";

let preview;
before(async () => (preview = await Preview.start()));
after(() => preview.stop());

const box = (message, id) => message.locator(`.drawing:visible [data-certification="${id}"]`);

test("a roadmap is drawn live, says what its boxes are, and a press asks about one", async () => {
  const page = await preview.open("#/roadmap?to=pcpp2&from=pcep");
  const message = await answered(page, "From PCEP to PCPP2");
  assert.equal(await message.locator(".drawing:visible").count(), 1);
  assert.match(await box(message, "pcep").getAttribute("aria-label"), /PCEP.*you are here/);
  assert.match(await box(message, "pcpp2").getAttribute("aria-label"), /PCPP2.*planned/);
  await screenshot(page, "roadmap-way");
  await box(message, "pcap").click();
  await answered(page, "PCAP: Certified Associate Python Programmer");
  await preview.close(page);
});

test("the keyboard alone reaches a box", async () => {
  const page = await preview.open("#/roadmap?track=testing");
  const message = await answered(page, "Testing");
  await box(message, "pcat").focus();
  await keys(page, "{Enter}");
  await answered(page, "PCAT: Certified Associate Tester with Python");
  await preview.close(page);
});

test("all certifications fit a phone, in either theme, and are accessible", async () => {
  for (const theme of ["dark", "light"]) {
    const page = await preview.open(`#/roadmap?theme=${theme}&width=phone`, { width: 390, height: 844 });
    await answered(page, "All certifications");
    await fitsInWidth(page);
    await accessible(page, `roadmap, ${theme}`);
    await screenshot(page, `roadmap-all-${theme}-phone`);
    await preview.close(page);
  }
});
