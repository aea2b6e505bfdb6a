import { useMutation, useMutationState, useQueryClient, type MutationStatus } from '@tanstack/react-query'

import type { Message } from '../contract.ts'
import { call, isLoggedOut } from '../http.ts'
import { readPlace, toPath } from '../inbox/place.ts'
import { navigate, usePath } from '../navigation.ts'
import { newKey } from '../new-key.ts'
import { withMessage } from './use-conversation.ts'
import { putBack } from './use-draft.ts'

/** A reply that the console hasn't confirmed yet. Its key makes one that is sent twice one message. */
export interface Draft {
  key: string
  text: string
}

export interface Unconfirmed extends Draft {
  status: MutationStatus
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
    onError(error, { text }) {
      if (isLoggedOut(error)) putBack(sessionId, text)
    },
    onSuccess(message) {
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

  const unconfirmed = useMutationState({
    filters: { mutationKey, predicate: ({ state }) => state.status !== 'success' },
    select: ({ state }): Unconfirmed => ({
      ...(state.variables as Draft),
      status: state.status,
      error: state.error,
    }),
  })

  /** Forgets a reply that was not sent. */
  const drop = (key: string) => {
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
