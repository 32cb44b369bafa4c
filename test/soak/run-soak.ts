import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Clerk } from './clerk.ts'
import { openingCommands } from './house.ts'
import { comes, until, within } from './patience.ts'
import { Random } from './random.ts'
import { type Kind, Reaper, type Target } from './reaper.ts'
import { type Alarm, openStage, type Stage, type StagedDesk, signIn } from './stage.ts'
import { compareAll, type Outcome } from './verdicts.ts'
import type { WireCount } from './wire.ts'

export interface SoakOptions {
  seed: number
  kills: number
  /** At the end of this time there are no more kills. */
  minutes?: number
  say(line: string): void
}

export interface SoakReport extends Outcome {
  seed: number
  kills: Record<Kind, number>
  killsPerMinute: number
  /** How long what was killed took to be of use again, or lived until it was killed again (s). */
  starting: Record<Kind, number>
  /** Kills before which no command had been accepted since the kill before. */
  idle: number
  replicasDeleted: number
  /** What happened on the wires of all desks together. */
  wires: WireCount
  clocks: Stage['clocks']
  /**
   * Submits begun; accepted ones, as the script heard; those kept for a desk that did not answer; all that the journals
   * hold, and of those the refused ones.
   */
  given: number
  accepted: number
  kept: number
  journalled: number
  refused: number
  /** What went wrong in the processes themselves. */
  mishaps: string[]
  seconds: number
}

const slots = 60
/** For the last queue to be sent (ms). */
const patience = 180_000

/** Plays the hour, kills, heals, and compares. */
export async function runSoak({ seed, kills, minutes, say }: SoakOptions): Promise<SoakReport> {
  const begun = performance.now()
  const mishaps: string[] = []
  const crash = Promise.withResolvers<never>()
  crash.promise.catch(() => undefined)
  const random = new Random(seed)
  const alarm: Alarm = {
    crashed: (what) => crash.reject(new Error(what)),
    pageFailed: (what) => mishaps.push(what),
  }
  const stage = await openStage(alarm, random)
  try {
    let submitBegun = Promise.withResolvers<void>()
    const begins = () => {
      submitBegun.resolve()
      submitBegun = Promise.withResolvers()
    }
    const { house, commands } = openingCommands(slots)
    const clerks = stage.desks.map(({ screen }) => new Clerk({ screen, house, random: random.fork(), begins }))
    const accepted = () => clerks.reduce((sum, clerk) => sum + clerk.accepted, 0)
    for (const desk of stage.desks) await enter(desk)
    for (const command of commands) await clerks[0]?.submit(command)
    mishaps.push(...(await drain(stage)))
    say(`open after ${Math.round((performance.now() - begun) / 1000)} s`)

    const reaper = new Reaper({
      ...{ targets: targetsOf(stage), random: random.fork(), accepted, say },
      nextSubmit: () => submitBegun.promise,
    })
    let over = false
    const work = Promise.all([
      ...clerks.map((clerk) => clerk.work(() => over)),
      ...stage.desks.map(({ wire }) => wire.storm(() => over)),
    ])
    const most = minutes === undefined ? Number.POSITIVE_INFINITY : minutes * 60_000
    await Promise.race([reaper.reap(kills, most), work, crash.promise]).finally(() => {
      over = true
    })
    await within('the clerks go home', work)
    say('all alive again; waiting for the queues')
    mishaps.push(...(await Promise.race([drain(stage), crash.promise])))

    const records = await Promise.all(
      stage.desks.map(async ({ name, screen }, index) => {
        const journal = await screen.ask((page) => page.evaluate((id) => window.soakPage.entries(id), stage.tenantId))
        return { name, told: clerks[index]?.told ?? [], journal: journal ?? [] }
      }),
    )
    await Promise.all(stage.desks.map(({ program }) => program.stop()))
    const journal = records.flatMap((record) => record.journal)
    return {
      ...{ seed, kills: reaper.count, killsPerMinute: reaper.killsPerMinute, idle: reaper.idle },
      starting: secondsEach(reaper),
      ...{ replicasDeleted: reaper.replicasDeleted, mishaps, accepted: accepted() },
      ...{ wires: together(stage.desks.map(({ wire }) => wire.count)), clocks: stage.clocks },
      given: clerks.reduce((sum, clerk) => sum + clerk.given, 0),
      kept: clerks.reduce((sum, clerk) => sum + clerk.kept, 0),
      journalled: journal.length,
      refused: journal.filter(({ state }) => state === 'refused').length,
      ...(await compareAll(stage, records)),
      seconds: Math.round((performance.now() - begun) / 1000),
    }
  } finally {
    await stage.close()
  }
}

async function enter(desk: StagedDesk): Promise<void> {
  const { screen, name } = desk
  await until(
    `${name} answers`,
    async () => (await screen.ask((page) => page.evaluate(() => window.soakPage.link()))) === 'connected',
  )
  const failure = await signIn(desk)
  if (failure) throw new Error(`${name}: nobody can sign in (${failure})`)
}

const secondsEach = ({ starting, count }: Reaper): Record<Kind, number> => {
  const each = (kind: Kind) => starting[kind] / Math.max(1, count[kind]) / 1000
  return { server: each('server'), desk: each('desk'), page: each('page') }
}

const together = (counts: readonly WireCount[]): WireCount =>
  counts.reduce((sum, count) => ({
    connections: sum.connections + count.connections,
    slow: sum.slow + count.slow,
    cutInRequest: sum.cutInRequest + count.cutInRequest,
    cutInAnswer: sum.cutInAnswer + count.cutInAnswer,
    cutTogether: sum.cutTogether + count.cutTogether,
    refusals: sum.refusals + count.refusals,
    moves: sum.moves + count.moves,
  }))

const targetsOf = ({ servers, desks }: Stage): Target[] => [
  ...servers.map(
    (server): Target => ({
      ...{ kind: 'server', alive: () => server.alive, kill: () => server.kill(), start: () => server.start() },
    }),
  ),
  ...desks.flatMap(({ program, screen, tenantFolder }): Target[] => [
    {
      ...{ kind: 'desk', alive: () => program.alive, kill: () => program.kill(), start: () => program.start() },
      loseReplica: () => rm(join(tenantFolder, 'replica'), { recursive: true }),
    },
    { kind: 'page', alive: () => screen.alive, kill: () => screen.kill(), start: () => screen.open() },
  ]),
]

/**
 * Puts the network back everywhere and waits until every desk has its last verdict, and its journal too. Gives what
 * never came.
 */
async function drain({ desks }: Stage): Promise<string[]> {
  for (const { name, screen } of desks) {
    const mend = () => screen.ask((page) => page.evaluate(() => window.soakPage.workOffline(false)))
    await until(`${name} answers`, async () => (await mend()) === true)
  }
  const left: string[] = []
  for (const desk of desks) {
    if (await comes(() => isDrained(desk), patience)) continue
    left.push(`${desk.name} did not drain: ${JSON.stringify(await stateOf(desk))}`)
  }
  // What one desk sent last the other reads a moment later; whose session ends just then signs in once more.
  const isEven = async () => {
    for (const desk of desks) if (!(await isDrained(desk))) return false
    return new Set((await Promise.all(desks.map(stateOf))).map((state) => state?.version)).size === 1
  }
  if (!(await comes(isEven, patience))) {
    const states = await Promise.all(desks.map(stateOf))
    left.push(`the desks have not read equally far: ${JSON.stringify(states)}`)
  }
  return left
}

const stateOf = ({ screen }: StagedDesk) =>
  screen.ask((page) =>
    page.evaluate(async () => ({ ...window.soakPage.status(), unsent: await window.soakPage.unsent() })),
  )

async function isDrained(desk: StagedDesk): Promise<boolean> {
  const state = await stateOf(desk)
  if (state?.connection === 'sign_in_again') await signIn(desk)
  return state?.connection === 'current' && state.queued === 0 && state.unsent === 0
}
