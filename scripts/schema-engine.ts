import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

/**
 * Prisma's own schema engine, without its native binary and so without a download. It compares schemas; migrations
 * are replayed in a database of its own on the given server, which it drops again.
 */
export async function openSchemaEngine(serverUrl: string, schemaPath: string): Promise<engine.SchemaEngine> {
  loadWasm()
  const schema = readFileSync(schemaPath, 'utf8')
  return engine.SchemaEngine.new(
    { datamodels: [[schemaPath, schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapterFor(serverUrl)),
  )
}

let isLoaded = false

/** The two classes of it that we use; the types of Node 20 have none. */
interface WebAssemblyApi {
  Module: new (bytes: Buffer) => object
  Instance: new (module: object, imports: Record<string, object>) => { exports: Record<string, () => void> }
}

function loadWasm(): void {
  if (isLoaded) return
  // The package imports its .wasm as a module, which Node 20 and 22 can't.
  const wasm = readFileSync(
    new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')),
  )
  const { Instance, Module } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly
  const { exports } = new Instance(new Module(wasm), { './schema_engine_bg.js': engine })
  // Without a registry the engine's panics arrive as a TypeError about the registry.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
  })
  engine.__wbg_set_wasm(exports)
  exports['__wbindgen_start']?.()
  isLoaded = true
}

/** The adapter of 7.10.0 with its migration bugs worked round; try without on an upgrade. */
function adapterFor(serverUrl: string): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg({ connectionString: serverUrl })
  const connect = async () => repair(await factory.connect())
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect,
    // Prisma's ignores the new name when it was given a connection string, and drops it while still connected.
    connectToShadowDb: async () => {
      const name = `bellhop_shadow_${randomUUID().replaceAll('-', '')}`
      await runOnce(serverUrl, `CREATE DATABASE ${name}`)
      const url = new URL(serverUrl)
      url.pathname = name
      const shadow = repair(await new PrismaPg({ connectionString: url.href }).connect())
      const dispose = shadow.dispose.bind(shadow)
      shadow.dispose = async () => {
        await dispose()
        await runOnce(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      }
      return shadow
    },
  }
}

type PgAdapter = SqlDriverAdapter & {
  underlyingDriver(): pg.Pool
  performIO(query: SqlQuery): Promise<pg.QueryResult>
}

const CHAR_OID = 18
const TEXT_OID = 25

function repair(prismas: SqlDriverAdapter): SqlDriverAdapter {
  const adapter = prismas as PgAdapter
  // Prisma's splits a script at each semicolon, also inside function bodies and strings.
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script)
  }
  // The engine reads `"char"` columns of the catalogue, which Prisma's adapter refuses or hands over as text: it
  // panics on any CHECK. Such a column passes the adapter as text and is renamed afterwards.
  const queryRaw = adapter.queryRaw
  adapter.queryRaw = async (query) => {
    const charColumns: number[] = []
    const performIO = async (sent: SqlQuery) => {
      const result = await adapter.performIO(sent)
      for (const [index, field] of result.fields.entries()) {
        if (field.dataTypeID !== CHAR_OID) continue
        charColumns.push(index)
        field.dataTypeID = TEXT_OID
      }
      return result
    }
    const result = await queryRaw.call(Object.create(adapter, { performIO: { value: performIO } }), query)
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  return adapter
}

async function runOnce(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
