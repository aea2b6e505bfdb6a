import type { DestinationStream } from 'pino'

/**
 * Gathers the lines of one turn of the event loop into one write: a write for each costs more than all else about a line. What ends
 * the process in good order, an error included, writes what there is; only a kill takes the lines of its last turn along.
 */
export function gatherLines(stream: DestinationStream): DestinationStream & { flushSync(): void } {
  let lines = ''
  const flush = (): void => {
    if (lines === '') return
    const gathered = lines
    lines = ''
    stream.write(gathered)
  }
  process.on('exit', flush)
  return {
    write(line) {
      if (lines === '') setImmediate(flush)
      lines += line
    },
    // Pino calls it with a line that is fatal.
    flushSync: flush,
  }
}
