import type pg from 'pg'

/** What a release builds on in its database: names, types, and what may be left out. */
export interface Contract {
  /** By `table.column`. */
  columns: Map<string, { type: string; isRequired: boolean; hasDefault: boolean }>
  tables: Set<string>
  /** `type.value` */
  enumValues: Set<string>
  /** What `ON CONFLICT` may name: `table (columns)`. */
  uniques: Set<string>
}

export async function readContract(client: pg.Client): Promise<Contract> {
  const { rows } = await client.query<{
    table: string
    column: string
    type: string
    isRequired: boolean
    hasDefault: boolean
  }>(`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
           a.attnotnull AS "isRequired", a.atthasdef OR a.attidentity <> '' AS "hasDefault"
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
      AND c.relname <> '_prisma_migrations' AND a.attnum > 0 AND NOT a.attisdropped`)
  const enumValues = await client.query<{ name: string }>(`
    SELECT t.typname || '.' || e.enumlabel AS name FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid`)
  const uniques = await client.query<{ name: string }>(`
    SELECT c.relname || ' ' || regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING \\w+ ', '') AS name
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE i.indisunique AND i.indisvalid AND c.relnamespace = current_schema()::regnamespace`)
  return {
    columns: new Map(rows.map(({ table, column, ...facts }) => [`${table}.${column}`, facts])),
    tables: new Set(rows.map(({ table }) => table)),
    enumValues: new Set(enumValues.rows.map(({ name }) => name)),
    uniques: new Set(uniques.rows.map(({ name }) => name)),
  }
}

/** What of a release's contract doesn't hold any more. */
export function findBroken(release: Contract, now: Contract, retired: readonly string[]): string[] {
  const isUsed = (name: string) => !retired.includes(name) && !retired.includes(tableOf(name))
  const gone = (what: string, before: Iterable<string>, after: { has(name: string): boolean }) =>
    [...before]
      .filter((name) => !after.has(name) && isUsed(name))
      .map((name) => `takes away the ${what} ${name}`)
  const tables = gone('table', release.tables, now.tables)
  const columns = [...release.columns.keys()].filter((name) => now.tables.has(tableOf(name)))
  return [
    ...tables,
    ...gone('column', columns, now.columns),
    ...gone('value', release.enumValues, now.enumValues),
    ...gone('unique key of', release.uniques, now.uniques),
    ...[...now.columns].flatMap(([name, column]) =>
      isUsed(name) ? findBrokenColumn(release, name, column) : [],
    ),
  ]
}

type Column = NonNullable<ReturnType<Contract['columns']['get']>>

function findBrokenColumn(release: Contract, name: string, now: Column): string[] {
  const before = release.columns.get(name)
  const isForced = now.isRequired && !now.hasDefault
  if (before === undefined) {
    const isKnownTable = release.tables.has(tableOf(name))
    return isKnownTable && isForced ? [`wants ${name} from whoever writes a row`] : []
  }
  return [
    ...(before.type === now.type ? [] : [`makes ${name} a ${now.type}`]),
    ...(now.isRequired && !before.isRequired ? [`forbids that ${name} is null`] : []),
    ...(before.hasDefault && isForced ? [`takes away the default of ${name}`] : []),
  ]
}

function tableOf(name: string): string {
  return name.split(/[. ]/)[0] ?? ''
}
