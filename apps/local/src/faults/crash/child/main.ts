import { setPriority } from 'node:os'
import { runProcess } from '@bellhop/runtime'
import type { AppName } from '../../rig/open-rig.ts'
import { breakHttp } from './break-http.ts'
import { breakPostgres } from './break-postgres.ts'
import { breakRedis } from './break-redis.ts'
import { buildApp } from './build-app.ts'
import { listenToRunner } from './meet.ts'

/** It has all the time, and outages beside it are measured. */
const NICE = 10

const app = process.argv[2] as AppName
setPriority(NICE)
breakPostgres()
breakRedis()
breakHttp()
listenToRunner()
await runProcess(app, () => buildApp(app, process.env))
