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
export async function before<T, L>(ms: number, work: Promise<T>, late: () => L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms)
  })
  try {
    const first = await Promise.race([work.then((value) => ({ value })), deadline])
    return first === 'late' ? late() : first.value
  } finally {
    clearTimeout(timer)
  }
}
