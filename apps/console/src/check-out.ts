import { findCheckInById, lockGuest, noteAudit, type Actor, type CheckInRecord } from '@bellhop/store'

import { decideFor, type SessionDeps } from './change-session.ts'

/** Ends a stay and, without a goodbye, its sessions on every line. A stay that has ended is left as it is. */
export async function checkOut(
  deps: SessionDeps,
  by: Actor,
  { id, phone }: CheckInRecord,
): Promise<CheckInRecord | null> {
  await deps.store.prisma.$transaction(async (tx) => {
    await lockGuest(tx, phone)
    const ended = await tx.$executeRaw`
      UPDATE check_ins SET status = 'checked_out', checked_out_at = clock_timestamp()
      WHERE id = ${id}::uuid AND status = 'active'`
    if (ended > 0) await noteAudit(tx, by, { action: 'checked_out', checkInId: id })
    const open = await tx.session.findMany({
      where: { checkInId: id, status: 'open' },
      select: { line: true },
    })
    for (const { line } of open) {
      await decideFor(deps, tx, { phone, line }, (at) => ({ type: 'check-out', checkInId: id, at }))
    }
  })
  return findCheckInById(deps.store, id)
}
