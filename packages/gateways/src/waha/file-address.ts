/** A file that WAHA keeps for a while: `/api/files/<line>/<name>`. */
export interface FileAddress {
  line: string
  name: string
}

const LINE = /^[\w-]{1,64}$/
const NAME = /^[\w@=+-][\w@.=+-]{0,199}$/

/**
 * What a `media.url` of that line asks WAHA for. Its host is none of our business, since WAHA puts in whatever it was told to
 * be called: only the end of the path is looked at. Null for anything that is no file of WAHA, such as an address in S3.
 */
export function readFileAddress(url: string, line: string): FileAddress | null {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.search !== '') return null
  const [, encodedLine = '', encodedName = ''] =
    /^(?:\/[^/]+)*\/api\/files\/([^/]+)\/([^/]+)$/.exec(parsed.pathname) ?? []
  const address = { line: decode(encodedLine), name: decode(encodedName) }
  return address.line === line && LINE.test(line) && NAME.test(address.name) ? address : null
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}
