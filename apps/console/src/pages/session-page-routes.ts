import {
  countUnknown,
  findSessionById,
  listSessionMessages,
  listSessions,
  listUnmatched,
  type SessionRecord,
} from '@bellhop/store'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import { messageInput, modeInput } from '../api/inputs.ts'
import { endSession, setMode } from '../change-session.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { reasonAgainst } from '../cancel-reason.ts'
import { sendReply, type ReplyResult } from '../send-reply.ts'
import { showSession } from '../shown-session.ts'
import { sendNotFound } from './error-page.ts'
import { noticeOf } from './notices.ts'
import { readId, readQuery } from './queries.ts'
import { sendPage } from './send-page.ts'
import { sessionPage, sessionsPage } from './session-pages.ts'
import { unmatchedPage } from './unmatched-page.ts'

const replyInput = messageInput.pick({ text: true }).extend({ key: z.uuid() })

export async function sessionPageRoutes(pages: FastifyInstance, deps: ConsoleDeps): Promise<void> {
  const { store } = deps

  pages.get('/sessions', async (request, reply) => {
    const { page, showsAll } = readQuery(request.query)
    const { items, next } = await listSessions(store, { ...page, status: showsAll ? null : 'open' })
    const sessions = { items: items.map((session) => showSession(session, deps)), next }
    return sendPage(reply, sessionsPage({ sessions, showsAll, unknownCount: await countUnknown(store) }))
  })

  pages.get('/unmatched', async (request, reply) =>
    sendPage(reply, unmatchedPage(await listUnmatched(store, readQuery(request.query).page))),
  )

  pages.get('/sessions/:id', async (request, reply) => {
    const session = await find(request.params)
    if (session === null) return sendNotFound(reply)
    const { page, ...rest } = readQuery(request.query)
    const messages = await listSessionMessages(store, session.id, page)
    return sendPage(
      reply,
      sessionPage({
        session: showSession(session, deps),
        messages,
        reasonAgainst: (message) => reasonAgainst(message, session, deps),
        notice: noticeOf(rest),
      }),
    )
  })

  pages.post('/sessions/:id/mode', async (request, reply) => {
    const session = await find(request.params)
    const input = modeInput.safeParse(request.body)
    if (session === null || !input.success) return sendNotFound(reply)
    const result = await setMode(deps, callerOf(request), session, input.data.mode)
    return backTo(reply, session.id, result === 'done' ? input.data.mode : 'late')
  })

  pages.post('/sessions/:id/terminate', async (request, reply) => {
    const session = await find(request.params)
    if (session === null) return sendNotFound(reply)
    await endSession(deps, callerOf(request), session)
    return backTo(reply, session.id, 'ended')
  })

  pages.post('/sessions/:id/messages', async (request, reply) => {
    const session = await find(request.params)
    if (session === null) return sendNotFound(reply)
    const input = replyInput.safeParse(request.body)
    if (!input.success) return backTo(reply, session.id, 'not-sent')
    const result = await sendReply(deps, callerOf(request), session, { ...input.data, role: 'Staff' })
    return backTo(reply, ...whereTo(result, session))
  })

  async function find(params: unknown): Promise<SessionRecord | null> {
    const id = readId(params)
    return id === null ? null : findSessionById(store, id)
  }
}

function whereTo(result: ReplyResult, session: SessionRecord): [id: string, notice: string] {
  if (result.type === 'refused') {
    return [session.id, result.reason === 'no_check_in' ? 'no-check-in' : 'late']
  }
  const { sessionId } = result.message
  return sessionId === null || sessionId === session.id ? [session.id, 'sent'] : [sessionId, 'moved']
}

function backTo(reply: FastifyReply, sessionId: string, notice: string): FastifyReply {
  return reply.redirect(`/sessions/${sessionId}?notice=${notice}`, 303)
}
