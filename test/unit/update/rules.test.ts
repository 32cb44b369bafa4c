import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isInRollout } from '../../../src-main/update/release-rules.ts'
import { beginStart, startWentWell } from '../../../src-main/update/starts.ts'
import { nextUpdateState } from '../../../src-main/update/transitions.ts'
import { newId } from '../../../src-shared/kernel/id.ts'
import { compareVersions, release } from '../../../src-shared/update/manifest.ts'
import { updateStates } from '../../../src-shared/update/status.ts'
import { standing } from './releases.ts'

const some = release.parse({
  ...{ format: 1, channel: 'stable', platform: 'linux-x64', version: '1.1.0', downgrade: false, critical: false },
  ...{ rollout: 10, minimumOs: '5', file: 'a', size: 1, sha512: `${'A'.repeat(86)}==` },
  publishedAt: '2026-11-20T10:00:00.000Z',
})

describe('[DX-R52] the stages of a release', () => {
  const desks = Array.from({ length: 2000 }, () => ({ ...standing, deskId: newId() }))
  const share = (rollout: number, version = '1.1.0') =>
    desks.filter((desk) => isInRollout({ ...some, rollout, version }, desk))

  test('reach about as many desks as they say, and whoever had it at 10 % has it at 50 %', () => {
    expect(share(10).length / desks.length).toBeCloseTo(0.1, 1)
    expect(share(50).length / desks.length).toBeCloseTo(0.5, 1)
    expect([share(0).length, share(100).length]).toEqual([0, desks.length])
    const half = new Set(share(50))
    expect(share(10).filter((desk) => !half.has(desk))).toEqual([])
  })

  test('another version begins with other desks', () => {
    const first = new Set(share(10))
    const again = share(10, '1.2.0').filter((desk) => first.has(desk))
    expect(again.length).toBeLessThan(first.size / 2)
  })

  test('a hub goes first, but not before the release goes out at all', () => {
    for (const desk of desks.slice(0, 50)) {
      expect(isInRollout({ ...some, rollout: 1 }, { ...desk, isHub: true })).toBe(true)
      expect(isInRollout({ ...some, rollout: 0 }, { ...desk, isHub: true })).toBe(false)
    }
  })
})

test('[DX-R52] versions are compared as numbers', () => {
  for (const [low, high] of [
    ['1.9.0', '1.10.0'],
    ['1.0.9', '1.1.0'],
    ['0.99.99', '1.0.0'],
    ['10', '10.0.1'],
  ] as const) {
    expect(compareVersions(low, high)).toBeLessThan(0)
    expect(compareVersions(high, low)).toBeGreaterThan(0)
  }
  expect(compareVersions('10.0', '10')).toBe(0)
})

test.each(['../x', 'a/b', '.hidden', '', 'a\\b', 'a b', 'x'.repeat(101)])(
  '[DX-R52] a package is never named %j',
  (file) => expect(release.safeParse({ ...some, file }).success).toBe(false),
)

describe('[DX-R52] the life of an update', () => {
  test('nothing is installed that was not verified and staged', () => {
    const before = updateStates.filter((state) => nextUpdateState(state, 'install') === 'installed')
    expect(before).toEqual(['ready'])
    expect(updateStates.filter((state) => nextUpdateState(state, 'stage') === 'ready')).toEqual(['verified'])
    expect(updateStates.filter((state) => nextUpdateState(state, 'whole') === 'verified')).toEqual(['downloading'])
  })

  test('anything may fail, and from there only a new find leads on', () => {
    for (const state of updateStates) expect(nextUpdateState(state, 'refuse')).toBe('failed')
    expect(nextUpdateState('failed', 'found')).toBe('available')
    for (const event of ['begin', 'whole', 'stage', 'install'] as const)
      expect(nextUpdateState('failed', event)).toBeNull()
  })
})

test('[DX-A51] [DX-R52] after two failed starts of a version the former one is offered', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-starts-'))
  const file = join(folder, 'updates', 'starts.json')
  expect([beginStart(file, '1.1.0'), beginStart(file, '1.1.0'), beginStart(file, '1.1.0')]).toEqual([
    false,
    false,
    true,
  ])
  expect(beginStart(file, '1.2.0')).toBe(false)
  beginStart(file, '1.2.0')
  startWentWell(file)
  expect([beginStart(file, '1.2.0'), beginStart(file, '1.2.0')]).toEqual([false, false])
  rmSync(folder, { recursive: true })
})
