import { useWords } from '../language/use-words.ts'
import { Icons } from '../parts/icons.tsx'
import type { Delivery } from './delivery.ts'

const LOOKS = {
  queued: { Icon: Icons.clock, tone: '' },
  sent: { Icon: Icons.tick, tone: '' },
  delivered: { Icon: Icons.ticks, tone: '' },
  read: { Icon: Icons.ticks, tone: 'text-read' },
  failed: { Icon: Icons.warning, tone: 'text-bad' },
  unknown: { Icon: Icons.warning, tone: 'text-warm' },
  cancelled: { Icon: Icons.cancelled, tone: '' },
}
/** What needs no word beside its sign. */
const QUIET = new Set<Delivery>(['sent', 'delivered', 'read'])

/** How far a message has come: a sign for the eye, a word for all others. */
export function DeliveryTick({ delivery }: { delivery: Delivery }) {
  const words = useWords()
  const { Icon, tone } = LOOKS[delivery]
  return (
    <span className={`inline-flex items-center gap-1 ${tone}`} title={words.deliveries[delivery]}>
      <Icon className="size-4" />
      <span className={QUIET.has(delivery) ? 'sr-only' : ''}>{words.deliveries[delivery]}</span>
    </span>
  )
}
