import { readRssMb } from '../../faults/overload/read-memory.ts'

/** What a process held in memory, in MB: once it was warm, at most, and at the end. */
export interface Memory {
  name: string
  warmMb: number
  topMb: number
  lastMb: number
}

export interface MemoryWatch {
  /** From here on it counts. */
  begin(): void
  end(): Memory[]
}

/** Looks at each process once a second. */
export function watchMemory(processes: readonly { name: string; pid: number }[]): MemoryWatch {
  let seen: number[][] = []
  const look = async () => void seen.push(await Promise.all(processes.map(({ pid }) => readRssMb(pid))))
  const timer = setInterval(() => void look(), 1_000)
  return {
    begin() {
      seen = []
      void look()
    },
    end() {
      clearInterval(timer)
      return processes.map(({ name }, at) => {
        const values = seen.map((all) => all[at] ?? 0)
        return { name, warmMb: values[0] ?? 0, topMb: Math.max(...values, 0), lastMb: values.at(-1) ?? 0 }
      })
    },
  }
}
