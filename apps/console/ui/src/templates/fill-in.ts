/** The text as one guest gets it: with name and room in the place of `{name}` and `{room}`. */
export function fillIn(text: string, { name, room }: { name: string; room: string }): string {
  return text.replaceAll(/\{(name|room)\}/g, (_placeholder, key) => (key === 'name' ? name : room))
}
