import { listUnmatched, listUnmatchedChats, type UnmatchedChat } from '@bellhop/store'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import type { ConsoleDeps } from '../console-deps.ts'
import { findCountry } from '../phone-country.ts'
import { pageInput, timeCursorInput } from './inputs.ts'
import { messageOutput, toMessageOutput } from './message-output.ts'
import { country, id, listOutput, problemOutput, time } from './outputs.ts'

const tags = ['Messages']

/** Who wrote and was not served, since there is no check-in, or no number, for them. */
export const unmatchedRoutes: FastifyPluginCallbackZod<ConsoleDeps> = (api, deps, done) => {
  const { store, homeCountry } = deps

  api.get(
    '/unmatched',
    {
      schema: {
        tags,
        summary: 'List messages that belong to no session, the newest first',
        description:
          'unmatched_reason says why. A check-in has those of the last 24 hours handled. Of unresolved_lid WhatsApp hides the number: WAHA is asked for it again and again.',
        querystring: pageInput,
        response: { 200: listOutput(messageOutput), 400: problemOutput },
      },
    },
    async ({ query: { limit, cursor = null } }) => {
      const page = await listUnmatched(store, { limit, before: cursor })
      return { items: page.items.map(toMessageOutput), next_cursor: page.next }
    },
  )

  api.get(
    '/unmatched/chats',
    {
      schema: {
        tags,
        summary: 'List who wrote and was not served, the newest first',
        description:
          'By chat, with its newest messages. As many are within_a_day as GET /attention counts. An /end that had nothing to end is left out.',
        querystring: pageInput.extend({ cursor: cursorInput }),
        response: { 200: unmatchedChatsOutput, 400: problemOutput },
      },
    },
    async ({ query: { limit, cursor = null } }) => {
      const page = await listUnmatchedChats(store, { limit, after: cursor })
      return { items: page.items.map((chat) => toOutput(chat, homeCountry)), next_cursor: page.next }
    },
  )
  done()
}

const cursorInput = timeCursorInput(/^\d{4}-\d\d-\d\dT[\d:.]+Z_\d{1,18}$/)

export const unmatchedChatsOutput = z.object({
  items: z.array(
    z.object({
      line: z.string(),
      chat_id: z.string(),
      phone: z.string().nullable().describe('Null while WhatsApp hides it'),
      country,
      name: z.string().nullable().describe('As the hotel knows who has this phone; null for a stranger'),
      reason: z
        .enum(['unknown_guest', 'no_active_check_in', 'unresolved_lid', 'no_open_session'])
        .describe('Why the newest belongs to no session'),
      messages: z.number().describe('How many there are, up to 100'),
      last: z
        .array(z.object({ id, text: z.string().nullable(), kind: z.string(), at: time }))
        .describe('The newest three, the newest first'),
      first_at: time,
      last_at: time,
      within_a_day: z.boolean().describe('A check-in has the newest handled'),
    }),
  ),
  next_cursor: z.string().nullable(),
})

type Output = z.infer<typeof unmatchedChatsOutput>['items'][number]

function toOutput(chat: UnmatchedChat, homeCountry: string): Output {
  return {
    line: chat.line,
    chat_id: chat.chatId,
    phone: chat.phone,
    country: chat.phone === null ? null : findCountry(chat.phone, homeCountry),
    name: chat.name,
    reason: chat.reason,
    messages: chat.messages,
    last: chat.last.map(({ at, ...message }) => ({ ...message, at: at.toISOString() })),
    first_at: chat.firstAt.toISOString(),
    last_at: chat.lastAt.toISOString(),
    within_a_day: chat.withinADay,
  }
}
