import { useMutation, useQueryClient } from '@tanstack/react-query'

import type { Message } from '../contract.ts'
import { call } from '../http.ts'
import { useShowFailure } from '../parts/use-show-failure.ts'
import { withMessage } from './use-conversation.ts'

/** What staff do about one of the hotel's messages. All but `cancel` are for one of which nobody knows whether it arrived. */
export type MessageAction = 'cancel' | 'arrived' | 'not-arrived' | 'send-again'

export function useMessageAction(sessionId: string) {
  const client = useQueryClient()
  const showFailure = useShowFailure()
  const queryKey = ['conversation', sessionId]
  return useMutation({
    mutationFn: ({ id, action }: { id: string; action: MessageAction }) =>
      call<Message>(`/messages/${id}/${action}`, { method: 'POST' }),
    onSuccess: (message) =>
      void client.setQueryData(queryKey, (loaded: Parameters<typeof withMessage>[0]) =>
        withMessage(loaded, message),
      ),
    onError(error) {
      showFailure(error)
      void client.invalidateQueries({ queryKey })
    },
  })
}
