import { call } from '../http.ts'
import type { CheckIn, StaySession } from './contract.ts'

const LOOK_MS = 500
const LOOKS_MAX = 40

/**
 * Waits for the conversation that a worker makes of what a guest wrote before the check-in. Null if there is none after twenty
 * seconds, or nobody answers.
 */
export async function followMessages({ id, guest_id }: CheckIn): Promise<string | null> {
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const sessions = await call<{ items: StaySession[] }>(`/sessions?guest_id=${guest_id}&limit=10`).catch(
      () => ({ items: [] }),
    )
    const found = sessions.items.find(({ check_in_id }) => check_in_id === id)
    if (found !== undefined) return found.id
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  return null
}
