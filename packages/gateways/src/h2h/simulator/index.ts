export {
  startH2hSimulator,
  type CreatedAgent,
  type H2hFault,
  type H2hRequest,
  type H2hSimulator,
  type H2hSimulatorOptions,
} from './start-h2h-simulator.ts'
