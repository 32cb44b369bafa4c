import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { id } from '../../src-shared/kernel/id.ts'
import { printDocument } from '../../src-shared/printing/document.ts'
import { printJob } from '../desk/api/printing-api.ts'
import { keepFile, readKept } from './kept-file.ts'

/** A job as it is kept. */
const keptJob = printJob.extend({
  /** Counts up; the order in which a printer prints. */
  order: z.int().min(1),
  /** Whose it is: a machine may serve several organisations, and none sees the other's (SY-11). */
  tenantId: id,
  copies: z.int().min(1),
  /** What to print: a paper, or only to open the drawer. Gone when it is over: papers name people. */
  content: z.union([printDocument, z.literal('drawer')]).nullable(),
})
export type KeptJob = z.infer<typeof keptJob>

/** The jobs of a desk as files, one each, in a folder of its own. */
export class JobStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** In the order in which they were given. */
  async all(): Promise<KeptJob[]> {
    const names = await readdir(this.#folder).catch(() => [])
    const jobs = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map((name) => readKept(join(this.#folder, name), keptJob)),
    )
    return jobs.filter((job) => job !== null).sort((a, b) => a.order - b.order)
  }

  keep(job: KeptJob): Promise<void> {
    return keepFile(this.#path(job.id), job)
  }

  forget(jobId: string): Promise<void> {
    return rm(this.#path(jobId), { force: true })
  }

  #path(jobId: string): string {
    return join(this.#folder, `${jobId}.json`)
  }
}
