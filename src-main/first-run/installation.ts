import { existsSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Json } from '../../src-shared/kernel/json.ts'
import { Refused, type Rejection, reject, rejection } from '../../src-shared/kernel/rejection.ts'
import { demoOwner, demoPassword } from '../../src-shared/sync/demo.ts'
import type { Answer } from '../desk/answer.ts'
import type { FirstRunAnswers, SetUpStep, Setup } from '../desk/api/first-run-api.ts'
import type { OpenedDesk, OpenOptions } from '../desk/open-desk.ts'
import { openDesk } from '../desk/open-desk.ts'
import type { Log } from '../host/log.ts'
import type { Awake } from '../hub/awake.ts'
import type { EmbeddedServer } from '../hub/embedded-server.ts'
import { Hub } from '../hub/hub.ts'
import type { ForkServer } from '../hub/server-process.ts'
import { askDesk } from './ask-desk.ts'
import { checkServer } from './check-server.ts'
import { freePort, LocalServer, localAddress } from './local-server.ts'
import { SetupDoor } from './setup-door.ts'
import { readSetup, type SetupFile, writeSetup } from './setup-file.ts'

/** What its desk has of the host, whichever desk that is. */
type Shared = 'platform' | 'report' | 'vault' | 'updates'

/** What an installation is opened with. */
export interface SetupOptions extends Pick<OpenOptions, Shared | 'folder' | 'name'> {
  /** Whoever carries the servers on this computer; null where the host cannot. */
  fork: ForkServer | null
  /** Keeps this machine awake for the desks of its hub; where there is nothing, its owner does. */
  awake?: Awake
  log: Log
}

/** How long the demo may take to be made (ms). */
const demoWithin = 15 * 60_000

type Doing = Setup['doing']
type Organisation = Extract<SetUpStep, { do: 'organisation' }>

/**
 * An installation from its first start on (DX-R47): nothing yet, a desk of some server, of a server on this computer,
 * or of the demo, each in its own part of the folder. What has been answered is kept with every step, so a first run
 * that breaks off goes on where it was.
 */
export class Installation {
  readonly door = new SetupDoor({ setup: () => this.#setup(), setUp: (step) => this.#take(step) })
  readonly #options: SetupOptions
  #kept: SetupFile
  #doing: Doing = 'idle'
  #failure: Rejection | null = null
  #desk: OpenedDesk | null = null
  #server: LocalServer | null = null
  #hub: Hub | null = null

  private constructor(options: SetupOptions) {
    this.#options = options
    this.#kept = readSetup(options.folder, options.name)
  }

  /** Opens what the folder was set up as; for a fresh folder the screens ask. */
  static async open(options: SetupOptions): Promise<Installation> {
    const installation = new Installation(options)
    await installation.#resume()
    return installation
  }

  /** DX-R30: as the open desk's; where there is none, nothing waits. */
  async sendRest(): Promise<number> {
    return this.#desk?.sendRest() ?? 0
  }

  /** What is under way is not waited for: it begins again at the next start. */
  async close(): Promise<void> {
    await this.#closeAll()
  }

  /** Opens the desk at once where there is one; a server on this computer may take its time. */
  async #resume(): Promise<void> {
    const { kind, answers, serverPort, demoPort } = this.#kept
    if (kind === 'server') await this.#openDesk(answers.address)
    if (kind === 'here' && serverPort !== null) {
      this.#keepServing('server', serverPort)
      await this.#openDesk(localAddress(serverPort))
    }
    if (kind !== 'demo') return
    if (demoPort !== null && existsSync(this.#path('demo', 'is-ready'))) {
      this.#keepServing(join('demo', 'server'), demoPort)
      await this.#openDesk(localAddress(demoPort))
    } else this.#begin('starting', () => this.#makeDemo())
  }

  #setup(): Setup {
    const { kind, answers } = this.#kept
    const [doing, failure, canHost] = [this.#doing, this.#failure, this.#options.fork !== null]
    return { kind, answers, doing, failure, canHost, mayLeave: this.#mayLeave('leave') === null }
  }

  async #take(step: SetUpStep): Promise<Answer<Json>> {
    if (step.do === 'check') return checkServer(step.address)
    if (step.do === 'remember') return this.#remember(step.answers)
    if (this.#doing !== 'idle') return done
    const allowed = step.do === 'leave' || step.do === 'reset_demo' ? this.#mayLeave(step.do) : this.#mayBegin()
    if (allowed) return { ok: false, failure: allowed }
    if (step.do === 'connect') this.#begin('opening', () => this.#connect(step.address, step.deskName))
    if (step.do === 'organisation') this.#begin('starting', () => this.#openOrganisation(step))
    if (step.do === 'demo') this.#begin('starting', () => this.#makeDemo())
    if (step.do === 'reset_demo') this.#begin('starting', () => this.#resetDemo())
    if (step.do === 'leave') this.#begin('opening', () => this.#leave())
    return done
  }

  #mayBegin(): Rejection | null {
    return this.#kept.kind === 'undecided' ? null : rejection('setup_done')
  }

  /** The demo can be left; so can a server that nobody here has signed in to. */
  #mayLeave(what: 'leave' | 'reset_demo'): Rejection | null {
    const { kind } = this.#kept
    if (kind === 'demo') return null
    const untouched = kind === 'server' && !existsSync(this.#path('tenants'))
    return what === 'leave' && untouched ? null : rejection('setup_done')
  }

  #remember(answers: FirstRunAnswers): Answer<Json> {
    this.#keep({ answers })
    return done
  }

  async #connect(address: string, deskName: string): Promise<void> {
    this.#keep({ kind: 'server', answers: { ...this.#kept.answers, address, deskName } })
    await this.#openDesk(address)
  }

  /** A server on this computer, an organisation on it with its owner, and a desk on which they are signed in. */
  async #openOrganisation({ organisation, deskName }: Organisation): Promise<void> {
    const { ownerName: displayName, email, password, ...tenant } = organisation
    const port = this.#kept.serverPort ?? (await freePort())
    this.#keep({ serverPort: port, answers: { ...this.#kept.answers, deskName } })
    const server = await this.#serve('server', port)
    const owner = { email, password, displayName }
    must(await server.ask('open-organisation', { slug: this.#kept.slug, ...tenant, owner }))
    this.#do('opening')
    await this.#openDesk(localAddress(port))
    await this.#signIn(email, password)
    this.#keep({ kind: 'here' })
  }

  /** A server with the demo in it, and a desk of the demo on which its owner is signed in. */
  async #makeDemo(): Promise<void> {
    const ready = this.#path('demo', 'is-ready')
    // One that was left half full is begun again.
    if (!existsSync(ready)) await rm(this.#path('demo'), { recursive: true, force: true })
    const port = this.#kept.demoPort ?? (await freePort())
    this.#keep({ demoPort: port })
    const server = await this.#serve(join('demo', 'server'), port)
    if (!existsSync(ready)) {
      this.#do('filling')
      must(await server.ask('seed-demo', {}, demoWithin))
      writeFileSync(ready, '')
    }
    this.#do('opening')
    this.#kept = { ...this.#kept, kind: 'demo' }
    await this.#openDesk(localAddress(port))
    await this.#signIn(demoOwner.email, demoPassword)
    this.#keep({ kind: 'demo' })
  }

  async #resetDemo(): Promise<void> {
    await this.#closeAll()
    await rm(this.#path('demo'), { recursive: true, force: true })
    await this.#makeDemo()
  }

  async #leave(): Promise<void> {
    await this.#closeAll()
    this.#keep({ kind: 'undecided', answers: { ...this.#kept.answers, step: 'way', way: null } })
  }

  async #serve(part: string, port: number) {
    await this.#server?.stop()
    this.#server = await LocalServer.start(this.#serverIn(part, port)).catch((error: unknown) => {
      this.#options.report(error, 'starting the server')
      return reject('server_not_started')
    })
    this.#hub = this.#hubOf(part, this.#server)
    return (await this.#server.running()) ?? reject('server_not_started')
  }

  #keepServing(part: string, port: number): void {
    if (!this.#options.fork) return
    this.#server = LocalServer.keepTrying(this.#serverIn(part, port), () => {
      void this.#hub?.resume()
      void this.#ask('tryNow', {})
    })
    this.#hub = this.#hubOf(part, this.#server)
  }

  /** The server of this computer as a hub for others (DX-R49); the demo is nobody else's. */
  #hubOf(part: string, server: LocalServer): Hub | null {
    if (part !== 'server') return null
    const ask: EmbeddedServer['ask'] = async (...question) =>
      (await (await server.running())?.ask(...question)) ?? { ok: false, failure: rejection('desk_unavailable') }
    const { awake } = this.#options
    return new Hub({ server: { ask }, folder: this.#path('hub'), ...(awake && { awake }) })
  }

  #serverIn(part: string, port: number) {
    const { fork, log } = this.#options
    return { folder: this.#path(part), port, log, fork: fork ?? reject('server_not_started') }
  }

  async #openDesk(server: string): Promise<void> {
    const { folder, platform, report, vault, updates = null } = this.#options
    const demo = this.#kept.kind === 'demo'
    const name = demo ? this.#options.name : this.#kept.answers.deskName
    await this.#desk?.close()
    this.#desk = await openDesk({
      folder: demo ? join(folder, 'demo', 'desk') : folder,
      name,
      platform,
      server,
      demo,
      report,
      updates,
      ...(this.#hub ? { localHub: this.#hub } : {}),
      ...(vault && { vault }),
    })
    this.door.to(this.#desk.door)
  }

  /** Somebody who is signed in stays so. */
  async #signIn(email: string, password: string): Promise<void> {
    must(await this.#ask('signIn', { email, password }))
  }

  #ask(name: 'signIn' | 'tryNow', input: Json): Promise<Answer<Json>> {
    return this.#desk
      ? askDesk(this.#desk.door, name, input)
      : Promise.resolve({ ok: false, failure: rejection('desk_unavailable') })
  }

  async #closeAll(): Promise<void> {
    this.door.to(null)
    await this.#desk?.close()
    this.#desk = null
    await this.#hub?.end()
    this.#hub = null
    await this.#server?.stop()
    this.#server = null
  }

  #begin(doing: Doing, work: () => Promise<void>): void {
    this.#failure = null
    this.#do(doing)
    void work()
      .catch(async (error: unknown) => {
        if (!(error instanceof Refused)) this.#options.report(error, 'first run')
        this.#failure = error instanceof Refused ? error.rejection : rejection('server_not_started')
        // As it was before: the answers are kept, and the step can be taken again.
        await this.#closeAll()
        this.#kept = readSetup(this.#options.folder, this.#options.name)
      })
      .finally(() => this.#do('idle'))
  }

  #do(doing: Doing): void {
    this.#doing = doing
    this.door.changed()
  }

  #keep(change: Partial<SetupFile>): void {
    this.#kept = { ...this.#kept, ...change }
    writeSetup(this.#options.folder, this.#kept)
    this.door.changed()
  }

  #path(...parts: string[]): string {
    return join(this.#options.folder, ...parts)
  }
}

const done: Answer<Json> = { ok: true, value: null }

/** The value, or the refusal is thrown. */
function must(answer: Answer<Json>): void {
  if (!answer.ok) throw new Refused(answer.failure)
}
