/** JSON as people read it; anything else, or only its beginning, as it stands. */
export function pretty(content: string): string {
  try {
    return JSON.stringify(JSON.parse(content), null, 2)
  } catch {
    return content
  }
}
