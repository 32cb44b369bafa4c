import { addDays, dayOf } from '../../src-shared/kernel/calendar.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import { newEnrolment, newPlan } from '../server/garden.ts'
import type { WireDesk } from '../server/wire.ts'
import type { Front, Site, Stage } from './sync-stage.ts'

const hour = 3_600_000

/** A day of the tenant, so many days from today. */
export const dayFrom = (days: number): string => addDays(dayOf(new Date().toISOString(), 'Europe/Istanbul'), days)

/** Lets so many hours pass at the server, as if the desks had been cut for as long. */
export const pass = (stage: Stage, hours: number): void =>
  stage.clock.set(new Date(stage.clock.now().getTime() + hours * hour).toISOString())

/** Two desks of one house without the network, and one that keeps it. */
export interface Apart {
  site: Site
  one: Front
  two: Front
  /** An owner who stays connected. */
  wire: WireDesk
}

/** Two desks of one house, both with all there is, and then without the network. */
export async function apart(
  stage: Stage,
  prepare: (wire: WireDesk) => Promise<unknown>,
  roles: readonly [one: BuiltinRole, two: BuiltinRole] = ['manager', 'frontdesk'],
): Promise<Apart> {
  const site = await stage.site(...new Set<BuiltinRole>(['owner', ...roles]))
  const wire = await site.wire('owner')
  await prepare(wire)
  const [one, two] = [await site.frontOf(roles[0]), await site.frontOf(roles[1])]
  for (const front of [one, two]) {
    await front.caughtUp(site)
    await front.goOffline()
  }
  return { site, one, two, wire }
}

/** A plan and somebody who has it. */
export async function sell(wire: WireDesk, terms: JsonObject, more: JsonObject = {}) {
  const plan = newPlan(terms)
  const sale = newEnrolment(plan, more)
  await wire.must('memberships.create-plan', plan)
  await wire.must('memberships.enrol', sale)
  return { plan, sale }
}

/** Gives each desk its word to say, one desk after the other. */
export async function inTurn(one: Front, first: string, two: Front, second: string) {
  one.comeBack()
  const won = await one.verdictOn(first)
  two.comeBack()
  return { won, lost: await two.verdictOn(second) }
}

/** Takes a way out that a refusal offered, by its place in the list; gives the verdict on it. */
export async function takeWay(front: Front, lost: Awaited<ReturnType<Front['verdictOn']>>, n = 0) {
  const way = lost.rejection?.alternatives[n]
  if (!way) throw new Error(`No way out: ${JSON.stringify(lost.rejection)}`)
  await front.inStep()
  const given = await front.give(way.command, way.input)
  return front.verdictOn(given.id)
}
