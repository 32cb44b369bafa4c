import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { defaultTemplates } from '../../src-shared/modules/desk/print-default-templates.ts'
import { onBothDatabases, type World } from './world.ts'

const save = 'desk.save-print-template'
const part = (name: string) => ({ block: 'part', part: name })

const template = (more: JsonObject = {}): JsonObject => {
  const id = newId()
  const { blocks } = defaultTemplates.receipt
  return {
    id,
    kind: 'receipt',
    language: 'tr',
    name: 'Fiş',
    widthMm: 80,
    body: { blocks: [...blocks] },
    defaultId: id,
    ...more,
  }
}

const looks = (more: JsonObject = {}): JsonObject => ({
  receiptHeader: { en: 'Main St 1', es: '', ko: '', tr: 'Ana Cad. 1' },
  receiptFooter: { en: 'Thank you', es: 'Gracias', ko: '감사합니다', tr: 'Teşekkürler' },
  densityDefault: 'comfortable',
  seenVersion: null,
  ...more,
})

/** Takes a command back as Ctrl+Z does. */
async function undo(world: World, name: string, input: JsonObject, outcome: JsonObject): Promise<void> {
  const back = domain.commands.get(name)?.undo(input, outcome)
  if (!back) throw new Error(`${name} cannot be taken back`)
  await world.must(back.command, back.input)
}

onBothDatabases('templates and looks of paper', (world: () => World) => {
  const kept = () => world().ask('desk.print-templates')

  it('a saved template is the usual one of its kind and language, and the former one is not', async () => {
    const [first, second] = [template(), template({ name: 'Kısa fiş' })]
    await world().must(save, first)
    await world().must(save, template({ language: 'ko' }))
    await world().must(save, second)
    expect(await kept()).toMatchObject([
      { language: 'ko', isDefault: true },
      { name: 'Fiş', isDefault: false },
      { name: 'Kısa fiş', isDefault: true },
    ])
  })

  it('[DX-R41] a receipt cannot leave out how sure it is, which copy it is, or the code that opens it', async () => {
    for (const left of ['stamp', 'copy', 'qr']) {
      const blocks = defaultTemplates.receipt.blocks.filter((block) => block.block !== 'part' || block.part !== left)
      expect(await world().refuses(save, template({ body: { blocks: [...blocks] } }))).toMatchObject({
        code: 'template_invalid',
        params: { path: `body.blocks.${left}` },
      })
    }
    expect(await kept()).toEqual([])
  })

  it.each([
    [{ blocks: [] }, 'body.blocks'],
    [{ blocks: [part('header'), { block: 'text', text: '{balance}' }] }, 'body.blocks.1.text'],
    [{ blocks: [part('header'), part('header')] }, 'body.blocks.header'],
    [{ blocks: [part('everything')] }, 'body.blocks.0.part'],
    [{}, 'body.blocks'],
  ])('a body that cannot be printed is refused with the path: %j', async (body, path) => {
    expect(await world().refuses(save, template({ kind: 'label', body }))).toMatchObject({
      code: 'template_invalid',
      params: { path },
    })
  })

  it('a template taken back leaves what was before: the former text, the former usual one, or nothing', async () => {
    const first = template()
    await world().must(save, first)
    const before = await kept()
    const changed = { ...first, name: 'Başka', body: { blocks: [part('copy'), part('stamp'), part('qr')] } }
    await undo(world(), save, changed, await world().must(save, changed))
    expect(await kept()).toEqual(before)
    const second = template({ name: 'Yeni' })
    await undo(world(), save, second, await world().must(save, second))
    expect(await kept()).toEqual(before)
  })

  it('only who may manage templates makes one, and only who may change the organisation its looks', async () => {
    expect(await world().refuses(save, template(), { as: 'frontdesk' })).toMatchObject({ code: 'actor_not_permitted' })
    for (const as of ['manager', 'editor'] as const) {
      expect(await world().refuses('desk.set-looks', looks(), { as })).toMatchObject({ code: 'actor_not_permitted' })
    }
  })

  it('looks are kept, and nobody overwrites what they have not seen', async () => {
    expect(await world().ask('desk.looks')).toMatchObject({ receiptHeader: { tr: '' }, version: null })
    const { version } = await world().must('desk.set-looks', looks())
    expect(await world().ask('desk.looks')).toMatchObject({ receiptHeader: { tr: 'Ana Cad. 1' }, version })
    expect(await world().refuses('desk.set-looks', looks())).toMatchObject({ code: 'version_conflict' })
    const second = looks({ receiptFooter: { en: 'Bye', es: '', ko: '', tr: '' }, seenVersion: version ?? null })
    await undo(world(), 'desk.set-looks', second, await world().must('desk.set-looks', second))
    expect(await world().ask('desk.looks')).toMatchObject({ receiptFooter: { en: 'Thank you' } })
  })
})
