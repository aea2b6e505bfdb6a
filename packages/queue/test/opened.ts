import { afterEach } from 'vitest'

/** Closes after each test what it opened, the last first. */
export function closeAfterEach(): <T extends { close(): Promise<void> }>(opening: Promise<T>) => Promise<T> {
  const opened: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close()
  })
  return async (opening) => {
    const one = await opening
    opened.push(one)
    return one
  }
}
