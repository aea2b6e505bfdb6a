export interface GatherOptions {
  /** Of one call. */
  sizeMax: number
  /** Calls under way at the same time. */
  runningMax: number
}

/**
 * Makes one call of the questions of many, without ever waiting for more: a call takes what is there as soon as fewer than
 * `runningMax` are under way, and what comes meanwhile is the next. So calls grow with load, and a lone question is one by itself.
 * `ask` gives an answer for each question, in their order. What it throws is the answer to all of them.
 */
export function gather<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  { sizeMax, runningMax }: GatherOptions,
): (question: Question) => Promise<Answer> {
  const waiting: Asked<Question, Answer>[] = []
  let running = 0
  let scheduled = false

  /** In the next turn of the event loop, so that what is asked together is answered together. */
  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      while (running < runningMax && waiting.length > 0) void run(waiting.splice(0, sizeMax))
    })
  }

  async function run(asked: readonly Asked<Question, Answer>[]): Promise<void> {
    running += 1
    try {
      const answers = await ask(asked.map(({ question }) => question))
      for (const [index, { resolve }] of asked.entries()) resolve(answers[index] as Answer)
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
    running -= 1
    schedule()
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      schedule()
    })
}

interface Asked<Question, Answer> {
  question: Question
  resolve(answer: Answer): void
  reject(error: unknown): void
}
