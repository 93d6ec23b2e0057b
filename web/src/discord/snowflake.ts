// Discord's ids: the time in them tells when something was made.

const DISCORD_EPOCH = 1_420_070_400_000n;

let count = 0n;

/** A new id, greater than all before. */
export function snowflake(at: Date = new Date()): string {
  count += 1n;
  return (((BigInt(at.getTime()) - DISCORD_EPOCH) << 22n) | (count & 0x3f_ffffn)).toString();
}
