const PLACEHOLDER = /\{(name|room)\}/gi
const LIKE_ONE = /\{ *\p{L}[\p{L}\p{M}\p{N}_ -]*\}/gu

/** The text as one guest gets it: with name and room in the place of `{name}` and `{room}`, in whatever case. */
export function fillIn(text: string, { name, room }: { name: string; room: string }): string {
  return text.replaceAll(PLACEHOLDER, (_placeholder, key: string) =>
    key.toLowerCase() === 'name' ? name : room,
  )
}

/** What looks like a placeholder and was not filled in: a guest would read it as it stands. Each once. */
export function findUnfilled(text: string): string[] {
  return [...new Set(text.match(LIKE_ONE))]
}
