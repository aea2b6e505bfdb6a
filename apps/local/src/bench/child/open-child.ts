import { fork } from 'node:child_process'
import { once } from 'node:events'
import { extname, join } from 'node:path'
import type { Answer, Call } from './serve-parent.ts'

/** A process of the benchmark that does one thing when it is asked. It ends with this one. */
export interface Child {
  readonly pid: number
  ask<T>(name: string, argument?: unknown): Promise<T>
  close(): Promise<void>
}

/** `file` without its ending, below the benchmark's folder: `world/main`. */
export function openChild(file: string): Child {
  const path = join(import.meta.dirname, '..', `${file}${extname(import.meta.url)}`)
  const child = fork(path, { serialization: 'advanced', env: { ...process.env, NODE_ENV: 'production' } })
  const exited = once(child, 'exit')
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  let last = 0
  child.on('message', ({ id, result, error }: Answer) => {
    const caller = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) caller?.resolve(result)
    else caller?.reject(new Error(`${file}: ${error}`))
  })
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with ${code}`))
    waiting.clear()
  })

  return {
    pid: child.pid ?? 0,
    ask<T>(name: string, argument?: unknown): Promise<T> {
      last += 1
      const call: Call = { id: last, name, argument }
      return new Promise<T>((resolve, reject) => {
        waiting.set(call.id, { resolve: (result) => resolve(result as T), reject })
        child.send(call)
      })
    },
    async close() {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}
