import type { OpenInbox } from './open-inbox.ts'

interface NewOperator {
  name: string
  display_name: string
  role: 'viewer' | 'agent' | 'admin'
  password: string
}

/** Has the admin who is logged in make an operator, and gives its id. */
export async function makeOperator(
  { hotel, page }: Pick<OpenInbox, 'hotel' | 'page'>,
  operator: NewOperator,
): Promise<string> {
  const headers = { origin: hotel.url }
  const made = await page.request.post(`${hotel.url}/api/operators`, { data: operator, headers })
  if (!made.ok()) throw new Error(`no operator: ${made.status()}`)
  const { id } = (await made.json()) as { id: string }
  return id
}
