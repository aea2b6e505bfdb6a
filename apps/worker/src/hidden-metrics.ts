import type { Metrics } from '@bellhop/runtime'

import type { AnswerWord } from './ask-numbers.ts'

/** How many hidden users' numbers are asked for, and what WAHA answered. */
export function addHiddenMetrics(metrics: Metrics, countWaiting: () => Promise<number>) {
  metrics.gauge({
    name: 'bellhop_hidden_chats_waiting',
    help: 'Chats of hidden users whose number WAHA is asked for; left out while Postgres does not answer',
    async collect(gauge) {
      const count = await countWaiting().catch(() => null)
      if (count === null) gauge.reset()
      else gauge.set(count)
    },
  })
  const answers = metrics.counter({
    name: 'bellhop_hidden_chats_asked_total',
    help: 'Questions to WAHA for the number of a hidden user, by answer',
    labels: ['answer'],
  })
  return { answered: (answer: AnswerWord) => answers.inc({ answer }) }
}
