import { useMutation, useQueryClient } from '@tanstack/react-query'

import { ask } from '../http.ts'
import { useWordsOf } from '../language/use-words.ts'
import { showToast } from '../parts/toasts.ts'
import type { CheckIn } from './contract.ts'
import { CHECK_IN_WORDS } from './words.ts'

const REFRESHED = ['check-ins', 'unmatched', 'attention']
const CREATED = 201

export interface NewStay {
  phone: string
  name: string
  room: string
  /** None: by the phone number. */
  locale?: string
}

/** To check a guest in, and to say whether the guest was there already. What is refused is left to the form. */
export function useCheckIn(tell?: (stay: CheckIn) => void) {
  const client = useQueryClient()
  const words = useWordsOf(CHECK_IN_WORDS)
  return useMutation({
    async mutationFn(body: NewStay) {
      const response = await ask('/check-ins', { method: 'POST', body })
      return { isNew: response.status === CREATED, stay: (await response.json()) as CheckIn }
    },
    onSuccess({ isNew, stay }) {
      if (!isNew) showToast(words.there(stay.name, stay.room))
      else if (tell !== undefined) tell(stay)
      else showToast(words.checkedIn(stay.name, stay.room))
    },
    onSettled: () => Promise.all(REFRESHED.map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
}
