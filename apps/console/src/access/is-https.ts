import type { FastifyRequest } from 'fastify'

/** Whether the browser came over TLS, which a proxy in front ends. Whoever forges its header only makes the own answer stricter. */
export function isHttps({ protocol, headers }: FastifyRequest): boolean {
  return protocol === 'https' || headers['x-forwarded-proto'] === 'https'
}
