import { noteAudit, type Actor } from './audit.ts'
import type { ReplyTemplate } from './generated/client.ts'
import { newId, type Store, type Tx } from './store.ts'

export const TEMPLATES_MAX = 200

/** `full`: there are as many as people can overlook. */
export type TemplateRefusal = 'taken' | 'full'

/** All of them, by name. */
export async function listTemplates({ prisma }: Store): Promise<ReplyTemplate[]> {
  return prisma.$queryRaw<ReplyTemplate[]>`
    SELECT id, name, text, created_at AS "createdAt", updated_at AS "updatedAt" FROM reply_templates
    ORDER BY lower(name)`
}

export async function createTemplate(
  { prisma }: Store,
  by: Actor,
  { name, text }: { name: string; text: string },
): Promise<ReplyTemplate | TemplateRefusal> {
  return prisma.$transaction(async (tx) => {
    await lockTemplates(tx)
    if (await isTaken(tx, name, null)) return 'taken'
    if ((await tx.replyTemplate.count()) >= TEMPLATES_MAX) return 'full'
    const made = await tx.replyTemplate.create({ data: { id: newId(), name, text } })
    await noteAudit(tx, by, { action: 'made_template', subject: made.id })
    return made
  })
}

/** Null if there is no such template. */
export async function changeTemplate(
  { prisma }: Store,
  by: Actor,
  id: string,
  { name, text }: { name?: string | undefined; text?: string | undefined },
): Promise<ReplyTemplate | 'taken' | null> {
  return prisma.$transaction(async (tx) => {
    await lockTemplates(tx)
    if (name !== undefined && (await isTaken(tx, name, id))) return 'taken'
    const changed = await tx.$executeRaw`
      UPDATE reply_templates SET name = coalesce(${name ?? null}::text, name), text = coalesce(${text ?? null}::text, text),
                                 updated_at = clock_timestamp()
      WHERE id = ${id}::uuid`
    if (changed === 0) return null
    const detail = { ...(name !== undefined && { name: true }), ...(text !== undefined && { text: true }) }
    await noteAudit(tx, by, { action: 'changed_template', subject: id, detail })
    return tx.replyTemplate.findUniqueOrThrow({ where: { id } })
  })
}

/** False if there is no such template. */
export async function deleteTemplate({ prisma }: Store, by: Actor, id: string): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    const deleted = await tx.$executeRaw`DELETE FROM reply_templates WHERE id = ${id}::uuid`
    if (deleted > 0) await noteAudit(tx, by, { action: 'deleted_template', subject: id })
    return deleted > 0
  })
}

/** One writer at a time, so that what is counted and looked for stays so. Who reads doesn't wait. */
async function lockTemplates(tx: Tx): Promise<void> {
  await tx.$executeRaw`LOCK TABLE reply_templates IN SHARE ROW EXCLUSIVE MODE`
}

async function isTaken(tx: Tx, name: string, ownId: string | null): Promise<boolean> {
  const others = await tx.$queryRaw<unknown[]>`
    SELECT FROM reply_templates WHERE lower(name) = lower(${name}::text) AND id IS DISTINCT FROM ${ownId}::uuid`
  return others.length > 0
}
