/** A pattern of LIKE for what has these words anywhere in it, whatever signs they have. */
export function likePart(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
}
