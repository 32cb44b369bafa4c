import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openDesk } from '../../src-main/desk/open-desk.ts'
import { serveDesk } from '../../src-main/host-web/serve.ts'
import { rendererFolder } from '../../src-main/start/screens.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { password, startAuthority } from '../fixtures/authority.ts'
import { launchBrowser } from '../fixtures/browser.ts'
import { openEmpty } from '../fixtures/prepared.ts'
import { RemoteDesk } from '../fixtures/remote-desk.ts'
import { type Garden, plantGarden } from '../server/garden.ts'
import { WireDesk } from '../server/wire.ts'
import { goTo, promiseStorage, type WindowLooks } from './screens-world.ts'

/** A club with one greenhouse and members who may hold one slot each. */
export interface Club {
  garden: Garden
  /** The owner at another desk, without pixels. */
  owner: WireDesk
  /** The command of giving a slot to a member, by their places. */
  allocation(member: number, slot?: number): JsonObject
  /** Opens the front desk's own desk. */
  desk(): Promise<ClubDesk>
  /** Names of the commands that came from desks, in order. */
  log(): Promise<{ name: string; verdict: string; desk_seq: number | null }[]>
  close(): Promise<void>
}

/** A desk at which the front desk works. */
export interface ClubDesk {
  behind: RemoteDesk
  window(looks?: WindowLooks): Promise<Page>
}

export async function openClub({ members = 4, slots = 9 } = {}): Promise<Club> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-club-'))
  const authority = await startAuthority(await openEmpty())
  const { id } = await authority.tenant('club', ['owner', 'frontdesk'])
  const owner = await WireDesk.signIn(authority.url, 'owner@club.test')
  const garden = await plantGarden((name, input) => owner.must(name, input), { members, slots })
  const browser = await launchBrowser()
  const closing: (() => Promise<unknown>)[] = []
  return {
    garden,
    owner,
    allocation: (member, slot = member) => ({
      membershipId: garden.members[member]?.membershipId ?? '',
      pick: { slotIds: [garden.slots[slot]?.id ?? ''] },
    }),
    async desk() {
      const name = `desk-${closing.length + 1}`
      const report = (error: unknown, during: string) => process.stderr.write(`${during}: ${String(error)}\n`)
      const options = { folder: join(folder, name), server: authority.url, name, platform: 'web' as const, report }
      const { door, close } = await openDesk(options)
      const host = await serveDesk({ door, port: 0, rendererFolder })
      const address = () => `${new URL(host.url).origin}/#token=${host.newToken()}`
      const behind = await RemoteDesk.open(address())
      closing.push(async () => {
        behind.close()
        await host.close()
        await close()
      })
      await behind.call('signIn', { email: 'frontdesk@club.test', password })
      await behind.until(({ connection }) => connection === 'current')
      return {
        behind,
        async window({ scheme = 'light', language = 'en', density = 'comfortable', size } = {}) {
          const context = await browser.newContext({ viewport: size ?? { width: 1440, height: 900 } })
          const looks = JSON.stringify({ scheme, language, density, railOpen: true })
          await context.addInitScript((kept) => localStorage.setItem('holdfast.looks', kept), looks)
          const page = await context.newPage()
          page.setDefaultTimeout(45_000)
          await promiseStorage(browser, page)
          await page.goto(address())
          await page.waitForSelector('nav')
          await goTo(page, '/attention')
          return page
        },
      }
    },
    log: () =>
      inTenant(authority.database.db, id, (db) =>
        db
          .selectFrom('command_log')
          .select(['name', 'verdict', 'desk_seq'])
          .where('desk_id', 'is not', null)
          .where('desk_id', '<>', owner.id)
          .orderBy('seq')
          .execute(),
      ),
    async close() {
      await browser.close()
      await Promise.all(closing.map((close) => close()))
      await authority.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Cuts the desk off, does something, and joins it again. */
export async function whileCut({ behind }: ClubDesk, run: () => Promise<unknown>): Promise<void> {
  await behind.call('workOffline', { offline: true })
  await behind.until(({ connection }) => connection === 'working_offline')
  await run()
  await behind.call('workOffline', { offline: false })
  await behind.until(({ connection, queued }) => connection === 'current' && queued === 0)
}
