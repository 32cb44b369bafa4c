import type { Domain } from '../../src-shared/kernel/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import { type RunResult, runCommand } from '../../src-shared/kernel/run-command.ts'
import { asDomainDb, type DeskDb } from './desk-tables.ts'
import { cursorOf, type Present } from './present.ts'

/** What is tried, by whom and when. */
export interface Rehearsal {
  domain: Domain
  present: Present
  deskId: string
  /** ISO instant. */
  at: string
  name: string
  input: Json
}

/** Takes back what was tried, with what it came to. */
class Rehearsed extends Error {
  readonly result: RunResult
  constructor(result: RunResult) {
    super('rehearsed')
    this.result = result
  }
}

/**
 * What a command would come to on this replica now, with all its rules; nothing of it stays. Ways out are looked at
 * like this before they are offered: one that is gone is replaced, never offered and refused (DX-R8).
 */
export async function rehearse(db: DeskDb, tried: Rehearsal): Promise<RunResult> {
  const { domain, present, deskId, at, name, input } = tried
  try {
    return await db.transaction().execute(async (transaction) => {
      const cursor = await cursorOf(transaction)
      if (!cursor) throw new Rehearsed({ done: false, rejection: rejection('desk_unavailable') })
      const result = await runCommand(domain, asDomainDb(transaction), {
        ...{ id: newId(), name, input, at, meta: {}, version: cursor.version, basisVersion: cursor.version },
        ...{ desk: deskId, tenant: present.tenant, actor: present.actor },
      })
      throw new Rehearsed(result)
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.result
    throw error
  }
}
