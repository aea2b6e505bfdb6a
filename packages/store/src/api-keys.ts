import { noteAudit, type Actor } from './audit.ts'
import type { OperatorRole } from './generated/enums.ts'
import { newestFirst, toPage, type Page, type PageRequest } from './page.ts'
import { newId, type Queryable, type Store } from './store.ts'

/** A key of the API, without what it is known by. */
export interface ApiKeyRecord {
  id: string
  name: string
  role: OperatorRole
  /** The operator who made it; null if another key did. */
  createdBy: string | null
  createdAt: Date
  /** To the minute. */
  lastUsedAt: Date | null
  revokedAt: Date | null
}

export async function createApiKey(
  { prisma }: Store,
  by: Actor,
  key: { name: string; role: OperatorRole; keyHash: Buffer },
): Promise<ApiKeyRecord> {
  return prisma.$transaction(async (tx) => {
    const createdBy = by.kind === 'operator' ? by.id : null
    const data = { ...key, id: newId(), keyHash: new Uint8Array(key.keyHash), createdBy }
    const made = await tx.apiKey.create({ data, omit })
    await noteAudit(tx, by, { action: 'made_key', subject: made.id, detail: { role: made.role } })
    return made
  })
}

/** Whose key it is, and notes that it was used. Null if there is none, or it was revoked. */
export async function findApiKey(
  db: Queryable,
  keyHash: Buffer,
): Promise<Pick<ApiKeyRecord, 'id' | 'name' | 'role'> | null> {
  const [key = null] = await db.$queryRaw<Pick<ApiKeyRecord, 'id' | 'name' | 'role'>[]>`
    WITH key AS (
      SELECT id, name, role, last_used_at FROM api_keys WHERE key_hash = ${keyHash}::bytea AND revoked_at IS NULL
    ), used AS (
      UPDATE api_keys k SET last_used_at = now() FROM key
      WHERE k.id = key.id AND (key.last_used_at IS NULL OR key.last_used_at < now() - interval '1 minute')
    )
    SELECT id, name, role FROM key`
  return key
}

/** Ends a key for good. Again: the same. Null if there is no such key. */
export async function revokeApiKey({ prisma }: Store, by: Actor, id: string): Promise<ApiKeyRecord | null> {
  return prisma.$transaction(async (tx) => {
    const revoked = await tx.$executeRaw`
      UPDATE api_keys SET revoked_at = clock_timestamp() WHERE id = ${id}::uuid AND revoked_at IS NULL`
    if (revoked > 0) await noteAudit(tx, by, { action: 'revoked_key', subject: id })
    return tx.apiKey.findUnique({ where: { id }, omit })
  })
}

export async function listApiKeys({ prisma }: Store, page: PageRequest): Promise<Page<ApiKeyRecord>> {
  const rows = await prisma.apiKey.findMany({ ...newestFirst(page, {}), omit })
  return toPage(rows, page.limit, (row) => row)
}

const omit = { keyHash: true } as const
