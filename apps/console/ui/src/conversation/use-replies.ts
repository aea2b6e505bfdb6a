import { useMutation, useMutationState, useQueryClient, type MutationStatus } from '@tanstack/react-query'

import type { Message } from '../contract.ts'
import { call } from '../http.ts'
import { readPlace, toPath } from '../inbox/place.ts'
import { navigate, usePath } from '../navigation.ts'
import { newKey } from '../new-key.ts'
import { forgetReply, keepReply, useKeptReplies, type Draft } from './kept-replies.ts'
import { withMessage } from './use-conversation.ts'

export interface Unconfirmed extends Draft {
  status: MutationStatus
  /** Null with status `error`: the page was left before there was an answer. */
  error: Error | null
}

/** Sends replies in the order in which they were written, and knows those that are not confirmed yet. */
export function useReplies(sessionId: string) {
  const client = useQueryClient()
  const place = readPlace(usePath())
  const mutationKey = ['reply', sessionId]

  const { mutate } = useMutation({
    mutationKey,
    // One after the other: two quick replies must not overtake each other.
    scope: { id: sessionId },
    gcTime: Number.POSITIVE_INFINITY,
    mutationFn: ({ key, text }: Draft) =>
      call<Message>(`/sessions/${sessionId}/messages`, {
        method: 'POST',
        body: { text, role: 'Staff' },
        headers: { 'idempotency-key': key },
      }),
    onMutate: (reply) => keepReply(sessionId, reply),
    onSuccess(message, { key }) {
      forgetReply(sessionId, key)
      const home = message.session_id ?? sessionId
      client.setQueryData(['conversation', home], (loaded: Parameters<typeof withMessage>[0]) =>
        withMessage(loaded, message),
      )
      void client.invalidateQueries({ queryKey: ['conversation', sessionId] })
      void client.invalidateQueries({ queryKey: ['inbox'] })
      // The session was over: the reply has opened another one.
      if (home !== sessionId && place.sessionId === sessionId) navigate(toPath({ ...place, sessionId: home }))
    },
  })

  const known = useMutationState({
    filters: { mutationKey },
    select: ({ state }): Unconfirmed => ({
      ...(state.variables as Draft),
      status: state.status,
      error: state.error,
    }),
  })
  const kept = useKeptReplies(sessionId)
  const unconfirmed = kept.flatMap((reply): Unconfirmed[] => {
    const own = known.findLast(({ key }) => key === reply.key) ?? { ...reply, status: 'error', error: null }
    return own.status === 'success' ? [] : [own]
  })

  /** Forgets a reply that was not sent. */
  const drop = (key: string) => {
    forgetReply(sessionId, key)
    const cache = client.getMutationCache()
    const own = cache.find({ mutationKey, predicate: ({ state }) => (state.variables as Draft).key === key })
    if (own) cache.remove(own)
  }

  return {
    unconfirmed,
    send: (text: string) => mutate({ key: newKey(), text }),
    sendAgain({ key, text }: Draft) {
      drop(key)
      mutate({ key, text })
    },
    drop,
  }
}
