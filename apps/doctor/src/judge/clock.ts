import { fail, ok, warn, type Finding } from '../report.ts'

const WARN_MS = 2_000
const FAIL_MS = 30_000

/** Sessions are told apart by the times in messages, and claims by the database's: clocks have to agree. */
export function judgeClock(whose: string, aheadMs: number): Finding {
  const apart = Math.abs(aheadMs)
  if (apart <= WARN_MS) return ok('clock', `agrees with this machine's to ${(apart / 1000).toFixed(1)} s`)
  const found = `${whose} is ${Math.round(apart / 1000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine`
  const remedy =
    'Let both machines take their time from NTP: timedatectl set-ntp true, then timedatectl status'
  return apart > FAIL_MS ? fail('clock', found, remedy) : warn('clock', found, remedy)
}
