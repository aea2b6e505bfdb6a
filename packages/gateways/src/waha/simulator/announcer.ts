import { envelope } from './bodies/envelope.ts'
import { messagePayload } from './bodies/message.ts'
import type { WireMessage } from './bodies/wire-message.ts'
import { ackPayload, editPayload, reactionPayload, revokePayload } from './bodies/updates.ts'
import type { Update } from './written.ts'
import type { Line } from './line.ts'
import type { Settings } from './options.ts'
import type { Hook } from './session-config.ts'
import type { WebhookSender } from './webhook-sender.ts'

/** Turns what happens on a line into the webhooks that are subscribed to. Times in ms. */
export function createAnnouncer(settings: Settings, hook: Pick<Hook, 'events'>, webhooks: WebhookSender) {
  const isSubscribed = (event: string) => hook.events.includes(event) || hook.events.includes('*')

  function event(line: Line, name: string, payload: unknown, at: number): Promise<boolean> {
    if (!isSubscribed(name)) return Promise.resolve(false)
    return webhooks.send(envelope(settings.engine, line.name, line.me, name, payload, at))
  }

  async function message(
    line: Line,
    sent: WireMessage,
    at: number,
    engine = settings.engine,
  ): Promise<boolean> {
    const payload = messagePayload(engine, sent, line.me)
    const names = (sent.fromMe ? ['message.any'] : ['message', 'message.any']).filter(isSubscribed)
    const bodies = names.map((name) => envelope(engine, line.name, line.me, name, payload, at))
    // NOWEB and GOWS tell one message as two events with one id.
    if (engine === 'NOWEB' || engine === 'GOWS') for (const body of bodies) body.id = bodies[0]?.id ?? body.id
    const outcomes = await Promise.all(bodies.map((body) => webhooks.send(body)))
    return outcomes.length > 0 && !outcomes.includes(false)
  }

  function update(
    line: Line,
    target: WireMessage,
    carrier: WireMessage,
    what: Update,
    at: number,
  ): Promise<boolean> {
    const { engine } = settings
    if ('edit' in what)
      return event(line, 'message.edited', editPayload(engine, target, carrier, line.me), at)
    if ('revoke' in what)
      return event(line, 'message.revoked', revokePayload(engine, target, carrier, line.me), at)
    const payload = reactionPayload(engine, target, carrier, what.react, line.me)
    return event(line, 'message.reaction', payload, at)
  }

  /** What WhatsApp tells of a sent text, one after the other. */
  function acks(line: Line, sent: WireMessage, now: () => number): void {
    for (const [index, ack] of settings.acks.entries()) {
      webhooks.later(settings.ackDelayMs * (index + 1), () => {
        sent.ack = ack
        void event(line, 'message.ack', ackPayload(settings.engine, sent, ack, line.me), now())
      })
    }
  }

  /** The last three states, the newest last. WAHA repeats a state when something else about the line has changed. */
  function status(line: Line, at: number): Promise<boolean> {
    const { name, status } = line
    if (line.statuses.at(-1)?.status !== status)
      line.statuses = [...line.statuses, { status, timestamp: at }].slice(-3)
    return event(line, 'session.status', { name, status, statuses: line.statuses }, at)
  }

  return { event, message, status, update, acks }
}
