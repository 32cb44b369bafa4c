import { randomInt } from 'node:crypto'
import { pause } from '../measure/sample.ts'

/** Serialization failure and deadlock: another try may succeed. */
const mayTryAgain = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01')

/** Does work until Postgres does not refuse it for another's, with growing, jittered pauses; tells how often it took more. */
export async function retrying<T>(attempt: () => Promise<T>): Promise<{ value: T; retries: number }> {
  for (let retries = 0; ; retries += 1) {
    try {
      return { value: await attempt(), retries }
    } catch (error) {
      if (!mayTryAgain(error)) throw error
      await pause(randomInt(1, Math.min(200, 10 * 2 ** Math.min(retries + 1, 5))))
    }
  }
}
