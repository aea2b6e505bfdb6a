import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import { pauseInput } from '../api/inputs.ts'
import { pauseByHand, resumeByHand } from '../change-line.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { showLines } from '../shown-line.ts'
import { sendNotFound } from './error-page.ts'
import { linesPage } from './lines-page.ts'
import { noticeOf } from './notices.ts'
import { readQuery } from './queries.ts'
import { sendPage } from './send-page.ts'

const named = z.object({ line: z.string() })

export async function linePageRoutes(pages: FastifyInstance, deps: ConsoleDeps): Promise<void> {
  pages.get('/lines', async (request, reply) =>
    sendPage(reply, linesPage({ lines: await showLines(deps), notice: noticeOf(readQuery(request.query)) })),
  )

  pages.post('/lines/:line/pause', async (request, reply) => {
    const { line } = named.parse(request.params)
    const input = pauseInput.safeParse(request.body)
    if (!input.success) return backTo(reply, 'reason-too-long')
    const paused = await pauseByHand(deps, callerOf(request), line, input.data?.reason)
    return paused === null ? sendNotFound(reply) : backTo(reply, 'paused')
  })

  pages.post('/lines/:line/resume', async (request, reply) => {
    const resumed = await resumeByHand(deps, callerOf(request), named.parse(request.params).line)
    return resumed === null ? sendNotFound(reply) : backTo(reply, 'resumed')
  })
}

function backTo(reply: FastifyReply, notice: string): FastifyReply {
  return reply.redirect(`/lines?notice=${notice}`, 303)
}
