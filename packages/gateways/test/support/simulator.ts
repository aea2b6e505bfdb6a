import {
  startWahaSimulator,
  type WahaSimulator,
  type WahaSimulatorOptions,
} from '@bellhop/gateways/waha/simulator'
import { onTestFinished } from 'vitest'

/** A simulator that ends with its test. */
export async function startWaha(options: WahaSimulatorOptions = {}): Promise<WahaSimulator> {
  const simulator = await startWahaSimulator({ ackDelayMs: 1, notWorkingDelayMs: 0, ...options })
  onTestFinished(() => simulator.close())
  return simulator
}
