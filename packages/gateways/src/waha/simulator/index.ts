export { createRandom } from '../../faults/random.ts'
export { API_FAULTS, type ApiFault } from './api-answer.ts'
export { makeHostile } from './hostile.ts'
export type { Operation } from './api-routes.ts'
export type { FileFault } from './file-route.ts'
export type { SentText, WrittenOptions } from './written.ts'
export type { AckName, Engine, Person, WahaSimulatorOptions } from './options.ts'
export type { ScreenEvent } from './phone-routes.ts'
export type { Entry, PhoneEvent, Progress } from './phone.ts'
export {
  startWahaSimulator,
  type SimulatedGuest,
  type WahaFaults,
  type WahaSimulator,
  type WrittenMessage,
} from './start-waha-simulator.ts'
export type { SessionConfig } from './session-config.ts'
export type { Delivery, WebhookFault } from './webhook-sender.ts'
