export { buildIngress, type IngressDeps } from './build-ingress.ts'
export { configSchema, readConfig, type IngressConfig } from './config.ts'
export { LIMITS, type Limits } from './limits.ts'
