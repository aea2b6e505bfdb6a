import { ok, warn, type Finding } from '../report.ts'

const SLOW_MS = 20

/** A write that waits for the disk, beside a question that doesn't: the rest is the disk's. */
export function judgeDisk(
  what: string,
  { writeMs, roundTripMs }: { writeMs: number; roundTripMs: number },
): Finding {
  const found = `${what} takes ${ms(writeMs)}, ${ms(roundTripMs)} of it for the way there and back (medians)`
  if (writeMs <= SLOW_MS) return ok('disk', found)
  return warn(
    'disk',
    found,
    roundTripMs > SLOW_MS
      ? 'It is the way that is slow: bring it nearer, into the same network.'
      : 'Each guest waits for it: give it a local SSD instead of a network disk, and one of its own.',
  )
}

const ms = (time: number) => `${time.toFixed(time < 10 ? 2 : 0)} ms`
