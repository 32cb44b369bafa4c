import { type Actor, systemActor, type Tenant } from '../../src-shared/kernel/actor.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { tenantOf } from '../../src-shared/modules/identity/queries.ts'
import type { Clock } from '../clock.ts'
import type { LogEntry } from './command-log.ts'
import { judge, type ReportCrash } from './judge.ts'
import type { TenantWriters, Turn } from './tenant-writer.ts'
import { loggedCommand } from './undoing.ts'

/** A command of the server's own, or one that a procedure or a script gives on someone's behalf. */
export interface OwnCommand {
  /** Made here unless it must be known beforehand. */
  id?: string
  name: string
  input: JsonObject
  actor?: Actor
  /** When it counts as given; default now. ISO instant. */
  at?: string
}

/** Gives commands that come from no desk, in the same line and the same log as all others. */
export class SystemCommands {
  readonly #setting: { domain: Domain; writers: TenantWriters; clock: Clock; reportCrash: ReportCrash }

  constructor(setting: { domain: Domain; writers: TenantWriters; clock: Clock; reportCrash: ReportCrash }) {
    this.#setting = setting
  }

  /** The first command of a tenant, before there is a row to read it from. */
  open(
    tenantId: string,
    { timeZone, currency, locale, ...rest }: JsonObject & Omit<Tenant, 'id'>,
  ): Promise<JsonObject> {
    const tenant = { id: tenantId, timeZone, currency, locale }
    const input = { timeZone, currency, locale, ...rest }
    return this.#setting.writers.run(tenantId, (turn) =>
      this.#judge(turn, tenant, { name: 'identity.open-tenant', input }),
    )
  }

  /** Runs one command as `system` and gives its outcome; a refusal throws, since nobody is there to be told. */
  async run(tenantId: string, name: string, input: JsonObject): Promise<JsonObject> {
    const [outcome] = await this.runAll(tenantId, [{ name, input }])
    return outcome ?? {}
  }

  /**
   * The same under an id of the caller's making: given again, it is not done again, and the answer is what came of it
   * then (SY-1).
   */
  runOnce(tenantId: string, id: string, name: string, input: JsonObject): Promise<JsonObject> {
    return this.#setting.writers.run(tenantId, async (turn) => {
      const tenant = await this.#tenantOf(turn)
      const before = await loggedCommand(turn, id)
      return before ? outcomeOf(before) : this.#judge(turn, tenant, { id, name, input })
    })
  }

  /** Runs commands one after another in a single transaction. */
  runAll(tenantId: string, commands: readonly OwnCommand[]): Promise<JsonObject[]> {
    return this.#setting.writers.run(tenantId, async (turn) => {
      const tenant = await this.#tenantOf(turn)
      const outcomes: JsonObject[] = []
      for (const command of commands) outcomes.push(await this.#judge(turn, tenant, command))
      return outcomes
    })
  }

  async #tenantOf({ db, tenantId }: Turn): Promise<Tenant> {
    const tenant = await tenantOf(db)
    if (!tenant) throw new Error(`There is no tenant ${tenantId}`)
    return tenant
  }

  async #judge(
    turn: Turn,
    tenant: Tenant,
    { id, name, input, actor = systemActor, at }: OwnCommand,
  ): Promise<JsonObject> {
    const { domain, clock, reportCrash } = this.#setting
    const receivedAt = clock.now().toISOString()
    const when = at ?? receivedAt
    const each = {
      ...{ id: id ?? newId(), name, version: 1, input, meta: {}, desk: null, told: null, actorId: actor.userId },
      ...{ actedAt: when, at: when, receivedAt, basisVersion: turn.version },
    }
    const entry = await judge(domain, turn, each, { actor, tenant }, reportCrash)
    return outcomeOf(entry)
  }
}

function outcomeOf({
  name,
  verdict,
  outcome,
  rejection,
}: Pick<LogEntry, 'name' | 'verdict' | 'outcome' | 'rejection'>) {
  if (verdict === 'rejected') throw new Error(`${name} was refused: ${JSON.stringify(rejection)}`)
  return JSON.parse(JSON.stringify(outcome))
}
