export const WEBHOOK_PATH = '/webhook/waha'

/** Whether a webhook goes to an ingress of Bellhop, wherever that is. */
export function isOurPath(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, pathname } = new URL(url)
  return /^https?:$/.test(protocol) && pathname === WEBHOOK_PATH
}

/** Without what may be secret in it. */
export function showUrl(url: string): string {
  if (!URL.canParse(url)) return 'no address'
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}
