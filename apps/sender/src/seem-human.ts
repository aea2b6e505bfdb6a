import { setTimeout as sleep } from 'node:timers/promises'
import type { ChatAddress, WahaClient } from '@bellhop/gateways/waha'
import type { Logger } from '@bellhop/runtime'

export interface SeemHumanDeps {
  waha: Pick<WahaClient, 'sendSeen' | 'startTyping' | 'stopTyping'>
  pauseMs: (textLength: number) => number
  /** Aborted when the sender ends: then nobody pretends any longer. */
  ending: AbortSignal
  log: Logger
}

/** Marks the chat as seen and types for a while, as a person would. What fails here harms nothing. */
export type SeemHuman = (chat: ChatAddress, textLength: number) => Promise<void>

export function createSeemHuman({ waha, pauseMs, ending, log }: SeemHumanDeps): SeemHuman {
  return async (chat, textLength) => {
    if (ending.aborted) return
    try {
      await waha.sendSeen(chat)
      await waha.startTyping(chat)
      await sleep(pauseMs(textLength), undefined, { signal: ending })
      await waha.stopTyping(chat)
    } catch (err) {
      log.debug({ err, line: chat.line }, 'could not seem human')
    }
  }
}
