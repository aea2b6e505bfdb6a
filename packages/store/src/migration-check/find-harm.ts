import type pg from 'pg'
import { readTableSights, type TableSight } from './table-sights.ts'

/** So many rows of a table may be read and changed by any migration. */
export const ROWS_FEW = 10

/**
 * What in this script would keep a running hotel waiting: work that grows with the rows under a lock that keeps others from
 * writing, or that changes them all at once; empty if nothing does. Runs the script in the open transaction. Judges by what
 * has become of the tables, and not by the script's words or by time; every table needs more than a few rows.
 */
export async function findHarm(client: pg.Client, script: string): Promise<string[]> {
  const before = await readTableSights(client)
  await client.query(script)
  const after = await readTableSights(client)
  const tables = [...before].flatMap(([oid, was]) => {
    const is = after.get(oid)
    return is === undefined ? [] : [{ was, is, name: was.name }]
  })

  const rewritten = tables.filter(hasNewFile)
  const blocked = tables.filter(({ is }) => is.lock !== null)
  const read = tables.filter(({ was, is }) => is.rowsRead - was.rowsRead > ROWS_FEW)
  const changed = tables.filter(({ was, is }) => is.rowsChanged - was.rowsChanged > ROWS_FEW)
  const idle = blocked.filter((table) => table.was.shape === table.is.shape && !hasNewFile(table))
  return [
    ...rewritten.map(({ name }) => `writes all of ${name} anew`),
    ...(blocked.length === 0
      ? []
      : read.map(({ name }) => `reads all of ${name} while nobody can write to ${namesOf(blocked)}`)),
    ...changed.map(({ name }) => `changes many rows of ${name} at once`),
    ...idle.map(({ name }) => `locks ${name} and changes nothing about it`),
  ]
}

interface Table {
  name: string
  was: TableSight
  is: TableSight
}

function hasNewFile({ was, is }: Table): boolean {
  return Object.entries(was.files).some(([oid, file]) => oid in is.files && is.files[oid] !== file)
}

function namesOf(tables: readonly Table[]): string {
  return tables.map(({ name }) => name).join(', ')
}
