import { listUnsettled, type UnknownSettled } from '@bellhop/store'
import type { FastifyInstance, FastifyReply } from 'fastify'

import { callerOf } from '../access/caller.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { settleArrived, settleNotArrived, settleSendAgain } from '../settle-message.ts'
import { sendNotFound } from './error-page.ts'
import { readId, readQuery } from './queries.ts'
import { sendPage } from './send-page.ts'
import { unknownPage } from './unknown-page.ts'

export async function unknownPageRoutes(pages: FastifyInstance, deps: ConsoleDeps): Promise<void> {
  pages.get('/unknown', async (request, reply) =>
    sendPage(reply, unknownPage(await listUnsettled(deps.store, readQuery(request.query).page, 'unknown'))),
  )

  pages.post('/messages/:id/arrived', async (request, reply) => {
    const id = readId(request.params)
    return backTo(reply, id === null ? null : await settleArrived(deps, callerOf(request), id), 'arrived')
  })

  pages.post('/messages/:id/not-arrived', async (request, reply) => {
    const id = readId(request.params)
    return backTo(
      reply,
      id === null ? null : await settleNotArrived(deps, callerOf(request), id),
      'not-arrived',
    )
  })

  pages.post('/messages/:id/send-again', async (request, reply) => {
    const id = readId(request.params)
    return backTo(
      reply,
      id === null ? null : await settleSendAgain(deps, callerOf(request), id),
      'sent-again',
    )
  })
}

function backTo(reply: FastifyReply, settled: UnknownSettled | null, done: string): FastifyReply {
  if (settled === null) return sendNotFound(reply)
  const { type, message } = settled
  const notice = type === 'settled' ? done : type
  const page = message.sessionId === null ? '/unknown' : `/sessions/${message.sessionId}`
  return reply.redirect(`${page}?notice=${notice}#message-${message.id}`, 303)
}
