/** Something to wait for that somebody else says. */
export function createGate<T = void>(): { opened: Promise<T>; open: (value: T) => void } {
  const gate: { open?: (value: T) => void } = {}
  const opened = new Promise<T>((resolve) => {
    gate.open = resolve
  })
  return { opened, open: (value) => gate.open?.(value) }
}
