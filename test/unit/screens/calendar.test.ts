import { describe, expect, test } from 'vitest'
import { formatIn } from '../../../src-renderer/i18n/format-in.ts'
import { beginning, spanAfterKey } from '../../../src-renderer/kit/calendar/block.ts'
import { hoursOf, instantOf, wallTimeOf } from '../../../src-renderer/kit/calendar/wall-time.ts'

describe('wall times', () => {
  test('[DX-A45] what is planned in Istanbul is drawn as Istanbul reads it, wherever the desk stands', () => {
    expect(wallTimeOf('2027-03-01T09:00:00.000Z', 'Europe/Istanbul')).toBe('2027-03-01 12:00:00')
    expect(wallTimeOf('2027-03-01T09:00:00.000Z', 'Asia/Seoul')).toBe('2027-03-01 18:00:00')
    expect(instantOf('2027-03-01 12:00:00', 'Europe/Istanbul')).toBe('2027-03-01T09:00:00.000Z')
  })

  test('[DX-A45] a day on which the clocks change has 23 or 25 hours, every other 24', () => {
    expect(hoursOf('2027-03-28', '2027-03-29', 'Europe/Madrid')).toBe(23)
    expect(hoursOf('2027-10-31', '2027-11-01', 'Europe/Madrid')).toBe(25)
    expect(hoursOf('2027-03-28', '2027-03-29', 'Europe/Istanbul')).toBe(24)
  })

  test('[DX-A45] a time that no clock shows is an hour later', () => {
    const instant = instantOf('2027-03-28 02:30:00', 'Europe/Madrid')
    expect(wallTimeOf(instant, 'Europe/Madrid')).toBe('2027-03-28 03:30:00')
  })

  test('[DX-R44] a zone is called what people call it', () => {
    expect(formatIn('en', 'UTC').zone('Asia/Seoul')).toMatch(/Korea/)
    expect(formatIn('tr', 'UTC').zone('Europe/Istanbul')).not.toBe('')
  })
})

describe('blocks by key', () => {
  const span = { start: '2027-03-01T09:00:00.000Z', end: '2027-03-01T09:45:00.000Z', resourceId: 'b' }
  const resources = ['a', 'b', 'c'].map((id) => ({ id, title: id }))
  const pressed = (view: 'day' | 'week' | 'resources', key: string, shift = false) =>
    spanAfterKey(span, { key, shift, view, step: 15, resources })

  test('[DX-R37] arrows move along time by a step and across days or resources, keeping the length', () => {
    expect(pressed('week', 'ArrowDown')).toMatchObject({
      start: '2027-03-01T09:15:00.000Z',
      end: '2027-03-01T10:00:00.000Z',
    })
    expect(pressed('week', 'ArrowLeft')).toMatchObject({
      start: '2027-02-28T09:00:00.000Z',
      end: '2027-02-28T09:45:00.000Z',
    })
    expect(pressed('resources', 'ArrowRight')).toMatchObject({ start: '2027-03-01T09:15:00.000Z', resourceId: 'b' })
    expect(pressed('resources', 'ArrowDown')).toMatchObject({ start: span.start, end: span.end, resourceId: 'c' })
    expect(pressed('day', 'ArrowLeft')).toBeNull()
  })

  test('[DX-R37] Shift+arrows move the end, never to before one step after the start', () => {
    expect(pressed('week', 'ArrowDown', true)).toMatchObject({ start: span.start, end: '2027-03-01T10:00:00.000Z' })
    const short = { ...span, end: '2027-03-01T09:15:00.000Z' }
    expect(spanAfterKey(short, { key: 'ArrowUp', shift: true, view: 'day', step: 15, resources })).toBeNull()
    expect(pressed('week', 'ArrowLeft', true)).toBeNull()
  })

  test('[DX-R37] there is nothing above the first resource or below the last', () => {
    const top = { ...span, resourceId: 'a' }
    expect(spanAfterKey(top, { key: 'ArrowUp', shift: false, view: 'resources', step: 15, resources })).toBeNull()
  })

  test('a block put elsewhere keeps its length and, unless told, its resource', () => {
    expect(beginning(span, '2027-03-02T10:00:00.000Z')).toEqual({
      start: '2027-03-02T10:00:00.000Z',
      end: '2027-03-02T10:45:00.000Z',
      resourceId: 'b',
    })
  })
})
