import { join } from 'node:path'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { Release } from '../../src-shared/update/manifest.ts'
import type { UpdateStatus } from '../../src-shared/update/status.ts'
import { type DownloadRefusal, download, type FetchPackage } from './download.ts'
import { forgetKept, type KeptUpdate, readKept, writeKept } from './kept-update.ts'
import { type ManifestRefusal, readManifest } from './read-manifest.ts'
import type { ReleaseKey } from './release-keys.ts'
import { judgeRelease, postponableUntil, type ReleaseRefusal, type Standing } from './release-rules.ts'
import { nextUpdateState, type UpdateEvent } from './transitions.ts'

/** Where releases come from: the desk's own server or hub, and nowhere else. */
export interface UpdateSource {
  /** The manifest for this desk; null where the server has none, or is not there. */
  manifest(): Promise<string | null>
  fetchPackage: FetchPackage
}

export interface UpdaterParts {
  /** Where the package and what is known of it lie: a folder for this alone. */
  folder: string
  keys: readonly ReleaseKey[]
  standing: Standing
  source: UpdateSource
  /** False in a browser: there it only says which version the server wants (DX-R53). */
  installs?: boolean
  now?: () => Date
}

export type UpdateFailure = ManifestRefusal | ReleaseRefusal | Exclude<DownloadRefusal, 'package_unreachable'>

const nothing: Omit<UpdateStatus, 'running' | 'installs'> = {
  ...{ state: 'none', version: null, critical: false, received: 0, size: 0 },
  ...{ failure: null, postponedUntil: null, postponableUntil: null },
}

/**
 * DX-R52: brings a new version of the app to the point where the system can install it. Whatever is wrong with it, the
 * present version goes on; a refused package is gone from the disk.
 */
export class Updater {
  readonly #parts: Required<UpdaterParts>
  #status: UpdateStatus
  #release: Release | null = null
  #kept: KeptUpdate | null
  #checking: Promise<UpdateStatus> | null = null

  constructor(parts: UpdaterParts) {
    this.#parts = { now: () => new Date(), installs: true, ...parts }
    this.#status = this.#blank()
    this.#kept = readKept(parts.folder)
    this.#settle()
  }

  get status(): UpdateStatus {
    return this.#status
  }

  /** Looks for a release and fetches it; goes on with what it had where the server is away. One at a time. */
  check(): Promise<UpdateStatus> {
    this.#checking ??= this.#look().finally(() => {
      this.#checking = null
    })
    return this.#checking
  }

  /** Puts the update off. Refused: a critical one, or beyond 14 days after it was found. */
  postpone(until: Date): Rejection | null {
    const latest = this.#status.postponableUntil
    if (!this.#kept || latest === null) return rejection('update_none')
    if (until > new Date(latest)) return rejection('update_postponed_too_long', { latest })
    this.#keep({ ...this.#kept, postponedUntil: until.toISOString() })
    this.#status = { ...this.#status, postponedUntil: until.toISOString() }
    return null
  }

  /**
   * The package to hand to the system now; null where none is ready, where the person has put it off, or while the
   * desk is `busy`. Asked at quit, and at the start after a postponement has run out.
   */
  takeForInstall(busy: boolean): string | null {
    const kept = this.#kept
    const release = this.#release
    if (busy || this.#status.state !== 'ready' || !kept || !release) return null
    if (kept.postponedUntil && this.#parts.now() < new Date(kept.postponedUntil)) return null
    this.#keep({ ...kept, installedOver: this.#parts.standing.version })
    this.#go('install')
    return join(this.#parts.folder, release.file)
  }

  /** What an earlier start has installed, and it runs now, or does not. */
  #settle(): void {
    const { folder, keys, standing } = this.#parts
    if (!this.#kept) return
    const release = readManifest(this.#kept.manifest, keys)
    if (typeof release === 'string' || release.version === standing.version) {
      this.#kept = null
      forgetKept(folder)
    } else this.#release = release
  }

  async #look(): Promise<UpdateStatus> {
    const { keys, standing, source } = this.#parts
    if (keys.length === 0) return this.#status
    const text = (await source.manifest()) ?? this.#kept?.manifest ?? null
    if (text === null) return this.#status
    const release = readManifest(text, keys)
    if (typeof release === 'string') return this.#refuse(release)
    const verdict = judgeRelease(release, standing)
    if (verdict === 'not_yet') return this.#withdraw()
    if (verdict !== 'take') return this.#refuse(verdict)
    this.#found(text, release)
    return this.#parts.installs ? this.#fetch(release) : this.#status
  }

  #blank(): UpdateStatus {
    const { installs, standing } = this.#parts
    return { ...nothing, running: standing.version, installs }
  }

  #found(manifest: string, release: Release): void {
    const isKnown = this.#release?.version === release.version && this.#release.sha512 === release.sha512
    this.#release = release
    // A release that is only offered to more desks is not a new one: who has put it off is not asked again.
    const fresh = { foundAt: this.#parts.now().toISOString(), postponedUntil: null, installedOver: null }
    const kept = { ...((isKnown && this.#kept) || fresh), manifest }
    if (this.#kept?.manifest !== manifest) this.#keep(kept)
    if (isKnown && this.#status.state !== 'none' && this.#status.failure === null) return
    const { version, critical, size } = release
    const { postponedUntil, foundAt } = kept
    const latest = postponableUntil(release, new Date(foundAt)).toISOString()
    this.#go('found', { ...this.#blank(), version, critical, size, postponedUntil, postponableUntil: latest })
  }

  async #fetch(release: Release): Promise<UpdateStatus> {
    if (this.#status.state === 'ready' || this.#status.state === 'installed') return this.#status
    const { folder, source } = this.#parts
    this.#go('begin')
    const came = await download(release, join(folder, release.file), source.fetchPackage, (received) => {
      this.#status = { ...this.#status, received }
    })
    // What broke off goes on at the next look.
    if (came === 'package_unreachable') return this.#status
    if (came !== 'whole') return this.#refuse(came)
    this.#go('whole', { ...this.#status, received: release.size })
    return this.#go('stage')
  }

  #refuse(failure: UpdateFailure): UpdateStatus {
    this.#forget()
    return this.#go('refuse', { ...this.#blank(), failure })
  }

  #withdraw(): UpdateStatus {
    this.#forget()
    return this.#go('withdraw', this.#blank())
  }

  #forget(): void {
    this.#kept = null
    this.#release = null
    forgetKept(this.#parts.folder)
  }

  #keep(kept: KeptUpdate): void {
    this.#kept = kept
    writeKept(this.#parts.folder, kept)
  }

  /** One step of the table; an event that has no place there changes nothing. */
  #go(event: UpdateEvent, status: UpdateStatus = this.#status): UpdateStatus {
    const state = nextUpdateState(this.#status.state, event)
    if (state) this.#status = { ...status, state }
    return this.#status
  }
}
