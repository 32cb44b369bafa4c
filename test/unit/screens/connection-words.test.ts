import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Connection, connections, type DeskStatus } from '../../../src-main/desk/api/desk-api.ts'
import { connectionWords } from '../../../src-renderer/app/connection-words.ts'
import en from '../../../src-renderer/i18n/en.json' with { type: 'json' }
import es from '../../../src-renderer/i18n/es.json' with { type: 'json' }
import { formatIn } from '../../../src-renderer/i18n/format-in.ts'
import ko from '../../../src-renderer/i18n/ko.json' with { type: 'json' }
import tr from '../../../src-renderer/i18n/tr.json' with { type: 'json' }
import { languages } from '../../../src-shared/kernel/rejection.ts'

const dictionaries = { en, es, ko, tr }
const speakers = new Map<string, TFunction>()
beforeAll(async () => {
  for (const language of languages) {
    const instance = i18next.createInstance()
    const resources = { [language]: { translation: dictionaries[language] } }
    await instance.init({ lng: language, resources, interpolation: { escapeValue: false } })
    speakers.set(language, instance.t)
  }
})

const until = '2026-11-20T15:40:00.000Z'
const status = (connection: Connection, more: Partial<DeskStatus> = {}) => ({
  ...{ connection, queued: 12, atRisk: 0, lastPulledAt: until, offlineSince: until, offlineUntil: until, version: 3 },
  ...{ firstSync: { table: 'members', done: 41, of: 100 }, catchingUp: { rows: 640 }, waitingUntil: until },
  ...{ leaseEnded: false, trouble: null, user: null, tenant: null, desk: null, rights: {}, away: false, ...more },
})
const say = (language: string, connection: Connection, more: Partial<DeskStatus> = {}) => {
  const t = speakers.get(language)
  if (!t) throw new Error(`Nobody speaks ${language}`)
  return connectionWords(
    status(connection, more),
    t,
    formatIn(language, 'UTC', () => new Date(until)),
  )
}

describe('[DX-A31] the connection in words', () => {
  test.each(languages)(
    '%s: every state has a line and a sentence of its own, with nothing left open in them',
    (language) => {
      const said = connections.map((connection) => say(language, connection))
      for (const { short, long } of said) {
        expect(short.length).toBeGreaterThan(1)
        expect(`${short} ${long}`).not.toMatch(/\{\{|connection\.|undefined/)
      }
      expect(new Set(said.map(({ long }) => long)).size).toBeGreaterThanOrEqual(connections.length - 1)
    },
  )

  test('every sentence is another one in another language', () => {
    for (const connection of connections) {
      const all = languages.map((language) => say(language, connection).long)
      expect(new Set(all).size, connection).toBe(languages.length)
    }
  })

  test('it counts what is sent, loaded and caught up with, and says until when it waits', () => {
    expect(say('en', 'sending').short).toBe('Sending 12')
    expect(say('en', 'first_sync').short).toBe('Loading Members: 41 of 100')
    expect(say('en', 'catching_up').long).toContain('640 changes have arrived. You can go on.')
    expect(say('en', 'waiting').short).toMatch(/^Server busy until 3:40/)
    expect(say('tr', 'sending').short).toBe('12 gönderiliyor')
    expect(say('ko', 'sending').short).toBe('12건 전송 중')
  })

  test('offline says what is held, when it goes out, and how long one may go on', () => {
    expect(say('en', 'offline').long).toMatch(
      /^Offline since 3:40.PM\. 12 held here, sent when the network is back\. You may work offline until/,
    )
    expect(say('en', 'offline', { leaseEnded: true }).long).toMatch(/The right to work offline ended 3:40.PM/)
  })

  test.each(['disk_low', 'disk_full', 'clock_off', 'journal_not_durable', 'replica_broken'])(
    'trouble %s says what is wrong in every language, also beside a choice to work offline',
    (trouble) => {
      for (const language of languages) {
        const told = say(language, 'trouble', { trouble })
        expect(told.short).not.toBe(say(language, 'trouble').short)
        expect(say(language, 'working_offline', { trouble }).long).toContain(told.long)
      }
    },
  )
})
