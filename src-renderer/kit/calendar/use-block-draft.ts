import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import { type Block, type CalendarView, type Price, type Resource, type Span, spanAfterKey } from './block.ts'

/** A block on its way: where it would be put, and what that would mean. */
export interface Draft {
  block: Block
  to: Span
  price: Price
  by: 'hand' | 'key'
}

interface Parts {
  place: RefObject<HTMLElement | null>
  blocks: readonly Block[]
  resources: readonly Resource[]
  view: CalendarView
  step: number
  price(block: Block, to: Span): Price
  onMove(block: Block, to: Span): void
}

const same = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end && a.resourceId === b.resourceId

/**
 * Moving a block by hand or by key. Its price is known before it is put down, and where it cannot be it is not put down:
 * by key it waits to be carried on, by hand it goes back (DX-R37).
 */
export function useBlockDraft({ place, blocks, resources, view, step, price, onMove }: Parts) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const carry = (block: Block, to: Span, by: Draft['by']) => {
    if (draft && draft.block.id === block.id && same(draft.to, to)) return
    setDraft({ block, to, by, price: same(block, to) ? { allowed: true, text: '' } : price(block, to) })
  }
  const putDown = () => {
    if (!draft) return
    const { block, to } = draft
    if (!draft.price.allowed && draft.by === 'key') return
    setDraft(null)
    if (draft.price.allowed && !same(block, to)) onMove(block, to)
  }
  const putBack = () => setDraft(null)
  const at = draft?.by === 'key' ? `${draft.to.start} ${draft.to.end} ${draft.to.resourceId}` : null
  // A block that goes to another day is another element there; the focus goes with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each step by key, and for nothing else
  useEffect(() => {
    if (at !== null) place.current?.querySelector<HTMLElement>(`[data-event-id="${draft?.block.id}"]`)?.focus()
  }, [at])
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target.closest('[data-event-id]') : null
    const block = blocks.find(({ id }) => id === target?.getAttribute('data-event-id'))
    if (!block || block.kind === 'closed') return
    const act = draft?.by === 'key' ? { Enter: putDown, Escape: putBack }[event.key] : undefined
    const from = draft?.by === 'key' && draft.block.id === block.id ? draft.to : block
    const next = spanAfterKey(from, { key: event.key, shift: event.shiftKey, view, step, resources })
    if (!act && !next) return
    event.preventDefault()
    event.stopPropagation()
    if (act) act()
    else if (next) carry(block, next, 'key')
  }
  return { draft, carry, putDown, putBack, onKeyDown }
}
