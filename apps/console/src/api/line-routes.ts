import { currentIntervalMs } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import { pauseByHand, resumeByHand } from '../change-line.ts'
import type { ConsoleDeps } from '../console-deps.ts'
import { sendProblem, type ProblemFacts } from '../problem.ts'
import { showLines, type ShownLine } from '../shown-line.ts'
import { pauseInput } from './inputs.ts'
import { problemOutput, time } from './outputs.ts'

const tags = ['Lines']
const NO_LINE: ProblemFacts = { status: 404, code: 'no_line', detail: 'This hotel has no such line.' }

export const lineRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, deps, done) => {
  const params = z.object({ line: z.string() })
  const response = { 200: lineOutput, 400: problemOutput, 404: problemOutput }

  api.get(
    '/lines',
    {
      schema: {
        tags,
        summary: 'List the lines, by name',
        description:
          'status is in the words of WAHA. On a paused line nothing leaves; what comes in is handled.',
        response: { 200: z.object({ items: z.array(lineOutput) }) },
      },
    },
    async () => ({ items: (await showLines(deps)).map(toLineOutput) }),
  )

  api.post(
    '/lines/:line/pause',
    {
      schema: {
        tags,
        summary: 'Pause a line',
        description:
          'Nothing leaves on it until an operator resumes it. Again: the same answer, with the new reason.',
        params,
        body: pauseInput,
        response,
      },
    },
    async (request, reply) => {
      const paused = await pauseByHand(deps, callerOf(request), request.params.line, request.body?.reason)
      return paused === null ? sendProblem(reply, NO_LINE) : toLineOutput(paused)
    },
  )

  api.post(
    '/lines/:line/resume',
    {
      schema: {
        tags,
        summary: 'Lift the pause of a line, whoever it was',
        description: 'If WAHA still refuses to send on it, Bellhop pauses it again. Again: the same answer.',
        params,
        response,
      },
    },
    async (request, reply) => {
      const resumed = await resumeByHand(deps, callerOf(request), request.params.line)
      return resumed === null ? sendProblem(reply, NO_LINE) : toLineOutput(resumed)
    },
  )
  done()
}

export const lineOutput = z.object({
  line: z.string(),
  status: z.string().nullable().describe('WAHA: WORKING, SCAN_QR_CODE, ...; null before its first report'),
  status_at: time.nullable(),
  working_since: time.nullable(),
  last_event_at: time.nullable().describe('When WAHA last delivered anything of it, to the half minute'),
  silent: z.boolean().describe('WORKING, and nothing was told of it for longer than LINE_SILENCE_ALERT'),
  paused_by: z.enum(['operator', 'bellhop']).nullable(),
  paused_reason: z.string().nullable(),
  paused_at: time.nullable(),
  resumed_at: time.nullable(),
  timelocked_until: time.nullable().describe('Until then WhatsApp forbids it to write to new people'),
  send_interval_ms: z.number().describe('Pause between two messages; 0 is none'),
  current_interval_ms: z.number().describe('The same as it is now: longer for a while after a pause'),
  waiting: z.number().describe('Messages that wait to leave'),
  oldest_waiting_at: time.nullable(),
  repaired_until: time.describe('Up to here WAHA was asked for what it had not delivered'),
  repaired_at: time.nullable(),
})

function toLineOutput(line: ShownLine): z.infer<typeof lineOutput> {
  return {
    line: line.line,
    status: line.status,
    status_at: line.statusAt?.toISOString() ?? null,
    working_since: line.workingSince?.toISOString() ?? null,
    last_event_at: line.lastEventAt?.toISOString() ?? null,
    silent: line.isSilent,
    paused_by: line.pausedBy,
    paused_reason: line.pausedReason,
    paused_at: line.pausedAt?.toISOString() ?? null,
    resumed_at: line.resumedAt?.toISOString() ?? null,
    timelocked_until: line.timelockedUntil?.toISOString() ?? null,
    send_interval_ms: line.sendIntervalMs,
    current_interval_ms: currentIntervalMs(line),
    waiting: line.waiting,
    oldest_waiting_at: line.oldestWaitingAt?.toISOString() ?? null,
    repaired_until: line.repairedUntil.toISOString(),
    repaired_at: line.repairedAt?.toISOString() ?? null,
  }
}
