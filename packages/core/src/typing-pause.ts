const SHORTEST_MS = 800
const LONGEST_MS = 4_000
const PER_CHARACTER_MS = 25

/** How long a person seems to type that many characters: 0.8 to 4 s. `jitter` from [0, 1) takes up to a third away. */
export function typingPauseMs(textLength: number, jitter: number): number {
  const typed = SHORTEST_MS + textLength * PER_CHARACTER_MS
  return Math.max(SHORTEST_MS, Math.round(Math.min(LONGEST_MS, typed) * (1 - jitter / 3)))
}
