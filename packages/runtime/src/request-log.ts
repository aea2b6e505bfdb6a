import { LogController, type FastifyReply, type FastifyRequest } from 'fastify'

/** For Fastify's `logController`: no line for a request but for one that failed, and that without its URL. */
export class FailuresOnly extends LogController {
  constructor() {
    super({ disableRequestLogging: true })
  }

  override defaultErrorLog(error: Error, _request: FastifyRequest, reply: FastifyReply): void {
    if (reply.statusCode >= 500) reply.log.error({ err: error }, 'request failed')
  }
}
