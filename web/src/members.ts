// Who has been talking in the channel before: messages to try a message's menu on.

import type { Person } from "./discord/interactions.js";
import { spoken, type Entry } from "./state.js";

export const MEMBERS: [Person, Person] = [
  { id: "1100000000000000020", name: "Maya", avatar: "/avatars/maya.svg" },
  { id: "1100000000000000021", name: "Tomasz", avatar: "/avatars/tomasz.svg" },
];

const [maya, tomasz] = MEMBERS;

/** What they have said, a few minutes before `now`. */
export function earlier(now: Date): Entry[] {
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
  return [
    spoken(maya, "should I take PCEP first, or go straight for PCAP?", ago(9)),
    spoken(tomasz, "depends on what you know. I write tests all day, so PCET and then PCAT for me", ago(7)),
  ];
}
