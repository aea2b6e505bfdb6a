import { expect, test } from 'vitest'

import { AUDIT_WORDS } from './audit-words.ts'
import type { AuditEvent } from './contract.ts'
import { ROLE_WORDS } from './role-words.ts'
import { tellAudit } from './tell-audit.ts'

const tell = (action: string, facts: Partial<AuditEvent> = {}, language: 'en' | 'id' = 'en') =>
  tellAudit({ action, subject: null, detail: null, ...facts }, AUDIT_WORDS[language], {
    nameOf: (id) => ({ 'id-of-putri': 'Putri' })[id],
    roleOf: (role) => ROLE_WORDS[language].names[role as 'agent'],
  })

test('what was done is told with what it was done to', () => {
  expect(tell('took_over')).toBe('took a conversation over')
  expect(tell('made_key', { detail: { role: 'agent' } })).toBe('made a key (Staff)')
  expect(tell('paused_line', { subject: 'default' })).toBe('paused the line default')
  expect(
    tell('changed_operator', { subject: 'id-of-putri', detail: { role: 'admin', disabled: false } }),
  ).toBe('changed the operator Putri: the role, now Admin, enabled')
  expect(
    tell('changed_operator', { subject: 'id-of-putri', detail: { password: true, role: 'agent' } }, 'id'),
  ).toBe('mengubah pengguna Putri: kata sandi, peran, kini Petugas')
})

test('what nobody knows any more has no name, and no id in its place', () => {
  expect(tell('deleted_template', { subject: 'id-of-another' })).toBe('deleted a template')
  expect(tell('changed_template', { subject: 'id-of-another', detail: { text: true } })).toBe(
    'changed a template: the text',
  )
})

test('a reply is told as the agent’s only where it is', () => {
  expect(tell('replied', { detail: { role: 'Staff' } })).toBe('replied to a guest')
  expect(tell('replied', { detail: { role: 'Agent' } })).toBe('replied to a guest as the agent')
})

test('an action of a later release is told by its own word', () => {
  expect(tell('painted_lobby', { subject: 'x' })).toBe('painted lobby')
})
