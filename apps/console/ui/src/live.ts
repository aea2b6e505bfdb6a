/** Whether changes arrive by themselves. */
export type LiveState = 'connecting' | 'live' | 'lost'

const RETRY_MS_MIN = 1_000
const RETRY_MS_MAX = 30_000
/** The console tells every ten seconds that it is there. */
const SILENCE_MS_MAX = 25_000

export interface LiveHandlers {
  /** Connected, perhaps after a gap: whatever is shown may be old. */
  onHello: () => void
  onChange: (sessionId: string) => void
  onState: (state: LiveState) => void
}

/**
 * Listens to the console's changes until it is closed: of all sessions, and of each message of the one that is looked at. A browser reconnects by itself after a broken connection, and gives up on an answer
 * that is no stream (a proxy's 502, a 503): then this tries again, with growing pauses. A connection that is dead and doesn't know it is told by its
 * silence.
 */
export function openLive(
  sessionId: string | null,
  { onHello, onChange, onState }: LiveHandlers,
  open: (url: string) => EventSource = (url) => new EventSource(url),
): () => void {
  const url = `/api/events${sessionId === null ? '' : `?session=${sessionId}`}`
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let source = connect()

  function connect(): EventSource {
    const source = open(url)
    for (const name of ['hello', 'beat', 'change']) source.addEventListener(name, hear)
    source.addEventListener('hello', () => {
      failures = 0
      onState('live')
      onHello()
    })
    source.addEventListener('change', ({ data }: MessageEvent<string>) => {
      onChange((JSON.parse(data) as { session_id: string }).session_id)
    })
    source.addEventListener('error', () => {
      onState('lost')
      if (source.readyState === EVENT_SOURCE_CLOSED) again()
    })
    hear()
    return source
  }

  function hear(): void {
    clearTimeout(silence)
    silence = setTimeout(() => {
      source.close()
      onState('lost')
      again()
    }, SILENCE_MS_MAX)
  }

  function again(): void {
    clearTimeout(silence)
    clearTimeout(timer)
    timer = setTimeout(() => (source = connect()), Math.min(RETRY_MS_MIN * 2 ** failures, RETRY_MS_MAX))
    failures += 1
  }

  return () => {
    clearTimeout(silence)
    clearTimeout(timer)
    source.close()
  }
}

/** `EventSource.CLOSED`, where there is no browser too. */
const EVENT_SOURCE_CLOSED = 2
