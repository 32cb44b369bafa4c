import type { Submitted } from '../../../src-renderer/desk/submit.ts'
import type { Turned } from '../../../src-renderer/desk/take-back.ts'
import { isUnsent } from '../../../src-renderer/journal/entry.ts'
import { canonicalJson, type Json } from '../../../src-shared/kernel/json.ts'
import { Random } from '../../soak/random.ts'
import { handling } from '../generators/attention.ts'
import { type Draw, type Given, seenBy } from '../generators/draw.ts'
import { nextCommand } from '../generators/next-command.ts'
import { must } from '../laws/broken.ts'
import { showsGuarantees } from '../laws/lease-laws.ts'
import type { Life } from '../runtime/life.ts'
import { type House, password } from '../stage/house.ts'
import type { Action, History } from './history.ts'
import { type Seat, World } from './world.ts'

/** How a history went. */
export interface Played {
  /** The law that broke, with what was seen; null where all held. */
  broken: { law: string; message: string } | null
  digest: string
  lines: string[]
  /** Events that the scheduler let happen. */
  events: number
  commands: number
  verdicts: Record<'applied' | 'adjusted' | 'rejected', number>
}

const second = 1_000
/** When everything is mended, desks have this long to come in step (simulated ms). */
const timeToHeal = 20 * 60_000
/** A change is on every screen after this long (simulated ms). */
const screenTime = 2_000
/** Simulated milliseconds that everybody has to start. */
const opening = 2_000

/** Plays a history to its end: what people do and what goes wrong, then everything is mended, then all laws must hold. */
export async function play(house: House, history: History): Promise<Played> {
  const world = new World(house, history)
  const { scheduler } = world
  await world.guard(() => world.serverLaws.look())
  for (const server of world.servers) server.start()
  for (const { desk, page } of world.seats) {
    desk.start()
    page.start()
  }
  const over = (): boolean => world.over
  await scheduler.run(opening, over)
  world.clock.tend()
  for (const action of history.actions) {
    await scheduler.run(opening + world.waited + action.at, over)
    if (over()) break
    await world.guard(() => act(world, action))
    world.clock.tend()
  }
  if (!over()) await heal(world, over)
  if (!over()) await world.guard(() => settle(world))
  end(world)
  await scheduler.run(scheduler.now + 1)
  const { log } = world.truth
  const count = (verdict: string): number => log.filter((entry) => entry.desk_id && entry.verdict === verdict).length
  for (const { seq, name, verdict, outcome, rejection } of log) {
    world.trace.say(`${seq} ${name} ${verdict} ${canonicalJson(outcome ?? rejection ?? null)}`)
  }
  return {
    broken: world.broken && { law: world.broken.law, message: world.broken.message },
    digest: world.trace.digest,
    lines: world.trace.lines,
    events: world.scheduler.happened,
    commands: log.filter(({ desk_id }) => desk_id !== null).length,
    verdicts: { applied: count('applied'), adjusted: count('adjusted'), rejected: count('rejected') },
  }
}

async function act(world: World, action: Action): Promise<void> {
  world.trace.say(JSON.stringify(action))
  if (action.do === 'give')
    give(world, action, (draw) => nextCommand(draw.random, draw.seen, draw.moment, action.about))
  else if (action.do === 'handle') give(world, action, (draw) => handling(draw, world.truth.log))
  else if (action.do === 'withdraw') withdraw(world, action)
  else if (action.do === 'undo' || action.do === 'redo') turn(world, action)
  else if (action.do === 'sleep') world.scheduler.sleep(action.for)
  else if (action.do === 'wait') wait(world, action.for)
  else if (action.do === 'back-up') await backUp(world)
  else if (action.do === 'restore') await world.restoreBackup()
  else if (action.do === 'suspend') suspend(world, action.desk)
  else if (action.do === 'skew') skew(world, action)
  else if (action.do.startsWith('kill')) kill(world, action)
  else disturb(world, action)
}

/** Somebody gives a command by what their desk shows them. */
function give(
  world: World,
  { desk: which, seed }: { desk: number; seed: number },
  what: (draw: Draw) => Given | null,
): void {
  const seat = world.seats[which % world.seats.length]
  if (!seat?.page.ready) return
  const { page, person } = seat
  const random = new Random(seed)
  const at = new Date(page.life.clock).toISOString()
  const queued = page.disk.entries.filter(isUnsent).map((entry) => ({
    ...{ id: entry.id, name: entry.name, input: entry.input, at: entry.at, meta: entry.meta },
    ...{ actorId: entry.actorId, deskId: seat.desk.id, basisVersion: entry.basisVersion ?? 0 },
  }))
  const seen = seenBy(world.truth.stateAt(seat.desk.desk?.status.now.version ?? null), queued)
  const given = what({ random, seen, moment: { at, actorId: person.userId, role: person.role, deskId: seat.desk.id } })
  if (given) submit(world, seat, given)
}

function submit(world: World, { name: seat, page }: Seat, { name, input, meta }: Given): void {
  const typed: Json = input
  world.trace.say(`${seat} gives ${name} ${JSON.stringify(typed)}`)
  const asked = page.submit(name, typed, meta)
  page.life.run(() =>
    asked.then(
      (answer) => hear(world, seat, answer),
      (error: unknown) => world.crashed(error, `submit ${name}`),
    ),
  )
}

function hear(world: World, seat: string, answer: Submitted): void {
  world.trace.say(`${seat} is told ${answer.state}`)
  void world.guard(() => world.journalLaws.told(answer))
}

/** DX-R19: somebody takes one of what waits out of the outbox, if it has not left. */
function withdraw(world: World, { desk: which, seed }: { desk: number; seed: number }): void {
  const seat = world.seats[which % world.seats.length]
  const waiting = seat?.page.disk.entries.filter((entry) => isUnsent(entry) && entry.name !== 'desk.withdraw') ?? []
  const entry = new Random(seed).pick(waiting)
  if (!seat?.page.ready || !entry) return
  submit(world, seat, { name: 'desk.withdraw', input: { commandId: entry.id, name: entry.name } })
}

/** DX-R13, R16: somebody takes their last command back, or does it again. */
function turn(world: World, { desk: which, do: back }: { desk: number; do: 'undo' | 'redo' }): void {
  const seat = world.seats[which % world.seats.length]
  if (!seat?.page.ready) return
  const { name, page, person } = seat
  const told = (turned: readonly Turned[]): void => {
    for (const { answer } of turned) hear(world, name, answer)
  }
  void page.life.run(() =>
    (back === 'undo' ? page.undo(person.userId) : page.redo()).then(told, (error: unknown) =>
      world.crashed(error, back),
    ),
  )
}

/** Time goes by in which nobody does anything; then everything goes on as it would have. */
function wait(world: World, ms: number): void {
  world.scheduler.sleep(ms)
  world.waited += ms
}

async function backUp(world: World): Promise<void> {
  const { engine } = world.house.server
  // Between two transactions.
  await world.scheduler.run(world.scheduler.now + 5_000, () => engine.turns.free)
  if (engine.turns.free) world.backup = { image: engine.takeImage(), seq: world.truth.seq }
}

/** SY-12: the person is let in no more; what their desk has queued is not lost. */
function suspend(world: World, which: number): void {
  const server = world.servers.find(({ serves }) => serves)
  const seat = world.seats[which % world.seats.length]
  if (!server || !seat || which % world.seats.length === 0) return
  server.command(world.house.tenantId, 'identity.suspend-user', { userId: seat.person.userId, suspended: true })
}

function skew({ servers, seats }: World, { who, which, by }: Action & { do: 'skew' }): void {
  const seat = seats[which % seats.length]
  const target = who === 'server' ? servers[which % servers.length] : who === 'desk' ? seat?.desk : seat?.page
  if (target) target.clockOffset = by
}

/** What can die and be started again. */
interface Target {
  life: Life
  start(): void
}

function kill({ scheduler, seats, servers }: World, action: Action): void {
  const die = (target: Target | undefined, { count, point, down }: Deadly, meanwhile?: () => void): void => {
    target?.life.endAfter(count, point)
    // Where it has nothing to do it dies idle.
    scheduler.after(patience, null, () => target?.life.end())
    scheduler.after(patience + down / 2, null, () => meanwhile?.())
    scheduler.after(patience + down, null, () => target?.start())
  }
  const seatOf = (desk: number): Seat | undefined => seats[desk % seats.length]
  if (action.do === 'kill-server') die(servers[action.server % servers.length], action)
  else if (action.do === 'kill-page') die(seatOf(action.desk)?.page, action)
  else if (action.do === 'kill-desk') {
    const desk = seatOf(action.desk)?.desk
    die(desk, action, () => action.loseReplica && desk?.loseReplica())
  }
}

type Deadly = Extract<Action, { down: number }>
/** Whoever is to die and has nothing to do lives this long (simulated ms). */
const patience = 3 * second

/** Something with the network that passes. */
function disturb({ seats, network, scheduler }: World, action: Action): void {
  if (!('desk' in action) || !('for' in action)) return
  const seat = seats[action.desk % seats.length]
  if (!seat) return
  const { name, desk } = seat
  const link = network.link(name)
  if (action.do === 'cut') network.cut(name)
  else if (action.do === 'slow') link.delay = [action.delay / 4, action.delay]
  else if (action.do === 'old-app') link.protocolOffset = -action.versions
  else if (action.do === 'lossy') {
    const random = new Random(action.seed)
    Object.assign(link, { cutAnswers: random.next() / 2, twice: random.next() / 2, lostPokes: random.next() })
  } else desk.life.run(() => desk.desk?.workOffline(true))
  scheduler.after(action.for, null, () => {
    if (action.do === 'work-offline') desk.life.run(() => desk.desk?.workOffline(false))
    else network.mend(name)
    if (action.do !== 'old-app') return
    // The new version is another process.
    desk.life.end()
    scheduler.after(second, null, () => desk.start())
  })
}

/** Everything is put right, and time passes until nobody waits for anything. */
async function heal(world: World, over: () => boolean): Promise<void> {
  const { scheduler, network, servers, seats } = world
  // What was going to be mended or started again by itself is.
  await scheduler.run(scheduler.now + 45_000, over)
  for (const server of servers) {
    server.clockOffset = 0
    server.start()
  }
  for (const { name, desk, page } of seats) {
    network.mend(name)
    desk.clockOffset = 0
    page.clockOffset = 0
    desk.start()
    page.start()
  }
  const until = scheduler.now + timeToHeal
  while (scheduler.now < until && !over()) {
    await scheduler.run(scheduler.now + 5_000, () => over() || inStep(world))
    if (world.clock.tend()) await scheduler.run(scheduler.now + second, over)
    if (inStep(world)) return
    for (const seat of seats) help(world, seat)
  }
}

/** A person who is let in no more, or not without their password, gives their place to the owner. */
function help({ house }: World, { desk, laws }: Seat): void {
  const { connection } = desk.desk?.status.now ?? {}
  const owner = house.people[0]
  if (owner && (connection === 'locked_out' || connection === 'sign_in_again' || connection === 'signed_out')) {
    laws.person = owner
    desk.life.run(() => void desk.desk?.signIn(owner.email, password))
  }
}

const inStep = ({ seats, truth, servers, house }: World): boolean =>
  servers.every(({ serves }) => serves) &&
  house.server.engine.turns.free &&
  seats.every(({ desk, page }) => {
    const status = desk.desk?.status.now
    return (
      status?.connection === 'current' &&
      status.version === truth.version &&
      status.queued === 0 &&
      desk.engine.turns.free &&
      !page.disk.entries.some(isUnsent)
    )
  })

/** At the end: nobody waits for anything, and everybody has the same. */
async function settle(world: World): Promise<void> {
  const { seats, journalLaws, serverLaws, house, truth, scheduler } = world
  // The last news reach the screens.
  await scheduler.run(scheduler.now + screenTime)
  // A desk may be looking for news at this very moment.
  await scheduler.run(scheduler.now + second, () => inStep(world))
  await serverLaws.whole()
  for (const { name, page } of seats) journalLaws.settled(name, page.disk.entries)
  must(
    inStep(world),
    'SY-8',
    () => `Not in step: ${seats.map(({ desk }) => JSON.stringify(desk.desk?.status.now))}, server at ${truth.version}`,
  )
  for (const { laws } of seats) await laws.converged(house.server.engine)
  journalLaws.contains(new Set(seats.flatMap(({ page }) => page.disk.entries.map(({ id }) => id))))
  for (const seat of seats) {
    await showsNewest(world, seat)
    await showsGuaranteed(world, seat)
  }
}

/** PL-R42: what a desk shows as guaranteed. */
async function showsGuaranteed({ scheduler, truth }: World, { desk }: Seat): Promise<void> {
  const answers: unknown[] = []
  void desk.life.run(async () => {
    const result = await desk.desk?.query('plant-slots.own-leases', {})
    if (result) answers.push(result.done ? result.value : null)
  })
  await scheduler.run(scheduler.now + 1_000, () => answers.length > 0)
  showsGuarantees(desk.id, truth.model.state, answers[0])
}

/** Section 3: what a screen shows of a live query is what the query answers now. */
async function showsNewest({ scheduler }: World, { name, desk, page }: Seat): Promise<void> {
  const { watched } = page
  const answers: string[] = []
  void desk.life.run(async () => {
    const result = await desk.desk?.query(watched.name, watched.input)
    answers.push(result?.done ? canonicalJson(result.value) : '')
  })
  await scheduler.run(scheduler.now + 1_000, () => answers.length > 0)
  const shown = page.shown && 'value' in page.shown ? canonicalJson(page.shown.value) : ''
  must(shown === answers[0], 'live', () => `${name} shows ${watched.name} ${shown}, now it is ${answers[0]}`)
}

function end({ servers, seats }: World): void {
  for (const { life } of [...servers, ...seats.flatMap(({ desk, page }) => [desk, page])]) life.end()
}
