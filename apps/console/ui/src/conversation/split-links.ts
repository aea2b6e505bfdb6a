/** An address of the web, without the marks that end the sentence around it. */
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]}]/gi

/** A text in its parts: what may be followed as a link, and what stands between. */
export function splitLinks(text: string): { part: string; isLink: boolean }[] {
  const parts: { part: string; isLink: boolean }[] = []
  let from = 0
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    if (!URL.canParse(address)) continue
    if (index > from) parts.push({ part: text.slice(from, index), isLink: false })
    parts.push({ part: address, isLink: true })
    from = index + address.length
  }
  if (from < text.length) parts.push({ part: text.slice(from), isLink: false })
  return parts
}
