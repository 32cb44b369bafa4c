import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Started, startProgram, stopProgram } from '../../src-main/start/process.ts'
import { buildScreens } from '../../src-main/start/screens.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { RemoteDesk } from '../fixtures/remote-desk.ts'
import { Story } from './story.ts'

/**
 * `npm run demo`: two desks of one growers' club lose the network, both give away the last slot, and come back. Real
 * server and desk processes; nothing is acted.
 */

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'holdfast-demo-'))
const serverEnv = { HOLDFAST_FOLDER: join(folder, 'server'), HOLDFAST_PORT: '0', HOLDFAST_LOG_LEVEL: 'error' }
const password = 'a calm greenhouse'
const story = new Story()
const started: Started[] = []

const cli = (args: string[], input = '') => story.runCli(root, serverEnv, args, input)
const startDesk = (name: string, server: string) =>
  startProgram('desk', join(root, 'src-main', 'host-web', 'main.ts'), [
    ...['--folder', join(folder, name.replaceAll(' ', '-')), '--server', server, '--name', name, '--port', '0'],
  ])

async function play(): Promise<void> {
  // A desk serves its screens, whether or not anybody looks at them.
  await buildScreens()
  story.scene('A growers’ club opens: one server, its own database, two people.')
  const club = ['--slug', 'growers']
  const place = ['--zone', 'Europe/Istanbul', '--currency', 'TRY', '--locale', 'en']
  const owner = ['--owner', 'Aylin', '--email', 'aylin@growers.demo']
  await cli(['open-tenant', ...club, '--name', 'Growers’ Club', ...place, ...owner], password)
  await cli(['add-person', ...club, '--email', 'elif@growers.demo', '--name', 'Elif', '--role', 'frontdesk'], password)
  const server = await startProgram('server', join(root, 'sync-server', 'main.ts'), [], serverEnv)
  started.push(server)
  const desks = await Promise.all([startDesk('Desk 1', server.address), startDesk('Desk 2', server.address)])
  started.push(...desks)
  const [one, two] = await Promise.all(desks.map(({ address }) => RemoteDesk.open(address)))
  if (!one || !two) throw new Error('Two desks were started')

  story.scene('Aylin signs in on Desk 1, Elif on Desk 2.')
  await one.call('signIn', { email: 'aylin@growers.demo', password })
  await two.call('signIn', { email: 'elif@growers.demo', password })
  await Promise.all([one, two].map((desk) => desk.until(({ connection }) => connection === 'current')))

  story.scene('Aylin sets up: a plan, a greenhouse of five slots, two members.')
  const club1 = await setUp(one)
  await one.verdict(club1.last)
  await two.until(({ version }) => (version ?? 0) >= club1.version(one))
  story.say(`All of it confirmed; Desk 2 has it too.`)

  story.scene('The network goes down on both desks.')
  await Promise.all([one, two].map((desk) => desk.call('workOffline', { offline: true })))
  const give = (desk: RemoteDesk, membershipId: string, slotIds: string[]) =>
    desk.submit('plant-slots.allocate', { membershipId, pick: { slotIds } })
  const [kim, ada] = club1.memberships
  const held = await Promise.all([give(one, kim, club1.contested), give(two, ada, club1.contested)])
  story.say(`Desk 1 gives GH1-01 to Kim: ${held[0]?.state} here.`)
  story.say(`Desk 2 gives GH1-01 to Ada: ${held[1]?.state} here.`)

  story.scene('The network is back; Desk 1 is a moment earlier.')
  await one.call('workOffline', { offline: false })
  const first = await one.verdict(held[0]?.id ?? '')
  await two.call('workOffline', { offline: false })
  const second = await two.verdict(held[1]?.id ?? '')
  story.say(`Desk 1: ${first.state}.`)
  const winner = second.rejection?.winner
  story.say(`Desk 2: ${second.state} (${second.rejection?.code}). ${winner?.userName} at ${winner?.deskName} has it.`)
  story.mustBe('the first is confirmed', first.state === 'confirmed')
  story.mustBe('the second is told who won', second.state === 'rejected' && winner?.userName === 'Aylin')

  const ways = second.rejection?.alternatives ?? []
  for (const [index, way] of ways.entries()) story.say(`  ${index + 1}  ${JSON.stringify(way.params)}`)
  story.mustBe('there are three ways out', ways.length === 3)

  story.scene('Elif presses 1.')
  const way = ways[0]
  if (!way) throw new Error('No way out was offered')
  const taken = await two.submit(way.command, way.input, { resolves: second.id })
  const settled = await two.verdict(taken.id)
  story.say(`Desk 2: ${settled.state} — ${JSON.stringify(settled.serverOutcome)}`)
  story.mustBe('the way out is confirmed', settled.state === 'confirmed')

  story.scene('Nothing was given twice, and the log is whole.')
  const board = JSON.stringify(await one.query('plant-slots.board', { locationId: club1.locationId }))
  story.mustBe(
    'both desks see the same',
    board === JSON.stringify(await two.query('plant-slots.board', { locationId: club1.locationId })),
  )
  for (const desk of [one, two]) desk.close()
  await Promise.all(started.splice(0).reverse().map(stopProgram))
  story.say(await cli(['verify-log', ...club]))
}

interface Club {
  locationId: string
  memberships: [string, string]
  contested: string[]
  /** The last command of the set-up. */
  last: string
  version(desk: RemoteDesk): number
}

async function setUp(desk: RemoteDesk): Promise<Club> {
  const [planId, versionId, locationId] = [newId(), newId(), newId()]
  const terms = { durationType: 'MONTHS', durationValue: 1, priceMinor: 49_000, currency: 'TRY', slotAllocation: 0 }
  await desk.submit('memberships.create-plan', {
    planId,
    versionId,
    name: 'Basic',
    terms: { ...terms, slotAllocation: 1 },
  })
  const sell = async (givenName: string, code: string) => {
    const membershipId = newId()
    await desk.submit('memberships.enrol', {
      ...{ memberId: newId(), code, givenName, familyName: '', language: 'en' },
      ...{ membershipId, periodId: newId(), chargeId: newId(), planId, planVersionId: versionId },
    })
    return membershipId
  }
  const memberships: [string, string] = [await sell('Kim', 'K1M0-0001'), await sell('Ada', 'ADA0-0002')]
  await desk.submit('plant-slots.create-location', {
    locationId,
    code: 'greenhouse-1',
    name: 'Greenhouse 1',
    kind: 'greenhouse',
  })
  const slots = Array.from({ length: 5 }, (_, index) => ({
    id: newId(),
    slotNumber: `GH1-0${index + 1}`,
    ...{ row: 1, column: index + 1, level: 1 },
  }))
  const last = await desk.submit('plant-slots.create-slots', { locationId, slots })
  const contested = slots.slice(0, 1).map(({ id }) => id)
  return {
    locationId,
    memberships,
    contested,
    last: last.id,
    version: (of) => of.progress.get(last.id)?.serverVersion ?? 0,
  }
}

let ended = false
try {
  await play()
  ended = story.holds
} catch (error) {
  story.say(error instanceof Error ? error.message : String(error))
} finally {
  await Promise.all(started.reverse().map(stopProgram))
  rmSync(folder, { recursive: true, force: true })
}
process.stdout.write(ended ? 'demo: ok\n' : 'demo: FAILED\n')
process.exit(ended ? 0 : 1)
