const NOWHERE = 'http://nowhere.invalid'

/** The path on this host that `next` names, as a browser would read it; `/` for anything that leads elsewhere. */
export function toLocalPath(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/') || !URL.canParse(next, NOWHERE)) return '/'
  const { origin, pathname, search } = new URL(next, NOWHERE)
  // `/.//elsewhere.example` is on this host, and its path alone would not be.
  return origin === NOWHERE && !pathname.startsWith('//') ? `${pathname}${search}` : '/'
}
