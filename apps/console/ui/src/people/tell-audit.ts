import type { AuditWords } from './audit-words.ts'
import type { AuditEvent } from './contract.ts'

const LINES_AND_QUEUES: ReadonlySet<string> = new Set(['paused_line', 'resumed_line', 'retried_job'])
const MADE_WITH_ROLE: ReadonlySet<string> = new Set(['made_operator', 'made_key'])

/**
 * What somebody did, in words. `nameOf` knows what operators, keys and templates are called now; `roleOf` what a role is called. An
 * action of a later release is told by its own word.
 */
export function tellAudit(
  { action, subject, detail }: Pick<AuditEvent, 'action' | 'subject' | 'detail'>,
  words: AuditWords,
  {
    nameOf,
    roleOf,
  }: { nameOf: (id: string) => string | undefined; roleOf: (role: string) => string | undefined },
): string {
  const about = subject === null ? null : LINES_AND_QUEUES.has(action) ? subject : (nameOf(subject) ?? null)
  const told = words.actions[action]?.(about) ?? action.replaceAll('_', ' ')
  const role = String(detail?.['role'])
  if (action === 'replied') return role === 'Agent' ? `${told} ${words.asAgent}` : told
  if (MADE_WITH_ROLE.has(action)) return `${told} (${roleOf(role) ?? role})`
  const details = tellDetails(detail ?? {}, words, roleOf)
  return details.length === 0 ? told : `${told}: ${details.join(', ')}`
}

function tellDetails(
  { role, disabled, ...others }: Record<string, unknown>,
  { changes }: AuditWords,
  roleOf: (role: string) => string | undefined,
): string[] {
  const plain = (['display_name', 'name', 'text', 'password'] as const).filter((key) => others[key] === true)
  return [
    ...plain.map((key) => changes[key]),
    ...(typeof role === 'string' ? [changes.role(roleOf(role) ?? role)] : []),
    ...(typeof disabled === 'boolean' ? [disabled ? changes.disabled : changes.enabled] : []),
  ]
}
