import { listAudit, type AuditRecord } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import type { ConsoleDeps } from '../console-deps.ts'
import { pageInput } from './inputs.ts'
import { id, listOutput, problemOutput, time } from './outputs.ts'

export const auditRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, { store }, done) => {
  api.get(
    '/audit',
    {
      schema: {
        tags: ['People'],
        summary: 'List who did what, the newest first',
        description:
          'Of guests there are ids alone, and null where what they named was erased or is too old to be kept.',
        querystring: pageInput.extend({
          session_id: z.uuid('No such id.').optional(),
          actor_id: z.uuid('No such id.').optional().describe('Of an operator or a key'),
        }),
        response: { 200: listOutput(auditOutput), 400: problemOutput },
      },
    },
    async ({ query: { limit, cursor = null, session_id: sessionId = null, actor_id: actorId = null } }) => {
      const page = await listAudit(store, { limit, before: cursor, sessionId, actorId })
      return { items: page.items.map(toAuditOutput), next_cursor: page.next }
    },
  )
  done()
}

const auditOutput = z.object({
  id,
  at: time,
  actor_kind: z.enum(['operator', 'key']),
  actor_id: id.nullable().describe('null for a key of CONSOLE_API_KEYS'),
  actor_name: z.string().describe('As it was called then'),
  action: z
    .string()
    .describe(
      'checked_in, checked_out, took_over, gave_back, ended, replied, settled_arrived, settled_not_arrived, sent_again, cancelled, tried_again, paused_line, resumed_line, made_operator, changed_operator, revoked_login, made_key, revoked_key',
    ),
  session_id: id.nullable(),
  check_in_id: id.nullable(),
  message_id: id.nullable(),
  subject: z
    .string()
    .nullable()
    .describe('The id of an operator, a login, a key or a quarantined event, or the name of a line'),
  detail: z.record(z.string(), z.unknown()).nullable(),
})

function toAuditOutput(record: AuditRecord): z.infer<typeof auditOutput> {
  return {
    id: record.id,
    at: record.at.toISOString(),
    actor_kind: record.actorKind,
    actor_id: record.actorId,
    actor_name: record.actorName,
    action: record.action,
    session_id: record.sessionId,
    check_in_id: record.checkInId,
    message_id: record.messageId,
    subject: record.subject,
    detail: record.detail as Record<string, string | boolean> | null,
  }
}
