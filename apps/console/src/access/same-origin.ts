import type { FastifyRequest } from 'fastify'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

export function changesState({ method }: FastifyRequest): boolean {
  return !READING.has(method)
}

/**
 * Whether one of our own pages sent the request. Browsers name the origin of every POST, and pages can't forge it;
 * over plain HTTP beyond localhost they leave `Sec-Fetch-Site` out, and `Origin` has to do.
 */
export function isSameOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin } = request.headers
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host
}
