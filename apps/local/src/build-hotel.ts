import { buildConsole, readConfig as readConsoleConfig } from '@bellhop/console'
import { startH2hSimulator, type H2hSimulator } from '@bellhop/gateways/h2h/simulator'
import {
  startWahaSimulator,
  type WahaSimulator,
  type WahaSimulatorOptions,
} from '@bellhop/gateways/waha/simulator'
import { buildIngress, readConfig as readIngressConfig } from '@bellhop/ingress'
import { compose, type App, type Logger } from '@bellhop/runtime'
import { buildSender, readConfig as readSenderConfig, type SenderOverrides } from '@bellhop/sender'
import { buildWorker, readConfig as readWorkerConfig, type WorkerOverrides } from '@bellhop/worker'

export interface HotelPorts {
  ingress: number
  console: number
  worker: number
  sender: number
  waha: number
  h2h: number
}

export interface HotelOptions {
  /** Variables of all apps (`DATABASE_URL`, `QUEUE_URL`, ...); those that say where the others are, are set here. */
  env: NodeJS.ProcessEnv
  ports: HotelPorts
  /** A logger for each app. */
  logFor: (app: string) => Logger
  waha?: WahaSimulatorOptions
  /** Separates hotels that share a Redis. */
  queuePrefix?: string
  /** What the apps are made otherwise than in production. */
  overrides?: { sender?: Partial<SenderOverrides>; worker?: Partial<WorkerOverrides> }
}

/** All apps and the simulated outside world in one process: for `npm start`, and for tests of the whole way. */
export interface Hotel extends App {
  ingress: App
  console: App
  worker: App
  sender: App
  waha: WahaSimulator
  h2h: H2hSimulator
  /** The variables by which another process finds what this hotel is made of. */
  env: NodeJS.ProcessEnv
}

const H2H_KEY = 'key-of-the-simulated-agent-router'
const WAHA_KEY = 'key-of-the-simulated-waha'
const H2H_PATH = '/v2/agents/create'

export async function buildHotel(options: HotelOptions): Promise<Hotel> {
  const { env, ports, logFor, queuePrefix, overrides } = options
  const prefix = queuePrefix === undefined ? {} : { queuePrefix }

  return compose(async (defer) => {
    const h2h = await startH2hSimulator({ port: ports.h2h, path: H2H_PATH, apiKey: H2H_KEY })
    defer(() => h2h.close())
    const [hmacKey = ''] = (env['WAHA_WEBHOOK_HMAC_KEYS'] ?? '').split(',')
    const waha = await startWahaSimulator({ port: ports.waha, apiKey: WAHA_KEY, hmacKey, ...options.waha })
    defer(() => waha.close())

    const all = {
      ...env,
      HOST: '127.0.0.1',
      WAHA_HOST: waha.url,
      WAHA_API_KEY: WAHA_KEY,
      WAHA_API_PATH: '/api/sendText',
      H2H_AGENT_ROUTER_HOST: h2h.url,
      H2H_AGENT_ROUTER_PATH: H2H_PATH,
      H2H_AGENT_ROUTER_API_KEY: H2H_KEY,
    }
    const at = (port: number) => ({ ...all, PORT: String(port) })

    const sender = await buildSender(readSenderConfig(at(ports.sender)), {
      log: logFor('sender'),
      ...prefix,
      ...overrides?.sender,
    })
    defer(() => sender.close())
    const worker = await buildWorker(readWorkerConfig(at(ports.worker)), {
      log: logFor('worker'),
      ...prefix,
      ...overrides?.worker,
    })
    defer(() => worker.close())
    const console = await buildConsole(readConsoleConfig(at(ports.console)), {
      log: logFor('console'),
      ...prefix,
    })
    defer(() => console.close())
    const ingress = await buildIngress(readIngressConfig(at(ports.ingress)), {
      log: logFor('ingress'),
      ...prefix,
    })
    defer(() => ingress.close())
    waha.sendWebhooksTo(`${ingress.url}/webhook/waha`)

    const found = { ...all, INGRESS_URL: ingress.url }
    return { url: console.url, ingress, console, worker, sender, waha, h2h, env: found }
  })
}
