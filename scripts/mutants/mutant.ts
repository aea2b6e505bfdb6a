/** A text that stands once in a file, and what it becomes. */
export type Change = readonly [file: string, find: string, replace: string]

/** A product with one guard less. Some test must notice. */
export interface Mutant {
  name: string
  /** What the guard holds, by its number in ARCHITECTURE.md. */
  invariant: `I${number}`
  guard: string
  changes: readonly Change[]
  /** The test that has to fail: its file, and words of its name that no other test there has. */
  by: readonly [file: string, name: string]
  /**
   * Another guard holds the invariant alone: it was shown by the mutant of this name, which drops both and is caught. This one
   * survives.
   */
  redundantWith?: string
}

/** The file's text after the change; throws unless its text stands there exactly once. */
export function mutate(text: string, [file, find, replace]: Change): string {
  const count = text.split(find).length - 1
  if (count !== 1) throw new Error(`this stands ${count} times in ${file}, and not once:\n${find}`)
  return text.replace(find, () => replace)
}
