import { defaultLocale, type StoredPhone } from '@bellhop/core'

import { newId, type Tx } from './store.ts'

/** Makes the guest known, or gives a known one this name. A null locale keeps the known, or the default of the phone. */
export async function saveGuest(
  tx: Tx,
  { phone, name, locale }: { phone: StoredPhone; name: string; locale: string | null },
): Promise<{ id: string }> {
  return tx.guest.upsert({
    where: { phone },
    create: { id: newId(), phone, name, locale: locale ?? defaultLocale(phone) },
    update: { name, ...(locale === null ? {} : { locale }) },
    select: { id: true },
  })
}
