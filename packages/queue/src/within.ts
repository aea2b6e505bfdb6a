/** Whether the work has settled, either way, before the time is up. */
export async function settlesWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  const LATE = Symbol('late')
  const first = await before(
    ms,
    work.catch(() => null),
    () => LATE,
  )
  return first !== LATE
}

/** The work's result, or what `late` gives or throws if it takes longer. The work itself goes on. */
export function before<T, L>(ms: number, work: Promise<T>, late: () => L): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      try {
        resolve(late())
      } catch (error) {
        reject(error)
      }
    }, ms)
    const inTime =
      <O>(settle: (outcome: O) => void) =>
      (outcome: O) => {
        clearTimeout(timer)
        settle(outcome)
      }
    work.then(inTime(resolve), inTime(reject))
  })
}
