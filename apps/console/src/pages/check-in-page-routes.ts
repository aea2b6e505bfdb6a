import { checkIn, findCheckInById, listCheckIns } from '@bellhop/store'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import { checkInInput } from '../api/inputs.ts'
import { checkOut } from '../check-out.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { toFieldError } from '../field-error.ts'
import { checkInPage, type CheckInForm } from './check-in-page.ts'
import { sendNotFound } from './error-page.ts'
import { noticeOf } from './notices.ts'
import { readId, readQuery } from './queries.ts'
import { sendPage } from './send-page.ts'

const EMPTY: CheckInForm = { values: {}, errors: [] }
const fields = z.record(z.string(), z.string().optional().catch(undefined)).catch({})

export async function checkInPageRoutes(pages: FastifyInstance, deps: ConsoleDeps): Promise<void> {
  const { store, homeCountry } = deps
  const input = checkInInput(homeCountry)

  pages.get('/', async (request, reply) => {
    const { message } = readQuery(request.query)
    const phone = message === undefined ? null : await findPhone(message)
    return show(reply, request.query, phone === null ? EMPTY : { values: { phone }, errors: [] })
  })

  pages.post('/check-ins', async (request, reply) => {
    const values = fields.parse(request.body)
    const result = input.safeParse({ ...values, locale: values['locale'] || undefined })
    if (!result.success) {
      const errors = result.error.issues.map(toFieldError)
      return show(reply.code(400), {}, { values, errors })
    }
    const guest = { ...result.data, locale: result.data.locale ?? null }
    const { created } = await checkIn(store, guest, callerOf(request))
    return reply.redirect(`/?notice=${created ? 'checked-in' : 'already-in'}`, 303)
  })

  pages.post('/check-ins/:id/check-out', async (request, reply) => {
    const id = readId(request.params)
    const found = id === null ? null : await findCheckInById(store, id)
    if (found === null) return sendNotFound(reply)
    await checkOut(deps, callerOf(request), found)
    return reply.redirect('/?notice=checked-out', 303)
  })

  async function show(reply: FastifyReply, query: unknown, form: CheckInForm): Promise<FastifyReply> {
    const { page, showsAll, ...rest } = readQuery(query)
    const checkIns = await listCheckIns(store, { ...page, status: showsAll ? null : 'active' })
    return sendPage(reply, checkInPage({ checkIns, showsAll, form, notice: noticeOf(rest) }))
  }

  async function findPhone(messageId: string): Promise<string | null> {
    const message = await store.prisma.message.findUnique({
      where: { id: messageId },
      select: { phone: true },
    })
    return message?.phone ?? null
  }
}
