import { z } from 'zod'

/** What work cost: how long it took, and the processor time of this process meanwhile (ms). */
export interface Cost {
  ms: number
  cpu: number
}

/** What pieces of work cost; processor time says the same on a machine that does much else. */
export class Costs {
  readonly ms: number[] = []
  readonly cpu: number[] = []

  add({ ms, cpu }: Cost): void {
    this.ms.push(ms)
    this.cpu.push(cpu)
  }
}

export const costs = z.object({ ms: z.array(z.number()), cpu: z.array(z.number()) })

export async function costed(work: () => Promise<unknown>): Promise<Cost> {
  const before = process.cpuUsage()
  const began = performance.now()
  await work()
  const ms = performance.now() - began
  const { user, system } = process.cpuUsage(before)
  return { ms, cpu: (user + system) / 1000 }
}
