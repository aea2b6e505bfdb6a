import type { InboundKind } from '@bellhop/core'

import { isUndecided, raiseStatuses, type MessageName } from './acks.ts'
import type { Queryable, Store, Tx } from './store.ts'

/** A message, or an update that names it. */
export type Named = MessageName & { kind?: InboundKind }

/** Gives these messages what has happened to them and waits for them; for an update only what it may have brought. */
export async function applyUpdates(store: Store, named: readonly Named[]): Promise<void> {
  await raiseStatuses(
    store.prisma,
    named.filter(({ kind }) => kind === undefined || !CHANGES.has(kind)),
  )
  await applyChanges(
    store,
    named.filter(({ kind }) => kind !== 'ack'),
  )
}

/**
 * Gives these messages what was done to them later: edits, revokes and reactions. Each is made anew from all that is known of
 * it, so neither the order in which the events came nor their repetition counts.
 */
export async function applyChanges({ prisma }: Store, messages: readonly MessageName[]): Promise<void> {
  if (messages.length === 0) return
  await prisma.$transaction(async (tx) => {
    await remake(tx, await holdChanged(tx, messages))
  })
}

const CHANGES = new Set<InboundKind>(['edit', 'revoke', 'reaction'])
const LOOKED_AT_MAX = 5_000

/** Finds messages that have come since something was done to them, not more than a day ago. */
export async function findChanged(db: Queryable, limit: number): Promise<MessageName[]> {
  return db.$queryRaw<MessageName[]>`
    SELECT DISTINCT e.line, e.from_me AS "fromMe", e.whatsapp_id AS "whatsappId"
    FROM (
      SELECT * FROM message_events
      WHERE applied_at IS NULL AND kind <> 'ack' AND at > now() - interval '1 day'
      ORDER BY at DESC LIMIT ${LOOKED_AT_MAX}::int
    ) AS e
    CROSS JOIN LATERAL (
      SELECT FROM messages m
      WHERE m.line = e.line AND m.from_me = e.from_me AND m.whatsapp_id = e.whatsapp_id
        AND NOT ${isUndecided} LIMIT 1
    ) AS m
    LIMIT ${limit}::int`
}

/**
 * Those of them to which something happened that they do not show yet, until the transaction ends. Whoever remakes one reads
 * after this statement: what another has stored meanwhile would be missed otherwise. An own message that is not decided
 * about may be an echo whose row will go: it waits.
 */
async function holdChanged(tx: Tx, messages: readonly MessageName[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT m.id
    FROM messages m
    WHERE (m.line, m.from_me, m.whatsapp_id) IN (
        SELECT e.line, e.from_me, e.whatsapp_id
        FROM unnest(
          ${messages.map(({ line }) => line)}::text[], ${messages.map(({ fromMe }) => fromMe)}::bool[],
          ${messages.map(({ whatsappId }) => whatsappId)}::text[]
        ) AS given (line, from_me, whatsapp_id)
        JOIN message_events e USING (line, from_me, whatsapp_id)
        WHERE e.applied_at IS NULL AND e.kind <> 'ack'
      )
      AND NOT ${isUndecided}
    ORDER BY m.id FOR UPDATE`
  return rows.map(({ id }) => id)
}

async function remake(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.$executeRaw`
    WITH known AS MATERIALIZED (
      SELECT m.id, e.*
      FROM messages m
      CROSS JOIN LATERAL (
        SELECT
          (array_agg(data->>'text' ORDER BY at DESC, id DESC) FILTER (WHERE kind = 'edit' AND data->>'text' <> ''))[1] AS text,
          max(at) FILTER (WHERE kind = 'edit' AND data->>'text' <> '') AS edited_at,
          min(at) FILTER (WHERE kind = 'revoke') AS revoked_at,
          jsonb_strip_nulls(jsonb_build_object(
            'guest', nullif((array_agg(data->>'emoji' ORDER BY at DESC, id DESC)
              FILTER (WHERE kind = 'reaction' AND data->>'byMe' IS DISTINCT FROM 'true'))[1], ''),
            'hotel', nullif((array_agg(data->>'emoji' ORDER BY at DESC, id DESC)
              FILTER (WHERE kind = 'reaction' AND data->>'byMe' = 'true'))[1], '')
          )) AS reactions
        FROM message_events
        WHERE line = m.line AND from_me = m.from_me AND whatsapp_id = m.whatsapp_id AND kind <> 'ack'
      ) AS e
      WHERE m.id = ANY(${ids}::uuid[])
    ), remade AS (
      UPDATE messages m SET
        text = CASE WHEN known.edited_at IS NULL THEN m.text ELSE known.text END,
        original_text = CASE WHEN m.edited_at IS NULL AND known.edited_at IS NOT NULL THEN m.text ELSE m.original_text END,
        edited_at = known.edited_at, revoked_at = known.revoked_at, reactions = nullif(known.reactions, '{}')
      FROM known WHERE m.id = known.id
    )
    UPDATE message_events e SET applied_at = clock_timestamp()
    FROM messages m
    WHERE m.id = ANY(${ids}::uuid[]) AND e.line = m.line AND e.from_me = m.from_me
      AND e.whatsapp_id = m.whatsapp_id AND e.kind <> 'ack' AND e.applied_at IS NULL`
}
