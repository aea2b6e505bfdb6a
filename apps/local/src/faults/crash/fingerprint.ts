import { createHash } from 'node:crypto'

const PARAMETERS = /\(\s*\$\d+(?:\s*,\s*\$\d+)*\s*\)(?:\s*,\s*\(\s*\$\d+(?:\s*,\s*\$\d+)*\s*\))*/g
const ID = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|.*(?:@|%40).*|(?:true|false)_.*|[0-9A-F]{12,})$/i

/** A statement's name: the same for any number of parameters. */
export function nameStatement(sql: string): string {
  const text = sql.replaceAll(/\s+/g, ' ').replaceAll(PARAMETERS, '($)').trim()
  const verb = (text.split(' ')[0] ?? '').toUpperCase()
  const table = /(?:FROM|INTO|UPDATE) ("?\w+"?(?:\."?\w+"?)?)/.exec(text)?.[1] ?? ''
  return `${verb} ${table.replaceAll('"', '').replace('public.', '')} ${shortHash(text)}`
}

/** A command's name, or its script's, and the queue that it is about. */
export function nameCommand(
  name: string,
  args: readonly unknown[],
  scripts: ReadonlyMap<string, string>,
): string {
  const isScript = name === 'evalsha' || name === 'eval'
  const [first, , firstKey] = args
  const script = isScript ? (scripts.get(first as string) ?? 'script') : name
  const key = (isScript ? firstKey : first) as string | undefined
  return `redis ${script} ${key?.split(':')[1] ?? ''}`.trim()
}

/** A request's name: ids in its path are left out. */
export function nameRequest(kind: 'send' | 'reply', method: string, url: string): string {
  const path = url.split('?')[0] ?? ''
  const parts = path.split('/').map((part) => (ID.test(part) ? ':id' : part))
  return `http ${kind} ${method} ${parts.join('/')}`
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6)
}
