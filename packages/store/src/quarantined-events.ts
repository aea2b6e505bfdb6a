import { noteAudit, type Actor } from './audit.ts'
import { Prisma } from './generated/client.ts'
import { rowsFor, toPage, type Page, type PageRequest } from './page.ts'
import type { Queryable, Store } from './store.ts'

/** An event that could not be read or stored, without its bytes. */
export interface QuarantinedRecord {
  id: string
  eventKey: string
  reason: string
  line: string | null
  /** Of what came, in bytes. */
  size: number
  createdAt: Date
  /** When somebody asked to try it again; null if nobody did since it last failed. */
  retryAt: Date | null
}

/** The same with how it begins. */
export interface QuarantinedExcerpt extends QuarantinedRecord {
  raw: Buffer
}

/** Events that could not be read or stored, the newest first. */
export async function listQuarantined(
  { prisma }: Store,
  { limit, before }: PageRequest,
): Promise<Page<QuarantinedRecord>> {
  const rows = await prisma.$queryRaw<QuarantinedRecord[]>`
    SELECT ${columns} FROM quarantined_events
    WHERE ${before}::uuid IS NULL OR id < ${before}::uuid
    ORDER BY id DESC LIMIT ${rowsFor(limit)}::int`
  return toPage(rows, limit, (row) => row)
}

/** One of them, with its first `bytesMax` bytes. */
export async function findQuarantined(
  { prisma }: Store,
  id: string,
  bytesMax: number,
): Promise<QuarantinedExcerpt | null> {
  const [row] = await prisma.$queryRaw<(QuarantinedRecord & { raw: Uint8Array })[]>`
    SELECT ${columns}, substring(raw FROM 1 FOR ${bytesMax}::int) AS raw FROM quarantined_events
    WHERE id = ${id}::uuid`
  return row === undefined ? null : { ...row, raw: Buffer.from(row.raw) }
}

/** Has an event tried again, by the next sweep. Again: the same. Null if there is none. */
export async function retryQuarantined(
  { prisma }: Store,
  id: string,
  by: Actor,
): Promise<QuarantinedRecord | null> {
  return prisma.$transaction(async (tx) => {
    const asked = await tx.$executeRaw`
      UPDATE quarantined_events SET retry_at = clock_timestamp(), retry_begun = 0
      WHERE id = ${id}::uuid AND retry_at IS NULL`
    if (asked > 0) await noteAudit(tx, by, { action: 'tried_again', subject: id })
    return findRecord(tx, id)
  })
}

/** Lets go of an event that somebody says nobody needs (I1). False if there is none. */
export async function discardQuarantined({ prisma }: Store, id: string, by: Actor): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    const gone = await tx.$executeRaw`DELETE FROM quarantined_events WHERE id = ${id}::uuid`
    if (gone > 0) await noteAudit(tx, by, { action: 'discarded_event', subject: id })
    return gone > 0
  })
}

async function findRecord(db: Queryable, id: string): Promise<QuarantinedRecord | null> {
  const [row = null] = await db.$queryRaw<QuarantinedRecord[]>`
    SELECT ${columns} FROM quarantined_events WHERE id = ${id}::uuid`
  return row
}

const columns = Prisma.sql`
  id, event_key AS "eventKey", reason, line, octet_length(raw) AS size, created_at AS "createdAt",
  retry_at AS "retryAt"`
