import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** A port on loopback that is free now: the preferred one, else any. */
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
  return port
}
