import { describe, expect, it } from 'vitest'
import { clashRefusal, namesWhatWasSeen } from '../../../src-shared/modules/memberships/edit-rules.ts'
import {
  contactKeys,
  emailKey,
  fullName,
  looksLikePhone,
  memberSearchText,
  phoneTail,
  samePhone,
} from '../../../src-shared/modules/memberships/member-rules.ts'
import { likeText, wordsOf } from '../../../src-shared/modules/memberships/search-text.ts'

describe('names', () => {
  it.each([
    ['Ayşe', 'Yılmaz', 'Ayşe Yılmaz'],
    ['서연', '김', '김서연'],
    ['Ali', '', 'Ali'],
    ['', 'Kim', 'Kim'],
    ['محمد', 'الحداد', 'محمد الحداد'],
    ['Anna', '김', 'Anna 김'],
    ['김', 'Anna', '김 Anna'],
  ])('%s + %s is %s', (given, family, full) => {
    expect(fullName(given, family)).toBe(full)
  })

  it('DX-R21 are found by themselves, the card and the number, and Korean ones by their initials', () => {
    const member = { code: 'K7QM-2B4C', memberNumber: 'HG-12' }
    const text = memberSearchText({ givenName: 'Işıl', familyName: 'Çelik', ...member })
    expect(text).toBe('isil celik k7qm-2b4c hg-12')
    const korean = memberSearchText({ givenName: '서연', familyName: '김', ...member, memberNumber: null })
    for (const typed of ['김서', 'ㄱㅅㅇ', 'k7qm']) {
      for (const word of wordsOf(typed)) expect(korean).toContain(word)
    }
  })

  it('a percent sign that was typed is a percent sign that is looked for', () => {
    expect(likeText('50%_\\')).toBe('50\\%\\_\\\\')
    expect(wordsOf('  ')).toEqual([])
  })
})

describe('telephones and addresses', () => {
  it.each([
    ['+90 532 123 45 67', '+905321234567', '4567'],
    ['0090 (532) 123-45-67', '+905321234567', '4567'],
    ['0532 123 45 67', null, '4567'],
    ['112', null, '112'],
    ['+112', null, '112'],
    ['+1234567890123456', null, '3456'],
    ['+123456789012345', '+123456789012345', '2345'],
    ['+12345678', '+12345678', '5678'],
    ['+1234567', null, '4567'],
    [' +90 532 123 45 67', '+905321234567', '4567'],
    ['＋８２ 10 1234 5678', '+821012345678', '5678'],
    ['0532 100 45 67', null, '4567'],
  ])('%s', (phone, phone_e164, phone_tail) => {
    expect(contactKeys({ email: null, phone })).toEqual({ email_key: null, phone_e164, phone_tail })
  })

  it('nothing has no keys', () => {
    expect(contactKeys({ email: ' A@B.Com ', phone: null })).toEqual({
      email_key: 'a@b.com',
      phone_e164: null,
      phone_tail: null,
    })
    expect(contactKeys({ email: null, phone: '()' }).phone_tail).toBeNull()
    expect(emailKey('A@B.com')).toBe('a@b.com')
    expect(phoneTail('1')).toBe('1')
  })

  it.each([
    ['+905321234567', '0532 123 45 67', true],
    ['05321234567', '5321234567', true],
    ['+905321234567', '+905321234567', true],
    ['+905321234567', '+495321234567', false],
    ['0532 123 45 67', '0533 123 45 67', false],
    ['4567', '+905321234567', false],
    ['', '', false],
    ['123 45 67', '0212 123 45 67', true],
    ['123 45 6', '0212 123 45 6', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(samePhone(a, b)).toBe(same)
    expect(samePhone(b, a)).toBe(same)
  })

  it.each([
    ['0532 123 45 67', true],
    ['+90-532-123.45.67', true],
    ['4567', false],
    ['K7QM-2B4C', false],
    ['0000000', false],
    ['00 00 00 00', false],
    ['123 45 67', true],
    [' +90 532 123 45 67 ', true],
    ['＋８２ 10 1234 5678', true],
    ['room 0532 123 45 67', false],
    ['0532 123 45 67 ext', false],
    ['tel:05321234567', false],
  ])('%s looks like a telephone: %s', (text, phone) => {
    expect(looksLikePhone(text)).toBe(phone)
  })
})

describe('MB-R62 edits of the same thing', () => {
  const edit = (present: object, changes: object, seen: object) =>
    clashRefusal({
      command: 'update-member',
      input: { memberId: 'm', changes, seen },
      key: 'changes',
      present: { ...present },
      changes: { ...changes },
      seen: { ...seen },
      writtenAt: (field) => `when ${field}`,
    })

  it('stand where the present value is the one seen, or already the one wanted', () => {
    expect(edit({ a: '1', b: null }, { a: '2', b: '3' }, { a: '1', b: null })).toBeNull()
    expect(edit({ a: '2' }, { a: '2' }, { a: '1' })).toBeNull()
    expect(edit({ a: '2' }, {}, {})).toBeNull()
    expect(edit({}, { a: undefined }, { a: null })).toBeNull()
  })

  it('clash where it is neither; mine after all, or theirs with the rest of mine', () => {
    const refusal = edit(
      { a: 'theirs', b: '1', c: 'theirs' },
      { a: 'mine', b: '2', c: null },
      { a: '1', b: '1', c: '1' },
    )
    expect(refusal).toMatchObject({
      code: 'version_conflict',
      rule: 'MB-R62',
      params: { field: 'a', theirs: 'theirs', mine: 'mine', at: 'when a' },
      alternatives: [
        {
          label: 'memberships.use_mine',
          input: { changes: { a: 'mine', b: '2', c: null }, seen: { a: 'theirs', b: '1', c: 'theirs' } },
        },
        { label: 'memberships.keep_theirs', command: 'memberships.update-member', input: { changes: { b: '2' } } },
      ],
    })
    expect(edit({ a: 'theirs' }, { a: 'mine' }, { a: '1' })?.alternatives).toHaveLength(1)
  })

  it('say what was seen of everything they change', () => {
    expect(namesWhatWasSeen({ a: '1' }, { a: null, b: '2' })).toBe(true)
    expect(namesWhatWasSeen({ a: '1' }, { b: '2' })).toBe(false)
    expect(namesWhatWasSeen({ a: '1', b: '2' }, { a: null })).toBe(false)
  })
})
