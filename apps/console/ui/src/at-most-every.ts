/** Runs at once, and then at most once in `intervalMs`, the last call never forgotten. */
export function atMostEvery(intervalMs: () => number, run: () => void): () => void {
  let readyAt = 0
  let isWaiting = false

  return function ask() {
    if (isWaiting) return
    const delay = readyAt - Date.now()
    if (delay <= 0) return go()
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      go()
    }, delay)
  }

  function go() {
    readyAt = Date.now() + intervalMs()
    run()
  }
}
