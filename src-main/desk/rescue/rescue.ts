import type { Json, JsonObject } from '../../../src-shared/kernel/json.ts'
import { rejection } from '../../../src-shared/kernel/rejection.ts'
import type { Answer } from '../answer.ts'
import type { Desk } from '../desk.ts'
import { Refusal, type RescueLine, Unreachable } from '../server-connection.ts'
import { deskKey } from './desk-key.ts'
import { openPart, sealPart } from './seal.ts'

/** What a screen gives to have unsent work sealed, part by part. */
interface ToSeal {
  savedId: string
  part: number
  of: number
  tenantId: string
  passphrase: string
  entries: readonly JsonObject[]
}

/**
 * DX-R35, on the desk's side: what a page's journal holds unsent goes into a file, and comes out of one again on
 * whichever desk somebody with the right opens it.
 */
export class Rescue {
  readonly #desk: Desk
  readonly #folder: string
  readonly #line: RescueLine

  constructor(desk: Desk, folder: string, line: RescueLine) {
    this.#desk = desk
    this.#folder = folder
    this.#line = line
  }

  /** One line of the file. Nobody need be signed in: work must be saved also where nothing else goes. */
  async seal({ entries, passphrase, ...head }: ToSeal): Promise<Answer<Json>> {
    const { desk } = this.#desk.status.now
    const savedAt = new Date().toISOString()
    const from = desk ?? { id: this.#desk.id, name: '' }
    return {
      ok: true,
      value: await sealPart({ ...head, savedAt, desk: from }, entries, passphrase, deskKey(this.#folder)),
    }
  }

  /** Opens a line for somebody who may rescue, of their own organisation. */
  async open(line: string, passphrase: string): Promise<Answer<Json>> {
    const { rights, tenant } = this.#desk.status.now
    if (rights.desk_rescue === undefined) {
      return { ok: false, failure: rejection('actor_not_permitted', { permission: 'desk_rescue' }) }
    }
    const part = await openPart(line, passphrase)
    if ('code' in part) return { ok: false, failure: part }
    if (part.tenantId !== tenant?.id) return { ok: false, failure: rejection('rescue_other_tenant') }
    return { ok: true, value: { ...part } }
  }

  /** Of these commands those that the server has a verdict on. */
  async arrived(ids: readonly string[]): Promise<Answer<Json>> {
    const token = this.#desk.accessToken
    if (!token) return { ok: false, failure: rejection('session_required') }
    try {
      return { ok: true, value: await this.#line.arrived(token, ids) }
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, failure: rejection(error.code, error.params) }
      if (error instanceof Unreachable) return { ok: false, failure: rejection('needs_connection') }
      throw error
    }
  }
}
