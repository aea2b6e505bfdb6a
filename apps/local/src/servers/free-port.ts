import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** Whoever gets one opens it only later, and until then the system takes it for free. */
const given = new Set<number>()

/** A port on loopback that is free now, and that nobody in this process was given before: the preferred one, else any. */
export async function findFreePort(preferred = 0): Promise<number> {
  const server = createServer().listen(preferred, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    if (preferred === 0) throw error
    return findFreePort()
  }
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  if (given.has(port) && port !== preferred) return findFreePort()
  given.add(port)
  return port
}
